//! The questions of REST API and phone as JSON texts: one place that reads them and writes the answers, so that both say the
//! same. What each call takes and gives stands in `docs/api.md`.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use crate::codes::codes;
use crate::fault::{Fault, Reader};
use crate::powers::{PowersLaw, PowersQuestion, typed};
use crate::record::{RecordLaw, RecordQuestion};
use crate::retention::Kept;
use crate::rulebook::Alarm;
use crate::share::{Question, ShareLaw};
use crate::words::Language;
use crate::{form, talk, tell};

codes! {
    /// What is asked.
    pub enum Call {
        Share = "share", ShareTalk = "share_talk", ShareTell = "share_tell", Form = "form",
        Act = "act", ActFind = "act_find", ActTell = "act_tell", ActCard = "act_card",
        Record = "record", Keep = "keep",
    }
}

/// Which set of rules a call needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rules {
    /// Sharing.
    Share,
    /// Powers.
    Powers,
    /// Recording and retention.
    Record,
}

impl Call {
    /// Which set of rules it needs.
    #[must_use]
    pub fn rules(self) -> Rules {
        match self {
            Self::Share | Self::ShareTalk | Self::ShareTell | Self::Form => Rules::Share,
            Self::Act | Self::ActFind | Self::ActTell | Self::ActCard => Rules::Powers,
            Self::Record | Self::Keep => Rules::Record,
        }
    }
}

/// Why a call got no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// the question has faults, all at once
    #[error("{}", .0.iter().map(|fault| format!("`{}` {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Faults(Vec<Fault>),
    /// the rules could not be evaluated: the answer is no, and somebody has to look
    #[error(transparent)]
    Alarm(#[from] Alarm),
}

impl From<Vec<Fault>> for CallError {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Faults(faults)
    }
}

fn text(answer: &impl Serialize) -> Result<String, CallError> {
    serde_json::to_string(answer).map_err(|error| CallError::Alarm(Alarm(error.to_string())))
}

/// The language of a question: `language`, Dutch when it is left out.
pub(crate) fn language(asked: &Value) -> Result<Language, Vec<Fault>> {
    match asked.get("language") {
        None => Ok(Language::Nl),
        Some(value) => serde_json::from_value(value.clone()).map_err(|_| {
            vec![Fault { field: "language".to_owned(), message: "must be one of nl, en".to_owned() }]
        }),
    }
}

fn known(asked: &Value, fields: &[&str]) -> Result<(), Vec<Fault>> {
    let mut faults = Vec::new();
    Reader::new("", Some(asked), fields, &mut faults);
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

impl ShareLaw {
    /// Answers a call on sharing.
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn call(&self, call: Call, asked: &Value, today: Date) -> Result<String, CallError> {
        match call {
            Call::Form => {
                known(asked, &["question", "fields"])?;
                let question = Question::read(&asked["question"], today)?;
                text(&self.form(&question, &form::fields(&asked["fields"])?)?)
            }
            Call::ShareTalk => {
                known(asked, &["answers", "language"])?;
                text(&self.talk(&talk::answers(asked.get("answers"))?, language(asked)?, today)?)
            }
            Call::ShareTell => {
                known(asked, &["question", "suppose", "language"])?;
                let question = Question::read(&asked["question"], today)?;
                let suppose = tell::supposed(asked.get("suppose"))?;
                text(&self.tell(&asked["question"], &question, &suppose, language(asked)?)?)
            }
            _ => text(&self.decide(&Question::read(asked, today)?)?),
        }
    }
}

impl PowersLaw {
    /// Answers a call on powers.
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn call(&self, call: Call, asked: &Value, today: Date) -> Result<String, CallError> {
        match call {
            Call::ActFind => {
                known(asked, &["text", "language"])?;
                text(&self.find(typed::typed(asked.get("text"))?.as_deref(), language(asked)?))
            }
            Call::ActTell => text(&self.tell(asked, language(asked)?, today)?),
            Call::ActCard => {
                known(asked, &["domain", "language", "date"])?;
                text(&self.card(asked, language(asked)?, today)?)
            }
            _ => text(&self.decide(&PowersQuestion::read(asked, today)?)?),
        }
    }
}

impl RecordLaw {
    /// Answers a call on recording.
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn call(&self, call: Call, asked: &Value, today: Date) -> Result<String, CallError> {
        match call {
            Call::Keep => text(&self.retaining().plan(&Kept::read(asked, today)?)),
            _ => text(&self.decide(&RecordQuestion::read(asked, today)?)?),
        }
    }
}
