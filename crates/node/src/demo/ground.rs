//! The ground of the polder: metres east and north of its south-west corner, and where those lie in the Markermeer.

use schouw_area::{Position, STEPS_PER_DEGREE, to_rd};

/// Longitude of the corner in steps of 1e-7 degree.
const CORNER_LON: f64 = 51_280_000.0;
/// Latitude of the corner in steps of 1e-7 degree.
const CORNER_LAT: f64 = 525_050_000.0;
/// Metres in a degree of longitude at 52.55° north, on GRS80.
const METRES_PER_DEGREE_LON: f64 = 67_833.0;
/// Metres in a degree of latitude at 52.55° north, on GRS80.
const METRES_PER_DEGREE_LAT: f64 = 111_272.0;

/// A spot in the polder, in metres east and north of its corner.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Metres {
    /// metres east
    pub x: f64,
    /// metres north
    pub y: f64,
}

/// A spot, for tables of them.
pub const fn at(x: f64, y: f64) -> Metres {
    Metres { x, y }
}

/// Longitude and latitude in steps of 1e-7 degree.
pub type Steps = (i32, i32);

impl Metres {
    /// Where it lies, longitude first, in steps of 1e-7 degree.
    #[must_use]
    pub fn steps(self) -> Steps {
        let lon = CORNER_LON + self.x / METRES_PER_DEGREE_LON * STEPS_PER_DEGREE;
        let lat = CORNER_LAT + self.y / METRES_PER_DEGREE_LAT * STEPS_PER_DEGREE;
        // at most 11 km from the corner, far from the ends of i32
        (lon.round() as i32, lat.round() as i32)
    }

    /// Degrees: longitude, latitude.
    #[must_use]
    pub fn degrees(self) -> (f64, f64) {
        degrees(self.steps())
    }

    /// x and y in RD New, in metres; `None` where RD is not used, which is nowhere in the polder.
    #[must_use]
    pub fn rd(self) -> Option<(f64, f64)> {
        let (lon, lat) = self.steps();
        let rd = to_rd(Position::from_steps(lon, lat).ok()?).ok()?;
        Some((rd.x(), rd.y()))
    }

    /// The spot so many metres further east and north.
    #[must_use]
    pub fn moved(self, east: f64, north: f64) -> Self {
        at(self.x + east, self.y + north)
    }

    /// Distance in metres.
    #[must_use]
    pub fn distance(self, to: Self) -> f64 {
        let (x, y) = (self.x - to.x, self.y - to.y);
        (x * x + y * y).sqrt()
    }
}

/// Degrees for steps.
#[must_use]
pub fn degrees((lon, lat): Steps) -> (f64, f64) {
    (f64::from(lon) / STEPS_PER_DEGREE, f64::from(lat) / STEPS_PER_DEGREE)
}

/// A rectangle along the axes: west, south, east, north in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect(pub f64, pub f64, pub f64, pub f64);

impl Rect {
    /// Whether a spot lies in it or less than `margin` metres away.
    #[must_use]
    pub fn holds(self, spot: Metres, margin: f64) -> bool {
        let Self(west, south, east, north) = self;
        (west - margin..=east + margin).contains(&spot.x)
            && (south - margin..=north + margin).contains(&spot.y)
    }

    /// Its corners, counter-clockwise from the south-west, not closed.
    #[must_use]
    pub fn corners(self) -> [Metres; 4] {
        let Self(west, south, east, north) = self;
        [at(west, south), at(east, south), at(east, north), at(west, north)]
    }

    /// Its middle.
    #[must_use]
    pub fn middle(self) -> Metres {
        let Self(west, south, east, north) = self;
        at((west + east) / 2.0, (south + north) / 2.0)
    }
}
