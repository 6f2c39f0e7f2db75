//! What is remembered, in use: the logs of the organisations on this node, their keys and blobs.
//!
//! Each log has one writer, a thread that takes what waits, keeps the keys, appends in one transaction under one signed
//! head, and answers only when it is on disk (`journal/writer.rs`). Reading goes beside it.

mod backup;
mod blobs;
mod chance;
mod check;
mod error;
mod export;
mod folder;
mod key_file;
pub mod keys;
mod log;
mod open;
mod restore;
mod writer;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use schouw_base::{Clock, CommandId, OrganisationId};
use schouw_journal::{Draft, Header, SignedHead, System, Warrant};
use uuid::Uuid;

pub use backup::{BackedUp, Backup, KEYS_KEPT_DAYS, backup};
pub use blobs::BLOB_BYTES_MAX;
pub use check::{Stats, stats, verify};
pub use error::JournalError;
pub use export::export;
pub use folder::{Engine, Folder, Place};
pub use key_file::KeyFile;
pub use restore::{Restore, Restored, restore};

use log::Log;

/// Under which article a log is kept: its organisation has to be able to show what it did with personal data.
pub const GENESIS_CITATION: &str = "AVG 5(2)";

/// What a purge of derived data is told: whose, and which entries and blobs are gone.
pub type Purge = dyn Fn(&OrganisationId, &[CommandId], &[Uuid]) + Send + Sync;

/// Where an entry came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// Its place in the log, from 0.
    pub sequence: u64,
    /// The size of the log after the batch that it came in, or now when it was there already.
    pub size: u64,
    /// It was there already: the same command was sent again.
    pub again: bool,
}

/// An entry, opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Its place.
    pub sequence: u64,
    /// What everyone may know.
    pub header: Header,
    /// What it says.
    pub body: Body,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Body {
    /// The body, and on what it rests.
    Open {
        /// What its permit said.
        warrant: Warrant,
        /// As it was appended.
        body: Vec<u8>,
    },
    /// The log about itself.
    System(System),
    /// Its key was taken away.
    Erased,
    /// Its key is not here: the journal was restored and the keys were not.
    Locked,
}

/// The logs of this node. Cheap to clone.
#[derive(Clone)]
pub struct Journals {
    inner: Arc<Inner>,
}

struct Inner {
    place: Place,
    clock: Arc<dyn Clock>,
    purge: Arc<RwLock<Option<Arc<Purge>>>>,
    logs: RwLock<BTreeMap<OrganisationId, Arc<Log>>>,
}

impl fmt::Debug for Journals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Journals").field("place", &self.inner.place.root).finish_non_exhaustive()
    }
}

impl Journals {
    /// Opens the logs of these organisations for writing; one that is not there is begun. Erasures are replayed and keys
    /// without an entry swept before this returns.
    ///
    /// # Errors
    /// When a folder is in use by another process, cannot be read or written, is damaged, or its signing key is not there.
    pub fn open(
        place: Place,
        clock: Arc<dyn Clock>,
        organisations: &[OrganisationId],
    ) -> Result<Self, JournalError> {
        let inner = Inner { place, clock, purge: Arc::default(), logs: RwLock::default() };
        let journals = Self { inner: Arc::new(inner) };
        for organisation in organisations {
            journals.add(organisation)?;
        }
        Ok(journals)
    }

