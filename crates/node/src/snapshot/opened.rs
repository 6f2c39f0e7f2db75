//! A snapshot opened for answering: its index mapped into memory.

use std::fs::File;
use std::path::{Path, PathBuf};

use memmap2::Mmap;
use schouw_picture::Picture;
use schouw_picture::pack::PackError;

use super::{INDEX, MANIFEST, Manifest, place};

/// Largest manifest that is read, in bytes.
const MANIFEST_BYTES_MAX: u64 = 256 << 20;

self_cell::self_cell!(
    struct Mapped {
        owner: Mmap,
        #[covariant]
        dependent: Picture,
    }
);

/// A snapshot that answers.
pub struct Snapshot {
    mapped: Mapped,
}

/// Why a snapshot cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// there is none
    #[error("there is no snapshot at `{path}`; make one with `schouw build`", path = .0.display())]
    NotThere(PathBuf),
    /// the disk
    #[error("cannot read `{path}`: {source}", path = .path.display())]
    Io {
        /// the file
        path: PathBuf,
        /// what the system said
        source: std::io::Error,
    },
    /// the index
    #[error("`{path}`: {source}", path = .path.display())]
    Index {
        /// the file
        path: PathBuf,
        /// what is wrong
        source: PackError,
    },
    /// the manifest
    #[error("the manifest `{path}` cannot be read: {why}; build the snapshot again", path = .path.display())]
    Manifest {
        /// the file
        path: PathBuf,
        /// what is wrong
        why: String,
    },
}

impl Snapshot {
    /// Opens the index of a snapshot. The rest is looked at by [`super::verify()`].
    ///
    /// # Errors
    /// When there is no snapshot, or its index cannot be read or is damaged.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        let path = place::file(folder, INDEX).ok_or_else(|| OpenError::NotThere(folder.into()))?;
        let io = |source| OpenError::Io { path: path.clone(), source };
        let file = File::open(&path).map_err(io)?;
        let map = map(&file).map_err(io)?;
        let mapped = Mapped::try_new(map, |bytes| Picture::open(bytes));
        let mapped = mapped.map_err(|source| OpenError::Index { path: path.clone(), source })?;
        Ok(Self { mapped })
    }

    /// What answers.
    #[must_use]
    pub fn picture(&self) -> &Picture<'_> {
        self.mapped.borrow_dependent()
    }

    /// Lets go the pages of the index that this process holds; they come back from the memory of the system when they are
    /// asked for. Where the system cannot, nothing happens.
    pub(crate) fn let_go(&self) {
        let_go(self.mapped.borrow_owner());
    }
}

/// Reads the manifest of a snapshot.
pub(super) fn read_manifest(folder: &Path) -> Result<Manifest, OpenError> {
    let path = place::file(folder, MANIFEST).ok_or_else(|| OpenError::NotThere(folder.into()))?;
    let io = |source| OpenError::Io { path: path.clone(), source };
    let size = std::fs::metadata(&path).map_err(io)?.len();
    let wrong = |why: String| OpenError::Manifest { path: path.clone(), why };
    if size > MANIFEST_BYTES_MAX {
        return Err(wrong(format!("it has {size} bytes")));
    }
    let text = std::fs::read_to_string(&path).map_err(io)?;
    serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))
}

/// Maps a file of a snapshot. Snapshots are immutable: a new one is put in place of an old one as another folder, and
/// the mapping keeps the old file alive.
#[expect(
    unsafe_code,
    reason = "memory mapping is unsafe because another process could write the file; a snapshot is never written in place"
)]
pub(crate) fn map(file: &File) -> std::io::Result<Mmap> {
    // SAFETY: see above; whoever edits an index in place breaks the answers, and the readers check every bound
    unsafe { Mmap::map(file) }
}

/// Lets go the pages of a mapped file; it stays mapped.
#[expect(unsafe_code, reason = "letting go is unsafe for mappings that were written to; these are read only")]
fn let_go(map: &Mmap) {
    #[cfg(unix)]
    // SAFETY: the mapping is shared and read only, so what comes back when it is touched again is what the file has
    if let Err(error) = unsafe { map.unchecked_advise(memmap2::UncheckedAdvice::DontNeed) } {
        tracing::debug!(%error, "mapped pages could not be let go");
    }
}
