//! The figures and the addresses of an index, column by column.

use fst::{Map, Streamer as _};
use schouw_area::{PlaceIndex, Year};

use crate::pack::{Container, PackError, PackedAddress};

use super::{Lists, open_map, open_places};

/// The figures, column by column.
#[derive(Debug)]
pub(crate) struct FigureColumns<'a> {
    areas: Map<&'a [u8]>,
    at: &'a [u32],
    pub measure: &'a [u16],
    pub period: &'a [u16],
    pub source: &'a [u16],
    pub value: &'a [f64],
}

/// The addresses.
#[derive(Debug)]
pub(crate) struct AddressColumns<'a> {
    pub rows: &'a [PackedAddress],
    pub places: PlaceIndex<'a>,
    words_at: &'a [u32],
    words: &'a [u8],
    pub streets: Lists<'a>,
}

/// Most bytes of the key of an area with figures: its code, `/` and its year.
const FIGURE_KEY_BYTES_MAX: usize = 96;

/// The key of an area with figures, as [`crate::pack`] writes it.
fn figure_key<'k>(key: &'k mut [u8], code: &str, year: Year) -> Option<&'k [u8]> {
    use std::io::Write as _;
    let whole = key.len();
    let mut rest = &mut *key;
    write!(rest, "{code}/{year}").ok()?;
    let length = whole - rest.len();
    key.get(..length)
}

impl<'a> FigureColumns<'a> {
    pub(super) fn open(container: &Container<'a>) -> Result<Self, PackError> {
        Ok(Self {
            areas: open_map(container, "fig.area")?,
            at: container.array("fig.at")?,
            measure: container.array("fig.measure")?,
            period: container.array("fig.period")?,
            source: container.array("fig.source")?,
            value: container.array("fig.value")?,
        })
    }

    /// The areas that have rows: code, year of the division, rows.
    pub(crate) fn areas(&self) -> Vec<(String, Year, std::ops::Range<usize>)> {
        let mut stream = self.areas.stream();
        let mut found = Vec::new();
        while let Some((key, _)) = stream.next() {
            let key = std::str::from_utf8(key).ok().and_then(|key| key.rsplit_once('/'));
            let Some((code, year)) = key else { continue };
            let Ok(year) = year.parse().map(Year) else { continue };
            found.push((code.to_owned(), year, self.rows(code, year)));
        }
        found
    }

    /// The rows of an area, sorted by measure and period.
    pub(crate) fn rows(&self, code: &str, year: Year) -> std::ops::Range<usize> {
        let range = || {
            let mut key = [0; FIGURE_KEY_BYTES_MAX];
            let number = usize::try_from(self.areas.get(figure_key(&mut key, code, year)?)?).ok()?;
            let range = *self.at.get(number)? as usize..*self.at.get(number + 1)? as usize;
            let shortest =
                self.measure.len().min(self.period.len()).min(self.source.len()).min(self.value.len());
            (range.end <= shortest).then_some(range)
        };
        range().unwrap_or(0..0)
    }
}

impl<'a> AddressColumns<'a> {
    pub(super) fn open(container: &Container<'a>) -> Result<Self, PackError> {
        Ok(Self {
            rows: container.array("addr.rows")?,
            places: open_places(container, "addr.place")?,
            words_at: container.array("addr.words.at")?,
            words: container.section("addr.words")?,
            streets: Lists::open(container, "streets")?,
        })
    }

    pub(crate) fn word(&self, number: u32) -> &'a str {
        let word = || {
            let number = number as usize;
            let range = *self.words_at.get(number)? as usize..*self.words_at.get(number + 1)? as usize;
            std::str::from_utf8(self.words.get(range)?).ok()
        };
        word().unwrap_or("")
    }
}
