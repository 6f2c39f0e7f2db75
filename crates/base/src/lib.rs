//! The words that everyone in Schouw uses: dataset ids, organisations, who acts, digests, the clock.
//!
//! This crate is capped at about 800 lines: a word belongs here only when every other crate says it.
//! It opens no file, reads no clock and draws no randomness.

mod actor;
mod clock;
mod dataset;
mod digest;
mod id;

pub use actor::{Actor, Role, RoleError};
pub use clock::{Clock, FixedClock};
pub use dataset::{DatasetId, DatasetIdError};
pub use digest::{Digest, DigestError, Hasher};
pub use id::{CommandId, CommandIdError, OrganisationId, OrganisationIdError, UserId};
