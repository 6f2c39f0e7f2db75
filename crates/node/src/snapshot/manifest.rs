//! What a snapshot says of itself, in the terms of DCAT-AP-NL 3.0 where it has them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_base::{DatasetId, Digest};
use schouw_opendata::findings::Findings;
use schouw_opendata::snapshot::{LayerDigest, SCHEMA_VERSION};
use schouw_picture::layers::{Cadence, LayerKind, Layers, Source};
use serde::{Deserialize, Serialize};

use crate::format::LayerFile;
use crate::raw_index::RawIndex;

/// The manifest of a snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// `dcat:Catalog`
    #[serde(rename = "@type")]
    pub kind: String,
    /// version of the canonical rows
    pub schema: u32,
    /// digest of the snapshot: over the layers below, see `docs/snapshot.md`
    pub digest: Digest,
    /// when it was made, outside the digest
    pub created: Timestamp,
    /// what made it, outside the digest
    pub tool: String,
    /// layers with the digest of their canonical rows
    pub layers: Vec<LayerEntry>,
    /// container files with the digest of their bytes
    pub files: Vec<FileEntry>,
    /// the files that are no layer, index and findings, with the digest of their bytes; outside the digest
    pub beside: Vec<BesideEntry>,
    /// the datasets (`dcat:dataset`)
    pub dataset: Vec<DatasetEntry>,
    /// raw files that it was made of
    pub raw: Vec<RawEntry>,
    /// number of findings, by dataset and kind
    pub findings: BTreeMap<String, BTreeMap<String, u64>>,
}

/// A layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerEntry {
    /// name
    pub layer: String,
    /// number of canonical rows
    pub rows: u64,
    /// SHA-256 of the canonical rows
    pub digest: Digest,
}

/// A container file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// layer that it holds
    pub layer: String,
    /// path in the snapshot
    pub path: String,
    /// number of rows
    pub rows: u64,
    /// size in bytes
    pub bytes: u64,
    /// SHA-256 of the file
    pub digest: Digest,
}

/// A file that is no layer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BesideEntry {
    /// path in the snapshot
    pub path: String,
    /// size in bytes
    pub bytes: u64,
    /// SHA-256 of the file
    pub digest: Digest,
}

/// A dataset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DatasetEntry {
    /// `dct:identifier`
    pub identifier: DatasetId,
    /// `dct:title`
    pub title: String,
    /// `dct:publisher`
    pub publisher: String,
    /// `dct:license`
    pub license: String,
    /// `dcat:landingPage`
    #[serde(rename = "landingPage")]
    pub landing_page: String,
    /// `dct:description`
    pub description: String,
    /// `dct:accrualPeriodicity`
    pub cadence: Cadence,
    /// `dct:modified`: day on which its files were retrieved
    pub modified: Date,
    /// the layer that it fills
    pub layer: LayerKind,
}

/// A raw file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawEntry {
    /// path in the raw folder
    pub path: String,
    /// dataset
    pub dataset: DatasetId,
    /// address that it was fetched from
    pub address: Option<String>,
    /// day on which it was retrieved
    pub retrieved: Date,
}

impl Manifest {
    /// The manifest of what was made; what stands beside the layers is added when it is written.
    #[must_use]
    pub fn new(
        layers: &Layers,
        digests: &[LayerDigest],
        digest: Digest,
        findings: &Findings,
        index: &RawIndex,
        files: Vec<LayerFile>,
        now: Timestamp,
    ) -> Self {
        let layer = |layer: &LayerDigest| LayerEntry {
            layer: layer.layer.clone(),
            rows: layer.rows,
            digest: layer.digest,
        };
        let mut counts: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for ((dataset, kind), count) in findings.counts() {
            let kind = serde_json::to_value(kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
            counts.entry(dataset.to_string()).or_default().insert(kind.unwrap_or_default(), *count);
        }
        Self {
            kind: "dcat:Catalog".into(),
            schema: SCHEMA_VERSION,
            digest,
            created: now,
            tool: concat!("schouw ", env!("CARGO_PKG_VERSION")).into(),
            layers: digests.iter().map(layer).collect(),
            files: files.into_iter().map(file_entry).collect(),
            beside: Vec::new(),
            dataset: layers.sources.iter().map(dataset_entry).collect(),
            raw: index
                .files()
                .iter()
                .map(|file| RawEntry {
                    path: file.path.clone(),
                    dataset: file.dataset.clone(),
                    address: file.address.clone(),
                    retrieved: file.retrieved.day(),
                })
                .collect(),
            findings: counts,
        }
    }
}

fn file_entry(file: LayerFile) -> FileEntry {
    let LayerFile { layer, path, rows, bytes, digest } = file;
    FileEntry { layer, path, rows, bytes, digest }
}

/// What the manifest says of a source.
pub(super) fn dataset_entry(source: &Source) -> DatasetEntry {
    DatasetEntry {
        identifier: source.dataset.clone(),
        title: source.title.clone(),
        publisher: source.publisher.clone(),
        license: source.licence.clone(),
        landing_page: source.homepage.clone(),
        description: format!("Deze bron vertelt {}.", source.tells),
        cadence: source.cadence,
        modified: source.retrieved,
        layer: source.layer,
    }
}
