//! The place of a snapshot, also in the moment that a new one takes it.
//!
//! Most file systems exchange two folders in one step. Where one cannot (NFS, some overlays), the earlier snapshot is
//! moved aside under a name of its own and the new one moved in. Whoever looks between the two steps, or after a process
//! was killed there, finds the earlier one aside: nobody ever finds nothing.

use std::borrow::Cow;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::MANIFEST;

/// Last part of the name of an earlier snapshot that stands aside.
const ASIDE: &str = ".earlier";
/// How often a folder is put in its place anew when other builds put theirs there in the meantime.
const TRIES_MAX: usize = 16;

/// Why a new snapshot cannot be put in its place. What stood there still stands.
#[derive(Debug)]
pub(crate) enum PlaceError {
    /// what stands there is no snapshot
    Foreign,
    /// the disk
    Io(io::Error),
}

impl From<io::Error> for PlaceError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// The folder in which the snapshot of this name stands: the place itself, or the one aside when the place is empty.
pub(super) fn standing(place: &Path) -> Cow<'_, Path> {
    if place.exists() {
        return place.into();
    }
    aside(place).filter(|aside| aside.join(MANIFEST).is_file()).map_or(Cow::Borrowed(place), Cow::Owned)
}

/// A file of the snapshot of this name, when it is there.
pub(super) fn file(place: &Path, name: &str) -> Option<PathBuf> {
    // a snapshot can be moved between the two looks of the first try
    (0..2).map(|_| standing(place).join(name)).find(|path| path.is_file())
}

/// The place of the snapshot that stands aside in this folder.
pub(super) fn place_of_aside(folder: &Path) -> Option<PathBuf> {
    let name = folder.file_name()?.to_str()?.strip_prefix('.')?.strip_suffix(ASIDE)?;
    Some(folder.with_file_name(name))
}

fn aside(place: &Path) -> Option<PathBuf> {
    let name = place.file_name()?.to_str()?;
    Some(place.with_file_name(format!(".{name}{ASIDE}")))
}

/// Whether a snapshot may be put at a place: nothing there, an empty folder, or an earlier snapshot.
pub(crate) fn may_take(place: &Path) -> Result<(), PlaceError> {
    let ours = match fs::read_dir(place) {
        Ok(mut entries) => entries.next().is_none() || place.join(MANIFEST).is_file(),
        // what is there and cannot be read is not ours; where nothing is, making the folders says why not
        Err(_) => place.symlink_metadata().is_err(),
    };
    if ours { Ok(()) } else { Err(PlaceError::Foreign) }
}

/// Puts a folder that is whole at a place. What stood there is afterwards in `fresh`, or gone.
pub(crate) fn put(fresh: &Path, place: &Path) -> Result<(), PlaceError> {
    put_by(fresh, place, exchange)
}

fn exchange(fresh: &Path, place: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, fresh, CWD, place, RenameFlags::EXCHANGE)?)
}

fn put_by(
    fresh: &Path,
    place: &Path,
    exchange: impl Fn(&Path, &Path) -> io::Result<()>,
) -> Result<(), PlaceError> {
    let parent = fresh.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // one build at a time, where the file system has locks; the rest below holds without
    let lock = File::open(parent)?;
    let _held = lock.lock();
    recover(place)?;
    for _ in 0..TRIES_MAX {
        may_take(place)?;
        let done = if place.exists() {
            match exchange(fresh, place) {
                Err(error) if is_unsupported(&error) => by_moving_aside(fresh, place),
                done => done,
            }
        } else {
            fs::rename(fresh, place)
        };
        match done {
            // another build came first, or took its folder away again
            Err(error) if came_between(&error) => {}
            done => return Ok(done?),
        }
    }
    Err(io::Error::other("other builds keep taking this place; give each a place of its own").into())
}

/// What the system says where a file system cannot exchange.
fn is_unsupported(error: &io::Error) -> bool {
    use rustix::io::Errno;
    let known = [Errno::INVAL, Errno::NOSYS, Errno::OPNOTSUPP, Errno::NOTSUP];
    error.kind() == io::ErrorKind::Unsupported
        || error.raw_os_error().is_some_and(|code| known.iter().any(|errno| errno.raw_os_error() == code))
}

fn came_between(error: &io::Error) -> bool {
    use io::ErrorKind::{AlreadyExists, DirectoryNotEmpty, NotFound};
    matches!(error.kind(), AlreadyExists | DirectoryNotEmpty | NotFound)
}

/// Clears what a process left that was killed between the two steps: the earlier snapshot takes its place again, or
/// goes when a new one stands there.
fn recover(place: &Path) -> io::Result<()> {
    let Some(aside) = aside(place).filter(|aside| aside.exists()) else { return Ok(()) };
    if place.exists() { fs::remove_dir_all(&aside) } else { fs::rename(&aside, place) }
}

fn by_moving_aside(fresh: &Path, place: &Path) -> io::Result<()> {
    let aside = aside(place).ok_or_else(|| io::Error::other("the place has no name"))?;
    fs::rename(place, &aside)?;
    if let Err(error) = fs::rename(fresh, place) {
        // a rename back can only fail where nothing can be renamed; the earlier one is then found aside
        let _ = fs::rename(&aside, place);
        return Err(error);
    }
    fs::remove_dir_all(&aside)
}

#[cfg(test)]
mod tests;
