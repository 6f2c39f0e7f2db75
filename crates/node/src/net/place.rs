//! Where the files of a source stand in the raw folder.
//!
//! A generation, 12 digits of a digest, is part of the name: `cbs-buurten/2024/buurten-0123456789ab.geojson`, or a
//! folder `notices/notices-0123456789ab/` with `notices-0001.xml` and on. A new copy stands beside the old one until
//! the index points to it: writing the index is the one moment at which a new copy is there.

use std::path::{Path, PathBuf};

use schouw_base::Digest;

use super::plan::{FetchSource, stem};

/// Digits of a digest in a name.
const GENERATION_DIGITS: usize = 12;

/// The names of one source.
pub(super) struct Place {
    folder: String,
    stem: String,
    extension: String,
}

impl Place {
    pub(super) fn of(source: &FetchSource) -> Self {
        let folder = match source.year {
            Some(year) => format!("{}/{year}", source.dataset),
            None => source.dataset.to_string(),
        };
        let (stem, extension) = stem(&source.file_name);
        Self { folder, stem: stem.into(), extension: extension.into() }
    }

    /// The folder of the dataset and year.
    pub(super) fn folder(&self, out: &Path) -> PathBuf {
        out.join(&self.folder)
    }

    /// The single file in the making.
    pub(super) fn part(&self, out: &Path) -> PathBuf {
        self.folder(out).join(format!(".{}{}.part", self.stem, self.extension))
    }

    /// The folder in which a set of pages is gathered.
    pub(super) fn gathering(&self, out: &Path) -> PathBuf {
        self.folder(out).join(format!(".{}.pages", self.stem))
    }

    /// The single file, as the index names it.
    pub(super) fn single(&self, digest: &Digest, gzip: bool) -> String {
        format!("{}/{}-{}{}", self.folder, self.stem, generation(digest), self.ending(gzip))
    }

    /// The folder of a set of pages, as the index names it.
    pub(super) fn pages(&self, digest: &Digest) -> String {
        format!("{}/{}-{}", self.folder, self.stem, generation(digest))
    }

    /// The name of a page in its folder, from 1.
    pub(super) fn page_name(&self, number: u32, gzip: bool) -> String {
        format!("{}-{number:04}{}", self.stem, self.ending(gzip))
    }

    /// What the host packed unasked is kept as it came, and says so in its name.
    fn ending(&self, gzip: bool) -> String {
        if gzip && !self.extension.ends_with(".gz") {
            format!("{}.gz", self.extension)
        } else {
            self.extension.clone()
        }
    }

    /// Whether a path of the index is a copy, of any generation, of this source.
    pub(super) fn owns(&self, path: &str) -> bool {
        let inside = path.strip_prefix(&self.folder).and_then(|rest| rest.strip_prefix('/'));
        let (name, page) = match inside.map(|inside| inside.split_once('/').unwrap_or((inside, ""))) {
            Some(found) => found,
            None => return false,
        };
        self.is_generation(name) && (page.is_empty() || page.starts_with(&self.stem))
    }

    /// Whether a name in the folder is that of a generation: of the file, or of a folder with pages.
    pub(super) fn is_generation(&self, name: &str) -> bool {
        let Some(rest) = name.strip_prefix(&self.stem).and_then(|rest| rest.strip_prefix('-')) else {
            return false;
        };
        let Some((digits, ending)) = rest.split_at_checked(GENERATION_DIGITS) else { return false };
        let hexadecimal = digits.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        hexadecimal && (ending.is_empty() || ending == self.ending(false) || ending == self.ending(true))
    }

    /// The path in the index of a name in the folder.
    pub(super) fn path_of(&self, name: &str) -> String {
        format!("{}/{name}", self.folder)
    }
}

fn generation(digest: &Digest) -> String {
    digest.to_string().chars().take(GENERATION_DIGITS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_knows_its_own_copies() {
        let place = Place { folder: "a/2024".into(), stem: "buurten".into(), extension: ".json".into() };
        let digest = Digest::of(b"abc");
        for (path, own) in [
            (place.single(&digest, false), true),
            (place.single(&digest, true), true),
            (format!("{}/{}", place.pages(&digest), place.page_name(3, false)), true),
            ("a/2024/buurten.json".into(), false),
            ("a/2024/buurten-0123456789ab.xml".into(), false),
            ("a/2024/buurten-0123456789AB.json".into(), false),
            ("a/2024/buurten-012345.json".into(), false),
            ("a/2023/buurten-0123456789ab.json".into(), false),
            ("a/2024/buurten-x-0123456789ab.json".into(), false),
            ("a/2024/buurten-0123456789ab/other.json".into(), false),
            ("a/2024".into(), false),
        ] {
            assert_eq!(place.owns(&path), own, "{path}");
        }
        assert_eq!(place.single(&digest, false), "a/2024/buurten-ba7816bf8f01.json");
        assert_eq!(place.page_name(3, true), "buurten-0003.json.gz");
    }
}
