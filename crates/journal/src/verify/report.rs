//! What was found, as data and in words.

use std::fmt;

use schouw_base::{CommandId, OrganisationId};
use serde::Serialize;

use crate::head::SignedHead;

/// Most findings that are kept one by one; more are counted.
pub const FINDINGS_MAX: usize = 1_000;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum Finding {
    /// Header or body of an entry do not give its leaf.
    Changed {
        /// Which.
        sequence: u64,
    },
    /// Entries are not there.
    Missing {
        /// The first.
        from: u64,
        /// The last.
        to: u64,
    },
    /// An entry whose time lies before that of the one before it, or whose number was there already.
    Reordered {
        /// Which.
        sequence: u64,
    },
    /// Entries do not give the root that was signed for them: changed with their leaf, exchanged, or replaced.
    Replaced {
        /// The first.
        from: u64,
        /// The last.
        to: u64,
    },
    /// An entry whose parts cannot be read.
    Unreadable {
        /// Which.
        sequence: u64,
        /// Why.
        why: String,
    },
    /// An entry that stands twice.
    Twice {
        /// Its place.
        sequence: u64,
        /// Its id.
        id: CommandId,
    },
    /// An entry of another organisation.
    Foreign {
        /// Which.
        sequence: u64,
    },
    /// A system entry that cannot be: no beginning, a key that nobody vouched for.
    System {
        /// Which.
        sequence: u64,
        /// What is wrong.
        why: String,
    },
    /// A head whose signature does not hold, or is of a key that did not sign then.
    Signature {
        /// The head of so many entries.
        size: u64,
    },
    /// The end of the log is not there: fewer entries than its own head says.
    CutTail {
        /// What is there.
        size: u64,
        /// What the head says.
        signed: u64,
    },
    /// Entries that no head covers.
    Unsigned {
        /// The first.
        from: u64,
        /// The last.
        to: u64,
    },
    /// The log has fewer entries than the head that was kept elsewhere: its end was cut, or it was put back.
    RolledBack {
        /// What is there.
        size: u64,
        /// What was signed then.
        signed: u64,
    },
    /// The log is another one than the head that was kept elsewhere was signed for.
    Fork {
        /// The size at which they differ, at the latest.
        size: u64,
    },
    /// A body that its key does not open, or whose key is not there though nothing says that it was erased.
    Sealed {
        /// Which.
        sequence: u64,
        /// What is wrong.
        why: String,
    },
    /// What is kept beside the entries is damaged.
    Damaged {
        /// What.
        why: String,
    },
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed { sequence } => write!(f, "entry {sequence} was changed"),
            Self::Missing { from, to } if from == to => write!(f, "entry {from} is missing"),
            Self::Missing { from, to } => write!(f, "entries {from} to {to} are missing"),
            Self::Reordered { sequence } => write!(f, "entry {sequence} does not stand in its place"),
            Self::Replaced { from, to } => write!(
                f,
                "entries {from} to {to} do not give the root that was signed for them: one was changed, exchanged or replaced"
            ),
            Self::Unreadable { sequence, why } => write!(f, "entry {sequence} cannot be read: {why}"),
            Self::Twice { sequence, id } => write!(f, "entry {sequence} stands there twice, as {id}"),
            Self::Foreign { sequence } => write!(f, "entry {sequence} is of another organisation"),
            Self::System { sequence, why } => write!(f, "system entry {sequence}: {why}"),
            Self::Signature { size } => {
                write!(f, "the signature of the head of {size} entries does not hold")
            }
            Self::CutTail { size, signed } => {
                write!(f, "the end of the log was cut: its head says {signed} entries, there are {size}")
            }
            Self::Unsigned { from, to } => write!(f, "entries {from} to {to} are under no signed head"),
            Self::RolledBack { size, signed } => write!(
                f,
                "the log has {size} entries, the earlier head was signed for {signed}: its end was cut, or it was put back to an earlier state"
            ),
            Self::Fork { size } => write!(
                f,
                "the log went another way: its first {size} entries are not those of the earlier head"
            ),
            Self::Sealed { sequence, why } => write!(f, "entry {sequence}: {why}"),
            Self::Damaged { why } => f.write_str(why),
        }
    }
}

/// What verifying a log gave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whose log.
    pub organisation: OrganisationId,
    /// How many entries were read.
    pub entries: u64,
    /// The head that it has, when its signature holds.
    pub head: Option<SignedHead>,
    /// What is wrong, in the order of the log.
    pub findings: Vec<Finding>,
    /// Findings above [`FINDINGS_MAX`].
    pub more: u64,
}

impl Report {
    /// Is everything as it was written?
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }
}
