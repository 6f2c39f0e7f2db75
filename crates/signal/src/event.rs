//! What happened, as it stands in the log. An event is never rewritten; a new form gets a new version of [`Body`].

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_base::{CommandId, OrganisationId, Role, UserId};
use serde::{Deserialize, Serialize};

use crate::codes::{AnswerKind, Hat, Kind, Theme};
use crate::content::{Content, CouldNotAct, Place, Reference};
use crate::id::SignalId;

/// The version of [`Body`] that is written now.
pub const BODY_VERSION: u16 = 1;

/// The sealed body of one entry in the log: one command on one signal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Body {
    /// version of this form
    pub v: u16,
    /// which signal
    pub signal: SignalId,
    /// the command that did it
    pub command: CommandId,
    /// who
    pub by: By,
    /// when, by the clock of the node
    pub at: Timestamp,
    /// what happened, in order
    pub events: Vec<Event>,
}

/// Who did something. A partner is known by organisation and role, never by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct By {
    /// for which organisation
    pub organisation: OrganisationId,
    /// which user; none for what the node did, or a partner
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user: Option<UserId>,
    /// in which role
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
}

/// What the permit of an entry said, which the journal seals beside the body: an entry has one permit, and its events
/// stand under that. It proves nothing, it tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PermitNote {
    /// the articles that carry it
    pub articles: Vec<String>,
    /// what for, in the code of `law`
    pub purpose: String,
    /// what comes with it, in the codes of `law`
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<String>,
    /// facts that rest on a paper, "volgens opgave van"
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<String>,
    /// the day whose law was applied
    pub law_date: Date,
}

/// Where a copy came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// who gave it
    pub organisation: OrganisationId,
    /// the signal with them
    pub signal: SignalId,
    /// its number with them
    pub number: String,
    /// what for, in the code of `law`
    pub purpose: String,
    /// the question of ours that it answers
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<SignalId>,
}

/// A fact of `law` with who gave it, so that what follows a provision (a correction, a withdrawal) stands on the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenFact {
    /// the fact, in the code of `law`
    pub fact: String,
    /// the role that gave it, in the code of `law`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// or the paper that it stands on
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<GivenPaper>,
}

/// A paper in which somebody establishes a fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenPaper {
    /// which document
    pub document: String,
    /// who gave it
    pub giver: String,
    /// its day
    pub dated: Date,
}

/// Something given to a partner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Provision {
    /// to whom
    pub to: OrganisationId,
    /// the id of the copy with them
    pub copy: SignalId,
    /// what for, in the code of `law`
    pub purpose: String,
    /// the facts that it stands on
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<GivenFact>,
    /// whether it must be given
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub must: bool,
    /// in which form, `zonder-persoon` or as far as needed
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// what went, exactly
    pub content: Box<Content>,
    /// fields that did not go
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// when an answer is due with them
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// the question of theirs that it answers, by its id in this log
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<SignalId>,
}

/// An answer for who sent a signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerText {
    /// what kind
    pub kind: AnswerKind,
    /// the text
    pub text: String,
}

/// A change of what was written; a field that is left out stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Correction {
    /// new text
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// new place
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// new theme
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<Theme>,
}

impl Correction {
    /// What was written, corrected.
    #[must_use]
    pub fn of(&self, content: &Content) -> Content {
        let mut new = content.clone();
        if let Some(text) = &self.text {
            new.text.clone_from(text);
        }
        new.place = self.place.clone().or(new.place);
        new.theme = self.theme.unwrap_or(new.theme);
        new
    }

    /// Whether nothing changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_none() && self.place.is_none() && self.theme.is_none()
    }
}

