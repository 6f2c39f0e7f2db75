//! The one writer of a log: a thread that takes what waits and appends it in one transaction under one signed head.

use std::collections::HashSet;
use std::fs::File;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::SignedDuration;
use schouw_base::{Clock, CommandId, OrganisationId};
use schouw_journal::batch::{BATCH_ENTRIES_MAX, BatchError};
use schouw_journal::system::ERASED_MAX;
use schouw_journal::{
    Batch, Draft, DraftError, EntryKey, Nonce, Signer, Standing, Store, StoreError, System, seal,
};
use tokio::sync::oneshot;
use uuid::Uuid;

use super::chance::Chance;
use super::folder::{Folder, Place};
use super::keys::{Kept, KeyRing, Of};
use super::{JournalError, Purge, Receipt, blobs};

/// How far the clock may run back and be held: what setting a clock right does. More is a fault of the machine.
const CLOCK_BACK_MAX: SignedDuration = SignedDuration::from_mins(5);

/// What waits for an answer.
pub(super) type Answer = oneshot::Receiver<Result<Vec<Receipt>, JournalError>>;
type Reply = oneshot::Sender<Result<Vec<Receipt>, JournalError>>;

/// What the writer is asked.
pub(super) enum Job {
    /// append
    Append { drafts: Vec<Draft>, reply: Reply },
    /// take keys away
    Erase { entries: Vec<CommandId>, blobs: Vec<Uuid>, citation: String, reply: Reply },
    /// another signing key
    Rotate { citation: String, reply: Reply },
}

/// Drafts with who waits for them.
struct Request {
    drafts: Vec<Draft>,
    reply: Reply,
}

/// The writer.
pub(super) struct Writer {
    pub(super) organisation: OrganisationId,
    pub(super) place: Place,
    pub(super) folder: Folder,
    /// none after an error: then it is opened again
    pub(super) store: Option<Box<dyn Store>>,
    pub(super) standing: Option<Standing>,
    pub(super) keys: KeyRing,
    pub(super) signer: Signer,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) chance: Chance,
    pub(super) purge: Arc<RwLock<Option<Arc<Purge>>>>,
    /// keys of batches of which it is not known whether they came
    pub(super) doubtful: Vec<Uuid>,
    /// held as long as this writes
    pub(super) _lock: File,
}

