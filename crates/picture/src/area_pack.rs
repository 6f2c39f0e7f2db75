//! One compressed file per gemeente with what a phone needs: areas, rules, contacts, notices, problems, places, figures
//! and addresses, cut out of the index of a snapshot.
//!
//! The file: magic (8 bytes), version (u32, little-endian), length of the head (u32), the head as JSON, then a zlib
//! stream of an index that [`crate::Picture`] opens. The same snapshot, gemeente, suppression list and program give the
//! same bytes. See `docs/area-pack.md`.

mod cut;
mod file;
mod kept;
mod reach;

pub use cut::{CutError, MARGIN_M, cut};
pub use file::{Head, INDEX_BYTES_MAX, Opened, PackFileError, VERSION, head, open};
pub use kept::Kept;
