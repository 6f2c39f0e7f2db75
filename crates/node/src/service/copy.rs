//! A copy of the files of a snapshot that answers need, checked on the way against the digests in the manifest.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Component, Path};

use schouw_base::{Digest, Hasher};
use tempfile::TempDir;

use super::ServeError;
use crate::snapshot::{MANIFEST, manifest};

/// Bytes copied at a time.
const PIECE_BYTES: usize = 1 << 20;

/// Copies what answers need to a folder of our own, that goes when it is dropped; what was mapped of it stays. None when
/// there is no room, then the files were checked all the same.
pub(super) fn make(snapshot: &Path) -> Result<Option<TempDir>, ServeError> {
    // one folder for all files, also when a symbolic link is changed meanwhile
    let folder = snapshot.canonicalize().unwrap_or_else(|_| snapshot.to_owned());
    let manifest = manifest(&folder)?;
    let mut copy = tempfile::Builder::new().prefix("schouw-").tempdir().ok();
    for file in &manifest.beside {
        let path = Path::new(&file.path);
        let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
        if !inside {
            return Err(ServeError::Changed(folder.join(MANIFEST)));
        }
        let from = folder.join(path);
        let io = |source| ServeError::Io { path: from.clone(), source };
        let digest = match copy.as_ref().map(|copy| bring(&from, &copy.path().join(path))) {
            Some(Ok(digest)) => digest,
            Some(Err(Brought::Reading(error))) => return Err(io(error)),
            // no room: go on without a copy
            Some(Err(Brought::Writing)) | None => {
                copy = None;
                read(&from, &mut io::sink()).map_err(io)?
            }
        };
        if digest != file.digest {
            return Err(ServeError::Changed(from));
        }
    }
    let path = folder.join(MANIFEST);
    let whole = copy.as_ref().is_none_or(|copy| fs::copy(&path, copy.path().join(MANIFEST)).is_ok());
    Ok(copy.filter(|_| whole))
}

enum Brought {
    Reading(io::Error),
    Writing,
}

fn bring(from: &Path, to: &Path) -> Result<Digest, Brought> {
    let make = || -> io::Result<File> {
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent)?;
        }
        File::create(to)
    };
    let mut out = Noting { out: make().map_err(|_| Brought::Writing)?, failed: false };
    read(from, &mut out).map_err(|error| if out.failed { Brought::Writing } else { Brought::Reading(error) })
}

/// Tells whether it was the writing that failed.
struct Noting {
    out: File,
    failed: bool,
}

impl io::Write for Noting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes);
        self.failed |= written.is_err();
        written
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Copies a file and takes its digest.
fn read(from: &Path, out: &mut dyn io::Write) -> io::Result<Digest> {
    let mut file = File::open(from)?;
    let mut piece = vec![0; PIECE_BYTES];
    let mut hasher = Hasher::default();
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            out.flush()?;
            return Ok(hasher.finish());
        }
        let bytes = piece.get(..read).unwrap_or_default();
        hasher.update(bytes);
        out.write_all(bytes)?;
    }
}
