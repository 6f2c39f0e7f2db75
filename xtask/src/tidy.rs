//! Rules about code and documents, each a test in `tests/tidy.rs`. A message says what is wrong and what to do instead.

pub mod datasets;
pub mod dependencies;
pub mod documents;
pub mod files;
pub mod length;
pub mod licences;
pub mod links;
pub mod manifest;
pub mod names;
pub mod publiccode;
pub mod purity;
pub mod rust;
pub mod tree;
pub mod walls;
pub mod words;

use std::fmt;
use std::path::{Path, PathBuf};

pub use tree::{TextFile, Tree};

/// Something that breaks a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// file, with its line where there is one
    pub at: String,
    /// what is wrong and what to do instead
    pub why: String,
}

impl Fault {
    /// A fault of a file as a whole.
    pub fn of(path: &str, why: impl Into<String>) -> Self {
        Self { at: path.into(), why: why.into() }
    }

    /// A fault on a line, counted from 1.
    pub fn on(path: &str, line: usize, why: impl Into<String>) -> Self {
        Self { at: format!("{path}:{line}"), why: why.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.why)
    }
}

/// A rule.
pub struct Rule {
    /// what holds, as a sentence
    pub holds: &'static str,
    /// what breaks it
    pub faults: fn(&Tree) -> Vec<Fault>,
}

macro_rules! rules {
    ($($holds:literal => $faults:expr,)*) => { &[$(Rule { holds: $holds, faults: $faults }),*] };
}

/// All rules.
pub const RULES: &[Rule] = rules! {
    "crates import only what the design allows" => walls::faults,
    "pure crates touch no disk, network, clock or thread" => purity::faults,
    "pure crates have only the libraries that were agreed" => walls::library_faults,
    "each dependency is said once and used" => dependencies::faults,
    "licences and crates are those that deny.toml allows" => licences::faults,
    "files and functions stay short" => length::faults,
    "base stays small" => length::base_faults,
    "there are no drawers" => names::faults,
    "nothing is left for later in the code" => words::faults,
    "no dataset is named in code" => datasets::faults,
    "architecture.md names every crate and module" => documents::architecture_faults,
    "cli.md names every command, option and exit code" => documents::cli_faults,
    "every dataset is described" => documents::dataset_faults,
    "the changelog says what is coming" => documents::changelog_faults,
    "publiccode.yml has what catalogues need" => publiccode::faults,
    "links between documents lead somewhere" => links::faults,
    "nothing of one machine is in the tree" => files::machine_faults,
    "no shared data is in the tree" => files::shared_data_faults,
    "no large binary file is in the tree" => files::binary_faults,
};

/// The root of the project.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}
