//! Markerwaard as a snapshot: the generated files on disk, through the same build as real ones.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use schouw_base::{Clock, DatasetId};

use super::{RawFile, generate};
use crate::build::{BuildError, BuildOptions, BuildReport, build};
use crate::raw_index::{RAW_INDEX_NAME, RawFile as IndexedFile, RawIndex, Retrieved};

/// Writes the files of Markerwaard with their index to `folder/raw` and builds `folder/snapshot` of them.
///
/// One of the files is dirty on purpose; it shows its findings.
///
/// # Errors
/// As [`build`], and when the files cannot be written.
pub fn make(
    folder: &Path,
    seed: u64,
    today: Date,
    clock: &dyn Clock,
) -> Result<(PathBuf, BuildReport), BuildError> {
    let raw = folder.join("raw");
    let mut index = RawIndex::default();
    for file in generate(seed, today) {
        write(&raw, &file)?;
        let id = file.dataset.parse().map_err(|_| BuildError::NoDefinition(vec![file.dataset.to_owned()]))?;
        index.put(indexed(&file, id));
    }
    index.write(&raw.join(RAW_INDEX_NAME))?;
    let out = folder.join("snapshot");
    let options = BuildOptions {
        raw,
        index: None,
        datasets: None,
        out: out.clone(),
        area: None,
        rd_grid: None,
        threads: std::thread::available_parallelism().map_or(1, Into::into),
        skip_unusable: false,
    };
    let report = build(&options, clock)?;
    Ok((out, report))
}

fn write(raw: &Path, file: &RawFile) -> Result<(), BuildError> {
    let path = raw.join(&file.path);
    let go = || {
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        crate::durable::write_atomic(&path, &file.bytes)
    };
    go().map_err(|source| BuildError::Io { path: path.clone(), source })
}

fn indexed(file: &RawFile, dataset: DatasetId) -> IndexedFile {
    IndexedFile {
        path: file.path.clone(),
        dataset,
        year: file.year,
        role: file.role.map(str::to_owned),
        retrieved: Retrieved::Day(file.retrieved),
        confirmed: None,
        address: None,
        digest: None,
        bytes: None,
        etag: None,
        last_modified: None,
    }
}
