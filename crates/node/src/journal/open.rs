//! Opening a log for writing: begin it, or find its signing key, replay its erasures and sweep keys that no entry needs.

use std::fs;
use std::sync::{Arc, RwLock};

use schouw_base::{Clock, OrganisationId};
use schouw_journal::store::READ_MAX;
use schouw_journal::{PublicKey, Signer, Store, StoreError, System};

use super::chance::Chance;
use super::folder::{Place, io};
use super::keys::{Kept, KeyRing, Of};
use super::writer::Writer;
use super::{GENESIS_CITATION, JournalError, Purge, blobs};

/// What the log says about itself.
#[derive(Debug, Default)]
pub(super) struct OfItself {
    /// Signs now.
    pub key: Option<PublicKey>,
    /// Every erasure, in order.
    pub erasures: Vec<System>,
}

/// Reads what the log says about itself.
pub(super) fn of_itself(
    store: &mut dyn Store,
    organisation: &OrganisationId,
) -> Result<OfItself, StoreError> {
    let mut found = OfItself::default();
    let mut from = 0;
    loop {
        let page = store.system(organisation, from, READ_MAX)?;
        let Some(last) = page.last() else { return Ok(found) };
        from = last.sequence + 1;
        for entry in &page {
            let system = System::read(&entry.header.kind, &entry.content);
            let system =
                system.map_err(|error| StoreError::Damaged(format!("entry {}: {error}", entry.sequence)))?;
            found.key = system.key().copied().or(found.key);
            if matches!(system, System::Erasure { .. }) {
                found.erasures.push(system);
            }
        }
    }
}

impl Writer {
    /// Opens the log, or begins it.
    pub(super) fn open(
        place: &Place,
        organisation: &OrganisationId,
        clock: Arc<dyn Clock>,
        purge: Arc<RwLock<Option<Arc<Purge>>>>,
    ) -> Result<Self, JournalError> {
        let folder = place.folder(organisation);
        folder.make()?;
        let lock = folder.lock()?;
        let chance = Chance::default();
        let mut keys = KeyRing::open(&folder.keys(), place.durable)?;
        let mut store = place.writer(organisation)?;
        let standing = store.standing(organisation)?;
        let itself = of_itself(store.as_mut(), organisation)?;
        let begins = standing.size() == 0;
        let signer = if begins {
            keys.add_signer(&chance.bytes()?)?
        } else {
            signer(&keys, itself.key.as_ref(), organisation)?
        };
        let mut writer = Self {
            organisation: organisation.clone(),
            place: place.clone(),
            folder,
            store: Some(store),
            standing: Some(standing),
            keys,
            signer,
            clock,
            chance,
            purge,
            doubtful: Vec::new(),
            _lock: lock,
        };
        if begins {
            let key = writer.signer.public();
            writer.append_system(&System::Genesis { key, citation: GENESIS_CITATION.to_owned() })?;
        }
        writer.replay(&itself.erasures)?;
        let key = writer.signer.public();
        writer.keys.retire_signers(&key)?;
        writer.sweep_all()?;
        Ok(writer)
    }

    /// What was erased stays erased, also when the keys that are here are older.
    pub(super) fn replay(&mut self, erasures: &[System]) -> Result<(), StoreError> {
        for erasure in erasures {
            let System::Erasure { entries, blobs, .. } = erasure else { continue };
            let ids: Vec<_> = entries.iter().map(|id| id.uuid()).collect();
            let there = |kept: &Kept| !matches!(kept, Kept::Erased);
            let left = self.keys.get(Of::Entries, &ids)?.iter().any(there)
                || self.keys.get(Of::Blobs, blobs)?.iter().any(there)
                || blobs.iter().any(|id| blobs::path(&self.folder, *id).exists());
            if left {
                self.take_away(entries, blobs)?;
            }
        }
        Ok(())
    }

    /// Keys whose entry or blob never came, and what is left of blobs that were being written.
    fn sweep_all(&mut self) -> Result<(), StoreError> {
        let (ids, last) = self.keys.unswept(Of::Entries)?;
        if !ids.is_empty() {
            self.sweep(&ids)?;
            self.keys.set_swept(Of::Entries, last)?;
        }
        let (ids, last) = self.keys.unswept(Of::Blobs)?;
        if !ids.is_empty() {
            let gone: Vec<_> =
                ids.into_iter().filter(|id| !blobs::path(&self.folder, *id).exists()).collect();
            if !gone.is_empty() {
                self.keys.erase(Of::Blobs, &gone)?;
            }
            self.keys.set_swept(Of::Blobs, last)?;
        }
        let failed = |error: std::io::Error| io("cannot read the folder of the blobs", &error);
        for entry in fs::read_dir(self.folder.blobs()).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|ending| ending == "tmp") {
                fs::remove_file(path).map_err(failed)?;
            }
        }
        Ok(())
    }
}

fn signer(
    keys: &KeyRing,
    public: Option<&PublicKey>,
    organisation: &OrganisationId,
) -> Result<Signer, JournalError> {
    let none = || JournalError::NoSigner(organisation.clone());
    keys.signer(public.ok_or_else(none)?)?.ok_or_else(none)
}
