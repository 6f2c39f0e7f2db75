//! `schouw fetch`: brings raw files of publishers to a folder, politely, in parts when the line breaks, and so that the
//! folder is right at every moment: what the index `raw.toml` names is whole, whatever happens.
//!
//! The walk: a plan is checked (`plan`), the folder is locked (`lock`), each source is fetched beside what is
//! there (`source`, `download`, `wire`, `paging`) and takes its place when it is whole (`commit`).

mod address;
mod commit;
mod content;
mod download;
mod host;
mod lock;
mod paging;
mod part;
mod patience;
mod place;
mod plan;
mod progress;
mod report;
mod source;
mod wire;

use std::fs;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use schouw_base::Clock;

pub use plan::{FetchLimits, FetchPlan, FetchSource, Header, Paging};
pub use progress::{FetchProgress, NoProgress};
pub use report::{FetchError, FetchOutcome, FetchReport, SourceReport};

use crate::raw_index::RawIndex;
use commit::{commit, copies};
use lock::FolderLock;
use place::Place;
use plan::CheckedSource;
use source::{Fetching, remove_folder};
use wire::{Tally, Wire};

/// Most threads that move bytes; the work is waiting, not computing.
const THREADS_MAX: usize = 2;

/// Fetches all sources of a plan into its folder.
///
/// `index` is filled up with the index of the folder, and is what the folder holds when this returns. The index on disk
/// is written after each source, so that a fetch that is killed has lost only what was under way. Blocks until done;
/// must not be called from async code (use a blocking thread there).
///
/// # Errors
/// When the plan is not right, the folder cannot be used or another fetch works in it. What goes wrong with a source is
/// an outcome in the report; its last good copy stands and the others go on.
pub fn fetch(
    plan: &FetchPlan,
    index: &mut RawIndex,
    clock: &dyn Clock,
    progress: &dyn FetchProgress,
) -> Result<FetchReport, FetchError> {
    let sources = plan::check(plan).map_err(FetchError::Plan)?;
    let at_folder = |source| FetchError::Disk { action: "make the folder", path: plan.out.clone(), source };
    fs::create_dir_all(&plan.out).map_err(at_folder)?;
    let _lock = FolderLock::take(&plan.out)?;
    // read under the lock: another fetch may have added to it since the caller looked
    index.merge(RawIndex::of_folder(&plan.out)?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS_MAX)
        .enable_all()
        .build()
        .map_err(|error| FetchError::Client(error.to_string()))?;
    runtime.block_on(run(plan, &sources, index, clock, progress))
}

async fn run(
    plan: &FetchPlan,
    sources: &[CheckedSource<'_>],
    index: &mut RawIndex,
    clock: &dyn Clock,
    progress: &dyn FetchProgress,
) -> Result<FetchReport, FetchError> {
    let wire = Wire::new(plan, sources, clock)?;
    let work: Vec<Work<'_>> = sources.iter().map(|source| Work::new(source, index)).collect();
    let mut under_way: FuturesUnordered<_> = (0..)
        .zip(&work)
        .map(|(number, work)| {
            let wire = &wire;
            async move {
                let Work { source, place, have, tally } = work;
                let out = &plan.out;
                (number, Fetching { wire, source, number, out, place, have, progress, tally }.run().await)
            }
        })
        .collect();
    let mut reports: Vec<(usize, SourceReport)> = Vec::with_capacity(work.len());
    while let Some((number, brought)) = under_way.next().await {
        let Some(work) = work.get(number) else { continue };
        let dataset = &work.source.plan.dataset;
        let outcome = brought.and_then(|brought| commit(&plan.out, dataset, &work.place, brought, index));
        let outcome = outcome.unwrap_or_else(|why| FetchOutcome::Failed { why, kept: work.have.clone() });
        if let FetchOutcome::Failed { why, .. } = &outcome {
            tracing::warn!(%dataset, why, "not fetched");
            // half a set of pages is of no use to anyone
            let _ = remove_folder(&work.place.gathering(&plan.out));
            progress.failed(number, why);
        } else {
            progress.finished(number, &outcome);
        }
        reports.push((number, work.report(outcome)));
    }
    reports.sort_by_key(|(number, _)| *number);
    Ok(FetchReport { sources: reports.into_iter().map(|(_, report)| report).collect() })
}

/// A source with what belongs to it while it is fetched.
struct Work<'a> {
    source: &'a CheckedSource<'a>,
    place: Place,
    have: Vec<crate::raw_index::RawFile>,
    tally: Tally,
}

impl<'a> Work<'a> {
    fn new(source: &'a CheckedSource<'a>, index: &RawIndex) -> Self {
        let place = Place::of(source.plan);
        let have = copies(index, &source.plan.dataset, &place);
        Self { source, place, have, tally: Tally::default() }
    }

    fn report(&self, outcome: FetchOutcome) -> SourceReport {
        SourceReport {
            dataset: self.source.plan.dataset.clone(),
            file_name: self.source.plan.file_name.clone(),
            outcome,
            requests: self.tally.requests.get(),
            bytes_received: self.tally.bytes.get(),
        }
    }
}
