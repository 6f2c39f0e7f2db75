//! The bytes of a mosaic, and the checks when they are opened.
//!
//! Little-endian words of 32 bits: the header; for each zoom the numbers of rings, steps, chains and vertices; the boxes
//! of the areas as a [`PlaceIndex`]; then for each zoom where the rings of each area begin, where the steps of each ring
//! begin, which rings are holes, the steps, where the vertices of each chain begin, the box of each chain (west, north,
//! east, south), and the vertices.

use std::ops::{Range, RangeInclusive};

use bytemuck::{Pod, Zeroable};

use super::grid::TILE_ZOOM_MAX;
use super::net::Point;
use super::trace::Traced;
use crate::PlaceIndex;

const MAGIC: [u8; 8] = *b"SchMosai";
const VERSION: u32 = 1;
/// Most words in a mosaic: 4 GiB.
const WORDS_MAX: usize = 1 << 30;

/// Why bytes are not a mosaic, or why none can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MosaicError {
    /// Not a mosaic.
    #[error("the bytes are no areas for tiles; build the index again")]
    NotAMosaic,
    /// A mosaic of another version.
    #[error(
        "the areas for tiles have version {0}, this program reads version {VERSION}; build the index again"
    )]
    Version(u32),
    /// Cut off, or with numbers that contradict each other.
    #[error("the areas for tiles are damaged; build the index again")]
    Damaged,
    /// More areas or vertices than there are numbers for.
    #[error("the areas have too many borders for tiles: split the set of areas or simplify its shapes")]
    TooLarge,
}

#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Header {
    magic: [u8; 8],
    version: u32,
    areas: u32,
    zoom_min: u32,
    zoom_max: u32,
    box_words: u32,
    reserved: u32,
}

/// How much a zoom holds.
#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Counts {
    rings: u32,
    steps: u32,
    chains: u32,
    vertices: u32,
}

/// A zoom in the making.
#[derive(Debug, Default)]
pub(super) struct ZoomBuilder {
    area_at: Vec<u32>,
    ring_at: Vec<u32>,
    holes: Vec<u32>,
    steps: Vec<u32>,
    chain_at: Vec<u32>,
    chain_boxes: Vec<[i32; 4]>,
    vertices: Vec<Point>,
}

impl ZoomBuilder {
    pub(super) fn of(traced: &Traced) -> Self {
        let mut zoom = Self { area_at: vec![0], ring_at: vec![0], chain_at: vec![0], ..Self::default() };
        for rings in &traced.areas {
            for ring in rings {
                zoom.steps.extend_from_slice(&ring.steps);
                zoom.ring_at.push(zoom.steps.len() as u32);
                zoom.holes.push(u32::from(ring.is_hole));
            }
            zoom.area_at.push(zoom.holes.len() as u32);
        }
        for chain in &traced.chains {
            zoom.vertices.extend_from_slice(chain);
            zoom.chain_at.push(zoom.vertices.len() as u32);
            let least = |i: usize| chain.iter().map(|p| p[i]).min().unwrap_or_default();
            let most = |i: usize| chain.iter().map(|p| p[i]).max().unwrap_or_default();
            zoom.chain_boxes.push([least(0), least(1), most(0), most(1)]);
        }
        zoom
    }

    fn words(&self) -> usize {
        self.area_at.len()
            + self.ring_at.len()
            + self.holes.len()
            + self.steps.len()
            + self.chain_at.len()
            + 4 * self.chain_boxes.len()
            + 2 * self.vertices.len()
    }
}

/// The bytes of a mosaic of so many areas.
pub(super) fn to_bytes(
    areas: usize,
    zooms: &RangeInclusive<u8>,
    boxes: &[u8],
    built: &[ZoomBuilder],
) -> Result<Vec<u8>, MosaicError> {
    let words: usize = built.iter().map(ZoomBuilder::words).sum();
    let areas = u32::try_from(areas).ok().filter(|_| words + boxes.len() / 4 < WORDS_MAX);
    let header = Header {
        magic: MAGIC,
        version: VERSION,
        areas: areas.ok_or(MosaicError::TooLarge)?,
        zoom_min: u32::from(*zooms.start()),
        zoom_max: u32::from(*zooms.end()),
        box_words: (boxes.len() / 4) as u32,
        reserved: 0,
    };
    let mut bytes = Vec::with_capacity(size_of::<Header>() + boxes.len() + 4 * (words + 4 * built.len()));
    bytes.extend_from_slice(bytemuck::bytes_of(&header));
    for zoom in built {
        // all below the number of words
        let counts = Counts {
            rings: zoom.holes.len() as u32,
            steps: zoom.steps.len() as u32,
            chains: zoom.chain_boxes.len() as u32,
            vertices: zoom.vertices.len() as u32,
        };
        bytes.extend_from_slice(bytemuck::bytes_of(&counts));
    }
    bytes.extend_from_slice(boxes);
    for zoom in built {
        for words in [&zoom.area_at, &zoom.ring_at, &zoom.holes, &zoom.steps, &zoom.chain_at] {
            bytes.extend_from_slice(bytemuck::cast_slice(words));
        }
        bytes.extend_from_slice(bytemuck::cast_slice(&zoom.chain_boxes));
        bytes.extend_from_slice(bytemuck::cast_slice(&zoom.vertices));
    }
    Ok(bytes)
}

