//! What is wrong with something that was brought in: it is said, and the rest goes on.

use serde::{Deserialize, Serialize};

/// Most findings that are kept of one file; the count goes on.
pub const FINDINGS_MAX: usize = 1_000;

/// Something wrong or doubtful in a record, in plain Dutch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// number of the record, from 1; 0 for the whole
    pub record: u64,
    /// the column or field; empty for the whole record
    pub field: String,
    /// what is wrong and what was done with it, in plain Dutch
    pub message: String,
}

impl Finding {
    /// A finding on a field of a record.
    #[must_use]
    pub fn on(record: u64, field: &str, message: impl Into<String>) -> Self {
        Self { record, field: field.to_owned(), message: message.into() }
    }
}
