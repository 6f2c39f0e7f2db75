//! The chain in a book: each line ends with the digest of itself and the end of the line before.

use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use schouw_base::{Digest, Hasher};

use super::book::{file_of, months};

/// What stands before the digest in a line.
const BEFORE: &str = ",\"keten\":\"";
/// What stands after it.
const AFTER: &str = "\"}\n";
/// Characters of a digest.
const DIGEST_CHARS: usize = 64;
/// Longest line, in bytes; also how much is read at the end of a file.
pub(super) const LINE_BYTES_MAX: usize = 16 << 10;

/// Where a chain is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chain(Option<Digest>);

impl Chain {
    /// Before the first line.
    pub(super) const START: Self = Self(None);

    /// The line with its link, and the chain after it.
    pub(super) fn link(self, object: &str) -> (String, Self) {
        let open = object.strip_suffix('}').unwrap_or(object);
        let digest = self.digest(open);
        (format!("{open}{BEFORE}{digest}{AFTER}"), Self(Some(digest)))
    }

    fn digest(self, open: &str) -> Digest {
        let mut hasher = Hasher::default();
        if let Some(before) = self.0 {
            hasher.update(before.as_bytes());
        }
        hasher.update(open.as_bytes());
        hasher.finish()
    }

    /// The part of a line before its link, and the digest that it holds.
    fn apart(line: &str) -> Option<(&str, Digest)> {
        let line = line.strip_suffix(AFTER)?;
        let at = line.len().checked_sub(DIGEST_CHARS)?;
        let (open, digest) = line.split_at_checked(at)?;
        Some((open.strip_suffix(BEFORE)?, digest.parse().ok()?))
    }

    /// The chain at the end of a file, and how long the file is up to its last whole line.
    pub(super) fn at_end(path: &Path) -> io::Result<(Self, u64)> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let from = length.saturating_sub(2 * LINE_BYTES_MAX as u64);
        file.seek(SeekFrom::Start(from))?;
        let mut tail = Vec::new();
        file.read_to_end(&mut tail)?;
        let whole = tail.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        tail.truncate(whole);
        let text = String::from_utf8_lossy(&tail);
        let last = text.split_inclusive('\n').next_back().unwrap_or_default();
        Ok((Self(Self::apart(last).map(|(_, digest)| digest)), from + whole as u64))
    }
}

/// Looks whether the lines of a book are as they were written: how many there are, and in which file and line the chain
/// breaks. Months that were removed at the beginning, when their time was over, are no break.
///
/// # Errors
/// When the files cannot be read.
pub fn verify(book: &Path) -> io::Result<Result<u64, String>> {
    let (mut chain, mut lines, mut first) = (Chain::START, 0_u64, true);
    for month in months(book)? {
        let mut reader = BufReader::new(File::open(file_of(book, &month))?);
        let mut number = 0_u64;
        loop {
            let mut line = String::new();
            let read = reader.by_ref().take(2 * LINE_BYTES_MAX as u64).read_line(&mut line)?;
            if read == 0 {
                break;
            }
            number += 1;
            let whole = Chain::apart(&line);
            // what came before the first line may have been removed in time
            let fits = whole.is_some_and(|(open, digest)| first || chain.digest(open) == digest);
            let Some((_, digest)) = whole.filter(|_| fits) else {
                return Ok(Err(format!(
                    "{month}.jsonl, line {number}: changed, or a line is missing before it"
                )));
            };
            chain = Chain(Some(digest));
            first = false;
            lines += 1;
        }
    }
    Ok(Ok(lines))
}