impl Writer {
    /// Writes until nobody can ask any more.
    pub fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let mut requests = Vec::new();
            let (mut job, mut count) = (Some(first), 0);
            while let Some(next) = job {
                match next {
                    Job::Append { drafts, reply } => {
                        count += drafts.len();
                        requests.push(Request { drafts, reply });
                    }
                    Job::Erase { entries, blobs, citation, reply } => {
                        self.append_requests(std::mem::take(&mut requests));
                        let done = self.erase(&entries, &blobs, &citation);
                        // who asked may be gone; it is done all the same
                        let _ = reply.send(done);
                    }
                    Job::Rotate { citation, reply } => {
                        self.append_requests(std::mem::take(&mut requests));
                        let _ = reply.send(self.rotate(citation));
                    }
                }
                // a request has at most a batch of drafts, so two of them may not fit
                job = if count < BATCH_ENTRIES_MAX / 2 { jobs.try_recv().ok() } else { None };
            }
            self.append_requests(requests);
        }
    }

    /// Appends requests: together as far as they fit, and those with the id of another in the batch after it.
    fn append_requests(&mut self, requests: Vec<Request>) {
        let mut waiting = requests;
        while !waiting.is_empty() {
            let (mut now, mut later) = (Vec::new(), Vec::new());
            let (mut ids, mut count) = (HashSet::new(), 0);
            for request in waiting {
                let fresh = request.drafts.iter().all(|draft| !ids.contains(&draft.header().id));
                if (fresh && count + request.drafts.len() <= BATCH_ENTRIES_MAX) || now.is_empty() {
                    ids.extend(request.drafts.iter().map(|draft| draft.header().id));
                    count += request.drafts.len();
                    now.push(request);
                } else {
                    later.push(request);
                }
            }
            self.append_together(now);
            waiting = later;
        }
    }

    fn append_together(&mut self, requests: Vec<Request>) {
        let places = match self.places(&requests) {
            Ok(places) => places,
            Err(error) => return refuse(requests.into_iter().map(|request| request.reply), &error),
        };
        let (mut drafts, mut replies) = (Vec::new(), Vec::new());
        let mut places = places.into_iter();
        for Request { drafts: asked, reply } in requests {
            let there: Vec<Option<u64>> = places.by_ref().take(asked.len()).collect();
            if there.iter().all(Option::is_none) {
                replies.push((asked.len(), reply));
                drafts.extend(asked);
            } else {
                let _ = reply.send(self.again(&asked, &there));
            }
        }
        if drafts.is_empty() {
            return;
        }
        match self.append(drafts) {
            Ok((from, size)) => {
                let mut sequence = from;
                for (count, reply) in replies {
                    let next = sequence + count as u64;
                    let receipts = (sequence..next).map(|sequence| Receipt { sequence, size, again: false });
                    let _ = reply.send(Ok(receipts.collect()));
                    sequence = next;
                }
            }
            Err(error) => refuse(replies.into_iter().map(|(_, reply)| reply), &error),
        }
    }

    /// Where the ids of requests are already.
    fn places(&mut self, requests: &[Request]) -> Result<Vec<Option<u64>>, JournalError> {
        let drafts = requests.iter().flat_map(|request| &request.drafts);
        let ids: Vec<CommandId> = drafts.map(|draft| draft.header().id).collect();
        self.ready()?;
        let organisation = self.organisation.clone();
        let places = self.store()?.find(&organisation, &ids);
        Ok(places.inspect_err(|_| self.forget())?)
    }

    /// A command that was sent again: the same receipt, when it says the same.
    fn again(&mut self, drafts: &[Draft], places: &[Option<u64>]) -> Result<Vec<Receipt>, JournalError> {
        let organisation = self.organisation.clone();
        let size = self.standing.as_ref().map_or(0, Standing::size);
        let mut receipts = Vec::with_capacity(drafts.len());
        for (draft, place) in drafts.iter().zip(places) {
            let id = draft.header().id;
            let sequence = place.ok_or(JournalError::OtherCommand(id))?;
            let entry = self.store()?.read(&organisation, sequence, 1)?.pop();
            let entry = entry.ok_or_else(|| StoreError::Damaged(format!("entry {sequence} is not there")))?;
            let same = match self.keys.get(Of::Entries, &[id.uuid()])?.pop() {
                _ if entry.header.kind.is_system() => draft.is_the_same_system(&entry),
                Some(Kept::Key(key)) => match seal::open(&key, &entry.header, &entry.content) {
                    Ok(opened) => draft.says_the_same(&entry.header, &opened),
                    Err(error) => {
                        return Err(StoreError::Damaged(format!("entry {sequence}: {error}")).into());
                    }
                },
                // what it said is gone, and does not come back by being sent again
                _ => true,
            };
            if !same {
                return Err(JournalError::OtherCommand(id));
            }
            receipts.push(Receipt { sequence, size, again: true });
        }
        Ok(receipts)
    }

    /// Appends drafts whose ids are new: keys first, then the entries. Tells the place of the first and the size after.
    pub(super) fn append(&mut self, drafts: Vec<Draft>) -> Result<(u64, u64), JournalError> {
        self.ready()?;
        let standing = self.standing.clone().unwrap_or_default();
        let behind = standing.time().duration_since(self.clock.now());
        if standing.size() > 0 && behind > CLOCK_BACK_MAX {
            return Err(JournalError::ClockBack(behind));
        }
        let ids: Vec<Uuid> =
            drafts.iter().filter(|draft| draft.is_sealed()).map(|draft| draft.header().id.uuid()).collect();
        let made: Result<Vec<(EntryKey, Nonce)>, StoreError> =
            ids.iter().map(|_| self.chance.key()).collect();
        let made = made?;
        let batch =
            Batch::form(&standing, &self.organisation, drafts, &made, &self.signer).map_err(formed)?;
        if !ids.is_empty() {
            let keys: Vec<(Uuid, &EntryKey)> =
                ids.iter().copied().zip(made.iter().map(|(key, _)| key)).collect();
            self.keys.add(Of::Entries, &keys)?;
        }
        let organisation = self.organisation.clone();
        let appended = match self.store() {
            Ok(store) => store.append(&organisation, &batch),
            Err(error) => Err(error),
        };
        if let Err(error) = appended {
            self.doubtful.extend(ids);
            self.forget();
            // the answer may have been lost on its way: then the log stands where this batch brings it
            let came = self.ready().is_ok() && self.standing.as_ref() == Some(&batch.standing());
            if !came {
                return Err(error.into());
            }
        }
        self.standing = Some(batch.standing());
        Ok((batch.from(), batch.head().head.size))
    }

    /// Opens the store again when it was lost, and settles what was in doubt.
    fn ready(&mut self) -> Result<(), StoreError> {
        if self.store.is_none() {
            self.store = Some(self.place.writer(&self.organisation)?);
            self.standing = None;
        }
        if self.standing.is_none() {
            let organisation = self.organisation.clone();
            let standing = self.store()?.standing(&organisation);
            self.standing = Some(standing.inspect_err(|_| self.store = None)?);
        }
        if !self.doubtful.is_empty() {
            let ids = self.doubtful.clone();
            self.sweep(&ids)?;
            self.doubtful.clear();
        }
        Ok(())
    }

    /// Takes away the keys among these whose entry never came.
    pub(super) fn sweep(&mut self, ids: &[Uuid]) -> Result<usize, StoreError> {
        let organisation = self.organisation.clone();
        let mut orphans = Vec::new();
        for page in ids.chunks(schouw_journal::store::READ_MAX) {
            let asked: Vec<CommandId> = page.iter().filter_map(|id| CommandId::new(*id).ok()).collect();
            let places = self.store()?.find(&organisation, &asked)?;
            let gone = asked.iter().zip(places).filter(|(_, place)| place.is_none());
            orphans.extend(gone.map(|(id, _)| id.uuid()));
        }
        if orphans.is_empty() { Ok(0) } else { self.keys.erase(Of::Entries, &orphans) }
    }

    fn store(&mut self) -> Result<&mut Box<dyn Store>, StoreError> {
        let why = "it was lost".to_owned();
        self.store
            .as_mut()
            .ok_or(StoreError::World { what: "the connection to the journal is not there", why })
    }

    fn forget(&mut self) {
        self.store = None;
        self.standing = None;
    }

    /// Appends the erasure, takes the keys away, and has derived data forget. A process that ends in between does the rest
    /// when it starts again, from the entry.
    fn erase(
        &mut self,
        entries: &[CommandId],
        blobs: &[Uuid],
        citation: &str,
    ) -> Result<Vec<Receipt>, JournalError> {
        self.ready()?;
        let organisation = self.organisation.clone();
        for page in entries.chunks(ERASED_MAX) {
            let places = self.store()?.find(&organisation, page)?;
            if let Some((id, _)) = page.iter().zip(places).find(|(_, place)| place.is_none()) {
                return Err(JournalError::NoSuchEntry(*id));
            }
        }
        let mut receipts = Vec::new();
        for (entries, blobs) in pages(entries, blobs) {
            let system = System::Erasure {
                entries: entries.to_vec(),
                blobs: blobs.to_vec(),
                citation: citation.to_owned(),
            };
            receipts.push(self.append_system(&system)?);
            self.take_away(entries, blobs)?;
            let purge = self.purge.read().unwrap_or_else(PoisonError::into_inner).clone();
            if let Some(purge) = purge {
                purge(&organisation, entries, blobs);
            }
        }
        Ok(receipts)
    }

    /// The keys of these, and the files of these blobs.
    pub(super) fn take_away(&mut self, entries: &[CommandId], blobs: &[Uuid]) -> Result<(), StoreError> {
        let ids: Vec<Uuid> = entries.iter().map(|id| id.uuid()).collect();
        self.keys.erase(Of::Entries, &ids)?;
        self.keys.erase(Of::Blobs, blobs)?;
        blobs.iter().try_for_each(|id| blobs::remove(&self.folder, *id))
    }

    fn rotate(&mut self, citation: String) -> Result<Vec<Receipt>, JournalError> {
        let next = self.keys.add_signer(&self.chance.bytes()?)?;
        let system = System::rotation(&self.organisation, &self.signer, next.public(), citation);
        // the head of this batch is signed with the new key
        let before = std::mem::replace(&mut self.signer, next);
        match self.append_system(&system) {
            Ok(receipt) => {
                let public = self.signer.public();
                self.keys.retire_signers(&public)?;
                Ok(vec![receipt])
            }
            Err(error) => {
                self.signer = before;
                Err(error)
            }
        }
    }

    /// Appends an entry of the log about itself.
    pub(super) fn append_system(&mut self, system: &System) -> Result<Receipt, JournalError> {
        let now = self.clock.now();
        let id = self.chance.command(now)?;
        let draft = Draft::system(id, self.organisation.clone(), now, system)?;
        let (sequence, size) = self.append(vec![draft])?;
        Ok(Receipt { sequence, size, again: false })
    }
}

/// Entries and blobs in as many parts as erasures need.
fn pages<'a>(entries: &'a [CommandId], blobs: &'a [Uuid]) -> Vec<(&'a [CommandId], &'a [Uuid])> {
    let entries = entries.chunks(ERASED_MAX).map(|page| (page, &[][..]));
    let blobs = blobs.chunks(ERASED_MAX).map(|page| (&[][..], page));
    entries.chain(blobs).collect()
}

fn formed(error: BatchError) -> JournalError {
    match error {
        BatchError::Seal(error) => DraftError::from(error).into(),
        BatchError::Count(_) | BatchError::OtherOrganisation(_) => JournalError::Batch,
        other => StoreError::Damaged(other.to_string()).into(),
    }
}

fn refuse(replies: impl Iterator<Item = Reply>, error: &JournalError) {
    for reply in replies {
        // who asked may be gone
        let _ = reply.send(Err(error.clone()));
    }
}
