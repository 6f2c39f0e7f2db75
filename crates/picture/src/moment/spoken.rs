//! Moments as people say them: `vanavond 23:00`, `zaterdag`, `morgen om 9:00`, `vrijdagavond`.
//!
//! The rules, for who wants to know what will come out:
//! - a day of the week is the next one, today included as long as the moment is still to come;
//! - a part of a day without a time has a fixed one: ochtend 09:00, middag 14:00, avond 21:00, nacht 02:00 of the night
//!   that follows; `nacht` with a time before noon lies on the next day, unless it is night now;
//! - a day without a time has the time of the present moment.

use jiff::Span;
use jiff::civil::{Date, DateTime, Time, Weekday, time};

/// Hour at which the night ends.
const NIGHT_ENDS: i8 = 6;

/// A part of a day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// Which day is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Day {
    /// so many days after today
    After(i64),
    /// the next such day
    Week(Weekday),
}

/// Reads a moment as people say it; `None` when it is not one.
pub(super) fn spoken(text: &str, now: DateTime) -> Option<DateTime> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().filter(|word| *word != "om" && *word != "uur").collect();
    let (mut day, mut part, mut clock) = (None, None, None);
    for word in words {
        if let Some(time) = time_of(word) {
            put(&mut clock, time)?;
            continue;
        }
        let (said_day, said_part) = day_and_part(word)?;
        if let Some(said) = said_day {
            put(&mut day, said)?;
        }
        if let Some(said) = said_part {
            put(&mut part, said)?;
        }
    }
    // a time alone is read elsewhere, with a colon
    if day.is_none() && part.is_none() {
        return None;
    }
    Some(at(day.unwrap_or(Day::After(0)), part, clock, now))
}

/// Puts a value where none is: what is said twice is not a moment.
fn put<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.is_none().then(|| *place = Some(value))
}

fn at(day: Day, part: Option<Part>, clock: Option<Time>, now: DateTime) -> DateTime {
    let usual = match part {
        Some(Part::Morning) => time(9, 0, 0, 0),
        Some(Part::Afternoon) => time(14, 0, 0, 0),
        Some(Part::Evening) => time(21, 0, 0, 0),
        Some(Part::Night) => time(2, 0, 0, 0),
        None => now.time(),
    };
    let clock = clock.unwrap_or(usual);
    // the hours after midnight belong to the evening or night of the day before
    let after_midnight = match part {
        Some(Part::Night) => clock.hour() < 12,
        Some(Part::Evening) => clock.hour() < NIGHT_ENDS,
        _ => false,
    };
    let is_night_now = now.hour() < NIGHT_ENDS;
    let later =
        i64::from(after_midnight && !(is_night_now && day == Day::After(0) && part == Some(Part::Night)));
    let on = |date: Date| plus(date, later).to_datetime(clock);
    match day {
        Day::After(days) => on(plus(now.date(), days)),
        Day::Week(weekday) => {
            let ahead = i64::from(now.date().weekday().until(weekday));
            let first = on(plus(now.date(), ahead));
            if first < now { on(plus(now.date(), ahead + 7)) } else { first }
        }
    }
}

fn plus(date: Date, days: i64) -> Date {
    date.saturating_add(Span::new().days(days))
}

/// `23:00`, `9:05`, `23.00`, `23`.
fn time_of(word: &str) -> Option<Time> {
    let (hour, minute) = word.split_once([':', '.']).unwrap_or((word, "00"));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let fits = (1..=2).contains(&hour.len()) && minute.len() == 2 && digits(hour) && digits(minute);
    if fits { Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok() } else { None }
}

/// `vandaag`, `vanavond`, `morgen`, `morgenochtend`, `zaterdag`, `za`, `zaterdagavond`, `avond`.
fn day_and_part(word: &str) -> Option<(Option<Day>, Option<Part>)> {
    const PARTS: [(&str, Part); 4] = [
        ("ochtend", Part::Morning),
        ("middag", Part::Afternoon),
        ("avond", Part::Evening),
        ("nacht", Part::Night),
    ];
    let ends = PARTS.iter().find_map(|(end, part)| Some((word.strip_suffix(end)?, *part)));
    let Some((front, part)) = ends else { return Some((Some(day_of(word)?), None)) };
    match front {
        "" => Some((None, Some(part))),
        "van" => Some((Some(Day::After(0)), Some(part))),
        day => Some((Some(day_of(day)?), Some(part))),
    }
}

fn day_of(word: &str) -> Option<Day> {
    Some(match word {
        "vandaag" => Day::After(0),
        "morgen" => Day::After(1),
        "overmorgen" => Day::After(2),
        "gisteren" => Day::After(-1),
        "maandag" | "ma" => Day::Week(Weekday::Monday),
        "dinsdag" | "di" => Day::Week(Weekday::Tuesday),
        "woensdag" | "wo" => Day::Week(Weekday::Wednesday),
        "donderdag" | "do" => Day::Week(Weekday::Thursday),
        "vrijdag" | "vr" => Day::Week(Weekday::Friday),
        "zaterdag" | "za" => Day::Week(Weekday::Saturday),
        "zondag" | "zo" => Day::Week(Weekday::Sunday),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_people_say_it() {
        let check = |now: &str, text: &str, expected: Option<&str>| {
            let said = spoken(text, now.parse().unwrap()).map(|at| at.to_string());
            assert_eq!(said.as_deref(), expected, "{text:?} at {now}");
        };
        let friday = "2026-11-27T21:40:00";
        check(friday, "vanavond 23:00", Some("2026-11-27T23:00:00"));
        check(friday, "Vanavond om 23 uur", Some("2026-11-27T23:00:00"));
        check(friday, "vanavond", Some("2026-11-27T21:00:00"));
        check(friday, "vanavond 01:00", Some("2026-11-28T01:00:00"));
        check(friday, "vannacht", Some("2026-11-28T02:00:00"));
        check(friday, "vannacht 23.30", Some("2026-11-27T23:30:00"));
        check("2026-11-28T01:00:00", "vannacht 03:00", Some("2026-11-28T03:00:00"));
        check(friday, "morgen", Some("2026-11-28T21:40:00"));
        check(friday, "morgenochtend", Some("2026-11-28T09:00:00"));
        check(friday, "overmorgen 8:15", Some("2026-11-29T08:15:00"));
        check(friday, "zaterdag", Some("2026-11-28T21:40:00"));
        check(friday, "za 18:00", Some("2026-11-28T18:00:00"));
        check(friday, "zaterdagavond", Some("2026-11-28T21:00:00"));
        check(friday, "vrijdag", Some("2026-11-27T21:40:00"));
        check(friday, "vrijdag 12:00", Some("2026-12-04T12:00:00"));
        check(friday, "vrijdag avond 23:00", Some("2026-11-27T23:00:00"));
        check(friday, "gisteren 10:00", Some("2026-11-26T10:00:00"));
        for text in
            ["", "straks", "23:00", "zaterdag zondag", "zaterdag 25:00", "vanavond 23:00 23:30", "van", "12"]
        {
            check(friday, text, None);
        }
    }
}
