//! Points and boxes in a packed index that can be mapped from a file: what lies in a box, what lies within a radius.
//!
//! The boxes stand along a Hilbert curve; each level above holds the boxes round sixteen of the level below. Where a
//! node's children stand follows from its own place, so there is nothing in the bytes to follow astray: damaged bytes give
//! wrong answers or none, never a panic, an endless loop or a read elsewhere. That is why this is not `geo-index`, whose
//! R-tree follows stored indices and reads unchecked.

use bytemuck::{Pod, Zeroable};
use smallvec::SmallVec;

use crate::{Bounds, Ground, Position};

mod build;
#[cfg(test)]
mod tests;

/// Most items in an index.
pub const PLACES_MAX: usize = 100_000_000;

/// Children of a node.
const NODE: usize = 16;
/// Most levels: 16^8 exceeds [`PLACES_MAX`].
const LEVELS_MAX: usize = 8;
/// Nodes that usually are open at once.
const OPEN_USUALLY: usize = 32;
const MAGIC: [u8; 8] = *b"SchPlace";
const VERSION: u32 = 1;
/// Words of 32 bits in a box.
const BOX_WORDS: usize = 4;

/// Why bytes are not an index of places, or why none can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PlaceIndexError {
    /// Not an index of places.
    #[error("the bytes are no index of places; build the index again")]
    NotAnIndex,
    /// An index of another version.
    #[error(
        "the index of places has version {0}, this program reads version {VERSION}; build the index again"
    )]
    Version(u32),
    /// Cut off, or with numbers that contradict each other.
    #[error("the index of places is damaged; build the index again")]
    Damaged,
    /// The bytes do not start at a multiple of 4.
    #[error("the index of places cannot be mapped as it lies in memory; copy it to an aligned place")]
    Misaligned,
    /// More than [`PLACES_MAX`] items.
    #[error("there are more than {PLACES_MAX} places: split them over several indexes")]
    TooMany,
}

/// A place near a position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NearPlace {
    /// number of the item, in the order in which the items were given
    pub item: u32,
    /// metres from the position to the point or the nearest point of the box
    pub metres: f64,
}

#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Header {
    magic: [u8; 8],
    version: u32,
    /// words of a leaf: 2 when all items are points, 4 when they are boxes
    leaf_words: u32,
    items: u32,
    reserved: u32,
}

/// A view of a packed index of points or boxes.
#[derive(Debug, Clone, Copy)]
pub struct PlaceIndex<'a> {
    items: usize,
    leaf_words: usize,
    /// numbers of the items, along the curve
    numbers: &'a [u32],
    /// points (longitude, latitude) or boxes (west, south, east, north) along the curve
    leaves: &'a [i32],
    /// the boxes of the levels above, the lowest first
    nodes: &'a [i32],
}

/// How many nodes each level above the leaves has, the lowest first; the last has one.
fn level_sizes(items: usize) -> impl Iterator<Item = usize> {
    let above = |below: usize| below.div_ceil(NODE);
    std::iter::successors(Some(above(items)), move |&size| (size > 1).then(|| above(size)))
        .take_while(|&size| size > 0)
        .take(LEVELS_MAX)
}

