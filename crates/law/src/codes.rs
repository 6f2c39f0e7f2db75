//! One way to write a list of codes: a Rust enum whose variants know the word of the contract.

/// Declares an enum of codes with its words.
macro_rules! codes {
    ($(#[$doc:meta])* pub enum $name:ident { $($variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $word, "`")] $variant,)*
        }

        impl crate::codes::Code for $name {
            const ALL: &'static [Self] = &[$(Self::$variant,)*];
            fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
            fn place(self) -> usize {
                self as usize
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(crate::codes::Code::word(*self))
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(deserializer)?;
                crate::codes::Code::parse(&word).ok_or_else(|| {
                    let allowed = <Self as crate::codes::Code>::allowed();
                    serde::de::Error::custom(format!("`{word}` is none of {allowed}"))
                })
            }
        }
    };
}
pub(crate) use codes;

/// A code of the contract.
pub trait Code: Copy + PartialEq + 'static {
    /// Every code, in the order of the contract.
    const ALL: &'static [Self];

    /// The word of the contract.
    fn word(self) -> &'static str;

    /// Its place in [`Self::ALL`].
    fn place(self) -> usize;

    /// The code with this word, if there is one.
    #[must_use]
    fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.word() == word)
    }

    /// The words that are allowed, for a message.
    #[must_use]
    fn allowed() -> String {
        Self::ALL.iter().map(|code| code.word()).collect::<Vec<_>>().join(", ")
    }
}

/// The same list as an enumerated entity type of Cedar, so that a word that does not exist is a fault of the policy.
#[must_use]
pub fn cedar_enum<C: Code>(name: &str) -> String {
    let words: Vec<_> = C::ALL.iter().map(|code| format!("\"{}\"", code.word())).collect();
    format!("entity {name} enum [{}];\n", words.join(", "))
}
