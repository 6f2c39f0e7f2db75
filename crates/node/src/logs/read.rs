//! Reading back, newest first: what was processed, joined with who did it; for the privacy officer.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use schouw_base::OrganisationId;
use serde_json::Value;

use super::book::{file_of, months};
use super::{BookKind, Logs};

/// Bytes that are read at a time, from the end backwards.
const BLOCK_BYTES: u64 = 64 << 10;
/// Bytes of the audit log that are looked through for one page.
const LOOKED_BYTES_MAX: u64 = 64 << 20;
/// How much earlier a line of the audit log may be than the processing that it belongs to, in milliseconds.
const SLACK_MS: i64 = 60_000;

/// A page of a book, newest first.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// the lines
    pub found: Vec<Found>,
    /// whether there are older ones
    pub more: bool,
}

/// A line of the Logboek Dataverwerkingen with the line of the audit log that belongs to it.
#[derive(Debug, Clone)]
pub struct Found {
    /// the line itself
    pub line: Value,
    /// who did it, when it was found
    pub audit: Option<Value>,
}

impl Logs {
    /// What was processed under a book, newest first, before a moment (in milliseconds since 1970), with who did it.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn processed(
        &self,
        organisation: &OrganisationId,
        book: BookKind,
        before_ms: Option<i64>,
        count: usize,
    ) -> io::Result<Page> {
        let folder = self.folder(organisation);
        let mut found = Vec::new();
        backwards(&folder.join(book.folder()), u64::MAX, |line| {
            let at = line["startTime"].as_i64().unwrap_or_default();
            if before_ms.is_none_or(|before| at < before) {
                found.push(Found { line, audit: None });
            }
            found.len() <= count
        })?;
        let more = found.len() > count;
        found.truncate(count);
        join(&folder.join(BookKind::Audit.folder()), &mut found)?;
        Ok(Page { found, more })
    }

    /// Lines of the audit log that fit, newest first, before a moment.
    ///
    /// # Errors
    /// When the files cannot be read.
    pub fn audited(
        &self,
        organisation: &OrganisationId,
        before: Option<&str>,
        count: usize,
        fits: impl Fn(&Value) -> bool,
    ) -> io::Result<(Vec<Value>, bool)> {
        let mut found = Vec::new();
        let folder = self.folder(organisation).join(BookKind::Audit.folder());
        let whole = backwards(&folder, LOOKED_BYTES_MAX, |line| {
            let early = before.is_none_or(|before| line["tijd"].as_str().is_some_and(|at| at < before));
            if early && fits(&line) {
                found.push(line);
            }
            found.len() <= count
        })?;
        let more = found.len() > count || !whole;
        found.truncate(count);
        Ok((found, more))
    }
}

/// Puts beside each line who did it.
fn join(audit: &Path, found: &mut [Found]) -> io::Result<()> {
    let mut wanted: BTreeMap<String, usize> = BTreeMap::new();
    let mut oldest = i64::MAX;
    for (index, one) in found.iter().enumerate() {
        oldest = oldest.min(one.line["startTime"].as_i64().unwrap_or(i64::MAX));
        wanted.extend(one.line["operationId"].as_str().map(|id| (id.to_owned(), index)));
    }
    if wanted.is_empty() {
        return Ok(());
    }
    backwards(audit, LOOKED_BYTES_MAX, |line| {
        for id in line["operaties"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            let index = wanted.remove(id);
            if let Some(one) = index.and_then(|index| found.get_mut(index)) {
                one.audit = Some(line.clone());
            }
        }
        let at = line["tijd"].as_str().and_then(|at| at.parse::<jiff::Timestamp>().ok());
        let recent = at.is_none_or(|at| at.as_millisecond() >= oldest.saturating_sub(SLACK_MS));
        !wanted.is_empty() && recent
    })?;
    Ok(())
}

/// Hands over the lines of a book from the last to the first, until `take` has enough or so many bytes were read; tells
/// whether that was all.
fn backwards(book: &Path, bytes_max: u64, mut take: impl FnMut(Value) -> bool) -> io::Result<bool> {
    let mut read = 0_u64;
    for month in months(book)?.iter().rev() {
        let mut file = File::open(file_of(book, month))?;
        let mut end = file.metadata()?.len();
        // the beginning of a line whose end was seen already
        let mut rest: Vec<u8> = Vec::new();
        while end > 0 {
            let from = end.saturating_sub(BLOCK_BYTES);
            file.seek(SeekFrom::Start(from))?;
            let mut block = Vec::new();
            file.by_ref().take(end - from).read_to_end(&mut block)?;
            read += end - from;
            block.append(&mut rest);
            let mut lines: Vec<&[u8]> = block.split(|byte| *byte == b'\n').collect();
            let first = if from > 0 && !lines.is_empty() { lines.remove(0).to_vec() } else { Vec::new() };
            for line in lines.into_iter().rev() {
                // a line that is being written has no end yet
                if let Ok(value) = serde_json::from_slice(line)
                    && !take(value)
                {
                    return Ok(false);
                }
            }
            rest = first;
            end = from;
            if read > bytes_max {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
