//! A figure on a map: one value an area, of one period and one division, in few rounded classes that are said in words.
//!
//! Counts are laid on a map per so many inhabitants where the measure says so, since a count alone maps where people
//! are. What is too small to show, and what nobody knows, is told apart from every class.

mod classes;
mod draw;
mod mapped;

use std::collections::BTreeMap;

use schouw_area::{AreaCode, Level, Year};
use serde::Serialize;

use crate::answer::SourceItem;
use crate::figures::MeasureGroup;
use crate::here::Suppressed;
use crate::here::words::number as in_words;
use crate::layers::{Measure, MeasureKind};
use crate::picture::Picture;

use draw::Drawn;
pub(crate) use mapped::Mapped;

/// Fewest of a denominator with which a rate is shown: below it one event more or less changes the class.
pub const DENOMINATOR_MIN: f64 = 100.0;
/// Why a value is not shown: too few events to show without pointing at persons.
pub(crate) const TOO_FEW: &str = "te weinig om te tonen";
/// Why a rate is not shown.
pub(crate) const TOO_SMALL: &str = "te weinig inwoners om te vergelijken";

/// What is asked.
#[derive(Debug, Clone)]
pub struct ChoroplethAsk {
    /// id of the measure
    pub measure: String,
    /// the level
    pub level: Level,
    /// the gemeente or wijk that holds the areas; the whole country when absent
    pub within: Option<AreaCode>,
    /// the period; the last one when absent
    pub period: Option<String>,
}

/// Why there is no map of a figure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChoroplethError {
    /// there is no such measure, or it may not be mapped
    #[error("no figure `{0}` can be mapped; ask for the list of figures")]
    NoSuchMeasure(String),
    /// the measure has no values at this level
    #[error("`{measure}` has no values per {level}; it has them per {}", known.join(", "))]
    NotAtLevel {
        /// the measure
        measure: String,
        /// the level
        level: Level,
        /// the levels that it has
        known: Vec<String>,
    },
    /// the measure has no values in this period
    #[error("`{measure}` has no values in `{period}`; it has them in {}", known.join(", "))]
    NoSuchPeriod {
        /// the measure
        measure: String,
        /// the period
        period: String,
        /// the periods that it has
        known: Vec<String>,
    },
}

/// A measure that can be mapped.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeasureItem {
    /// id
    pub id: String,
    /// what people read
    pub label: String,
    /// unit of the number on the map: "per 1.000 inwoners", "%"
    pub unit: String,
    /// theme code, empty for none
    pub theme: String,
    /// what it is about
    pub group: MeasureGroup,
    /// per so many of `of`; null when the number itself is mapped
    pub per: Option<u32>,
    /// id of the measure that a rate is made with; null when the number itself is mapped
    pub of: Option<String>,
    /// the levels at which it can be mapped, with the division and the periods
    pub levels: Vec<MeasureLevel>,
}

/// A level at which a measure can be mapped.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MeasureLevel {
    /// level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// year of the division
    pub year: u16,
    /// periods, oldest first
    pub periods: Vec<String>,
}

/// A figure on a map.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choropleth {
    /// the measure
    pub measure: MeasureItem,
    /// the level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// year of the division
    pub year: u16,
    /// the period
    pub period: String,
    /// the classes, from low to high; none when no value is known
    pub classes: Vec<ClassItem>,
    /// the areas, by code
    pub areas: Vec<AreaValue>,
    /// how many areas have a value too small to show
    pub suppressed: u32,
    /// how many areas have no known value
    pub unknown: u32,
    /// decimals of the values
    pub decimals: u8,
    /// what the map shows and how the classes were chosen, in Dutch
    pub says: String,
    /// from where; null when no area has a value
    pub source: Option<SourceItem>,
    /// digest of the snapshot
    pub snapshot: String,
}

/// A class: `from` belongs to it, `to` to the next one; the last class holds its `to`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClassItem {
    /// smallest value
    pub from: f64,
    /// where the next class begins; of the last one the largest value
    pub to: f64,
    /// in Dutch: "minder dan 10", "10 tot 20", "20 of meer"
    pub says: String,
    /// number of areas
    pub count: u32,
}

