//! Metres on the ground round a position.

use crate::{Position, STEPS_PER_DEGREE};

/// Semi-major axis of the WGS84 ellipsoid in metres (NIMA TR8350.2, table 3.1).
const WGS84_A: f64 = 6_378_137.0;
/// First eccentricity of the WGS84 ellipsoid, squared.
const WGS84_E2: f64 = 6.694_379_990_141_316e-3;

/// The ground round a position taken as flat: how many metres a step east and a step north are, there.
///
/// Distances from that position are within 0.1 % up to 10 km in the Netherlands (the length of a degree of longitude
/// changes by 0.022 % per kilometre north at 52 degrees, and half of it counts); do not use it for more than 100 km.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ground {
    lon: f64,
    lat: f64,
    metres_per_lon_step: f64,
    metres_per_lat_step: f64,
}

impl Ground {
    /// The ground round a position, by the radii of curvature of the WGS84 ellipsoid.
    #[must_use]
    pub fn at(position: Position) -> Self {
        let latitude = position.lat().to_radians();
        let w2 = 1.0 - WGS84_E2 * latitude.sin().powi(2);
        let prime_vertical = WGS84_A / w2.sqrt();
        let meridian = WGS84_A * (1.0 - WGS84_E2) / w2.powf(1.5);
        let step = (1.0 / STEPS_PER_DEGREE).to_radians();
        Self {
            lon: position.lon() * STEPS_PER_DEGREE,
            lat: position.lat() * STEPS_PER_DEGREE,
            metres_per_lon_step: prime_vertical * latitude.cos() * step,
            metres_per_lat_step: meridian * step,
        }
    }

    /// Metres of one step of 1e-7 degree eastward.
    #[must_use]
    pub fn metres_per_lon_step(&self) -> f64 {
        self.metres_per_lon_step
    }

    /// Metres of one step of 1e-7 degree northward.
    #[must_use]
    pub fn metres_per_lat_step(&self) -> f64 {
        self.metres_per_lat_step
    }

    /// A vertex (longitude, latitude in steps of 1e-7 degree) in metres east and north of the position.
    #[must_use]
    pub fn metres(&self, lon: i32, lat: i32) -> (f64, f64) {
        (
            (f64::from(lon) - self.lon) * self.metres_per_lon_step,
            (f64::from(lat) - self.lat) * self.metres_per_lat_step,
        )
    }

    /// Metres from the position to a vertex (longitude, latitude in steps).
    #[must_use]
    pub fn distance(&self, lon: i32, lat: i32) -> f64 {
        let (x, y) = self.metres(lon, lat);
        x.hypot(y)
    }

    /// Metres from the position to the nearest point of the edge between two vertices.
    #[must_use]
    pub fn distance_to_edge(&self, from: [i32; 2], to: [i32; 2]) -> f64 {
        let (ax, ay) = self.metres(from[0], from[1]);
        let (bx, by) = self.metres(to[0], to[1]);
        let (dx, dy) = (bx - ax, by - ay);
        let length2 = dx * dx + dy * dy;
        let along = if length2 > 0.0 { (-(ax * dx + ay * dy) / length2).clamp(0.0, 1.0) } else { 0.0 };
        (ax + along * dx).hypot(ay + along * dy)
    }

    /// Metres from the position to the nearest point of a box; 0 inside it.
    #[must_use]
    pub fn distance_to_bounds(&self, bounds: crate::Bounds) -> f64 {
        let outside = |low: i32, high: i32, at: f64| (f64::from(low) - at).max(at - f64::from(high)).max(0.0);
        let x = outside(bounds.west, bounds.east, self.lon) * self.metres_per_lon_step;
        let y = outside(bounds.south, bounds.north, self.lat) * self.metres_per_lat_step;
        x.hypot(y)
    }
}

/// The area in square metres between the equator and a latitude (radians), per radian of longitude: the authalic
/// function of the WGS84 ellipsoid (Snyder, Map Projections, 3-12, times a²/2).
pub(crate) fn area_below(latitude: f64) -> f64 {
    let e = WGS84_E2.sqrt();
    let s = latitude.sin();
    WGS84_A * WGS84_A / 2.0 * (1.0 - WGS84_E2) * (s / (1.0 - WGS84_E2 * s * s) + (e * s).atanh() / e)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_is_as_long_as_the_tables_say() {
        let ground = Ground::at(Position::new(52.0, 5.0).unwrap());
        let north = ground.metres_per_lat_step() * STEPS_PER_DEGREE;
        let east = ground.metres_per_lon_step() * STEPS_PER_DEGREE;
        assert!((north - 111_267.0).abs() < 10.0, "{north}");
        assert!((east - 68_678.0).abs() < 10.0, "{east}");
    }

    #[test]
    fn the_whole_ellipsoid_has_its_area() {
        let whole = 4.0 * std::f64::consts::PI * area_below(std::f64::consts::FRAC_PI_2);
        assert!((whole / 5.100_656_217e14 - 1.0).abs() < 1e-9, "{whole}");
    }

    #[test]
    fn an_edge_is_as_near_as_its_nearest_point() {
        let ground = Ground::at(Position::new(0.0, 0.0).unwrap());
        let metre = (1.0 / ground.metres_per_lat_step()) as i32;
        let beside = ground.distance_to_edge([-metre * 100, metre * 10], [metre * 100, metre * 10]);
        assert!((beside - 10.0).abs() < 0.1, "{beside}");
        assert_eq!(ground.distance_to_edge([0, 0], [0, 0]), 0.0);
    }
}
