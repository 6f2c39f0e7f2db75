//! A snapshot on disk: its manifest, its index, its container files.

mod manifest;
mod opened;
pub(crate) mod place;
mod verify;

pub use manifest::{BesideEntry, DatasetEntry, FileEntry, LayerEntry, Manifest, RawEntry};
pub(crate) use opened::map;
pub use opened::{OpenError, Snapshot};
pub use verify::{Difference, Fault, diff, verify};

use std::path::{Path, PathBuf};

/// The manifest of a snapshot.
///
/// # Errors
/// When there is no snapshot or its manifest cannot be read.
pub fn manifest(folder: &Path) -> Result<Manifest, OpenError> {
    opened::read_manifest(folder)
}

/// The snapshots in a folder, by name.
///
/// # Errors
/// When the folder or a manifest in it cannot be read.
pub fn list(folder: &Path) -> Result<Vec<(PathBuf, Manifest)>, OpenError> {
    let io = |source: std::io::Error| match source.kind() {
        std::io::ErrorKind::NotFound => OpenError::NotThere(folder.into()),
        _ => OpenError::Io { path: folder.into(), source },
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io)? {
        let path = entry.map_err(io)?.path();
        // what is being written begins with a dot; so does what stands aside, which is listed at its place
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        let place = place::place_of_aside(&path).filter(|place| !place.exists());
        let path = match place {
            Some(place) => place,
            None if hidden => continue,
            None => path,
        };
        if place::standing(&path).join(MANIFEST).is_file() {
            let manifest = manifest(&path)?;
            found.push((path, manifest));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(found)
}

/// Name of the manifest in a snapshot.
pub const MANIFEST: &str = "manifest.json";
/// Name of the index in a snapshot.
pub const INDEX: &str = "index/picture.idx";
/// Name of the list of findings in a snapshot.
pub const FINDINGS: &str = "findings.jsonl";
/// Name of the index of features in a snapshot.
pub const FEATURES: &str = "index/features.idx";
/// Name of the index of tiles in a snapshot.
pub const TILES: &str = "index/tiles.idx";
/// Name of the tiles of areas that were drawn beforehand in a snapshot.
pub const DRAWN: &str = "index/drawn.idx";
