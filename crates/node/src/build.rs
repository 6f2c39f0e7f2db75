//! `schouw build`: raw files in, a snapshot out.
//!
//! Datasets are read side by side on threads, each into layers of its own, and joined in the order of their ids, so that the
//! number of threads, the order of the index, the time zone and the locale change nothing in the outcome.

mod partial;
mod read;
mod sets;
mod tiles;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use schouw_area::{AreaCode, Level, RdTransform};
use schouw_base::{Clock, DatasetId, Digest};
use schouw_opendata::Dataset;
use schouw_opendata::dataset::Layer;
use schouw_opendata::finding::{Finding, FindingKind, Remark};
use schouw_opendata::findings::Findings;
use schouw_opendata::mapping::GemeenteNames;
use schouw_opendata::snapshot::{self, LayerDigest};
use schouw_picture::layers::{LayerKind, Layers, Source};

use crate::catalogue::{Catalogue, CatalogueError};
use crate::format::FormatError;
use crate::raw_index::{RawFile, RawIndex, RawIndexError};
use crate::stopwatch;

pub use read::{DatasetJob, DatasetRead, FaultKind, FileFault};

/// What to build.
#[derive(Debug, Clone)]
pub struct BuildOptions {
    /// folder of the raw files
    pub raw: PathBuf,
    /// index of the raw files; `raw.toml` in the folder when absent
    pub index: Option<PathBuf>,
    /// folder of definitions beside those in the program
    pub datasets: Option<PathBuf>,
    /// the snapshot
    pub out: PathBuf,
    /// cut to this gemeente
    pub area: Option<AreaCode>,
    /// correction grid of RDNAPTRANS2018, as text or zip
    pub rd_grid: Option<PathBuf>,
    /// threads that read
    pub threads: usize,
    /// leave out files that cannot be used, in place of stopping
    pub skip_unusable: bool,
}

