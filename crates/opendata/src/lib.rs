//! Open datasets: bytes in, attributed tables and findings out, packed into a snapshot.
//!
//! A reader knows a format, never a dataset: what a dataset is, where it comes from and which of its columns may be
//! used stands in its TOML file. Readers take `impl Read` and open nothing themselves.

pub mod finding;
pub mod limits;
pub mod read;
pub mod row;
