//! The backup of keys: sealed with a key that is kept elsewhere, with a day after which it is no longer used.
//!
//! A file is one line of JSON (whose, when, until when) and then chunks, each with its length. A chunk is bound to that
//! line, to its number and to whether it is the last: none can be left out, moved or added.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Read as _, Write as _};
use std::path::Path;

use jiff::Timestamp;
use schouw_base::OrganisationId;
use schouw_journal::head::{Hex, PublicKey};
use schouw_journal::{EntryKey, Nonce, StoreError, seal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::JournalError;
use super::chance::Chance;
use super::folder::io;
use super::keys::{KeyRing, Of};

/// Bytes of text in a chunk.
const CHUNK_BYTES: usize = 64 * 1024;
/// Most bytes of the first line.
const LINE_BYTES_MAX: usize = 4 * 1024;

/// The key of key backups: 64 hexadecimal digits in a file, kept apart from every backup.
#[derive(Debug)]
pub struct KeyFile(EntryKey);

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    /// The form of the file.
    pub schouw_keys: u8,
    /// Whose.
    pub organisation: OrganisationId,
    /// When it was made.
    pub made: Timestamp,
    /// After this it is no longer used, and is removed.
    pub expires: Timestamp,
    /// Signs now.
    pub signer: PublicKey,
}

impl KeyFile {
    /// Makes one in a new file, for its owner alone.
    ///
    /// # Errors
    /// When the file is there already, or cannot be written.
    pub fn make(path: &Path) -> Result<Self, JournalError> {
        let key = EntryKey::new(Chance::default().bytes()?);
        let text = Zeroizing::new(format!("{}\n", Hex::new(*key.bytes())));
        let mut options = File::options();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let written = options.open(path).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        });
        written.map_err(|error| JournalError::File(format!("cannot make `{}`: {error}", path.display())))?;
        Ok(Self(key))
    }

    /// Reads one.
    ///
    /// # Errors
    /// When it cannot be read, or is something else.
    pub fn read(path: &Path) -> Result<Self, JournalError> {
        let wrong = |why: String| JournalError::File(format!("`{}` is not a key: {why}", path.display()));
        let text = Zeroizing::new(fs::read_to_string(path).map_err(|error| wrong(error.to_string()))?);
        let key: Hex<32> = text.trim().parse().map_err(|_| wrong("write 64 hexadecimal digits".into()))?;
        Ok(Self(EntryKey::new(*key.bytes())))
    }

    /// Writes the keys of a log to a file: whole, or not at all.
    pub(super) fn write(&self, about: &About, keys: &KeyRing, path: &Path) -> Result<u64, JournalError> {
        let failed = |error: std::io::Error| io("cannot write the backup of the keys", &error);
        let partial = path.with_extension("partial");
        let file = File::create(&partial).map_err(failed)?;
        let line = serde_json::to_vec(about).map_err(|error| JournalError::File(error.to_string()))?;
        let mut chunks =
            Chunks { key: &self.0, line, out: BufWriter::new(file), text: Zeroizing::default(), number: 0 };
        chunks.out.write_all(&chunks.line).and_then(|()| chunks.out.write_all(b"\n")).map_err(failed)?;
        let mut count = 0;
        for (of, sign) in [(Of::Entries, 'e'), (Of::Blobs, 'b')] {
            keys.each(of, &mut |id, key| {
                count += 1;
                chunks.add(&Zeroizing::new(format!("{sign} {id} {}\n", Hex::new(*key.bytes()))))
            })?;
        }
        if let Some(seed) = keys.seed(&about.signer)? {
            chunks.add(&Zeroizing::new(format!("s {} {}\n", about.signer, Hex::new(*seed))))?;
        }
        chunks.finish()?;
        fs::rename(&partial, path).map_err(failed)?;
        Ok(count)
    }

    /// Reads the keys of a log from a file into a key ring. What is expired is refused.
    pub(super) fn restore(
        &self,
        path: &Path,
        now: Timestamp,
        keys: &mut KeyRing,
    ) -> Result<About, JournalError> {
        let failed = |error: std::io::Error| io("cannot read the backup of the keys", &error);
        let damaged = || {
            JournalError::File(format!(
                "`{}` is not a backup of keys, was changed, or is sealed with another key",
                path.display()
            ))
        };
        let mut file = BufReader::new(File::open(path).map_err(failed)?);
        let (line, about) = first_line(&mut file).ok_or_else(damaged)?;
        if about.expires < now {
            return Err(JournalError::File(format!(
                "the backup of keys `{}` was good until {}: it may hold keys that were erased since",
                path.display(),
                about.expires
            )));
        }
        let mut text = Zeroizing::new(String::new());
        let mut number = 0_u64;
        let mut next = read_chunk(&mut file).map_err(failed)?;
        while let Some(chunk) = next {
            next = read_chunk(&mut file).map_err(failed)?;
            let opened = seal::open_bound(&self.0, &bound(&line, number, next.is_none()), &chunk);
            let opened = opened.map_err(|_| damaged())?;
            text.push_str(std::str::from_utf8(opened.bytes()).map_err(|_| damaged())?);
            number += 1;
            let whole = text.rfind('\n').map_or(0, |at| at + 1);
            keep(&text[..whole], keys, damaged)?;
            *text = text.split_off(whole);
        }
        if number == 0 || !text.is_empty() { Err(damaged()) } else { Ok(about) }
    }
}

