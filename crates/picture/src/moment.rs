//! Moments as people type them, and the one time zone that local times are in.
//!
//! Instants are UTC. A local time without an offset is a clock reading in the European Netherlands
//! (`Europe/Amsterdam`), with a written rule for the two nights on which the clock is changed:
//!
//! - in the hour that is **missing** (the last Sunday of March, 02:00 to 03:00) the reading moves forward by that
//!   hour: 02:30 is 03:30 summer time;
//! - in the hour that comes **twice** (the last Sunday of October, 02:00 to 03:00) it is the first one, summer time.

mod spoken;

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;

/// Longest text of a moment, in bytes.
const MOMENT_BYTES_MAX: usize = 64;

static AMSTERDAM: LazyLock<TimeZone> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the database of time zones is compiled in; every test here would fail"
    )]
    TimeZone::get("Europe/Amsterdam").expect("the compiled-in database of time zones knows Europe/Amsterdam")
});

/// The time zone of the European Netherlands.
#[must_use]
pub fn amsterdam() -> &'static TimeZone {
    &AMSTERDAM
}

/// Why a text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a moment: write `nu`, `21:40`, `vanavond 23:00`, `zaterdag`, `2026-11-27 21:40` (Dutch time) or `2026-11-27T20:40:00Z`"
)]
pub struct MomentError(String);

/// Reads a moment: `nu`; a time of the present day (`21:40`); as people say it (`vanavond 23:00`, `zaterdag`, `morgenochtend`:
/// the rules are in `moment/spoken.rs`); a day and a time (`2026-11-27 21:40`, also with `T` and
/// seconds) in Dutch time; or an instant with its offset (`2026-11-27T21:40:00+01:00`, `…Z`).
///
/// # Errors
/// When the text is none of these. A date without a time is refused: which moment of it is meant is not ours to guess.
pub fn parse_moment(text: &str, now: Timestamp) -> Result<Timestamp, MomentError> {
    let wrong = || MomentError(text.chars().take(MOMENT_BYTES_MAX).collect());
    let trimmed = text.trim();
    if trimmed.len() > MOMENT_BYTES_MAX || !trimmed.is_ascii() {
        return Err(wrong());
    }
    if trimmed.eq_ignore_ascii_case("nu") || trimmed.eq_ignore_ascii_case("now") {
        return Ok(now);
    }
    if let Some(said) = spoken::spoken(trimmed, amsterdam().to_datetime(now)) {
        return instant_of(said).ok_or_else(wrong);
    }
    if !trimmed.contains(':') {
        return Err(wrong());
    }
    if let Ok(instant) = trimmed.parse::<Timestamp>() {
        return Ok(instant);
    }
    // jiff lets a trailing annotation pass that it does not read for a local time
    if trimmed.contains(['[', 'Z', 'z', '+']) {
        return Err(wrong());
    }
    let local = match trimmed.parse::<DateTime>() {
        Ok(local) => local,
        Err(_) => amsterdam().to_datetime(now).date().to_datetime(time_of_day(trimmed).ok_or_else(wrong)?),
    };
    instant_of(local).ok_or_else(wrong)
}

/// The instant of a clock reading in the Netherlands; the missing and the double hour by the rule of this module.
/// `None` only at the far ends of what can be counted, year -9999 and 9999.
#[must_use]
pub fn instant_of(local: DateTime) -> Option<Timestamp> {
    amsterdam().to_ambiguous_timestamp(local).compatible().ok()
}

/// `9:05` or `21:40`.
fn time_of_day(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let fits = (1..=2).contains(&hour.len()) && minute.len() == 2;
    let digits = hour.bytes().chain(minute.bytes()).all(|b| b.is_ascii_digit());
    if fits && digits { Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let now = "2026-11-27T20:40:00Z".parse().unwrap();
        let read = parse_moment(text, now).ok().map(|moment| moment.to_string());
        assert_eq!(read.as_deref(), expected, "{text:?}");
    }

    #[test]
    fn a_bare_time_is_dutch_time() {
        check("2026-11-27 21:40", Some("2026-11-27T20:40:00Z"));
        check(" 2026-11-27T21:40 ", Some("2026-11-27T20:40:00Z"));
        check("2026-07-27 21:40:30", Some("2026-07-27T19:40:30Z"));
        check("21:40", Some("2026-11-27T20:40:00Z"));
        check("9:05", Some("2026-11-27T08:05:00Z"));
        check("nu", Some("2026-11-27T20:40:00Z"));
    }

    #[test]
    fn an_offset_says_it_all() {
        check("2026-11-27T21:40:00+01:00", Some("2026-11-27T20:40:00Z"));
        check("2026-11-27T21:40:00Z", Some("2026-11-27T21:40:00Z"));
        check("2026-11-27T21:40:00-05:00", Some("2026-11-28T02:40:00Z"));
    }

    #[test]
    fn the_missing_hour_moves_forward_and_the_double_hour_is_the_first() {
        check("2026-03-29 01:59", Some("2026-03-29T00:59:00Z"));
        check("2026-03-29 02:30", Some("2026-03-29T01:30:00Z")); // 03:30 summer time
        check("2026-03-29 03:30", Some("2026-03-29T01:30:00Z"));
        check("2026-10-25 02:30", Some("2026-10-25T00:30:00Z")); // summer time
        check("2026-10-25 03:00", Some("2026-10-25T02:00:00Z"));
    }

    #[test]
    fn what_is_not_a_moment_is_refused() {
        for text in [
            "",
            "straks",
            "2026-11-27",
            "2026-13-01 10:00",
            "2026-02-29 10:00",
            "24:00",
            "21:4",
            "121:40",
            "é:00",
            "27-11-2026 21:40",
            "2026-11-27 21:40 [Europe/Paris]",
            "2026-11-27 21:40 PM",
            "+9:00",
            "-1:00",
        ] {
            check(text, None);
        }
        check(&"2".repeat(5_000), None);
    }
}
