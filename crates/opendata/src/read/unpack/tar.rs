//! Files in a tar archive (POSIX 1003.1 ustar and pax, GNU long names), as a stream.
//!
//! Written here since the `tar` crate reads a long name of any size into memory and wants to know of links, owners
//! and times; all that is wanted is a name and bytes.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use super::{Pick, Visit};
use crate::limits::ARCHIVE_FILES_MAX;
use crate::read::{LimitHit, Place, ReadError};

/// Bytes in a block: a header is one, contents are filled up to one.
const BLOCK_BYTES: usize = 512;
/// Most bytes of a name that stands in a block of its own.
const LONG_NAME_BYTES_MAX: u64 = 64 << 10;

/// What a header says.
struct Header {
    name: String,
    bytes: u64,
    kind: u8,
}

/// Visits each file of the archive that is picked. Returns how many.
///
/// # Errors
/// When the archive is cut off or not a tar, or holds too many files; and the error of a visit.
pub fn each_file(input: &mut impl BufRead, pick: &Pick, visit: &mut Visit<'_>) -> Result<usize, ReadError> {
    let (mut entries, mut visited) = (0_u64, 0);
    let mut long_name: Option<String> = None;
    loop {
        entries += 1;
        let at = Place { record: entries, line: None, byte: None };
        if entries > ARCHIVE_FILES_MAX as u64 {
            let hit = LimitHit { what: "the archive", limit: ARCHIVE_FILES_MAX as u64, unit: "files" };
            return Err(ReadError::OverLimit { at, hit });
        }
        let Some(header) = header(input, at)? else { return Ok(visited) };
        let mut contents = input.take(header.bytes);
        match header.kind {
            b'L' | b'x' => long_name = name_in(&mut contents, header.kind, at)?.or(long_name),
            b'0' | 0 => {
                let name = long_name.take().unwrap_or(header.name);
                if pick.takes(&name) {
                    visited += 1;
                    // a cut shows here as an early end, and is seen below
                    if visit(&name, &mut contents)? == ControlFlow::Break(()) {
                        return Ok(visited);
                    }
                }
            }
            _ => long_name = None,
        }
        let left = contents.limit();
        let filling = (BLOCK_BYTES as u64 - header.bytes % BLOCK_BYTES as u64) % BLOCK_BYTES as u64;
        skip(input, left.saturating_add(filling)).map_err(|error| ReadError::from_io(error, at))?;
    }
}

/// Reads a header; `None` at the end of the archive.
fn header(input: &mut impl BufRead, at: Place) -> Result<Option<Header>, ReadError> {
    let mut block = Vec::with_capacity(BLOCK_BYTES);
    input.take(BLOCK_BYTES as u64).read_to_end(&mut block).map_err(|error| ReadError::from_io(error, at))?;
    if block.is_empty() || (block.len() == BLOCK_BYTES && block.iter().all(|byte| *byte == 0)) {
        return Ok(None);
    }
    let not_a_tar = |why: &str| ReadError::NotTheFormat { format: "a tar archive", at, why: why.into() };
    let block: &[u8; BLOCK_BYTES] = block.as_slice().try_into().map_err(|_| ReadError::CutOff { at })?;
    let sum = octal(field(block, 148, 8)).ok_or_else(|| not_a_tar("a header has no checksum"))?;
    // the checksum counts itself as eight spaces
    let bytes = block.iter().enumerate();
    let found: u64 =
        bytes.map(|(at, byte)| u64::from(if (148..156).contains(&at) { b' ' } else { *byte })).sum();
    if sum != found {
        return Err(not_a_tar("a header does not have the sum it says; fetch the file again"));
    }
    let bytes = octal(field(block, 124, 12)).ok_or_else(|| not_a_tar("a file is larger than 8 GiB"))?;
    let text = |from, length| {
        let field = field(block, from, length);
        let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
        String::from_utf8_lossy(field.get(..end).unwrap_or_default()).into_owned()
    };
    let (name, prefix) = (text(0, 100), text(345, 155));
    let is_posix = field(block, 257, 6) == b"ustar\0";
    let name = if is_posix && !prefix.is_empty() { format!("{prefix}/{name}") } else { name };
    Ok(Some(Header { name, bytes, kind: field(block, 156, 1).first().copied().unwrap_or(0) }))
}

fn field(block: &[u8; BLOCK_BYTES], from: usize, length: usize) -> &[u8] {
    block.get(from..from + length).unwrap_or_default()
}

fn octal(field: &[u8]) -> Option<u64> {
    let digits = std::str::from_utf8(field).ok()?;
    u64::from_str_radix(digits.trim_matches(['\0', ' ']), 8).ok()
}

/// The name of the next file, which stands in a block of its own: as a text (GNU) or among pax records.
fn name_in(
    contents: &mut io::Take<&mut impl BufRead>,
    kind: u8,
    at: Place,
) -> Result<Option<String>, ReadError> {
    if contents.limit() > LONG_NAME_BYTES_MAX {
        let hit = LimitHit { what: "a name in the archive", limit: LONG_NAME_BYTES_MAX, unit: "bytes" };
        return Err(ReadError::OverLimit { at, hit });
    }
    let mut bytes = Vec::new();
    contents.read_to_end(&mut bytes).map_err(|error| ReadError::from_io(error, at))?;
    let text = String::from_utf8_lossy(&bytes);
    if kind == b'L' {
        return Ok(Some(text.trim_end_matches('\0').to_owned()));
    }
    // pax: `27 path=een/lange/naam.json`
    let path = text.lines().find_map(|line| line.split_once(' ')?.1.strip_prefix("path="));
    Ok(path.map(str::to_owned))
}

/// Passes so many bytes.
fn skip(input: &mut impl BufRead, bytes: u64) -> io::Result<()> {
    let passed = io::copy(&mut input.take(bytes), &mut io::sink())?;
    if passed < bytes { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}
