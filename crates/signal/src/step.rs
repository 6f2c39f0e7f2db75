//! A step that somebody wants to take with a signal.

use jiff::civil::Date;
use schouw_base::UserId;

use crate::codes::StepName;
use crate::content::{CouldNotAct, Reference};
use crate::event::{AnswerText, Correction, Provision};
use crate::id::SignalId;

/// A step, with all that it needs.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// weigh it
    Weigh {
        /// what it weighs
        why: Option<String>,
    },
    /// do it
    Take {
        /// who
        owner: UserId,
        /// take it over from who has it
        over: bool,
    },
    /// to a partner; or a question of a partner answered with what we have
    PassOn(Box<Provision>),
    /// keep it
    Keep {
        /// why
        why: String,
    },
    /// do nothing
    NoAction {
        /// why
        why: String,
        /// the answer for who sent it, when it is written at once
        answer: Option<AnswerText>,
    },
    /// answer who sent it
    Answer(AnswerText),
    /// done
    Close {
        /// the answer, when it is written at once
        answer: Option<AnswerText>,
    },
    /// open again
    Reopen {
        /// why
        why: String,
        /// when an answer is due
        due: Date,
    },
    /// a new version
    Correct {
        /// what changes
        correction: Correction,
        /// why
        why: String,
    },
    /// take it back
    Withdraw {
        /// why
        why: String,
    },
    /// part of another
    Merge {
        /// which
        into: SignalId,
    },
    /// part of a problem in open data
    LinkProblem(Reference),
    /// from supervision to investigation
    ToInvestigation {
        /// what the suspicion is
        why: String,
        /// whether the fact is in the deed
        in_deed: Option<bool>,
    },
    /// could not act
    CouldNotAct(CouldNotAct),
    /// confirm to have it
    Acknowledge,
}

impl Step {
    /// Its name.
    #[must_use]
    pub const fn name(&self) -> StepName {
        match self {
            Self::Weigh { .. } => StepName::Weigh,
            Self::Take { .. } => StepName::Take,
            Self::PassOn(_) => StepName::PassOn,
            Self::Keep { .. } => StepName::Keep,
            Self::NoAction { .. } => StepName::NoAction,
            Self::Answer(_) => StepName::Answer,
            Self::Close { .. } => StepName::Close,
            Self::Reopen { .. } => StepName::Reopen,
            Self::Correct { .. } => StepName::Correct,
            Self::Withdraw { .. } => StepName::Withdraw,
            Self::Merge { .. } => StepName::Merge,
            Self::LinkProblem(_) => StepName::LinkProblem,
            Self::ToInvestigation { .. } => StepName::ToInvestigation,
            Self::CouldNotAct(_) => StepName::CouldNotAct,
            Self::Acknowledge => StepName::Acknowledge,
        }
    }
}
