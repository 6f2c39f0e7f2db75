//! No drawers: a file is named after what it is about.

use super::{Fault, Tree};

/// Names that say nothing about what is inside.
const DRAWERS: &[&str] =
    &["util", "utils", "common", "helper", "helpers", "manager", "managers", "misc", "stuff"];

/// Files, folders and modules with such names.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for file in tree.rust("") {
        let parts = file.path.trim_end_matches(".rs").split('/');
        let modules = file
            .product_code
            .lines()
            .filter_map(|line| line.trim().trim_start_matches("pub ").strip_prefix("mod "));
        let names = parts.chain(modules.filter_map(|rest| rest.split([' ', ';', '{']).next()));
        for name in names.filter(|name| DRAWERS.contains(name)) {
            let why = format!(
                "`{name}` is a drawer: name it after what it is about, or move each function to the module that owns its words"
            );
            faults.push(Fault::of(&file.path, why));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawer_is_a_fault() {
        for (path, text, count) in [
            ("crates/a/src/utils.rs", "", 1),
            ("crates/a/src/common/mod.rs", "", 1),
            ("crates/a/src/lib.rs", "pub mod helpers {\n}\n", 1),
            ("crates/a/src/cover.rs", "mod grid;", 0),
        ] {
            assert_eq!(faults(&Tree::of(&[(path, text)])).len(), count, "{path}");
        }
    }
}
