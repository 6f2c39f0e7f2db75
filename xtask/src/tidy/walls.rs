//! Who may import whom, and which libraries the pure crates may use.
//!
//! A new line in these tables is an architectural change: argue it in `docs/decisions/`.

use super::manifest::{Dependency, Manifest};
use super::{Fault, Tree};

/// The crates that touch nothing outside themselves and exist today.
pub const PURE: &[&str] =
    &["base", "guard", "area", "picture", "opendata", "law", "signal", "journal", "campaign"];

const ALL_PURE: &[&str] = &[
    "base", "guard", "area", "picture", "opendata", "law", "journal", "signal", "campaign", "exchange",
    "risk",
];

/// The crates of ours that each crate may import.
const ARROWS: &[(&str, &[&str])] = &[
    ("base", &[]),
    ("guard", &[]),
    ("area", &["base"]),
    ("picture", &["area", "base"]),
    ("opendata", &["picture", "area", "base", "guard"]),
    ("law", &["base"]),
    ("journal", &["law", "base"]),
    ("signal", &["area", "base", "guard"]),
    ("campaign", &["area", "base", "guard"]),
    ("exchange", &["journal", "law", "base"]),
    ("risk", &["picture", "area", "base"]),
    ("phone", &["law", "picture", "signal", "area", "base", "guard"]),
    ("node", ALL_PURE),
    (
        "web",
        &[
            "node", "base", "area", "picture", "opendata", "law", "journal", "signal", "campaign",
            "exchange", "risk",
        ],
    ),
    (
        "cli",
        &[
            "web", "node", "base", "area", "picture", "opendata", "law", "journal", "signal", "campaign",
            "exchange", "risk",
        ],
    ),
    ("bench", &["node", "base", "area", "picture", "opendata", "law", "journal", "signal", "campaign"]),
    ("fuzz", &["node", "base", "area", "picture", "opendata"]),
    ("xtask", &[]),
    ("bindings", &[]),
];

/// The libraries that each pure crate may have under `[dependencies]`.
const LIBRARIES: &[(&str, &[&str])] = &[
    ("base", &["jiff", "serde", "sha2", "thiserror", "uuid"]),
    ("area", &["bytemuck", "geo-types", "i_overlay", "prost", "serde", "smallvec", "thiserror"]),
    (
        "picture",
        &[
            "bytemuck",
            "chrono",
            "flate2",
            "fst",
            "geo-types",
            "jiff",
            "opening-hours",
            "opening-hours-syntax",
            "postcard",
            "serde",
            "serde_json",
            "statrs",
            "thiserror",
            "utoipa",
        ],
    ),
    (
        "opendata",
        &[
            "csv",
            "encoding_rs",
            "flate2",
            "geo",
            "geo-types",
            "jiff",
            "quick-xml",
            "serde",
            "serde_json",
            "thiserror",
            "toml",
            "wkt",
            "zip",
        ],
    ),
    ("guard", &["regex"]),
    ("journal", &["jiff", "ring", "serde", "serde_json", "thiserror", "uuid", "zeroize"]),
    ("signal", &["jiff", "serde", "serde_json", "thiserror", "uuid"]),
    (
        "law",
        &["cedar-policy", "include_dir", "jiff", "quick-xml", "serde", "serde_json", "thiserror", "toml"],
    ),
    (
        "campaign",
        &[
            "chrono",
            "csv",
            "encoding_rs",
            "flate2",
            "icalendar",
            "jiff",
            "pdf-extract",
            "quick-xml",
            "regex",
            "serde",
            "serde_json",
            "thiserror",
            "zip",
        ],
    ),
];

fn allowed(table: &'static [(&str, &[&str])], name: &str) -> Option<&'static [&'static str]> {
    table.iter().find(|(row, _)| *row == name).map(|(_, allowed)| *allowed)
}

/// Arrows between crates that the design does not have.
#[must_use]
pub fn faults(tree: &Tree) -> Vec<Fault> {
    Manifest::all(tree).iter().flat_map(arrow_faults).collect()
}

fn arrow_faults(manifest: &Manifest) -> Vec<Fault> {
    let name = manifest.name();
    let Some(allowed) = allowed(ARROWS, name) else {
        let why = format!(
            "the crate `{name}` is not in the design: argue it in docs/decisions/, then add its arrows in xtask/src/tidy/walls.rs"
        );
        return vec![Fault::of(&manifest.path(), why)];
    };
    let ours = |dependency: &Dependency| dependency.name.strip_prefix("schouw-").map(str::to_owned);
    let imports = manifest.dependencies().into_iter().filter_map(|dependency| ours(&dependency));
    let wrong = imports.filter(|import| !allowed.contains(&import.as_str()));
    wrong
        .map(|import| {
            let instead = if allowed.is_empty() { "none of our crates".into() } else { allowed.join(", ") };
            let why = format!("`{name}` may not import `{import}`, only {instead}: move what both need down, or hand it over as a parameter");
            Fault::of(&manifest.path(), why)
        })
        .collect()
}

/// Libraries of pure crates that were not agreed.
#[must_use]
pub fn library_faults(tree: &Tree) -> Vec<Fault> {
    let mut faults = Vec::new();
    for manifest in Manifest::all(tree).iter().filter(|manifest| manifest.folder.starts_with("crates/")) {
        let Some(allowed) = allowed(LIBRARIES, manifest.name()) else { continue };
        for dependency in manifest.dependencies() {
            let theirs = dependency.heading != "dev-dependencies" && !dependency.name.starts_with("schouw-");
            if theirs && !allowed.contains(&dependency.name.as_str()) {
                let why = format!(
                    "`{}` is a new library in the pure crate `{}`: use what it has, do it in `node`, or argue it in docs/decisions/ and add it in xtask/src/tidy/walls.rs",
                    dependency.name,
                    manifest.name()
                );
                faults.push(Fault::of(&manifest.path(), why));
            }
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(path: &str, dependency: &str, arrow: bool, library: bool) {
        let text = format!("[dependencies]\n{dependency}.workspace = true\n");
        let tree = Tree::of(&[(path, &text)]);
        assert_eq!(
            (faults(&tree).is_empty(), library_faults(&tree).is_empty()),
            (arrow, library),
            "{path} {dependency}"
        );
    }

    #[test]
    fn an_arrow_upwards_or_a_new_library_is_a_fault() {
        check("crates/area/Cargo.toml", "schouw-base", true, true);
        check("crates/area/Cargo.toml", "schouw-picture", false, true);
        check("crates/picture/Cargo.toml", "schouw-opendata", false, true);
        check("crates/opendata/Cargo.toml", "schouw-node", false, true);
        check("crates/cli/Cargo.toml", "schouw-node", true, true);
        check("crates/drawer/Cargo.toml", "serde", false, true);
        check("crates/area/Cargo.toml", "tokio", true, false);
        check("crates/node/Cargo.toml", "tokio", true, true);
    }

    #[test]
    fn tests_do_not_climb_over_the_wall_either() {
        let tree = Tree::of(&[(
            "crates/area/Cargo.toml",
            "[dev-dependencies]\nschouw-node.workspace = true\nproptest.workspace = true\n",
        )]);
        assert_eq!((faults(&tree).len(), library_faults(&tree).len()), (1, 0));
    }
}
