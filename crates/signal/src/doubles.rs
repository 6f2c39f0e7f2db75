//! Signals that may be one: near in place and time, about the same.

use jiff::Timestamp;
use schouw_area::{Ground, Position};

use crate::codes::Theme;

/// How far apart two signals about one thing may be, in metres.
pub const NEAR_M: f64 = 30.0;
/// How far apart in time, in days.
pub const NEAR_DAYS: i64 = 14;
/// Most doubles that are proposed for one signal.
pub const DOUBLES_MAX: usize = 20;
/// Seconds in a day.
const DAY_SECONDS: i64 = 86_400;

/// What has to be known of a signal to find its doubles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// where
    pub position: Position,
    /// when it was seen
    pub seen: Timestamp,
    /// what about
    pub theme: Theme,
    /// how sure the position is, in metres
    pub accuracy: u32,
}

/// Accuracy that is added to how far apart two may be, at most, in metres: a position that may be anywhere is near
/// nothing.
const ACCURACY_COUNTED_M: f64 = 20.0;

/// How far apart two signals are in metres, when they may be one.
#[must_use]
pub fn apart(one: &Spot, other: &Spot) -> Option<f64> {
    let seconds = (one.seen.as_second() - other.seen.as_second()).abs();
    if one.theme != other.theme || seconds > NEAR_DAYS * DAY_SECONDS {
        return None;
    }
    let (lon, lat) = other.position.steps();
    let (from_lon, from_lat) = one.position.steps();
    let ground = Ground::at(one.position);
    let east = (f64::from(lon) - f64::from(from_lon)) * ground.metres_per_lon_step();
    let north = (f64::from(lat) - f64::from(from_lat)) * ground.metres_per_lat_step();
    let metres = east.hypot(north);
    let unsure = f64::from(one.accuracy.max(other.accuracy)).min(ACCURACY_COUNTED_M);
    (metres <= NEAR_M + unsure).then_some(metres)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(lat: f64, day: &str, theme: Theme) -> Spot {
        let seen = format!("{day}T10:00:00Z").parse().unwrap();
        Spot { position: Position::new(lat, 5.07).unwrap(), seen, theme, accuracy: 5 }
    }

    #[test]
    fn doubles_are_near_in_place_and_time_and_about_the_same() {
        let one = spot(52.495, "2026-11-10", Theme::Waste);
        let check =
            |other: Spot, expected: bool| assert_eq!(apart(&one, &other).is_some(), expected, "{other:?}");
        check(spot(52.495_2, "2026-11-11", Theme::Waste), true);
        check(spot(52.495_2, "2026-11-11", Theme::Parking), false);
        check(spot(52.496, "2026-11-11", Theme::Waste), false);
        check(spot(52.495, "2026-11-25", Theme::Waste), false);
        check(spot(52.495, "2026-11-24", Theme::Waste), true);
    }
}
