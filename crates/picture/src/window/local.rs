//! Between instants and the clock on the wall, counted in minutes since 1 January 1970 00:00 local time.

use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, TimeZone};

use crate::moment::amsterdam;

/// The minute on the clock at an instant.
pub(super) fn minute_of(instant: Timestamp) -> i64 {
    let offset = amsterdam().to_offset(instant).seconds();
    (instant.as_second() + i64::from(offset)).div_euclid(60)
}

/// Which of two instants is meant where a reading of the clock comes twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// the start of a window: the first
    Start,
    /// the end of a window: the second
    End,
}

/// The instant of a reading. A reading that is skipped in spring is the moment of the change; one that comes twice in
/// autumn is the first for a start, the second for an end. `None` at the far ends of what can be counted.
pub(super) fn instant_of(minute: i64, side: Side) -> Option<Timestamp> {
    let reading = Timestamp::from_second(minute.checked_mul(60)?).ok()?;
    let zone = amsterdam();
    let at = |offset: jiff::tz::Offset| reading.as_second().checked_sub(offset.seconds().into());
    let second = match zone.to_ambiguous_timestamp(TimeZone::UTC.to_datetime(reading)).offset() {
        AmbiguousOffset::Unambiguous { offset } => at(offset)?,
        AmbiguousOffset::Gap { before, .. } => {
            // as if the clock had not been changed: at or after the change, less than the gap
            let after_change = Timestamp::from_second(at(before)?.checked_add(1)?).ok()?;
            return zone.preceding(after_change).next().map(|change| change.timestamp());
        }
        AmbiguousOffset::Fold { before, after } => at(if side == Side::Start { before } else { after })?,
    };
    Timestamp::from_second(second).ok()
}
