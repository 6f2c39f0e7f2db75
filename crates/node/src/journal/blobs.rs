//! Blobs: photos and other large things, each sealed with a key of its own, in a file under a random name.

use std::fs;
use std::io;
use std::path::PathBuf;

use schouw_base::OrganisationId;
use schouw_journal::{EntryKey, Nonce, StoreError, seal};
use uuid::Uuid;

use super::folder::{Folder, io as disk};
use crate::durable;

/// Most bytes of a blob: 32 MiB.
pub const BLOB_BYTES_MAX: usize = 32 * 1024 * 1024;

/// Where a blob is.
pub(super) fn path(folder: &Folder, id: Uuid) -> PathBuf {
    folder.blobs().join(id.simple().to_string())
}

/// What a blob is bound to: whose it is, and which.
fn bound(organisation: &OrganisationId, id: Uuid) -> Vec<u8> {
    [b"schouw blob 1\n", organisation.as_str().as_bytes(), b"\n", id.as_bytes().as_slice()].concat()
}

/// Seals and writes a blob; it is on disk when this returns.
pub(super) fn write(
    folder: &Folder,
    organisation: &OrganisationId,
    id: Uuid,
    (key, nonce): (&EntryKey, Nonce),
    bytes: Vec<u8>,
) -> Result<(), StoreError> {
    let sealed = seal::seal_bound(key, nonce, &bound(organisation, id), bytes);
    let sealed =
        sealed.map_err(|error| StoreError::World { what: "cannot seal a blob", why: error.to_string() })?;
    durable::write_atomic(&path(folder, id), &sealed).map_err(|error| disk("cannot write a blob", &error))
}

/// Reads and opens a blob; none when it is not there.
pub(super) fn read(
    folder: &Folder,
    organisation: &OrganisationId,
    id: Uuid,
    key: &EntryKey,
) -> Result<Option<Vec<u8>>, StoreError> {
    let sealed = match fs::read(path(folder, id)) {
        Ok(sealed) => sealed,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(disk("cannot read a blob", &error)),
    };
    let opened = seal::open_bound(key, &bound(organisation, id), &sealed);
    let opened = opened.map_err(|_| StoreError::Damaged(format!("blob {id} is not what was written")))?;
    Ok(Some(opened.bytes().to_vec()))
}

/// Removes a blob; one that is not there is removed.
pub(super) fn remove(folder: &Folder, id: Uuid) -> Result<(), StoreError> {
    match fs::remove_file(path(folder, id)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(disk("cannot remove a blob", &error)),
        _ => Ok(()),
    }
}
