//! A place on the ground.

use std::fmt;

/// Steps of one degree in stored coordinates: 1e-7 degree, about 1 cm.
pub const STEPS_PER_DEGREE: f64 = 1e7;

/// A WGS84 position in degrees. Exists only when both numbers are finite and on the globe.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    lat: f64,
    lon: f64,
}

/// Why two numbers are not a position.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PositionError {
    /// One of the numbers is not finite.
    #[error("latitude and longitude must be numbers, got `{lat}, {lon}`")]
    NotFinite {
        /// latitude as given
        lat: f64,
        /// longitude as given
        lon: f64,
    },
    /// One of the numbers is off the globe.
    #[error("latitude lies between -90 and 90 and longitude between -180 and 180, got `{lat}, {lon}`")]
    OffTheGlobe {
        /// latitude as given
        lat: f64,
        /// longitude as given
        lon: f64,
    },
}

impl Position {
    /// A position from degrees north and east.
    ///
    /// # Errors
    /// When a number is not finite or off the globe.
    pub fn new(lat: f64, lon: f64) -> Result<Self, PositionError> {
        if !lat.is_finite() || !lon.is_finite() {
            return Err(PositionError::NotFinite { lat, lon });
        }
        if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) {
            return Err(PositionError::OffTheGlobe { lat, lon });
        }
        Ok(Self { lat, lon })
    }

    /// A position from a formula whose outcome is on the globe, whatever it was given.
    pub(crate) fn computed(lat: f64, lon: f64) -> Self {
        debug_assert!(Self::new(lat, lon).is_ok(), "a formula left the globe: {lat}, {lon}");
        Self { lat, lon }
    }

    /// Degrees north.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }

    /// Whether the position lies in the box round the European Netherlands and its territorial sea.
    ///
    /// A file whose points lie outside it, but inside when swapped, has its columns the wrong way round.
    #[must_use]
    pub fn near_the_netherlands(self) -> bool {
        (50.5..=53.9).contains(&self.lat) && (2.5..=7.5).contains(&self.lon)
    }

    /// The position with latitude and longitude exchanged, if that is a position.
    #[must_use]
    pub fn swapped(self) -> Option<Self> {
        Self::new(self.lon, self.lat).ok()
    }

    /// Longitude and latitude in steps of 1e-7 degree, rounded to the nearest.
    #[must_use]
    pub fn steps(self) -> (i32, i32) {
        // at most 180e7, which fits
        ((self.lon * STEPS_PER_DEGREE).round() as i32, (self.lat * STEPS_PER_DEGREE).round() as i32)
    }

    /// The position at these steps of 1e-7 degree.
    ///
    /// # Errors
    /// When that is off the globe.
    pub fn from_steps(lon: i32, lat: i32) -> Result<Self, PositionError> {
        Self::new(f64::from(lat) / STEPS_PER_DEGREE, f64::from(lon) / STEPS_PER_DEGREE)
    }

    /// The position at these steps of 1e-7 degree and parts of them, brought back onto the globe.
    pub(crate) fn from_fractional_steps(lon: f64, lat: f64) -> Self {
        let onto = |steps: f64, limit: f64| (steps / STEPS_PER_DEGREE).max(-limit).min(limit);
        Self { lat: onto(lat, 90.0), lon: onto(lon, 180.0) }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.6},{:.6}", self.lat, self.lon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_on_the_globe() {
        assert!(Position::new(52.5, 5.0).is_ok());
        assert!(Position::new(f64::NAN, 5.0).is_err());
        assert!(Position::new(152.0, 5.0).is_err());
    }

    #[test]
    fn swapped_columns_show() {
        let swapped = Position::new(5.07, 52.49).unwrap();
        assert!(!swapped.near_the_netherlands());
        assert!(swapped.swapped().unwrap().near_the_netherlands());
    }

    #[test]
    fn steps_and_back() {
        let position = Position::new(52.495_612_3, 5.074_2).unwrap();
        assert_eq!(position.steps(), (50_742_000, 524_956_123));
        assert_eq!(Position::from_steps(50_742_000, 524_956_123).unwrap(), position);
    }
}
