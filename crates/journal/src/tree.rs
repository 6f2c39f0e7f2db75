//! The Merkle tree of RFC 6962: a leaf is `SHA-256(0x00 ‖ data)`, a node `SHA-256(0x01 ‖ left ‖ right)`, and a tree of `n`
//! leaves splits at the largest power of two below `n`.

mod proof;

use schouw_base::{Digest, Hasher};

pub use proof::{consistency, inclusion, is_consistent, is_included};

/// Most levels that a tree can have: its size is a `u64`.
pub const LEVELS_MAX: usize = 64;
/// Bytes of a digest.
const DIGEST_BYTES: usize = 32;

/// The hash of a leaf.
#[must_use]
pub fn leaf_hash(data: &[u8]) -> Digest {
    let mut hasher = Hasher::default();
    hasher.update(&[0]);
    hasher.update(data);
    hasher.finish()
}

/// The hash of a node with two children.
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    let mut hasher = Hasher::default();
    hasher.update(&[1]);
    hasher.update(left.as_bytes());
    hasher.update(right.as_bytes());
    hasher.finish()
}

/// The root of a tree with these leaf hashes; the digest of nothing when there are none.
#[must_use]
pub fn root(leaves: &[Digest]) -> Digest {
    let mut frontier = Frontier::default();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier.root()
}

/// The right edge of a tree: the roots of its whole subtrees from large to small. Enough to append and to tell the root,
/// in as many steps as the tree has levels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// one for each bit that is set in `size`, the highest first
    peaks: Vec<Digest>,
}

impl Frontier {
    /// The number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends the hash of a leaf.
    pub fn push(&mut self, leaf: Digest) {
        let mut hash = leaf;
        // as many peaks are joined as the size ends in ones
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node_hash(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root of the tree.
    #[must_use]
    pub fn root(&self) -> Digest {
        let mut peaks = self.peaks.iter().rev();
        let Some(smallest) = peaks.next() else { return Digest::of(&[]) };
        peaks.fold(*smallest, |right, left| node_hash(left, &right))
    }

    /// The peaks, to be kept beside the log.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        self.peaks.iter().flat_map(|peak| peak.as_bytes().iter().copied()).collect()
    }

    /// A frontier of this size from its peaks; none when they are not that many.
    #[must_use]
    pub fn from_bytes(size: u64, bytes: &[u8]) -> Option<Self> {
        let (peaks, rest) = bytes.as_chunks::<DIGEST_BYTES>();
        if !rest.is_empty() || peaks.len() != size.count_ones() as usize {
            return None;
        }
        Some(Self { size, peaks: peaks.iter().map(|peak| Digest::from(*peak)).collect() })
    }
}

/// Where a tree of more than one leaf splits: the largest power of two below its size.
pub(crate) fn split(size: usize) -> usize {
    debug_assert!(size > 1);
    1 << (usize::BITS - 1 - (size - 1).leading_zeros())
}
