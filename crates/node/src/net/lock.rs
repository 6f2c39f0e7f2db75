//! One fetch at a time in a raw folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use super::report::FetchError;

/// The file that is locked; it stays when the lock is gone, because removing it would let two in.
const LOCK_NAME: &str = ".schouw-fetch.lock";
/// Most bytes read of the lock file.
const LOCK_BYTES_MAX: u64 = 32;

/// Held while a fetch works in a folder. The system lets go of it when the process ends, however it ends.
pub(super) struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the folder, or says who has it.
    pub(super) fn take(folder: &Path) -> Result<Self, FetchError> {
        let path = folder.join(LOCK_NAME);
        let disk = |source| FetchError::Disk { action: "lock", path: path.clone(), source };
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(disk)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(FetchError::Busy { folder: folder.into(), holder: holder(&mut file) });
            }
            Err(TryLockError::Error(source)) => return Err(disk(source)),
        }
        // who has it is a help for people only: a full disk must not stop a fetch that may need no room
        let _ = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| write!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.take(LOCK_BYTES_MAX).read_to_string(&mut text);
    match read.ok().and_then(|_| text.trim().parse::<u32>().ok()) {
        Some(process) => format!(" (process {process})"),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_is_told_who_was_first() {
        let folder = tempfile::tempdir().unwrap();
        let first = FolderLock::take(folder.path()).unwrap();
        let Err(error) = FolderLock::take(folder.path()) else { panic!("both have the folder") };
        let message = error.to_string();
        assert!(message.contains(&format!("(process {})", std::process::id())), "{message}");
        drop(first);
        assert!(FolderLock::take(folder.path()).is_ok());
    }
}
