//! One input with several hands on it, each at a position of its own.

use std::cell::{Cell, RefCell};
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use crate::read::LimitHit;

/// A hand on an input. A clone is another hand, at the same position.
pub struct Shared<R> {
    inner: Rc<RefCell<R>>,
    position: u64,
    /// bytes that all hands together may still read, and what it is that they read
    budget: Rc<Cell<Option<(u64, LimitHit)>>>,
}

impl<R> Shared<R> {
    /// The first hand, at the beginning of the input.
    pub fn new(inner: R) -> Self {
        Self { inner: Rc::new(RefCell::new(inner)), position: 0, budget: Rc::default() }
    }

    /// From here on all hands may read so many bytes as this limit says, or any number again.
    pub fn limit(&self, limit: Option<LimitHit>) {
        self.budget.set(limit.map(|hit| (hit.limit, hit)));
    }

    /// Whether the limit was reached.
    pub fn limit_hit(&self) -> Option<LimitHit> {
        self.budget.get().filter(|(left, _)| *left == 0).map(|(_, hit)| hit)
    }

    fn busy() -> io::Error {
        io::Error::other("the input is being read already")
    }
}

impl<R> Clone for Shared<R> {
    fn clone(&self) -> Self {
        Self { inner: Rc::clone(&self.inner), position: self.position, budget: Rc::clone(&self.budget) }
    }
}

impl<R: Read + Seek> Read for Shared<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut inner = self.inner.try_borrow_mut().map_err(|_| Self::busy())?;
        inner.seek(SeekFrom::Start(self.position))?;
        let count = inner.read(out)?;
        if let Some((left, hit)) = self.budget.get() {
            let left = left.saturating_sub(count as u64);
            self.budget.set(Some((left, hit)));
            if left == 0 {
                return Err(hit.into());
            }
        }
        self.position += count as u64;
        Ok(count)
    }
}

impl<R: Read + Seek> Seek for Shared<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut inner = self.inner.try_borrow_mut().map_err(|_| Self::busy())?;
        let to = match to {
            SeekFrom::Current(step) => {
                let to = self.position.checked_add_signed(step);
                SeekFrom::Start(to.ok_or(io::ErrorKind::InvalidInput)?)
            }
            other => other,
        };
        self.position = inner.seek(to)?;
        Ok(self.position)
    }
}
