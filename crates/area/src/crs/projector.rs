//! From the numbers in a file to a position.

use super::{Crs, WebMercatorError, from_web_mercator};
use crate::position::{Position, PositionError};
use crate::rd::{Rd, RdError, RdTransform};

/// Why numbers in a coordinate system are not a position.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error(transparent)]
pub enum ProjectError {
    /// Not degrees on the globe.
    Degrees(#[from] PositionError),
    /// Not metres in RD New.
    Rd(#[from] RdError),
    /// Not metres in Web Mercator.
    WebMercator(#[from] WebMercatorError),
}

/// Turns the numbers of one coordinate system into positions.
#[derive(Debug, Clone)]
pub struct Projector {
    crs: Crs,
    rd: RdTransform,
}

impl Projector {
    /// A projector for a coordinate system; `rd` is used only for [`Crs::Rd`].
    #[must_use]
    pub fn new(crs: Crs, rd: RdTransform) -> Self {
        Self { crs, rd }
    }

    /// The coordinate system that it reads.
    #[must_use]
    pub fn crs(&self) -> Crs {
        self.crs
    }

    /// The position at x and y: metres east and north, or **degrees of longitude and then latitude**.
    ///
    /// # Errors
    /// When the numbers are not finite or lie outside the field of the coordinate system.
    pub fn to_position(&self, x: f64, y: f64) -> Result<Position, ProjectError> {
        Ok(match self.crs {
            Crs::Wgs84 => Position::new(y, x)?,
            Crs::Rd => self.rd.from_rd(Rd::new(x, y)?).0,
            Crs::WebMercator => from_web_mercator(x, y)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(crs: Crs, x: f64, y: f64, expected: Option<&str>) {
        let found = Projector::new(crs, RdTransform::default()).to_position(x, y);
        assert_eq!(found.ok().map(|p| p.to_string()).as_deref(), expected, "{crs:?} {x} {y}");
    }

    #[test]
    fn numbers_become_positions() {
        check(Crs::Wgs84, 5.0742, 52.4956, Some("52.495600,5.074200"));
        check(Crs::Rd, 155_000.0, 463_000.0, Some("52.155172,5.387204"));
        check(Crs::WebMercator, 0.0, 0.0, Some("0.000000,0.000000"));
        check(Crs::Wgs84, 155_000.0, 463_000.0, None);
        check(Crs::Rd, 5.0742, 52.4956, None);
        check(Crs::Rd, 463_000.0, 155_000.0, None);
        check(Crs::WebMercator, f64::NAN, 0.0, None);
    }
}
