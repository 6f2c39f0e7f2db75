//! Days as they stand in reports, Dutch and English. What is not a day that exists is never made into one.

use std::sync::LazyLock;

use jiff::civil::{Date, Weekday};
use regex::{Captures, Regex};

/// What a text says about a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// nothing, or a dash
    Nothing,
    /// one day that exists
    Day(Date),
    /// one day without its year
    YearLess {
        /// 1 to 12
        month: i8,
        /// 1 to 31
        day: i8,
    },
    /// a day that no calendar has: `31 april 2024`
    NoSuchDay,
    /// several days, and nothing that chooses
    Several,
    /// something that is no day: `z.s.m.`, `week 14`, `eind maart`
    Vague,
}

/// A day in a text, with where it stands in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// first byte
    pub start: usize,
    /// byte after the last
    pub end: usize,
    /// never `Nothing`, `Several` or `Vague`
    pub said: Said,
}

/// Years that a report is about; another number is no year.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

const MONTH: &str = r"(?:jan(?:uari|uary)?|feb(?:r|ruari|ruary)?|mrt|maart|mar(?:ch)?|apr(?:il)?|mei|may|juni?|june|juli?|july|aug(?:ustus|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

#[expect(clippy::expect_used, reason = "patterns are constants, and a test makes each of them")]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is sound")
}

static ISO: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?P<y>[0-9]{4})[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})\b"));
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?P<d>[0-9]{1,2})\s?[-/.]\s?(?P<m>[0-9]{1,2})\s?[-/.]\s?(?:(?P<y>[0-9]{4})|['’‘]?(?P<s>[0-9]{2}))\b",
    )
});
static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?P<d>[0-9]{{1,2}})(?:e|ste|de|st|nd|rd|th)?(?:\s+of)?[\s.\-]*(?P<n>{MONTH})\b\.?,?(?:[\s\-]*(?P<y>[0-9]{{4}})\b|\s*['’‘`](?P<s>[0-9]{{2}})\b|[\s\-]+(?P<t>[0-9]{{2}})\b(?:\s*[.;,)|]?\s*$|\s*[;,)|]))?"
    ))
});
static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?i)\b(?P<n>{MONTH})\.?\s+(?P<d>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>[0-9]{{4}})\b"
    ))
});
static SHORT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\D*\b(?P<d>[0-9]{1,2})[-/](?P<m>[0-9]{1,2})[.,;)]?$"));
static ISO_COMPACT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?P<y>(?:19|20)[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})$"));

/// What one cell or phrase says about a day.
#[must_use]
pub fn read(text: &str) -> Said {
    let text = text.trim();
    if !text.chars().any(char::is_alphanumeric) {
        return Said::Nothing;
    }
    let mut found = find(text);
    if found.is_empty() {
        let short = SHORT.captures(text).or_else(|| ISO_COMPACT.captures(text));
        return short.map_or(Said::Vague, |captures| from_numbers(&captures));
    }
    found.dedup_by(|later, earlier| later.said == earlier.said);
    match found.as_slice() {
        [one] => one.said.clone(),
        _ => Said::Several,
    }
}

/// Every day in a text, in order. Days in digits without a year are not found: `3-4` is too often something else.
#[must_use]
pub fn find(text: &str) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    let patterns: [&LazyLock<Regex>; 4] = [&ISO, &ENGLISH, &NUMBERS, &WORDS];
    for regex in patterns {
        for captures in regex.captures_iter(text) {
            let Some(whole) = captures.get(0) else { continue };
            let overlaps = all.iter().any(|found| found.start < whole.end() && whole.start() < found.end);
            // `10.00-12.00` is from one hour to another
            let hours = whole.as_str().contains('.') && whole.as_str().contains(['-', '/']);
            if overlaps || hours && captures.name("n").is_none() {
                continue;
            }
            // a word after the year was only looked at
            let end = captures.name("t").map_or(whole.end(), |year| year.end());
            all.push(Found { start: whole.start(), end, said: from_numbers(&captures) });
        }
    }
    all.sort_by_key(|found| found.start);
    all
}

fn from_numbers(captures: &Captures<'_>) -> Said {
    let number = |name: &str| captures.name(name).and_then(|part| part.as_str().parse::<i16>().ok());
    let month = number("m").or_else(|| captures.name("n").and_then(|name| month_of(name.as_str())));
    let (Some(day), Some(month)) = (number("d"), month) else { return Said::Vague };
    let short = number("s").or_else(|| number("t")).map(|year| 2000 + year);
    let Some(year) = number("y").or(short) else {
        // a leap year, so that 29 February may exist
        return match Date::new(2024, narrow(month), narrow(day)) {
            Ok(_) => Said::YearLess { month: narrow(month), day: narrow(day) },
            Err(_) => Said::NoSuchDay,
        };
    };
    if !YEARS.contains(&year) {
        return Said::NoSuchDay;
    }
    Date::new(year, narrow(month), narrow(day)).map_or(Said::NoSuchDay, Said::Day)
}

