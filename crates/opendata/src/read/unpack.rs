//! Packed inputs: gzip, zip and tar, unpacked as a stream, never to disk, and never to more than the limits allow.
//!
//! A name inside an archive is a name and nothing else: no path is made of it, so `../../etc/passwd` is harmless.

mod guard;
mod shared;
mod tar;

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::rc::Rc;

use flate2::bufread::MultiGzDecoder;
use zip::ZipArchive;

use self::guard::{Guarded, Metered};
use self::shared::Shared;
use super::text::Peeked;
use super::{LimitHit, Place, ReadError};
use crate::limits::ARCHIVE_FILES_MAX;

/// Bytes read at a time.
const BUFFER_BYTES: usize = 64 << 10;
/// Bytes that tell how a file is packed; a tar says so at 257.
const SNIFF_BYTES: usize = 512;

/// What the record begins with that ends a zip.
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
/// Most bytes that the record that ends a zip can have, its comment included.
const END_BYTES_MAX: u64 = 22 + 65_535;
/// Most bytes read to find the files in a zip: 1,600 for each that an archive may hold.
const DIRECTORY_LIMIT: LimitHit =
    LimitHit { what: "the directory of the archive", limit: 16 << 20, unit: "bytes" };

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// not at all
    Plain,
    /// gzip (RFC 1952), of one or several members
    Gzip,
    /// zip (APPNOTE 6.3)
    Zip,
    /// tar (POSIX 1003.1 ustar)
    Tar,
}

/// How a file is packed, by its first bytes.
#[must_use]
pub fn sniff(head: &[u8]) -> Packing {
    if head.starts_with(&[0x1f, 0x8b]) {
        Packing::Gzip
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Packing::Zip
    } else if head.get(257..262) == Some(b"ustar") {
        Packing::Tar
    } else {
        Packing::Plain
    }
}

/// Which files of an archive are read. A file that is not in an archive always is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pick {
    /// what the name ends with, capitals or not: `.csv`; anything when empty
    pub ending: String,
    /// the whole name, folders included; anything when absent
    pub name: Option<String>,
}

impl Pick {
    /// Whether a file in an archive is one to read: never a folder, nor what macOS adds.
    #[must_use]
    pub fn takes(&self, name: &str) -> bool {
        let added = name.split('/').any(|part| part == "__MACOSX" || part.starts_with("._"));
        let tail = name.len().checked_sub(self.ending.len()).and_then(|at| name.get(at..));
        !added
            && !name.ends_with('/')
            && tail.is_some_and(|tail| tail.eq_ignore_ascii_case(&self.ending))
            && self.name.as_ref().is_none_or(|wanted| wanted == name)
    }
}

/// Visits one file: its name, empty when it stood in no archive, and its bytes.
pub type Visit<'v> = dyn FnMut(&str, &mut dyn BufRead) -> Result<ControlFlow<()>, ReadError> + 'v;

/// Unpacks an input and visits each file in it that is picked, in the order of the archive. Returns how many.
///
/// # Errors
/// When the input cannot be read, is cut off or over a limit; and the error of a visit.
pub fn each_file(input: impl Read + Seek, pick: &Pick, visit: &mut Visit<'_>) -> Result<usize, ReadError> {
    let mut input = Peeked::new(BufReader::with_capacity(BUFFER_BYTES, input), SNIFF_BYTES);
    match sniff(input.head()) {
        Packing::Zip => {
            let mut input = input.into_inner().into_inner();
            input.rewind().map_err(|error| ReadError::from_io(error, Place::default()))?;
            let mut archive = Archive::open(input)?;
            archive.each_file(pick, visit)
        }
        Packing::Gzip => {
            let mut input = Peeked::new(gunzipped(input), SNIFF_BYTES);
            match sniff(input.head()) {
                Packing::Tar => tar::each_file(&mut input, pick, visit),
                _ => visit("", &mut input).map(|_| 1),
            }
        }
        Packing::Tar => tar::each_file(&mut input, pick, visit),
        Packing::Plain => visit("", &mut input).map(|_| 1),
    }
}

/// Unpacks gzip of one or several members. What was unpacked before a cut is read before the error comes.
pub fn gunzipped<'r>(input: impl BufRead + 'r) -> impl BufRead + 'r {
    let taken = Rc::new(Cell::new(0));
    let unpacked = MultiGzDecoder::new(Metered::new(input, Rc::clone(&taken)));
    BufReader::with_capacity(BUFFER_BYTES, Guarded::new(unpacked, taken, Rc::default()))
}

