//! One log in use: its writer, and connections that read beside it.

use std::fmt;
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread::JoinHandle;

use schouw_base::{Clock, CommandId, OrganisationId};
use schouw_journal::batch::BATCH_ENTRIES_MAX;
use schouw_journal::draft::open_entry;
use schouw_journal::{Draft, Entry, SignedHead, Store, StoreError, System};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::chance::Chance;
use super::folder::{Folder, Place};
use super::keys::{Kept, KeyRing, Of};
use super::writer::{Answer, Job, Writer};
use super::{BLOB_BYTES_MAX, Body, JournalError, Purge, Read, Receipt, blobs};

/// Jobs that may wait for the writer.
const QUEUE_MAX: usize = 8_192;
/// Connections for reading that are kept open.
const READERS_KEPT: usize = 4;

/// One log.
pub(super) struct Log {
    organisation: OrganisationId,
    place: Place,
    folder: Folder,
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
    readers: Mutex<Vec<Reader>>,
    blob_keys: Mutex<KeyRing>,
    chance: Chance,
}

/// A connection that reads.
struct Reader {
    store: Box<dyn Store>,
    keys: KeyRing,
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Log({})", self.organisation)
    }
}

impl Log {
    /// Opens or begins the log and starts its writer.
    pub fn open(
        place: &Place,
        organisation: &OrganisationId,
        clock: Arc<dyn Clock>,
        purge: Arc<RwLock<Option<Arc<Purge>>>>,
    ) -> Result<Self, JournalError> {
        let writer = Writer::open(place, organisation, clock, purge)?;
        let folder = place.folder(organisation);
        let blob_keys = Mutex::new(KeyRing::open(&folder.keys(), place.durable)?);
        let (jobs, queue) = sync_channel(QUEUE_MAX);
        let thread = std::thread::Builder::new().name(format!("journal {organisation}"));
        let thread = thread.spawn(move || writer.run(&queue));
        let thread = thread.map_err(|error| super::folder::io("cannot start the writer", &error))?;
        Ok(Self {
            organisation: organisation.clone(),
            place: place.clone(),
            folder,
            jobs: Some(jobs),
            thread: Some(thread),
            readers: Mutex::default(),
            blob_keys,
            chance: Chance::default(),
        })
    }

    /// Hands drafts to the writer.
    pub fn submit(&self, drafts: Vec<Draft>) -> Result<Answer, JournalError> {
        let ours = drafts.iter().all(|draft| draft.header().organisation == self.organisation);
        if !ours || drafts.is_empty() || drafts.len() > BATCH_ENTRIES_MAX {
            return Err(JournalError::Batch);
        }
        self.send(|reply| Job::Append { drafts, reply })
    }

    /// Hands an erasure to the writer.
    pub fn erase(
        &self,
        entries: Vec<CommandId>,
        blobs: Vec<Uuid>,
        citation: String,
    ) -> Result<Answer, JournalError> {
        self.send(|reply| Job::Erase { entries, blobs, citation, reply })
    }

    /// Hands a rotation to the writer.
    pub fn rotate(&self, citation: String) -> Result<Answer, JournalError> {
        self.send(|reply| Job::Rotate { citation, reply })
    }

    fn send(
        &self,
        job: impl FnOnce(oneshot::Sender<Result<Vec<Receipt>, JournalError>>) -> Job,
    ) -> Result<Answer, JournalError> {
        let (reply, answer) = oneshot::channel();
        let jobs = self.jobs.as_ref().ok_or(JournalError::Stopped)?;
        match jobs.try_send(job(reply)) {
            Ok(()) => Ok(answer),
            Err(TrySendError::Full(_)) => Err(JournalError::Busy),
            Err(TrySendError::Disconnected(_)) => Err(JournalError::Stopped),
        }
    }

    /// Entries from a place on.
    pub fn read(&self, from: u64, limit: usize) -> Result<Vec<Read>, JournalError> {
        self.with_reader(|reader| {
            let entries = reader.store.read(&self.organisation, from, limit)?;
            opened(entries, &reader.keys)
        })
    }

