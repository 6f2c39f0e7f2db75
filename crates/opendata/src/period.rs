//! The period that a figure is about, in the many ways in which sources write it.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Serialize};

/// A year, a part of a year, or a day.
///
/// Ordered by first day and, of two that begin on one day, the longer first. Written as `2024`, `2024-K3`,
/// `2024-05`, `2024-W05`, `2024-05-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Period {
    /// a calendar year
    Year(i16),
    /// a quarter of a year, 1 to 4
    Quarter(i16, u8),
    /// a month of a year, 1 to 12
    Month(i16, u8),
    /// a week by ISO 8601, 1 to 53, of the year that its Thursday lies in
    Week(i16, u8),
    /// a day
    Day(Date),
}

/// Why a text is not a period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a period; expected a year, `2024JJ00`, `2024KW03`, `2024MM05`, `2024-05` or `2024-05-03`"
)]
pub struct PeriodError(String);

/// Months as CBS writes them, from January.
const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
/// Longest text that is looked at, in bytes.
const TEXT_BYTES_MAX: usize = 64;
/// First and last year that a figure may be about.
const YEARS: std::ops::RangeInclusive<i16> = 1_500..=2_999;

impl Period {
    /// Reads a period: a code of CBS (`2024JJ00`, `2024KW03`, `2024MM05`, `2024W105`), its name there (`2024`,
    /// `2024 1e kwartaal`, `2024 mei`), ISO 8601 (`2024-05`, `2024-05-03`, `2024-W05`), `20240503`. Stars behind it,
    /// which say that the figures are provisional, and white space around it are passed over.
    ///
    /// # Errors
    /// When the text is none of these, or no such period exists.
    pub fn parse(text: &str) -> Result<Self, PeriodError> {
        let wrong = || PeriodError(text.chars().take(TEXT_BYTES_MAX).collect());
        let plain = text.trim().trim_end_matches('*').trim_end();
        if plain.len() > TEXT_BYTES_MAX || !plain.is_ascii() {
            return Err(wrong());
        }
        let (year, rest) = plain.split_at_checked(4).ok_or_else(wrong)?;
        let year = digits(year).and_then(|year| i16::try_from(year).ok()).ok_or_else(wrong)?;
        if !YEARS.contains(&year) {
            return Err(wrong());
        }
        part(year, &rest.to_ascii_lowercase()).ok_or_else(wrong)
    }

    /// The first day of the period.
    #[must_use]
    pub fn first_day(self) -> Date {
        match self {
            Self::Year(year) => day(year, 1, 1),
            Self::Quarter(year, quarter) => day(year, (quarter.clamp(1, 4) - 1) * 3 + 1, 1),
            Self::Month(year, month) => day(year, month, 1),
            Self::Week(year, week) => monday(year, week).unwrap_or(Date::MIN),
            Self::Day(day) => day,
        }
    }

    /// The last day of the period.
    #[must_use]
    pub fn last_day(self) -> Date {
        match self {
            Self::Year(year) => day(year, 12, 31),
            Self::Quarter(year, quarter) => day(year, quarter.clamp(1, 4) * 3, 1).last_of_month(),
            Self::Month(year, month) => day(year, month, 1).last_of_month(),
            Self::Week(..) => self.first_day().saturating_add(6.days()),
            Self::Day(day) => day,
        }
    }

    /// The year that the period counts for.
    #[must_use]
    pub fn year(self) -> i16 {
        match self {
            Self::Year(year) | Self::Quarter(year, _) | Self::Month(year, _) | Self::Week(year, _) => year,
            Self::Day(day) => day.year(),
        }
    }
}

/// The part of the year that the rest of the text tells, in lower case.
fn part(year: i16, rest: &str) -> Option<Period> {
    let quarter = |text| digits(text).filter(|q| (1..=4).contains(q)).map(|q| Period::Quarter(year, q as u8));
    let month = |text| digits(text).filter(|m| (1..=12).contains(m)).map(|m| Period::Month(year, m as u8));
    let week = |text| {
        let week = digits(text).and_then(|week| u8::try_from(week).ok())?;
        monday(year, week).map(|_| Period::Week(year, week))
    };
    let date = |month, day| {
        let (month, day) = (i8::try_from(digits(month)?).ok()?, i8::try_from(digits(day)?).ok()?);
        Date::new(year, month, day).ok().map(Period::Day)
    };
    let named = rest.trim_start();
    match (rest.len(), rest.get(..1), rest.get(..2)) {
        (0, ..) => Some(Period::Year(year)),
        (4, _, Some("jj")) => (rest == "jj00").then_some(Period::Year(year)),
        (4, _, Some("kw")) => quarter(rest.get(2..)?),
        (4, _, Some("mm")) => month(rest.get(2..)?),
        // CBS puts a 1 before the number of a whole week
        (4, _, Some("w1")) => week(rest.get(2..)?),
        (4, _, Some("-w")) => week(rest.get(2..)?),
        (2, Some("k" | "q"), _) => quarter(rest.get(1..)?),
        (3, _, Some("-k" | "-q")) => quarter(rest.get(2..)?),
        (3, Some("-"), _) => month(rest.get(1..)?),
        (6, Some("-"), _) if rest.get(3..4) == Some("-") => date(rest.get(1..3)?, rest.get(4..)?),
        (4, ..) if digits(rest).is_some() => date(rest.get(..2)?, rest.get(2..)?),
        (_, Some(" "), _) => match named.strip_suffix("e kwartaal") {
            Some(number) => quarter(number),
            None => {
                MONTHS.iter().zip(1..).find(|(name, _)| **name == named).map(|(_, m)| Period::Month(year, m))
            }
        },
        _ => None,
    }
}

