//! The folder in which a snapshot is made, beside its place, until it is whole.
//!
//! Whoever makes one holds a lock on it. The system lets go of the lock when the process ends, however it ends, so that
//! a folder without one is what a killed build left behind, and goes.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use tempfile::TempDir;

/// How often a folder is made anew when another build took the fresh one for a leftover.
const TRIES_MAX: usize = 16;
/// Last part of the name of a folder that is being filled.
const SUFFIX: &str = ".partial";

/// A folder that is being filled. It goes when this does.
pub(super) struct Partial {
    folder: TempDir,
    _lock: File,
}

impl Partial {
    /// Makes a folder beside `name` in `parent`, and removes what killed builds of the same name left there.
    pub(super) fn new(parent: &Path, name: &str) -> io::Result<Self> {
        let prefix = format!(".{name}-");
        for _ in 0..TRIES_MAX {
            let folder = tempfile::Builder::new().prefix(&prefix).suffix(SUFFIX).tempdir_in(parent)?;
            // another build can take a fresh folder for a leftover in the moment before it has its lock
            let lock = match File::open(folder.path()) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                opened => opened?,
            };
            match lock.try_lock() {
                Ok(()) if !folder.path().exists() => continue,
                Err(fs::TryLockError::WouldBlock) => continue,
                // a file system without locks: nobody there takes anything for a leftover either
                Ok(()) | Err(fs::TryLockError::Error(_)) => {}
            }
            sweep(parent, &prefix, folder.path());
            return Ok(Self { folder, _lock: lock });
        }
        Err(io::Error::other("another build keeps removing the folder that this one makes"))
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes the folders of this name that no process holds. What cannot be removed stays: it harms nobody.
fn sweep(parent: &Path, prefix: &str, own: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // the part between is six letters of `tempfile`: `.a-b-….partial` is no leftover of `a`
        let middle = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(SUFFIX));
        let ours = middle
            .is_some_and(|middle| !middle.is_empty() && middle.bytes().all(|b| b.is_ascii_alphanumeric()));
        if !ours || path == own || !path.is_dir() || path.is_symlink() {
            continue;
        }
        // the lock is held until the folder is gone, so that its maker cannot begin in it
        if let Ok(held) = File::open(&path)
            && held.try_lock().is_ok()
        {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_killed_build_left_goes_and_what_another_build_fills_stays() {
        let parent = tempfile::tempdir().unwrap();
        let left = parent.path().join(".town-Abc123.partial");
        fs::create_dir_all(left.join("layers")).unwrap();
        let others = [".town-two-Abc123.partial", ".village-Abc123.partial", "town", ".town-Abc123"];
        others.iter().for_each(|name| fs::create_dir(parent.path().join(name)).unwrap());
        let first = Partial::new(parent.path(), "town").unwrap();
        assert!(!left.exists());
        assert_eq!(names(parent.path()).len(), others.len() + 1);
        let second = Partial::new(parent.path(), "town").unwrap();
        assert!(first.path().exists() && second.path().exists());
        drop((first, second));
        assert_eq!(names(parent.path()).len(), others.len());
    }
}
