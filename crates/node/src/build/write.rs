//! A snapshot on disk: written beside its place, flushed, then put there in one step.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use schouw_base::{Digest, Hasher};
use schouw_opendata::findings::Findings;
use schouw_opendata::snapshot::LayerDigest;
use schouw_picture::layers::Layers;

use crate::format;
use crate::raw_index::RawIndex;
use crate::snapshot::{BesideEntry, FEATURES, FINDINGS, INDEX, MANIFEST, Manifest, TILES};

use super::BuildError;
use super::partial::Partial;
use super::tiles;

/// What is written.
pub(super) struct Made<'a> {
    pub layers: &'a Layers,
    pub digests: &'a [LayerDigest],
    pub digest: Digest,
    pub findings: &'a Findings,
    pub index: &'a RawIndex,
}

/// Whether a snapshot may be put at this place: nothing there, an empty folder, or an earlier snapshot.
pub(super) fn check_target(out: &Path) -> Result<(), BuildError> {
    match fs::read_dir(out) {
        Err(_) if !out.exists() => Ok(()),
        Ok(mut entries) => {
            if entries.next().is_none() || out.join(MANIFEST).is_file() {
                Ok(())
            } else {
                Err(BuildError::NotASnapshot(out.into()))
            }
        }
        Err(_) => Err(BuildError::NotASnapshot(out.into())),
    }
}

/// Writes a snapshot and puts it in its place.
pub(super) fn write(made: &Made<'_>, out: &Path, now: Timestamp) -> Result<(), BuildError> {
    let parent = out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(io(parent))?;
    // removed again when anything goes wrong
    let folder = Partial::new(parent, &name_of(out)).map_err(io(parent))?;
    fill(made, folder.path(), now)?;
    replace(folder.path(), out)?;
    // after the exchange the folder holds the earlier snapshot; it goes with `folder`
    crate::durable::sync_folder(parent).map_err(io(parent))
}

fn name_of(out: &Path) -> String {
    out.file_name().map_or_else(|| "snapshot".into(), |name| name.to_string_lossy().into_owned())
}

fn fill(made: &Made<'_>, folder: &Path, now: Timestamp) -> Result<(), BuildError> {
    let files = format::write_layers(made.layers, folder)?;
    let container = schouw_picture::pack::pack(made.layers, made.digest)?;
    let index = write_file(folder, INDEX, |out| container.write(out))?;
    let container = crate::features::pack(made.layers, made.digest)?;
    let features = write_file(folder, FEATURES, |out| container.write(out))?;
    let container = tiles::pack(made.layers, made.digest)?;
    let tiles = write_file(folder, TILES, |out| container.write(out))?;
    let findings = write_file(folder, FINDINGS, |out| {
        for finding in made.findings.kept() {
            serde_json::to_writer(&mut *out, finding)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    })?;
    let mut manifest =
        Manifest::new(made.layers, made.digests, made.digest, made.findings, made.index, files, now);
    manifest.beside = vec![findings, index, features, tiles];
    write_file(folder, MANIFEST, |out| {
        serde_json::to_writer_pretty(&mut *out, &manifest)?;
        out.write_all(b"\n")
    })?;
    crate::durable::sync_folder(folder).map_err(io(folder))
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

/// Puts a folder at its place; where a snapshot stands, the two are exchanged in one step.
fn replace(folder: &Path, out: &Path) -> Result<(), BuildError> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    if out.exists() {
        let exchanged = renameat_with(CWD, folder, CWD, out, RenameFlags::EXCHANGE);
        return exchanged.map_err(|errno| io(out)(errno.into()));
    }
    fs::rename(folder, out).map_err(io(out))
}

fn io(path: &Path) -> impl Fn(std::io::Error) -> BuildError + use<> {
    let path: PathBuf = path.to_owned();
    move |source| BuildError::Io { path: path.clone(), source }
}
