//! What stands beside the records: errors of a service, how many records there are in all, where the next page is.

use crate::read::nested::Nested;
use crate::row::Cell;

/// Largest value beside the records that is kept, in bytes.
pub(super) const BESIDE_BYTES_MAX: usize = 64 << 10;
/// Most values beside the records that are kept, of one name the last.
const BESIDE_MAX: usize = 256;
/// Names under which services say how many records there are in all: OData 3 and 4, and the open APIs of municipalities.
const TOTALS: [&str; 4] = ["odata.count", "@odata.count", "count", "numberMatched"];
/// Names under which services say where the next records are.
const NEXT: [&str; 4] = ["odata.nextLink", "@odata.nextLink", "next", "_links.next.href"];

/// The plain values beside the records, by their names with dots.
#[derive(Debug, Default)]
pub(super) struct Beside {
    kept: Vec<Kept>,
    /// which value of the file this is, from 1: pages may stand one after the other in one file
    value: u64,
}

#[derive(Debug)]
struct Kept {
    name: String,
    text: String,
    /// the value of the file that it was last in
    value: u64,
}

impl Beside {
    /// The next value of the file begins.
    pub(super) fn next_value(&mut self) {
        self.value += 1;
    }

    /// The text under a name, the last one where it came twice.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.kept.iter().find(|kept| kept.name == name).map(|kept| kept.text.as_str())
    }

    /// The names that came by.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.kept.iter().map(|kept| kept.name.as_str())
    }

    /// How many records there are in all, when the file says so.
    pub(super) fn total(&self) -> Option<u64> {
        TOTALS.iter().find_map(|name| self.get(name)?.trim().parse().ok())
    }

    /// What says that more records come after the last value of the file, with its name.
    pub(super) fn more(&self) -> Option<String> {
        let last = self.kept.iter().filter(|kept| kept.value == self.value && !kept.text.trim().is_empty());
        let mut last = last.filter(|kept| NEXT.contains(&kept.name.as_str()));
        last.next().map(|kept| format!("{}: {}", kept.name, kept.text))
    }

    /// Keeps the plain values in a value.
    pub(super) fn keep(&mut self, path: &mut String, value: &Nested<'_>) {
        if path.len() > BESIDE_BYTES_MAX {
            return;
        }
        match value {
            Nested::One(cell) => {
                if let Some(text) = plain_text(cell) {
                    self.put(path, text);
                }
            }
            Nested::Many(_) => self.put(path, String::new()),
            Nested::Named(fields) => {
                let stem = path.len();
                for (name, value) in fields {
                    path.push('.');
                    path.push_str(name);
                    self.keep(path, value);
                    path.truncate(stem);
                }
            }
        }
    }

    /// Keeps a text under a name.
    pub(super) fn put(&mut self, name: &str, text: String) {
        let (value, room) = (self.value, self.kept.len() < BESIDE_MAX);
        match self.kept.iter_mut().find(|kept| kept.name == name) {
            Some(kept) => (kept.text, kept.value) = (text, value),
            None if room => self.kept.push(Kept { name: name.to_owned(), text, value }),
            None => {}
        }
    }
}

fn plain_text(cell: &Cell<'_>) -> Option<String> {
    match cell {
        Cell::Bool(value) => Some(value.to_string()),
        Cell::Number(value) => Some(value.to_string()),
        Cell::Text(text) => Some(text.clone().into_owned()),
        Cell::Null | Cell::List(_) => None,
    }
}
