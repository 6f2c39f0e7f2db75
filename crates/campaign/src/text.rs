//! Free text that people write about talks: looked at by the guard before it is kept.
//!
//! Statements are recorded by role and never by name. What has a form (plate, phone, BSN, account) is always refused.
//! A name has none, so that the guard may take a place for one: who looked at it says so, and it is kept.

use schouw_guard::{HitKind, inspect};
use serde::{Deserialize, Serialize};

/// Longest text of one field, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// Why a text is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum TextFault {
    /// nothing stands there
    #[error("`{field}` is empty: write what was said, or leave it out")]
    Empty {
        /// which field
        field: String,
    },
    /// over the limit
    #[error("`{field}` has more than {max} characters: make it shorter")]
    TooLong {
        /// which field
        field: String,
        /// the limit
        max: usize,
    },
    /// something of a person
    #[error("`{field}` seems to hold {what} of a person: take it out, and say the role")]
    OfAPerson {
        /// which field
        field: String,
        /// what was found, as Dutch words
        what: String,
        /// the text with that shielded, to start from
        shielded: String,
        /// whether a person who looked may say that it is none: only where all that was found are names
        may_confirm: bool,
    },
}

/// Looks whether a text may be kept. `no_name` is what a person says who looked: what reads as a name is none.
///
/// # Errors
/// When it is empty, too long, or holds something of a person.
pub fn check(field: &str, text: &str, no_name: bool) -> Result<(), TextFault> {
    if text.trim().is_empty() {
        return Err(TextFault::Empty { field: field.to_owned() });
    }
    if text.chars().nth(TEXT_CHARS_MAX).is_some() {
        return Err(TextFault::TooLong { field: field.to_owned(), max: TEXT_CHARS_MAX });
    }
    let mut kinds: Vec<HitKind> = inspect(text).into_iter().map(|hit| hit.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let only_names = kinds.iter().all(|kind| *kind == HitKind::Name);
    if kinds.is_empty() || (only_names && no_name) {
        return Ok(());
    }
    let what: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    Err(TextFault::OfAPerson {
        field: field.to_owned(),
        what: what.join(", "),
        shielded: schouw_guard::shield(text).into_owned(),
        may_confirm: only_names,
    })
}

/// As [`check`], for a field that may be left out.
///
/// # Errors
/// As [`check`].
pub fn check_some(field: &str, text: Option<&str>, no_name: bool) -> Result<(), TextFault> {
    text.map_or(Ok(()), |text| check(field, text, no_name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str, no_name: bool) -> String {
        match check("uitspraak", text, no_name) {
            Ok(()) => "kept".into(),
            Err(TextFault::OfAPerson { what, may_confirm, .. }) => format!("{what} {may_confirm}"),
            Err(other) => other.to_string(),
        }
    }

    #[test]
    fn what_is_said_by_role_is_kept_and_what_is_of_a_person_is_not() {
        for (text, no_name, expected) in [
            ("De teamchef zegt dat back-up binnen tien minuten komt.", false, "kept"),
            ("Wij weten niet wie ons aanspreekpunt is.", false, "kept"),
            ("Bel met mevrouw De Vries voor afspraken.", false, "naam true"),
            ("Bel met mevrouw De Vries voor afspraken.", true, "kept"),
            ("Te bereiken op 06-12345678.", true, "telefoon false"),
            ("Dit ging over 111222333, een bsn.", true, "bsn false"),
            ("   ", false, "`uitspraak` is empty: write what was said, or leave it out"),
        ] {
            assert_eq!(kept(text, no_name), expected, "{text}");
        }
        let long = "woord ".repeat(TEXT_CHARS_MAX);
        assert!(matches!(check("x", &long, false), Err(TextFault::TooLong { .. })));
    }
}
