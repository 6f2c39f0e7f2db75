//! Time frames of parking rules as one text in the OSM `opening_hours` syntax, which the picture evaluates.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Minutes in a day.
const DAY_MINUTES: u16 = 24 * 60;

/// A day, in the order in which rules are written: of two that fall on one day the later one counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Day {
    /// 0 is Monday
    Week(u8),
    /// the last of this weekday in a month
    LastOfMonth(u8),
    /// a public holiday
    Holiday,
}

/// A stretch of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hours {
    /// minutes after midnight at which it begins
    begin: u16,
    /// minutes after midnight at which it ends; at most 24:00, and less than `begin` when it ends the next day
    end: u16,
}

/// Names of weekdays in OSM syntax, from Monday.
const WEEK: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

impl Day {
    /// The day that a word of NPR says; `None` for days that `opening_hours` cannot say, such as the evening on which
    /// shops are open.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let weekday = |word: &str| {
            let words = ["MAANDAG", "DINSDAG", "WOENSDAG", "DONDERDAG", "VRIJDAG", "ZATERDAG", "ZONDAG"];
            words.iter().zip(0..).find(|(known, _)| **known == word).map(|(_, number)| number)
        };
        if word == "FEESTDAG" {
            return Some(Self::Holiday);
        }
        let last = word.strip_prefix("LAATSTE ").and_then(|rest| rest.strip_suffix(" MAAND"));
        match last {
            Some(word) => weekday(word.trim()).map(Self::LastOfMonth),
            None => weekday(word).map(Self::Week),
        }
    }
}

impl Hours {
    /// Reads times written as whole numbers: `0`, `5` (00:05), `700` (07:00), `2400`. `None` when one cannot be, or
    /// the stretch is empty.
    pub(super) fn parse(begin: &str, end: &str) -> Option<Self> {
        let (begin, end) = (minutes(begin)?, minutes(end)?);
        let whole_day = begin == DAY_MINUTES || begin == end;
        (!whole_day).then_some(Self { begin, end: if end == 0 { DAY_MINUTES } else { end } })
    }
}

fn minutes(text: &str) -> Option<u16> {
    let text = text.trim();
    let number: u16 = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()))?;
    let (hours, minutes) = (number / 100, number % 100);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= DAY_MINUTES).then_some(total)
}

/// Days with their hours as `opening_hours`: `Mo-Fr 09:00-12:00,13:00-18:00; PH 10:00-17:00`. Empty for no days.
pub(super) fn opening_hours(frames: impl IntoIterator<Item = (Day, Hours)>) -> String {
    let mut days: BTreeMap<Day, Vec<Hours>> = BTreeMap::new();
    for (day, hours) in frames {
        let of_day = days.entry(day).or_default();
        if !of_day.contains(&hours) {
            of_day.push(hours);
        }
    }
    for hours in days.values_mut() {
        joined(hours);
    }
    let mut text = String::new();
    let mut written: Vec<Day> = Vec::new();
    for (day, hours) in &days {
        if written.contains(day) {
            continue;
        }
        let same: Vec<Day> = match day {
            Day::Week(_) => days
                .iter()
                .filter(|(other, theirs)| matches!(other, Day::Week(_)) && *theirs == hours)
                .map(|(other, _)| *other)
                .collect(),
            Day::LastOfMonth(_) | Day::Holiday => vec![*day],
        };
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(&named(&same));
        text.push(' ');
        text.push_str(&stretches(hours));
        written.extend(same);
    }
    text
}

/// Hours in order, those that touch or overlap made one. Stretches past midnight stand by themselves.
fn joined(hours: &mut Vec<Hours>) {
    hours.sort();
    let mut whole: Vec<Hours> = Vec::with_capacity(hours.len());
    for next in hours.drain(..) {
        match whole.last_mut() {
            Some(last) if last.begin < last.end && next.begin < next.end && next.begin <= last.end => {
                last.end = last.end.max(next.end);
            }
            _ => whole.push(next),
        }
    }
    *hours = whole;
}

