//! A store in memory, for tests and simulations. It keeps the rules of the others; what is durable is the process.

use std::collections::BTreeMap;

use schouw_base::{CommandId, OrganisationId};

use crate::batch::Batch;
use crate::entry::Entry;
use crate::head::SignedHead;
use crate::store::{READ_MAX, Standing, Store, StoreError};

/// Logs in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    logs: BTreeMap<OrganisationId, Log>,
}

#[derive(Debug, Default)]
struct Log {
    standing: Standing,
    entries: Vec<Entry>,
    heads: Vec<SignedHead>,
    places: BTreeMap<CommandId, u64>,
}

impl Store for MemoryStore {
    fn standing(&mut self, organisation: &OrganisationId) -> Result<Standing, StoreError> {
        Ok(self.logs.get(organisation).map(|log| log.standing.clone()).unwrap_or_default())
    }

    fn append(&mut self, organisation: &OrganisationId, batch: &Batch) -> Result<(), StoreError> {
        let empty = Log::default();
        let log = self.logs.get(organisation).unwrap_or(&empty);
        if log.standing.size() != batch.from() {
            return Err(StoreError::Moved { expected: batch.from(), found: log.standing.size() });
        }
        let mut places = BTreeMap::new();
        for entry in batch.entries() {
            let id = entry.header.id;
            if log.places.contains_key(&id) || places.insert(id, entry.sequence).is_some() {
                return Err(StoreError::Taken);
            }
        }
        let log = self.logs.entry(organisation.clone()).or_default();
        log.places.append(&mut places);
        log.entries.extend_from_slice(batch.entries());
        log.heads.push(batch.head().clone());
        log.standing = batch.standing();
        Ok(())
    }

    fn find(
        &mut self,
        organisation: &OrganisationId,
        ids: &[CommandId],
    ) -> Result<Vec<Option<u64>>, StoreError> {
        let log = self.logs.get(organisation);
        Ok(ids.iter().map(|id| log.and_then(|log| log.places.get(id).copied())).collect())
    }

    fn read(
        &mut self,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let entries = self.logs.get(organisation).map_or(&[][..], |log| &log.entries);
        let found = entries.iter().filter(|entry| entry.sequence >= from);
        Ok(found.take(limit.min(READ_MAX)).cloned().collect())
    }

    fn system(
        &mut self,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let entries = self.logs.get(organisation).map_or(&[][..], |log| &log.entries);
        let found = entries.iter().filter(|entry| entry.sequence >= from && entry.header.kind.is_system());
        Ok(found.take(limit.min(READ_MAX)).cloned().collect())
    }

    fn heads(
        &mut self,
        organisation: &OrganisationId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<SignedHead>, StoreError> {
        let heads = self.logs.get(organisation).map_or(&[][..], |log| &log.heads);
        let found = heads.iter().filter(|head| head.head.size > after);
        Ok(found.take(limit.min(READ_MAX)).cloned().collect())
    }

    fn organisations(&mut self) -> Result<Vec<OrganisationId>, StoreError> {
        Ok(self.logs.keys().cloned().collect())
    }
}
