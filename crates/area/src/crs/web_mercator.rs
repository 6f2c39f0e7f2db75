//! Web Mercator (EPSG:3857), in which many shapefiles and all map tiles stand.

use crate::position::Position;

/// Radius of the sphere, metres: the semi-major axis of WGS84.
const RADIUS: f64 = 6_378_137.0;
/// Half the side of the square that is the world, metres: 180 degrees east, and 85.06 degrees north.
pub const WEB_MERCATOR_METRES_MAX: f64 = std::f64::consts::PI * RADIUS;
/// What files round beyond the edge of the world, metres.
const ROUNDING: f64 = 0.01;

/// Two numbers that are no place in Web Mercator.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
#[error(
    "Web Mercator coordinates are numbers between -20037508.34 and 20037508.34 m, got `{x}, {y}`; \
     check the coordinate system"
)]
pub struct WebMercatorError {
    /// x as given
    pub x: f64,
    /// y as given
    pub y: f64,
}

/// The position at x (east) and y (north), metres in Web Mercator (EPSG:3857).
///
/// # Errors
/// When a number is not finite or lies off the square of the world.
pub fn from_web_mercator(x: f64, y: f64) -> Result<Position, WebMercatorError> {
    let on_the_square = |n: f64| n.abs() <= WEB_MERCATOR_METRES_MAX + ROUNDING;
    if !on_the_square(x) || !on_the_square(y) {
        return Err(WebMercatorError { x, y });
    }
    let lon = (x / RADIUS).to_degrees().clamp(-180.0, 180.0);
    Ok(Position::computed((y / RADIUS).sinh().atan().to_degrees(), lon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_mercator_is_read() {
        // by definition: lon·R, and R·ln(tan(45° + lat/2))
        let (lat, lon) = (52.495_6_f64, 5.074_2_f64);
        let x = lon.to_radians() * RADIUS;
        let y = (std::f64::consts::FRAC_PI_4 + lat.to_radians() / 2.0).tan().ln() * RADIUS;
        let found = from_web_mercator(x, y).unwrap();
        assert!((found.lat() - lat).abs() < 1e-12 && (found.lon() - lon).abs() < 1e-12, "{found}");
    }

    #[test]
    fn the_edge_of_the_world_is_read_and_nothing_beyond() {
        assert!(from_web_mercator(20_037_508.342_789_25, -20_037_508.342_789_25).is_ok());
        assert!(from_web_mercator(20_037_509.0, 0.0).is_err());
        assert!(from_web_mercator(f64::NAN, 0.0).is_err());
        assert!(from_web_mercator(0.0, f64::INFINITY).is_err());
    }
}