    /// The entry with this id.
    pub fn entry(&self, id: CommandId) -> Result<Option<Read>, JournalError> {
        self.with_reader(|reader| {
            let places = reader.store.find(&self.organisation, &[id])?;
            let Some(Some(place)) = places.first() else { return Ok(None) };
            let entries = reader.store.read(&self.organisation, *place, 1)?;
            Ok(opened(entries, &reader.keys)?.pop())
        })
    }

    /// The head.
    pub fn head(&self) -> Result<SignedHead, JournalError> {
        self.with_reader(|reader| {
            let head = reader.store.standing(&self.organisation)?.head;
            head.ok_or_else(|| StoreError::Damaged("the log has no head".to_owned()).into())
        })
    }

    /// Keeps a blob: its key first, so that no blob is ever without.
    pub fn put_blob(&self, bytes: Vec<u8>) -> Result<Uuid, JournalError> {
        if bytes.len() > BLOB_BYTES_MAX {
            return Err(JournalError::BlobTooLarge(bytes.len()));
        }
        let (id, (key, nonce)) = (self.chance.secret_id()?, self.chance.key()?);
        self.blob_keys().add(Of::Blobs, &[(id, &key)])?;
        if let Err(error) = blobs::write(&self.folder, &self.organisation, id, (&key, nonce), bytes) {
            // the next start sweeps it when this does not go either
            let _ = self.blob_keys().erase(Of::Blobs, &[id]);
            return Err(error.into());
        }
        Ok(id)
    }

    /// A blob.
    pub fn blob(&self, id: Uuid) -> Result<Option<Vec<u8>>, JournalError> {
        self.with_reader(|reader| match reader.keys.get(Of::Blobs, &[id])?.pop() {
            Some(Kept::Key(key)) => Ok(blobs::read(&self.folder, &self.organisation, id, &key)?),
            _ => Ok(None),
        })
    }

    fn blob_keys(&self) -> std::sync::MutexGuard<'_, KeyRing> {
        self.blob_keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads with a connection that is free, or one more; one that failed is not used again.
    fn with_reader<T>(
        &self,
        run: impl FnOnce(&mut Reader) -> Result<T, JournalError>,
    ) -> Result<T, JournalError> {
        let free = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut reader = match free {
            Some(reader) => reader,
            None => Reader {
                store: self.place.reader(&self.organisation)?,
                keys: KeyRing::open_to_read(&self.folder.keys())?,
            },
        };
        let done = run(&mut reader)?;
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < READERS_KEPT {
            readers.push(reader);
        }
        Ok(done)
    }
}

impl Drop for Log {
    /// What was handed over is written before the log closes.
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // a writer that panicked has told so
            let _ = thread.join();
        }
    }
}

/// Opens entries with their keys.
fn opened(entries: Vec<Entry>, keys: &KeyRing) -> Result<Vec<Read>, JournalError> {
    let sealed = entries.iter().filter(|entry| !entry.header.kind.is_system());
    let ids: Vec<Uuid> = sealed.map(|entry| entry.header.id.uuid()).collect();
    let mut keys = keys.get(Of::Entries, &ids)?.into_iter();
    let mut read = Vec::with_capacity(entries.len());
    for entry in entries {
        let damaged = |why: String| StoreError::Damaged(format!("entry {}: {why}", entry.sequence));
        let body = if entry.header.kind.is_system() {
            let system = System::read(&entry.header.kind, &entry.content);
            Body::System(system.map_err(|error| damaged(error.to_string()))?)
        } else {
            match keys.next() {
                Some(Kept::Key(key)) => {
                    let (warrant, body) =
                        open_entry(&key, &entry).map_err(|error| damaged(error.to_string()))?;
                    Body::Open { warrant, body }
                }
                Some(Kept::Erased) => Body::Erased,
                Some(Kept::Unknown) | None => Body::Locked,
            }
        };
        read.push(Read { sequence: entry.sequence, header: entry.header, body });
    }
    Ok(read)
}
