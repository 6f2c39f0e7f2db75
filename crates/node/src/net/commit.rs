//! The moment at which a new copy takes the place of the old one: the index is written.

use std::fs;
use std::io;
use std::path::Path;

use schouw_base::DatasetId;

use super::download::disk;
use super::patience::Trouble;
use super::place::Place;
use super::report::FetchOutcome;
use super::source::{Brought, digest_of, remove_folder};
use crate::durable::sync_folder;
use crate::raw_index::{RAW_INDEX_NAME, RawFile, RawIndex};

/// The files of a source in the index.
pub(super) fn copies(index: &RawIndex, dataset: &DatasetId, place: &Place) -> Vec<RawFile> {
    index.of_dataset(dataset).filter(|file| place.owns(&file.path)).cloned().collect()
}

/// Puts what was brought in place and writes the index. When the disk refuses, the old copy stands.
pub(super) fn commit(
    out: &Path,
    dataset: &DatasetId,
    place: &Place,
    brought: Brought,
    index: &mut RawIndex,
) -> Result<FetchOutcome, String> {
    let at_disk = |path: &Path, error: &io::Error| match disk(path, error) {
        Trouble::Passing(why, _) | Trouble::Anew(why) | Trouble::Lasting(why) | Trouble::Disk(why) => why,
    };
    let folder = place.folder(out);
    let files = match brought {
        Brought::Unchanged(files) => files,
        Brought::File(from, file) => {
            let to = out.join(&file.path);
            fs::rename(&from, &to).map_err(|error| at_disk(&to, &error))?;
            vec![file]
        }
        Brought::Pages { from, to, files } => {
            let to = out.join(to);
            put_pages(out, &from, &to, &files).map_err(|error| at_disk(&to, &error))?;
            files
        }
    };
    sync_folder(&folder).map_err(|error| at_disk(&folder, &error))?;
    let mut next = index.clone();
    let before = next.take_out(|file| file.dataset == *dataset && place.owns(&file.path));
    files.iter().for_each(|file| next.put(file.clone()));
    let written = next.write(&out.join(RAW_INDEX_NAME));
    if written.is_ok() {
        *index = next;
    }
    // what the index does not name is taken away: the old copy, or the new one when the index could not be written
    sweep(&folder, place, index);
    written.map_err(|error| error.to_string())?;
    let same = files.iter().all(|file| before.iter().any(|before| before.path == file.path));
    Ok(if same { FetchOutcome::Unchanged(files) } else { FetchOutcome::Fetched(files) })
}

/// Renames the gathered pages to their folder. When it is there with the same bytes, it stays.
fn put_pages(out: &Path, from: &Path, to: &Path, files: &[RawFile]) -> io::Result<()> {
    sync_folder(from)?;
    let intact =
        |file: &RawFile| digest_of(&out.join(&file.path)).is_ok_and(|digest| file.digest == Some(digest));
    if to.is_dir() && files.iter().all(intact) {
        return remove_folder(from);
    }
    remove_folder(to)?;
    fs::rename(from, to)
}

/// Removes generations of a source that the index does not name. What cannot be removed now goes the next time.
fn sweep(folder: &Path, place: &Place, index: &RawIndex) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let Some(name) = name.to_str().filter(|name| place.is_generation(name)) else { continue };
        let path = place.path_of(name);
        let inside = format!("{path}/");
        if index.files().iter().any(|file| file.path == path || file.path.starts_with(&inside)) {
            continue;
        }
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let gone = if is_folder { fs::remove_dir_all(entry.path()) } else { fs::remove_file(entry.path()) };
        if let Err(error) = gone {
            tracing::warn!(path, %error, "an old copy cannot be removed");
        }
    }
}
