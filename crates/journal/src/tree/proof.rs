//! Proofs: that a leaf is in a tree, and that a tree goes on from an earlier one (RFC 6962 §2.1.1 and §2.1.2; the checks
//! are those of RFC 9162 §2.1.3.2 and §2.1.4.2).

use schouw_base::Digest;

use super::{LEVELS_MAX, node_hash, root, split};

/// The proof that the leaf at `index` is in the tree with these leaf hashes; none when there is no such leaf.
#[must_use]
pub fn inclusion(leaves: &[Digest], index: usize) -> Option<Vec<Digest>> {
    if index >= leaves.len() {
        return None;
    }
    let (mut leaves, mut index) = (leaves, index);
    let mut proof = Vec::new();
    while leaves.len() > 1 {
        let (left, right) = leaves.split_at(split(leaves.len()));
        if index < left.len() {
            proof.push(root(right));
            leaves = left;
        } else {
            proof.push(root(left));
            index -= left.len();
            leaves = right;
        }
    }
    proof.reverse();
    Some(proof)
}

/// Is this leaf hash the one at `index` in a tree of this size and root?
#[must_use]
pub fn is_included(leaf: &Digest, index: u64, size: u64, proof: &[Digest], root: &Digest) -> bool {
    if index >= size || proof.len() > LEVELS_MAX {
        return false;
    }
    let (mut node, mut last, mut hash) = (index, size - 1, *leaf);
    for step in proof {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            hash = node_hash(step, &hash);
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, step);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// The proof that the tree with these leaf hashes goes on from the one of its first `earlier` leaves; none when it is
/// smaller than that. From nothing, and from itself, the proof is empty.
#[must_use]
pub fn consistency(leaves: &[Digest], earlier: usize) -> Option<Vec<Digest>> {
    if earlier > leaves.len() {
        return None;
    }
    let mut proof = Vec::new();
    if earlier == 0 || earlier == leaves.len() {
        return Some(proof);
    }
    let (mut leaves, mut earlier, mut whole) = (leaves, earlier, true);
    while earlier != leaves.len() {
        let (left, right) = leaves.split_at(split(leaves.len()));
        if earlier <= left.len() {
            proof.push(root(right));
            leaves = left;
        } else {
            proof.push(root(left));
            earlier -= left.len();
            leaves = right;
            whole = false;
        }
    }
    if !whole {
        proof.push(root(leaves));
    }
    proof.reverse();
    Some(proof)
}

/// Does the tree of this size and root go on from the earlier one?
#[must_use]
pub fn is_consistent(earlier: (u64, &Digest), now: (u64, &Digest), proof: &[Digest]) -> bool {
    let ((first, first_root), (second, second_root)) = (earlier, now);
    if first > second || proof.len() > LEVELS_MAX + 1 {
        return false;
    }
    if first == second {
        return proof.is_empty() && first_root == second_root;
    }
    if first == 0 {
        return proof.is_empty() && *first_root == Digest::of(&[]);
    }
    let start = [*first_root];
    // a whole subtree is its own first step
    let mut steps = if first.is_power_of_two() { start.iter().chain(proof) } else { [].iter().chain(proof) };
    let Some(seed) = steps.next() else { return false };
    let (mut node, mut last) = (first - 1, second - 1);
    while node & 1 == 1 {
        (node, last) = (node >> 1, last >> 1);
    }
    let (mut old, mut new) = (*seed, *seed);
    for step in steps {
        if last == 0 {
            return false;
        }
        if node & 1 == 1 || node == last {
            old = node_hash(step, &old);
            new = node_hash(step, &new);
            while node & 1 == 0 && node != 0 {
                (node, last) = (node >> 1, last >> 1);
            }
        } else {
            new = node_hash(&new, step);
        }
        (node, last) = (node >> 1, last >> 1);
    }
    last == 0 && old == *first_root && new == *second_root
}
