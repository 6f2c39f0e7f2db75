//! Vector tiles of a snapshot: its areas, rules, notices, problems and places, ready to be cut to tiles.
//!
//! [`pack_tiles`] makes the index of tiles from the layers of a snapshot; [`TileBook`] answers from it in place. A tile
//! says nothing that depends on the present moment: what is in force or over is told by days and hours that it carries.
//! What had ended before the newest source was retrieved is in no tile, for it is over whenever anyone asks.
//!
//! Nothing is left out in silence. Points that stand too close at a zoom become one with the attribute `count`, and a
//! zone too small to draw is a point; areas beyond the limit of a tile are counted in the layer `niet-getoond`.

mod areas;
mod book;
mod draw;
mod items;
mod names;
mod pack;
mod record;
mod scatter;
#[cfg(test)]
mod tests;

pub use book::{Hidden, TileBook, TileFault};
pub use names::{LayerAbout, NOT_SHOWN};
pub use pack::{TileJob, TileSections, pack_tiles};

use jiff::civil::Date;
use schouw_area::{Level, Year};
use serde::{Deserialize, Serialize};

use crate::layers::{LayerKind, SourceNumber};

/// Version of what the sections of an index of tiles hold. Another version is rebuilt, never read.
const VERSION: u32 = 1;

/// What is read whole when an index of tiles is opened.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Meta {
    version: u32,
    /// digest of the snapshot, as text
    digest: String,
    /// the day on which the newest source was retrieved
    as_of: Date,
    /// ids of the datasets, by number
    datasets: Vec<String>,
    parts: Vec<PartMeta>,
    items: Vec<ItemsMeta>,
}

/// A division in an index of tiles.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct PartMeta {
    level: Level,
    year: Year,
    source: SourceNumber,
    /// how many areas are drawn
    areas: u32,
    /// west, south, east, north in steps
    bounds: [i32; 4],
}

/// A layer of items in an index of tiles.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct ItemsMeta {
    kind: LayerKind,
    records: u32,
    bounds: [i32; 4],
}

/// What a tile says of an area, read in place.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct AreaText<'a> {
    code: &'a str,
    name: &'a str,
    wijk: &'a str,
    gemeente: &'a str,
}
