//! Where things are: coordinates, areas with their code and year, and the index that finds them.
//!
//! Coordinates inside Schouw are WGS84 (taken equal to ETRS89) in steps of 1e-7 degree, longitude first in
//! [`geo_types`] shapes. RD New (EPSG:28992) and Web Mercator (EPSG:3857) are read and shown, never stored.

mod area;
mod bounds;
mod code;
mod cover;
mod crs;
mod exact;
mod ground;
mod place_index;
mod position;
mod rd;
mod shape;
mod tile;

pub use area::Area;
pub use bounds::Bounds;
pub use code::{AreaCode, AreaCodeError, Level, Year};
pub use cover::{
    Cover, CoverError, CoverTooLarge, DIVISION_M2_MIN, Division, Gap, NOBODY, NearArea, Overlap,
};
pub use crs::{
    Crs, ProjectError, Projector, UnknownCrs, WEB_MERCATOR_METRES_MAX, WebMercatorError, from_web_mercator,
};
pub use ground::Ground;
pub use place_index::{NearPlace, PLACES_MAX, PlaceIndex, PlaceIndexError};
pub use position::{Position, PositionError, STEPS_PER_DEGREE};
pub use rd::{
    CorrectionGrid, GridError, Rd, RdError, RdMethod, RdTransform, X_METRES, Y_METRES, from_rd, to_rd,
};
pub use shape::{Repair, SHAPE_VERTICES_MAX, Shape, ShapeError};
pub use tile::{
    Mosaic, MosaicError, TILE_BUFFER, TILE_EXTENT, TILE_ZOOM_MAX, TileGeometry, TileId, TileIdError,
    TileLayer, TileValue, tile_point, write_tile,
};
