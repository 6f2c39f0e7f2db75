//! The page of an area as a story: who lives and works there, what changed, how it compares, what plays, who acts, what
//! is not known, from which sources.
//!
//! Nothing of origin, religion, income or benefits is on it: offences are, and the two never stand side by side.

mod about;
mod changes;
mod trends;

use std::collections::BTreeSet;

use jiff::Timestamp;
use schouw_area::{AreaCode, Level};
use serde::Serialize;

use crate::answer::{ComparedItem, Gap, NoticeItem, ProblemItem, RateItem, RuleItem, SourceItem, WhoItem};
use crate::figures::MeasureGroup;
use crate::geometry::{box_degrees, round7};
use crate::here::{Ask, HereError, Scope, Spot, Suppressed, figures, gaps, items, words};
use crate::picture::Picture;
use crate::similar::SimilarAreas;
use crate::sources::{SourceCard, SourceFindings};

/// Version of the page's form.
pub const VERSION: u8 = 1;
/// Square metres in a square kilometre.
const M2_PER_KM2: f64 = 1e6;

/// The page of an area.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaPage {
    /// version of this form
    pub version: u8,
    /// the area
    pub area: AreaHead,
    /// the moment asked about
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
    /// that moment in Dutch
    pub at_says: String,
    /// who lives and works there, a sentence each
    pub about: Vec<Sentence>,
    /// at most three things that changed, the surest first
    pub changed: Vec<ChangeItem>,
    /// how sure that is, in Dutch
    pub changed_says: String,
    /// figures over time, in the order of a page
    pub trends: Vec<TrendItem>,
    /// areas that are alike; null when there is too little to choose them by
    pub similar: Option<SimilarAreas>,
    /// who acts and who to call, and the agreements
    pub who: Vec<WhoItem>,
    /// rules that hold in the area
    pub rules: Vec<RuleItem>,
    /// official notices, newest first
    pub notices: Vec<NoticeItem>,
    /// problems, most reports first, with what was done in their timeline
    pub problems: Vec<ProblemItem>,
    /// what is not known, and which source would tell
    pub gaps: Vec<Gap>,
    /// the sources of everything on the page
    pub sources: Vec<SourceCard>,
    /// digest of the snapshot
    pub snapshot: String,
}

/// The area that a page is about.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaHead {
    /// code
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: AreaCode,
    /// level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// name; the code when no source has a name
    pub name: String,
    /// year of the division
    pub year: u16,
    /// the areas that hold it, the smallest first
    pub within: Vec<AreaRef>,
    /// a place inside it, degrees north
    pub lat: f64,
    /// degrees east
    pub lon: f64,
    /// the box round it: west, south, east, north in degrees
    pub bounds: [f64; 4],
    /// surface in square kilometres, water included where the division includes it
    pub surface_km2: f64,
    /// from where
    pub source: Option<SourceItem>,
}

/// An area by its name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaRef {
    /// code
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: AreaCode,
    /// level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// name
    pub name: String,
}

/// A sentence with its source.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sentence {
    /// in Dutch
    pub says: String,
    /// the period that it is about; empty when it is about none
    pub period: String,
    /// from where
    pub source: Option<SourceItem>,
}

/// Something that changed.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeItem {
    /// id of the measure
    pub measure: String,
    /// what people read
    pub label: String,
    /// `hoger`, `lager`, `dit kan toeval zijn`
    pub word: &'static str,
    /// whether the change is more than chance: a stock that is counted in full, or a count whose interval allows it
    pub sure: bool,
    /// as a Dutch sentence
    pub says: String,
    /// from where
    pub source: SourceItem,
}

/// A figure over time.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrendItem {
    /// id of the measure
    pub measure: String,
    /// what people read
    pub label: String,
    /// unit
    pub unit: String,
    /// theme code
    pub theme: String,
    /// what it is about
    pub group: MeasureGroup,
    /// decimals worth showing
    pub decimals: u8,
    /// last period
    pub period: String,
    /// its number; null when it is not known or too small to show
    pub value: Option<f64>,
    /// why there is no number
    pub absent: Option<&'static str>,
    /// per so many of a denominator
    pub rate: Option<RateItem>,
    /// the periods, oldest first
    pub points: Vec<TrendPoint>,
    /// from and to of the vertical axis: the same for all counts of one unit, so that small multiples compare
    pub scale: (f64, f64),
    /// last period against the same of the year before: `hoger`, `lager`, `gelijk`, `dit kan toeval zijn`,
    /// `niet te vergelijken`; null where chance cannot be told
    pub word: Option<&'static str>,
    /// all of that as a Dutch sentence
    pub says: String,
    /// the same measure in the larger areas
    pub compared: Vec<ComparedItem>,
    /// the same measure in the areas that are alike
    pub similar: Option<SimilarValue>,
    /// from where
    pub source: SourceItem,
}

