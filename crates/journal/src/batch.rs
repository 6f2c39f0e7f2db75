//! Many drafts at once: numbered, sealed, put in the tree, under one signed head.

use jiff::Timestamp;
use schouw_base::OrganisationId;

use crate::draft::Draft;
use crate::entry::Entry;
use crate::head::{Head, HeadError, SignedHead, Signer};
use crate::seal::{EntryKey, Nonce, SealError};
use crate::store::Standing;
use crate::tree::Frontier;

/// Most entries in one batch.
pub const BATCH_ENTRIES_MAX: usize = 1_024;

/// What a store appends in one step. Only drafts, or entries that were checked against a signed head, become one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    from: u64,
    entries: Vec<Entry>,
    head: SignedHead,
    frontier: Frontier,
}

/// Why entries do not make a batch.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BatchError {
    /// nothing, or over the limit
    #[error("a batch has 1 to {BATCH_ENTRIES_MAX} entries, this has {0}")]
    Count(usize),
    /// of another log
    #[error("an entry of `{0}` does not go in the log of another organisation")]
    OtherOrganisation(OrganisationId),
    /// a body could not be sealed
    #[error(transparent)]
    Seal(#[from] SealError),
    /// entries that are copied do not give their head
    #[error("the entries up to {0} do not give the head that was signed for them")]
    NotTheHead(u64),
    /// the head that is copied is not good
    #[error(transparent)]
    Head(#[from] HeadError),
}

impl Batch {
    /// Numbers, seals and signs drafts after what stands. `keys` has one key for each draft that is sealed, in order.
    /// A time before that of the last entry is moved up to it.
    ///
    /// # Errors
    /// When there is nothing or too much, a draft is of another organisation, or a key is missing.
    pub fn form(
        standing: &Standing,
        organisation: &OrganisationId,
        drafts: Vec<Draft>,
        keys: &[(EntryKey, Nonce)],
        signer: &Signer,
    ) -> Result<Self, BatchError> {
        if drafts.is_empty() || drafts.len() > BATCH_ENTRIES_MAX {
            return Err(BatchError::Count(drafts.len()));
        }
        let (mut frontier, mut time) = (standing.frontier.clone(), standing.time());
        let from = frontier.size();
        let mut keys = keys.iter();
        let mut entries = Vec::with_capacity(drafts.len());
        for mut draft in drafts {
            if draft.header().organisation != *organisation {
                return Err(BatchError::OtherOrganisation(draft.header().organisation.clone()));
            }
            draft.not_before(time);
            time = draft.header().time;
            let key = if draft.is_sealed() { keys.next() } else { None };
            let entry = draft.into_entry(frontier.size(), key)?;
            frontier.push(entry.leaf);
            entries.push(entry);
        }
        let head = head(organisation, &frontier, time, signer);
        Ok(Self { from, entries, head, frontier })
    }

    /// Entries of another store of this log, up to a head that was signed for them: for backup and restore.
    ///
    /// # Errors
    /// When they do not go on from what stands, or do not give that head.
    pub fn copied(standing: &Standing, entries: Vec<Entry>, head: SignedHead) -> Result<Self, BatchError> {
        head.check()?;
        let mut frontier = standing.frontier.clone();
        let from = frontier.size();
        for entry in &entries {
            let goes_on = entry.sequence == frontier.size() && entry.computed_leaf() == entry.leaf;
            if !goes_on || entry.header.organisation != head.head.organisation {
                return Err(BatchError::NotTheHead(entry.sequence));
            }
            frontier.push(entry.leaf);
        }
        if frontier.size() != head.head.size || frontier.root() != head.head.root {
            return Err(BatchError::NotTheHead(head.head.size));
        }
        Ok(Self { from, entries, head, frontier })
    }

    /// The size of the log before it.
    #[must_use]
    pub fn from(&self) -> u64 {
        self.from
    }

    /// Its entries.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The head after it.
    #[must_use]
    pub fn head(&self) -> &SignedHead {
        &self.head
    }

    /// The right edge of the tree after it.
    #[must_use]
    pub fn frontier(&self) -> &Frontier {
        &self.frontier
    }

    /// What stands after it.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing { head: Some(self.head.clone()), frontier: self.frontier.clone() }
    }
}

fn head(organisation: &OrganisationId, frontier: &Frontier, time: Timestamp, signer: &Signer) -> SignedHead {
    Head {
        organisation: organisation.clone(),
        size: frontier.size(),
        root: frontier.root(),
        time,
        key: signer.public(),
    }
    .signed(signer)
}
