//! *What stands in these minutes?*: a file read, within its limit, and handed to the reader.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use schouw_campaign::minutes::{self, FILE_BYTES_MAX, Minutes, Unreadable};

/// Why minutes were not read.
#[derive(Debug, thiserror::Error)]
pub enum MinutesError {
    /// the file is not there
    #[error("there is no `{0}`")]
    NotThere(String),
    /// the disk
    #[error("cannot read `{0}`: {1}")]
    World(String, #[source] io::Error),
    /// the file is no report that can be read
    #[error("cannot read `{0}`: {1}")]
    Unreadable(String, #[source] Unreadable),
}

/// Reads the minutes in a file; `-` is standard input.
///
/// # Errors
/// When the file is not there, cannot be read, is over a limit or is no text, .docx or .pdf.
pub fn read(path: &Path) -> Result<Minutes, MinutesError> {
    let name = path.display().to_string();
    let world = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => MinutesError::NotThere(name.clone()),
        _ => MinutesError::World(name.clone(), error),
    };
    let most = FILE_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(world)?;
    } else {
        File::open(path).map_err(world)?.take(most).read_to_end(&mut bytes).map_err(world)?;
    }
    minutes::read_file(&bytes).map_err(|error| MinutesError::Unreadable(name, error))
}
