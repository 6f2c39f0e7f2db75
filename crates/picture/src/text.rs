//! Texts that an answer has many times: held once by the index and shared, not copied.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

/// A text that is held once and shared: the label of a measure, the licence of a dataset. A copy is cheap.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text(Arc<str>);

/// Longest text of a period, in bytes: `2024-05-03` has ten.
pub const PERIOD_BYTES_MAX: usize = 15;

/// The text of a period, in place: `2024`, `2024-K3`, `2024-05`, `2024-W05`, `2024-05-03`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PeriodText {
    length: u8,
    bytes: [u8; PERIOD_BYTES_MAX],
}

impl Text {
    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PeriodText {
    /// A text as that of a period: at most [`PERIOD_BYTES_MAX`] letters, digits and signs, such as `-`; none when it has
    /// others, which no period has.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'"' | b'\\');
        if !text.bytes().all(plain) {
            return None;
        }
        let mut bytes = [0; PERIOD_BYTES_MAX];
        bytes.get_mut(..text.len())?.copy_from_slice(text.as_bytes());
        Some(Self { length: u8::try_from(text.len()).ok()?, bytes })
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // made of a text of this length, so never empty for want of being one
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// The bytes of the text, which stand in a text of JSON as they are.
    #[must_use]
    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// The text of the same period a year earlier; none when it does not begin with a year.
    #[must_use]
    pub fn year_before(self) -> Option<Self> {
        Self::new(&crate::figures::period_before(self.as_str())?)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

macro_rules! reads_as_str {
    ($($of:ty),+) => {$(
        impl Deref for $of {
            type Target = str;

            fn deref(&self) -> &str {
                self.as_str()
            }
        }

        impl PartialEq<str> for $of {
            fn eq(&self, other: &str) -> bool {
                self.as_str() == other
            }
        }

        impl PartialEq<&str> for $of {
            fn eq(&self, other: &&str) -> bool {
                self.as_str() == *other
            }
        }

        impl PartialEq<$of> for &str {
            fn eq(&self, other: &$of) -> bool {
                *self == other.as_str()
            }
        }

        impl fmt::Display for $of {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl fmt::Debug for $of {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(self.as_str(), f)
            }
        }

        impl Serialize for $of {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    )+};
}
reads_as_str!(Text, PeriodText);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_period_comes_back_or_does_not_fit() {
        for text in ["", "2024", "2024-K3", "2024-05-03", "012345678901234"] {
            assert_eq!(PeriodText::new(text).unwrap(), text);
        }
        for text in ["0123456789012345", "2024 05", "2024\"", "2024\\", "maart é"] {
            assert_eq!(PeriodText::new(text), None, "{text}");
        }
        assert_eq!(PeriodText::new("2024-K3").unwrap().year_before().unwrap(), "2023-K3");
        assert_eq!(PeriodText::new("nooit").unwrap().year_before(), None);
    }

    #[test]
    fn a_shared_text_is_written_as_a_text() {
        assert_eq!(serde_json::to_string(&Text::from("a \"b\"")).unwrap(), r#""a \"b\"""#);
        assert_eq!(serde_json::to_string(&PeriodText::new("2024").unwrap()).unwrap(), r#""2024""#);
    }
}
