//! A snapshot on disk: written beside its place, flushed, then put there in one step.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use schouw_base::Digest;
use schouw_opendata::findings::Findings;
use schouw_opendata::snapshot::LayerDigest;
use schouw_picture::layers::Layers;

use crate::format;
use crate::raw_index::RawIndex;
use crate::snapshot::{FINDINGS, INDEX, MANIFEST, Manifest};

use super::BuildError;

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
    let folder = tempfile::Builder::new()
        .prefix(&format!(".{}-", name_of(out)))
        .suffix(".partial")
        .tempdir_in(parent)
        .map_err(io(parent))?;
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
    let path = folder.join(INDEX);
    let container = schouw_picture::pack::pack(made.layers, made.digest)?;
    write_file(&path, |out| container.write(out))?;
    write_file(&folder.join(FINDINGS), |out| {
        for finding in made.findings.kept() {
            serde_json::to_writer(&mut *out, finding)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    })?;
    let manifest = Manifest::new(made.layers, made.digests, made.digest, made.findings, made.index, files, now);
    write_file(&folder.join(MANIFEST), |out| {
        serde_json::to_writer_pretty(&mut *out, &manifest)?;
        out.write_all(b"\n")
    })?;
    crate::durable::sync_folder(folder).map_err(io(folder))
}

fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>,
) -> Result<(), BuildError> {
    let go = || -> std::io::Result<()> {
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let mut out = BufWriter::with_capacity(1 << 20, File::create(path)?);
        write(&mut out)?;
        out.flush()?;
        out.get_ref().sync_all()
    };
    go().map_err(io(path))
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
