//! A backup while it is running: the log and its blobs in one folder, the keys sealed in another, good for some days.
//!
//! The log is copied batch by batch and checked on the way, head by head; a backup that was made before is gone on with.
//! That it does not go on, because the log was changed or put back, is an error and not a backup.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use schouw_base::{Clock, OrganisationId};
use schouw_journal::store::READ_MAX;
use schouw_journal::{Batch, SignedHead, Standing, Store, StoreError};

use super::folder::{Place, io};
use super::key_file::{About, about};
use super::keys::KeyRing;
use super::open::of_itself;
use super::{JournalError, KeyFile};
use crate::durable;
use crate::store::{Durable, SqliteStore};

/// How long a backup of keys is good when nothing else is said: what is erased is gone everywhere after that.
pub const KEYS_KEPT_DAYS: u32 = 30;
/// Most days that a backup of keys may be good.
const KEYS_KEPT_DAYS_MAX: u32 = 366;

/// Where a backup goes.
#[derive(Debug)]
pub struct Backup<'a> {
    /// Folder for logs and blobs.
    pub out: &'a Path,
    /// Another folder, for keys.
    pub keys_out: &'a Path,
    /// The key that they are sealed with.
    pub key_file: &'a KeyFile,
    /// How long they are good.
    pub days: u32,
}

/// What was backed up.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BackedUp {
    /// Whose.
    pub organisation: OrganisationId,
    /// Entries in the backup.
    pub entries: u64,
    /// Those that were not in it yet.
    pub new_entries: u64,
    /// Blobs in the backup.
    pub blobs: u64,
    /// Keys in the backup of keys.
    pub keys: u64,
    /// Where those are.
    pub keys_file: PathBuf,
    /// Until when.
    pub expires: Timestamp,
    /// Earlier backups of keys that were expired and are removed.
    pub removed: u64,
    /// The head; keep it elsewhere too.
    pub head: SignedHead,
}

/// Backs up the log of an organisation, beside a running writer.
///
/// # Errors
/// When the log does not go on from the backup, is damaged, or the world refuses.
pub fn backup(
    place: &Place,
    organisation: &OrganisationId,
    backup: &Backup<'_>,
    clock: &dyn Clock,
) -> Result<BackedUp, JournalError> {
    if backup.days == 0 || backup.days > KEYS_KEPT_DAYS_MAX {
        return Err(JournalError::File(format!("keys are kept 1 to {KEYS_KEPT_DAYS_MAX} days")));
    }
    let failed = |error: std::io::Error| io("cannot write the backup", &error);
    let (folder, keys_folder) =
        (backup.out.join(organisation.as_str()), backup.keys_out.join(organisation.as_str()));
    for folder in [&folder, &folder.join("blobs"), &keys_folder] {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut from = place.reader(organisation)?;
    let file = folder.join("journal.db");
    let (before, standing) = {
        let mut to = SqliteStore::open(&file, Durable::No)?;
        let before = to.standing(organisation)?.size();
        (before, copy(from.as_mut(), &mut to, organisation)?)
    };
    // the last connection moved everything to the file
    File::open(&file).and_then(|file| file.sync_all()).map_err(failed)?;
    durable::sync_folder(&folder).map_err(failed)?;
    let head = standing.head.clone();
    let head = head.ok_or_else(|| JournalError::NotThere(organisation.clone()))?;
    let blobs = copy_blobs(&place.folder(organisation).blobs(), &folder.join("blobs"))?;
    // after the log: so every entry in it has its key here, unless it was erased
    let now = clock.now();
    let hours = SignedDuration::from_hours(i64::from(backup.days) * 24);
    let expires = now.checked_add(hours).map_err(|error| JournalError::File(error.to_string()))?;
    let keys = KeyRing::open_to_read(&place.folder(organisation).keys())?;
    let signer = of_itself(from.as_mut(), organisation)?.key.unwrap_or(head.head.key);
    let about = About { schouw_keys: 1, organisation: organisation.clone(), made: now, expires, signer };
    let keys_file = keys_folder.join(format!("keys-{}.sealed", now.strftime("%Y%m%dT%H%M%S%fZ")));
    let count = backup.key_file.write(&about, &keys, &keys_file)?;
    let removed = remove_expired(&keys_folder, now)?;
    Ok(BackedUp {
        organisation: organisation.clone(),
        entries: standing.size(),
        new_entries: standing.size().saturating_sub(before),
        blobs,
        keys: count,
        keys_file,
        expires,
        removed,
        head,
    })
}

/// Copies what a log has more than its copy, batch by batch, as it was signed.
pub(super) fn copy(
    from: &mut dyn Store,
    to: &mut dyn Store,
    organisation: &OrganisationId,
) -> Result<Standing, JournalError> {
    let mut standing = to.standing(organisation)?;
    if let Some(head) = &standing.head {
        let same = from.heads(organisation, head.head.size - 1, 1)?;
        if same.first() != Some(head) {
            let why = format!(
                "the log of `{organisation}` does not go on from the {} entries that were copied before: one of the two was changed or put back; look with `schouw journal verify`",
                head.head.size
            );
            return Err(StoreError::Damaged(why).into());
        }
    }
    loop {
        let heads = from.heads(organisation, standing.size(), READ_MAX)?;
        if heads.is_empty() {
            return Ok(standing);
        }
        for head in heads {
            let count = usize::try_from(head.head.size - standing.size()).unwrap_or(usize::MAX);
            let entries = from.read(organisation, standing.size(), count)?;
            let batch = Batch::copied(&standing, entries, head);
            let batch = batch.map_err(|error| StoreError::Damaged(error.to_string()))?;
            to.append(organisation, &batch)?;
            standing = batch.standing();
        }
    }
}

/// Copies blobs that are not there yet, removes those that are gone, and counts.
pub(super) fn copy_blobs(from: &Path, to: &Path) -> Result<u64, JournalError> {
    let failed = |error: std::io::Error| io("cannot copy the blobs", &error);
    let names = |folder: &Path| -> Result<BTreeSet<std::ffi::OsString>, StoreError> {
        let mut names = BTreeSet::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            let name = entry.map_err(failed)?.file_name();
            // what begins with a dot is still being written
            if !name.to_string_lossy().starts_with('.') {
                names.insert(name);
            }
        }
        Ok(names)
    };
    let (ours, theirs) = (names(from)?, names(to)?);
    for name in ours.difference(&theirs) {
        let bytes = match fs::read(from.join(name)) {
            // erased in the meantime
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            read => read.map_err(failed)?,
        };
        durable::write_atomic(&to.join(name), &bytes).map_err(failed)?;
    }
    for name in theirs.difference(&ours) {
        fs::remove_file(to.join(name)).map_err(failed)?;
    }
    Ok(ours.len() as u64)
}

/// Removes backups of keys that are no longer good.
fn remove_expired(folder: &Path, now: Timestamp) -> Result<u64, JournalError> {
    let failed = |error: std::io::Error| io("cannot remove expired keys", &error);
    let mut removed = 0;
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if about(&path).is_some_and(|about| about.expires < now) {
            fs::remove_file(path).map_err(failed)?;
            removed += 1;
        }
    }
    Ok(removed)
}
