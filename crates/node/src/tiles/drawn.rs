//! Tiles of areas that were drawn when the snapshot was built, in a file beside the index of tiles.
//!
//! Borders stay what they are as long as a snapshot does and no suppression list takes them away, so each of their tiles
//! is drawn and packed once. A tile that is not here is drawn when it is asked for, and is the same to the byte.

use std::sync::atomic::{AtomicUsize, Ordering};

use schouw_area::{Position, TILE_EXTENT, TILE_ZOOM_MAX, TileId, tile_point};
use schouw_picture::pack::{Container, ContainerBuilder, PackError};
use schouw_picture::tiles::{Hidden, LayerAbout, TileBook};

use super::held::Held;
use super::key;

/// Most tiles of a layer at a zoom: twice those of the Netherlands at the last zoom.
const TILES_MAX: usize = 100_000;
/// Tiles that a thread takes at a time.
const PIECE: usize = 256;
/// Most threads that draw.
const THREADS_MAX: usize = 4;

/// Tiles drawn beforehand, read in place.
#[derive(Debug)]
pub(super) struct Drawn<'a> {
    /// numbers of layer and tile, in order
    keys: &'a [u64],
    /// where each tile begins; one more than there are tiles
    at: &'a [u64],
    bytes: &'a [u8],
}

impl<'a> Drawn<'a> {
    /// Opens what [`draw`] made of the snapshot with this digest.
    ///
    /// # Errors
    /// When the bytes are not of this version, are damaged, or are of another snapshot.
    pub(super) fn open(bytes: &'a [u8], digest: &str) -> Result<Self, PackError> {
        let container = Container::open(bytes)?;
        if container.section("digest")? != digest.as_bytes() {
            return Err(PackError::Damaged("digest".into()));
        }
        let (keys, at) = (container.array("keys")?, container.array("at")?);
        if at.len() != keys.len() + 1 {
            return Err(PackError::Damaged("at".into()));
        }
        Ok(Self { keys, at, bytes: container.section("bytes")? })
    }

    /// The tile with this number, when it was drawn beforehand.
    pub(super) fn get(&self, key: u64) -> Option<Held> {
        let number = self.keys.binary_search(&key).ok()?;
        let [from, to] =
            [number, number + 1].map(|at| self.at.get(at).and_then(|at| usize::try_from(*at).ok()));
        self.bytes.get(from?..to?).map(Held::again)
    }
}

/// Draws all tiles of all layers of areas.
pub(crate) fn draw(book: &TileBook<'_>) -> ContainerBuilder {
    let mut wanted: Vec<(u64, usize, TileId)> = Vec::new();
    for (number, about) in book.layers().enumerate().filter(|(_, about)| about.labels.is_some()) {
        let tiles = (about.minzoom..=about.maxzoom).flat_map(|z| of_bounds(about, z));
        wanted.extend(tiles.map(|tile| (key(number, tile), number, tile)));
    }
    wanted.sort_unstable_by_key(|(key, ..)| *key);
    let (mut keys, mut at, mut bytes) = (Vec::new(), vec![0_u64], Vec::new());
    for (key, held) in drawn(book, &wanted) {
        keys.push(key);
        bytes.extend_from_slice(&held.bytes);
        at.push(bytes.len() as u64);
    }
    let mut out = ContainerBuilder::default();
    out.add("digest", book.digest().into());
    out.add("keys", bytemuck::cast_slice(&keys).to_vec());
    out.add("at", bytemuck::cast_slice(&at).to_vec());
    out.add("bytes", bytes);
    out
}

