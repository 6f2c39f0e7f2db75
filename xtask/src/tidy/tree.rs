//! The files of the project, read once.

use std::fs;
use std::path::{Path, PathBuf};

use super::rust;

/// Largest file that is read as text, in bytes; larger ones count as binary.
const TEXT_BYTES_MAX: u64 = 4 << 20;
/// Bytes looked at to tell text from binary.
const SNIFF_BYTES: usize = 8 << 10;
/// Folders that are not of the project, beside those in `.gitignore`.
const PASSED_OVER: &[&str] = &[".git", "node_modules", "__pycache__", ".venv"];

/// The files of the project, sorted by path.
#[derive(Debug, Default)]
pub struct Tree {
    /// where it stands
    pub root: PathBuf,
    /// texts
    pub files: Vec<TextFile>,
    /// binary files: path and size in bytes
    pub binaries: Vec<(String, u64)>,
}

/// A text.
#[derive(Debug, Default)]
pub struct TextFile {
    /// path from the root, with `/` between the parts
    pub path: String,
    /// what it says
    pub text: String,
    /// the text without comments, strings and tests, when it is Rust; same length and lines
    pub product_code: String,
    /// the text without comments and tests, when it is Rust
    pub product_text: String,
    /// whether all of it is tests
    pub is_test: bool,
}

impl Tree {
    /// Reads the project.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub fn read(root: &Path) -> Result<Self, String> {
        let mut tree = Self { root: root.into(), ..Self::default() };
        let ignored = ignored(root);
        let mut folders = vec![root.to_path_buf()];
        while let Some(folder) = folders.pop() {
            let says = |error: std::io::Error| format!("cannot read `{}`: {error}", folder.display());
            for entry in fs::read_dir(&folder).map_err(says)? {
                let entry = entry.map_err(says)?;
                let path = entry.path();
                let Some(name) = relative(root, &path) else { continue };
                let last = entry.file_name();
                if ignored.contains(&name) || PASSED_OVER.iter().any(|passed| last == *passed) {
                    continue;
                }
                let kind = entry.file_type().map_err(says)?;
                if kind.is_dir() {
                    folders.push(path);
                } else if kind.is_file() {
                    tree.add(name, &path).map_err(says)?;
                }
            }
        }
        tree.settle();
        Ok(tree)
    }

    /// A tree of these texts, for tests of the rules.
    #[must_use]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let text = |(path, text): &(&str, &str)| TextFile {
            path: (*path).into(),
            text: (*text).into(),
            ..TextFile::default()
        };
        let mut tree = Self { files: files.iter().map(text).collect(), ..Self::default() };
        tree.settle();
        tree
    }

    fn add(&mut self, name: String, path: &Path) -> std::io::Result<()> {
        let bytes = fs::metadata(path)?.len();
        let content = if bytes <= TEXT_BYTES_MAX { fs::read(path)? } else { vec![0] };
        let binary = content.iter().take(SNIFF_BYTES).any(|byte| *byte == 0);
        match String::from_utf8(content) {
            Ok(text) if !binary => self.files.push(TextFile { path: name, text, ..TextFile::default() }),
            _ => self.binaries.push((name, bytes)),
        }
        Ok(())
    }

    /// Sorts, and tells product code from tests.
    fn settle(&mut self) {
        self.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.binaries.sort();
        let mut test_modules = Vec::new();
        for file in self.files.iter_mut().filter(|file| file.path.ends_with(".rs")) {
            let masked = rust::mask(&file.text);
            let tests = rust::test_ranges(&masked.code);
            for name in rust::test_modules(&masked.code) {
                test_modules.push(format!("{}/{name}", rust::module_folder(&file.path)));
            }
            file.product_code = rust::blank(&masked.code, &tests);
            file.product_text = rust::blank(&masked.text, &tests);
        }
        for file in self.files.iter_mut().filter(|file| file.path.ends_with(".rs")) {
            let stem = file.path.trim_end_matches(".rs");
            let of_module = |module: &String| {
                stem == module || stem.strip_prefix(module.as_str()).is_some_and(|rest| rest.starts_with('/'))
            };
            file.is_test =
                file.path.split('/').any(|part| part == "tests" || part == "benches" || part == "tests.rs")
                    || test_modules.iter().any(of_module);
        }
    }

    /// The file at this path.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&TextFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The Rust files below this folder, tests included.
    pub fn rust<'a>(&'a self, below: &'a str) -> impl Iterator<Item = &'a TextFile> {
        self.files.iter().filter(move |file| file.path.ends_with(".rs") && file.path.starts_with(below))
    }

    /// The Rust files of the product below this folder.
    pub fn product<'a>(&'a self, below: &'a str) -> impl Iterator<Item = &'a TextFile> {
        self.rust(below).filter(|file| !file.is_test)
    }
}

/// The line, counted from 1, of a place in a text.
#[must_use]
pub fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// Where a word stands in a text: not as a part of a longer one. What counts as part is said by `part`.
pub fn word_places<'a>(
    text: &'a str,
    word: &'a str,
    part: fn(char) -> bool,
) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

/// The folders that `.gitignore` names from the root.
fn ignored(root: &Path) -> Vec<String> {
    let text = fs::read_to_string(root.join(".gitignore")).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.trim().strip_prefix('/'))
        .map(|name| name.trim_end_matches('/').to_owned())
        .collect()
}

fn relative(root: &Path, path: &Path) -> Option<String> {
    let parts = path.strip_prefix(root).ok()?.components();
    Some(parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_from_product_code() {
        let tree = Tree::of(&[
            ("crates/a/src/lib.rs", "mod b;\n#[cfg(test)]\nmod stories;\n"),
            ("crates/a/src/b.rs", "fn f() {}\n"),
            ("crates/a/src/stories.rs", "fn t() {}\n"),
            ("crates/a/src/stories/night.rs", "fn t() {}\n"),
            ("crates/a/tests/x.rs", "fn t() {}\n"),
        ]);
        let product: Vec<_> = tree.product("crates/").map(|file| file.path.as_str()).collect();
        assert_eq!(product, ["crates/a/src/b.rs", "crates/a/src/lib.rs"]);
    }

    #[test]
    fn a_word_is_found_only_whole() {
        let places = |text: &str| word_places(text, "fs", |c: char| c.is_alphanumeric() || c == '_').count();
        assert_eq!((places("fs::read"), places("rfs offs fs_x"), places("a fs b fs")), (1, 0, 2));
    }
}
