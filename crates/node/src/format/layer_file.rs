//! A container file in the making: counted and digested while it is written, brought to disk when it is done.

use std::fmt::Display;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use schouw_base::{Digest, Hasher};

use crate::durable::sync_folder;

/// Bytes gathered before they go to the disk.
const BUFFER_BYTES: usize = 1 << 18;

/// One container file of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayerFile {
    /// name of the layer: `areas-buurt-2019-cbs-buurten-2019`, `figures`, `rules`
    pub layer: String,
    /// path relative to the folder of the snapshot, with `/`
    pub path: String,
    /// number of rows in the file
    pub rows: u64,
    /// size of the file in bytes
    pub bytes: u64,
    /// SHA-256 of the file
    pub digest: Digest,
}

/// Why a container file was not written.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// The disk refuses.
    #[error("cannot write `{}`: {source}; check the free space and the rights there", path.display())]
    Io {
        /// the file or folder
        path: PathBuf,
        /// what the system says
        source: io::Error,
    },
    /// The rows do not fit the format.
    #[error("cannot write `{}`: {why}", path.display())]
    Unfit {
        /// the file
        path: PathBuf,
        /// what does not fit
        why: String,
    },
}

/// The folder of the containers in a snapshot.
#[derive(Debug)]
pub(super) struct LayerFolder {
    snapshot: PathBuf,
}

impl LayerFolder {
    /// Name of the folder within that of the snapshot.
    const NAME: &'static str = "layers";

    /// Makes the folder within that of a snapshot.
    pub(super) fn create(snapshot: &Path) -> Result<Self, FormatError> {
        let path = snapshot.join(Self::NAME);
        fs::create_dir_all(&path).map_err(|source| FormatError::Io { path, source })?;
        Ok(Self { snapshot: snapshot.to_owned() })
    }

    /// Starts a file that is not there yet.
    pub(super) fn start(&self, layer: &str, extension: &str) -> Result<StartedFile, FormatError> {
        let relative = format!("{}/{layer}.{extension}", Self::NAME);
        let path = self.snapshot.join(&relative);
        match File::create_new(&path) {
            Ok(file) => Ok(StartedFile::new(file, path, layer.to_owned(), relative)),
            Err(source) => Err(FormatError::Io { path, source }),
        }
    }

    /// Brings the names of the files to disk.
    pub(super) fn sync(&self) -> Result<(), FormatError> {
        for path in [self.snapshot.join(Self::NAME), self.snapshot.clone()] {
            sync_folder(&path).map_err(|source| FormatError::Io { path, source })?;
        }
        Ok(())
    }
}

/// A container file that is being written.
#[derive(Debug)]
pub(super) struct StartedFile {
    layer: String,
    relative: String,
    path: PathBuf,
    out: Counted,
}

impl StartedFile {
    pub(super) fn new(file: File, path: PathBuf, layer: String, relative: String) -> Self {
        let file = BufWriter::with_capacity(BUFFER_BYTES, file);
        Self {
            layer,
            relative,
            path,
            out: Counted { file, hasher: Hasher::default(), bytes: 0, failure: None },
        }
    }

    /// Where a format writes its bytes.
    pub(super) fn out(&mut self) -> &mut Counted {
        &mut self.out
    }

    /// The error of a writing library: what the disk said first, which the library may have made a text of.
    pub(super) fn blame(&mut self, why: impl Display) -> FormatError {
        match self.out.failure.take() {
            Some(source) => FormatError::Io { path: self.path.clone(), source },
            None => FormatError::Unfit { path: self.path.clone(), why: why.to_string() },
        }
    }

    /// Brings the file to disk.
    pub(super) fn finish(self, rows: u64) -> Result<LayerFile, FormatError> {
        let Self { layer, relative, path, mut out } = self;
        let synced = out.file.flush().and_then(|()| out.file.get_ref().sync_all());
        synced.map_err(|source| FormatError::Io { path, source })?;
        Ok(LayerFile { layer, path: relative, rows, bytes: out.bytes, digest: out.hasher.finish() })
    }
}

/// A file that counts and digests what goes in, and keeps the first thing the disk refused.
pub(super) struct Counted {
    file: BufWriter<File>,
    hasher: Hasher,
    bytes: u64,
    failure: Option<io::Error>,
}

impl std::fmt::Debug for Counted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Counted")
            .field("bytes", &self.bytes)
            .field("failure", &self.failure)
            .finish_non_exhaustive()
    }
}

impl Counted {
    fn keep<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let copy = io::Error::from(error.kind());
            self.failure.get_or_insert(error);
            copy
        })
    }
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes);
        let written = self.keep(written)?;
        self.hasher.update(bytes.get(..written).unwrap_or(bytes));
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.file.flush();
        self.keep(flushed)
    }
}
