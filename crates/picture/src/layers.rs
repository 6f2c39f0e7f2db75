//! What a snapshot holds: one struct a layer, plain data, filled by `opendata` and packed by [`crate::pack`].
//!
//! Coordinates are WGS84 in steps of 1e-7 degree, longitude first. Dates are local dates in the Netherlands.

mod addresses;
mod append;
mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::{Area, AreaCode, Level, Shape, Year};
use schouw_base::DatasetId;
use serde::{Deserialize, Serialize};

pub use addresses::{Address, Addresses};
pub use words::Words;

pub use crate::figures::{FigureRow, Figures, Measure, MeasureGroup, MeasureKind, Similar};

/// Number of a source in [`Layers::sources`].
pub type SourceNumber = u16;

/// A dataset as this snapshot holds it: every item on a screen leads back to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// id of the dataset
    pub dataset: DatasetId,
    /// what it is called, in Dutch
    pub title: String,
    /// who publishes it
    pub publisher: String,
    /// licence as the publisher names it, `onbekend` when it names none
    pub licence: String,
    /// page about the dataset
    pub homepage: String,
    /// day on which the raw files were retrieved
    pub retrieved: Date,
    /// how often the publisher renews it
    pub cadence: Cadence,
    /// what this source tells, as the end of the Dutch sentence "deze bron vertelt …"
    pub tells: String,
    /// the layer that it fills
    pub layer: LayerKind,
    /// the gemeenten that it covers; none when it covers the whole country
    pub covers: Option<Vec<AreaCode>>,
}

/// How often a publisher renews a dataset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Cadence {
    /// published once
    Once,
    /// every year
    Year,
    /// every quarter
    Quarter,
    /// every month
    Month,
    /// every week
    Week,
    /// every day
    Day,
    /// all the time
    Live,
}

impl Cadence {
    /// Days after which data of this cadence is called old: twice the cadence and a grace of publication.
    #[must_use]
    pub fn days_until_old(self) -> Option<i32> {
        match self {
            Self::Once => None,
            Self::Year => Some(2 * 365),
            Self::Quarter => Some(200),
            Self::Month => Some(75),
            Self::Week => Some(21),
            Self::Day => Some(3),
            Self::Live => Some(1),
        }
    }
}

/// The layers of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum LayerKind {
    /// areas of one level and year
    Areas,
    /// figures per area and period
    Figures,
    /// rules that hold somewhere
    Rules,
    /// who acts and who to call
    Contacts,
    /// official notices
    Notices,
    /// public-space reports, clustered into problems
    Reports,
    /// things with a place: schools, accidents, lamps
    Places,
    /// addresses
    Addresses,
}

impl LayerKind {
    /// All layers, in the order of a snapshot.
    pub const ALL: [Self; 8] = [
        Self::Areas,
        Self::Figures,
        Self::Rules,
        Self::Contacts,
        Self::Notices,
        Self::Reports,
        Self::Places,
        Self::Addresses,
    ];

    /// The name in files: `areas`, `figures` and so on.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Areas => "areas",
            Self::Figures => "figures",
            Self::Rules => "rules",
            Self::Contacts => "contacts",
            Self::Notices => "notices",
            Self::Reports => "reports",
            Self::Places => "places",
            Self::Addresses => "addresses",
        }
    }
}

/// All areas of one level and year.
#[derive(Debug, Clone)]
pub struct AreaSet {
    /// the level
    pub level: Level,
    /// the year of the division
    pub year: Year,
    /// where it comes from
    pub source: SourceNumber,
    /// the areas, sorted by code, codes unique
    pub areas: Vec<Area>,
}

/// Where a rule, contact, notice or place holds.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Extent {
    /// points, at least one
    Points(Vec<(i32, i32)>),
    /// a shape
    Shape(Shape),
    /// the area with this code, in whatever year it is known
    Area(AreaCode),
    /// somewhere in the area with this code: the source does not say where
    Somewhere(AreaCode),
    /// the whole country
    Everywhere,
    /// the source gives no place
    #[default]
    Nowhere,
}

/// A rule that holds somewhere, at some times: an alcohol ban, a dog zone, paid parking.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// where it comes from
    pub source: SourceNumber,
    /// id within the source
    pub id: String,
    /// theme code, such as `alcohol`, `parkeren`, `honden`, `evenement`
    pub theme: String,
    /// what the rule is called
    pub title: String,
    /// name of the zone, empty when it has none
    pub zone: String,
    /// the rule in plain words
    pub text: String,
    /// the article it rests on, such as `APV 2:48`; empty when the source does not say
    pub article: String,
    /// time window in the syntax of OSM `opening_hours`; empty means always
    pub hours: String,
    /// days on which the window does not hold: named days or dates
    pub except: Vec<String>,
    /// what the hours could not say, in the words of the source
    pub hours_unknown: String,
    /// first day
    pub valid_from: Option<Date>,
    /// last day
    pub valid_until: Option<Date>,
    /// who acts, first in line first: `gemeente`, `politie`, `omgevingsdienst`, `vervoerder`
    pub acts: Vec<String>,
    /// page with the text of the rule
    pub url: String,
    /// where it holds; packed apart
    #[serde(skip)]
    pub extent: Extent,
}