/// Days by name, three or more that follow each other as a range: `Mo-We,Fr`.
fn named(days: &[Day]) -> String {
    let mut parts = Vec::new();
    let mut rest = days;
    while let Some((first, after)) = rest.split_first() {
        let run = 1 + after.iter().zip(1..).take_while(|(day, step)| follows(*first, **day, *step)).count();
        let (these, others) = rest.split_at(run);
        match these {
            [first, _, .., last] => parts.push(format!("{}-{}", name(*first), name(*last))),
            few => parts.extend(few.iter().map(|day| name(*day))),
        }
        rest = others;
    }
    parts.join(",")
}

fn follows(first: Day, day: Day, step: u8) -> bool {
    matches!((first, day), (Day::Week(first), Day::Week(day)) if day == first + step)
}

fn name(day: Day) -> String {
    let week = |number: u8| WEEK.get(usize::from(number)).copied().unwrap_or_default();
    match day {
        Day::Week(number) => week(number).into(),
        Day::LastOfMonth(number) => format!("{}[-1]", week(number)),
        Day::Holiday => "PH".into(),
    }
}

fn stretches(hours: &[Hours]) -> String {
    let mut text = String::new();
    for Hours { begin, end } in hours {
        if !text.is_empty() {
            text.push(',');
        }
        let (h1, m1, h2, m2) = (begin / 60, begin % 60, end / 60, end % 60);
        // writing to a text cannot fail
        let _ = write!(text, "{h1:02}:{m1:02}-{h2:02}:{m2:02}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(frames: &[(&str, &str, &str)], expected: &str) {
        let frames = frames.iter().map(|(day, begin, end)| {
            (Day::from_word(day).expect("a day"), Hours::parse(begin, end).expect("hours"))
        });
        assert_eq!(opening_hours(frames), expected);
    }

    #[test]
    fn days_with_the_same_hours_stand_together() {
        let week = ["MAANDAG", "DINSDAG", "WOENSDAG", "DONDERDAG", "VRIJDAG"].map(|day| (day, "900", "1800"));
        check(&week, "Mo-Fr 09:00-18:00");
        let mut frames = week.to_vec();
        frames.extend([
            ("ZATERDAG", "900", "1700"),
            ("FEESTDAG", "1200", "1700"),
            ("DONDERDAG", "1800", "2100"),
        ]);
        check(&frames, "Mo-We,Fr 09:00-18:00; Th 09:00-21:00; Sa 09:00-17:00; PH 12:00-17:00");
    }

    #[test]
    fn frames_in_any_order_and_twice_come_to_the_same() {
        check(
            &[("DINSDAG", "0", "2400"), ("MAANDAG", "0", "2400"), ("MAANDAG", "0", "2400")],
            "Mo,Tu 00:00-24:00",
        );
    }

    #[test]
    fn hours_may_pass_midnight_and_pause() {
        check(&[("VRIJDAG", "1800", "200")], "Fr 18:00-02:00");
        check(&[("VRIJDAG", "1300", "1800"), ("VRIJDAG", "900", "1200")], "Fr 09:00-12:00,13:00-18:00");
        check(&[("VRIJDAG", "5", "7")], "Fr 00:05-00:07");
        check(&[("VRIJDAG", "900", "0")], "Fr 09:00-24:00");
    }

    #[test]
    fn the_last_sunday_of_the_month_can_be_said() {
        check(&[("LAATSTE ZONDAG MAAND", "1200", "1700")], "Su[-1] 12:00-17:00");
        check(
            &[("LAATSTE ZONDAG MAAND", "1200", "1700"), ("ZONDAG", "1300", "1700")],
            "Su 13:00-17:00; Su[-1] 12:00-17:00",
        );
    }

    #[test]
    fn days_and_times_that_cannot_be_are_refused() {
        for word in [
            "KOOPZONDAG",
            "VOETBAL",
            "FEESTDAG 2E",
            "maandag",
            "",
            "LAATSTE MAAND",
            "LAATSTE KOOPZONDAG MAAND",
        ] {
            assert_eq!(Day::from_word(word), None, "{word}");
        }
        for (begin, end) in [
            ("2561", "2400"),
            ("900", "1860"),
            ("-900", "1800"),
            ("", "1800"),
            ("900", "900"),
            ("2400", "900"),
            ("+9", "1800"),
            ("99999", "0"),
        ] {
            assert_eq!(Hours::parse(begin, end), None, "{begin} {end}");
        }
    }
}
