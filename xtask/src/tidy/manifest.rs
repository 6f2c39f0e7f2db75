//! The `Cargo.toml` files.

use toml::{Table, Value};

use super::Tree;

/// A crate of the workspace.
pub struct Manifest {
    /// folder from the root: `crates/area`, `xtask`
    pub folder: String,
    /// its `Cargo.toml`
    pub table: Table,
}

/// A line under a heading of dependencies.
pub struct Dependency {
    /// name of the library
    pub name: String,
    /// `dependencies`, `dev-dependencies` or `build-dependencies`
    pub heading: &'static str,
    /// whether it is taken from the workspace
    pub of_workspace: bool,
}

impl Manifest {
    /// The crates of the workspace, and those beside it.
    #[must_use]
    pub fn all(tree: &Tree) -> Vec<Self> {
        let read = |file: &super::TextFile| {
            let folder = file.path.strip_suffix("/Cargo.toml")?;
            Some(Self { folder: folder.into(), table: file.text.parse().ok()? })
        };
        tree.files.iter().filter_map(read).collect()
    }

    /// The last part of the folder: `area`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.folder.rsplit('/').next().unwrap_or(&self.folder)
    }

    /// Path of the file.
    #[must_use]
    pub fn path(&self) -> String {
        format!("{}/Cargo.toml", self.folder)
    }

    /// All its dependencies, those for one system included.
    #[must_use]
    pub fn dependencies(&self) -> Vec<Dependency> {
        let mut found = in_table(&self.table);
        if let Some(targets) = self.table.get("target").and_then(Value::as_table) {
            found.extend(targets.values().filter_map(Value::as_table).flat_map(in_table));
        }
        found
    }
}

fn in_table(table: &Table) -> Vec<Dependency> {
    let headings = ["dependencies", "dev-dependencies", "build-dependencies"];
    let under = |heading: &'static str| {
        let lines = table.get(heading).and_then(Value::as_table).into_iter().flatten();
        lines.map(move |(name, value)| Dependency {
            name: name.clone(),
            heading,
            of_workspace: value.get("workspace").and_then(Value::as_bool) == Some(true),
        })
    };
    headings.into_iter().flat_map(under).collect()
}