/// A contact point, a base team, or an agreement between a boa employer and the police (handhavingsarrangement).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// where it comes from
    pub source: SourceNumber,
    /// id within the source
    pub id: String,
    /// what it is
    pub kind: ContactKind,
    /// the party: `gemeente`, `politie`, `omgevingsdienst`, `vervoerder` or what the source says
    pub party: String,
    /// name of the team or desk, never of a person
    pub name: String,
    /// role, such as `wijkagent`
    pub role: String,
    /// themes that it acts on; empty means all
    pub themes: Vec<String>,
    /// place in the order of acting, 1 is first; 0 when the source does not say
    pub rank: u8,
    /// telephone number of the desk
    pub phone: String,
    /// mail address of the desk
    pub email: String,
    /// page or form
    pub url: String,
    /// when it can be reached, in the syntax of OSM `opening_hours` or in words
    pub hours: String,
    /// how to ask for help
    pub how_to_ask: String,
    /// last day on which it holds
    pub valid_until: Option<Date>,
    /// day on which someone last confirmed it
    pub last_confirmed: Option<Date>,
    /// where it holds; packed apart
    #[serde(skip)]
    pub extent: Extent,
}

/// What kind of contact this is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum ContactKind {
    /// base team of the police (basisteam)
    Basisteam,
    /// regional unit of the police (regionale eenheid)
    Eenheid,
    /// community officer (wijkagent), by role
    Wijkagent,
    /// desk or team that can be called
    Contactpunt,
    /// agreement on who acts on what (handhavingsarrangement)
    Afspraak,
}

/// An official notice: a permit, an event, a traffic order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// where it comes from
    pub source: SourceNumber,
    /// id of the publication
    pub id: String,
    /// kind as the publisher names it
    pub kind: String,
    /// title
    pub title: String,
    /// summary
    pub text: String,
    /// day of publication
    pub published: Option<Date>,
    /// first day that the notice speaks of
    pub from: Option<Date>,
    /// last day that the notice speaks of
    pub until: Option<Date>,
    /// the publication itself
    pub url: String,
    /// where
    #[serde(skip)]
    pub extent: Extent,
}

/// Days after publication that a notice without dates of its own is shown as playing.
const NOTICE_DAYS: i64 = 365;

impl Notice {
    /// The last day on which it plays; none when it names a beginning and no end, or no date at all.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        let published =
            || self.published.map(|date| date.saturating_add(jiff::Span::new().days(NOTICE_DAYS)));
        if self.from.is_some() { self.until } else { self.until.or_else(published) }
    }
}

/// One public-space report (melding), before clustering. Its free text is shielded and never shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// where it comes from
    pub source: SourceNumber,
    /// id within the source
    pub id: String,
    /// theme or category, as the source names it
    pub theme: String,
    /// moment of the report
    pub at: Timestamp,
    /// whether it is still open
    pub open: bool,
    /// status in the words of the source
    pub status: String,
    /// where, in steps
    pub place: (i32, i32),
}

/// A problem: the reports about one trouble at one spot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// where it comes from
    pub source: SourceNumber,
    /// id of its oldest report
    pub id: String,
    /// theme
    pub theme: String,
    /// moment of the first report
    pub first: Timestamp,
    /// moment of the last report
    pub last: Timestamp,
    /// whether any report is still open
    pub open: bool,
    /// the reports in order of time: id, moment, status
    pub reports: Vec<ProblemReport>,
    /// where, in steps
    pub place: (i32, i32),
}

/// A report as part of a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemReport {
    /// id of the report
    pub id: String,
    /// moment
    pub at: Timestamp,
    /// status in the words of the source
    pub status: String,
}

/// A thing with a place: a school, an accident, a lamp.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// where it comes from
    pub source: SourceNumber,
    /// id within the source, or its record number
    pub id: String,
    /// kind of thing, in Dutch: `school`, `verkeersongeval`
    pub kind: String,
    /// name, empty when it has none
    pub name: String,
    /// further facts: label and value
    pub facts: Vec<(String, String)>,
    /// year or date of the fact, as the source has it
    pub date: String,
    /// where
    #[serde(skip)]
    pub extent: Extent,
}

/// Everything that a snapshot holds.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// the datasets, sorted by id
    pub sources: Vec<Source>,
    /// the divisions
    pub area_sets: Vec<AreaSet>,
    /// the figures
    pub figures: Figures,
    /// the rules
    pub rules: Vec<Rule>,
    /// the contacts and agreements
    pub contacts: Vec<Contact>,
    /// the notices
    pub notices: Vec<Notice>,
    /// the reports
    pub reports: Vec<Report>,
    /// the problems that the reports make
    pub problems: Vec<Problem>,
    /// the places
    pub places: Vec<Place>,
    /// the addresses
    pub addresses: Addresses,
}