/// What happened with a signal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// recorded here
    Recorded {
        /// its number with this organisation
        number: String,
        /// what kind
        kind: Kind,
        /// what was seen
        content: Box<Content>,
        /// in which task
        hat: Hat,
        /// for investigation: whether the fact is in the deed of the boa
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_deed: Option<bool>,
        /// when an answer is due
        due: Date,
    },
    /// a copy came in from a partner
    Received {
        /// its number with this organisation
        number: String,
        /// what kind
        kind: Kind,
        /// what they gave
        content: Box<Content>,
        /// in which task it is used here
        hat: Hat,
        /// from whom, under which permit
        origin: Origin,
        /// when an answer is due
        due: Date,
    },
    /// weighed
    Weighed {
        /// what it weighs
        #[serde(default, skip_serializing_if = "Option::is_none")]
        why: Option<String>,
    },
    /// somebody does it
    Taken {
        /// who: one owner at a time
        owner: UserId,
    },
    /// a minimal copy went to a partner
    PassedOn(Provision),
    /// kept
    Kept {
        /// why
        why: String,
    },
    /// nothing is done
    NoAction {
        /// why
        why: String,
    },
    /// answered, for who sent it
    Answered(AnswerText),
    /// an answer went to another organisation that has this signal
    AnswerSent {
        /// to whom
        to: OrganisationId,
    },
    /// the answer may not go, or not yet
    AnswerWithheld {
        /// to whom
        to: OrganisationId,
        /// why not
        why: String,
    },
    /// an answer of a partner came back
    AnswerReceived {
        /// from whom
        from: OrganisationId,
        /// the answer, as far as we may see it
        answer: AnswerText,
    },
    /// a partner has its copy; told by a person there
    Acknowledged,
    /// the confirmation of a partner came back
    AcknowledgementReceived {
        /// from whom
        from: OrganisationId,
    },
    /// done
    Closed,
    /// opened again: same number, same thread, a new answer is due
    Reopened {
        /// why
        why: String,
        /// when an answer is due
        due: Date,
    },
    /// what was written has a new version
    Corrected {
        /// as it is now
        content: Box<Content>,
        /// why
        why: String,
    },
    /// who gave it corrected it; what they gave is replaced
    CorrectedByOrigin {
        /// as it is now
        content: Box<Content>,
    },
    /// taken back
    Withdrawn {
        /// why
        why: String,
    },
    /// who gave it took it back: what they gave is not used any more
    WithdrawnByOrigin,
    /// the receipt of a partner: a correction or withdrawal reached its copy
    CopyReached {
        /// whose copy
        to: OrganisationId,
        /// the copy
        copy: SignalId,
        /// what reached it
        what: CopyChange,
    },
    /// part of another signal from now on
    Merged {
        /// which
        into: SignalId,
    },
    /// another signal became part of this one
    TookIn {
        /// which
        signal: SignalId,
    },
    /// belongs to a problem in open data
    LinkedToProblem(Reference),
    /// from supervision to investigation, at this moment
    SwitchedToInvestigation {
        /// why: what the suspicion is
        why: String,
        /// whether the fact is in the deed
        #[serde(default, skip_serializing_if = "Option::is_none")]
        in_deed: Option<bool>,
    },
    /// could not act
    CouldNotAct(CouldNotAct),
}

/// What reached a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CopyChange {
    /// the copy itself
    Copy,
    /// a correction
    Correction,
    /// a withdrawal
    Withdrawal,
}

impl Event {
    /// The kind of the entry in the log, which everybody may see who sees the log: it tells nothing of anybody.
    #[must_use]
    pub const fn entry_kind(&self) -> &'static str {
        match self {
            Self::Recorded { kind: Kind::Observation, .. } => "signal.recorded",
            Self::Recorded { kind: Kind::Question, .. } => "signal.asked",
            Self::Received { .. } => "signal.received",
            Self::PassedOn(_) => "signal.passed_on",
            Self::Answered(_) => "signal.answered",
            Self::Corrected { .. } | Self::CorrectedByOrigin { .. } => "signal.corrected",
            Self::Withdrawn { .. } | Self::WithdrawnByOrigin => "signal.withdrawn",
            _ => "signal.step",
        }
    }
}

/// Why a body in the log cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    /// not JSON of this form
    #[error("the body of an entry is not one of a signal: {0}")]
    Form(#[from] serde_json::Error),
    /// written by a newer program
    #[error("the body of an entry has version {0}: use a newer schouw")]
    Newer(u16),
}

impl Body {
    /// The bytes that are sealed.
    ///
    /// # Errors
    /// When it cannot be written as JSON, which no value of this type does.
    pub fn to_bytes(&self) -> Result<Vec<u8>, BodyError> {
        Ok(serde_json::to_vec(self)?)
    }

    /// Reads the bytes of an entry, of this version and every one before it.
    ///
    /// # Errors
    /// When they are of no known form.
    pub fn read(bytes: &[u8]) -> Result<Self, BodyError> {
        let body: Self = serde_json::from_slice(bytes)?;
        if body.v > BODY_VERSION { Err(BodyError::Newer(body.v)) } else { Ok(body) }
    }

    /// The kind of its entry.
    #[must_use]
    pub fn entry_kind(&self) -> &'static str {
        self.events.first().map_or("signal.step", Event::entry_kind)
    }
}
