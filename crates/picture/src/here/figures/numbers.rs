//! The numbers of one measure in one area, where they lie in the index; without those that may not be shown.

use std::ops::Range;

use schouw_area::Year;

use crate::here::Suppressed;
use crate::here::figures::shown;
use crate::layers::{Measure, SourceNumber};
use crate::picture::{FigureColumns, Picture};

/// A number as a snapshot has it.
#[derive(Clone, Copy)]
pub(crate) struct Number {
    pub period: u16,
    pub source: SourceNumber,
    pub value: f64,
}

/// The numbers of one measure in one area, as columns of the snapshot, sorted by period: at least one.
#[derive(Clone, Copy)]
pub(crate) struct Numbers<'p> {
    pub last: Number,
    pub period: &'p [u16],
    source: &'p [SourceNumber],
    value: &'p [f64],
}

impl<'a> FigureColumns<'a> {
    /// The number of a row.
    pub(super) fn number(&self, row: usize) -> Option<Number> {
        Some(Number {
            period: *self.period.get(row)?,
            source: *self.source.get(row)?,
            value: *self.value.get(row)?,
        })
    }

    /// The numbers of rows that are of one measure in one area, of which the last is known.
    pub(super) fn numbers(&self, rows: Range<usize>, last: Number) -> Option<Numbers<'a>> {
        Some(Numbers {
            last,
            period: self.period.get(rows.clone())?,
            source: self.source.get(rows.clone())?,
            value: self.value.get(rows)?,
        })
    }
}

impl<'a> Picture<'a> {
    /// The numbers of a measure in any area, for screens that look past one spot; none when there are none, or none that
    /// may be shown.
    pub(crate) fn numbers(
        &self,
        (code, year): (&str, Year),
        measure: u16,
        suppressed: &Suppressed,
    ) -> Option<Numbers<'a>> {
        if let Some(hidden) = suppressed.figures_of(code)
            && self.measures().get(usize::from(measure)).is_some_and(|measure| hidden.hides(&measure.id))
        {
            return None;
        }
        let columns = &self.figures;
        let rows = columns.rows(code, year);
        let measures = columns.measure.get(rows.clone())?;
        let from = measures.partition_point(|m| *m < measure);
        let length = measures.get(from..)?.partition_point(|m| *m == measure);
        let rows = rows.start + from..rows.start + from + length;
        let last = columns.number(rows.clone().next_back()?)?;
        columns.numbers(rows, last)
    }
}

impl<'p> Numbers<'p> {
    /// The value of a period.
    pub(crate) fn of(&self, period: u16) -> Option<f64> {
        if self.last.period == period {
            return Some(self.last.value);
        }
        self.period.binary_search(&period).ok().and_then(|at| self.value.get(at)).copied()
    }

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

    /// The last so many periods and values.
    pub(crate) fn tail(&self, most: usize) -> impl ExactSizeIterator<Item = (u16, f64)> + Clone + use<'p> {
        let skip = self.period.len().saturating_sub(most);
        self.period.iter().copied().zip(self.value.iter().copied()).skip(skip)
    }

    /// All values, oldest first.
    pub(crate) fn values(&self) -> impl DoubleEndedIterator<Item = f64> + use<'p> {
        self.value.iter().copied()
    }
}