/// A number that does not fit is no day or month either.
fn narrow(number: i16) -> i8 {
    i8::try_from(number).unwrap_or(i8::MAX)
}

fn month_of(name: &str) -> Option<i16> {
    let start: String = name.to_lowercase().chars().take(3).collect();
    let nth = match start.as_str() {
        "jan" => 1,
        "feb" => 2,
        "mrt" | "maa" | "mar" => 3,
        "apr" => 4,
        "mei" | "may" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" => 9,
        "okt" | "oct" => 10,
        "nov" => 11,
        "dec" => 12,
        _ => return None,
    };
    Some(nth)
}

/// The first such day on or after another: the year of a day that was written without one.
#[must_use]
pub fn first_after(from: Date, month: i8, day: i8) -> Option<Date> {
    // 29 February is at most eight years away
    (0..=8).filter_map(|years| Date::new(from.year() + years, month, day).ok()).find(|date| *date >= from)
}

static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b",
    )
});

/// The weekday that a text names, when it names one.
#[must_use]
pub fn weekday(text: &str) -> Option<Weekday> {
    let name = WEEKDAY.find(text)?.as_str().to_lowercase();
    Some(match name.get(..3)? {
        "maa" | "mon" => Weekday::Monday,
        "din" | "tue" => Weekday::Tuesday,
        "woe" | "wed" => Weekday::Wednesday,
        "don" | "thu" => Weekday::Thursday,
        "vri" | "fri" => Weekday::Friday,
        "zat" | "sat" => Weekday::Saturday,
        _ => Weekday::Sunday,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let said = match read(text) {
            Said::Day(date) => date.to_string(),
            Said::YearLess { month, day } => format!("?-{month}-{day}"),
            other => format!("{other:?}"),
        };
        assert_eq!(said, expected, "{text}");
    }

    #[test]
    fn a_day_is_read_as_people_write_it() {
        for text in [
            "8 maart 2019",
            "8 mrt. '19",
            "8 mrt 2019",
            "08-03-2019",
            "8-3-2019",
            "8/3/2019",
            "8.3.2019",
            "8-3-'19",
            "08-03-19",
            "2019-03-08",
            "20190308",
            "vrijdag 8 maart 2019",
            "vr. 8 maart 2019, 12.00 uur",
            "vóór 8 maart 2019",
            "uiterlijk 8 MAART 2019",
            "8 March 2019",
            "March 8, 2019",
            "March 8th, 2019",
            "8th of March 2019",
            "8-mrt-2019",
            "8-mrt-19",
            "8 mrt 19",
            "8 maart 2019.",
            "8 maart 2019 (8-3-2019)",
        ] {
            check(text, "2019-03-08");
        }
        check("1e oktober 2019", "2019-10-01");
        check("1ste mei 2024", "2024-05-01");
        check("2 sept. 2024", "2024-09-02");
        check("29-2-2024", "2024-02-29");
        check("12 mei 10.00 uur", "?-5-12");
    }

    #[test]
    fn what_is_no_day_is_not_made_into_one() {
        for (text, expected) in [
            ("", "Nothing"),
            ("-", "Nothing"),
            ("–", "Nothing"),
            ("31 april 2024", "NoSuchDay"),
            ("29 februari 2023", "NoSuchDay"),
            ("30-2-2024", "NoSuchDay"),
            ("2024-13-01", "NoSuchDay"),
            ("02/22/2019", "NoSuchDay"),
            ("0 mei 2024", "NoSuchDay"),
            ("31 april", "NoSuchDay"),
            ("z.s.m.", "Vague"),
            ("week 14", "Vague"),
            ("week 14 2024", "Vague"),
            ("eind maart", "Vague"),
            ("maart 2024", "Vague"),
            ("Q2 2024", "Vague"),
            ("doorlopend", "Vague"),
            ("2024", "Vague"),
            ("22 februari", "?-2-22"),
            ("22-2", "?-2-22"),
            ("1 maart 2024 of 1 april 2024", "Several"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn a_year_that_is_not_there_is_the_first_that_comes() {
        let from: Date = "2019-02-07".parse().unwrap();
        assert_eq!(first_after(from, 2, 22), "2019-02-22".parse().ok());
        assert_eq!(first_after(from, 1, 15), "2020-01-15".parse().ok());
        assert_eq!(first_after(from, 2, 29), "2020-02-29".parse().ok());
        assert_eq!(first_after(from, 4, 31), None);
    }
}
