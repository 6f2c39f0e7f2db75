//! Markerwaard, the fictional municipality in the polder that was planned and never built: raw files as publishers
//! give them, made from a seed and a day. They go through the same readers, mapping and build as real data.
//!
//! No code, telephone number, person or company in them is real: area codes begin with `GM9990`, telephone numbers
//! with `0900-0000` or `06-0000`, postal codes lie in a series that was never issued.

mod addresses;
mod agreements;
mod areas;
mod contacts;
mod counts;
mod days;
mod dirty;
mod figures;
mod geojson;
mod ground;
mod map;
mod notices;
mod offences;
mod parking;
mod places;
mod random;
mod reports;
mod rules;
mod scene;
mod sheet;
mod signals;
mod standing;
#[cfg(test)]
mod stories;
mod streets;
#[cfg(test)]
mod tests;
mod town;

use jiff::civil::Date;
use serde_json::Value;

pub use scene::{Spot, spots};
pub use signals::{SeedError, make_signals};
pub use town::make;

/// A raw file as a publisher would give it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFile {
    /// where it belongs, relative to the folder of raw files, with `/` between the parts
    pub path: String,
    /// id of the dataset that it holds (a part of)
    pub dataset: &'static str,
    /// which table of a joined dataset it is, in the words of the dataset's definition
    pub role: Option<&'static str>,
    /// year of the areas in it
    pub year: Option<u16>,
    /// day on which the publisher gave it: today, but for a source that is old
    pub retrieved: Date,
    /// the file
    pub bytes: Vec<u8>,
}

/// The raw files of Markerwaard, in a fixed order. The same seed and day give the same bytes on every machine.
#[must_use]
pub fn generate(seed: u64, today: Date) -> Vec<RawFile> {
    let town = addresses::town(seed);
    let mut files = areas::files(seed);
    files.push(addresses::file(&town));
    files.extend(figures::files(seed, today));
    files.extend(rules::files(today));
    files.extend(parking::files());
    files.extend(contacts::files(seed, today));
    files.extend(notices::files(seed, today, &town));
    files.extend(reports::files(seed, today, &town));
    files.extend(places::files(seed, &town));
    files.extend(dirty::files());
    for file in &mut files {
        // what did not say its day came today
        if file.retrieved == Date::ZERO {
            file.retrieved = today;
        }
    }
    files
}

impl RawFile {
    fn new(path: &str, dataset: &'static str, bytes: Vec<u8>) -> Self {
        Self { path: path.into(), dataset, role: None, year: None, retrieved: Date::ZERO, bytes }
    }

    fn json(path: &str, dataset: &'static str, value: &Value) -> Self {
        Self::new(path, dataset, value.to_string().into_bytes())
    }

    fn of_year(self, year: u16) -> Self {
        Self { year: Some(year), ..self }
    }

    fn with_role(self, role: &'static str) -> Self {
        Self { role: Some(role), ..self }
    }

    fn retrieved_on(self, day: Date) -> Self {
        Self { retrieved: day, ..self }
    }
}
