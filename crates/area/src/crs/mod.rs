//! The coordinate systems that files come in, and the names they are called by.

mod name;
mod projector;
mod web_mercator;

pub use name::UnknownCrs;
pub use projector::{ProjectError, Projector};
pub use web_mercator::{WEB_MERCATOR_METRES_MAX, WebMercatorError, from_web_mercator};

/// A coordinate system that Schouw reads.
///
/// It says nothing about the order of the numbers: `urn:ogc:def:crs:EPSG::4326` is latitude first on paper and
/// longitude first in nearly every GeoJSON file. The definition of a dataset says the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Crs {
    /// Degrees on WGS84 (EPSG:4326, CRS84) or ETRS89 (EPSG:4258), which are taken as equal: they are 0.8 m apart by now,
    /// and what is called WGS84 in the Netherlands is ETRS89 nearly always.
    Wgs84,
    /// Metres in RD New (EPSG:28992), also the first two numbers of RD New + NAP (EPSG:7415).
    Rd,
    /// Metres in Web Mercator (EPSG:3857).
    WebMercator,
}