impl<'a> PlaceIndex<'a> {
    /// Opens an index that was built here. Reads the header only; the digest of the file guards the rest.
    ///
    /// # Errors
    /// When the bytes are not an index of this version, or not all of it, or do not lie at a multiple of 4.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PlaceIndexError> {
        let (head, body) = bytes.split_at_checked(size_of::<Header>()).ok_or(PlaceIndexError::NotAnIndex)?;
        let header: Header =
            bytemuck::try_pod_read_unaligned(head).map_err(|_| PlaceIndexError::NotAnIndex)?;
        if header.magic != MAGIC {
            return Err(PlaceIndexError::NotAnIndex);
        }
        if header.version != VERSION {
            return Err(PlaceIndexError::Version(header.version));
        }
        let words: &[u32] = match bytemuck::try_cast_slice(body) {
            Ok(words) => words,
            Err(bytemuck::PodCastError::TargetAlignmentGreaterAndInputNotAligned) => {
                return Err(PlaceIndexError::Misaligned);
            }
            Err(_) => return Err(PlaceIndexError::Damaged),
        };
        let (items, leaf_words) = (header.items as usize, header.leaf_words as usize);
        if !(leaf_words == 2 || leaf_words == BOX_WORDS) || items > PLACES_MAX {
            return Err(PlaceIndexError::Damaged);
        }
        let (numbers, words) = words.split_at_checked(items).ok_or(PlaceIndexError::Damaged)?;
        let (leaves, nodes) = words.split_at_checked(items * leaf_words).ok_or(PlaceIndexError::Damaged)?;
        if nodes.len() != level_sizes(items).sum::<usize>() * BOX_WORDS {
            return Err(PlaceIndexError::Damaged);
        }
        Ok(Self {
            items,
            leaf_words,
            numbers,
            leaves: bytemuck::cast_slice(leaves),
            nodes: bytemuck::cast_slice(nodes),
        })
    }

    /// How many items the index has; every number that it answers is below this.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items
    }

    /// Whether the index has no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items == 0
    }

    /// The items that have a point in common with a box, in the order in which they were given.
    #[must_use]
    pub fn in_box(&self, bounds: Bounds) -> Vec<u32> {
        let mut found = Vec::new();
        self.visit(bounds, |item, _| found.push(item));
        found.sort_unstable();
        found
    }

    /// The items within `metres` of a position, nearest first, of equals the one that was given first.
    ///
    /// Takes the ground round the position as flat: see [`Ground`] for how far that holds.
    #[must_use]
    pub fn within(&self, position: Position, metres: f64) -> Vec<NearPlace> {
        let mut found = Vec::new();
        self.each_within(position, metres, |near| found.push(near));
        found.sort_unstable_by(|a, b| a.metres.total_cmp(&b.metres).then(a.item.cmp(&b.item)));
        found
    }

    /// The nearest item within `metres` of a position, of equals the one that was given first; as [`Self::within`].
    #[must_use]
    pub fn nearest(&self, position: Position, metres: f64) -> Option<NearPlace> {
        let mut nearest: Option<NearPlace> = None;
        self.each_within(position, metres, |near| {
            let known = nearest.map_or((f64::INFINITY, 0), |known| (known.metres, known.item));
            if (near.metres, near.item) < known {
                nearest = Some(near);
            }
        });
        nearest
    }

    /// Calls `found` with each item within `metres` of a position.
    fn each_within(&self, position: Position, metres: f64, mut found: impl FnMut(NearPlace)) {
        let ground = Ground::at(position);
        self.visit(Bounds::within(position, metres), |item, bounds| {
            let distance = ground.distance_to_bounds(bounds);
            if distance <= metres {
                found(NearPlace { item, metres: distance });
            }
        });
    }

    /// Calls `found` with each item that meets the box.
    fn visit(&self, bounds: Bounds, mut found: impl FnMut(u32, Bounds)) {
        // where each level begins in `nodes`
        let mut levels = [(0, 0); LEVELS_MAX];
        let (mut count, mut start) = (0, 0);
        for (level, size) in levels.iter_mut().zip(level_sizes(self.items)) {
            *level = (start, size);
            start += size;
            count += 1;
        }
        let Some(top) = usize::checked_sub(count, 1) else { return };
        // (level, place in the level)
        let mut open: SmallVec<[(usize, usize); OPEN_USUALLY]> = SmallVec::new();
        open.push((top, 0));
        while let Some((level, place)) = open.pop() {
            let children = place * NODE..(place + 1) * NODE;
            match level.checked_sub(1).and_then(|below| Some((below, *levels.get(below)?))) {
                Some((below, (start, size))) => {
                    let meets = |node| self.node(start + node).is_some_and(|node| node.meets(bounds));
                    let within = children.take_while(|&child| child < size);
                    open.extend(within.filter(|&child| meets(child)).map(|child| (below, child)));
                }
                None => children.for_each(|leaf| self.leaf(leaf, bounds, &mut found)),
            }
        }
    }

    fn leaf(&self, leaf: usize, bounds: Bounds, found: &mut impl FnMut(u32, Bounds)) {
        let at = leaf * self.leaf_words;
        let leaf_bounds = match self.leaves.get(at..at + self.leaf_words) {
            Some(&[lon, lat]) => Bounds::of(lon, lat),
            Some(&[west, south, east, north]) => Bounds { west, south, east, north },
            _ => return,
        };
        let number = self.numbers.get(leaf).copied().filter(|&number| (number as usize) < self.items);
        if let Some(number) = number.filter(|_| leaf_bounds.meets(bounds)) {
            found(number, leaf_bounds);
        }
    }

    fn node(&self, node: usize) -> Option<Bounds> {
        let &[west, south, east, north] = self.nodes.get(node * BOX_WORDS..)?.first_chunk()?;
        Some(Bounds { west, south, east, north })
    }
}
