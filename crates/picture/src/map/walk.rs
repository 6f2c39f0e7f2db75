//! Walking order: from the start each time to the nearest place that was not yet visited.
//!
//! The simplest rule that can be told in one sentence. It is not the shortest walk: it may turn back for what it
//! passed by, on average a quarter longer than the best (Rosenkrantz, Stearns and Lewis, 1977). Distances are in a
//! straight line, not along streets.

use schouw_area::{Ground, Position};

use super::MapItem;

/// The rule, in Dutch.
pub(super) const SAYS: &str =
    "Op loopvolgorde: vanaf het begin steeds naar wat het dichtst bij is, in een rechte lijn.";

/// Brings items in walking order and says how far each is from the one before it. Of equals the first one given.
pub(super) fn in_walking_order(start: Position, mut left: Vec<MapItem>) -> Vec<MapItem> {
    let mut walk = Vec::with_capacity(left.len());
    let mut at = start;
    while !left.is_empty() {
        let ground = Ground::at(at);
        let metres = |item: &MapItem| {
            let steps = Position::new(item.lat, item.lon).map(Position::steps).unwrap_or_default();
            ground.distance(steps.0, steps.1)
        };
        let mut nearest = (f64::INFINITY, 0);
        for (place, item) in left.iter().enumerate() {
            let metres = metres(item);
            if metres < nearest.0 {
                nearest = (metres, place);
            }
        }
        let (metres, place) = nearest;
        // keeps the order of the rest, so that of equals the first comes first
        let mut item = left.remove(place);
        item.walk_m = if metres.is_finite() { metres.round() as u32 } else { 0 };
        at = Position::new(item.lat, item.lon).unwrap_or(at);
        walk.push(item);
    }
    walk
}
