//! One book on disk: appending, and repair after a line that was cut off.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::chain::Chain;
use crate::durable::sync_folder;

/// A book that is open: the file of a month, and where the chain is.
pub(super) struct Book {
    place: PathBuf,
    month: String,
    file: Option<File>,
    /// what is on disk for sure
    length: u64,
    chain: Chain,
    /// the chain at that length
    sure: Chain,
    pending: Vec<u8>,
}

impl Book {
    /// Opens a book at its end. A last line without its end was never acknowledged: it is cut off.
    pub(super) fn open(place: &Path) -> io::Result<Self> {
        if !place.is_dir() {
            std::fs::create_dir_all(place)?;
            place.parent().map_or(Ok(()), sync_folder)?;
        }
        let all = months(place)?;
        let month = all.last().cloned().unwrap_or_default();
        let (mut chain, mut length) = (Chain::START, 0);
        for earlier in all.iter().rev() {
            let (found, bytes) = Chain::at_end(&file_of(place, earlier))?;
            if *earlier == month {
                length = bytes;
            }
            // a month may have been begun and taken back: the chain is in the one before
            chain = found;
            if chain != Chain::START {
                break;
            }
        }
        let mut book =
            Self { place: place.into(), month, file: None, length, chain, sure: chain, pending: Vec::new() };
        if !book.month.is_empty() {
            book.open_file()?;
        }
        Ok(book)
    }

    fn open_file(&mut self) -> io::Result<()> {
        let path = file_of(&self.place, &self.month);
        let new = !path.exists();
        let mut options = OpenOptions::new();
        options.append(true).create(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path)?;
        if new {
            sync_folder(&self.place)?;
        }
        if file.metadata()?.len() != self.length {
            file.set_len(self.length)?;
            file.sync_all()?;
        }
        self.file = Some(file);
        Ok(())
    }

    /// Adds a line, to be brought to disk. A month that is over does not come back: a clock that jumps back writes on in
    /// the month that is open.
    pub(super) fn add(&mut self, month: &str, text: &str) -> io::Result<()> {
        if month > self.month.as_str() {
            self.flush()?;
            self.month = month.to_owned();
            self.length = 0;
            self.open_file()?;
        }
        let (line, chain) = self.chain.link(text);
        self.pending.extend_from_slice(line.as_bytes());
        self.chain = chain;
        Ok(())
    }

    /// Brings everything that was added to disk.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        if self.pending.is_empty() {
            return Ok(());
        }
        let Some(file) = &mut self.file else { return Err(io::Error::other("the book has no file")) };
        file.write_all(&self.pending)?;
        file.sync_data()?;
        self.length += self.pending.len() as u64;
        self.pending.clear();
        self.sure = self.chain;
        Ok(())
    }

    /// Takes back what was added and is not on disk for sure.
    pub(super) fn take_back(&mut self) {
        self.pending.clear();
        self.chain = self.sure;
        if let Some(file) = &self.file {
            // a disk that refuses this too is repaired when the book is opened again
            let _ = file.set_len(self.length).and_then(|()| file.sync_data());
        }
    }
}

/// The months of a book, in order.
pub(super) fn months(place: &Path) -> io::Result<Vec<String>> {
    let mut months = Vec::new();
    let entries = match std::fs::read_dir(place) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(months),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let name = entry?.file_name();
        months.extend(name.to_str().and_then(|name| name.strip_suffix(".jsonl")).map(str::to_owned));
    }
    months.sort();
    Ok(months)
}

/// The file of a month.
pub(super) fn file_of(place: &Path, month: &str) -> PathBuf {
    place.join(format!("{month}.jsonl"))
}