/// A zip archive whose files are read as streams.
pub struct Archive<R: Read + Seek> {
    zip: ZipArchive<Shared<R>>,
    names: Vec<String>,
    /// bytes of the archive itself
    bytes: u64,
    /// bytes unpacked from the whole archive so far
    total: Rc<Cell<u64>>,
}

impl<R: Read + Seek> Archive<R> {
    /// Reads the directory of a zip archive.
    ///
    /// # Errors
    /// When the input is not a zip, is cut off (its directory stands at the end), or holds too many files.
    pub fn open(input: R) -> Result<Self, ReadError> {
        let mut input = Shared::new(input);
        let bytes = ends_as_a_zip(&mut input)?;
        let budget = input.clone();
        budget.limit(Some(DIRECTORY_LIMIT));
        let zip = ZipArchive::new(input);
        // the `zip` crate says in its own words what an input that cannot be read further is to it
        if let Some(hit) = budget.limit_hit() {
            return Err(ReadError::OverLimit { at: Place::default(), hit });
        }
        budget.limit(None);
        let zip = zip.map_err(fault)?;
        if zip.len() > ARCHIVE_FILES_MAX {
            let hit = LimitHit { what: "the archive", limit: ARCHIVE_FILES_MAX as u64, unit: "files" };
            return Err(ReadError::OverLimit { at: Place::default(), hit });
        }
        let name = |at| {
            zip.name_for_index(at)
                .map_or_else(String::new, |name| name.map_or_else(|_| String::new(), Cow::into_owned))
        };
        let names = (0..zip.len()).map(name).collect();
        Ok(Self { zip, names, bytes, total: Rc::default() })
    }

    /// The names of the files in the archive, in its order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// A second hand on the same archive, so that two of its files can be read side by side.
    #[must_use]
    pub fn second(&self) -> Self {
        Self {
            zip: self.zip.clone(),
            names: self.names.clone(),
            bytes: self.bytes,
            total: Rc::clone(&self.total),
        }
    }

    /// The bytes of one file, by its number among the names.
    ///
    /// # Errors
    /// When there is no such file, or it is encrypted or packed in a way that is not read.
    pub fn file(&mut self, at: usize) -> Result<impl BufRead + '_, ReadError> {
        let file = self.zip.by_index(at).map_err(fault)?;
        // what the directory claims, but no more than there is
        let packed = Rc::new(Cell::new(file.compressed_size().min(self.bytes)));
        let guarded = Guarded::new(file, packed, Rc::clone(&self.total));
        Ok(BufReader::with_capacity(BUFFER_BYTES, guarded))
    }

    fn each_file(&mut self, pick: &Pick, visit: &mut Visit<'_>) -> Result<usize, ReadError> {
        let names = self.names.clone();
        let mut visited = 0;
        for (at, name) in names.iter().enumerate().filter(|(_, name)| pick.takes(name)) {
            visited += 1;
            if visit(name, &mut self.file(at)?)?.is_break() {
                break;
            }
        }
        Ok(visited)
    }
}

/// The size of an archive; an error when the record that ends every zip is not at its end.
fn ends_as_a_zip(input: &mut (impl Read + Seek)) -> Result<u64, ReadError> {
    let world = |error| ReadError::from_io(error, Place::default());
    let bytes = input.seek(SeekFrom::End(0)).map_err(world)?;
    input.seek(SeekFrom::Start(bytes.saturating_sub(END_BYTES_MAX))).map_err(world)?;
    let mut end = Vec::new();
    input.take(END_BYTES_MAX).read_to_end(&mut end).map_err(world)?;
    if end.windows(END_SIGNATURE.len()).any(|window| window == END_SIGNATURE) {
        return Ok(bytes);
    }
    let why = "its directory, which stands at the end, is not there: it is cut off; fetch it again".into();
    Err(ReadError::NotTheFormat { format: "a whole zip archive", at: Place::default(), why })
}

/// What the `zip` crate says, as an error of a reader.
fn fault(error: zip::result::ZipError) -> ReadError {
    let at = Place::default();
    match error {
        zip::result::ZipError::Io(source) => ReadError::from_io(source, at),
        other => ReadError::NotTheFormat {
            format: "a zip archive that can be read",
            at,
            why: format!("{other}; when it is cut off, fetch it again").to_lowercase(),
        },
    }
}

#[cfg(test)]
mod tests;
