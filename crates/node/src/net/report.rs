//! What came of a plan.

use std::io;
use std::path::PathBuf;

use schouw_base::DatasetId;
use schouw_opendata::finding::{Finding, FindingKind, Remark};

use crate::raw_index::{RawFile, RawIndexError};

/// Why nothing could be fetched at all. What goes wrong with one source is an outcome, not an error.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// the plan is not right; all that is wrong at once
    #[error("the plan for fetching is not right: {}", .0.join("; "))]
    Plan(Vec<String>),
    /// another fetch works in the same folder
    #[error(
        "another `schouw fetch` works in `{folder}`{holder}: wait until it is done, or choose another folder"
    )]
    Busy {
        /// the raw folder
        folder: PathBuf,
        /// ` (process 123)`, when the lock says so
        holder: String,
    },
    /// the raw folder cannot be used
    #[error("cannot {action} `{path}`: {source}")]
    Disk {
        /// what was tried
        action: &'static str,
        /// on which file or folder
        path: PathBuf,
        /// what the system said
        source: io::Error,
    },
    /// the index of the raw folder cannot be read or written
    #[error(transparent)]
    Index(#[from] RawIndexError),
    /// the client cannot be made
    #[error("cannot set up the client for the network: {0}; is the package `ca-certificates` installed?")]
    Client(String),
}

/// What came of each source, in the order of the plan.
#[derive(Debug, Clone)]
pub struct FetchReport {
    /// one for each source of the plan
    pub sources: Vec<SourceReport>,
}

impl FetchReport {
    /// The findings: one for each source that could not be fetched.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding> {
        self.sources.iter().filter_map(SourceReport::finding).collect()
    }
}

/// What came of one source.
#[derive(Debug, Clone)]
pub struct SourceReport {
    /// its dataset
    pub dataset: DatasetId,
    /// its file name, as the plan has it
    pub file_name: String,
    /// how it ended
    pub outcome: FetchOutcome,
    /// requests that were sent, redirects and retries included
    pub requests: u64,
    /// bytes of bodies that were received, those of broken tries included
    pub bytes_received: u64,
}

/// How a source ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FetchOutcome {
    /// there is a new copy, of these files
    Fetched(Vec<RawFile>),
    /// the copy that was there is still the one of the publisher
    Unchanged(Vec<RawFile>),
    /// it could not be fetched; what was there stands
    Failed {
        /// why, for people, without keys
        why: String,
        /// the last good copy; empty when there never was one
        kept: Vec<RawFile>,
    },
}

impl SourceReport {
    /// The finding that this is, when the source could not be fetched.
    #[must_use]
    pub fn finding(&self) -> Option<Finding> {
        let FetchOutcome::Failed { why, kept } = &self.outcome else { return None };
        let stands = match kept.first() {
            Some(file) => format!("the copy of {} stands", file.retrieved.day()),
            None => "there is no earlier copy".into(),
        };
        let file = kept.first().map_or(self.file_name.as_str(), |file| file.path.as_str());
        Some(
            Remark::on_record(0, FindingKind::NotFetched, format!("{why}; {stands}")).of(&self.dataset, file),
        )
    }
}
