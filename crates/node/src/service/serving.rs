//! A snapshot that answers, with all that belongs to it.

use std::path::{Path, PathBuf};

use schouw_picture::sources::SourceFindings;

use super::{Place, copy, findings};
use crate::features::{Beside, Features};
use crate::here::{AskError, Desk};
use crate::packs::Packs;
use crate::snapshot::{FINDINGS, Manifest, OpenError, manifest};
use crate::tiles::{Tiles, TilesError};

/// A snapshot that answers, with what it says of itself.
pub struct Serving {
    desk: Desk,
    manifest: Manifest,
    features: Features,
    findings: Vec<SourceFindings>,
    packs: Packs,
    tiles: Result<Tiles, TilesError>,
}

/// Why a snapshot is not taken into service.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// it cannot be opened, or its suppression list cannot be used
    #[error(transparent)]
    Open(#[from] AskError),
    /// its manifest
    #[error(transparent)]
    Manifest(#[from] OpenError),
    /// index and manifest are of two snapshots
    #[error("the index is of snapshot `{index}`, the manifest of `{manifest}`; build the snapshot again")]
    Differs {
        /// digest in the index
        index: String,
        /// digest in the manifest
        manifest: String,
    },
    /// a file is not the one that the manifest tells
    #[error("`{path}` is not the file that was written; build the snapshot again", path = .0.display())]
    Changed(PathBuf),
    /// a file cannot be read
    #[error("cannot read `{path}`: {source}", path = .path.display())]
    Io {
        /// the file
        path: PathBuf,
        /// what the system said
        source: std::io::Error,
    },
}

impl Serving {
    /// Opens a snapshot in place. All files that answers need are mapped or read here.
    ///
    /// # Errors
    /// When there is no snapshot, it is damaged, or its suppression list cannot be used.
    pub fn open(place: &Place) -> Result<Self, ServeError> {
        Self::of(&place.snapshot, place)
    }

    /// Keeps at most so many bytes of tiles in memory.
    #[must_use]
    pub(super) fn keeping(self, tiles_bytes: u64) -> Self {
        Self { tiles: self.tiles.map(|tiles| tiles.keeping(tiles_bytes)), ..self }
    }

    /// Opens a copy of a snapshot that nobody else can reach, checked against the digests in its manifest. Where there is
    /// no room for a copy the snapshot is checked and opened in place.
    ///
    /// # Errors
    /// As [`Serving::open`], and when a file is not the one that was written.
    pub(super) fn open_own(place: &Place) -> Result<Self, ServeError> {
        match copy::make(&place.snapshot)? {
            // what is mapped stays when the folder goes
            Some(copy) => Self::of(copy.path(), place),
            None => Self::of(&place.snapshot, place),
        }
    }

    fn of(files: &Path, place: &Place) -> Result<Self, ServeError> {
        let manifest = manifest(files)?;
        let desk = Desk::open_copy(files, &place.snapshot, place.suppressed.as_deref(), place.rd.clone())?;
        let index = desk.snapshot().picture().digest().to_owned();
        if index != manifest.digest.to_string() {
            return Err(ServeError::Differs { index, manifest: manifest.digest.to_string() });
        }
        let features = Features::open(files, desk.snapshot().picture(), desk.suppressed())?;
        let io = |source| ServeError::Io { path: place.snapshot.join(FINDINGS), source };
        let findings = findings::read(files, &manifest).map_err(io)?;
        // a snapshot without tiles answers all the same; whoever asks how it is hears why there are none
        let tiles = Tiles::open(files, desk.snapshot().picture().digest(), desk.suppressed());
        Ok(Self { desk, manifest, features, findings, packs: Packs::default(), tiles })
    }

    /// What answers.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// Lets go mapped pages of the index of answers, the largest by far.
    pub(super) fn let_go_of_pages(&self) {
        self.desk.snapshot().let_go();
    }

    /// Its vector tiles; none when it was built without them, or they are damaged.
    #[must_use]
    pub fn tiles(&self) -> Option<&Tiles> {
        self.tiles.as_ref().ok()
    }

    /// Why it has no vector tiles, and what to do; none when it has them.
    #[must_use]
    pub fn tiles_trouble(&self) -> Option<String> {
        let why = self.tiles.as_ref().err()?;
        Some(format!("the map has no tiles, build the snapshot again: {why}"))
    }

    /// What the snapshot says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The features, for other programs.
    #[must_use]
    pub fn features(&self) -> &Features {
        &self.features
    }

    /// What features need beside their own index.
    #[must_use]
    pub fn beside(&self) -> Beside<'_> {
        Beside { picture: self.desk.snapshot().picture(), rd: self.desk.rd() }
    }

    /// What was wrong with the records of each source.
    #[must_use]
    pub fn findings(&self) -> &[SourceFindings] {
        &self.findings
    }

    /// The area packs.
    pub(crate) fn packs(&self) -> &Packs {
        &self.packs
    }

    /// The digest of the snapshot, 64 hexadecimal digits.
    #[must_use]
    pub fn digest(&self) -> &str {
        self.desk.snapshot().picture().digest()
    }
}
