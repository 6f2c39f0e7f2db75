//! A reader knows a format, never a dataset: no dataset id occurs in Rust.

use super::tree::{line_at, word_places};
use super::{Fault, Tree};

/// Makes the files of the fictional municipality, and must say which dataset each holds.
const GENERATOR: &str = "crates/node/src/demo/";

/// The ids of the definitions in `datasets/`, each with its file.
#[must_use]
pub fn ids(tree: &Tree) -> Vec<(String, String)> {
    let definitions =
        tree.files.iter().filter(|file| file.path.starts_with("datasets/") && file.path.ends_with(".toml"));
    let id = |file: &super::TextFile| {
        let table: toml::Table = file.text.parse().ok()?;
        Some((table.get("id")?.as_str()?.to_owned(), file.path.clone()))
    };
    definitions.filter_map(id).collect()
}

/// Ids of datasets in product code.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let ids = ids(tree);
    let mut faults = Vec::new();
    for file in tree.product("crates/").filter(|file| !file.path.starts_with(GENERATOR)) {
        for (id, definition) in &ids {
            for at in word_places(&file.product_text, id, part) {
                let why = format!(
                    "the dataset `{id}` in code: say in {definition} what is particular about it, so that any dataset can say the same"
                );
                faults.push(Fault::on(&file.path, line_at(&file.text, at), why));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, text: &str, expected: usize) {
        let tree = Tree::of(&[("datasets/een-bron.toml", "id = \"een-bron\"\n"), (path, text)]);
        assert_eq!(faults(&tree).len(), expected, "{path}: {text}");
    }

    #[test]
    fn a_dataset_in_code_is_a_fault() {
        check("crates/a/src/lib.rs", "if id == \"een-bron\" {}", 1);
        check(
            "crates/a/src/lib.rs",
            "// as een-bron does\nlet a = \"geen-bron\"; let b = \"een-bron-2\";",
            0,
        );
        check("crates/a/tests/a.rs", "let a = \"een-bron\";", 0);
        check("crates/node/src/demo/a.rs", "let a = \"een-bron\";", 0);
    }
}
