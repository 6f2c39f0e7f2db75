//! The text of hours as people write it: OSM hours, with or without "not on …" behind it.

use jiff::civil::Date;

use super::days::{Day, DutchDay};
use super::{EXCEPTIONS_MAX, WindowError};

/// Words that open a list of days on which a rule does not hold, the longer before the shorter.
const NOT_ON: [&str; 10] = [
    "not on ",
    "except on ",
    "except ",
    "niet op ",
    "niet met ",
    "behalve op ",
    "behalve met ",
    "behalve ",
    "uitgezonderd ",
    "m.u.v. ",
];

/// The days on which no window starts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Exceptions {
    named: Vec<DutchDay>,
    dates: Vec<Day>,
}

impl Exceptions {
    /// Takes one day in words, or one date as `2026-12-31`.
    pub(super) fn add(&mut self, word: &str) -> Result<(), WindowError> {
        let word = word.trim();
        if self.named.len() + self.dates.len() >= EXCEPTIONS_MAX {
            return Err(WindowError::TooMany);
        }
        if let Some(day) = word.parse::<Date>().ok().and_then(Day::of) {
            self.dates.push(day);
            return Ok(());
        }
        let named = DutchDay::named(word);
        if named.is_empty() {
            return Err(WindowError::UnknownDay(word.chars().take(80).collect()));
        }
        self.named.extend(named.into_iter().filter(|day| !self.named.contains(day)).collect::<Vec<_>>());
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.named.is_empty() && self.dates.is_empty()
    }

    pub(super) fn hold(&self, day: Day) -> bool {
        if self.dates.contains(&day) {
            return true;
        }
        if self.named.is_empty() {
            return false;
        }
        let Some(date) = day.date() else { return false };
        self.named.iter().any(|named| named.in_year(date.year()) == Some(date))
    }
}

/// Splits `Fr-Su 22:00-06:00, not on King's Day; PH off` into the OSM hours and the days named.
pub(super) fn split(text: &str) -> (String, Vec<String>) {
    let lower = text.to_ascii_lowercase();
    let starts_word = |at: usize| lower[..at].ends_with([' ', ',', ';', '(']);
    let found = NOT_ON
        .iter()
        .flat_map(|words| lower.match_indices(words).map(|(at, words)| (at, words.len())))
        .filter(|(at, _)| *at > 0 && starts_word(*at))
        .min_by_key(|(at, len)| (*at, std::cmp::Reverse(*len)));
    let Some((at, len)) = found else { return (text.trim().into(), Vec::new()) };
    let head = text[..at].trim_end_matches([' ', ',', ';', '(']);
    let tail = &text[at + len..];
    let (list, rest) = tail.split_once(';').unwrap_or((tail, ""));
    let days = list
        .trim_end_matches([' ', '.', ')'])
        .split(',')
        .flat_map(|part| part.split(" en "))
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .map(|part| part.trim().to_owned())
        .filter(|part| !part.is_empty())
        .collect();
    let rest = rest.trim();
    (if rest.is_empty() { head.into() } else { format!("{head}; {rest}") }, days)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, hours: &str, days: &[&str]) {
        let (got_hours, got_days) = split(text);
        assert_eq!(
            (got_hours.as_str(), got_days),
            (hours, days.iter().map(ToString::to_string).collect()),
            "{text}"
        );
    }

    #[test]
    fn the_days_behind_the_hours_are_split_off() {
        check("24/7", "24/7", &[]);
        check("Fr-Su 22:00-06:00, not on King's Day", "Fr-Su 22:00-06:00", &["King's Day"]);
        check("Fr-Su 22:00-06:00, niet op Koningsdag", "Fr-Su 22:00-06:00", &["Koningsdag"]);
        check("Fr-Su 22:00-06:00 (Niet op Koningsdag)", "Fr-Su 22:00-06:00", &["Koningsdag"]);
        check(
            "24/7 behalve koningsdag, kerst en 2026-12-31.",
            "24/7",
            &["koningsdag", "kerst", "2026-12-31"],
        );
        check("24/7, not on King's Day; Mo off", "24/7; Mo off", &["King's Day"]);
        check("24/7; m.u.v. Koningsdag en Goede Vrijdag", "24/7", &["Koningsdag", "Goede Vrijdag"]);
    }
}
