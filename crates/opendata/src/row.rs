//! The one shape in which every reader hands over records: columns and cells, with or without a geometry.

use std::borrow::Cow;
use std::ops::ControlFlow;

use geo_types::Geometry;

use crate::finding::Remark;

/// A value in a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// nothing: JSON null, an absent key, a DBF null; never an empty text
    Null,
    /// true or false
    Bool(bool),
    /// a number that the format itself says is one; texts that look like numbers stay texts
    Number(f64),
    /// a text, without the padding that the format adds
    Text(Cow<'a, str>),
    /// several values under one name
    List(Vec<Cell<'a>>),
}

/// One record, borrowed from the reader for as long as the call lasts.
#[derive(Debug)]
pub struct Row<'a> {
    /// number of the record in its file, from 1
    pub number: u64,
    /// names of the columns; nested names are joined by a dot, as in `locatie.adres.straatNaam`
    pub columns: &'a [String],
    /// goes up when `columns` changes within a file, so that a consumer may keep what it looked up
    pub columns_version: u32,
    /// the values, as many as there are columns
    pub cells: &'a [Cell<'a>],
    /// the geometry in the file's own coordinates and order, unchecked; `None` when the record has none
    pub geometry: Option<&'a Geometry<f64>>,
}

/// Takes what a reader finds.
pub trait RowSink {
    /// Takes a record. `Break` stops the reader early, without an error.
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()>;
    /// Takes note of something that is wrong. The reader goes on where the format allows.
    fn remark(&mut self, remark: Remark);
}

impl<'a> Row<'a> {
    /// The same record with other cells, as many.
    #[must_use]
    pub fn with_cells<'b>(&self, cells: &'b [Cell<'b>]) -> Row<'b>
    where
        'a: 'b,
    {
        Row {
            number: self.number,
            columns: self.columns,
            columns_version: self.columns_version,
            cells,
            geometry: self.geometry,
        }
    }
}

impl Row<'_> {
    /// The value of a column, `Null` when there is no such column. Linear: for tests and for files of few rows.
    #[must_use]
    pub fn get(&self, column: &str) -> &Cell<'_> {
        let at = self.columns.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or(&Cell::Null)
    }
}
