//! Reading an index: every fault is named, not only the first.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_base::{DatasetId, Digest};
use toml::de::DeTable;
use toml::{Table, Value};

use super::{INDEX_FILES_MAX, RAW_INDEX_VERSION, RawFile, RawIndex, Retrieved};

/// Longest text in an index, in bytes.
const TEXT_BYTES_MAX: usize = 4_096;

/// Reads the text of an index, or says all that is wrong with it.
pub(super) fn index(text: &str) -> Result<RawIndex, Vec<String>> {
    let mut table: Table = toml::from_str(text).map_err(|error| no_toml(text, &error))?;
    let mut faults = Vec::new();
    match table.remove("version") {
        Some(Value::Integer(RAW_INDEX_VERSION)) => {}
        Some(other) => {
            faults.push(format!("version `{other}` is not known: this program reads {RAW_INDEX_VERSION}"))
        }
        None => faults.push(format!("`version = {RAW_INDEX_VERSION}` is missing")),
    }
    let entries = match table.remove("file") {
        None => Vec::new(),
        Some(Value::Array(entries)) => entries,
        Some(_) => {
            faults.push("`file` must be a list: write `[[file]]`".into());
            Vec::new()
        }
    };
    faults.extend(table.keys().map(|key| format!("unknown key `{key}`")));
    if entries.len() > INDEX_FILES_MAX {
        faults.push(format!("more than {INDEX_FILES_MAX} files"));
        return Err(faults);
    }
    let files =
        entries.into_iter().enumerate().filter_map(|(at, entry)| file(at + 1, entry, &mut faults)).collect();
    let files = sorted(files, &mut faults);
    if faults.is_empty() { Ok(RawIndex { files }) } else { Err(faults) }
}

/// Sorts by path and dataset; a path that comes twice for one dataset is a fault.
fn sorted(mut files: Vec<RawFile>, faults: &mut Vec<String>) -> Vec<RawFile> {
    files.sort_by(RawFile::order);
    let twice: BTreeSet<&str> = files
        .windows(2)
        .filter(|pair| RawFile::order(&pair[0], &pair[1]).is_eq())
        .map(|pair| pair[0].path.as_str())
        .collect();
    faults.extend(twice.into_iter().map(|path| format!("`{path}` occurs twice")));
    files
}

/// Reads one entry; `number` counts from 1.
fn file(number: usize, entry: Value, faults: &mut Vec<String>) -> Option<RawFile> {
    let Value::Table(table) = entry else {
        faults.push(format!("file {number} is not a table: write `[[file]]`"));
        return None;
    };
    let name = match table.get("path") {
        Some(Value::String(path)) => {
            format!("file {number} (`{}`)", path.chars().take(80).collect::<String>())
        }
        _ => format!("file {number}"),
    };
    let before = faults.len();
    let mut entry = Entry { name, table, faults };
    let path = entry.required("path", Entry::text).and_then(|path| entry.inside(path));
    let dataset = entry.required("dataset", Entry::parsed::<DatasetId>);
    let retrieved = entry.required("retrieved", Entry::retrieved);
    let year = entry.whole("year", 1_900, 2_200).and_then(|year| u16::try_from(year).ok());
    let role = entry.text("role");
    let confirmed = entry.moment("confirmed");
    let address = entry.text("address");
    let digest = entry.parsed::<Digest>("digest");
    let bytes = entry.whole("bytes", 0, i64::MAX).and_then(|bytes| u64::try_from(bytes).ok());
    let etag = entry.text("etag");
    let last_modified = entry.text("last_modified");
    entry.refuse_the_rest();
    if faults.len() > before {
        return None;
    }
    let (path, dataset, retrieved) = (path?, dataset?, retrieved?);
    Some(RawFile {
        path,
        dataset,
        year,
        role,
        retrieved,
        confirmed,
        address,
        digest,
        bytes,
        etag,
        last_modified,
    })
}

