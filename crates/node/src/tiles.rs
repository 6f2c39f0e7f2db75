//! Vector tiles of the snapshot in service.
//!
//! Those of areas were drawn when the snapshot was built and are read from a file; the others are drawn when they are first
//! asked for. A tile is packed by gzip once and kept in memory up to a limit. Its address holds the *edition*: the digest of the
//! snapshot and, when something is suppressed, that of the list, so that what an address gives never changes and what is
//! taken off a map is not kept by anybody under an address that is still in use.

mod drawn;
mod held;

use std::fs::File;
use std::path::{Path, PathBuf};

use memmap2::Mmap;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use schouw_area::{TILE_ZOOM_MAX, TileId};
use schouw_base::Digest;
use schouw_picture::here::Suppressed;
use schouw_picture::overview::{TileLayerItem, TilesItem};
use schouw_picture::pack::PackError;
use schouw_picture::tiles::{Hidden, LayerAbout, TileBook, TileFault};

use crate::snapshot::{DRAWN, TILES, map};

use drawn::Drawn;

pub(crate) use drawn::draw;
pub use held::Held;

/// Where tiles are, before edition, layer and numbers.
pub const BASE: &str = "/tegels";
/// Most bytes of tiles that are kept in memory when nothing else is said.
pub const KEPT_BYTES_MAX: u64 = 64 << 20;
/// About how large a tile is, in bytes: only to make room beforehand.
const TILE_BYTES: u64 = 4 << 10;
/// What a tile takes in memory beside its bytes.
const KEEPING_BYTES: u64 = 128;
/// Hexadecimal digits of the digest of a suppression list in an edition.
const LIST_DIGITS: usize = 16;
/// Zooms from which a tile is drawn in far less than a millisecond.
const QUICK_ZOOM_MIN: u8 = 11;

self_cell::self_cell!(
    struct Mapped {
        owner: Mmap,
        #[covariant]
        dependent: TileBook,
    }
);

self_cell::self_cell!(
    struct MappedDrawn {
        owner: Mmap,
        #[covariant]
        dependent: Drawn,
    }
);

/// The tiles of a snapshot, with what may not be shown left out.
pub struct Tiles {
    mapped: Mapped,
    drawn: Option<MappedDrawn>,
    hidden: Hidden,
    edition: String,
    cache: Cache<u64, Held, Weight>,
}

/// Why the tiles of a snapshot cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum TilesError {
    /// the disk
    #[error("cannot read `{path}`: {source}", path = .path.display())]
    Io {
        /// the file
        path: PathBuf,
        /// what the system said
        source: std::io::Error,
    },
    /// the index
    #[error("`{path}`: {source}", path = .path.display())]
    Index {
        /// the file
        path: PathBuf,
        /// what is wrong
        source: PackError,
    },
    /// of another snapshot
    #[error("the tiles are of snapshot `{tiles}`, not `{snapshot}`; build the snapshot again")]
    Differs {
        /// digest in the tiles
        tiles: String,
        /// digest of the snapshot
        snapshot: String,
    },
}

#[derive(Clone)]
struct Weight;

impl Weighter<u64, Held> for Weight {
    fn weight(&self, _: &u64, held: &Held) -> u64 {
        held.bytes.len() as u64 + KEEPING_BYTES
    }
}

impl Tiles {
    /// Opens the tiles in a folder of a snapshot with this digest.
    ///
    /// # Errors
    /// When they are not there, cannot be read, are damaged, or are of another snapshot.
    pub fn open(folder: &Path, digest: &str, suppressed: &Suppressed) -> Result<Self, TilesError> {
        let path = folder.join(TILES);
        let io = |source| TilesError::Io { path: path.clone(), source };
        let map = map(&File::open(&path).map_err(io)?).map_err(io)?;
        let mapped = Mapped::try_new(map, |bytes| TileBook::open(bytes));
        let mapped = mapped.map_err(|source| TilesError::Index { path: path.clone(), source })?;
        let book = mapped.borrow_dependent();
        if book.digest() != digest {
            return Err(TilesError::Differs { tiles: book.digest().into(), snapshot: digest.into() });
        }
        let hidden = book.hidden(suppressed);
        let edition = edition(digest, suppressed);
        let drawn = open_drawn(folder, digest)?;
        Ok(Self { mapped, drawn, hidden, edition, cache: cache(KEPT_BYTES_MAX) })
    }

    /// Keeps at most so many bytes of tiles in memory.
    #[must_use]
    pub fn keeping(self, bytes: u64) -> Self {
        Self { cache: cache(bytes), ..self }
    }

    /// The edition: what stands in addresses.
    #[must_use]
    pub fn edition(&self) -> &str {
        &self.edition
    }

    /// The part of the edition that tells the suppression list; empty when nothing is suppressed.
    #[must_use]
    pub fn list(&self) -> &str {
        self.edition.split_once('.').map_or("", |(_, list)| list)
    }

    /// The layers.
    pub fn layers(&self) -> impl Iterator<Item = &LayerAbout> {
        self.mapped.borrow_dependent().layers()
    }

