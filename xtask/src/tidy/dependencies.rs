//! Each library is said once, in the root `Cargo.toml`, and used by the crate that names it.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::manifest::Manifest;
use super::tree::word_places;
use super::{Fault, Tree};

/// Libraries that are named for their features alone and never in code, with the reason.
const UNNAMED: &[(&str, &str)] = &[];

/// Libraries that are not in the workspace table, or that nobody uses.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for manifest in Manifest::all(tree) {
        let of_workspace = manifest.folder != "fuzz";
        for dependency in manifest.dependencies() {
            if of_workspace && !dependency.of_workspace {
                let why = format!(
                    "`{}` has a version of its own: write `{0}.workspace = true` and put it in [workspace.dependencies]",
                    dependency.name
                );
                faults.push(Fault::of(&manifest.path(), why));
            }
            let name = dependency.name.replace('-', "_");
            let unnamed = UNNAMED.iter().any(|(unnamed, _)| *unnamed == dependency.name);
            if !unnamed && !is_named(tree, &manifest.folder, &name) {
                faults.push(Fault::of(
                    &manifest.path(),
                    format!("no file of this crate names `{name}`: take the line out"),
                ));
            }
            used.insert(dependency.name);
        }
    }
    for name in workspace_dependencies(tree).into_iter().filter(|name| !used.contains(name)) {
        faults.push(Fault::of(
            "Cargo.toml",
            format!("no crate uses `{name}`: take the line out of [workspace.dependencies]"),
        ));
    }
    faults
}

fn is_named(tree: &Tree, folder: &str, name: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    // doc comments and macros name libraries too, so the whole text counts
    tree.rust(&format!("{folder}/")).any(|file| word_places(&file.text, name, part).next().is_some())
}

fn workspace_dependencies(tree: &Tree) -> Vec<String> {
    let table: Option<Table> = tree.file("Cargo.toml").and_then(|file| file.text.parse().ok());
    let workspace = table.as_ref().and_then(|table| table.get("workspace")?.get("dependencies")?.as_table());
    workspace.map(|table: &toml::map::Map<String, Value>| table.keys().cloned().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(root: &str, of_crate: &str, code: &str, expected: &[&str]) {
        let tree = Tree::of(&[
            ("Cargo.toml", root),
            ("crates/a/Cargo.toml", of_crate),
            ("crates/a/src/lib.rs", code),
        ]);
        let found: Vec<String> = faults(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (found, expected) in found.iter().zip(expected) {
            assert!(found.contains(expected), "{found}");
        }
    }

    #[test]
    fn a_library_is_said_once_and_used() {
        let root = "[workspace.dependencies]\nquick-xml = \"1\"\n";
        check(root, "[dependencies]\nquick-xml.workspace = true\n", "use quick_xml::Reader;", &[]);
        check(root, "[dependencies]\nquick-xml.workspace = true\n", "", &["names `quick_xml`"]);
        check(root, "[dependencies]\nquick-xml = \"1\"\n", "use quick_xml::Reader;", &["version of its own"]);
        check(root, "", "", &["no crate uses `quick-xml`"]);
        check(
            root,
            "[target.'cfg(unix)'.dependencies]\nquick-xml.workspace = true\n",
            "use quick_xml::Reader;",
            &[],
        );
    }
}
