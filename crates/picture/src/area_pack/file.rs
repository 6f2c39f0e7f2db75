//! The bytes of an area pack.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use schouw_area::AreaCode;
use schouw_base::Digest;
use serde::{Deserialize, Serialize};

use crate::pack::{ContainerBuilder, VERSION as INDEX_VERSION};

/// First bytes of an area pack.
const MAGIC: &[u8; 8] = b"SCHOUWAP";
/// Version of the head and of what follows it.
pub const VERSION: u32 = 1;
/// Bytes before the head.
const START_BYTES: usize = 16;
/// Most bytes of the head.
const HEAD_BYTES_MAX: usize = 64 << 10;
/// Most bytes of the index in a pack, unpacked.
pub const INDEX_BYTES_MAX: usize = 256 << 20;
/// Bytes of a word of the index in memory: its arrays are read in place and must be aligned.
const WORD_BYTES: usize = 8;

/// What a pack says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// the gemeente
    pub gemeente: AreaCode,
    /// its name
    pub name: String,
    /// digest of the snapshot that it was cut from
    pub snapshot: Digest,
    /// what made it
    pub made_by: String,
    /// version of the index inside
    pub index_version: u32,
    /// bytes of the index, unpacked
    pub index_bytes: u64,
    /// SHA-256 of the index, unpacked
    pub index_digest: Digest,
    /// how far outside the gemeente things are kept, in metres
    pub margin_m: u32,
}

/// Why bytes are not an area pack that this version reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackFileError {
    /// not a pack at all
    #[error("this is not an area pack; download it again")]
    NotAPack,
    /// of another version
    #[error("the area pack has version {0}, this program reads version {VERSION}; download it again")]
    OtherVersion(u32),
    /// its index is of another version
    #[error(
        "the index in the area pack has version {0}, this program reads {INDEX_VERSION}; download it again"
    )]
    OtherIndex(u32),
    /// cut off or damaged
    #[error("the area pack is damaged: {0}; download it again")]
    Damaged(&'static str),
    /// more than a pack may hold
    #[error(
        "the area pack unpacks to {0} bytes, {INDEX_BYTES_MAX} is the most; build the snapshot for a smaller area"
    )]
    TooLarge(u64),
}

/// A pack that was unpacked: what it says of itself, and its index in memory as it can be opened in place.
#[derive(Debug, Clone)]
pub struct Opened {
    /// what it says of itself
    pub head: Head,
    words: Vec<u64>,
    bytes: usize,
}

impl Opened {
    /// The index, aligned.
    #[must_use]
    pub fn index(&self) -> &[u8] {
        bytemuck::cast_slice(&self.words).get(..self.bytes).unwrap_or(&[])
    }
}

/// Writes a pack of an index.
///
/// # Errors
/// When the index is larger than a pack may hold.
pub(super) fn write(
    gemeente: AreaCode,
    name: String,
    snapshot: Digest,
    index: ContainerBuilder,
    margin_m: u32,
) -> Result<Vec<u8>, PackFileError> {
    let mut unpacked = Vec::new();
    let failed = |_| PackFileError::Damaged("it cannot be written");
    index.write(&mut unpacked).map_err(failed)?;
    if unpacked.len() > INDEX_BYTES_MAX {
        return Err(PackFileError::TooLarge(unpacked.len() as u64));
    }
    let head = Head {
        gemeente,
        name,
        snapshot,
        made_by: concat!("schouw ", env!("CARGO_PKG_VERSION")).into(),
        index_version: INDEX_VERSION,
        index_bytes: unpacked.len() as u64,
        index_digest: Digest::of(&unpacked),
        margin_m,
    };
    let head = serde_json::to_vec(&head).map_err(|_| PackFileError::Damaged("its head cannot be written"))?;
    let length = u32::try_from(head.len()).map_err(|_| PackFileError::Damaged("its head is too long"))?;
    let mut out = Vec::with_capacity(unpacked.len() / 4);
    out.extend(MAGIC);
    out.extend(VERSION.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(head);
    let mut encoder = ZlibEncoder::new(out, Compression::best());
    encoder.write_all(&unpacked).map_err(failed)?;
    encoder.finish().map_err(failed)
}

/// What a pack says of itself, without unpacking it; and where its index begins.
///
/// # Errors
/// When the bytes are not a pack, or of another version.
pub fn head(bytes: &[u8]) -> Result<(Head, usize), PackFileError> {
    if bytes.get(..MAGIC.len()) != Some(MAGIC) {
        return Err(PackFileError::NotAPack);
    }
    let word =
        |at: usize| -> Option<u32> { Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)) };
    let version = word(8).ok_or(PackFileError::NotAPack)?;
    if version != VERSION {
        return Err(PackFileError::OtherVersion(version));
    }
    let cut = PackFileError::Damaged("it is cut off");
    let length = word(12).ok_or_else(|| cut.clone())? as usize;
    if length > HEAD_BYTES_MAX {
        return Err(PackFileError::Damaged("its head is too long"));
    }
    let end = START_BYTES + length;
    let head: Head = serde_json::from_slice(bytes.get(START_BYTES..end).ok_or(cut)?)
        .map_err(|_| PackFileError::Damaged("its head cannot be read"))?;
    if head.index_version != INDEX_VERSION {
        return Err(PackFileError::OtherIndex(head.index_version));
    }
    if head.index_bytes > INDEX_BYTES_MAX as u64 {
        return Err(PackFileError::TooLarge(head.index_bytes));
    }
    Ok((head, end))
}

/// Unpacks a pack. Whatever was changed in it is found: the index is compared with its digest.
///
/// # Errors
/// When the bytes are not a pack of this version, or are damaged.
pub fn open(bytes: &[u8]) -> Result<Opened, PackFileError> {
    let (head, start) = head(bytes)?;
    let length = usize::try_from(head.index_bytes).map_err(|_| PackFileError::TooLarge(head.index_bytes))?;
    let mut decoder = ZlibDecoder::new(bytes.get(start..).unwrap_or_default());
    // grows with what there is, so that a head that lies costs no memory
    let mut words: Vec<u64> = Vec::new();
    let mut filled = 0;
    let damaged = |_| PackFileError::Damaged("its index cannot be unpacked");
    while filled < length {
        if filled == words.len() * WORD_BYTES {
            let more = (words.len().max(1 << 15)).min((length - filled).div_ceil(WORD_BYTES));
            words.resize(words.len() + more, 0);
        }
        let space: &mut [u8] = bytemuck::cast_slice_mut(&mut words);
        let end = space.len().min(length);
        let read = decoder.read(space.get_mut(filled..end).unwrap_or_default()).map_err(damaged)?;
        if read == 0 {
            return Err(PackFileError::Damaged("its index is cut off"));
        }
        filled += read;
    }
    if decoder.read(&mut [0]).map_err(damaged)? != 0 {
        return Err(PackFileError::Damaged("its index is longer than its head says"));
    }
    let opened = Opened { head, words, bytes: length };
    if Digest::of(opened.index()) != opened.head.index_digest {
        return Err(PackFileError::Damaged("its index is not the one that was packed"));
    }
    Ok(opened)
}
