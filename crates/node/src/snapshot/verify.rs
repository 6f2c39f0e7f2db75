//! Is a snapshot whole, and how do two differ.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::{Component, Path};

use schouw_base::{Digest, Hasher};
use schouw_opendata::snapshot::{LayerDigest, digest_of};
use schouw_picture::here::Suppressed;

use super::manifest::dataset_entry;
use super::opened::{OpenError, Snapshot, read_manifest};
use super::place::standing;
use crate::tiles::Tiles;

/// Something that is wrong with a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// the file or layer
    pub what: String,
    /// what is wrong
    pub why: String,
}

/// How a layer differs between two snapshots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// the layer
    pub layer: String,
    /// rows before; none when the layer was not there
    pub before: Option<u64>,
    /// rows after; none when the layer is gone
    pub after: Option<u64>,
}

/// Looks whether a snapshot is whole: the digest is that of its layers, every file is what the manifest says, and the
/// index is of this snapshot and has its datasets. No faults means whole.
///
/// # Errors
/// When there is no snapshot or its manifest cannot be read.
pub fn verify(folder: &Path) -> Result<Vec<Fault>, OpenError> {
    let manifest = read_manifest(folder)?;
    let mut faults = Vec::new();
    let layers: Vec<LayerDigest> = manifest
        .layers
        .iter()
        .map(|layer| LayerDigest { layer: layer.layer.clone(), rows: layer.rows, digest: layer.digest })
        .collect();
    let mut fault = |what: &str, why: String| faults.push(Fault { what: what.into(), why });
    if digest_of(&layers) != manifest.digest {
        fault("manifest.json", "the digest is not that of the layers; the manifest was changed".into());
    }
    for missing in [super::FINDINGS, super::INDEX, super::FEATURES, super::TILES, super::DRAWN]
        .iter()
        .filter(|path| manifest.beside.iter().all(|file| file.path != **path))
    {
        fault("manifest.json", format!("it does not tell the digest of {missing}; the manifest was changed"));
    }
    let files = manifest.files.iter().map(|file| (&file.path, &file.digest));
    for (path, expected) in files.chain(manifest.beside.iter().map(|file| (&file.path, &file.digest))) {
        match file_digest(&standing(folder), path) {
            Ok((_, digest)) if digest == *expected => {}
            Ok((bytes, _)) => fault(
                path,
                format!(
                    "the file has {bytes} bytes and is not the one that was written; build the snapshot again"
                ),
            ),
            Err(error) => fault(path, format!("cannot be read: {error}")),
        }
    }
    match Snapshot::open(folder) {
        Ok(snapshot) => {
            if snapshot.picture().digest() != manifest.digest.to_string() {
                fault(super::INDEX, "the index is of another snapshot".into());
            }
            if !snapshot.picture().sources().iter().map(dataset_entry).eq(manifest.dataset.iter().cloned()) {
                fault(
                    "manifest.json",
                    "the datasets are not those of the index; the manifest was changed".into(),
                );
            }
        }
        Err(error) => fault(super::INDEX, error.to_string()),
    }
    if manifest.beside.iter().any(|file| file.path == super::TILES)
        && let Err(error) = Tiles::open(folder, &manifest.digest.to_string(), &Suppressed::default())
    {
        fault(super::TILES, error.to_string());
    }
    Ok(faults)
}

/// The size and digest of a file. A manifest from elsewhere may name what it likes: only ordinary files within the
/// snapshot are read.
fn file_digest(folder: &Path, name: &str) -> std::io::Result<(u64, Digest)> {
    let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let path = folder.join(name);
    if !inside || !std::fs::metadata(&path)?.is_file() {
        return Err(std::io::Error::other("it is no ordinary file within the snapshot"));
    }
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 20];
    let (mut hasher, mut bytes) = (Hasher::default(), 0);
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((bytes, hasher.finish()));
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
}

/// The layers that differ between two snapshots.
///
/// # Errors
/// When one of them is not there or its manifest cannot be read.
pub fn diff(before: &Path, after: &Path) -> Result<Vec<Difference>, OpenError> {
    let (before, after) = (read_manifest(before)?, read_manifest(after)?);
    type Side = Option<(u64, Digest)>;
    let mut layers: BTreeMap<String, (Side, Side)> = BTreeMap::new();
    for layer in before.layers {
        layers.entry(layer.layer).or_default().0 = Some((layer.rows, layer.digest));
    }
    for layer in after.layers {
        layers.entry(layer.layer).or_default().1 = Some((layer.rows, layer.digest));
    }
    let differing = layers.into_iter().filter(|(_, (before, after))| before != after);
    let rows = |side: Side| side.map(|(rows, _)| rows);
    Ok(differing
        .map(|(layer, (before, after))| Difference { layer, before: rows(before), after: rows(after) })
        .collect())
}