    /// Where the tiles are and what layers there are, for the page that draws them.
    #[must_use]
    pub fn about(&self) -> TilesItem {
        let layers = self.layers().map(|about| TileLayerItem {
            layer: about.name.clone(),
            label: label(about),
            min_zoom: about.minzoom,
            max_zoom: about.maxzoom,
            year: about.year.map(|year| year.0),
        });
        TilesItem {
            template: format!("{BASE}/{}/{{layer}}/{{z}}/{{x}}/{{y}}", self.edition),
            layers: layers.collect(),
        }
    }

    /// The number of a layer, and what there is to know of it.
    #[must_use]
    pub fn layer(&self, name: &str) -> Option<(usize, &LayerAbout)> {
        let book = self.mapped.borrow_dependent();
        let number = book.layer(name)?;
        Some((number, book.layers().nth(number)?))
    }

    /// A tile that is kept in memory.
    #[must_use]
    pub fn kept(&self, layer: usize, tile: TileId) -> Option<Held> {
        self.cache.get(&key(layer, tile))
    }

    /// Whether to have a tile takes so little that it need not be done on a thread for slow work.
    #[must_use]
    pub fn is_quick(&self, layer: usize, tile: TileId) -> bool {
        tile.z() >= QUICK_ZOOM_MIN || self.drawn(layer, tile).is_some()
    }

    /// A tile: from memory, else drawn and kept. Empty bytes when nothing shows in it.
    ///
    /// # Errors
    /// When the layer does not have this zoom.
    pub fn tile(&self, layer: usize, tile: TileId) -> Result<Held, TileFault> {
        if let Some(held) = self.kept(layer, tile) {
            return Ok(held);
        }
        let held = self.draw(layer, tile)?;
        self.cache.insert(key(layer, tile), held.clone());
        Ok(held)
    }

    /// A tile that is not kept: as it was drawn when the snapshot was built, else drawn anew.
    ///
    /// # Errors
    /// When the layer does not have this zoom.
    pub fn draw(&self, layer: usize, tile: TileId) -> Result<Held, TileFault> {
        if let Some(held) = self.drawn(layer, tile) {
            return Ok(held);
        }
        self.mapped.borrow_dependent().tile(layer, tile, &self.hidden).map(Held::of)
    }

    /// A tile as it was drawn when the snapshot was built.
    fn drawn(&self, layer: usize, tile: TileId) -> Option<Held> {
        self.drawn.as_ref()?.borrow_dependent().get(key(layer, tile))
    }

    /// Bytes of tiles that are kept in memory.
    #[must_use]
    pub fn kept_bytes(&self) -> u64 {
        self.cache.weight()
    }
}

/// The tiles that were drawn beforehand; none in a snapshot that has none.
fn open_drawn(folder: &Path, digest: &str) -> Result<Option<MappedDrawn>, TilesError> {
    let path = folder.join(DRAWN);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(TilesError::Io { path, source }),
    };
    let map = map(&file).map_err(|source| TilesError::Io { path: path.clone(), source })?;
    let opened = MappedDrawn::try_new(map, |bytes| Drawn::open(bytes, digest));
    opened.map(Some).map_err(|source| TilesError::Index { path, source })
}

fn cache(bytes: u64) -> Cache<u64, Held, Weight> {
    let usual = usize::try_from(bytes / TILE_BYTES).unwrap_or(usize::MAX);
    Cache::with_weighter(usual, bytes, Weight)
}

/// What people read: `Buurten 2019`.
fn label(about: &LayerAbout) -> String {
    let word = about.name.split('-').next().unwrap_or_default();
    let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
    let year = about.year.map(|year| format!(" {year}")).unwrap_or_default();
    format!("{}{rest}{year}", first.to_uppercase())
}

/// Layer, zoom, column and row in one number: 4, 14 and 14 bits for the tile.
fn key(layer: usize, tile: TileId) -> u64 {
    const { assert!(TILE_ZOOM_MAX < 16) }
    let place = u64::from(tile.x()) << 14 | u64::from(tile.y());
    (layer as u64) << 32 | u64::from(tile.z()) << 28 | place
}

fn edition(digest: &str, suppressed: &Suppressed) -> String {
    let mut records: Vec<(&str, &str)> = suppressed.records().collect();
    if records.is_empty() {
        return digest.to_owned();
    }
    records.sort_unstable();
    let lines: Vec<String> = records.iter().map(|(dataset, id)| format!("{dataset}\t{id}\n")).collect();
    let list = Digest::of(lines.concat().as_bytes()).to_string();
    format!("{digest}.{}", list.get(..LIST_DIGITS).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tile_of_each_layer_has_a_number_of_its_own() {
        let mut keys = Vec::new();
        for (z, n) in [(4, 15), (5, 31), (14, 16_383)] {
            for (x, y) in [(0, 0), (0, n), (n, 0), (n, n)] {
                keys.extend([0, 1, 40].map(|layer| key(layer, TileId::new(z, x, y).unwrap())));
            }
        }
        let all = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all);
    }

    #[test]
    fn another_list_is_another_edition() {
        let list = |ids: &[&str]| -> Suppressed {
            ids.iter().map(|id| ("een-bron".parse().unwrap(), (*id).to_owned())).collect()
        };
        assert_eq!(edition("abc", &list(&[])), "abc");
        assert_eq!(edition("abc", &list(&["1", "2"])), edition("abc", &list(&["2", "1"])));
        assert_ne!(edition("abc", &list(&["1"])), edition("abc", &list(&["2"])));
    }
}
