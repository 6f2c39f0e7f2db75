//! Area packs of the snapshot in service: cut once, when someone asks for the list, the gemeente that someone waits for
//! first, and kept in a file that nobody else sees, so that hundreds of gemeenten cost no memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use jiff::Timestamp;
use schouw_area::AreaCode;
use schouw_base::Digest;
use schouw_picture::area_pack::cut;
use schouw_picture::overview::GemeenteItem;
use serde::Serialize;

use crate::service::Serving;

/// How long who asks for the list waits for packs that are being cut; those that are not there yet are counted.
const PATIENCE: Duration = Duration::from_secs(3);

/// A pack that can be fetched.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackItem {
    /// code of the gemeente
    pub gemeente: AreaCode,
    /// its name
    pub name: String,
    /// SHA-256 of the pack, 64 hexadecimal digits; part of its address
    pub digest: Digest,
    /// size in bytes
    pub size: u64,
    /// when the snapshot that it was cut from was made
    pub made: Timestamp,
    /// the box round the gemeente: west, south, east, north in degrees
    pub bounds: [f64; 4],
}

/// The packs that can be fetched.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackList {
    /// the packs, by code
    pub results: Vec<PackItem>,
    /// how many are still being made; ask again
    pub pending: u32,
    /// digest of the snapshot
    pub snapshot: String,
}

/// The packs of one snapshot.
#[derive(Default)]
pub struct Packs {
    shelf: Mutex<Shelf>,
    changed: Condvar,
}

impl Shelf {
    /// Whether nobody has to wait any longer.
    fn is_done(&self, gemeente: Option<&AreaCode>) -> bool {
        self.ended || gemeente.is_some_and(|code| self.begun && !self.asked.contains(code))
    }

    /// The gemeente to cut next: one that is asked for, else the first by code.
    fn next(&self) -> Option<GemeenteItem> {
        let code = self.asked.first().or_else(|| self.to_cut.keys().next()).cloned()?;
        self.to_cut.get(&code).cloned()
    }

    /// What became of a gemeente: it need not be cut again.
    fn settled(&mut self, code: &AreaCode) {
        self.to_cut.remove(code);
        self.asked.remove(code);
    }
}

#[derive(Default)]
struct Shelf {
    /// none before the first is asked for
    begun: bool,
    ended: bool,
    /// still to be cut, by code
    to_cut: BTreeMap<AreaCode, GemeenteItem>,
    /// of those the ones that someone waits for
    asked: BTreeSet<AreaCode>,
    ready: BTreeMap<AreaCode, (PackItem, u64)>,
    file: Option<File>,
    end: u64,
}

impl Packs {
    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The packs of a snapshot. The first who asks has them cut, on a thread of their own; whoever asks waits a few
    /// seconds for them, or for that of one `gemeente`, which is then cut before the others.
    #[must_use]
    pub fn list(serving: &Arc<Serving>, gemeente: Option<&AreaCode>) -> PackList {
        let shelf = serving.packs().wait(serving, gemeente);
        let pending = if shelf.ended { 0 } else { shelf.to_cut.len() };
        PackList {
            results: shelf.ready.values().map(|(item, _)| item.clone()).collect(),
            pending: u32::try_from(pending).unwrap_or(u32::MAX),
            snapshot: serving.digest().to_owned(),
        }
    }

    fn wait(&self, serving: &Arc<Serving>, gemeente: Option<&AreaCode>) -> MutexGuard<'_, Shelf> {
        let mut shelf = self.shelf();
        if !shelf.begun {
            shelf.begun = true;
            let picture = serving.desk().snapshot().picture();
            let gemeenten = picture.overview(serving.manifest().created).gemeenten;
            shelf.to_cut = gemeenten.into_iter().map(|one| (one.code.clone(), one)).collect();
            let weak = Arc::downgrade(serving);
            let worker = std::thread::Builder::new().name("schouw-packs".into());
            shelf.ended = worker.spawn(move || cut_all(&weak)).is_err();
        }
        if let Some(code) = gemeente.filter(|code| shelf.to_cut.contains_key(code)) {
            shelf.asked.insert(code.clone());
        }
        let waited = self.changed.wait_timeout_while(shelf, PATIENCE, |shelf| !shelf.is_done(gemeente));
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// The bytes of a pack; none when there is no such pack, or it has another digest by now.
    ///
    /// # Errors
    /// When they cannot be read back.
    pub fn bytes(
        serving: &Arc<Serving>,
        gemeente: &AreaCode,
        digest: Digest,
    ) -> std::io::Result<Option<Vec<u8>>> {
        // after a restart a phone may know the address already
        let shelf = serving.packs().wait(serving, Some(gemeente));
        let (Some((item, at)), Some(file)) = (shelf.ready.get(gemeente), &shelf.file) else {
            return Ok(None);
        };
        if item.digest != digest {
            return Ok(None);
        }
        let mut bytes = vec![0; usize::try_from(item.size).map_err(|_| std::io::ErrorKind::OutOfMemory)?];
        file.read_exact_at(&mut bytes, *at)?;
        Ok(Some(bytes))
    }

    fn put(&self, item: PackItem, bytes: &[u8]) -> std::io::Result<()> {
        let mut shelf = self.shelf();
        let at = shelf.end;
        let file = match shelf.file.take() {
            Some(file) => file,
            None => tempfile::tempfile()?,
        };
        let written = file.write_all_at(bytes, at);
        shelf.file = Some(file);
        written?;
        shelf.end = at + item.size;
        shelf.ready.insert(item.gemeente.clone(), (item, at));
        Ok(())
    }

    /// Nobody waits for this gemeente any longer: its pack is there, or cannot be made.
    fn settled(&self, code: &AreaCode) {
        self.shelf().settled(code);
        self.changed.notify_all();
    }

    fn end(&self) {
        self.shelf().ended = true;
        self.changed.notify_all();
    }
}

/// Cuts the packs of all gemeenten; stops when the snapshot is no longer in service.
fn cut_all(weak: &Weak<Serving>) {
    while let Some(serving) = weak.upgrade() {
        let next = serving.packs().shelf().next();
        let Some(gemeente) = next else {
            serving.packs().end();
            return;
        };
        let code = gemeente.code.clone();
        if let Err(why) = cut_one(&serving, gemeente) {
            tracing::warn!(target: "schouw::packs", gemeente = %code, why, "no area pack could be made");
        }
        serving.packs().settled(&code);
    }
}

fn cut_one(serving: &Serving, gemeente: GemeenteItem) -> Result<(), String> {
    let picture = serving.desk().snapshot().picture();
    let findings = Some(serving.findings());
    let bytes =
        cut(picture, &gemeente.code, serving.desk().suppressed(), findings).map_err(|e| e.to_string())?;
    let item = PackItem {
        gemeente: gemeente.code,
        name: gemeente.name,
        digest: Digest::of(&bytes),
        size: bytes.len() as u64,
        made: serving.manifest().created,
        bounds: gemeente.bounds,
    };
    serving.packs().put(item, &bytes).map_err(|error| error.to_string())
}
