//! The tables of NPR as they come in: the few columns that the join needs, of every record.

use std::io::BufRead;
use std::ops::ControlFlow;

use super::Role;
use crate::finding::{FindingKind, Remark};
use crate::read::json::{self, JsonOptions};
use crate::read::{LimitHit, Place, ReadError};
use crate::row::{Cell, Row, RowSink};

/// Most records of one table that are held for the join; the national tables have some 100,000.
const TABLE_ROWS_MAX: usize = 2_000_000;
/// Numbers of records with which services end a page: a table of exactly so many may be cut off.
const PAGE_SIZES: [u64; 6] = [1_000, 5_000, 10_000, 50_000, 100_000, 1_000_000];

/// A table: number of the record, and its values in the order of [`Role::columns`].
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) rows: Vec<(u64, Vec<Option<Box<str>>>)>,
}

/// A record of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'t> {
    role: Role,
    pub(super) number: u64,
    values: &'t [Option<Box<str>>],
}

impl Table {
    pub(super) fn records(&self, role: Role) -> impl Iterator<Item = Record<'_>> {
        self.rows.iter().map(move |(number, values)| Record { role, number: *number, values })
    }
}

impl<'t> Record<'t> {
    /// A value of the record, `None` when it is absent or empty.
    pub(super) fn get(&self, column: &str) -> Option<&'t str> {
        let at = self.role.columns().iter().position(|name| *name == column)?;
        self.values.get(at)?.as_deref().filter(|text| !text.is_empty())
    }

    /// A value of the record, empty when it is absent.
    pub(super) fn text(&self, column: &str) -> &'t str {
        self.get(column).unwrap_or_default()
    }
}

/// Reads a table.
pub(super) fn read(role: Role, input: impl BufRead, sink: &mut dyn RowSink) -> Result<Table, ReadError> {
    let mut picking =
        Picking { role, sink, table: Table::default(), places: Vec::new(), version: 0, over: false };
    let count = json::read(input, &JsonOptions::default(), &mut picking)?;
    let Picking { table, over, .. } = picking;
    if over {
        let at = Place { record: TABLE_ROWS_MAX as u64, ..Place::default() };
        let hit = LimitHit { what: "a table of NPR", limit: TABLE_ROWS_MAX as u64, unit: "records" };
        return Err(ReadError::OverLimit { at, hit });
    }
    if PAGE_SIZES.contains(&count.rows) {
        let why = format!(
            "the table has exactly {} records and may be cut off by the page limit; fetch it page by page",
            count.rows
        );
        sink.remark(said(role, Remark::on_record(0, FindingKind::UnreadableFile, why)));
    }
    Ok(table)
}

/// A remark with the name of the table before the column, as record numbers are those of the table.
pub(super) fn said(role: Role, mut remark: Remark) -> Remark {
    let dot = if remark.column.is_empty() { "" } else { "." };
    remark.column = format!("{}{dot}{}", role.word(), remark.column);
    remark
}

struct Picking<'s> {
    role: Role,
    sink: &'s mut dyn RowSink,
    table: Table,
    places: Vec<Option<usize>>,
    version: u32,
    over: bool,
}

impl RowSink for Picking<'_> {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        if self.table.rows.len() >= TABLE_ROWS_MAX {
            self.over = true;
            return ControlFlow::Break(());
        }
        if self.version != row.columns_version {
            self.version = row.columns_version;
            let place = |name: &&str| row.columns.iter().position(|column| column == *name);
            self.places = self.role.columns().iter().map(place).collect();
        }
        let cell = |place: &Option<usize>| place.and_then(|at| row.cells.get(at)).and_then(text_of);
        let values: Vec<Option<Box<str>>> = self.places.iter().map(cell).collect();
        for (column, value) in self.role.columns().iter().zip(&values).take(self.role.keys()) {
            if value.as_deref().is_none_or(str::is_empty) {
                let why = "the record has no value by which it can be joined; left out";
                let remark = Remark::on_value(row.number, column, "", FindingKind::MissingValue, why);
                self.sink.remark(said(self.role, remark));
                return ControlFlow::Continue(());
            }
        }
        self.table.rows.push((row.number, values));
        ControlFlow::Continue(())
    }

    fn remark(&mut self, remark: Remark) {
        self.sink.remark(said(self.role, remark));
    }
}

/// A value as text; RDW writes all as text, other sources of the same tables write numbers.
fn text_of(cell: &Cell<'_>) -> Option<Box<str>> {
    match cell {
        Cell::Text(text) => Some(text.trim().into()),
        Cell::Number(number) => Some(number.to_string().into()),
        Cell::Bool(value) => Some(value.to_string().into()),
        Cell::Null | Cell::List(_) => None,
    }
}
