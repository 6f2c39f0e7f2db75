//! What does not belong in the tree: paths of one machine, data of others, large binary files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::tree::line_at;
use super::{Fault, Tree};

/// Folders that only one machine has. Put together here, so that this file does not hold them.
const MACHINE: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];
/// Largest binary file, in bytes.
const BINARY_BYTES_MAX: u64 = 200_000;
/// Smallest file that is compared with the shared data, in bytes: small texts may be alike by chance.
const COMPARED_BYTES_MIN: u64 = 256;
/// How names of shared data begin, for machines that do not have it.
const SHARED_NAMES: &[&str] = &[
    "buurten_20",
    "wijken_20",
    "gemeenten_20",
    "postcode4_",
    "kwb_",
    "rdcorr",
    "z001_",
    "bag.gpkg",
    "bag-wgs84.gpkg",
];

/// Paths of one machine.
#[must_use]
pub fn machine_faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in &tree.files {
        for folder in MACHINE {
            for (at, _) in file.text.match_indices(folder) {
                let before = file.text[..at].chars().next_back();
                // a part of a longer path or address is not a folder of the machine
                if before
                    .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '*' | '~'))
                {
                    continue;
                }
                let why = format!(
                    "`{folder}` is a folder of one machine: write the path from the root of the project, or take it as an argument"
                );
                faults.push(Fault::on(&file.path, line_at(&file.text, at), why));
            }
        }
    }
    faults
}

/// Files that are copies of the shared data, by their content where that folder is there, else by their names.
#[must_use]
pub fn shared_data_faults(tree: &Tree) -> Vec<Fault> {
    let mut by_size: BTreeMap<u64, Vec<PathBuf>> = BTreeMap::new();
    sizes(&tree.root.join("../shared/data"), &mut by_size);
    let names = tree.files.iter().map(|file| &file.path).chain(tree.binaries.iter().map(|(path, _)| path));
    let mut faults = Vec::new();
    for path in names {
        let last = path.rsplit('/').next().unwrap_or(path).to_lowercase();
        let is_data = !last.ends_with(".rs") && !last.ends_with(".md") && !path.starts_with("datasets/");
        if (is_data && SHARED_NAMES.iter().any(|name| last.starts_with(name)))
            || is_copy(&tree.root.join(path), &by_size)
        {
            let why = "is data of others, which is read where it stands and never copied: write a small input of our own";
            faults.push(Fault::of(path, why));
        }
    }
    faults
}

fn is_copy(path: &Path, by_size: &BTreeMap<u64, Vec<PathBuf>>) -> bool {
    let size = fs::metadata(path).map_or(0, |meta| meta.len());
    let Some(others) = by_size.get(&size).filter(|_| size >= COMPARED_BYTES_MIN) else { return false };
    let Ok(content) = fs::read(path) else { return false };
    others.iter().any(|other| fs::read(other).is_ok_and(|other| other == content))
}

/// The files below a folder by their size; nothing when the folder is not there.
fn sizes(folder: &Path, by_size: &mut BTreeMap<u64, Vec<PathBuf>>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.metadata() {
            Ok(meta) if meta.is_dir() => sizes(&entry.path(), by_size),
            Ok(meta) => by_size.entry(meta.len()).or_default().push(entry.path()),
            Err(_) => {}
        }
    }
}

/// Large binary files.
#[must_use]
pub fn binary_faults(tree: &Tree) -> Vec<Fault> {
    let large = tree.binaries.iter().filter(|(_, bytes)| *bytes > BINARY_BYTES_MAX);
    large.map(|(path, bytes)| Fault::of(path, format!("is binary and has {bytes} bytes, {BINARY_BYTES_MAX} at most: make it in the test that needs it"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_one_machine_is_a_fault() {
        for (text, count) in [
            (format!("cd {}main", MACHINE[0]), 1),
            (format!("\"{}x\"", MACHINE[2]), 1),
            (format!("https://example.org{}x", MACHINE[2]), 0),
        ] {
            assert_eq!(machine_faults(&Tree::of(&[("a.md", &text)])).len(), count, "{text}");
        }
    }

    #[test]
    fn data_of_others_is_known_by_its_name() {
        for (path, count) in [
            ("bench/buurten_2019_wgs84.geojson.gz", 1),
            ("crates/a/src/postcode4_index.rs", 0),
            ("raw.toml", 0),
        ] {
            assert_eq!(shared_data_faults(&Tree::of(&[(path, "x")])).len(), count, "{path}");
        }
    }

    #[test]
    fn a_large_binary_file_is_a_fault() {
        let tree = |bytes: u64| Tree { binaries: vec![("a.bin".into(), bytes)], ..Tree::default() };
        assert_eq!(
            (binary_faults(&tree(BINARY_BYTES_MAX)).len(), binary_faults(&tree(BINARY_BYTES_MAX + 1)).len()),
            (0, 1)
        );
    }
}
