//! Open datasets: bytes in, attributed tables and findings out, packed into a snapshot.
//!
//! A reader knows a format, never a dataset: what a dataset is, where it comes from and which of its columns may be
//! used stands in its TOML file. Readers take `impl Read` and open nothing themselves.

pub mod dataset;
pub mod finding;
pub mod findings;
pub mod limits;
pub mod mapping;
pub mod period;
pub mod problems;
pub mod read;
pub mod row;
pub mod snapshot;

pub use dataset::{Dataset, DatasetError};
pub use findings::Findings;
pub use schouw_guard as guard;
