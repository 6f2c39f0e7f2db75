//! A snapshot on disk: written beside its place, flushed, then put there in one step.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use schouw_base::{Digest, Hasher};
use schouw_opendata::findings::Findings;
use schouw_opendata::snapshot::{self, LayerDigest};
use schouw_picture::layers::Layers;
use schouw_picture::tiles::TileBook;

use crate::format;
use crate::raw_index::RawIndex;
use crate::snapshot::place::{self, PlaceError};
use crate::snapshot::{BesideEntry, DRAWN, FEATURES, FINDINGS, INDEX, MANIFEST, Manifest, TILES, map};

use super::BuildError;
use super::partial::Partial;
use super::tiles;

/// What is written.
pub(super) struct Made<'a> {
    pub layers: &'a Layers,
    pub findings: &'a Findings,
    pub index: &'a RawIndex,
}

/// The digests of what was written.
pub(super) struct Digests {
    pub layers: Vec<LayerDigest>,
    pub whole: Digest,
}

/// Whether a snapshot may be put at this place.
pub(super) fn check_target(out: &Path) -> Result<(), BuildError> {
    place::may_take(out).map_err(cannot_take(out))
}

fn cannot_take(out: &Path) -> impl Fn(PlaceError) -> BuildError {
    move |error| match error {
        PlaceError::Foreign => BuildError::NotASnapshot(out.into()),
        PlaceError::Io(source) => io(out)(source),
    }
}

/// Writes a snapshot and puts it in its place.
pub(super) fn write(made: &Made<'_>, out: &Path, now: Timestamp) -> Result<Digests, BuildError> {
    // a name that leads to a snapshot elsewhere goes on leading there
    let real = out.is_symlink().then(|| fs::canonicalize(out)).transpose().map_err(io(out))?;
    let out = real.as_deref().unwrap_or(out);
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(io(parent))?;
    // removed again when anything goes wrong
    let folder = Partial::new(parent, &name_of(out)).map_err(io(parent))?;
    let digests = fill(made, folder.path(), now)?;
    place::put(folder.path(), out).map_err(cannot_take(out))?;
    // the folder may hold the earlier snapshot now; it goes with `folder`
    crate::durable::sync_folder(parent).map_err(io(parent))?;
    Ok(digests)
}

fn name_of(out: &Path) -> String {
    out.file_name().map_or_else(|| "snapshot".into(), |name| name.to_string_lossy().into_owned())
}

fn fill(made: &Made<'_>, folder: &Path, now: Timestamp) -> Result<Digests, BuildError> {
    // the files for others do not wait for the digest, and our own indexes do not wait for them
    let (files, own) = std::thread::scope(|scope| {
        let own = scope.spawn(|| write_indexes(made.layers, folder));
        (format::write_layers(made.layers, folder), own.join())
    });
    let files = files?;
    let (digests, indexes) = own.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
    let findings = write_file(folder, FINDINGS, |out| {
        for finding in made.findings.kept() {
            serde_json::to_writer(&mut *out, finding)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    })?;
    let mut manifest =
        Manifest::new(made.layers, &digests.layers, digests.whole, made.findings, made.index, files, now);
    manifest.beside = std::iter::once(findings).chain(indexes).collect();
    write_file(folder, MANIFEST, |out| {
        serde_json::to_writer_pretty(&mut *out, &manifest)?;
        out.write_all(b"\n")
    })?;
    crate::durable::sync_folder(folder).map_err(io(folder))?;
    Ok(digests)
}

/// Takes the digests and writes our own indexes, which say of what they were made.
fn write_indexes(layers: &Layers, folder: &Path) -> Result<(Digests, [BesideEntry; 4]), BuildError> {
    let digests = snapshot::layer_digests(layers);
    let whole = snapshot::digest_of(&digests);
    let container = schouw_picture::pack::pack(layers, whole)?;
    let index = write_file(folder, INDEX, |out| container.write(out))?;
    let container = crate::features::pack(layers, whole)?;
    let features = write_file(folder, FEATURES, |out| container.write(out))?;
    let container = tiles::pack(layers, whole)?;
    let tiles = write_file(folder, TILES, |out| container.write(out))?;
    let drawn = write_drawn(folder)?;
    Ok((Digests { layers: digests, whole }, [index, features, tiles, drawn]))
}

/// Draws the tiles of areas from the index of tiles that was just written.
fn write_drawn(folder: &Path) -> Result<BesideEntry, BuildError> {
    let path = folder.join(TILES);
    let map = File::open(&path).and_then(|file| map(&file)).map_err(io(&path))?;
    let container = crate::tiles::draw(&TileBook::open(&map)?);
    write_file(folder, DRAWN, |out| container.write(out))
}

/// Writes a file of the snapshot, brings it to disk and says what was written.
fn write_file(
    folder: &Path,
    name: &str,
    write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>,
) -> Result<BesideEntry, BuildError> {
    let path = folder.join(name);
    let go = || -> std::io::Result<BesideEntry> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut out = Digesting {
            out: BufWriter::with_capacity(1 << 20, File::create(&path)?),
            hasher: Hasher::default(),
            bytes: 0,
        };
        write(&mut out)?;
        out.flush()?;
        out.out.get_ref().sync_all()?;
        Ok(BesideEntry { path: name.into(), bytes: out.bytes, digest: out.hasher.finish() })
    };
    go().map_err(io(&path))
}

/// Takes the digest of what passes.
struct Digesting<W> {
    out: W,
    hasher: Hasher,
    bytes: u64,
}

impl<W: std::io::Write> std::io::Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> BuildError + use<> {
    let path: PathBuf = path.to_owned();
    move |source| BuildError::Io { path: path.clone(), source }
}
