//! The register of teams: as data that is brought in, with a version date. How many teams there are is never a
//! constant: the plan of 2012 counted 168 base teams, the minutes of 2019 counted 167.

mod change;
mod read;

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schouw_area::Position;
use serde::{Deserialize, Serialize};

pub use change::{Change, changes, lineage};
pub use read::{RawTeam, Reading, read};

/// Most teams in a register.
pub const TEAMS_MAX: usize = 5_000;
/// Longest id of a team, in characters.
const ID_CHARS_MAX: usize = 40;

/// The id of a team, as its register has it: letters, digits, `-`, `_` and `.`, at most 40.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TeamId(String);

/// A text that is no id of a team.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the id of a team: use letters, digits, `-`, `_` and `.`, at most 40")]
pub struct TeamIdError(String);

impl FromStr for TeamId {
    type Err = TeamIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if !text.is_empty() && text.len() <= ID_CHARS_MAX && text.chars().all(fits) {
            Ok(Self(text.to_owned()))
        } else {
            Err(TeamIdError(text.chars().take(ID_CHARS_MAX + 1).collect()))
        }
    }
}

impl TryFrom<String> for TeamId {
    type Error = TeamIdError;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<TeamId> for String {
    fn from(id: TeamId) -> Self {
        id.0
    }
}

impl fmt::Display for TeamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A spot, degrees of WGS84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// degrees north
    pub lat: f64,
    /// degrees east
    pub lon: f64,
}

impl From<Position> for Spot {
    fn from(position: Position) -> Self {
        Self { lat: position.lat(), lon: position.lon() }
    }
}

/// A base team.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Team {
    /// its id
    pub id: TeamId,
    /// what it is called
    pub name: String,
    /// regional unit of the police
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// district within the unit
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub district: Option<String>,
    /// municipalities that it serves, by code or name as the register has them
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub municipalities: Vec<String>,
    /// where to go to, or the middle of its area
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spot: Option<Spot>,
    /// its area: polygons of rings of `[degrees east, degrees north]`, as GeoJSON writes a MultiPolygon
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub area: Vec<Vec<Vec<[f64; 2]>>>,
    /// inhabitants of its largest municipality, for the size in counts
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residents: Option<u32>,
    /// teams that it came from, when it was split or merged
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub came_from: Vec<TeamId>,
    /// the day that this holds of
    pub version: Date,
}

/// How large the largest municipality of a team is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// less than 25,000 inhabitants
    Small,
    /// 25,000 to 50,000
    Medium,
    /// 50,000 to 100,000
    Large,
    /// 100,000 and more
    City,
    /// the register does not say
    Unknown,
}

impl Size {
    /// Every size, small ones first.
    pub const ALL: [Self; 5] = [Self::Small, Self::Medium, Self::Large, Self::City, Self::Unknown];

    /// In plain Dutch.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Small => "tot 25.000 inwoners",
            Self::Medium => "25.000 tot 50.000 inwoners",
            Self::Large => "50.000 tot 100.000 inwoners",
            Self::City => "100.000 inwoners of meer",
            Self::Unknown => "inwoners niet bekend",
        }
    }
}

impl Team {
    /// How large its largest municipality is.
    #[must_use]
    pub fn size(&self) -> Size {
        match self.residents {
            None => Size::Unknown,
            Some(0..25_000) => Size::Small,
            Some(25_000..50_000) => Size::Medium,
            Some(50_000..100_000) => Size::Large,
            Some(_) => Size::City,
        }
    }
}

/// The teams of one version date, by id.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Register {
    /// the teams
    pub teams: BTreeMap<TeamId, Team>,
}

impl Register {
    /// A team.
    #[must_use]
    pub fn team(&self, id: &TeamId) -> Option<&Team> {
        self.teams.get(id)
    }

    /// How many teams there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.teams.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.teams.is_empty()
    }
}

#[cfg(test)]
mod tests;
