//! Vector tiles of areas: borders simplified once per zoom, cut to tiles, written as Mapbox Vector Tiles 2.1.
//!
//! A *zoom* has a grid of whole units: [`TILE_EXTENT`] units make the side of a tile, x runs east and y runs south. All
//! shapes of a set are brought onto the grid of each zoom together, as one net of borders ([`net`]): where borders meet or
//! cross they get a vertex on the grid (snap rounding, `snap`), then vertices that hardly bend a border are left out as
//! long as no border would run over another (`thin`). Each border of the net knows the areas on its two sides, so whatever
//! a zoom leaves out, neighbours keep sharing every segment: in a true partition each one lies between exactly two areas,
//! or one and the outside. An area that is smaller than a unit vanishes, and those round it close up.
//!
//! [`Mosaic`] is such a set with all its zooms, packed so that it can be mapped from a file; [`TileLayer`] is a layer of a
//! tile in the making.

mod bins;
mod clip;
mod crossing;
mod format;
mod grid;
mod mosaic;
mod mvt;
mod net;
mod perimeter;
mod snap;
#[cfg(test)]
mod tests;
mod thin;
mod trace;

pub use format::MosaicError;
pub use grid::{TILE_BUFFER, TILE_EXTENT, TILE_ZOOM_MAX, TileId, TileIdError, tile_point};
pub use mosaic::Mosaic;
pub use mvt::{TileGeometry, TileLayer, TileValue, write_tile};
