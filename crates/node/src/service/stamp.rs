//! What stands at a place, told by names, sizes and times: cheap enough to look at every second.

use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use super::Place;
use crate::here::lists_beside;
use crate::snapshot::{FINDINGS, INDEX, MANIFEST};

/// Most files of an index that are looked at.
const FILES_MAX: usize = 1_000;

/// What stands at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    folder: Option<PathBuf>,
    files: Vec<(PathBuf, Option<File>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    device: u64,
    inode: u64,
    bytes: u64,
    modified: (i64, i64),
    changed: (i64, i64),
}

impl Stamp {
    pub(super) fn of(place: &Place) -> Self {
        let folder = place.snapshot.canonicalize().ok();
        let mut paths: Vec<PathBuf> = Vec::new();
        if let Some(folder) = &folder {
            paths.extend([folder.join(MANIFEST), folder.join(FINDINGS)]);
            paths.extend(index(&folder.join(INDEX)));
        }
        paths.extend(
            place.suppressed.clone().map_or_else(|| lists_beside(&place.snapshot), |list| vec![list]),
        );
        let files = paths.into_iter().map(|path| (path.clone(), file(&path))).collect();
        Self { folder, files }
    }
}

/// The files beside the index of the picture, sorted.
fn index(picture: &Path) -> Vec<PathBuf> {
    let entries = picture.parent().and_then(|folder| std::fs::read_dir(folder).ok());
    let entries = entries.into_iter().flatten().take(FILES_MAX);
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
}

fn file(path: &Path) -> Option<File> {
    let meta = std::fs::metadata(path).ok()?;
    Some(File {
        device: meta.dev(),
        inode: meta.ino(),
        bytes: meta.len(),
        modified: (meta.mtime(), meta.mtime_nsec()),
        changed: (meta.ctime(), meta.ctime_nsec()),
    })
}
