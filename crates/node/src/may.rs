//! *May I share this*, *may I do this here*: one question or a stream of them, put to the rules of `law`.

use jiff::civil::Date;
use schouw_law::powers::{PowersDecision, PowersLaw, PowersQuestion};
use schouw_law::share::{Decision, Question, ShareLaw};
use schouw_law::{Alarm, Fault, RuleFaults};
use serde_json::Value;

/// Both sets of rules, loaded and checked.
#[derive(Debug)]
pub struct MayDesk {
    share: ShareLaw,
    powers: PowersLaw,
}

/// Why a question got no answer.
#[derive(Debug, thiserror::Error)]
pub enum MayError {
    /// the question has faults, all at once
    #[error("{}", .0.iter().map(|fault| format!("`{}` {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Refused(Vec<Fault>),
    /// the rules could not be evaluated: the answer is no, and somebody has to look
    #[error(transparent)]
    Alarm(#[from] Alarm),
}

impl MayDesk {
    /// Loads the rules in the program.
    ///
    /// # Errors
    /// Every fault of every rule.
    pub fn open() -> Result<Self, RuleFaults> {
        Ok(Self { share: ShareLaw::load()?, powers: PowersLaw::load()? })
    }

    /// May this be shared? Without `date` in the question the day is `today`.
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn share(&self, question: &Value, today: Date, routes: bool) -> Result<Decision, MayError> {
        let question = Question::read(question, today).map_err(MayError::Refused)?;
        let decision =
            if routes { self.share.decide(&question) } else { self.share.decide_without_routes(&question) };
        Ok(decision.inspect_err(|alarm| tracing::error!(%alarm, "a sharing rule could not be evaluated"))?)
    }

    /// May this boa do this here?
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn act(&self, question: &Value, today: Date) -> Result<PowersDecision, MayError> {
        let question = PowersQuestion::read(question, today).map_err(MayError::Refused)?;
        let decision = self.powers.decide(&question);
        Ok(decision.inspect_err(|alarm| tracing::error!(%alarm, "a powers rule could not be evaluated"))?)
    }

    /// The sharing rules.
    #[must_use]
    pub fn sharing(&self) -> &ShareLaw {
        &self.share
    }

    /// The rules on powers.
    #[must_use]
    pub fn powers(&self) -> &PowersLaw {
        &self.powers
    }
}
