//! A tile as it is handed out.

use std::cell::RefCell;
use std::io::Read as _;

use bytes::Bytes;
use flate2::{Compress, Compression, FlushCompress, Status};

/// Tiles up to this size are not packed: they fit in one packet on the wire, and packing takes longer than drawing them.
const UNPACKED_BYTES_MAX: usize = 1_200;
/// How hard gzip tries on small tiles, where time counts, and on large ones, where size does.
const LEVELS: [u32; 2] = [1, 3];
/// Size from which a tile is a large one.
const LARGE_BYTES: usize = 16 << 10;
/// Bits of the window of gzip.
const WINDOW_BITS: u8 = 15;
/// Room for what gzip adds to bytes that cannot be packed.
const GZIP_ROOM: usize = 256;
/// How gzip begins (RFC 1952, 2.3.1).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// Largest tile, unpacked; far above what drawing allows.
const UNPACKED_BYTES_LIMIT: u64 = 64 << 20;

thread_local! {
    /// what gzip needs while it packs, for each level: making it anew takes longer than packing a small tile
    static PACKERS: [RefCell<Compress>; 2] =
        LEVELS.map(|level| RefCell::new(Compress::new_gzip(Compression::new(level), WINDOW_BITS)));
}

/// A tile as it is handed out. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// a Mapbox Vector Tile, packed by gzip when `is_gzip` says so; empty when nothing shows in it
    pub bytes: Bytes,
    /// whether the bytes are packed by gzip
    pub is_gzip: bool,
}

impl Held {
    /// Packs a tile, when that makes it smaller.
    #[must_use]
    pub fn of(tile: Vec<u8>) -> Self {
        let packed = if tile.len() > UNPACKED_BYTES_MAX { pack(&tile) } else { None };
        match packed.filter(|packed| packed.len() < tile.len()) {
            Some(packed) => Self { bytes: packed.into(), is_gzip: true },
            None => Self { bytes: tile.into(), is_gzip: false },
        }
    }

    /// A tile that was packed before.
    pub(super) fn again(bytes: &[u8]) -> Self {
        // no tile begins like this by itself: its first byte is the tag of a layer
        Self { is_gzip: bytes.starts_with(&GZIP_MAGIC), bytes: Bytes::copy_from_slice(bytes) }
    }

    /// The tile for who takes no gzip; none when the bytes are damaged.
    #[must_use]
    pub fn unpacked(&self) -> Option<Bytes> {
        if !self.is_gzip {
            return Some(self.bytes.clone());
        }
        let mut tile = Vec::new();
        let unpacker = flate2::read::GzDecoder::new(self.bytes.as_ref());
        unpacker.take(UNPACKED_BYTES_LIMIT).read_to_end(&mut tile).ok()?;
        Some(tile.into())
    }
}

/// The bytes packed by gzip; none when that does not go.
fn pack(bytes: &[u8]) -> Option<Vec<u8>> {
    PACKERS.with(|[quick, thorough]| {
        let mut packer = if bytes.len() < LARGE_BYTES { quick } else { thorough }.try_borrow_mut().ok()?;
        packer.reset();
        let mut out = Vec::with_capacity(bytes.len() / 2 + GZIP_ROOM);
        loop {
            let rest = bytes.get(usize::try_from(packer.total_in()).ok()?..)?;
            match packer.compress_vec(rest, &mut out, FlushCompress::Finish).ok()? {
                Status::StreamEnd => return Some(out),
                Status::Ok | Status::BufError => out.reserve(bytes.len() / 2 + GZIP_ROOM),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_back() {
        let noise: Vec<u8> = (0..200_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 23) as u8).collect();
        for tile in [vec![], vec![7; 100], vec![7; 100_000], noise.clone(), noise[..1_500].to_vec()] {
            let held = Held::of(tile.clone());
            assert!(held.bytes.len() <= tile.len());
            assert_eq!(held.unpacked().unwrap(), tile);
        }
        assert!(Held::of(vec![7; 100_000]).is_gzip && !Held::of(vec![7; 100]).is_gzip);
        let broken = Held { bytes: Bytes::from_static(b"no gzip"), is_gzip: true };
        assert_eq!(broken.unpacked(), None);
    }
}
