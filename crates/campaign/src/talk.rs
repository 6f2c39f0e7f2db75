//! A talk with a team: what was said, by role and never by name, what was promised on both sides.

mod check;

use jiff::civil::Date;
use schouw_base::CommandId;
use serde::{Deserialize, Serialize};

pub use check::{STATEMENTS_MAX, TalkFault, check};

use crate::register::TeamId;

/// As what somebody speaks or does something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    /// teamchef of a base team
    TeamChief,
    /// operationeel expert
    OperationalExpert,
    /// wijkagent
    Wijkagent,
    /// other police officer
    Police,
    /// dispatcher of the control room
    Dispatcher,
    /// boa
    Boa,
    /// coordinator of boas
    Coordinator,
    /// inspector of an omgevingsdienst
    Inspector,
    /// prosecutor
    Prosecutor,
    /// adviser on safety of a municipality
    Adviser,
    /// the mayor
    Mayor,
    /// secretary of the platform
    Secretary,
    /// somebody else
    Other,
}

impl Speaker {
    /// Every role.
    pub const ALL: [Self; 13] = [
        Self::TeamChief,
        Self::OperationalExpert,
        Self::Wijkagent,
        Self::Police,
        Self::Dispatcher,
        Self::Boa,
        Self::Coordinator,
        Self::Inspector,
        Self::Prosecutor,
        Self::Adviser,
        Self::Mayor,
        Self::Secretary,
        Self::Other,
    ];

    /// In plain Dutch.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::TeamChief => "teamchef",
            Self::OperationalExpert => "operationeel expert",
            Self::Wijkagent => "wijkagent",
            Self::Police => "politie",
            Self::Dispatcher => "centralist meldkamer",
            Self::Boa => "boa",
            Self::Coordinator => "coördinator van de boa's",
            Self::Inspector => "inspecteur omgevingsdienst",
            Self::Prosecutor => "officier van justitie",
            Self::Adviser => "adviseur veiligheid",
            Self::Mayor => "burgemeester",
            Self::Secretary => "secretaris",
            Self::Other => "iemand anders",
        }
    }
}

/// Domain of boas that a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Domain {
    /// public space
    I,
    /// environment, welfare, infrastructure
    Ii,
    /// education
    Iii,
    /// public transport
    Iv,
    /// work, income, care
    V,
    /// generic
    Vi,
}

impl Domain {
    /// Every domain.
    pub const ALL: [Self; 6] = [Self::I, Self::Ii, Self::Iii, Self::Iv, Self::V, Self::Vi];

    /// As it is written.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::I => "I",
            Self::Ii => "II",
            Self::Iii => "III",
            Self::Iv => "IV",
            Self::V => "V",
            Self::Vi => "VI",
        }
    }
}

/// What kind of statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatementKind {
    /// an answer to the guide, or what came up
    #[default]
    Said,
    /// what goes well
    GoodExample,
    /// what stands in the way
    Obstacle,
}

impl StatementKind {
    /// In plain Dutch.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Said => "uitspraak",
            Self::GoodExample => "goed voorbeeld",
            Self::Obstacle => "belemmering",
        }
    }
}

/// Something that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// as what it was said
    pub role: Speaker,
    /// what was said
    pub text: String,
    /// what it is about, in codes of the list
    #[serde(default)]
    pub issues: Vec<String>,
    /// what kind
    #[serde(default)]
    pub kind: StatementKind,
    /// the question of the guide that it answers, from 1
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<u16>,
    /// the domain of boas that it is about
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<Domain>,
    /// may be quoted outside the team
    #[serde(default)]
    pub quote: bool,
    /// somebody looked: what reads as a name is none
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_name: bool,
}

/// Who owns a promise: a role in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Owner {
    /// as what
    pub role: Speaker,
    /// of which organisation, such as `basisteam Markerwaard`
    pub organisation: String,
}

impl std::fmt::Display for Owner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}, {}", self.role.word(), self.organisation)
    }
}

/// Which side promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// the team that was visited
    Team,
    /// who visited: platform, municipality, employer of boas
    Visitor,
}

/// What was promised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// number within the talk, from 1
    pub number: u16,
    /// by which side
    pub side: Side,
    /// by whom
    pub owner: Owner,
    /// what
    pub subject: String,
    /// when it is done
    pub due: Date,
    /// somebody looked: what reads as a name is none
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_name: bool,
}

/// A talk, as it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// the command that recorded it; its id from then on
    pub id: CommandId,
    /// number of the wave
    pub wave: u16,
    /// with which team
    pub team: TeamId,
    /// on which day
    pub day: Date,
    /// who was there, by role
    #[serde(default)]
    pub present: Vec<Owner>,
    /// what was said
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// what was promised
    #[serde(default)]
    pub promises: Vec<Promise>,
}