/// A number of a period.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TrendPoint {
    /// period
    pub period: String,
    /// number; null when it is not known or too small to show
    pub value: Option<f64>,
    /// 95% interval of a count, from its chance alone
    pub interval: Option<(f64, f64)>,
    /// why there is no number
    pub absent: Option<&'static str>,
}

/// A measure in the areas that are alike, taken together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarValue {
    /// the rate of all together, or the mean of the numbers
    pub value: f64,
    /// how many of them have a number that may be shown
    pub areas: u32,
    /// how this area compares with them: `hoger`, `lager`, `dit kan toeval zijn`; null where chance cannot be told
    pub than_here: Option<&'static str>,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct StoryAsk {
    /// the area
    pub code: AreaCode,
    /// the moment
    pub at: Timestamp,
    /// the present moment, by which ages are told
    pub now: Timestamp,
}

impl Picture<'_> {
    /// The page of an area. `findings` are those that stand beside the snapshot; an area pack has its own.
    ///
    /// # Errors
    /// When no division has the area, or the index is damaged.
    pub fn story(
        &self,
        ask: &StoryAsk,
        suppressed: &Suppressed,
        findings: Option<&[SourceFindings]>,
    ) -> Result<AreaPage, HereError> {
        let spot = Spot::Area(ask.code.clone());
        let here = Ask { spot, at: ask.at, now: ask.now, radius_m: 0 };
        let scope = self.scope(&here, suppressed)?;
        let nearby = items::gather(&scope)?;
        let figures = figures::figures(&scope);
        let mut gaps = gaps::gaps(&scope, &nearby, &figures);
        gaps.extend(about::larger_only(&ask.code, &figures));
        let own: Vec<_> = figures.into_iter().filter(|figure| figure.code == ask.code).collect();
        let similar = self.similar(&ask.code, suppressed);
        let trends = trends::trends(&scope, own, similar.as_ref());
        let (changed, changed_says) = changes::changes(&trends, scope.today.year());
        let head = self.head(&scope, &ask.code).ok_or_else(|| HereError::NoSuchArea(ask.code.clone()))?;
        let mut page = AreaPage {
            version: VERSION,
            about: about::about(&scope, &head, &trends),
            area: head,
            at: ask.at,
            at_says: words::moment(ask.at),
            changed,
            changed_says,
            trends,
            similar,
            who: nearby.who,
            rules: nearby.rules,
            notices: nearby.notices,
            problems: nearby.problems,
            gaps,
            sources: Vec::new(),
            snapshot: self.digest().to_owned(),
        };
        let used = page.datasets();
        let all = self.list_sources(scope.now, findings).sources;
        page.sources = all.into_iter().filter(|card| used.contains(&card.id)).collect();
        Ok(page)
    }

    fn head(&self, scope: &Scope<'_, '_>, code: &AreaCode) -> Option<AreaHead> {
        let (set, number) = self.newest(code)?;
        let entry = set.entry(number)?;
        let label = set.label(number)?;
        let parents = [(Level::Wijk, entry.wijk), (Level::Gemeente, entry.gemeente)];
        let parents = parents.into_iter().filter(|(level, of)| !of.is_empty() && *level < set.level);
        let reference = |(level, of): (Level, &str)| {
            let name = self.name_of(of);
            let code = AreaCode::parse(level, of).ok()?;
            (!name.is_empty()).then_some(AreaRef { code, level, name })
        };
        let within = parents.filter_map(reference).collect();
        let surface = set.surface(number).unwrap_or(0.0) / M2_PER_KM2;
        let name = self.name_of(entry.code);
        Some(AreaHead {
            code: code.clone(),
            level: set.level,
            name: if name.is_empty() { entry.code.into() } else { name },
            year: set.year.0,
            within,
            lat: round7(label.lat()),
            lon: round7(label.lon()),
            bounds: box_degrees(set.bounds(number)?),
            surface_km2: (surface * 1e4).round() / 1e4,
            source: scope.source_item(set.source),
        })
    }
}

impl AreaPage {
    /// The datasets of everything on the page.
    fn datasets(&self) -> BTreeSet<String> {
        let mut used: BTreeSet<String> = BTreeSet::new();
        used.extend(self.area.source.iter().map(|source| source.dataset.to_string()));
        used.extend(self.trends.iter().map(|item| item.source.dataset.to_string()));
        used.extend(self.who.iter().map(|item| item.source.dataset.to_string()));
        used.extend(self.rules.iter().map(|item| item.source.dataset.to_string()));
        used.extend(self.notices.iter().map(|item| item.source.dataset.to_string()));
        used.extend(self.problems.iter().map(|item| item.source.dataset.to_string()));
        used
    }
}
