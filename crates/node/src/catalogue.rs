//! The datasets that Schouw knows: those in the program, and those that an organisation adds in a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use schouw_base::DatasetId;
use schouw_opendata::{Dataset, DatasetError};

/// The definitions in the program.
static DEFINITIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../datasets");

/// Most bytes of a definition.
const DEFINITION_BYTES_MAX: u64 = 1 << 20;

/// The definitions, by id.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    datasets: BTreeMap<DatasetId, Dataset>,
}

/// Why the definitions cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// definitions with faults, all at once
    #[error("{} of the definitions cannot be used: {}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Faults(Vec<DatasetError>),
    /// the folder cannot be read
    #[error("cannot read `{path}`: {source}", path = .path.display())]
    Io {
        /// folder or file
        path: PathBuf,
        /// what the system said
        source: std::io::Error,
    },
}

impl Catalogue {
    /// The definitions in the program and those in a folder; one of the folder takes the place of one with its id.
    ///
    /// # Errors
    /// When a definition has faults or the folder cannot be read.
    pub fn load(folder: Option<&Path>) -> Result<Self, CatalogueError> {
        let mut catalogue = Self::default();
        let mut faults = Vec::new();
        for (name, text) in built_in() {
            catalogue.add(&name, &text, &mut faults);
        }
        if let Some(folder) = folder {
            for (name, text) in in_folder(folder)? {
                catalogue.add(&name, &text, &mut faults);
            }
        }
        if faults.is_empty() { Ok(catalogue) } else { Err(CatalogueError::Faults(faults)) }
    }

    fn add(&mut self, name: &str, text: &str, faults: &mut Vec<DatasetError>) {
        match Dataset::parse(name, text) {
            Ok(dataset) => {
                self.datasets.insert(dataset.id.clone(), dataset);
            }
            Err(fault) => faults.push(fault),
        }
    }

    /// The definition of a dataset.
    #[must_use]
    pub fn get(&self, id: &DatasetId) -> Option<&Dataset> {
        self.datasets.get(id)
    }

    /// The definitions in order of their ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Dataset> {
        self.datasets.values()
    }
}

fn built_in() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![&DEFINITIONS];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        for file in folder.files() {
            let name =
                file.path().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            if name.ends_with(".toml") {
                found.push((name, file.contents_utf8().unwrap_or_default().to_owned()));
            }
        }
    }
    found
}

fn in_folder(folder: &Path) -> Result<Vec<(String, String)>, CatalogueError> {
    let io = |path: &Path| {
        let path = path.to_owned();
        move |source| CatalogueError::Io { path, source }
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(io(folder))? {
        let path = entry.map_err(io(folder))?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if !name.ends_with(".toml") || name == "raw.toml" {
            continue;
        }
        let size = std::fs::metadata(&path).map_err(io(&path))?.len();
        if size > DEFINITION_BYTES_MAX {
            let why = format!("a definition has {DEFINITION_BYTES_MAX} bytes at most, this has {size}");
            return Err(CatalogueError::Faults(vec![DatasetError { file: name, faults: vec![why] }]));
        }
        let text = std::fs::read_to_string(&path).map_err(io(&path))?;
        found.push((name, text));
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_definition_in_the_program_can_be_used() {
        let catalogue = Catalogue::load(None).unwrap();
        assert!(catalogue.iter().len() > 20);
    }
}