/// A whole number of nothing but digits.
fn digits(text: &str) -> Option<u16> {
    let all = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

/// The first day of a week by ISO 8601, if the year has that week.
fn monday(year: i16, week: u8) -> Option<Date> {
    ISOWeekDate::new(year, i8::try_from(week).ok()?, Weekday::Monday).ok().map(ISOWeekDate::date)
}

/// A day that exists when its parts came through [`Period::parse`]; the first day there is for parts that did not.
fn day(year: i16, month: u8, day: i8) -> Date {
    i8::try_from(month).ok().and_then(|month| Date::new(year, month, day).ok()).unwrap_or(Date::MIN)
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year}"),
            Self::Quarter(year, quarter) => write!(f, "{year}-K{quarter}"),
            Self::Month(year, month) => write!(f, "{year}-{month:02}"),
            Self::Week(year, week) => write!(f, "{year}-W{week:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_days = (self.first_day(), other.last_day()).cmp(&(other.first_day(), self.last_day()));
        // days and one-day periods apart only by kind: keep the order total and in step with equality
        by_days.then_with(|| self.rank().cmp(&other.rank()))
    }
}

impl Period {
    fn rank(self) -> (u8, i16, u8) {
        match self {
            Self::Year(year) => (0, year, 0),
            Self::Quarter(year, quarter) => (1, year, quarter),
            Self::Month(year, month) => (2, year, month),
            Self::Week(year, week) => (3, year, week),
            Self::Day(_) => (4, 0, 0),
        }
    }
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Period {
    type Error = PeriodError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<Period> for String {
    fn from(period: Period) -> Self {
        period.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let period = Period::parse(text).ok();
        assert_eq!(period.map(|p| p.to_string()).as_deref(), expected, "{text:?}");
        if let Some(period) = period {
            assert_eq!(Period::parse(&period.to_string()), Ok(period), "{text:?} there and back");
        }
    }

    #[test]
    fn periods_come_in_many_forms() {
        check("2024JJ00", Some("2024"));
        check("2024", Some("2024"));
        check("2019*", Some("2019"));
        check("2023**", Some("2023"));
        check("2024KW03", Some("2024-K3"));
        check("2024-Q3", Some("2024-K3"));
        check("2024 1e kwartaal*", Some("2024-K1"));
        check("2024MM05", Some("2024-05"));
        check("2024 mei", Some("2024-05"));
        check("2024-05", Some("2024-05"));
        check("2024W105", Some("2024-W05"));
        check("2020-W53", Some("2020-W53"));
        check(" 2024-02-29 ", Some("2024-02-29"));
        check("20240229", Some("2024-02-29"));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in [
            "",
            "24",
            "2024JJ01",
            "2024KW05",
            "2024KW00",
            "2024MM13",
            "2024W154",
            "2021-W53",
            "2023-02-29",
            "2024X000",
            "2024SJ00",
            "2024 mai",
            "99999",
            "0001",
            "20é4",
            "2024-é",
            "mei 2024",
            "-2024",
        ] {
            check(text, None);
        }
        check(&"2".repeat(1_000), None);
    }

    #[test]
    fn periods_are_in_order_of_time_and_the_longer_first() {
        let texts =
            ["2023", "2023-W52", "2024", "2024-K1", "2024-01", "2024-01-01", "2024-02", "2024-K2", "2025"];
        let mut periods: Vec<Period> = texts.iter().map(|text| text.parse().unwrap()).collect();
        periods.reverse();
        periods.sort();
        let sorted: Vec<String> = periods.iter().map(Period::to_string).collect();
        assert_eq!(sorted, texts);
    }

    #[test]
    fn a_period_knows_its_days() {
        let days = |text: &str| {
            let period: Period = text.parse().unwrap();
            format!("{} {}", period.first_day(), period.last_day())
        };
        assert_eq!(days("2024"), "2024-01-01 2024-12-31");
        assert_eq!(days("2024KW04"), "2024-10-01 2024-12-31");
        assert_eq!(days("2024MM02"), "2024-02-01 2024-02-29");
        assert_eq!(days("2020W101"), "2019-12-30 2020-01-05");
    }
}
