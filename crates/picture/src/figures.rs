//! Figures: numbers of an area in a period, in columns that stay small with millions of rows.

use std::collections::HashMap;

use schouw_area::{AreaCode, Level, Year};
use serde::{Deserialize, Serialize};

use crate::layers::{SourceNumber, Words};

/// What a number counts or measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// id, such as `inwoners` or `misdrijven-totaal`
    pub id: String,
    /// what people read: `Geregistreerde misdrijven`
    pub label: String,
    /// unit: `aantal`, `%`, `x 1.000 euro`, `km`
    pub unit: String,
    /// theme code, empty for none
    pub theme: String,
    /// what kind of number it is
    pub kind: MeasureKind,
    /// id of the measure that a rate is made with, usually `inwoners`; empty for none
    pub denominator: String,
    /// the rate is per so many of the denominator
    pub per: u32,
    /// counts below this are not shown: too few to show without pointing at persons
    pub small_below: u32,
    /// the source leaves a zero out, so an absent number may be a zero
    pub zero_dropped: bool,
    /// never shown beside offences nor used to choose similar areas (origin, religion, income, benefits)
    pub apart: bool,
    /// number of decimals worth showing
    pub decimals: u8,
    /// lower numbers come first on a page
    pub order: u16,
    /// what it is about, so that a page knows where it belongs
    pub group: MeasureGroup,
    /// whether it helps to find areas that are alike, and how; never of a measure that stands apart
    pub similar: Similar,
    /// a Dutch sentence for the page of an area, with `{}` where the number comes; empty for none
    pub story: String,
}

/// What a measure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum MeasureGroup {
    /// who lives there
    Bevolking,
    /// buildings and how dense they stand
    Bebouwing,
    /// who works there
    Werk,
    /// shops, schools and how far they are
    Voorzieningen,
    /// roads, parking and traffic
    Verkeer,
    /// registered offences
    Veiligheid,
    /// nuisance and public space as reported
    Overlast,
    /// scores of liveability
    Leefbaarheid,
    /// anything else
    #[default]
    Overig,
}

/// How a measure helps to find areas that are alike by buildings, density, use and function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Similar {
    /// not at all
    #[default]
    No,
    /// the number as it is
    Value,
    /// the number per square kilometre of the surface of the area
    PerKm2,
}

/// What kind of number a measure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MeasureKind {
    /// a count of events, which varies by chance (Poisson)
    Count,
    /// a stock counted in full: inhabitants, dwellings, hectares
    Stock,
    /// a number per so many
    Rate,
    /// a mean, share, distance or score
    Mean,
}

/// One number. Numbers refer to the lists in [`Figures`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FigureRow {
    /// the area, in [`Figures::areas`]
    pub area: u32,
    /// the measure, in [`Figures::measures`]
    pub measure: u16,
    /// the period, in [`Figures::periods`]
    pub period: u16,
    /// where it comes from
    pub source: SourceNumber,
    /// the value; NaN when the source has the row and not the number
    pub value: f64,
}

/// The key of an area with figures.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AreaKey {
    /// the level
    pub level: Level,
    /// the code
    pub code: AreaCode,
    /// the year of the division that the code belongs to
    pub year: Year,
}

/// All figures.
#[derive(Debug, Clone, Default)]
pub struct Figures {
    /// the measures
    pub measures: Vec<Measure>,
    /// the periods as text that sorts in time: `2024`, `2024-K3`, `2024-05`
    pub periods: Words,
    /// the areas
    pub areas: Vec<AreaKey>,
    /// the numbers
    pub rows: Vec<FigureRow>,
    area_numbers: HashMap<AreaKey, u32>,
}

impl Figures {
    /// The number of an area, which is new when the area is.
    pub fn area(&mut self, key: AreaKey) -> u32 {
        if let Some(&number) = self.area_numbers.get(&key) {
            return number;
        }
        let number = u32::try_from(self.areas.len()).unwrap_or(u32::MAX);
        self.areas.push(key.clone());
        self.area_numbers.insert(key, number);
        number
    }

    /// The number of a measure, which is new when its id is. The first definition of an id holds.
    pub fn measure(&mut self, measure: &Measure) -> u16 {
        let known = self.measures.iter().position(|known| known.id == measure.id);
        let at = known.unwrap_or_else(|| {
            self.measures.push(measure.clone());
            self.measures.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }
}

/// The period that one is compared with: the year before, the same quarter, month or week of the year before.
///
/// Takes the text forms of a snapshot: `2024`, `2024-K3`, `2024-05`, `2024-05-03`.
#[must_use]
pub fn period_before(period: &str) -> Option<String> {
    let (year, rest) = period.split_at_checked(4)?;
    let year: u16 = year.parse().ok()?;
    Some(format!("{:04}{rest}", year.checked_sub(1)?))
}
