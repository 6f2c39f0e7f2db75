//! The words of codes for people, in Dutch and English, by scope: `supervision` is a hat, a purpose and a task.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// Words by scope and code.
type Scoped = BTreeMap<String, BTreeMap<String, String>>;

static TERMS: &str = include_str!("../../../rules/words.toml");
static NL: LazyLock<Scoped> = LazyLock::new(|| read(include_str!("../../../rules/talk/nl.toml")));
static EN: LazyLock<Scoped> = LazyLock::new(|| read(include_str!("../../../rules/talk/en.toml")));
static FLAT: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| read(TERMS));

/// Files in the program, which a test reads: what cannot be read has no words, and codes are then said as they stand.
fn read<T: Default + serde::de::DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).unwrap_or_default()
}

/// A language of the screens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    #[default]
    Nl,
    /// English.
    En,
}

impl Language {
    /// The words of a code in a scope: its own, else the term of the vocabulary, else the code as it is written.
    #[must_use]
    pub fn say(self, scope: &str, code: &str) -> String {
        let own = match self {
            Self::Nl => &NL,
            Self::En => &EN,
        };
        if let Some(words) = own.get(scope).and_then(|scope| scope.get(code)) {
            return words.clone();
        }
        match self {
            Self::Nl => term(code),
            Self::En => capital(&code.replace('_', " ")),
        }
    }

    /// The words of a code when there are any.
    #[must_use]
    pub fn known(self, scope: &str, code: &str) -> Option<String> {
        let own = match self {
            Self::Nl => &NL,
            Self::En => &EN,
        };
        own.get(scope)?.get(code).cloned()
    }
}

/// A code in the Dutch term of the vocabulary; a code without one is said as it is written (a test finds it).
#[must_use]
pub fn term(code: &str) -> String {
    FLAT.get(code).cloned().unwrap_or_else(|| code.replace('_', " "))
}

/// A text that begins with a capital.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::Code;
    use crate::powers::codes::{Act, Circumstance, Lacking, Place, PowersDuty};
    use crate::record::codes::{RecordDuty, RecordFact};
    use crate::retention::{After, Stage};
    use crate::share::codes::{
        Category, DecisionMaker, Domain, Duty, Employer, Fact, Hat, Purpose, Receiver, Regime, Source,
    };

    fn all<C: Code>(scope: &'static str) -> Vec<(&'static str, &'static str)> {
        C::ALL.iter().map(|code| (scope, code.word())).collect()
    }

    #[test]
    fn the_files_are_read() {
        let files =
            [include_str!("../../../rules/talk/nl.toml"), include_str!("../../../rules/talk/en.toml")];
        for text in files {
            toml::from_str::<Scoped>(text).unwrap();
        }
        toml::from_str::<BTreeMap<String, String>>(TERMS).unwrap();
    }

    #[test]
    fn every_code_has_a_dutch_word() {
        let codes = [
            all::<Employer>("employer"),
            all::<Hat>("hat"),
            all::<Domain>("domain"),
            all::<Regime>("regime"),
            all::<Source>("source"),
            all::<Category>("category"),
            all::<Receiver>("receiver"),
            all::<Purpose>("purpose"),
            all::<Fact>("fact"),
            all::<Duty>("duty"),
            all::<DecisionMaker>("decider"),
            all::<RecordFact>("fact"),
            all::<RecordDuty>("duty"),
            all::<Act>("act"),
            all::<Place>("place"),
            all::<Circumstance>("circumstance"),
            all::<Lacking>("lacking"),
            all::<PowersDuty>("duty"),
            all::<Stage>("stage"),
            all::<After>("after"),
        ];
        let bare = codes
            .into_iter()
            .flatten()
            .filter(|(scope, code)| Language::Nl.known(scope, code).is_none() && !FLAT.contains_key(*code));
        assert_eq!(bare.collect::<Vec<_>>(), []);
    }

    #[test]
    fn both_languages_have_the_same_sentences() {
        for scope in
            ["ask", "help", "say", "hat", "person", "source", "file", "age", "who", "yes_no", "domain"]
        {
            let keys = |words: &Scoped| words[scope].keys().cloned().collect::<Vec<_>>();
            assert_eq!(keys(&NL), keys(&EN), "{scope}");
        }
    }
}
