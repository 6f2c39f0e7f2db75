//! A rule in an answer, and whom to call about it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::SourceItem;

/// A rule that holds here or near.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RuleItem {
    /// id within the source
    pub id: String,
    /// theme code
    pub theme: String,
    /// what it is called
    pub title: String,
    /// name of the zone
    pub zone: String,
    /// in plain words
    pub text: String,
    /// article
    pub article: String,
    /// whether it is in force at the moment asked about; null when the hours cannot be told
    pub in_force: Option<bool>,
    /// when that changes; null when it does not within the horizon
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub changes_at: Option<Timestamp>,
    /// in words: "tot 06:00", "vanaf zaterdag 22:00", "altijd"
    pub says: String,
    /// the time window as the source has it
    pub hours: String,
    /// days on which the window does not hold
    pub except: Vec<String>,
    /// what the source says of the hours that the window cannot
    pub hours_unknown: String,
    /// first day
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub valid_from: Option<Date>,
    /// last day
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub valid_until: Option<Date>,
    /// who acts, first in line first
    pub acts: Vec<String>,
    /// whom to call of each of them, in the same order
    pub calls: Vec<CallItem>,
    /// page with the text
    pub url: String,
    /// metres to the zone, 0 inside it
    pub distance_m: u32,
    /// false when the rule holds somewhere in the gemeente and the source does not say where
    pub place_known: bool,
    /// from where
    pub source: SourceItem,
}

/// A party that acts on a rule, and its line.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CallItem {
    /// the party
    pub party: String,
    /// its line: of the agreement on the theme, else of its desk for the theme, else of its general desk; null when no
    /// source tells one
    pub line: Option<LineItem>,
}

/// How a party can be reached: one of the contacts of the answer.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LineItem {
    /// id of the contact within its source
    pub id: String,
    /// name of the team or desk
    pub name: String,
    /// telephone number
    pub phone: String,
    /// mail address
    pub email: String,
    /// page or form
    pub url: String,
    /// when it can be reached
    pub hours: String,
    /// how to ask for help
    pub how_to_ask: String,
    /// its age in words: "bevestigd 12 dagen geleden"
    pub says: String,
    /// from where
    pub source: SourceItem,
}
