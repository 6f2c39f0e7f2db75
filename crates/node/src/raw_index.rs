//! The index of a folder of raw files, `raw.toml`: which file holds which dataset, of what year, from which address
//! and of what day. `schouw fetch` writes it; `schouw build` reads it, or one written by hand for a folder that came
//! from elsewhere.

mod parse;

use std::fmt::Write as _;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_base::{DatasetId, Digest};

/// The name of the index in a folder of raw files.
pub const RAW_INDEX_NAME: &str = "raw.toml";
/// The version of the format that this code writes, and the only one it reads.
pub const RAW_INDEX_VERSION: i64 = 1;
/// Largest index that is read, in bytes.
const INDEX_BYTES_MAX: u64 = 64 << 20;
/// Most files in an index.
const INDEX_FILES_MAX: usize = 100_000;
/// Most faults that a message names; the others are only counted.
const FAULTS_SHOWN_MAX: usize = 20;

/// The files of a raw folder, sorted by path; a path occurs once for a dataset. One file can serve several datasets:
/// areas and their figures, the tables of one GeoPackage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawIndex {
    files: Vec<RawFile>,
}

/// One raw file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawFile {
    /// where it is, relative to the raw folder, with `/` between the parts
    pub path: String,
    /// the dataset that it holds (a part of)
    pub dataset: DatasetId,
    /// the year of the areas or figures in it, where the dataset has one
    pub year: Option<u16>,
    /// which table of a joined dataset it is, in the words of the dataset's definition
    pub role: Option<String>,
    /// when the bytes came from the publisher
    pub retrieved: Retrieved,
    /// when the publisher last said that the file is unchanged, where that was asked later than `retrieved`
    pub confirmed: Option<Timestamp>,
    /// where it came from; a key in the address is masked
    pub address: Option<String>,
    /// SHA-256 of the bytes as they stand on disk
    pub digest: Option<Digest>,
    /// the size on disk
    pub bytes: Option<u64>,
    /// the mark that the publisher gave this version (HTTP `ETag`, with its quotes)
    pub etag: Option<String>,
    /// the moment that the publisher gave this version (HTTP `Last-Modified`, as received)
    pub last_modified: Option<String>,
}

/// When a file was retrieved: to the moment where Schouw did it, to the day where a person wrote it down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retrieved {
    /// to the moment, UTC
    Moment(Timestamp),
    /// to the day
    Day(Date),
}

impl Retrieved {
    /// The day, in UTC for a moment.
    #[must_use]
    pub fn day(self) -> Date {
        match self {
            Self::Moment(moment) => moment.to_zoned_datetime(jiff::tz::TimeZone::UTC).date(),
            Self::Day(day) => day,
        }
    }
}

impl std::fmt::Display for Retrieved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Moment(moment) => moment.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

/// Why an index cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum RawIndexError {
    /// the disk refuses
    #[error("cannot {action} the index `{path}`: {source}")]
    Disk {
        /// `read` or `write`
        action: &'static str,
        /// the index
        path: PathBuf,
        /// what the system said
        source: io::Error,
    },
    /// larger than any honest index
    #[error("the index `{0}` is larger than {INDEX_BYTES_MAX} bytes: name another file")]
    TooLarge(PathBuf),
    /// what it says is not right; all that is wrong at once
    #[error("the index of raw files is not right: {}", shown(.0))]
    Faults(Vec<String>),
    /// the same, of an index on disk
    #[error("`{path}`: {error}", path = .path.display())]
    InFile {
        /// the index
        path: PathBuf,
        /// what is wrong with it
        error: Box<RawIndexError>,
    },
}

/// The faults as one text, cut when there are too many to read.
fn shown(faults: &[String]) -> String {
    let mut text = faults.iter().take(FAULTS_SHOWN_MAX).map(String::as_str).collect::<Vec<_>>().join("; ");
    if faults.len() > FAULTS_SHOWN_MAX {
        let _ = write!(text, "; and {} more", faults.len() - FAULTS_SHOWN_MAX);
    }
    text
}

impl RawFile {
    /// The order of an index: by path, then by dataset.
    fn order(a: &Self, b: &Self) -> std::cmp::Ordering {
        (&a.path, &a.dataset).cmp(&(&b.path, &b.dataset))
    }
}

impl RawIndex {
    /// Reads an index from its text.
    ///
    /// # Errors
    /// With all faults at once: not TOML, another version, an unknown key, a value of the wrong kind, a path that is
    /// absolute, climbs out of the folder or occurs twice for one dataset.
    pub fn parse(text: &str) -> Result<Self, RawIndexError> {
        parse::index(text).map_err(RawIndexError::Faults)
    }

