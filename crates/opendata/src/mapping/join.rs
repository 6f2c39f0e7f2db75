//! The second file of a definition, held in memory by its key.

use std::collections::HashMap;
use std::ops::ControlFlow;

use schouw_picture::layers::Extent;

use crate::dataset::Join;
use crate::finding::{FindingKind, Remark};
use crate::row::{Cell, Row, RowSink};

use super::extent::Place;
use super::{Mapper, Record};

/// Most records that a second file may have.
pub const JOINED_MAX: usize = 2_000_000;

/// A record of the second file.
#[derive(Debug, Clone, Default)]
pub struct JoinedRow {
    cells: Vec<(String, Cell<'static>)>,
    /// its geometry, projected
    pub(super) geometry: Option<Extent>,
}

/// The records of the second file, by key.
#[derive(Debug, Clone, Default)]
pub struct JoinTable {
    rows: HashMap<String, JoinedRow>,
}

impl JoinedRow {
    pub(super) fn cell(&self, column: &str) -> Option<&Cell<'_>> {
        self.cells.iter().find(|(name, _)| name == column).map(|(_, cell)| cell)
    }
}

impl JoinTable {
    pub(super) fn find(&self, key: Option<&str>) -> Option<&JoinedRow> {
        self.rows.get(key?)
    }

    /// Adds the record with this key, unless there is one already.
    fn add(&mut self, key: String, row: JoinedRow) -> bool {
        if self.rows.contains_key(&key) {
            return false;
        }
        self.rows.insert(key, row);
        true
    }
}

/// Reads the second file. The mapper is one for a definition with the second file's format and geometry.
pub struct JoinSink<'a> {
    mapper: Mapper<'a>,
    join: &'a Join,
    /// what was read
    pub table: JoinTable,
}

impl<'a> JoinSink<'a> {
    /// A sink that reads with this mapper.
    #[must_use]
    pub fn new(mapper: Mapper<'a>, join: &'a Join) -> Self {
        Self { mapper, join, table: JoinTable::default() }
    }
}

impl RowSink for JoinSink<'_> {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        let positions: HashMap<String, usize> =
            row.columns.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        let record = Record { row, positions: &positions, joined: None, dataset: self.mapper.dataset };
        let Some(key) = self.mapper.need(&record, "join.key", &self.join.key) else {
            return ControlFlow::Continue(());
        };
        let geometry = match self.mapper.extent(&record) {
            Place::Found(extent) => Some(extent),
            Place::Silent => None,
            // the finding is made: a record that joins this one has no place
            Place::Unusable => return ControlFlow::Continue(()),
        };
        let prefix = &self.join.role;
        let cells =
            row.columns.iter().zip(row.cells).map(|(name, cell)| (format!("{prefix}.{name}"), owned(cell)));
        let joined = JoinedRow { cells: cells.collect(), geometry };
        if !self.table.add(key.clone(), joined) {
            let column = self.join.key.columns().join(", ");
            let why = "this key came before in the file; the first record holds";
            self.mapper.bad(&record, &column, &key, FindingKind::Duplicate, why);
        }
        if self.table.rows.len() >= JOINED_MAX {
            let why = format!("a joined file can have {JOINED_MAX} records at most; the rest is left out");
            self.mapper.remark(Remark::on_record(row.number, FindingKind::UnreadableFile, why));
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }

    fn remark(&mut self, remark: Remark) {
        self.mapper.remark(remark);
    }
}

fn owned(cell: &Cell<'_>) -> Cell<'static> {
    match cell {
        Cell::Null => Cell::Null,
        Cell::Bool(value) => Cell::Bool(*value),
        Cell::Number(value) => Cell::Number(*value),
        Cell::Text(text) => Cell::Text(text.clone().into_owned().into()),
        Cell::List(cells) => Cell::List(cells.iter().map(owned).collect()),
    }
}
