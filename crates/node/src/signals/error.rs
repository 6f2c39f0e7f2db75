//! Why something with a signal did not go.

use schouw_law::given::Unvouched;
use schouw_law::record::RecordDecision;
use schouw_law::share::Decision;
use schouw_law::{Alarm, Fault};
use schouw_signal::{Refusal, State};

use crate::journal::JournalError;

/// Why something with a signal did not go.
#[derive(Debug, thiserror::Error)]
pub enum SignalError {
    /// it is not there, or not for who asks: both look the same
    #[error("there is no such signal")]
    NotThere,
    /// the step is not possible now
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// somebody was before: this is how it stands now
    #[error("somebody changed this signal meanwhile")]
    Changed(Box<State>),
    /// the id was used for something else
    #[error("this id was used for another command: make a new one")]
    OtherCommand,
    /// the law does not let it be recorded
    #[error("this may not be recorded so")]
    MayNotRecord(Box<RecordDecision>, Vec<Unvouched>),
    /// the law does not let it go to that partner, or not yet
    #[error("this may not be shared so")]
    MayNotShare(Box<Decision>, Vec<Unvouched>),
    /// the question has faults
    #[error("{}", .0.iter().map(|fault| format!("`{}` {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Faults(Vec<Fault>),
    /// a rule could not be evaluated: the answer is no, and somebody has to look
    #[error(transparent)]
    Alarm(#[from] Alarm),
    /// the log
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// the tables that are made from the log
    #[error("the views of signals cannot be used: {0}")]
    View(#[from] rusqlite::Error),
    /// something in the log or in a view is not of this form
    #[error("{0}")]
    Form(String),
}

impl SignalError {
    /// A fault of one field.
    #[must_use]
    pub fn fault(field: &str, message: impl Into<String>) -> Self {
        Self::Faults(vec![Fault { field: field.to_owned(), message: message.into() }])
    }
}
