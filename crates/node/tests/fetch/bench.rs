//! What every test stands on: a server, a raw folder, a plan with short waits.

use std::collections::BTreeSet;
use std::num::NonZeroU32;
use std::path::Path;
use std::time::Duration;

use schouw_base::{Digest, FixedClock};
use schouw_node::net::{
    FetchLimits, FetchOutcome, FetchPlan, FetchReport, FetchSource, NoProgress, Paging, SourceReport, fetch,
};
use schouw_node::raw_index::{RawFile, RawIndex};

use crate::replay::Replay;

pub const NOW: &str = "2026-02-01T12:00:00Z";

pub struct Bench {
    pub server: Replay,
    _folder: tempfile::TempDir,
    pub index: RawIndex,
    pub plan: FetchPlan,
}

pub fn bench() -> Bench {
    let (server, folder) = (Replay::start(), tempfile::tempdir().unwrap());
    let limits = FetchLimits {
        requests_per_second: NonZeroU32::new(10_000).unwrap(),
        retries_max: 3,
        backoff_min: Duration::from_millis(2),
        backoff_max: Duration::from_millis(10),
        retry_after_max: Duration::from_secs(5),
        connect_time_max: Duration::from_secs(5),
        idle_time_max: Duration::from_millis(400),
        source_time_max: Duration::from_secs(20),
        ..FetchLimits::default()
    };
    let plan = FetchPlan {
        sources: vec![source(&server.url("/a"))],
        out: folder.path().join("raw"),
        limits,
        user_agent: "schouw/0.0.0 (+https://schouw.example)".into(),
    };
    Bench { server, _folder: folder, index: RawIndex::default(), plan }
}

/// A source `a.json` of the dataset `things`, of JSON, at most 1,000,000 bytes.
pub fn source(url: &str) -> FetchSource {
    FetchSource {
        dataset: "things".parse().unwrap(),
        year: None,
        role: None,
        url: url.into(),
        paging: Paging::None,
        expect: vec!["application/json".into()],
        file_name: "a.json".into(),
        bytes_max: 1_000_000,
        headers: Vec::new(),
    }
}

impl Bench {
    /// Fetches the plan.
    pub fn fetch(&mut self) -> FetchReport {
        let clock = FixedClock(NOW.parse().unwrap());
        let report = fetch(&self.plan, &mut self.index, &clock, &NoProgress).unwrap();
        self.is_right();
        report
    }

    /// Fetches a plan of one source.
    pub fn one(&mut self) -> SourceReport {
        self.fetch().sources.remove(0)
    }

    /// What must hold after every fetch, however it went: the index on disk is the one in memory, each of its files is
    /// whole, and no file that can be seen is not in the index.
    pub fn is_right(&self) {
        let out = &self.plan.out;
        if out.join("raw.toml").exists() {
            assert_eq!(RawIndex::of_folder(out).unwrap(), self.index);
        }
        let mut named = BTreeSet::new();
        for file in self.index.files() {
            let bytes = std::fs::read(out.join(&file.path)).unwrap();
            assert_eq!(Some(Digest::of(&bytes)), file.digest, "{}", file.path);
            assert_eq!(Some(bytes.len() as u64), file.bytes, "{}", file.path);
            named.insert(file.path.clone());
        }
        named.insert("raw.toml".into());
        for path in seen_in(out, out) {
            assert!(named.contains(&path), "`{path}` is in the folder and not in the index");
        }
    }

    /// The bytes of a file of the index.
    pub fn read(&self, file: &RawFile) -> Vec<u8> {
        std::fs::read(self.plan.out.join(&file.path)).unwrap()
    }

    /// The names in the folder of the dataset, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.plan.out.join("things")).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

/// The files that are not hidden, relative to the folder.
fn seen_in(folder: &Path, out: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.file_name().unwrap().to_str().unwrap().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            found.extend(seen_in(&path, out));
        } else {
            found.push(path.strip_prefix(out).unwrap().to_str().unwrap().into());
        }
    }
    found
}

/// The files of a new copy.
pub fn fetched(report: &SourceReport) -> &[RawFile] {
    match &report.outcome {
        FetchOutcome::Fetched(files) => files,
        other => panic!("{other:?}"),
    }
}

/// The files of a copy that still stands.
pub fn unchanged(report: &SourceReport) -> &[RawFile] {
    match &report.outcome {
        FetchOutcome::Unchanged(files) => files,
        other => panic!("{other:?}"),
    }
}

/// Why it failed, and the copy that stands.
pub fn failed(report: &SourceReport) -> (&str, &[RawFile]) {
    match &report.outcome {
        FetchOutcome::Failed { why, kept } => (why, kept),
        other => panic!("{other:?}"),
    }
}
