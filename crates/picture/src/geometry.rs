//! Geometry as GeoJSON (RFC 7946), for maps.

use schouw_area::{Position, STEPS_PER_DEGREE, Shape};
use serde::Serialize;

/// A geometry in WGS84 degrees, longitude first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", content = "coordinates")]
pub enum Geometry {
    /// a place: longitude, latitude
    Point([f64; 2]),
    /// polygons, each an outer ring and its holes; rings are closed, the outer one runs counter-clockwise
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
}

impl Geometry {
    /// A place.
    #[must_use]
    pub fn of_position(position: Position) -> Self {
        Self::Point([round7(position.lon()), round7(position.lat())])
    }

    /// A surface.
    #[must_use]
    pub fn of_shape(shape: &Shape) -> Self {
        let degree = |steps: i32| f64::from(steps) / STEPS_PER_DEGREE;
        let ring = |ring: &geo_types::LineString<i32>| -> Vec<[f64; 2]> {
            ring.coords().map(|c| [degree(c.x), degree(c.y)]).collect()
        };
        let polygons = shape.polygons().iter().map(|polygon| {
            std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(ring).collect()
        });
        Self::MultiPolygon(polygons.collect())
    }
}

/// Degrees to the resolution of the data, so that a number reads as it was meant.
#[must_use]
pub(crate) fn round7(degrees: f64) -> f64 {
    (degrees * 1e7).round() / 1e7
}

/// A box as `[west, south, east, north]` in degrees.
#[must_use]
pub(crate) fn box_degrees(bounds: schouw_area::Bounds) -> [f64; 4] {
    [bounds.west, bounds.south, bounds.east, bounds.north].map(|steps| f64::from(steps) / STEPS_PER_DEGREE)
}
