//! Where a log is kept: a narrow trait, synchronous, in batches.

use jiff::Timestamp;
use schouw_base::{CommandId, OrganisationId};

use crate::batch::Batch;
use crate::entry::Entry;
use crate::head::SignedHead;
use crate::tree::Frontier;

/// Most entries or heads that one read gives.
pub const READ_MAX: usize = 5_000;

/// Where a log stands: its head, and the right edge of its tree.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing {
    /// None before the first batch.
    pub head: Option<SignedHead>,
    /// The right edge of the tree.
    pub frontier: Frontier,
}

impl Standing {
    /// How many entries.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The time of the last entry; the earliest there is before the first.
    #[must_use]
    pub fn time(&self) -> Timestamp {
        self.head.as_ref().map_or(Timestamp::MIN, |head| head.head.time)
    }
}

/// Why a store did not do what was asked. Nothing is then half-done, unless it says so.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// another writer was first
    #[error("the log has {found} entries, {expected} were expected: another process writes in it")]
    Moved {
        /// what the batch goes on from
        expected: u64,
        /// what is there
        found: u64,
    },
    /// an id that is there already
    #[error("an entry with one of these ids is there already")]
    Taken,
    /// what is kept is not what was written
    #[error("the log is damaged: {0}; run `schouw journal verify`")]
    Damaged(String),
    /// the disk, the database or the connection; nothing was appended
    #[error("{what}: {why}")]
    World {
        /// what was being done
        what: &'static str,
        /// what the world says
        why: String,
    },
    /// the connection broke while a batch was being committed: it may be there and it may not
    #[error("the database went away while a batch was being committed: {0}")]
    InDoubt(String),
}

/// One place where logs are kept. An implementation is one connection; open more to read beside a writer.
pub trait Store: Send {
    /// Where the log stands; size 0 when it is not there.
    ///
    /// # Errors
    /// The world, or damage.
    fn standing(&mut self, organisation: &OrganisationId) -> Result<Standing, StoreError>;

    /// Appends a batch in one transaction, after locking the log: all of it is durable when this returns, or nothing of it
    /// is there.
    ///
    /// # Errors
    /// [`StoreError::Moved`] when the log does not stand where the batch goes on from, [`StoreError::Taken`] when an id is
    /// there already; the world.
    fn append(&mut self, organisation: &OrganisationId, batch: &Batch) -> Result<(), StoreError>;

    /// The places of these entries, in the order of the ids; none for those that are not there. At most [`READ_MAX`].
    ///
    /// # Errors
    /// The world, or damage.
    fn find(
        &mut self,
        organisation: &OrganisationId,
        ids: &[CommandId],
    ) -> Result<Vec<Option<u64>>, StoreError>;

    /// Entries from this place on, in order, at most `limit` and [`READ_MAX`].
    ///
    /// # Errors
    /// The world, or damage that keeps an entry from being read.
    fn read(
        &mut self,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError>;

    /// As [`Self::read`], of the entries of the log about itself only.
    ///
    /// # Errors
    /// As [`Self::read`].
    fn system(
        &mut self,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError>;

    /// The heads of batches, those of more than `after` entries, in order, at most `limit` and [`READ_MAX`].
    ///
    /// # Errors
    /// The world, or damage.
    fn heads(
        &mut self,
        organisation: &OrganisationId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<SignedHead>, StoreError>;

    /// Whose logs are here, in order.
    ///
    /// # Errors
    /// The world, or damage.
    fn organisations(&mut self) -> Result<Vec<OrganisationId>, StoreError>;
}