/// The tiles in which something shows, in the order in which they are wanted.
fn drawn(book: &TileBook<'_>, wanted: &[(u64, usize, TileId)]) -> Vec<(u64, Held)> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(THREADS_MAX);
    let pieces: Vec<_> = wanted.chunks(PIECE).collect();
    let next = AtomicUsize::new(0);
    let piece = |number: usize| -> Option<Vec<(u64, Held)>> {
        let tiles = pieces.get(number)?.iter().filter_map(|&(key, layer, tile)| {
            let bytes = book.tile(layer, tile, &Hidden::default()).ok().filter(|bytes| !bytes.is_empty())?;
            Some((key, Held::of(bytes)))
        });
        Some(tiles.collect())
    };
    let mut done: Vec<(usize, Vec<(u64, Held)>)> = std::thread::scope(|scope| {
        let work = || {
            let numbers = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed));
            numbers.map_while(|number| Some((number, piece(number)?))).collect::<Vec<_>>()
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let done = threads.into_iter().map(|thread| thread.join());
        done.flat_map(|piece| piece.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    done.sort_unstable_by_key(|(number, _)| *number);
    done.into_iter().flat_map(|(_, tiles)| tiles).collect()
}

/// The tiles of a zoom that lie over the bounds of a layer; none when they are too many to draw beforehand.
fn of_bounds(about: &LayerAbout, z: u8) -> Vec<TileId> {
    let [west, south, east, north] = about.bounds;
    let corner = |lat: f64, lon: f64| -> Option<[u32; 2]> {
        let (lon, lat) = Position::new(lat, lon).ok()?.steps();
        let on_grid = |v: i32| u32::try_from(v >> (TILE_ZOOM_MAX - z)).ok().map(|v| v / TILE_EXTENT as u32);
        let [x, y] = tile_point(lon, lat);
        Some([on_grid(x)?, on_grid(y)?])
    };
    let (Some([left, top]), Some([right, bottom])) = (corner(north, west), corner(south, east)) else {
        return Vec::new();
    };
    let count = u64::from(right - left + 1) * u64::from(bottom - top + 1);
    if count > TILES_MAX as u64 {
        return Vec::new();
    }
    let tiles = (left..=right).flat_map(|x| (top..=bottom).map(move |y| (x, y)));
    tiles.filter_map(|(x, y)| TileId::new(u32::from(z), x, y).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use crate::snapshot::{DRAWN, TILES};

    #[test]
    fn what_was_drawn_beforehand_is_what_would_be_drawn() {
        let folder = tempfile::tempdir().unwrap();
        let day = jiff::civil::date(2026, 11, 23);
        let snapshot = crate::demo::make(folder.path(), 1, day, &SystemClock).unwrap().0;
        let read = |name| crate::snapshot::map(&std::fs::File::open(snapshot.join(name)).unwrap()).unwrap();
        let (tiles, drawn) = (read(TILES), read(DRAWN));
        let book = TileBook::open(&tiles).unwrap();
        assert!(Drawn::open(&drawn, "of another snapshot").is_err());
        let drawn = Drawn::open(&drawn, book.digest()).unwrap();
        let mut found = 0;
        for (number, about) in book.layers().enumerate() {
            for tile in (about.minzoom..=about.maxzoom).flat_map(|z| of_bounds(about, z)) {
                let bytes = book.tile(number, tile, &Hidden::default()).unwrap();
                let expected =
                    Some(Held::of(bytes)).filter(|held| about.labels.is_some() && !held.bytes.is_empty());
                found += usize::from(expected.is_some());
                assert_eq!(drawn.get(key(number, tile)), expected, "{} {tile:?}", about.name);
            }
        }
        assert_eq!(found, drawn.keys.len());
        assert!(found > 100, "{found}");
    }

    #[test]
    fn the_tiles_of_a_zoom_cover_the_bounds_and_no_more() {
        let about = |bounds| LayerAbout {
            name: "buurten".into(),
            labels: None,
            year: None,
            minzoom: 0,
            maxzoom: TILE_ZOOM_MAX,
            bounds,
            count: 1,
            fields: &[],
        };
        let netherlands = about([3.2, 50.7, 7.3, 53.6]);
        assert_eq!(of_bounds(&netherlands, 0).len(), 1);
        let at_8 = of_bounds(&netherlands, 8);
        assert!(at_8.contains(&TileId::new(8, 131, 84).unwrap()));
        assert_eq!(at_8.len(), 4 * 5);
        assert!(!of_bounds(&netherlands, 14).is_empty());
        assert!(of_bounds(&about([-180.0, -85.0, 180.0, 85.0]), 14).is_empty());
    }
}
