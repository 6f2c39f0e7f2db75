//! The index of tiles of a snapshot, its parts worked out on threads.

use std::sync::Mutex;

use schouw_base::Digest;
use schouw_picture::layers::Layers;
use schouw_picture::pack::{ContainerBuilder, PackError};
use schouw_picture::tiles::{TileJob, TileSections, pack_tiles};

/// Most threads: a part takes about ten times the memory of its borders while it is worked out.
const THREADS_MAX: usize = 4;

/// Packs the tiles of the layers of a snapshot.
pub(super) fn pack(layers: &Layers, digest: Digest) -> Result<ContainerBuilder, PackError> {
    pack_tiles(layers, digest, run)
}

/// Does all jobs, each on the first thread that is free.
fn run(jobs: Vec<TileJob<'_>>) -> Vec<Result<TileSections, PackError>> {
    let threads =
        std::thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX).min(jobs.len());
    let done: Vec<Mutex<Option<Result<TileSections, PackError>>>> =
        jobs.iter().map(|_| Mutex::new(None)).collect();
    let waiting = Mutex::new(jobs.into_iter().enumerate());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((number, job)) = waiting.lock().ok().and_then(|mut jobs| jobs.next()) {
                    let sections = job();
                    if let Some(mut slot) = done.get(number).and_then(|slot| slot.lock().ok()) {
                        *slot = Some(sections);
                    }
                }
            });
        }
    });
    let lost = || Err(PackError::TooMuch);
    done.into_iter().map(|slot| slot.into_inner().ok().flatten().unwrap_or_else(lost)).collect()
}
