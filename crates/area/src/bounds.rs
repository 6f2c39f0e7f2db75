//! A box along the axes.

use serde::{Deserialize, Serialize};

use crate::Position;

/// A box in steps of 1e-7 degree; its edges belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bounds {
    /// smallest longitude
    pub west: i32,
    /// smallest latitude
    pub south: i32,
    /// largest longitude
    pub east: i32,
    /// largest latitude
    pub north: i32,
}

impl Bounds {
    /// The box of one vertex (longitude, latitude in steps).
    #[must_use]
    pub fn of(lon: i32, lat: i32) -> Self {
        Self { west: lon, south: lat, east: lon, north: lat }
    }

    /// The smallest box round vertices (longitude, latitude in steps); `None` when there are none.
    pub fn round(vertices: impl IntoIterator<Item = (i32, i32)>) -> Option<Self> {
        let mut vertices = vertices.into_iter();
        let (lon, lat) = vertices.next()?;
        Some(vertices.fold(Self::of(lon, lat), |bounds, (lon, lat)| bounds.and(Self::of(lon, lat))))
    }

    /// The smallest box round both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    /// Whether the boxes have a point in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// Whether the box holds a vertex (longitude, latitude in steps).
    #[must_use]
    pub fn holds(self, lon: i32, lat: i32) -> bool {
        self.meets(Self::of(lon, lat))
    }

    /// The box that reaches this many metres east, north, west and south of a position, cut off at the poles and at
    /// 180 degrees. Slightly too large rather than too small.
    #[must_use]
    pub fn within(position: Position, metres: f64) -> Self {
        let ground = crate::Ground::at(position);
        let (lon, lat) = position.steps();
        let reach = |metres_per_step: f64| {
            let steps = (metres.max(0.0) / metres_per_step.max(f64::MIN_POSITIVE)).ceil() + 1.0;
            // the cast saturates, which is what a box over the whole globe needs
            steps as i64
        };
        let clamp = |steps: i64, limit: i64| steps.clamp(-limit, limit) as i32;
        let (east, north) = (reach(ground.metres_per_lon_step()), reach(ground.metres_per_lat_step()));
        Self {
            west: clamp(i64::from(lon).saturating_sub(east), 1_800_000_000),
            south: clamp(i64::from(lat).saturating_sub(north), 900_000_000),
            east: clamp(i64::from(lon).saturating_add(east), 1_800_000_000),
            north: clamp(i64::from(lat).saturating_add(north), 900_000_000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_reaches_its_metres() {
        let centre = Position::new(52.0, 5.0).unwrap();
        let bounds = Bounds::within(centre, 1_000.0);
        let width = f64::from(bounds.east - bounds.west) * crate::Ground::at(centre).metres_per_lon_step();
        assert!((1_999.9..2_000.1).contains(&width), "{width}");
        let globe = Bounds::within(centre, f64::MAX);
        assert_eq!((globe.west, globe.north), (-1_800_000_000, 900_000_000));
    }

    #[test]
    fn boxes_that_share_an_edge_meet() {
        let left = Bounds { west: 0, south: 0, east: 5, north: 5 };
        assert!(left.meets(Bounds { west: 5, south: 0, east: 9, north: 5 }));
        assert!(!left.meets(Bounds { west: 6, south: 0, east: 9, north: 5 }));
        assert!(left.holds(5, 5) && !left.holds(5, 6));
    }
}
