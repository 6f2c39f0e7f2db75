//! From columns to entries and heads: what cannot be one is damage.

use jiff::Timestamp;
use schouw_base::{CommandId, Digest, OrganisationId};
use schouw_journal::head::Hex;
use schouw_journal::tree::Frontier;
use schouw_journal::{Entry, Head, Header, SignedHead, StoreError};

/// The columns of an entry.
pub struct EntryRow {
    pub sequence: i64,
    pub id: Vec<u8>,
    pub kind: String,
    pub version: i64,
    pub time: i64,
    pub content: Vec<u8>,
    pub leaf: Vec<u8>,
}

/// The columns of a head.
pub struct HeadRow {
    pub size: i64,
    pub root: Vec<u8>,
    pub time: i64,
    pub key: Vec<u8>,
    pub signature: Vec<u8>,
}

fn damaged(what: &str, at: i64) -> StoreError {
    StoreError::Damaged(format!("{what} of {at} is not what was written"))
}

/// A size or a place as the database counts.
pub fn to_column(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn array<const N: usize>(bytes: &[u8]) -> Option<[u8; N]> {
    bytes.try_into().ok()
}

impl EntryRow {
    /// The entry.
    pub fn entry(self, organisation: &OrganisationId) -> Result<Entry, StoreError> {
        let at = self.sequence;
        let id = array(&self.id).and_then(|bytes| CommandId::new(uuid::Uuid::from_bytes(bytes)).ok());
        let header = Header {
            id: id.ok_or_else(|| damaged("the id", at))?,
            organisation: organisation.clone(),
            kind: self.kind.parse().map_err(|_| damaged("the kind", at))?,
            version: u16::try_from(self.version).map_err(|_| damaged("the version", at))?,
            time: Timestamp::from_microsecond(self.time).map_err(|_| damaged("the time", at))?,
        };
        let leaf = array::<32>(&self.leaf).ok_or_else(|| damaged("the leaf", at))?;
        let sequence = u64::try_from(at).map_err(|_| damaged("the place", at))?;
        Ok(Entry { sequence, header, content: self.content, leaf: Digest::from(leaf) })
    }
}

impl HeadRow {
    /// The head.
    pub fn head(self, organisation: &OrganisationId) -> Result<SignedHead, StoreError> {
        let at = self.size;
        let head = Head {
            organisation: organisation.clone(),
            size: u64::try_from(at).map_err(|_| damaged("the size of the head", at))?,
            root: array::<32>(&self.root).ok_or_else(|| damaged("the root of the head", at))?.into(),
            time: Timestamp::from_microsecond(self.time).map_err(|_| damaged("the time of the head", at))?,
            key: array(&self.key).map(Hex::new).ok_or_else(|| damaged("the key of the head", at))?,
        };
        let signature =
            array(&self.signature).map(Hex::new).ok_or_else(|| damaged("the signature of the head", at))?;
        Ok(SignedHead { head, signature })
    }
}

/// The frontier of a log.
pub fn frontier(size: i64, bytes: &[u8]) -> Result<Frontier, StoreError> {
    let frontier = u64::try_from(size).ok().and_then(|size| Frontier::from_bytes(size, bytes));
    frontier.ok_or_else(|| StoreError::Damaged("the right edge of the tree is not what was written".into()))
}
