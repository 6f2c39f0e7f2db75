//! The snapshot that is in service: opened, watched, and replaced by a newer one without a question lost.
//!
//! Whoever asks takes the present one with [`Service::current`] and keeps it for as long as the question takes; a newer
//! one is put in its place in one step. A snapshot that is broken or gone leaves the old one in service, and says why in
//! [`Service::trouble`].

mod copy;
mod findings;
mod resident;
mod serving;
mod stamp;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwapOption;
use jiff::Timestamp;
use schouw_area::RdTransform;

use crate::tiles::KEPT_BYTES_MAX;
pub use serving::{ServeError, Serving};
use stamp::Stamp;

/// Seconds after which a snapshot that could not be taken is tried again although it did not change: a disk that was full
/// may have room again.
const RETRY_SECONDS: i64 = 30;

/// Where the snapshot in service comes from.
#[derive(Debug, Clone)]
pub struct Place {
    /// the folder, or a symbolic link to it
    pub snapshot: PathBuf,
    /// the suppression list, when it is not `suppressed.toml` beside the snapshot
    pub suppressed: Option<PathBuf>,
    /// RD New
    pub rd: RdTransform,
}

/// What is wrong with the snapshot at its place, while another one (or none) is in service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// since when
    pub since: Timestamp,
    /// what, and what to do
    pub why: String,
}

/// What a look at the place of the snapshot brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looked {
    /// nothing new
    Same,
    /// a snapshot was taken into service: its digest
    Taken(String),
    /// what stands there cannot be taken into service, told once
    Refused(String),
}

/// The snapshot in service, and its place.
pub struct Service {
    place: Place,
    /// most bytes of tiles in memory
    tiles_bytes: u64,
    current: ArcSwapOption<Serving>,
    before: ArcSwapOption<Serving>,
    trouble: ArcSwapOption<Trouble>,
    seen: Mutex<Seen>,
}

/// What was seen at the place.
struct Seen {
    /// what the last attempt was made of
    tried: Stamp,
    at: Timestamp,
    /// what stood there at the last look
    last: Stamp,
    /// whether what is in service no longer needs its folder
    own: bool,
}

impl Service {
    /// Opens the snapshot at a place. When that does not go, there is none in service, and [`Service::trouble`] says why.
    #[must_use]
    pub fn start(place: Place, now: Timestamp) -> Self {
        Self::start_keeping(place, KEPT_BYTES_MAX, now)
    }

    /// As [`Service::start`], with at most so many bytes of tiles kept in memory.
    #[must_use]
    pub fn start_keeping(place: Place, tiles_bytes: u64, now: Timestamp) -> Self {
        let stamp = Stamp::of(&place);
        let seen = Mutex::new(Seen { tried: stamp.clone(), at: now, last: stamp, own: false });
        let service = Self {
            place,
            tiles_bytes,
            current: ArcSwapOption::empty(),
            before: ArcSwapOption::empty(),
            trouble: ArcSwapOption::empty(),
            seen,
        };
        match Serving::open(&service.place) {
            Ok(serving) => service.current.store(Some(Arc::new(serving.keeping(tiles_bytes)))),
            Err(error) => {
                service.tell(error.to_string(), now);
            }
        }
        service
    }

    /// The snapshot in service; none when there never was a good one.
    #[must_use]
    pub fn current(&self) -> Option<Arc<Serving>> {
        self.current.load_full()
    }

    /// The snapshot that was in service before this one, for maps that were opened on it; none when there is none, or when
    /// something was suppressed since.
    #[must_use]
    pub fn before(&self) -> Option<Arc<Serving>> {
        self.before.load_full()
    }

    /// What is wrong at the place of the snapshot; none when all is well.
    #[must_use]
    pub fn trouble(&self) -> Option<Arc<Trouble>> {
        self.trouble.load_full()
    }

    /// Where the snapshot comes from.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Looks what stands at the place, and takes it into service when it is new, whole, and not being written any more:
    /// the same at two looks. What is in service is a copy of our own, checked against the digests of its manifest, so
    /// that nobody who writes in the folder or removes it can stop an answer. The first one, that was opened in place to
    /// be there at once, is exchanged for its copy in the same way.
    pub fn look(&self, now: Timestamp) -> Looked {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = Stamp::of(&self.place);
        let steady = stamp == seen.last;
        seen.last = stamp.clone();
        let again = self.trouble().is_some() && now.as_second() - seen.at.as_second() >= RETRY_SECONDS;
        let wanted = stamp != seen.tried || again || (!seen.own && self.current().is_some());
        if !steady || !wanted {
            return Looked::Same;
        }
        let renewed = stamp != seen.tried || self.trouble().is_some();
        (seen.tried, seen.at, seen.own) = (stamp, now, true);
        match Serving::open_own(&self.place) {
            Ok(serving) => {
                let digest = serving.digest().to_owned();
                self.replace(serving.keeping(self.tiles_bytes));
                self.trouble.store(None);
                if renewed { Looked::Taken(digest) } else { Looked::Same }
            }
            Err(error) => {
                let why = error.to_string();
                if self.tell(why.clone(), now) { Looked::Refused(why) } else { Looked::Same }
            }
        }
    }

    /// Lets go mapped pages when many of them count as memory of this process. To be called ten times a second: a busy
    /// server touches most of its index in one.
    pub fn let_go_of_pages(&self) {
        if resident::mapped_bytes().is_some_and(|bytes| bytes > resident::MAPPED_BYTES_MAX) {
            for serving in [self.current(), self.before()].into_iter().flatten() {
                serving.let_go_of_pages();
            }
        }
    }

    /// Takes a snapshot into service, and keeps the one before it when it is another one that shows nothing that may no
    /// longer be shown.
    fn replace(&self, serving: Serving) {
        let list = serving.tiles().map(|tiles| tiles.list().to_owned());
        let digest = serving.digest().to_owned();
        let old = self.current.swap(Some(Arc::new(serving)));
        let is_other = old.as_ref().is_some_and(|old| old.digest() != digest);
        let keeps = |before: &Arc<Serving>| before.tiles().map(|tiles| tiles.list().to_owned()) == list;
        let before = if is_other { old } else { self.before() };
        self.before.store(before.filter(keeps));
    }

    /// Notes what is wrong; tells whether that is news.
    fn tell(&self, why: String, now: Timestamp) -> bool {
        let since = match self.trouble() {
            Some(trouble) if trouble.why == why => return false,
            Some(trouble) => trouble.since,
            None => now,
        };
        self.trouble.store(Some(Arc::new(Trouble { since, why })));
        true
    }
}

#[cfg(test)]
mod tests;