    /// Reads an index from disk.
    ///
    /// # Errors
    /// When it cannot be read, is too large, or is not right.
    pub fn read(path: &Path) -> Result<Self, RawIndexError> {
        let disk = |source| RawIndexError::Disk { action: "read", path: path.into(), source };
        let mut text = String::new();
        let file = std::fs::File::open(path).map_err(disk)?;
        let read = file.take(INDEX_BYTES_MAX + 1).read_to_string(&mut text).map_err(disk)?;
        if read as u64 > INDEX_BYTES_MAX {
            return Err(RawIndexError::TooLarge(path.into()));
        }
        Self::parse(&text)
            .map_err(|error| RawIndexError::InFile { path: path.into(), error: Box::new(error) })
    }

    /// Reads the index of a raw folder; an empty one when the folder has none yet.
    ///
    /// # Errors
    /// As [`RawIndex::read`].
    pub fn of_folder(folder: &Path) -> Result<Self, RawIndexError> {
        match Self::read(&folder.join(RAW_INDEX_NAME)) {
            Err(RawIndexError::Disk { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                Ok(Self::default())
            }
            other => other,
        }
    }

    /// Writes the index in one step: whoever reads it sees the old one or the new one.
    ///
    /// # Errors
    /// When the disk refuses; the old index then stands.
    pub fn write(&self, path: &Path) -> Result<(), RawIndexError> {
        crate::durable::write_atomic(path, self.to_toml().as_bytes()).map_err(|source| RawIndexError::Disk {
            action: "write",
            path: path.into(),
            source,
        })
    }

    /// The files, sorted by path.
    #[must_use]
    pub fn files(&self) -> &[RawFile] {
        &self.files
    }

    /// The files of a dataset, sorted by path.
    pub fn of_dataset<'a>(&'a self, dataset: &'a DatasetId) -> impl Iterator<Item = &'a RawFile> {
        self.files.iter().filter(move |file| file.dataset == *dataset)
    }

    /// The files that were retrieved on a day that is yet to come, wherever on earth it is: the index is wrong.
    pub fn yet_to_come(&self, now: Timestamp) -> impl Iterator<Item = &RawFile> {
        let tomorrow = Retrieved::Moment(now).day().tomorrow().unwrap_or(Date::MAX);
        self.files.iter().filter(move |file| file.retrieved.day() > tomorrow)
    }

    /// Adds a file, in the place of the one with the same path and dataset.
    pub fn put(&mut self, file: RawFile) {
        match self.files.binary_search_by(|have| RawFile::order(have, &file)) {
            Ok(at) => self.files[at] = file,
            Err(at) => self.files.insert(at, file),
        }
    }

    /// Takes out the files that a question answers yes to, and returns them.
    pub fn take_out(&mut self, mut which: impl FnMut(&RawFile) -> bool) -> Vec<RawFile> {
        let (out, stay) = std::mem::take(&mut self.files).into_iter().partition(|file| which(file));
        self.files = stay;
        out
    }

    /// Adds all files of another index; where both have a path and dataset, the other's stands.
    pub fn merge(&mut self, other: Self) {
        for file in other.files {
            self.put(file);
        }
    }

    /// The index as text: the same files give the same bytes.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut text =
            String::from("# Which raw file holds which dataset. Paths are relative to this folder.\n");
        let _ = writeln!(text, "version = {RAW_INDEX_VERSION}");
        for file in &self.files {
            text.push_str("\n[[file]]\n");
            write_file(&mut text, file);
        }
        text
    }
}

/// Writes the keys of one file, in the order in which a person reads them.
fn write_file(text: &mut String, file: &RawFile) {
    let mut line = |key: &str, value: Option<toml::Value>| {
        if let Some(value) = value {
            let _ = writeln!(text, "{key} = {value}");
        }
    };
    let quoted = |value: &str| Some(toml::Value::String(value.into()));
    let moment = |value: String| value.parse().ok().map(toml::Value::Datetime);
    // beyond 2^63 bytes there is no file
    let number = |value: u64| i64::try_from(value).ok().map(toml::Value::Integer);
    line("path", quoted(&file.path));
    line("dataset", quoted(file.dataset.as_str()));
    line("year", file.year.and_then(|year| number(year.into())));
    line("role", file.role.as_deref().and_then(quoted));
    line("retrieved", moment(file.retrieved.to_string()));
    line("confirmed", file.confirmed.and_then(|at| moment(at.to_string())));
    line("address", file.address.as_deref().and_then(quoted));
    line("digest", file.digest.and_then(|digest| quoted(&digest.to_string())));
    line("bytes", file.bytes.and_then(number));
    line("etag", file.etag.as_deref().and_then(quoted));
    line("last_modified", file.last_modified.as_deref().and_then(quoted));
}

#[cfg(test)]
mod tests;
