//! The file in the making, `.name.part`, with a note beside it that says of which version it is: so that a later try,
//! or a later run, asks only for what is missing.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use schouw_base::{Digest, Hasher};
use serde::{Deserialize, Serialize};
use tokio::fs::File;
use tokio::io::{AsyncWriteExt as _, BufWriter};

use super::content::HEAD_BYTES;

/// How much is gathered before it goes to disk, in bytes.
const WRITE_BYTES: usize = 256 << 10;
/// Largest note that is read, in bytes.
const NOTE_BYTES_MAX: u64 = 64 << 10;

/// Which version of which address the bytes are of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Version {
    /// the address, as it may be shown
    pub(super) address: String,
    /// HTTP `ETag`
    pub(super) etag: Option<String>,
    /// HTTP `Last-Modified`
    pub(super) last_modified: Option<String>,
    /// the size of the whole, when the host said it
    pub(super) total: Option<u64>,
    /// packed with gzip by the host
    #[serde(default)]
    pub(super) gzip: bool,
}

impl Version {
    /// What to send as `If-Range`: a strong mark, else a date. Without one the rest cannot be asked for safely.
    pub(super) fn if_range(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|etag| etag.starts_with('"'));
        strong.or(self.last_modified.as_deref())
    }
}

/// A file in the making.
pub(super) struct Part {
    path: PathBuf,
    note: PathBuf,
    file: BufWriter<File>,
    hasher: Hasher,
    head: Vec<u8>,
    bytes: u64,
    version: Version,
}

/// A file that is complete and on disk, under the name of the part.
#[derive(Debug)]
pub(super) struct Whole {
    pub(super) path: PathBuf,
    pub(super) digest: Digest,
    pub(super) bytes: u64,
    pub(super) version: Version,
}

impl Part {
    /// Opens the part of an earlier run when it is of this address, else an empty one.
    pub(super) async fn open(path: PathBuf, address: &str) -> io::Result<Self> {
        let note = note_path(&path);
        let version =
            read_note(&note).filter(|version| version.address == address && version.if_range().is_some());
        let Some(version) = version else {
            return Self::empty(path, note, Version { address: address.into(), ..Version::default() }).await;
        };
        let again = path.clone();
        let read = tokio::task::spawn_blocking(move || read_again(&again)).await.map_err(io::Error::other)?;
        let Ok((hasher, head, bytes)) = read else { return Self::empty(path, note, version).await };
        let file = File::options().append(true).open(&path).await?;
        Ok(Self {
            path,
            note,
            file: BufWriter::with_capacity(WRITE_BYTES, file),
            hasher,
            head,
            bytes,
            version,
        })
    }

    async fn empty(path: PathBuf, note: PathBuf, version: Version) -> io::Result<Self> {
        remove(&note)?;
        let file = BufWriter::with_capacity(WRITE_BYTES, File::create(&path).await?);
        Ok(Self { path, note, file, hasher: Hasher::default(), head: Vec::new(), bytes: 0, version })
    }

    /// Begins anew with another version.
    pub(super) async fn begin(&mut self, version: Version) -> io::Result<()> {
        *self = Self::empty(self.path.clone(), self.note.clone(), version).await?;
        if self.version.if_range().is_some() {
            let text = toml::to_string(&self.version).map_err(io::Error::other)?;
            tokio::fs::write(&self.note, text).await?;
        }
        Ok(())
    }

    /// From which byte the rest can be asked, and what to send as `If-Range` with it.
    pub(super) fn resume(&self) -> Option<(u64, &str)> {
        let if_range = self.version.if_range()?;
        (self.bytes > 0).then_some((self.bytes, if_range))
    }

    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    pub(super) fn version(&self) -> &Version {
        &self.version
    }

    /// Adds bytes.
    pub(super) async fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes).await?;
        self.hasher.update(bytes);
        self.head.extend(bytes.iter().take(HEAD_BYTES - self.head.len()));
        self.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Brings what is there to the file, so that a later run finds it.
    pub(super) async fn settle(&mut self) -> io::Result<()> {
        self.file.flush().await
    }

    /// Brings all to disk; the file is complete.
    pub(super) async fn finish(mut self) -> io::Result<Whole> {
        self.file.flush().await?;
        self.file.get_ref().sync_all().await?;
        remove(&self.note)?;
        Ok(Whole { path: self.path, digest: self.hasher.finish(), bytes: self.bytes, version: self.version })
    }

    /// Takes the part away.
    pub(super) fn discard(self) -> io::Result<()> {
        remove(&self.note)?;
        remove(&self.path)
    }
}

fn note_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".toml");
    name.into()
}

fn read_note(path: &Path) -> Option<Version> {
    let mut text = String::new();
    std::fs::File::open(path).ok()?.take(NOTE_BYTES_MAX).read_to_string(&mut text).ok()?;
    toml::from_str(&text).ok()
}

/// Reads a part from its begin, for the digest of the whole.
fn read_again(path: &Path) -> io::Result<(Hasher, Vec<u8>, u64)> {
    let mut file = std::fs::File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("not a file"));
    }
    let (mut hasher, mut head, mut bytes) = (Hasher::default(), Vec::new(), 0_u64);
    let mut buffer = vec![0; WRITE_BYTES];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok((hasher, head, bytes));
        }
        let piece = buffer.get(..read).unwrap_or_default();
        hasher.update(piece);
        head.extend(piece.iter().take(HEAD_BYTES - head.len()));
        bytes += read as u64;
    }
}

/// Removes a file; that it is not there is as well.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(etag: &str) -> Version {
        Version { address: "a".into(), etag: Some(etag.into()), ..Version::default() }
    }

    #[tokio::test]
    async fn a_part_is_taken_up_again_by_a_later_run() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".x.part");
        let mut part = Part::open(path.clone(), "a").await.unwrap();
        assert_eq!(part.resume(), None);
        part.begin(version("\"1\"")).await.unwrap();
        part.push(b"abc").await.unwrap();
        part.settle().await.unwrap();
        drop(part);
        let mut part = Part::open(path.clone(), "a").await.unwrap();
        assert_eq!(part.resume(), Some((3, "\"1\"")));
        part.push(b"def").await.unwrap();
        assert_eq!(part.head(), b"abcdef");
        let whole = part.finish().await.unwrap();
        assert_eq!((whole.digest, whole.bytes), (Digest::of(b"abcdef"), 6));
        assert_eq!(std::fs::read(&path).unwrap(), b"abcdef");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "the note is gone");
    }

    #[tokio::test]
    async fn a_part_of_another_address_or_without_a_strong_mark_is_begun_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".x.part");
        for (etag, address) in [("\"1\"", "b"), ("W/\"1\"", "a")] {
            let mut part = Part::open(path.clone(), "a").await.unwrap();
            part.begin(version(etag)).await.unwrap();
            part.push(b"abc").await.unwrap();
            part.settle().await.unwrap();
            let part = Part::open(path.clone(), address).await.unwrap();
            assert_eq!((part.bytes(), part.resume()), (0, None), "{etag} {address}");
            part.discard().unwrap();
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }
}
