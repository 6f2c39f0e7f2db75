//! Actions: number, subject, who, date ready, status, evidence, result, and always where they came from.

mod file;
mod table;

use jiff::civil::Date;
use schouw_base::CommandId;
use serde::{Deserialize, Serialize};

use crate::minutes::{Minutes, State};
use crate::register::TeamId;
use crate::text::{TextFault, check as text, check_some};

pub use file::{ActionsRead, read_csv};
pub use table::{csv, late_days, ordered, owners, standing, status_word};

/// Most actions of one campaign.
pub const ACTIONS_MAX: usize = 20_000;
/// Longest evidence: an address or where it lies, in characters.
const EVIDENCE_CHARS_MAX: usize = 1_000;

/// Where an action came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// a talk with a team
    Talk {
        /// which
        talk: CommandId,
        /// with which team
        team: TeamId,
    },
    /// a promise in a talk
    Promise {
        /// which talk
        talk: CommandId,
        /// with which team
        team: TeamId,
        /// number of the promise in it
        number: u16,
    },
    /// minutes of a meeting, confirmed by a person
    Minutes {
        /// day of the meeting
        day: Option<Date>,
        /// what the report calls itself, or its file
        title: String,
        /// the sentences that speak of it
        passages: Vec<String>,
    },
    /// a meeting without minutes that were read
    Meeting {
        /// the day
        day: Date,
        /// which meeting
        title: String,
    },
}

impl Origin {
    /// In plain Dutch.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Talk { team, .. } => format!("gesprek met team {team}"),
            Self::Promise { team, number, .. } => {
                format!("toezegging {number} in het gesprek met team {team}")
            }
            Self::Minutes { day: Some(day), title, .. } => format!("verslag van {day}: {title}"),
            Self::Minutes { day: None, title, .. } => format!("verslag: {title}"),
            Self::Meeting { day, title } => format!("overleg van {day}: {title}"),
        }
    }
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    /// number, as its list has it; each once in a campaign
    pub number: String,
    /// what is to be done
    pub subject: String,
    /// who, by role; none when nobody is named, which is said
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// when it is ready; none when no day is known
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// how it stands
    pub status: State,
    /// what shows that it was done
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// what came of it
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// where it came from
    pub origin: Origin,
}

/// How an action stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// over its day
    Overdue,
    /// due within a week
    Soon,
    /// open
    Open,
    /// open, and without a day
    NoDay,
    /// done or dropped
    Over,
}

impl Standing {
    /// In plain Dutch.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "te laat",
            Self::Soon => "deze week",
            Self::Open => "loopt",
            Self::NoDay => "zonder datum",
            Self::Over => "klaar",
        }
    }
}

impl Action {
    /// Whether it still has to be done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.status, State::Open | State::Underway)
    }

    /// Every text of it that cannot be kept. Who does it may be named in minutes; a number of a person may not.
    #[must_use]
    pub fn faults(&self) -> Vec<TextFault> {
        let mut faults: Vec<TextFault> = Vec::new();
        faults.extend(text("number", &self.number, true).err());
        faults.extend(text("subject", &self.subject, true).err());
        faults.extend(check_some("who", self.who.as_deref(), true).err());
        faults.extend(check_some("result", self.result.as_deref(), true).err());
        if self.evidence.as_ref().is_some_and(|text| text.chars().nth(EVIDENCE_CHARS_MAX).is_some()) {
            faults.push(TextFault::TooLong { field: "evidence".into(), max: EVIDENCE_CHARS_MAX });
        }
        faults
    }

    /// What is missing of it, in plain Dutch; it is kept all the same.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        let mut missing = Vec::new();
        if self.who.is_none() {
            missing.push("niemand is genoemd: spreek af wie dit doet");
        }
        if self.due.is_none() {
            missing.push("er is geen datum: spreek af wanneer dit klaar is");
        }
        if self.status == State::Done && self.evidence.is_none() && self.result.is_none() {
            missing.push("klaar, zonder bewijs of resultaat");
        }
        missing
    }
}

/// The actions that minutes propose, for a person to confirm. Numbers are those of the report; what has none, or one
/// that is taken, gets the next whole number.
#[must_use]
pub fn proposed(minutes: &Minutes, title: &str, taken: &[&str]) -> Vec<Action> {
    let mut used: Vec<String> = taken.iter().map(|number| (*number).to_owned()).collect();
    let mut actions = Vec::new();
    for proposed in &minutes.actions {
        let said = proposed.number.as_ref().map(ToString::to_string);
        let number = said.filter(|number| !used.contains(number)).unwrap_or_else(|| next_number(&used));
        used.push(number.clone());
        actions.push(Action {
            number,
            subject: proposed.subject.clone(),
            who: proposed.who.clone(),
            due: proposed.due,
            status: proposed.state.unwrap_or(State::Open),
            evidence: None,
            result: None,
            origin: Origin::Minutes {
                day: minutes.date,
                title: title.to_owned(),
                passages: proposed.passages.clone(),
            },
        });
    }
    actions
}

/// The next whole number that is not taken.
#[must_use]
pub fn next_number(taken: &[String]) -> String {
    let largest = taken.iter().filter_map(|number| number.parse::<u64>().ok()).max().unwrap_or(0);
    largest.saturating_add(1).to_string()
}

#[cfg(test)]
mod tests;
