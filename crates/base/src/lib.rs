//! The words that everyone in Schouw uses: dataset ids, digests, the clock.
//!
//! This crate is capped at about 800 lines: a word belongs here only when every other crate says it.
//! It opens no file, reads no clock and draws no randomness.

mod clock;
mod dataset;
mod digest;

pub use clock::{Clock, FixedClock};
pub use dataset::{DatasetId, DatasetIdError};
pub use digest::{Digest, DigestError, Hasher};
