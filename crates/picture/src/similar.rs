//! Areas that are alike: by buildings, density, use and function, and by nothing else.
//!
//! Which measures count is declared in the definitions of the datasets (`similar`), never for a measure that stands
//! apart (origin, religion, income, benefits). Each measure is turned into a place in the row from low (0) to high (1),
//! since surfaces and densities differ by factors of a thousand; how unlike two areas are is the mean difference of
//! these places over the measures that both have.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use schouw_area::{AreaCode, Level, Year};
use serde::{Deserialize, Serialize};

use crate::figures::Similar;
use crate::here::Suppressed;
use crate::here::figures::shown;
use crate::picture::{Division, Picture};

/// Most areas that are told to be alike.
const ALIKE_MAX: usize = 5;
/// Furthest mean difference of two areas that are called alike: a sixth of the row.
const ALIKE_WITHIN: f64 = 1.0 / 6.0;
/// Fewest measures that two areas must both have.
const MEASURES_MIN: usize = 2;
/// Square metres in a square kilometre.
const M2_PER_KM2: f64 = 1e6;
/// Most divisions whose measures are kept.
const TABLES_MAX: usize = 64;

/// The areas that are alike, and how they were chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarAreas {
    /// how they were chosen, in Dutch
    pub how: String,
    /// what was looked at, in Dutch
    pub by: Vec<String>,
    /// from how many other areas they were chosen
    pub among: u32,
    /// the areas, most alike first; none when no area is alike enough
    pub areas: Vec<SimilarArea>,
}

/// An area that is alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SimilarArea {
    /// code
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: AreaCode,
    /// level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// year of the division
    pub year: u16,
    /// name; the code when no source has one
    pub name: String,
    /// name of its gemeente, empty when it is one
    pub gemeente: String,
}

/// The measures of the areas of a division, as places in the row.
#[derive(Debug, Default)]
struct Table {
    /// what is looked at, in Dutch
    labels: Vec<String>,
    /// ids of the measures
    measures: Vec<String>,
    codes: Vec<String>,
    /// area by area, as many as there are labels; NaN for what is not known
    places: Vec<f64>,
}

/// Tables that were made, by level and year.
#[derive(Debug, Default)]
pub(crate) struct Alike {
    tables: RwLock<HashMap<(Level, Year), Arc<Table>>>,
}

impl Picture<'_> {
    /// The areas that are alike, in the newest division of its level in which the area has the measures for it; `None`
    /// when it has them in none. A number that is suppressed is not looked at.
    #[must_use]
    pub fn similar(&self, code: &AreaCode, suppressed: &Suppressed) -> Option<SimilarAreas> {
        if self.kept().gemeente.is_some() {
            // a pack knows what was alike in the whole snapshot
            return self.kept().similar.get(code.as_str()).cloned();
        }
        let mut sets: Vec<&Division<'_>> =
            self.sets.iter().filter(|set| set.number_of(code.as_str()).is_some()).collect();
        sets.sort_by_key(|set| std::cmp::Reverse(set.year));
        sets.into_iter().find_map(|set| self.similar_in(set, code, suppressed))
    }

    fn similar_in(
        &self,
        set: &Division<'_>,
        code: &AreaCode,
        suppressed: &Suppressed,
    ) -> Option<SimilarAreas> {
        let table = self.table(set);
        let own = table.codes.iter().position(|known| known == code.as_str())?;
        let own_places = table.of(own, suppressed);
        let measures = own_places.iter().filter(|place| !place.is_nan()).count();
        if measures < MEASURES_MIN {
            return None;
        }
        let mut found: Vec<(f64, usize)> = Vec::new();
        let mut among = 0;
        for at in (0..table.codes.len()).filter(|at| *at != own) {
            let Some(unlike) = unlike(&own_places, &table.of(at, suppressed), measures) else { continue };
            among += 1;
            if unlike <= ALIKE_WITHIN {
                found.push((unlike, at));
            }
        }
        if among == 0 {
            return None;
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let areas = found.into_iter().take(ALIKE_MAX).filter_map(|(_, at)| {
            let number = u32::try_from(at).ok()?;
            let entry = set.entry(number)?;
            let gemeente =
                if set.level == Level::Gemeente { String::new() } else { self.name_of(entry.gemeente) };
            Some(SimilarArea {
                code: AreaCode::parse(set.level, entry.code).ok()?,
                level: set.level,
                year: set.year.0,
                name: entry.called().into(),
                gemeente,
            })
        });
        let areas: Vec<SimilarArea> = areas.collect();
        let labels = table.labels.iter().zip(own_places.iter()).filter(|(_, place)| !place.is_nan());
        let by: Vec<String> = labels.map(|(label, _)| label.clone()).collect();
        Some(SimilarAreas { how: how(set, among, areas.len()), by, among, areas })
    }

    fn table(&self, set: &Division<'_>) -> Arc<Table> {
        let key = (set.level, set.year);
        if let Ok(tables) = self.alike().tables.read()
            && let Some(table) = tables.get(&key)
        {
            return Arc::clone(table);
        }
        let table = Arc::new(self.make_table(set));
        if let Ok(mut tables) = self.alike().tables.write() {
            if tables.len() >= TABLES_MAX {
                tables.clear();
            }
            tables.insert(key, Arc::clone(&table));
        }
        table
    }

    fn make_table(&self, set: &Division<'_>) -> Table {
        let (mut table, everything) = (Table::default(), Suppressed::default());
        table.codes.extend(set.entries().map(|(_, entry)| entry.code.to_owned()));
        let mut columns: Vec<Vec<f64>> = Vec::new();
        for (number, measure) in self.measures().iter().enumerate() {
            let Ok(number) = u16::try_from(number) else { break };
            if measure.similar == Similar::No || measure.apart {
                continue;
            }
            let per_km2 = measure.similar == Similar::PerKm2;
            let value = |(at, code): (usize, &String)| {
                let numbers = self.numbers((code, set.year), number, &everything)?;
                let value = numbers.values().rev().find_map(|value| shown(measure, value).0)?;
                let surface = set.surface(u32::try_from(at).ok()?)?;
                Some(if per_km2 { value / surface * M2_PER_KM2 } else { value })
            };
            let values: Vec<Option<f64>> = table.codes.iter().enumerate().map(value).collect();
            if let Some(column) = places(&values) {
                columns.push(column);
                let per = if per_km2 { " per km²" } else { "" };
                table.labels.push(format!("{}{per}", measure.label));
                table.measures.push(measure.id.clone());
            }
        }
        for at in 0..table.codes.len() {
            table.places.extend(columns.iter().map(|column| column.get(at).copied().unwrap_or(f64::NAN)));
        }
        table
    }
}

