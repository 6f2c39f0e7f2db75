//! The answer to "what is here": the one place where it is given a form for machines.
//!
//! The schema stands in `docs/here.schema.json`; words meant for people are Dutch. Times are UTC, with a Dutch
//! sentence beside them.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::{AreaCode, Level};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::text::{PeriodText, Text};

mod plain;
mod rule;
mod source;

pub use rule::{CallItem, LineItem, RuleItem};

/// Version of the answer's form.
pub const VERSION: u8 = 1;

/// What is here.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Answer {
    /// version of this form
    pub version: u8,
    /// what was asked
    pub question: Question,
    /// where that is, for people: street, buurt, gemeente; empty parts are left out
    pub place: String,
    /// the areas that hold the spot, every level and year that the snapshot has
    pub areas: Vec<AreaItem>,
    /// who acts and who to call
    pub who: Vec<WhoItem>,
    /// the rules that hold here or near, those in force first
    pub rules: Vec<RuleItem>,
    /// official notices, newest first
    pub notices: Vec<NoticeItem>,
    /// problems, most reports first
    pub problems: Vec<ProblemItem>,
    /// things with a place, nearest first
    pub places: Vec<PlaceItem>,
    /// figures of the smallest area that has them
    pub figures: Vec<FigureItem>,
    /// what is not known here, and which source would tell
    pub gaps: Vec<Gap>,
    /// digest of the snapshot
    pub snapshot: String,
}

/// What was asked.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Question {
    /// degrees north
    pub lat: f64,
    /// degrees east
    pub lon: f64,
    /// metres in RD New, x and y; null outside its field
    pub rd: Option<(f64, f64)>,
    /// the moment asked about
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// that moment in Dutch: "vrijdag 27 november 2026 21:40"
    pub at_says: String,
    /// how far around the spot was looked, in metres
    pub radius_m: u32,
    /// the area, when one was asked about
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub area: Option<AreaCode>,
}

/// Where an item comes from. Many items of an answer come from the same source: it is written once, and copied.
#[derive(Debug, Clone)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceItem {
    /// id of the dataset
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub dataset: Text,
    /// day on which it was retrieved
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = Date))]
    pub date: Date,
    /// licence
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub licence: Text,
    /// whether it is older than its cadence promises
    pub old: bool,
    #[cfg_attr(feature = "openapi", schema(ignore))]
    written: Arc<RawValue>,
}

/// An area that holds the spot.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaItem {
    /// level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// code
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: AreaCode,
    /// name, empty when no source has one
    pub name: String,
    /// year of the division
    pub year: u16,
    /// from where
    pub source: SourceItem,
}

/// Someone who acts or can be called.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WhoItem {
    /// id within the source
    pub id: String,
    /// basisteam, eenheid, wijkagent, contactpunt, afspraak
    pub kind: crate::layers::ContactKind,
    /// the party
    pub party: String,
    /// name of the team or desk
    pub name: String,
    /// role
    pub role: String,
    /// themes; empty means all
    pub themes: Vec<String>,
    /// place in the order of acting; 0 when not said
    pub rank: u8,
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
    /// last day on which it holds
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub valid_until: Option<Date>,
    /// whether that day has passed at the moment asked about
    pub expired: bool,
    /// day on which someone last confirmed it
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub last_confirmed: Option<Date>,
    /// its age in words: "bevestigd 12 dagen geleden", "nooit bevestigd"
    pub says: String,
    /// from where
    pub source: SourceItem,
}

/// An official notice.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NoticeItem {
    /// id of the publication
    pub id: String,
    /// kind
    pub kind: String,
    /// title
    pub title: String,
    /// summary
    pub text: String,
    /// day of publication
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub published: Option<Date>,
    /// first day that it speaks of
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub from: Option<Date>,
    /// last day that it speaks of
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = Date))]
    pub until: Option<Date>,
    /// its age in words
    pub says: String,
    /// the publication
    pub url: String,
    /// metres from the spot; null when it is about the whole area
    pub distance_m: Option<u32>,
    /// from where
    pub source: SourceItem,
}

/// A problem: reports about one trouble at one spot.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProblemItem {
    /// id of its oldest report
    pub id: String,
    /// theme
    pub theme: String,
    /// how many reports
    pub reports: u32,
    /// moment of the first
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub first: Timestamp,
    /// moment of the last
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub last: Timestamp,
    /// whether any is still open
    pub open: bool,
    /// in words: "13 meldingen, 1 probleem, sinds 9 november"
    pub says: String,
    /// its reports in order of time
    pub timeline: Vec<ReportItem>,
    /// degrees north
    pub lat: f64,
    /// degrees east
    pub lon: f64,
    /// metres from the spot
    pub distance_m: u32,
    /// from where
    pub source: SourceItem,
}

/// A report as part of a problem.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportItem {
    /// id of the report
    pub id: String,
    /// moment
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// status in the words of the source
    pub status: String,
}

/// A thing with a place.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PlaceItem {
    /// id within the source
    pub id: String,
    /// kind
    pub kind: String,
    /// name
    pub name: String,
    /// further facts
    pub facts: Vec<(String, String)>,
    /// year or date
    #[cfg_attr(feature = "openapi", schema(format = "jaar-of-dag"))]
    pub date: String,
    /// metres from the spot
    pub distance_m: u32,
    /// from where
    pub source: SourceItem,
}

/// A figure of an area.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FigureItem {
    /// id of the measure
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub measure: Text,
    /// what people read
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub label: Text,
    /// unit
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub unit: Text,
    /// decimals worth showing
    pub decimals: u8,
    /// theme code
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub theme: Text,
    /// level of the area
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// code of the area
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: AreaCode,
    /// year of the division
    pub year: u16,
    /// period
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub period: PeriodText,
    /// the number; null when it is not known or too small to show
    #[serde(serialize_with = "plain::option")]
    pub value: Option<f64>,
    /// why there is no number: `onbekend`, `te weinig om te tonen`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absent: Option<&'static str>,
    /// 95% interval of a count, from its chance alone
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<(f64, f64)>,
    /// the count per so many of its denominator
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<RateItem>,
    /// the same measure in larger areas
    pub compared: Vec<ComparedItem>,
    /// earlier periods, oldest first; a number that may not be shown is null
    #[serde(serialize_with = "plain::series")]
    #[cfg_attr(feature = "openapi", schema(value_type = Vec<(String, Option<f64>)>))]
    pub series: Vec<(PeriodText, Option<f64>)>,
    /// last period against the same of the year before: `hoger`, `lager`, `dit kan toeval zijn`, `niet te vergelijken`
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trend: Option<&'static str>,
    /// all of that as a sentence for people
    pub says: String,
    /// from where
    pub source: SourceItem,
}

/// A count per so many of something.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RateItem {
    /// per so many
    pub per: u32,
    /// of this measure
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub of: Text,
    /// the rate
    pub value: f64,
    /// its 95% interval
    pub interval: (f64, f64),
}

/// The same measure in a larger area.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ComparedItem {
    /// level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// code
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: AreaCode,
    /// name
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub name: Text,
    /// the number there: a rate where the measure has one, else the number itself
    #[serde(serialize_with = "plain::option")]
    pub value: Option<f64>,
    /// how the smaller area compares with the rest of this one: `hoger`, `lager`, `dit kan toeval zijn`; absent where
    /// chance cannot be told
    #[serde(skip_serializing_if = "Option::is_none")]
    pub than_here: Option<&'static str>,
}

/// Something that is not known here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Gap {
    /// what is not known, in Dutch
    pub what: String,
    /// who or which source would tell, in Dutch
    pub would_tell: String,
}