/// What was built.
#[derive(Debug)]
pub struct BuildReport {
    /// digest of the snapshot
    pub digest: Digest,
    /// the layers
    pub layers: Vec<LayerDigest>,
    /// records read and taken, by dataset
    pub records: BTreeMap<DatasetId, (u64, u64)>,
    /// what was wrong
    pub findings: Findings,
    /// files that were left out
    pub left_out: Vec<FileFault>,
    /// wall time of each step, in seconds
    pub seconds: Vec<(&'static str, f64)>,
    /// most memory in use, in bytes; none where the system does not tell
    pub peak_memory_bytes: Option<u64>,
}

/// Why nothing was built. Nothing is half-written: what stood at `out` still stands.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// the index
    #[error(transparent)]
    Index(#[from] RawIndexError),
    /// the definitions
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// the index names datasets that have no definition
    #[error("no definition for {}; add one in the folder given with --datasets, or take the file out of the index", .0.join(", "))]
    NoDefinition(Vec<String>),
    /// files that cannot be used, all at once
    #[error("{} cannot be used, nothing is built:\n{}\ncorrect this, or leave them out with --skip-unusable", count(.0.len()), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Files(Vec<FileFault>),
    /// the correction grid
    #[error("the correction grid `{path}` cannot be used: {why}", path = .path.display())]
    Grid {
        /// the file
        path: PathBuf,
        /// what is wrong
        why: String,
    },
    /// nothing to build of
    #[error("the index names no files; see docs/datasets.md")]
    NoFiles,
    /// the gemeente is not there
    #[error("no area in these files has the code `{0}`")]
    NoSuchArea(AreaCode),
    /// the place to write
    #[error("`{path}` is there and is no snapshot; give another --out", path = .0.display())]
    NotASnapshot(PathBuf),
    /// too much for the index
    #[error(transparent)]
    Pack(#[from] schouw_picture::pack::PackError),
    /// writing a container file
    #[error(transparent)]
    Format(#[from] FormatError),
    /// the disk
    #[error("cannot write `{path}`: {source}", path = .path.display())]
    Io {
        /// the file
        path: PathBuf,
        /// what the system said
        source: std::io::Error,
    },
}

fn count(files: usize) -> String {
    if files == 1 { "a file".into() } else { format!("{files} files") }
}

/// Builds a snapshot.
///
/// # Errors
/// When the index, a definition or a file cannot be used, or the snapshot cannot be written. Whatever stood at `out`
/// before is then still there.
pub fn build(options: &BuildOptions, clock: &dyn Clock) -> Result<BuildReport, BuildError> {
    let mut watch = stopwatch::Stopwatch::start();
    let catalogue = Catalogue::load(options.datasets.as_deref())?;
    let index_path = options.index.clone().unwrap_or_else(|| options.raw.join("raw.toml"));
    let index = RawIndex::read(&index_path)?;
    write::check_target(&options.out)?;
    let rd = rd_transform(options.rd_grid.as_deref())?;
    let plan = plan(&catalogue, &index)?;
    let mut layers = Layers { sources: plan.iter().map(source).collect(), ..Layers::default() };
    let mut report = Gathered::default();
    report.findings.extend(index.yet_to_come(clock.now()).map(yet_to_come));
    read_phase(&plan, options, &rd, &GemeenteNames::new(), true, &mut layers, &mut report);
    let names = gemeente_names(&layers);
    read_phase(&plan, options, &rd, &names, false, &mut layers, &mut report);
    if !report.faults.is_empty() && !options.skip_unusable {
        return Err(BuildError::Files(report.faults));
    }
    watch.lap("read");
    if let Some(area) = &options.area
        && !snapshot::cut(&mut layers, area)
    {
        return Err(BuildError::NoSuchArea(area.clone()));
    }
    snapshot::finish(&mut layers, &mut report.findings);
    watch.lap("order");
    let made = write::Made { layers: &layers, findings: &report.findings, index: &index };
    let digests = write::write(&made, &options.out, clock.now())?;
    watch.lap("digest and write");
    Ok(BuildReport {
        digest: digests.whole,
        layers: digests.layers,
        records: report.records,
        findings: report.findings,
        left_out: report.faults,
        seconds: watch.laps(),
        peak_memory_bytes: stopwatch::peak_memory_bytes(),
    })
}

/// Dates in a file are held against the day on which it was retrieved, so that day must be right.
fn yet_to_come(file: &RawFile) -> Finding {
    let why = "the index says that this file was retrieved on a day that is yet to come, so its age is wrong; correct `retrieved` in the index";
    let day = file.retrieved.to_string();
    Remark::on_value(0, "retrieved", &day, FindingKind::ImplausibleValue, why).of(&file.dataset, &file.path)
}

/// What the phases gave beside layers.
#[derive(Default)]
struct Gathered {
    findings: Findings,
    faults: Vec<FileFault>,
    records: BTreeMap<DatasetId, (u64, u64)>,
}

type Plan<'a> = Vec<(&'a Dataset, Vec<&'a RawFile>)>;

/// The datasets that have files, sorted by id, each with its files.
fn plan<'a>(catalogue: &'a Catalogue, index: &'a RawIndex) -> Result<Plan<'a>, BuildError> {
    let mut by_dataset: BTreeMap<&DatasetId, Vec<&RawFile>> = BTreeMap::new();
    for file in index.files() {
        by_dataset.entry(&file.dataset).or_default().push(file);
    }
    if by_dataset.is_empty() {
        return Err(BuildError::NoFiles);
    }
    let unknown: Vec<String> =
        by_dataset.keys().filter(|id| catalogue.get(id).is_none()).map(|id| format!("`{id}`")).collect();
    if !unknown.is_empty() {
        return Err(BuildError::NoDefinition(unknown));
    }
    let known = by_dataset.into_iter();
    Ok(known.filter_map(|(id, files)| Some((catalogue.get(id)?, files))).collect())
}

fn source((dataset, files): &(&Dataset, Vec<&RawFile>)) -> Source {
    let retrieved = files.iter().map(|file| file.retrieved.day()).max();
    Source {
        dataset: dataset.id.clone(),
        title: dataset.title.clone(),
        publisher: dataset.publisher.clone(),
        licence: dataset.licence.clone(),
        homepage: dataset.homepage.clone(),
        retrieved: retrieved.unwrap_or_default(),
        cadence: dataset.cadence,
        tells: dataset.tells.clone(),
        layer: kind(&dataset.layer),
        covers: Some(Vec::new()),
    }
}

fn kind(layer: &Layer) -> LayerKind {
    match layer {
        Layer::Areas(_) => LayerKind::Areas,
        Layer::Figures(_) => LayerKind::Figures,
        Layer::Rules(_) => LayerKind::Rules,
        Layer::Contacts(_) => LayerKind::Contacts,
        Layer::Notices(_) => LayerKind::Notices,
        Layer::Reports(_) => LayerKind::Reports,
        Layer::Places(_) => LayerKind::Places,
        Layer::Addresses(_) => LayerKind::Addresses,
    }
}

/// Reads the datasets of areas, or all others, on threads, and joins them in the order of the plan.
fn read_phase(
    plan: &Plan<'_>,
    options: &BuildOptions,
    rd: &RdTransform,
    names: &GemeenteNames,
    areas: bool,
    layers: &mut Layers,
    report: &mut Gathered,
) {
    let jobs: Vec<DatasetJob<'_>> = plan
        .iter()
        .enumerate()
        .filter(|(_, (dataset, _))| matches!(dataset.layer, Layer::Areas(_)) == areas)
        .filter_map(|(number, (dataset, files))| {
            let source = u16::try_from(number).ok()?;
            Some(DatasetJob { dataset, files: files.clone(), source, folder: &options.raw, rd, names })
        })
        .collect();
    let done: Vec<Mutex<Option<DatasetRead>>> = jobs.iter().map(|_| Mutex::new(None)).collect();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..options.threads.clamp(1, jobs.len().max(1)) {
            scope.spawn(|| {
                while let Some((job, slot)) = {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    jobs.get(at).zip(done.get(at))
                } {
                    let read = job.run();
                    if let Ok(mut slot) = slot.lock() {
                        *slot = Some(read);
                    }
                }
            });
        }
    });
    for (job, slot) in jobs.iter().zip(done) {
        let Ok(Some(read)) = slot.into_inner() else { continue };
        report.records.insert(job.dataset.id.clone(), (read.read, read.taken));
        report.findings.append(read.findings);
        report.faults.extend(read.faults);
        layers.append(read.layers);
    }
}

/// The code of each gemeente by its name in lower case, of the newest division that has it.
fn gemeente_names(layers: &Layers) -> GemeenteNames {
    let mut sets: Vec<_> = layers.area_sets.iter().filter(|set| set.level == Level::Gemeente).collect();
    sets.sort_by_key(|set| set.year);
    let areas = sets.into_iter().flat_map(|set| &set.areas).filter(|area| !area.name.is_empty());
    areas.map(|area| (area.name.to_lowercase(), area.code.to_string())).collect()
}

fn rd_transform(path: Option<&Path>) -> Result<RdTransform, BuildError> {
    let Some(path) = path else { return Ok(RdTransform::Formula) };
    crate::grid::read(path)
        .map(|grid| RdTransform::Grid(grid.into()))
        .map_err(|why| BuildError::Grid { path: path.into(), why })
}
