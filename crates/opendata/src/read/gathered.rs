//! What a reader handed over, kept for tests.

use std::ops::ControlFlow;

use geo_types::Geometry;

use super::{ReadCount, ReadError};
use crate::finding::{FindingKind, Remark};
use crate::row::{Cell, Row, RowSink};

/// A record as text and its geometry.
pub struct GatheredRow {
    /// number, then each column and value: `1 naam=Edam aantal=- soort=[a,b]`
    pub line: String,
    /// the geometry
    pub geometry: Option<Geometry<f64>>,
}

/// Rows, remarks and the result of a reader.
pub struct Gathered {
    pub rows: Vec<GatheredRow>,
    pub remarks: Vec<Remark>,
    pub result: Result<ReadCount, ReadError>,
}

struct Keep {
    rows: Vec<GatheredRow>,
    remarks: Vec<Remark>,
    enough: usize,
}

impl RowSink for Keep {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        assert_eq!(row.columns.len(), row.cells.len());
        let mut line = row.number.to_string();
        for (column, cell) in row.columns.iter().zip(row.cells) {
            line.push_str(&format!(" {column}={}", shown(cell)));
        }
        self.rows.push(GatheredRow { line, geometry: row.geometry.cloned() });
        if self.rows.len() >= self.enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn remark(&mut self, remark: Remark) {
        self.remarks.push(remark);
    }
}

fn shown(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Null => "-".into(),
        Cell::Bool(yes) => yes.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => text.to_string(),
        Cell::List(cells) => format!("[{}]", cells.iter().map(shown).collect::<Vec<_>>().join(",")),
    }
}

impl Gathered {
    /// Runs a reader to its end.
    pub fn by(read: impl FnOnce(&mut dyn RowSink) -> Result<ReadCount, ReadError>) -> Self {
        Self::until(usize::MAX, read)
    }

    /// Runs a reader until it handed over so many rows.
    pub fn until(enough: usize, read: impl FnOnce(&mut dyn RowSink) -> Result<ReadCount, ReadError>) -> Self {
        let mut keep = Keep { rows: Vec::new(), remarks: Vec::new(), enough };
        let result = read(&mut keep);
        Self { rows: keep.rows, remarks: keep.remarks, result }
    }

    /// The rows as text.
    pub fn lines(&self) -> Vec<&str> {
        self.rows.iter().map(|row| row.line.as_str()).collect()
    }

    /// The kinds of the remarks, in order.
    pub fn kinds(&self) -> Vec<FindingKind> {
        self.remarks.iter().map(|remark| remark.kind).collect()
    }
}