impl Table {
    /// The places of an area, without those of numbers that may not be shown.
    fn of(&self, area: usize, suppressed: &Suppressed) -> Cow<'_, [f64]> {
        let width = self.labels.len();
        let places = self.places.get(area * width..(area + 1) * width).unwrap_or(&[]);
        match self.codes.get(area).and_then(|code| suppressed.figures_of(code)) {
            None => Cow::Borrowed(places),
            Some(hidden) => {
                let shown = |(place, measure): (&f64, &String)| {
                    if hidden.hides(measure) { f64::NAN } else { *place }
                };
                places.iter().zip(&self.measures).map(shown).collect()
            }
        }
    }
}

/// Places in the row from 0 to 1, equal values in the middle of theirs, NaN for what is not known; `None` when all are
/// equal, so that nothing is told.
fn places(values: &[Option<f64>]) -> Option<Vec<f64>> {
    let mut known: Vec<(f64, usize)> =
        values.iter().enumerate().filter_map(|(at, value)| Some(((*value)?, at))).collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    let last = known.len().checked_sub(1).filter(|last| *last > 0)?;
    let mut places = vec![f64::NAN; values.len()];
    let mut from = 0;
    let mut groups = 0;
    for equal in known.chunk_by(|a, b| a.0 == b.0) {
        let middle = from as f64 + (equal.len() - 1) as f64 / 2.0;
        for (_, at) in equal {
            if let Some(place) = places.get_mut(*at) {
                *place = middle / last as f64;
            }
        }
        from += equal.len();
        groups += 1;
    }
    (groups > 1).then_some(places)
}

/// The mean difference over the measures that both have; `None` when these are too few: fewer than [`MEASURES_MIN`] or
/// than half of those of the first.
fn unlike(own: &[f64], other: &[f64], measures: usize) -> Option<f64> {
    let both = own.iter().zip(other).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let (count, sum) = both.fold((0_usize, 0.0), |(count, sum), (a, b)| (count + 1, sum + (a - b).abs()));
    (count >= MEASURES_MIN && count * 2 >= measures).then(|| sum / count as f64)
}

fn how(set: &Division<'_>, among: u32, found: usize) -> String {
    let many = match set.level {
        Level::Buurt => "buurten",
        Level::Wijk => "wijken",
        Level::Gemeente => "gemeenten",
        _ => "gebieden",
    };
    let chosen = if found == 0 {
        format!("Van {among} andere {many} lijkt er geen genoeg op dit gebied.")
    } else {
        format!("Gekozen uit {among} andere {many}.")
    };
    format!(
        "{chosen} Er is alleen gekeken naar gebouwen, dichtheid, gebruik en functie; elk cijfer telt even zwaar, als plaats in \
         de rij van laag naar hoog. Niet naar herkomst, geloof, inkomen of uitkeringen."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_its_place_in_the_row() {
        let places = places(&[Some(10.0), None, Some(1_000.0), Some(10.0), Some(5.0)]).unwrap();
        assert!(places[1].is_nan());
        assert_eq!([places[4], places[0], places[3], places[2]], [0.0, 0.5, 0.5, 1.0]);
        assert_eq!(super::places(&[Some(1.0), Some(1.0), None]), None);
    }

    #[test]
    fn areas_are_compared_by_what_both_have() {
        let nan = f64::NAN;
        assert_eq!(unlike(&[0.0, 0.5, nan], &[0.5, 0.5, 0.2], 2), Some(0.25));
        assert_eq!(unlike(&[0.0, nan, nan], &[0.5, 0.5, 0.2], 1), None);
        assert_eq!(unlike(&[0.0, 0.1, 0.2, 0.3, 0.4, 0.5], &[0.0, 0.1, nan, nan, nan, nan], 6), None);
    }
}