/// What a zoom holds, as it is read. Nothing here trusts the words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Zoom<'a> {
    area_at: &'a [u32],
    ring_at: &'a [u32],
    holes: &'a [u32],
    steps: &'a [u32],
    chain_at: &'a [u32],
    chain_boxes: &'a [[i32; 4]],
    vertices: &'a [Point],
}

/// A step as it is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct StepView<'a> {
    pub vertices: &'a [Point],
    pub bounds: [i32; 4],
    pub is_reversed: bool,
}

fn range(starts: &[u32], number: usize) -> Option<Range<usize>> {
    Some(*starts.get(number)? as usize..*starts.get(number.checked_add(1)?)? as usize)
}

impl<'a> Zoom<'a> {
    /// The rings of an area: the steps of each, and whether it is a hole.
    pub(super) fn rings(self, area: u32) -> impl Iterator<Item = (&'a [u32], bool)> {
        let rings = range(self.area_at, area as usize).unwrap_or(0..0);
        rings.map_while(move |ring| {
            Some((self.steps.get(range(self.ring_at, ring)?)?, *self.holes.get(ring)? != 0))
        })
    }

    /// A step: its vertices in the order of the chain.
    pub(super) fn step(self, step: u32) -> Option<StepView<'a>> {
        let chain = (step / 2) as usize;
        let vertices = self.vertices.get(range(self.chain_at, chain)?)?;
        Some(StepView { vertices, bounds: *self.chain_boxes.get(chain)?, is_reversed: step % 2 == 1 })
    }
}

/// The parts of a mosaic.
pub(super) struct Opened<'a> {
    pub areas: u32,
    pub zoom_min: u8,
    pub boxes: PlaceIndex<'a>,
    pub zooms: Vec<Zoom<'a>>,
}

/// Takes so many words from the front.
fn take<'a, T: Pod>(words: &mut &'a [u32], count: usize) -> Option<&'a [T]> {
    let (taken, rest) = words.split_at_checked(count.checked_mul(size_of::<T>() / 4)?)?;
    *words = rest;
    bytemuck::try_cast_slice(taken).ok()
}

pub(super) fn open(bytes: &[u8]) -> Result<Opened<'_>, MosaicError> {
    let (head, body) = bytes.split_at_checked(size_of::<Header>()).ok_or(MosaicError::NotAMosaic)?;
    let header: Header = bytemuck::try_pod_read_unaligned(head).map_err(|_| MosaicError::NotAMosaic)?;
    if header.magic != MAGIC {
        return Err(MosaicError::NotAMosaic);
    }
    if header.version != VERSION {
        return Err(MosaicError::Version(header.version));
    }
    let mut words: &[u32] = bytemuck::try_cast_slice(body).map_err(|_| MosaicError::Damaged)?;
    parts(&header, &mut words).filter(|_| words.is_empty()).ok_or(MosaicError::Damaged)
}

fn parts<'a>(header: &Header, words: &mut &'a [u32]) -> Option<Opened<'a>> {
    if header.zoom_min > header.zoom_max || header.zoom_max > u32::from(TILE_ZOOM_MAX) {
        return None;
    }
    let counts: &[Counts] = take(words, (header.zoom_max - header.zoom_min) as usize + 1)?;
    let boxes: &[u32] = take(words, header.box_words as usize)?;
    let boxes = PlaceIndex::open(bytemuck::cast_slice(boxes)).ok()?;
    let areas = header.areas as usize;
    let mut zooms = Vec::with_capacity(counts.len());
    for count in counts {
        let (rings, chains) = (count.rings as usize, count.chains as usize);
        zooms.push(Zoom {
            area_at: take(words, areas.checked_add(1)?)?,
            ring_at: take(words, rings.checked_add(1)?)?,
            holes: take(words, rings)?,
            steps: take(words, count.steps as usize)?,
            chain_at: take(words, chains.checked_add(1)?)?,
            chain_boxes: take(words, chains)?,
            vertices: take(words, count.vertices as usize)?,
        });
    }
    (boxes.len() == areas).then_some(Opened {
        areas: header.areas,
        zoom_min: header.zoom_min as u8,
        boxes,
        zooms,
    })
}