    /// Opens the log of one more organisation, or begins it; nothing when it is open.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn add(&self, organisation: &OrganisationId) -> Result<(), JournalError> {
        let mut logs = self.inner.logs.write().unwrap_or_else(PoisonError::into_inner);
        if !logs.contains_key(organisation) {
            let inner = &self.inner;
            let log = Log::open(&inner.place, organisation, inner.clock.clone(), inner.purge.clone())?;
            logs.insert(organisation.clone(), Arc::new(log));
        }
        Ok(())
    }

    /// What is called after entries or blobs were erased, and before the eraser hears that it is done: derived data has to
    /// forget them.
    pub fn on_erase(&self, purge: Arc<Purge>) {
        *self.inner.purge.write().unwrap_or_else(PoisonError::into_inner) = Some(purge);
    }

    /// Whose logs are open, in order.
    #[must_use]
    pub fn organisations(&self) -> Vec<OrganisationId> {
        self.inner.logs.read().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// The folder of an organisation, with a place for its views.
    #[must_use]
    pub fn folder(&self, organisation: &OrganisationId) -> Folder {
        self.inner.place.folder(organisation)
    }

    /// Appends an entry to the log of its organisation; durable when this returns. Not on a thread of the async runtime:
    /// there [`Self::append_soon`].
    ///
    /// # Errors
    /// When the id was used for something else, the clock ran back, too much waits, or the world refuses; nothing is then
    /// appended, unless the error says that this is in doubt: sending the same again is safe.
    pub fn append(&self, draft: Draft) -> Result<Receipt, JournalError> {
        first(self.log(&draft.header().organisation)?.submit(vec![draft])?.blocking_recv())
    }

    /// As [`Self::append`], for async callers.
    ///
    /// # Errors
    /// As [`Self::append`].
    pub async fn append_soon(&self, draft: Draft) -> Result<Receipt, JournalError> {
        first(self.log(&draft.header().organisation)?.submit(vec![draft])?.await)
    }

    /// Appends several entries to one log in one step: all of them, or none.
    ///
    /// # Errors
    /// As [`Self::append`]; and when they are none, too many, or of several organisations.
    pub async fn append_all_soon(&self, drafts: Vec<Draft>) -> Result<Vec<Receipt>, JournalError> {
        let Some(draft) = drafts.first() else { return Ok(Vec::new()) };
        let waiting = self.log(&draft.header().organisation)?.submit(drafts)?;
        waiting.await.map_err(|_| JournalError::Stopped)?
    }

    /// Entries from a place on, opened, in order; at most `limit` and 5,000. What is returned can be fewer only at the end.
    ///
    /// # Errors
    /// When the log is not open, cannot be read, or is damaged.
    pub fn read(
        &self,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Read>, JournalError> {
        self.log(organisation)?.read(from, limit)
    }

    /// The entry with this id, opened.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn entry(&self, organisation: &OrganisationId, id: CommandId) -> Result<Option<Read>, JournalError> {
        self.log(organisation)?.entry(id)
    }

    /// The signed head of a log.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn head(&self, organisation: &OrganisationId) -> Result<SignedHead, JournalError> {
        self.log(organisation)?.head()
    }

    /// Takes away the keys of entries and blobs, under a citation. When this returns plain text and keys are in no file of
    /// this log, and [`Self::on_erase`] was called.
    ///
    /// # Errors
    /// When an entry is not there, the citation is missing, or the world refuses: then it is done again by doing it again.
    pub fn erase(
        &self,
        organisation: &OrganisationId,
        entries: &[CommandId],
        blobs: &[Uuid],
        citation: &str,
    ) -> Result<Vec<Receipt>, JournalError> {
        let waiting = self.log(organisation)?.erase(entries.to_vec(), blobs.to_vec(), citation.to_owned())?;
        waiting.blocking_recv().map_err(|_| JournalError::Stopped)?
    }

    /// Another signing key; the one before it vouches for it and is taken away.
    ///
    /// # Errors
    /// As [`Self::append`].
    pub fn rotate(&self, organisation: &OrganisationId, citation: &str) -> Result<Receipt, JournalError> {
        first(self.log(organisation)?.rotate(citation.to_owned())?.blocking_recv())
    }

    /// Seals and keeps a blob; durable when this returns. Its id is random: who has it may be given the blob.
    ///
    /// # Errors
    /// When it is larger than [`BLOB_BYTES_MAX`], or the world refuses.
    pub fn put_blob(&self, organisation: &OrganisationId, bytes: Vec<u8>) -> Result<Uuid, JournalError> {
        self.log(organisation)?.put_blob(bytes)
    }

    /// A blob, opened; none when it is not there or was erased.
    ///
    /// # Errors
    /// When it was changed, or the world refuses.
    pub fn blob(&self, organisation: &OrganisationId, id: Uuid) -> Result<Option<Vec<u8>>, JournalError> {
        self.log(organisation)?.blob(id)
    }

    fn log(&self, organisation: &OrganisationId) -> Result<Arc<Log>, JournalError> {
        let logs = self.inner.logs.read().unwrap_or_else(PoisonError::into_inner);
        logs.get(organisation).cloned().ok_or_else(|| JournalError::NotThere(organisation.clone()))
    }
}

/// The one receipt of one entry.
fn first(
    answer: Result<Result<Vec<Receipt>, JournalError>, tokio::sync::oneshot::error::RecvError>,
) -> Result<Receipt, JournalError> {
    let receipts = answer.map_err(|_| JournalError::Stopped)??;
    receipts.first().copied().ok_or(JournalError::Stopped)
}
