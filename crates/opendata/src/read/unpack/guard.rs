//! Keeps what a packed file unpacks to within limits, against zip bombs.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

use crate::limits::{UNPACKED_BYTES_MAX, UNPACKED_FREE_BYTES, UNPACKED_RATIO_MAX};
use crate::read::LimitHit;

/// Counts the packed bytes that are taken from an input.
pub struct Metered<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R> Metered<R> {
    /// Counts in `taken`.
    pub fn new(inner: R, taken: Rc<Cell<u64>>) -> Self {
        Self { inner, taken }
    }
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken.set(self.taken.get() + count as u64);
        self.inner.consume(count);
    }
}

/// Stops unpacking at the limits on size and ratio.
pub struct Guarded<R> {
    inner: R,
    /// packed bytes that the unpacked ones came from
    packed: Rc<Cell<u64>>,
    unpacked: u64,
    /// unpacked bytes of all files of the archive
    total: Rc<Cell<u64>>,
}

impl<R> Guarded<R> {
    /// Guards what comes out of `inner`.
    pub fn new(inner: R, packed: Rc<Cell<u64>>, total: Rc<Cell<u64>>) -> Self {
        Self { inner, packed, unpacked: 0, total }
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.unpacked += count as u64;
        self.total.set(self.total.get() + count as u64);
        if self.total.get() > UNPACKED_BYTES_MAX {
            let what = "the unpacked size (is this a zip bomb?)";
            return Err(LimitHit { what, limit: UNPACKED_BYTES_MAX, unit: "bytes" }.into());
        }
        let allowed = self.packed.get().saturating_mul(UNPACKED_RATIO_MAX).max(UNPACKED_FREE_BYTES);
        if self.unpacked > allowed {
            let what = "the unpacked size (is this a zip bomb?)";
            return Err(LimitHit { what, limit: UNPACKED_RATIO_MAX, unit: "times the packed size" }.into());
        }
        Ok(count)
    }
}
