//! Properties of features as a table: nested names flattened, columns in order of first appearance.

use std::collections::HashMap;

use super::geometry::number;
use super::split::{Items, text};
use crate::finding::{FindingKind, Remark};
use crate::limits::{COLUMNS_MAX, VALUE_BYTES_MAX};
use crate::row::Cell;

/// Deepest nesting of properties that becomes columns; below it an object stays JSON text.
const FLATTENED_DEEP_MAX: usize = 8;
/// Most values in the lists of one record.
const LIST_VALUES_MAX: usize = 1_000_000;
/// Most remarks kept on one record; beyond it they are only counted.
const RECORD_REMARKS_MAX: usize = 100;
/// Longest name of a column, in bytes.
const NAME_BYTES_MAX: usize = 1_024;
/// Largest whole number that a double holds without loss, with all smaller ones.
const WHOLE_EXACT_MAX: f64 = 9_007_199_254_740_992.0;

/// The columns seen so far in a file.
#[derive(Default)]
pub struct Table {
    /// names in order of first appearance
    pub names: Vec<String>,
    /// goes up with each new name
    pub version: u32,
    positions: HashMap<String, usize>,
    /// for each column the record that last had it
    last_in: Vec<u64>,
}

impl Table {
    /// The position of a column, made when it is new; `None` when there are too many. `guess` is where it was in the
    /// record before.
    fn position(&mut self, name: &str, guess: usize) -> Option<usize> {
        if self.names.get(guess).is_some_and(|known| known == name) {
            return Some(guess);
        }
        if let Some(at) = self.positions.get(name) {
            return Some(*at);
        }
        if self.names.len() >= COLUMNS_MAX || name.len() > NAME_BYTES_MAX {
            return None;
        }
        let at = self.names.len();
        self.positions.insert(name.to_owned(), at);
        self.names.push(name.to_owned());
        self.last_in.push(0);
        self.version += 1;
        Some(at)
    }
}

/// The cells of one record in the making.
pub struct Filling<'t, 'a> {
    table: &'t mut Table,
    record: u64,
    /// the cells, as many as the table has columns when finished
    pub cells: Vec<Cell<'a>>,
    /// what is wrong with values
    pub remarks: Vec<Remark>,
    path: String,
    guess: usize,
    listed: usize,
    unsaid: usize,
}

impl<'t, 'a> Filling<'t, 'a> {
    /// Begins a record with an empty vector of cells.
    pub fn new(table: &'t mut Table, record: u64, cells: Vec<Cell<'a>>) -> Self {
        Self {
            table,
            record,
            cells,
            remarks: Vec::new(),
            path: String::new(),
            guess: 0,
            listed: 0,
            unsaid: 0,
        }
    }

    /// Whether the record has this column so far.
    pub fn has(&self, name: &str) -> bool {
        let at = self.table.positions.get(name);
        at.and_then(|at| self.table.last_in.get(*at)).is_some_and(|last| *last == self.record)
    }

    /// Adds the members of an object.
    pub fn object(&mut self, value: &'a [u8], depth: usize) {
        let prefix = self.path.len();
        for item in Items::of_object(value) {
            let (key, value) = match item {
                Ok(item) => item,
                Err(broken) => {
                    self.remark(
                        "",
                        b"",
                        FindingKind::MalformedRecord,
                        format!("{}; properties after it are left out", broken.why()),
                    );
                    break;
                }
            };
            if prefix > 0 {
                self.path.push('.');
            }
            match text(key) {
                Some(name) => self.path.push_str(&name),
                None => self.path.push_str(&String::from_utf8_lossy(key)),
            }
            if value.first() == Some(&b'{') && depth < FLATTENED_DEEP_MAX {
                self.object(value, depth + 1);
            } else {
                self.value(value);
            }
            self.path.truncate(prefix);
        }
    }

    /// Adds one value under this name.
    pub fn member(&mut self, name: &str, value: &'a [u8]) {
        self.path.clear();
        self.path.push_str(name);
        self.value(value);
        self.path.clear();
    }