/// The first line of a file, without opening the rest.
pub(super) fn about(path: &Path) -> Option<About> {
    first_line(&mut BufReader::new(File::open(path).ok()?)).map(|(_, about)| about)
}

fn first_line(file: &mut BufReader<File>) -> Option<(Vec<u8>, About)> {
    let mut line = Vec::new();
    loop {
        let mut byte = [0];
        file.read_exact(&mut byte).ok()?;
        if byte == *b"\n" {
            break;
        }
        line.push(byte[0]);
        if line.len() > LINE_BYTES_MAX {
            return None;
        }
    }
    let about: About = serde_json::from_slice(&line).ok()?;
    (about.schouw_keys == 1).then_some((line, about))
}

fn read_chunk(file: &mut BufReader<File>) -> std::io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    match file.read_exact(&mut length) {
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let length = u32::from_be_bytes(length) as usize;
    let mut chunk = vec![0; length.min(2 * CHUNK_BYTES)];
    file.read_exact(&mut chunk)?;
    Ok(Some(chunk))
}

fn bound(line: &[u8], number: u64, last: bool) -> Vec<u8> {
    [line, &number.to_be_bytes(), &[u8::from(last)]].concat()
}

/// Text that is sealed chunk by chunk.
struct Chunks<'a> {
    key: &'a EntryKey,
    line: Vec<u8>,
    out: BufWriter<File>,
    text: Zeroizing<Vec<u8>>,
    number: u64,
}

impl Chunks<'_> {
    fn add(&mut self, text: &str) -> Result<(), StoreError> {
        if self.text.len() + text.len() > CHUNK_BYTES {
            self.seal(false)?;
        }
        self.text.extend_from_slice(text.as_bytes());
        Ok(())
    }

    fn seal(&mut self, last: bool) -> Result<(), StoreError> {
        let what = "cannot write the backup of the keys";
        let nonce = Nonce(Chance::default().bytes()?);
        let text = std::mem::take(&mut *self.text);
        let sealed = seal::seal_bound(self.key, nonce, &bound(&self.line, self.number, last), text);
        let sealed = sealed.map_err(|error| StoreError::World { what, why: error.to_string() })?;
        let length = u32::try_from(sealed.len()).unwrap_or(u32::MAX);
        let written = self.out.write_all(&length.to_be_bytes()).and_then(|()| self.out.write_all(&sealed));
        self.number += 1;
        written.map_err(|error| io(what, &error))
    }

    fn finish(mut self) -> Result<(), StoreError> {
        self.seal(true)?;
        let flushed = self.out.flush().and_then(|()| self.out.get_ref().sync_all());
        flushed.map_err(|error| io("cannot write the backup of the keys", &error))
    }
}

/// Keeps the keys of whole lines.
fn keep(text: &str, keys: &mut KeyRing, damaged: impl Fn() -> JournalError) -> Result<(), JournalError> {
    let (mut entries, mut blobs) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let mut words = line.split(' ');
        let (Some(sign), Some(id), Some(key)) = (words.next(), words.next(), words.next()) else {
            return Err(damaged());
        };
        let key: Hex<32> = key.parse().map_err(|_| damaged())?;
        let uuid = || Uuid::try_parse(id).map_err(|_| damaged());
        match sign {
            "e" => entries.push((uuid()?, EntryKey::new(*key.bytes()))),
            "b" => blobs.push((uuid()?, EntryKey::new(*key.bytes()))),
            "s" => {
                keys.add_signer(key.bytes())?;
            }
            _ => return Err(damaged()),
        }
    }
    for (of, made) in [(Of::Entries, entries), (Of::Blobs, blobs)] {
        let made: Vec<(Uuid, &EntryKey)> = made.iter().map(|(id, key)| (*id, key)).collect();
        keys.add(of, &made)?;
    }
    Ok(())
}
