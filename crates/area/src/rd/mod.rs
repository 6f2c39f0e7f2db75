//! RD New (Rijksdriehoekscoördinaten, EPSG:28992): the metres in which most Dutch data stands.
//!
//! RDNAPTRANS2018, implementation variant 1, by NSGI (<https://www.nsgi.nl/rdnaptrans>): ETRS89 → geocentric → a
//! similarity of seven parameters → Bessel 1841 → the correction grid, when one is given → sphere → plane.
//! Without the grid a point is at most 0.25 m off. Heights are left out: RD does not depend on them.

mod datum;
mod grid;
mod grid_file;
mod projection;

use std::fmt;
use std::sync::Arc;

use crate::position::Position;
use datum::Angles;

pub use grid::CorrectionGrid;
pub use grid_file::GridError;

/// Smallest and largest x, metres. With [`Y_METRES`] the box round the field of RDNAPTRANS2018, 50–56° N and 2–8° E:
/// the country, its part of the North Sea, and what is near it in Belgium and Germany.
pub const X_METRES: std::ops::RangeInclusive<f64> = -100_000.0..=350_000.0;
/// Smallest and largest y, metres.
pub const Y_METRES: std::ops::RangeInclusive<f64> = 220_000.0..=900_000.0;

/// A place in RD New: metres east (x) and north (y), with Amersfoort at 155000, 463000.
///
/// Exists only when both are finite and within [`X_METRES`] and [`Y_METRES`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rd {
    x: f64,
    y: f64,
}

/// Why numbers or a position have no place in RD New.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum RdError {
    /// One of the numbers is not finite.
    #[error("RD coordinates must be numbers, got `{x}, {y}`")]
    NotFinite {
        /// x as given
        x: f64,
        /// y as given
        y: f64,
    },
    /// The numbers lie where RD is not used, and would not when swapped.
    #[error("`{x}, {y}` are RD coordinates when swapped; give x (east) first, then y (north)")]
    Swapped {
        /// x as given
        x: f64,
        /// y as given
        y: f64,
    },
    /// The numbers lie where RD is not used.
    #[error(
        "RD x lies between -100000 and 350000 m and y between 220000 and 900000 m, got `{x}, {y}`; \
         check the coordinate system and the unit"
    )]
    OutsideTheField {
        /// x as given
        x: f64,
        /// y as given
        y: f64,
    },
    /// The position lies where RD is not used.
    #[error(
        "position `{position}` is too far from the Netherlands for RD; check the order of latitude and longitude"
    )]
    TooFar {
        /// the position as given
        position: Position,
    },
}

/// How a coordinate was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RdMethod {
    /// With the correction grid: exact, to a tenth of a millimetre.
    Grid,
    /// By formula alone, for want of a grid or outside it: at most 0.25 m off on land.
    Formula,
}

impl Rd {
    /// A place from x (east) and y (north) in metres.
    ///
    /// # Errors
    /// When a number is not finite or lies outside the field where RD is used.
    pub fn new(x: f64, y: f64) -> Result<Self, RdError> {
        if !x.is_finite() || !y.is_finite() {
            return Err(RdError::NotFinite { x, y });
        }
        match (X_METRES.contains(&x) && Y_METRES.contains(&y), X_METRES.contains(&y) && Y_METRES.contains(&x))
        {
            (true, _) => Ok(Self { x, y }),
            (false, true) => Err(RdError::Swapped { x, y }),
            (false, false) => Err(RdError::OutsideTheField { x, y }),
        }
    }

    /// Metres east.
    #[must_use]
    pub fn x(self) -> f64 {
        self.x
    }

    /// Metres north.
    #[must_use]
    pub fn y(self) -> f64 {
        self.y
    }
}

impl fmt::Display for Rd {
    /// x and y in centimetres, as `155000.00,463000.00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2},{:.2}", self.x, self.y)
    }
}

/// RD of a position by formula alone, at most 0.25 m off on land.
///
/// # Errors
/// When the position lies outside the field where RD is used.
pub fn to_rd(position: Position) -> Result<Rd, RdError> {
    projected(position, similar(position))
}

/// The position of an RD coordinate by formula alone, at most 0.25 m off on land.
#[must_use]
pub fn from_rd(rd: Rd) -> Position {
    positioned(projection::from_plane(rd.x, rd.y))
}

impl CorrectionGrid {
    /// RD of a position: exact inside the grid, by formula alone outside it; the method says which.
    ///
    /// # Errors
    /// When the position lies outside the field where RD is used.
    pub fn to_rd(&self, position: Position) -> Result<(Rd, RdMethod), RdError> {
        let similar = similar(position);
        let (bessel, method) = with_method(self.corrected(similar), similar);
        Ok((projected(position, bessel)?, method))
    }

    /// The position of an RD coordinate: exact inside the grid, by formula alone outside it; the method says which.
    #[must_use]
    pub fn from_rd(&self, rd: Rd) -> (Position, RdMethod) {
        let real = projection::from_plane(rd.x, rd.y);
        let (similar, method) = with_method(self.uncorrected(real), real);
        (positioned(similar), method)
    }
}

/// RD New ↔ WGS84 as an organisation has it: with the correction grid when it was given one, else by formula.
#[derive(Debug, Clone, Default)]
pub enum RdTransform {
    /// By formula alone: at most 0.25 m off on land.
    #[default]
    Formula,
    /// With the grid, shared by all that transform.
    Grid(Arc<CorrectionGrid>),
}

impl RdTransform {
    /// RD of a position, and how it was found.
    ///
    /// # Errors
    /// When the position lies outside the field where RD is used.
    pub fn to_rd(&self, position: Position) -> Result<(Rd, RdMethod), RdError> {
        match self {
            Self::Formula => to_rd(position).map(|rd| (rd, RdMethod::Formula)),
            Self::Grid(grid) => grid.to_rd(position),
        }
    }

    /// The position of an RD coordinate, and how it was found.
    #[must_use]
    pub fn from_rd(&self, rd: Rd) -> (Position, RdMethod) {
        match self {
            Self::Formula => (from_rd(rd), RdMethod::Formula),
            Self::Grid(grid) => grid.from_rd(rd),
        }
    }
}

fn with_method(by_grid: Option<Angles>, by_formula: Angles) -> (Angles, RdMethod) {
    by_grid.map_or((by_formula, RdMethod::Formula), |angles| (angles, RdMethod::Grid))
}

/// Geographic on Bessel 1841 as the similarity transformation gives it.
fn similar(position: Position) -> Angles {
    datum::to_bessel(Angles { lat: position.lat().to_radians(), lon: position.lon().to_radians() })
}

fn projected(position: Position, bessel: Angles) -> Result<Rd, RdError> {
    let (x, y) = projection::to_plane(bessel);
    Rd::new(x, y).map_err(|_| RdError::TooFar { position })
}

fn positioned(similar: Angles) -> Position {
    let etrs89 = datum::to_etrs89(similar);
    Position::computed(etrs89.lat.to_degrees(), etrs89.lon.to_degrees())
}

#[cfg(test)]
mod tests;