/// An entry that is being read: each key is taken out, what is left is unknown.
struct Entry<'a> {
    name: String,
    table: Table,
    faults: &'a mut Vec<String>,
}

impl Entry<'_> {
    fn fault(&mut self, what: &str) {
        self.faults.push(format!("{}: {what}", self.name));
    }

    fn required<T>(&mut self, key: &str, read: impl FnOnce(&mut Self, &str) -> Option<T>) -> Option<T> {
        if !self.table.contains_key(key) {
            self.fault(&format!("`{key}` is missing"));
            return None;
        }
        read(self, key)
    }

    fn text(&mut self, key: &str) -> Option<String> {
        match self.table.remove(key)? {
            Value::String(text) if !text.is_empty() && text.len() <= TEXT_BYTES_MAX => Some(text),
            Value::String(_) => {
                self.fault(&format!("`{key}` is empty or longer than {TEXT_BYTES_MAX} bytes"));
                None
            }
            _ => {
                self.fault(&format!("`{key}` must be a text in quotes"));
                None
            }
        }
    }

    fn parsed<T: FromStr<Err: std::fmt::Display>>(&mut self, key: &str) -> Option<T> {
        let text = self.text(key)?;
        text.parse().map_err(|error: T::Err| self.fault(&format!("`{key}`: {error}"))).ok()
    }

    fn whole(&mut self, key: &str, min: i64, max: i64) -> Option<i64> {
        match self.table.remove(key)? {
            Value::Integer(number) if (min..=max).contains(&number) => Some(number),
            _ => {
                self.fault(&format!("`{key}` must be a whole number from {min} to {max}"));
                None
            }
        }
    }

    /// A moment or a day, as a TOML date or as the same in quotes.
    fn retrieved(&mut self, key: &str) -> Option<Retrieved> {
        let text = match self.table.remove(key)? {
            Value::Datetime(moment) => moment.to_string(),
            Value::String(text) => text,
            _ => String::new(),
        };
        let moment = text.parse::<Timestamp>().map(Retrieved::Moment).ok();
        // a text with a time in it but no zone is neither: Date alone would read it and drop the time
        let day = (text.len() == 10).then(|| text.parse::<Date>().map(Retrieved::Day).ok()).flatten();
        let read = moment.or(day);
        if read.is_none() {
            self.fault(&format!(
                "`{key}` must be a day (2024-05-01) or a moment with its zone (2024-05-01T12:00:00Z)"
            ));
        }
        read
    }

    fn moment(&mut self, key: &str) -> Option<Timestamp> {
        match self.table.contains_key(key).then(|| self.retrieved(key)).flatten()? {
            Retrieved::Moment(moment) => Some(moment),
            Retrieved::Day(_) => {
                self.fault(&format!("`{key}` must be a moment with its zone (2024-05-01T12:00:00Z)"));
                None
            }
        }
    }

    /// Refuses a path that could point outside the raw folder, on any system.
    fn inside(&mut self, path: String) -> Option<String> {
        let climbs = path.split('/').any(|part| part.is_empty() || part == "." || part == "..");
        let foreign = path.contains(['\\', ':']) || path.chars().any(char::is_control);
        if climbs || foreign {
            self.fault("`path` must be relative to the raw folder, with `/` between its parts and no `.`, `..` or `:`");
            return None;
        }
        Some(path)
    }

    fn refuse_the_rest(&mut self) {
        let unknown: Vec<String> = self.table.keys().cloned().collect();
        for key in unknown {
            self.fault(&format!("unknown key `{key}`"));
        }
    }
}

/// All places where a text is no TOML, each with its line.
fn no_toml(text: &str, first: &toml::de::Error) -> Vec<String> {
    let (_, mut errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        // it has the form of TOML, and a number in it is none
        errors.push(first.clone());
    }
    let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
    let told = errors.iter().map(|error| {
        let at = error.span().map_or(0, |span| span.start);
        format!("line {}: {}", line(at), error.message().replace('\n', " "))
    });
    told.collect()
}
