//! Where logs are kept: SQLite in a folder, or PostgreSQL. Both do the same, statement by statement ([`statements`]), and
//! both are told by the same story of tests.

pub mod postgres;
mod row;
pub mod sqlite;
pub mod statements;

pub use postgres::PostgresStore;
pub use sqlite::{Durable, SqliteStore};

/// Milliseconds that a statement waits for another process.
const BUSY_MS: u64 = 10_000;