    fn value(&mut self, value: &'a [u8]) {
        let cell = match self.leaf(value) {
            Ok(cell) => cell,
            Err((kind, why)) => {
                let path = std::mem::take(&mut self.path);
                self.remark(&path, value, kind, format!("{why}; it is read as nothing"));
                self.path = path;
                Cell::Null
            }
        };
        let Some(at) = self.table.position(&self.path, self.guess) else {
            self.remark("", b"", FindingKind::MalformedRecord, format!("a name is longer than {NAME_BYTES_MAX} bytes or the file has more than {COLUMNS_MAX}; the property is left out"));
            return;
        };
        self.guess = at + 1;
        self.cells.resize(self.table.names.len().max(self.cells.len()), Cell::Null);
        if let Some(last) = self.table.last_in.get_mut(at)
            && std::mem::replace(last, self.record) == self.record
        {
            let path = self.path.clone();
            self.remark(
                &path,
                b"",
                FindingKind::Duplicate,
                "the name comes twice in the record; the last value counts".into(),
            );
        }
        if let Some(place) = self.cells.get_mut(at) {
            *place = cell;
        }
    }

    fn leaf(&mut self, value: &'a [u8]) -> Result<Cell<'a>, (FindingKind, &'static str)> {
        if value.len() > VALUE_BYTES_MAX {
            return Err((FindingKind::ImplausibleValue, "the value is larger than 16 MiB"));
        }
        match value.first() {
            Some(b'[') => self.list(value),
            _ => scalar(value),
        }
    }

    fn list(&mut self, value: &'a [u8]) -> Result<Cell<'a>, (FindingKind, &'static str)> {
        let mut cells = Vec::new();
        for item in Items::of_array(value) {
            self.listed += 1;
            if self.listed > LIST_VALUES_MAX {
                return Err((
                    FindingKind::ImplausibleValue,
                    "the record has more than 1,000,000 values in lists",
                ));
            }
            match item {
                Ok((_, value)) => cells.push(scalar(value)?),
                Err(_) => return Err((FindingKind::BadValue, "the list is broken")),
            }
        }
        Ok(Cell::List(cells))
    }

    fn remark(&mut self, column: &str, value: &[u8], kind: FindingKind, why: String) {
        if self.remarks.len() >= RECORD_REMARKS_MAX {
            self.unsaid += 1;
            return;
        }
        let value = String::from_utf8_lossy(value.get(..value.len().min(400)).unwrap_or_default());
        self.remarks.push(Remark::on_value(self.record, column, &value, kind, why));
    }

    /// The cells and remarks of the whole record.
    pub fn finish(mut self) -> (Vec<Cell<'a>>, Vec<Remark>) {
        self.cells.resize(self.table.names.len(), Cell::Null);
        if self.unsaid > 0 {
            let why = format!("{} more things are wrong with this record", self.unsaid);
            self.remarks.push(Remark::on_record(self.record, FindingKind::MalformedRecord, why));
        }
        (self.cells, self.remarks)
    }
}

/// The cell of a value that is no list; arrays and objects stay JSON text.
fn scalar(value: &[u8]) -> Result<Cell<'_>, (FindingKind, &'static str)> {
    match value.first() {
        Some(b'"') => match text(value) {
            Some(text) => Ok(Cell::Text(text)),
            None => Err((FindingKind::BadValue, "the text has an escape or a sign that cannot be read")),
        },
        Some(b'{' | b'[') => match std::str::from_utf8(value) {
            Ok(json) => Ok(Cell::Text(json.into())),
            Err(_) => Err((FindingKind::BadValue, "the value is not UTF-8")),
        },
        _ => match value {
            b"null" => Ok(Cell::Null),
            b"true" => Ok(Cell::Bool(true)),
            b"false" => Ok(Cell::Bool(false)),
            digits => numeric(digits),
        },
    }
}

/// The cell of a number. A whole number that a double would round stays text, as identifications of 16 digits do.
fn numeric(digits: &[u8]) -> Result<Cell<'_>, (FindingKind, &'static str)> {
    match number(digits) {
        Ok(number)
            if number.abs() >= WHOLE_EXACT_MAX
                && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'-') =>
        {
            Ok(Cell::Text(String::from_utf8_lossy(digits)))
        }
        Ok(number) => Ok(Cell::Number(number)),
        Err(why) if why.contains("too large") => Err((FindingKind::ImplausibleValue, why)),
        Err(why) => Err((FindingKind::BadValue, why)),
    }
}
