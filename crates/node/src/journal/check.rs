//! Is a log what was written, and what is in it.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use jiff::Timestamp;
use schouw_base::OrganisationId;
use schouw_journal::draft::open_entry;
use schouw_journal::store::READ_MAX;
use schouw_journal::verify::{self, Finding, Report};
use schouw_journal::{Entry, SignedHead, System};
use serde::Serialize;
use uuid::Uuid;

use super::JournalError;
use super::folder::Place;
use super::keys::{Kept, KeyRing, Of};
use super::open::of_itself;
use crate::store::SqliteStore;

/// Verifies the log of an organisation, beside a running writer; where its keys are, also that every entry opens with
/// its key, and that no key is gone without an erasure that says so.
///
/// # Errors
/// When the log cannot be read at all, or the earlier head is of another log or not signed.
pub fn verify(
    place: &Place,
    organisation: &OrganisationId,
    earlier: Option<SignedHead>,
) -> Result<Report, JournalError> {
    if let Some(head) = &earlier {
        let other = head.head.organisation != *organisation;
        if other || head.check().is_err() {
            let why = if other { "it is of another organisation" } else { "its signature does not hold" };
            return Err(JournalError::File(format!(
                "the earlier head is not one of `{organisation}`: {why}"
            )));
        }
    }
    let mut store = place.reader(organisation)?;
    let path = place.folder(organisation).keys();
    let keys = if path.exists() { Some(KeyRing::open_to_read(&path)?) } else { None };
    // a log that is damaged there is told by the fold
    let erased: HashSet<Uuid> = of_itself(store.as_mut(), organisation).map(erased).unwrap_or_default();
    let mut watch = |entry: &Entry| keys.as_ref().and_then(|keys| key_fault(entry, keys, &erased));
    Ok(verify::verify(store.as_mut(), organisation, earlier, &mut watch)?)
}

/// Verifies a file, without keys.
pub(super) fn verify_file(file: &Path, organisation: &OrganisationId) -> Result<Report, JournalError> {
    let mut store = SqliteStore::open_to_read(file)?;
    Ok(verify::verify(&mut store, organisation, None, &mut |_| None)?)
}

fn erased(itself: super::open::OfItself) -> HashSet<Uuid> {
    let ids = itself.erasures.into_iter().flat_map(|erasure| match erasure {
        System::Erasure { entries, .. } => entries,
        _ => Vec::new(),
    });
    ids.map(|id| id.uuid()).collect()
}

fn key_fault(entry: &Entry, keys: &KeyRing, erased: &HashSet<Uuid>) -> Option<Finding> {
    let id = entry.header.id.uuid();
    if entry.header.kind.is_system() {
        return None;
    }
    let kept = keys.get(Of::Entries, &[id]).ok()?.pop();
    let why = match kept {
        Some(Kept::Key(_)) if erased.contains(&id) => "it was erased, and its key is still there",
        Some(Kept::Key(key)) if open_entry(&key, entry).is_err() => "its key does not open it",
        Some(Kept::Key(_)) => return None,
        _ if erased.contains(&id) => return None,
        Some(Kept::Erased) => "its key was taken away, and no erasure says so",
        _ => "its key is not there",
    };
    Some(Finding::Sealed { sequence: entry.sequence, why: why.to_owned() })
}

/// What is in a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Whose.
    pub organisation: OrganisationId,
    /// Entries.
    pub entries: u64,
    /// Signed heads: one for each batch.
    pub batches: u64,
    /// Bytes of bodies as they are kept.
    pub content_bytes: u64,
    /// Entries by kind.
    pub kinds: BTreeMap<String, u64>,
    /// Entries whose key was taken away, as the log says.
    pub erased: u64,
    /// Blobs.
    pub blobs: u64,
    /// The time of the first entry.
    pub first: Option<Timestamp>,
    /// The time of the last entry.
    pub last: Option<Timestamp>,
    /// The head.
    pub head: Option<SignedHead>,
}

/// Counts what is in a log, beside a running writer.
///
/// # Errors
/// When the log cannot be read, or is damaged.
pub fn stats(place: &Place, organisation: &OrganisationId) -> Result<Stats, JournalError> {
    let mut store = place.reader(organisation)?;
    let head = store.standing(organisation)?.head;
    let blobs = std::fs::read_dir(place.folder(organisation).blobs()).map_or(0, Iterator::count) as u64;
    let mut stats = Stats {
        organisation: organisation.clone(),
        entries: 0,
        batches: 0,
        content_bytes: 0,
        kinds: BTreeMap::new(),
        erased: erased(of_itself(store.as_mut(), organisation)?).len() as u64,
        blobs,
        first: None,
        last: None,
        head,
    };
    loop {
        let page = store.read(organisation, stats.entries, READ_MAX)?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            stats.entries += 1;
            stats.content_bytes += entry.content.len() as u64;
            *stats.kinds.entry(entry.header.kind.to_string()).or_default() += 1;
            stats.first = stats.first.or(Some(entry.header.time));
            stats.last = Some(entry.header.time);
        }
    }
    let mut after = 0;
    loop {
        let heads = store.heads(organisation, after, READ_MAX)?;
        let Some(last) = heads.last() else { return Ok(stats) };
        after = last.head.size;
        stats.batches += heads.len() as u64;
    }
}
