//! Holds one record of a CSV file within limits while the `csv` crate reads it.

use std::io::{self, BufRead, Read};

use crate::limits::RECORD_BYTES_MAX;
use crate::read::LimitHit;

/// Most delimiters in one record: a record of nothing but delimiters takes eight bytes of memory for each.
const DELIMITERS_MAX: usize = 1 << 20;

/// A reader that stops with an error when one record goes on for too long, as after a quote that is never closed.
///
/// The `csv` crate itself has no limit on a record. It reads ahead by a buffer at most, which the guard allows for.
pub struct RecordGuard<R> {
    inner: R,
    delimiter: u8,
    given: u64,
    allowed: u64,
    delimiters: usize,
}

impl<R: BufRead> RecordGuard<R> {
    /// A guard on this input.
    pub fn new(inner: R, delimiter: u8) -> Self {
        Self { inner, delimiter, given: 0, allowed: RECORD_BYTES_MAX as u64, delimiters: 0 }
    }

    /// A new record begins at this byte.
    pub fn next_record(&mut self, from: u64) {
        self.allowed = from.saturating_add(RECORD_BYTES_MAX as u64);
        self.delimiters = 0;
    }
}

impl<R: BufRead> Read for RecordGuard<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.given >= self.allowed {
            let limit = RECORD_BYTES_MAX as u64;
            return Err(LimitHit { what: "a record (is a quote left open?)", limit, unit: "bytes" }.into());
        }
        if self.delimiters > DELIMITERS_MAX {
            let limit = DELIMITERS_MAX as u64;
            return Err(LimitHit { what: "a record (is a quote left open?)", limit, unit: "values" }.into());
        }
        let count = self.inner.read(out)?;
        let bytes = out.get(..count).unwrap_or_default();
        self.delimiters += bytes.iter().filter(|byte| **byte == self.delimiter).count();
        self.given += count as u64;
        Ok(count)
    }
}