/// The value of an area.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AreaValue {
    /// code
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: AreaCode,
    /// name; the code when no source has a name
    pub name: String,
    /// the value, rounded as it is shown; null when there is none to show
    pub value: Option<f64>,
    /// 95% interval of a count or rate, from its chance alone
    pub interval: Option<(f64, f64)>,
    /// number of the class, from 0; null without a value
    pub class: Option<u32>,
    /// why there is no value: `te weinig om te tonen`, `te weinig inwoners om te vergelijken`, `onbekend`
    pub absent: Option<&'static str>,
}

impl Picture<'_> {
    /// The measures that can be mapped, in the order of a page. What may never stand beside offences is not mapped.
    #[must_use]
    pub fn mappable(&self) -> Vec<MeasureItem> {
        let measures = self.measures().iter().enumerate();
        let mut items: Vec<(u16, MeasureItem)> = measures
            .filter_map(|(number, measure)| {
                let item = self.measure_item(u16::try_from(number).ok()?, measure)?;
                Some((measure.order, item))
            })
            .collect();
        items.sort_by(|a, b| (a.1.group, a.0, &a.1.id).cmp(&(b.1.group, b.0, &b.1.id)));
        items.into_iter().map(|(_, item)| item).collect()
    }

    fn measure_item(&self, number: u16, measure: &Measure) -> Option<MeasureItem> {
        let levels = self.mapped().levels.get(&number).filter(|_| !measure.apart)?;
        let rated = measure.kind == MeasureKind::Count && !measure.denominator.is_empty();
        let of = self.measures().iter().find(|other| rated && other.id == measure.denominator);
        let unit = match of {
            Some(of) => format!("per {} {}", in_words(f64::from(measure.per), 0), of.label.to_lowercase()),
            None => measure.unit.clone(),
        };
        // the newest division of a level
        let mut newest: BTreeMap<Level, MeasureLevel> = BTreeMap::new();
        for ((level, year), periods) in levels {
            let periods = periods.iter().map(|period| self.period_text(*period).to_owned()).collect();
            newest.insert(*level, MeasureLevel { level: *level, year: year.0, periods });
        }
        Some(MeasureItem {
            id: measure.id.clone(),
            label: measure.label.clone(),
            unit,
            theme: measure.theme.clone(),
            group: measure.group,
            per: of.map(|_| measure.per),
            of: of.map(|of| of.id.clone()),
            levels: newest.into_values().collect(),
        })
    }

    pub(crate) fn period_text(&self, period: u16) -> &str {
        self.meta.periods.get(usize::from(period)).map_or("", String::as_str)
    }

    pub(crate) fn measure_number(&self, id: &str) -> Option<u16> {
        self.measures().iter().position(|known| known.id == id).and_then(|at| u16::try_from(at).ok())
    }

    /// A figure on a map, in the newest division of its level that has it. A number that is suppressed is not known.
    ///
    /// # Errors
    /// When there is no such measure, or it has no values at that level or in that period.
    pub fn choropleth(
        &self,
        ask: &ChoroplethAsk,
        today: jiff::civil::Date,
        suppressed: &Suppressed,
    ) -> Result<Choropleth, ChoroplethError> {
        let no_measure = || ChoroplethError::NoSuchMeasure(ask.measure.clone());
        let number = self.measure_number(&ask.measure).ok_or_else(no_measure)?;
        let measure = self.measures().get(usize::from(number)).ok_or_else(no_measure)?;
        let item = self.measure_item(number, measure).ok_or_else(no_measure)?;
        let at_level = item.levels.iter().find(|level| level.level == ask.level);
        let level = at_level.ok_or_else(|| ChoroplethError::NotAtLevel {
            measure: ask.measure.clone(),
            level: ask.level,
            known: item.levels.iter().map(|level| level.level.to_string()).collect(),
        })?;
        let period = match &ask.period {
            Some(period) => level.periods.iter().find(|known| *known == period),
            None => level.periods.last(),
        };
        let period = period.cloned().ok_or_else(|| ChoroplethError::NoSuchPeriod {
            measure: ask.measure.clone(),
            period: ask.period.clone().unwrap_or_default(),
            known: level.periods.clone(),
        })?;
        let year = Year(level.year);
        let set = self.sets.iter().find(|set| set.level == ask.level && set.year == year);
        let set = set.ok_or_else(no_measure)?;
        Ok(self.draw(ask, item, Drawn { number, measure, set, period }, today, suppressed))
    }
}
