//! Where things are: coordinates, areas with their code and year, and the index that finds them.
//!
//! Coordinates inside Schouw are WGS84 (taken equal to ETRS89) in steps of 1e-7 degree, longitude first in
//! [`geo_types`] shapes. RD New (EPSG:28992) and Web Mercator (EPSG:3857) are read and shown, never stored.

mod code;
mod position;

pub use code::{AreaCode, AreaCodeError, Level, Year};
pub use position::{Position, PositionError, STEPS_PER_DEGREE};
