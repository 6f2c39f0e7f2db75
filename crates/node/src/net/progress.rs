//! What a face can show while fetching goes on.

use std::time::Duration;

use super::report::FetchOutcome;

/// Is told how fetching goes. `source` is the place of the source in the plan, from 0. The calls come from one
/// thread and hold it up: they must be quick.
pub trait FetchProgress: Send + Sync {
    /// The bytes of a file, or of the next page, begin to come. Comes again when a file is begun anew.
    fn started(&self, source: usize, bytes_total: Option<u64>);
    /// So many bytes of the file or page are there now, those of an earlier try included.
    fn advanced(&self, source: usize, bytes: u64);
    /// So many pages of the source are complete.
    fn page(&self, source: usize, pages: u32);
    /// It went wrong and is tried again after a wait.
    fn retrying(&self, source: usize, wait: Duration, why: &str);
    /// The source is done and the index is written.
    fn finished(&self, source: usize, outcome: &FetchOutcome);
    /// The source is given up; the last good copy stands.
    fn failed(&self, source: usize, why: &str);
}

/// Shows nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProgress;

impl FetchProgress for NoProgress {
    fn started(&self, _source: usize, _bytes_total: Option<u64>) {}
    fn advanced(&self, _source: usize, _bytes: u64) {}
    fn page(&self, _source: usize, _pages: u32) {}
    fn retrying(&self, _source: usize, _wait: Duration, _why: &str) {}
    fn finished(&self, _source: usize, _outcome: &FetchOutcome) {}
    fn failed(&self, _source: usize, _why: &str) {}
}
