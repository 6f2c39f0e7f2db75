//! What is wrong with a record, said as data. A finding never stops the rest of the file.

use schouw_base::DatasetId;
use serde::{Deserialize, Serialize};

/// Longest value quoted in a finding, in characters.
pub const VALUE_CHARS_MAX: usize = 80;

/// Numbers from here on are quoted with an exponent.
const QUOTED_MAX: f64 = 1e16;
/// Numbers below this are quoted with an exponent.
const QUOTED_MIN: f64 = 1e-9;

/// One thing that is wrong with one record of a dataset, or with a file of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Finding {
    /// the dataset that the record is in
    pub dataset: DatasetId,
    /// the file, as the index of raw files names it
    pub file: String,
    /// number of the record in the file, from 1; 0 for the file as a whole
    pub record: u64,
    /// the column, empty when the record as a whole is meant
    pub column: String,
    /// the value as it stood, cut to 80 characters; never free text of a person
    pub value: String,
    /// what kind of thing is wrong
    pub kind: FindingKind,
    /// what is wrong and what was done with the record, in plain words
    pub why: String,
}

/// The kinds of findings that are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingKind {
    /// the file could not be read further: cut off, not its format, over a limit
    UnreadableFile,
    /// the record does not have the form of its format
    MalformedRecord,
    /// a column that the definition names is not in the file
    MissingColumn,
    /// a value that must be there is not
    MissingValue,
    /// a value does not parse: not a number, a date, a code
    BadValue,
    /// a number or date that cannot be: beyond limits, in the future
    ImplausibleValue,
    /// a geometry that is broken beyond repair
    BadGeometry,
    /// a geometry that was repaired: ring closed, self-touching ring split
    RepairedGeometry,
    /// coordinates outside the Netherlands
    OutsideTheNetherlands,
    /// coordinates that fit only when swapped: the columns or the order are the wrong way round
    SwappedCoordinates,
    /// the same key came twice
    Duplicate,
    /// a code of an area that no area in the snapshot has
    UnknownArea,
    /// parents of an area that go round in a circle
    CyclicParents,
    /// two areas of one level overlap
    AreasOverlap,
    /// a stretch inside the whole that no area of the level covers
    AreasGap,
    /// the record points to one that is not there
    DanglingReference,
    /// free text that held something of a person and was shielded
    ShieldedText,
    /// a source could not be fetched; the last good copy stands
    NotFetched,
}

/// A finding without its dataset and file, as a reader says it: the reader knows a format, never a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// number of the record in the file, from 1; 0 for the file as a whole
    pub record: u64,
    /// the column, empty when the record as a whole is meant
    pub column: String,
    /// the value as it stood
    pub value: String,
    /// what kind of thing is wrong
    pub kind: FindingKind,
    /// what is wrong and what to do, in plain words
    pub why: String,
}

/// A number as a finding quotes it: beyond sixteen digits with an exponent, so that `1e308` is no line of zeros.
#[must_use]
pub fn quoted(number: f64) -> String {
    let size = number.abs();
    let plain = size == 0.0 || !size.is_finite() || (QUOTED_MIN..QUOTED_MAX).contains(&size);
    if plain { number.to_string() } else { format!("{number:e}") }
}

impl Remark {
    /// A remark on a whole record (or, with record 0, on the whole file).
    #[must_use]
    pub fn on_record(record: u64, kind: FindingKind, why: impl Into<String>) -> Self {
        Self { record, column: String::new(), value: String::new(), kind, why: why.into() }
    }

    /// A remark on one value of a record.
    #[must_use]
    pub fn on_value(
        record: u64,
        column: &str,
        value: &str,
        kind: FindingKind,
        why: impl Into<String>,
    ) -> Self {
        let value = value.chars().take(VALUE_CHARS_MAX).collect();
        Self { record, column: column.into(), value, kind, why: why.into() }
    }

    /// The finding that this remark is in a dataset's file.
    #[must_use]
    pub fn of(self, dataset: &DatasetId, file: &str) -> Finding {
        let Self { record, column, value, kind, why } = self;
        Finding { dataset: dataset.clone(), file: file.into(), record, column, value, kind, why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_quoted_as_people_write_it() {
        let check = |number: f64, expected: &str| assert_eq!(quoted(number), expected);
        check(0.0, "0");
        check(-12.5, "-12.5");
        check(1e15, "1000000000000000");
        check(1e308, "1e308");
        check(-1.5e20, "-1.5e20");
        check(3e-300, "3e-300");
        check(f64::NAN, "NaN");
        check(f64::INFINITY, "inf");
    }
}
