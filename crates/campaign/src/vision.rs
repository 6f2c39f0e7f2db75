//! The vision on one page: versions, comments by role, and the decision that it led to. Advice, decision maker and
//! decision can be followed: who decided, when, where, on which version.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::talk::Owner;
use crate::text::{TextFault, check as text};

/// Longest text of one page, in characters.
pub const PAGE_CHARS_MAX: usize = 6_000;

/// The vision as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Vision {
    /// every version, first one first
    pub versions: Vec<Version>,
    /// comments, in order
    pub comments: Vec<Comment>,
    /// decisions, in order; the last one counts
    pub decisions: Vec<Decision>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// from 1
    pub number: u32,
    /// when it was written
    pub day: Date,
    /// the text
    pub text: String,
}

/// What somebody says of a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// of which version
    pub version: u32,
    /// by whom, as a role of an organisation
    pub by: Owner,
    /// when
    pub day: Date,
    /// what
    pub text: String,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// on which version
    pub version: u32,
    /// who decided: the platform advises, others decide
    pub by: Owner,
    /// when
    pub day: Date,
    /// where: the meeting
    pub place: String,
    /// what was decided
    pub outcome: Outcome,
    /// in words
    pub text: String,
}

/// What a decision is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// adopted as it is
    Adopted,
    /// adopted with changes
    Amended,
    /// put off
    Deferred,
    /// turned down
    Rejected,
}

impl Outcome {
    /// In plain Dutch.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Adopted => "vastgesteld",
            Self::Amended => "vastgesteld met wijzigingen",
            Self::Deferred => "aangehouden",
            Self::Rejected => "afgewezen",
        }
    }
}

/// Why something about the vision is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum VisionRefusal {
    /// a text that cannot be kept
    #[error("{0}")]
    Text(TextFault),
    /// more than one page
    #[error("the text has more than {PAGE_CHARS_MAX} characters: it has to fit on one A4")]
    MoreThanAPage,
    /// a version that is not there
    #[error("there is no version {version}")]
    NoSuchVersion {
        /// which
        version: u32,
    },
    /// nothing changed
    #[error("this is the text of version {version}: change something, or leave it")]
    Same {
        /// which
        version: u32,
    },
    /// on a day before it was written
    #[error("version {version} was written on {written}: a decision on it cannot be of before")]
    Before {
        /// which
        version: u32,
        /// when it was written
        written: Date,
    },
}

impl Vision {
    /// A version.
    #[must_use]
    pub fn version(&self, number: u32) -> Option<&Version> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// The version that the next text becomes.
    ///
    /// # Errors
    /// When it is no text, more than a page, or the same as the one before.
    pub fn next(&self, text: &str, day: Date) -> Result<Version, VisionRefusal> {
        if text.chars().nth(PAGE_CHARS_MAX).is_some() {
            return Err(VisionRefusal::MoreThanAPage);
        }
        if text.trim().is_empty() {
            return Err(VisionRefusal::Text(TextFault::Empty { field: "text".into() }));
        }
        if let Some(last) = self.versions.last().filter(|last| last.text == text) {
            return Err(VisionRefusal::Same { version: last.number });
        }
        let number = self.versions.last().map_or(1, |last| last.number.saturating_add(1));
        Ok(Version { number, day, text: text.to_owned() })
    }

    /// Whether a comment can be kept.
    ///
    /// # Errors
    /// When the version is not there, or the text cannot be kept.
    pub fn may_comment(&self, comment: &Comment) -> Result<(), VisionRefusal> {
        let version = comment.version;
        self.version(version).ok_or(VisionRefusal::NoSuchVersion { version })?;
        text("comment", &comment.text, false).map_err(VisionRefusal::Text)?;
        text("organisation", &comment.by.organisation, false).map_err(VisionRefusal::Text)
    }

    /// Whether a decision can be kept.
    ///
    /// # Errors
    /// When the version is not there, or was written later.
    pub fn may_decide(&self, decision: &Decision) -> Result<(), VisionRefusal> {
        let version = decision.version;
        let written = self.version(version).ok_or(VisionRefusal::NoSuchVersion { version })?.day;
        if decision.day < written {
            return Err(VisionRefusal::Before { version, written });
        }
        for (field, words) in [
            ("place", &decision.place),
            ("text", &decision.text),
            ("organisation", &decision.by.organisation),
        ] {
            text(field, words, false).map_err(VisionRefusal::Text)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::talk::Speaker;
    use jiff::civil::date;

    #[test]
    fn advice_decision_maker_and_decision_can_be_followed() {
        let mut vision = Vision::default();
        let first = vision.next("Samen voor veilige wijken.", date(2026, 2, 1)).unwrap();
        vision.versions.push(first);
        assert_eq!(
            vision.next("Samen voor veilige wijken.", date(2026, 2, 2)),
            Err(VisionRefusal::Same { version: 1 })
        );
        assert_eq!(
            vision.next(&"x".repeat(PAGE_CHARS_MAX + 1), date(2026, 2, 2)),
            Err(VisionRefusal::MoreThanAPage)
        );
        let by = Owner { role: Speaker::Mayor, organisation: "stuurgroep BOA-platform".into() };
        let mut decision = Decision {
            version: 1,
            by: by.clone(),
            day: date(2026, 1, 1),
            place: "stuurgroep".into(),
            outcome: Outcome::Adopted,
            text: "Zo doen we het.".into(),
        };
        assert!(matches!(vision.may_decide(&decision), Err(VisionRefusal::Before { .. })));
        decision.day = date(2026, 3, 1);
        assert_eq!(vision.may_decide(&decision), Ok(()));
        decision.version = 2;
        assert_eq!(vision.may_decide(&decision), Err(VisionRefusal::NoSuchVersion { version: 2 }));
        let comment =
            Comment { version: 1, by, day: date(2026, 2, 3), text: "Zeg ook wat domein II doet.".into() };
        assert_eq!(vision.may_comment(&comment), Ok(()));
    }
}
