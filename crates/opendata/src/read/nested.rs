//! Nested records laid flat: `{"locatie": {"x": 1}}` becomes the column `locatie.x`, a list of objects becomes a list
//! in each of its columns. All readers of JSON and XML share it, so that one definition of columns serves all.

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::ControlFlow;

use geo_types::Geometry;

use crate::finding::{FindingKind, Remark};
use crate::limits::{COLUMNS_MAX, VALUE_BYTES_MAX};
use crate::read::{Counted, emptied};
use crate::row::{Cell, Row};

/// Most values in one record, the nulls that lists are filled up with included.
pub(crate) const VALUES_MAX: usize = 1 << 20;
/// Most troubles of one record that are said; beyond it they are only counted.
const TROUBLES_MAX: usize = 100;
/// Longest name of a column with its dots, in bytes.
const NAME_BYTES_MAX: usize = 1_024;

/// A value as formats nest it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Nested<'a> {
    /// a single value
    One(Cell<'a>),
    /// values in a row
    Many(Vec<Nested<'a>>),
    /// named values, in the order of the file; under the empty name what the whole itself holds
    Named(Vec<(Cow<'a, str>, Nested<'a>)>),
}

/// The columns of a file, which grow as records come by.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    names: Vec<String>,
    index: HashMap<String, usize>,
    /// per column the last record that filled it, to see a name that comes twice
    filled_by: Vec<u64>,
    version: u32,
    spare: Vec<Cell<'static>>,
}

/// What goes wrong while a record is laid flat; the rest of the record stands.
struct Trouble {
    column: String,
    kind: FindingKind,
    why: &'static str,
}

/// One record on its way to be flat.
struct Laying<'l, 'a> {
    layout: &'l mut Layout,
    record: u64,
    cells: Vec<Cell<'a>>,
    /// where the next column probably is
    guess: usize,
    /// values that may still be made
    left: usize,
    troubles: Vec<Trouble>,
    /// troubles beyond those that are kept
    unsaid: usize,
}

impl Layout {
    /// Lays a record flat and hands it over with its geometry.
    pub(crate) fn hand_over(
        &mut self,
        record: u64,
        value: Nested<'_>,
        geometry: Option<&Geometry<f64>>,
        sink: &mut Counted<'_>,
    ) -> ControlFlow<()> {
        let cells = emptied(std::mem::take(&mut self.spare));
        let (left, troubles) = (VALUES_MAX, Vec::new());
        let mut laying = Laying { layout: self, record, cells, guess: 0, left, troubles, unsaid: 0 };
        laying.lay(&mut String::new(), value);
        let Laying { mut cells, troubles, unsaid, .. } = laying;
        for Trouble { column, kind, why } in troubles {
            sink.remark(Remark::on_value(record, &column, "", kind, why));
        }
        if unsaid > 0 {
            let why = format!("{unsaid} more things are wrong with this record");
            sink.remark(Remark::on_record(record, FindingKind::MalformedRecord, why));
        }
        cells.resize(self.names.len(), Cell::Null);
        let row = Row {
            number: record,
            columns: &self.names,
            columns_version: self.version,
            cells: &cells,
            geometry,
        };
        let flow = sink.row(&row);
        self.spare = emptied(cells);
        flow
    }

    /// The place of a column, made when it is new; `None` when there are too many. `guess` is the one after the column
    /// before: mostly records have the same columns in the same order.
    fn place(&mut self, name: &str, guess: usize) -> Option<usize> {
        if self.names.get(guess).is_some_and(|known| known == name) {
            return Some(guess);
        }
        if let Some(at) = self.index.get(name) {
            return Some(*at);
        }
        if self.names.len() >= COLUMNS_MAX {
            return None;
        }
        let at = self.names.len();
        self.names.push(name.to_owned());
        self.index.insert(name.to_owned(), at);
        self.filled_by.push(0);
        self.version += 1;
        Some(at)
    }
}

