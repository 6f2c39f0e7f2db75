//! How far it is: a great circle with the detour of roads.

use super::{DETOUR, SPEED_KM_H};
use crate::register::Spot;

/// Mean radius of the earth, in kilometres.
const EARTH_KM: f64 = 6_371.0;

/// Kilometres by road between two spots, as a stated guess.
#[must_use]
pub fn road_km(a: Spot, b: Spot) -> f64 {
    let (lat_a, lat_b) = (a.lat.to_radians(), b.lat.to_radians());
    let (up, across) = ((lat_b - lat_a) / 2.0, (b.lon - a.lon).to_radians() / 2.0);
    let half = up.sin().powi(2) + lat_a.cos() * lat_b.cos() * across.sin().powi(2);
    2.0 * EARTH_KM * half.sqrt().min(1.0).asin() * DETOUR
}

/// Minutes of travel over so many kilometres.
#[must_use]
pub fn minutes(km: f64) -> f64 {
    km / SPEED_KM_H * 60.0
}
