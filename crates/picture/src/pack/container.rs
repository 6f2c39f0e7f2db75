//! One file with named sections, each aligned to 8 bytes, so that it can be memory-mapped and read in place.
//!
//! Layout, little-endian: magic (8), version u32, number of sections u32, then per section name (24 bytes, zero-padded),
//! offset u64, length u64; then the sections.

use std::io::{self, Write};

/// First bytes of an index.
const MAGIC: &[u8; 8] = b"SCHOUWIX";
/// Version of the layout and of what the sections hold. Another version is rebuilt, never read.
pub const VERSION: u32 = 3;
/// Bytes of a section's name.
const NAME_BYTES: usize = 24;
/// Bytes before the table of sections.
const HEAD_BYTES: usize = 16;
/// Bytes of an entry in the table.
const ENTRY_BYTES: usize = NAME_BYTES + 16;
/// Most sections in an index.
const SECTIONS_MAX: usize = 4_096;

/// Why bytes are not an index that this version reads.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// not an index at all
    #[error("this is not an index of a snapshot; build the snapshot again")]
    NotAnIndex,
    /// an index of another version
    #[error("the index has version {0}, this program reads version {VERSION}; build the snapshot again")]
    OtherVersion(u32),
    /// more than the index has numbers for
    #[error("there is more in this snapshot than one index can hold; build it for one gemeente with --area")]
    TooMuch,
    /// cut off or damaged
    #[error("the index is damaged in section `{0}`; build the snapshot again")]
    Damaged(String),
}

impl PackError {
    pub(crate) fn damaged(section: &str) -> Self {
        Self::Damaged(section.into())
    }
}

/// Sections in the making.
#[derive(Debug, Default)]
pub struct ContainerBuilder {
    sections: Vec<(String, Vec<u8>)>,
}

impl ContainerBuilder {
    /// Adds a section. Names are at most 24 bytes and must differ.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        debug_assert!(name.len() <= NAME_BYTES && self.sections.iter().all(|(known, _)| known != name));
        self.sections.push((name.into(), bytes));
    }

    /// Writes the whole.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn write(self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(MAGIC)?;
        out.write_all(&VERSION.to_le_bytes())?;
        let count = u32::try_from(self.sections.len()).unwrap_or(u32::MAX);
        out.write_all(&count.to_le_bytes())?;
        let mut offset = align(HEAD_BYTES + self.sections.len() * ENTRY_BYTES);
        for (name, bytes) in &self.sections {
            let mut field = [0_u8; NAME_BYTES];
            field.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
            out.write_all(&field)?;
            out.write_all(&(offset as u64).to_le_bytes())?;
            out.write_all(&(bytes.len() as u64).to_le_bytes())?;
            offset = align(offset + bytes.len());
        }
        let mut at = HEAD_BYTES + self.sections.len() * ENTRY_BYTES;
        for (_, bytes) in &self.sections {
            at = pad(out, at)?;
            out.write_all(bytes)?;
            at += bytes.len();
        }
        pad(out, at)?;
        Ok(())
    }
}

fn align(at: usize) -> usize {
    at.next_multiple_of(8)
}

fn pad(out: &mut dyn Write, at: usize) -> io::Result<usize> {
    let aligned = align(at);
    out.write_all(&[0_u8; 8][..aligned - at])?;
    Ok(aligned)
}

/// A view of an index.
#[derive(Debug, Clone)]
pub struct Container<'a> {
    bytes: &'a [u8],
    sections: Vec<(&'a str, std::ops::Range<usize>)>,
}

impl<'a> Container<'a> {
    /// Looks at the head and the table of sections.
    ///
    /// # Errors
    /// When it is no index, of another version, or a section lies outside the bytes.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PackError> {
        if bytes.get(..8) != Some(MAGIC) {
            return Err(PackError::NotAnIndex);
        }
        let version = read_u32(bytes, 8).ok_or(PackError::NotAnIndex)?;
        if version != VERSION {
            return Err(PackError::OtherVersion(version));
        }
        let count = read_u32(bytes, 12).ok_or(PackError::NotAnIndex)? as usize;
        if count > SECTIONS_MAX {
            return Err(PackError::damaged("table"));
        }
        let entry = |number: usize| -> Option<(&'a str, std::ops::Range<usize>)> {
            let at = HEAD_BYTES + number * ENTRY_BYTES;
            let name = bytes.get(at..at + NAME_BYTES)?;
            let length = name.iter().position(|b| *b == 0).unwrap_or(NAME_BYTES);
            let name = std::str::from_utf8(name.get(..length)?).ok()?;
            let start = usize::try_from(read_u64(bytes, at + NAME_BYTES)?).ok()?;
            let length = usize::try_from(read_u64(bytes, at + NAME_BYTES + 8)?).ok()?;
            let end = start.checked_add(length)?;
            (start % 8 == 0 && end <= bytes.len()).then_some((name, start..end))
        };
        let sections: Option<Vec<_>> = (0..count).map(entry).collect();
        Ok(Self { bytes, sections: sections.ok_or_else(|| PackError::damaged("table"))? })
    }

    /// The bytes of a section.
    ///
    /// # Errors
    /// When there is no such section.
    pub fn section(&self, name: &str) -> Result<&'a [u8], PackError> {
        self.range(name).and_then(|range| self.bytes.get(range)).ok_or_else(|| PackError::damaged(name))
    }

    /// A section as an array of numbers.
    ///
    /// # Errors
    /// When there is no such section, its length is not a whole number of them, or the bytes are not aligned.
    pub fn array<T: bytemuck::Pod>(&self, name: &str) -> Result<&'a [T], PackError> {
        bytemuck::try_cast_slice(self.section(name)?).map_err(|_| PackError::damaged(name))
    }

    /// Where a section lies in the bytes.
    #[must_use]
    pub fn range(&self, name: &str) -> Option<std::ops::Range<usize>> {
        self.sections.iter().find(|(known, _)| *known == name).map(|(_, range)| range.clone())
    }
}

fn read_u32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn read_u64(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_come_back_as_they_went_in() {
        let mut builder = ContainerBuilder::default();
        builder.add("names", b"abc".to_vec());
        builder.add("numbers", bytemuck::cast_slice(&[1_u32, 2, 3]).to_vec());
        let mut bytes = Vec::new();
        builder.write(&mut bytes).unwrap();
        let aligned: Vec<u64> = bytes.chunks(8).map(|c| u64::from_le_bytes(c.try_into().unwrap())).collect();
        let container = Container::open(bytemuck::cast_slice(&aligned)).unwrap();
        assert_eq!(container.section("names").unwrap(), b"abc");
        assert_eq!(container.array::<u32>("numbers").unwrap(), [1, 2, 3]);
        assert_eq!(container.section("other"), Err(PackError::damaged("other")));
    }

    #[test]
    fn a_damaged_index_is_refused() {
        assert_eq!(Container::open(b"").unwrap_err(), PackError::NotAnIndex);
        let mut builder = ContainerBuilder::default();
        builder.add("names", b"abc".to_vec());
        let mut bytes = Vec::new();
        builder.write(&mut bytes).unwrap();
        let mut other = bytes.clone();
        other[8] = 9;
        assert_eq!(Container::open(&other).unwrap_err(), PackError::OtherVersion(9));
        bytes.truncate(bytes.len() - 8);
        assert_eq!(Container::open(&bytes).unwrap_err(), PackError::damaged("table"));
    }
}
