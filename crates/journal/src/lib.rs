//! What is remembered: one append-only log for each organisation.
//!
//! An entry has a [`Header`] without personal data and a body that is sealed with a key of its own ([`seal`]). The log is a
//! Merkle tree ([`tree`], RFC 6962) over headers and digests of *ciphertext*, with a signed [`head`]. Nothing is appended
//! without a permit of the law: see [`Draft`]. Where a log is kept is behind the narrow trait [`Store`]; whether it is still
//! what was written is told by [`verify`].
//!
//! This crate opens no file, reads no clock and draws no randomness: keys, nonces and times are parameters.

pub mod batch;
pub mod draft;
pub mod entry;
pub mod head;
pub mod memory;
pub mod seal;
pub mod store;
pub mod system;
pub mod tree;
pub mod verify;

pub use batch::Batch;
pub use draft::{Draft, DraftError, Warrant, command_digest, shared_digest};
pub use entry::{Entry, Header, Kind, KindError};
pub use head::{Head, HeadError, PublicKey, SignedHead, Signer};
pub use seal::{EntryKey, Nonce, Plain, SealError};
pub use store::{Standing, Store, StoreError};
pub use system::System;
