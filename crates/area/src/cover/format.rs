//! The bytes of the index, and the checks when they are opened.

use bytemuck::{Pod, Zeroable};

use super::Cover;
use super::grid::Grid;

/// Stands for no area: outside all of them.
pub const NOBODY: u32 = u32::MAX;
/// A cell with this bit leads to a record, at the word that the other bits say; [`NOBODY`] excepted.
pub(super) const RECORD_BIT: u32 = 1 << 31;
/// Most words of records: offsets have 31 bits, and the last one stands for nobody.
pub(super) const RECORD_WORDS_MAX: usize = (1 << 31) - 1;

const MAGIC: [u8; 8] = *b"SchCover";
const VERSION: u32 = 1;

/// Why bytes are not an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CoverError {
    /// Not an index of areas.
    #[error("the bytes are no index of areas; build the index again")]
    NotACover,
    /// An index of another version.
    #[error(
        "the index of areas has version {0}, this program reads version {VERSION}; build the index again"
    )]
    Version(u32),
    /// Cut off, or with numbers that contradict each other.
    #[error("the index of areas is damaged; build the index again")]
    Damaged,
    /// The bytes do not start at a multiple of 4, or the machine is not little-endian.
    #[error("the index of areas cannot be mapped as it lies in memory; copy it to an aligned place")]
    Misaligned,
}

#[derive(Debug, Clone, Copy, Pod, Zeroable)]
#[repr(C)]
struct Header {
    magic: [u8; 8],
    version: u32,
    areas: u32,
    west: i32,
    south: i32,
    shift: u32,
    columns: u32,
    rows: u32,
    reserved: u32,
    record_words: u64,
}

/// The bytes of an index.
pub(super) fn to_bytes(grid: Grid, areas: u32, cells: &[u32], records: &[u32]) -> Vec<u8> {
    let header = Header {
        magic: MAGIC,
        version: VERSION,
        areas,
        west: grid.west,
        south: grid.south,
        shift: grid.shift,
        columns: grid.columns,
        rows: grid.rows,
        reserved: 0,
        record_words: records.len() as u64,
    };
    let mut bytes = Vec::with_capacity(size_of::<Header>() + 4 * (cells.len() + records.len()));
    bytes.extend_from_slice(bytemuck::bytes_of(&header));
    bytes.extend_from_slice(bytemuck::cast_slice(cells));
    bytes.extend_from_slice(bytemuck::cast_slice(records));
    bytes
}

impl<'a> Cover<'a> {
    /// Opens an index that [`Cover::build`] made. Reads the header only: what is wrong further on gives a wrong answer or
    /// none, never a panic; the digest of the file is what guards against that.
    ///
    /// # Errors
    /// When the bytes are not an index of this version, or not all of it, or do not lie at a multiple of 4.
    pub fn open(bytes: &'a [u8]) -> Result<Self, CoverError> {
        let (head, body) = bytes.split_at_checked(size_of::<Header>()).ok_or(CoverError::NotACover)?;
        let header: Header = bytemuck::try_pod_read_unaligned(head).map_err(|_| CoverError::NotACover)?;
        if header.magic != MAGIC {
            return Err(CoverError::NotACover);
        }
        if header.version != VERSION {
            // on a big-endian machine the version reads as another one
            return Err(CoverError::Version(header.version));
        }
        let words: &[u32] = match bytemuck::try_cast_slice(body) {
            Ok(words) => words,
            Err(bytemuck::PodCastError::TargetAlignmentGreaterAndInputNotAligned) => {
                return Err(CoverError::Misaligned);
            }
            Err(_) => return Err(CoverError::Damaged),
        };
        let grid = Grid::checked(header.west, header.south, header.shift, header.columns, header.rows)
            .ok_or(CoverError::Damaged)?;
        let (cells, records) = words.split_at_checked(grid.cells()).ok_or(CoverError::Damaged)?;
        let whole = records.len() as u64 == header.record_words && records.len() <= RECORD_WORDS_MAX;
        if !whole || header.areas >= RECORD_BIT {
            return Err(CoverError::Damaged);
        }
        Ok(Self { grid, areas: header.areas, cells, records })
    }
}