impl<'a> Laying<'_, 'a> {
    fn trouble(&mut self, column: &str, kind: FindingKind, why: &'static str) {
        if self.troubles.len() >= TROUBLES_MAX {
            self.unsaid += 1;
            return;
        }
        let column = column.chars().take(NAME_BYTES_MAX).collect();
        self.troubles.push(Trouble { column, kind, why });
    }

    fn lay(&mut self, path: &mut String, value: Nested<'a>) {
        match value {
            Nested::One(cell) => self.put(path, cell),
            Nested::Named(fields) => {
                let stem = path.len();
                for (name, value) in fields {
                    if stem > 0 && !name.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&name);
                    self.lay(path, value);
                    path.truncate(stem);
                }
            }
            Nested::Many(items) => {
                let stem = path.len();
                for (name, cell) in self.spread(items) {
                    if stem > 0 && !name.is_empty() {
                        path.push('.');
                    }
                    path.push_str(&name);
                    self.put(path, cell);
                    path.truncate(stem);
                }
            }
        }
    }

    /// One value in its column; of a name that comes twice the last one stands, as JSON readers agree.
    fn put(&mut self, name: &str, cell: Cell<'a>) {
        if name.len() > NAME_BYTES_MAX {
            self.trouble(name, FindingKind::MalformedRecord, "the name of the column is too long; left out");
            return;
        }
        let cell = match cell {
            Cell::Text(text) if text.len() > VALUE_BYTES_MAX => {
                self.trouble(name, FindingKind::BadValue, "the text is longer than 16 MiB; left out");
                Cell::Null
            }
            cell => cell,
        };
        let Some(at) = self.layout.place(name, self.guess) else {
            self.trouble(
                name,
                FindingKind::MalformedRecord,
                "the file has too many columns; this one is left out",
            );
            return;
        };
        self.guess = at + 1;
        if self.cells.len() <= at {
            self.cells.resize(at + 1, Cell::Null);
        }
        let again = self.layout.filled_by.get(at) == Some(&self.record);
        if let (Some(slot), Some(filled)) = (self.cells.get_mut(at), self.layout.filled_by.get_mut(at)) {
            *slot = cell;
            *filled = self.record;
        }
        if again {
            self.trouble(
                name,
                FindingKind::Duplicate,
                "the name comes twice in the record; the last value stands",
            );
        }
    }

    /// The columns of a list: itself when it holds plain values, one for each name when it holds objects. Lists of
    /// one length: where an item lacks a name there is a null, so that values of one item keep one place.
    fn spread(&mut self, items: Vec<Nested<'a>>) -> Vec<(String, Cell<'a>)> {
        let count = items.len();
        if count == 0 {
            return vec![(String::new(), Cell::List(Vec::new()))];
        }
        let mut names: Vec<(String, Vec<Cell<'a>>)> = Vec::new();
        let mut index: HashMap<String, usize> = HashMap::new();
        for (number, item) in items.into_iter().enumerate() {
            for (name, cell) in self.columns_of(item) {
                let at = match index.entry(name) {
                    Entry::Occupied(entry) => *entry.get(),
                    Entry::Vacant(entry) => {
                        names.push((entry.key().clone(), Vec::new()));
                        *entry.insert(names.len() - 1)
                    }
                };
                if let Some((name, list)) = names.get_mut(at)
                    && !fill(list, number, &mut self.left, cell)
                {
                    let name = name.clone();
                    self.trouble(
                        &name,
                        FindingKind::MalformedRecord,
                        "the record holds too many values; the rest is left out",
                    );
                    return Vec::new();
                }
            }
        }
        let mut columns = Vec::with_capacity(names.len());
        for (name, mut list) in names {
            if count - list.len() > self.left {
                self.trouble(
                    &name,
                    FindingKind::MalformedRecord,
                    "the record holds too many values; the rest is left out",
                );
                break;
            }
            self.left -= count - list.len();
            list.resize(count, Cell::Null);
            columns.push((name, Cell::List(list)));
        }
        columns
    }

    fn columns_of(&mut self, value: Nested<'a>) -> Vec<(String, Cell<'a>)> {
        match value {
            Nested::One(cell) => vec![(String::new(), cell)],
            Nested::Many(items) => self.spread(items),
            Nested::Named(fields) => {
                let mut columns = Vec::with_capacity(fields.len());
                for (name, value) in fields {
                    for (rest, cell) in self.columns_of(value) {
                        if name.len() + rest.len() >= NAME_BYTES_MAX {
                            let why = "the name of the column is too long; left out";
                            self.trouble(&name, FindingKind::MalformedRecord, why);
                        } else if rest.is_empty() {
                            columns.push((name.clone().into_owned(), cell));
                        } else if name.is_empty() {
                            columns.push((rest, cell));
                        } else {
                            columns.push((format!("{name}.{rest}"), cell));
                        }
                    }
                }
                columns
            }
        }
    }
}

/// Puts a value at its place in a list; false when the record may hold no more values.
fn fill<'a>(list: &mut Vec<Cell<'a>>, place: usize, left: &mut usize, cell: Cell<'a>) -> bool {
    let needed = (place + 1).saturating_sub(list.len());
    if needed > *left {
        return false;
    }
    *left -= needed;
    list.resize(place.max(list.len()), Cell::Null);
    list.truncate(place);
    list.push(cell);
    true
}
