//! What talks are about, in codes that are counted. The list can be edited; a code that was used is never taken away.

use serde::{Deserialize, Serialize};

/// Most codes of one list.
pub const ISSUES_MAX: usize = 100;
/// Longest code, in characters.
const CODE_CHARS_MAX: usize = 40;

/// A code with its Dutch word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// the code
    pub code: String,
    /// in plain Dutch
    pub word: String,
    /// not offered any more; what was counted under it stays
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// The codes of the first wave, after the minutes of 7 February 2019.
const FIRST: [(&str, &str); 12] = [
    ("back-up", "back-up door de politie"),
    ("contact", "weten wie je aanspreekpunt is"),
    ("information-law", "informatie delen: wat mag"),
    ("information-technology", "informatie delen: systemen en techniek"),
    ("powers-known", "weten wat een boa mag"),
    ("image", "beeld van de boa"),
    ("equipment", "uitrusting"),
    ("domain-ii", "domein II: milieu, welzijn en natuur"),
    ("small-municipality", "kleine gemeente"),
    ("undermining", "ondermijning"),
    ("training", "opleiding en oefenen"),
    ("systems", "dubbel werk in systemen"),
];

/// The codes to begin with.
#[must_use]
pub fn first_list() -> Vec<Issue> {
    FIRST
        .iter()
        .map(|(code, word)| Issue { code: (*code).into(), word: (*word).into(), retired: false })
        .collect()
}

/// Why a list of codes is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum IssueFault {
    /// a code that is not one
    #[error("`{code}` is not a code: use lower case letters, digits and `-`, at most 40")]
    BadCode {
        /// as given
        code: String,
    },
    /// twice
    #[error("the code `{code}` is there twice: give each its own")]
    Twice {
        /// which
        code: String,
    },
    /// without a word
    #[error("the code `{code}` has no word: write what it means")]
    NoWord {
        /// which
        code: String,
    },
    /// used, and not in the new list
    #[error("the code `{code}` was used in talks: retire it in place of taking it out")]
    Used {
        /// which
        code: String,
    },
    /// over the limit
    #[error("a list has 1 to {ISSUES_MAX} codes")]
    TooMany,
}

/// Looks whether a list of codes may take the place of the one before it.
///
/// # Errors
/// When a code is none, is there twice, has no word, or was used and is not there any more.
pub fn check<'a>(list: &[Issue], used: impl IntoIterator<Item = &'a str>) -> Result<(), IssueFault> {
    if list.is_empty() || list.len() > ISSUES_MAX {
        return Err(IssueFault::TooMany);
    }
    for (at, issue) in list.iter().enumerate() {
        let code = issue.code.clone();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if code.is_empty() || code.len() > CODE_CHARS_MAX || !code.chars().all(fits) {
            return Err(IssueFault::BadCode { code });
        }
        if list.iter().take(at).any(|other| other.code == code) {
            return Err(IssueFault::Twice { code });
        }
        if issue.word.trim().is_empty() {
            return Err(IssueFault::NoWord { code });
        }
    }
    match used.into_iter().find(|code| !list.iter().any(|issue| issue.code == *code)) {
        Some(code) => Err(IssueFault::Used { code: code.to_owned() }),
        None => Ok(()),
    }
}

/// The Dutch word of a code, or the code itself.
#[must_use]
pub fn word<'a>(list: &'a [Issue], code: &'a str) -> &'a str {
    list.iter().find(|issue| issue.code == code).map_or(code, |issue| issue.word.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_can_be_edited_and_what_was_used_stays() {
        let first = first_list();
        assert_eq!(check(&first, ["back-up"]), Ok(()));
        let mut other = first.clone();
        other.retain(|issue| issue.code != "image");
        assert_eq!(check(&other, ["contact"]), Ok(()));
        assert_eq!(check(&other, ["image"]), Err(IssueFault::Used { code: "image".into() }));
        other.push(Issue { code: "Nieuw".into(), word: "iets".into(), retired: false });
        assert_eq!(check(&other, []), Err(IssueFault::BadCode { code: "Nieuw".into() }));
        assert_eq!(word(&first, "contact"), "weten wie je aanspreekpunt is");
    }
}
