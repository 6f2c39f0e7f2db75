//! The numbers of one measure in any area, where they lie in the index: for screens that look past one spot.

use crate::here::figures::shown;
use crate::layers::{Measure, SourceNumber};
use crate::picture::Picture;

/// The numbers of one measure in one area, as columns of the snapshot, sorted by period.
#[derive(Clone, Copy, Default)]
pub(crate) struct Column<'p> {
    pub period: &'p [u16],
    source: &'p [SourceNumber],
    pub value: &'p [f64],
}

impl Picture<'_> {
    /// The numbers of a measure among the rows of an area, in order of period, where they lie in the snapshot.
    pub(crate) fn numbers(&self, rows: std::ops::Range<usize>, measure: u16) -> Column<'_> {
        let columns = &self.figures;
        let measures = columns.measure.get(rows.clone()).unwrap_or(&[]);
        let from = measures.partition_point(|m| *m < measure);
        let length = measures.get(from..).unwrap_or(&[]).partition_point(|m| *m == measure);
        let range = rows.start + from..rows.start + from + length;
        let numbers = || {
            Some(Column {
                period: columns.period.get(range.clone())?,
                source: columns.source.get(range.clone())?,
                value: columns.value.get(range.clone())?,
            })
        };
        numbers().unwrap_or_default()
    }
}

impl Column<'_> {
    /// The value of a period that may be shown, or why there is none.
    pub(crate) fn shown_in(&self, measure: &Measure, period: u16) -> Result<f64, &'static str> {
        let (value, absent) = shown(measure, self.of(period).unwrap_or(f64::NAN));
        value.ok_or(absent.unwrap_or("onbekend"))
    }

    /// The number of a denominator that fits a period: that of the period itself, else the last one known.
    pub(crate) fn as_denominator(&self, period: u16) -> Option<f64> {
        let known = |value: &f64| *value > 0.0;
        self.of(period).filter(known).or_else(|| self.value.iter().copied().rfind(known))
    }

    /// The source of the number of a period.
    pub(crate) fn source_of(&self, period: u16) -> Option<SourceNumber> {
        self.period.binary_search(&period).ok().and_then(|at| self.source.get(at)).copied()
    }

    /// The value of a period.
    pub(crate) fn of(&self, period: u16) -> Option<f64> {
        self.period.binary_search(&period).ok().and_then(|at| self.value.get(at)).copied()
    }

    /// The last so many periods and values.
    pub(crate) fn tail(&self, most: usize) -> impl Iterator<Item = (u16, f64)> {
        let skip = self.period.len().saturating_sub(most);
        self.period.iter().copied().zip(self.value.iter().copied()).skip(skip)
    }
}
