//! Why a journal did not do what was asked.

use std::sync::Arc;

use jiff::SignedDuration;
use schouw_base::{CommandId, OrganisationId};
use schouw_journal::{DraftError, StoreError};

/// Why a journal did not do what was asked. Many callers may get the same one: they were in one batch.
#[derive(Debug, Clone, thiserror::Error)]
pub enum JournalError {
    /// no log of this organisation is open here
    #[error("there is no journal of `{0}` on this node")]
    NotThere(OrganisationId),
    /// the id was used before, for something else
    #[error("command `{0}` was used for something else: give every command an id of its own")]
    OtherCommand(CommandId),
    /// entries that are not there
    #[error("there is no entry with the id `{0}`")]
    NoSuchEntry(CommandId),
    /// the clock of the machine ran back
    #[error("the clock is {0:#} behind the last entry of the journal: set the clock of this machine right")]
    ClockBack(SignedDuration),
    /// several organisations in one step, or too much
    #[error("one step takes 1 to {max} entries of one organisation", max = schouw_journal::batch::BATCH_ENTRIES_MAX)]
    Batch,
    /// over the limit of what waits
    #[error("too much waits to be written: try again")]
    Busy,
    /// the writer is gone
    #[error("the journal was closed")]
    Stopped,
    /// larger than a blob may be
    #[error("a blob has at most {max} bytes, this has {0}", max = super::BLOB_BYTES_MAX)]
    BlobTooLarge(usize),
    /// what is needed is not there
    #[error("the signing key of `{0}` is not in its keys: restore the keys too")]
    NoSigner(OrganisationId),
    /// not a draft
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// the store or the keys
    #[error(transparent)]
    Store(Arc<StoreError>),
    /// a file that is not what it should be
    #[error("{0}")]
    File(String),
}

impl From<StoreError> for JournalError {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}
