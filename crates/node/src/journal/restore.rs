//! A restore: the log is verified, the keys opened, what was erased is erased again, and only then it stands in its place.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use schouw_base::{Clock, CommandId, OrganisationId};
use schouw_journal::{StoreError, System};
use serde::Serialize;
use uuid::Uuid;

use super::backup::{copy, copy_blobs};
use super::folder::{Engine, Place, io};
use super::keys::KeyRing;
use super::open::of_itself;
use super::{JournalError, Journals, KeyFile};
use crate::durable;
use crate::store::SqliteStore;

/// What is restored.
#[derive(Debug)]
pub struct Restore<'a> {
    /// Folder of the backup.
    pub from: &'a Path,
    /// The backup of keys.
    pub keys: &'a Path,
    /// The key that they are sealed with.
    pub key_file: &'a KeyFile,
    /// A later journal of the same organisation, when there is one: what it says was erased is erased here too.
    pub later: Option<&'a Path>,
}

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Restored {
    /// Whose.
    pub organisation: OrganisationId,
    /// Entries.
    pub entries: u64,
    /// Blobs.
    pub blobs: u64,
    /// Erasures that were done again.
    pub erasures: u64,
}

/// Restores the log of an organisation in a place where it is not.
///
/// # Errors
/// When a log is there already, the backup is not what was written, the keys are expired or of another organisation, or
/// the world refuses; then nothing stands in its place.
pub fn restore(
    place: &Place,
    organisation: &OrganisationId,
    restore: &Restore<'_>,
    clock: &Arc<dyn Clock>,
) -> Result<Restored, JournalError> {
    let failed = |error: std::io::Error| io("cannot restore", &error);
    let standing = place.folder(organisation).path().to_owned();
    if standing.exists() {
        let why = format!("`{}` is there already: move it away first", standing.display());
        return Err(JournalError::File(why));
    }
    let backup = restore.from.join(organisation.as_str());
    let report = super::check::verify_file(&backup.join("journal.db"), organisation)?;
    if !report.is_clean() {
        let why = report.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        return Err(StoreError::Damaged(format!("the backup is not what was written: {why}")).into());
    }
    fs::create_dir_all(&place.root).map_err(failed)?;
    let beside = tempfile::Builder::new().prefix(".restore-").tempdir_in(&place.root).map_err(failed)?;
    let partial = Place { root: beside.path().to_owned(), ..place.clone() };
    let folder = partial.folder(organisation);
    folder.make()?;
    {
        let mut keys = KeyRing::open(&folder.keys(), place.durable)?;
        let about = restore.key_file.restore(restore.keys, clock.now(), &mut keys)?;
        if about.organisation != *organisation {
            let why = format!("these keys are of `{}`, not of `{organisation}`", about.organisation);
            return Err(JournalError::File(why));
        }
        keys.empty_log()?;
    }
    let mut from = SqliteStore::open_to_read(&backup.join("journal.db"))?;
    let mut to = partial.writer(organisation)?;
    if matches!(place.engine, Engine::Postgres(_)) && to.standing(organisation)?.size() > 0 {
        return Err(JournalError::File(format!("the database has a log of `{organisation}` already")));
    }
    let copied = copy(&mut from, to.as_mut(), organisation)?;
    drop(to);
    let blobs = copy_blobs(&backup.join("blobs"), &folder.blobs())?;
    let mut erasures = of_itself(&mut from, organisation)?.erasures.len() as u64;
    // opening replays what this log says was erased
    let journals = Journals::open(partial, clock.clone(), std::slice::from_ref(organisation))?;
    if let Some(later) = restore.later {
        erasures += erase_later(&journals, organisation, later)?;
    }
    drop(journals);
    fs::rename(folder.path(), &standing).map_err(failed)?;
    durable::sync_folder(&place.root).map_err(failed)?;
    Ok(Restored { organisation: organisation.clone(), entries: copied.size(), blobs, erasures })
}

/// What a later journal says was erased, and this one does not know.
fn erase_later(
    journals: &Journals,
    organisation: &OrganisationId,
    later: &Path,
) -> Result<u64, JournalError> {
    let mut store = SqliteStore::open_to_read(later)?;
    let mut done = 0;
    for erasure in of_itself(&mut store, organisation)?.erasures {
        let System::Erasure { entries, blobs, citation } = erasure else { continue };
        let mut left: Vec<CommandId> = Vec::new();
        for id in entries {
            let read = journals.entry(organisation, id)?;
            if read.is_some_and(|read| !matches!(read.body, super::Body::Erased)) {
                left.push(id);
            }
        }
        let there = |id: &Uuid| journals.blob(organisation, *id).is_ok_and(|blob| blob.is_some());
        let blobs: Vec<Uuid> = blobs.into_iter().filter(there).collect();
        if !left.is_empty() || !blobs.is_empty() {
            journals.erase(organisation, &left, &blobs, &citation)?;
            done += 1;
        }
    }
    Ok(done)
}
