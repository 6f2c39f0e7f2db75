//! The state of a rule in plain Dutch.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::AmbiguousOffset;
use jiff::{Timestamp, ToSpan as _};

use super::State;
use crate::moment::amsterdam;

/// Days ahead for which the name of the weekday says enough.
const WEEKDAY_DAYS_MAX: i32 = 6;

/// Says in Dutch until when a rule is in force, or from when: "tot 06:00", "tot morgen 06:00", "vanaf zaterdag 22:00",
/// "tot en met 15 juli", "altijd". `now` is the moment that the state was asked for.
///
/// Midnight at the end of a stretch is 24:00 of the day before. Without a change within the horizon it says
/// "doorlopend" or "voorlopig niet".
#[must_use]
pub fn describe(state: &State, now: Timestamp) -> String {
    let Some(until) = state.until else {
        return match (state.in_force, state.constant) {
            (true, true) => "altijd",
            (true, false) => "doorlopend",
            (false, true) => "nooit",
            (false, false) => "voorlopig niet",
        }
        .into();
    };
    let today = amsterdam().to_datetime(now).date();
    let change = amsterdam().to_datetime(until);
    if state.in_force { until_words(today, change, until) } else { from_words(today, change, until) }
}

fn until_words(today: Date, change: DateTime, until: Timestamp) -> String {
    let midnight = change.hour() == 0 && change.minute() == 0;
    let last_day =
        if midnight { change.date().checked_sub(1.day()).unwrap_or(change.date()) } else { change.date() };
    match day_words(today, last_day) {
        DayWords::Near(day) if midnight => format!("tot {day}24:00"),
        DayWords::Near(day) => format!("tot {day}{}", clock(change, until)),
        DayWords::Far(day) if midnight => format!("tot en met {day}"),
        DayWords::Far(day) => format!("tot {day} {}", clock(change, until)),
    }
}

fn from_words(today: Date, change: DateTime, until: Timestamp) -> String {
    let midnight = change.hour() == 0 && change.minute() == 0;
    match day_words(today, change.date()) {
        DayWords::Near(day) => format!("vanaf {day}{}", clock(change, until)),
        DayWords::Far(day) if midnight => format!("vanaf {day}"),
        DayWords::Far(day) => format!("vanaf {day} {}", clock(change, until)),
    }
}

enum DayWords {
    /// nothing for today, else "morgen " or "zaterdag"
    Near(String),
    /// "15 juli", with the year when it is another
    Far(String),
}

fn day_words(today: Date, day: Date) -> DayWords {
    match (day - today).get_days() {
        0 => DayWords::Near(String::new()),
        1 => DayWords::Near("morgen ".into()),
        2..=WEEKDAY_DAYS_MAX => DayWords::Near(format!("{} ", weekday(day.weekday()))),
        _ if day.year() == today.year() => DayWords::Far(format!("{} {}", day.day(), month(day.month()))),
        _ => DayWords::Far(format!("{} {} {}", day.day(), month(day.month()), day.year())),
    }
}

/// `06:00`; in the double hour of autumn it says which of the two.
fn clock(change: DateTime, until: Timestamp) -> String {
    let time = format!("{:02}:{:02}", change.hour(), change.minute());
    match amsterdam().to_ambiguous_timestamp(change).offset() {
        AmbiguousOffset::Fold { before, .. } if amsterdam().to_offset(until) == before => {
            time + " (zomertijd)"
        }
        AmbiguousOffset::Fold { .. } => time + " (wintertijd)",
        _ => time,
    }
}

/// "maandag".
pub(crate) fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "maandag",
        Weekday::Tuesday => "dinsdag",
        Weekday::Wednesday => "woensdag",
        Weekday::Thursday => "donderdag",
        Weekday::Friday => "vrijdag",
        Weekday::Saturday => "zaterdag",
        Weekday::Sunday => "zondag",
    }
}

/// "januari".
pub(crate) fn month(month: i8) -> &'static str {
    match month {
        1 => "januari",
        2 => "februari",
        3 => "maart",
        4 => "april",
        5 => "mei",
        6 => "juni",
        7 => "juli",
        8 => "augustus",
        9 => "september",
        10 => "oktober",
        11 => "november",
        _ => "december",
    }
}
