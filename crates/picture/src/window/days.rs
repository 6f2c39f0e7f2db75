//! Dutch days that a rule may name: the public holidays, and days counted as numbers.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Seconds in a day of the calendar.
const DAY_SECONDS: i64 = 86_400;

/// A day as the number of days since 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Day(pub(super) i64);

impl Day {
    pub(super) fn of(date: Date) -> Option<Self> {
        let midnight = TimeZone::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok()?;
        Some(Self(midnight.as_second().div_euclid(DAY_SECONDS)))
    }

    /// The date, `None` outside the years -9999 to 9999.
    pub(super) fn date(self) -> Option<Date> {
        let midnight = Timestamp::from_second(self.0.checked_mul(DAY_SECONDS)?).ok()?;
        Some(TimeZone::UTC.to_datetime(midnight).date())
    }

    /// 0 for Monday to 6 for Sunday; 1 January 1970 was a Thursday.
    pub(super) fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }
}

/// A day of the Dutch year that a rule may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DutchDay {
    /// Nieuwjaarsdag, 1 January
    NewYearsDay,
    /// Goede Vrijdag, the Friday before Easter
    GoodFriday,
    /// eerste paasdag
    EasterSunday,
    /// tweede paasdag
    EasterMonday,
    /// Koningsdag, 27 April, the day before when that is a Sunday; before 2014 Koninginnedag, 30 April, the day
    /// before when that is a Sunday (until 1979 the day after)
    KingsDay,
    /// Bevrijdingsdag, 5 May, every year
    LiberationDay,
    /// Hemelvaartsdag, the Thursday 39 days after Easter
    AscensionDay,
    /// eerste pinksterdag
    WhitSunday,
    /// tweede pinksterdag
    WhitMonday,
    /// eerste kerstdag, 25 December
    ChristmasDay,
    /// tweede kerstdag, 26 December
    BoxingDay,
    /// oudejaarsdag, 31 December; its night is the night that starts on it
    NewYearsEve,
}

impl DutchDay {
    /// All days, in the order of the year.
    pub const ALL: [Self; 12] = [
        Self::NewYearsDay,
        Self::GoodFriday,
        Self::EasterSunday,
        Self::EasterMonday,
        Self::KingsDay,
        Self::LiberationDay,
        Self::AscensionDay,
        Self::WhitSunday,
        Self::WhitMonday,
        Self::ChristmasDay,
        Self::BoxingDay,
        Self::NewYearsEve,
    ];

    /// Whether the day is a public holiday ("algemeen erkende feestdag", `PH`): those of article 3, first paragraph,
    /// of the Algemene termijnenwet, and the two Sundays of Easter and Whitsun. Good Friday is only put on a level
    /// with them for terms (second paragraph), and New Year's Eve is not one.
    #[must_use]
    pub fn is_public_holiday(self) -> bool {
        !matches!(self, Self::GoodFriday | Self::NewYearsEve)
    }

    /// The date of the day in a year; `None` outside the years 1583 to 9999.
    #[must_use]
    pub fn in_year(self, year: i16) -> Option<Date> {
        let fixed = |month, day| Date::new(year, month, day).ok();
        let from_easter = |days: i64| Day(Day::of(easter(year)?)?.0 + days).date();
        match self {
            Self::NewYearsDay => fixed(1, 1),
            Self::GoodFriday => from_easter(-2),
            Self::EasterSunday => easter(year),
            Self::EasterMonday => from_easter(1),
            Self::KingsDay => kings_day(year),
            Self::LiberationDay => fixed(5, 5),
            Self::AscensionDay => from_easter(39),
            Self::WhitSunday => from_easter(49),
            Self::WhitMonday => from_easter(50),
            Self::ChristmasDay => fixed(12, 25),
            Self::BoxingDay => fixed(12, 26),
            Self::NewYearsEve => fixed(12, 31),
        }
    }

    /// The days that a Dutch or English name stands for: one, or two for `pasen`, `pinksteren` and `kerst`, or all
    /// public holidays for `feestdagen`. Case, spaces, hyphens and apostrophes do not matter. Empty for another word.
    #[must_use]
    pub fn named(name: &str) -> Vec<Self> {
        let plain: String =
            name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let one = match plain.as_str() {
            "nieuwjaar" | "nieuwjaarsdag" | "newyearsday" => Self::NewYearsDay,
            "goedevrijdag" | "goodfriday" => Self::GoodFriday,
            "eerstepaasdag" | "1epaasdag" | "eastersunday" => Self::EasterSunday,
            "tweedepaasdag" | "2epaasdag" | "paasmaandag" | "eastermonday" => Self::EasterMonday,
            "koningsdag" | "koninginnedag" | "kingsday" => Self::KingsDay,
            "bevrijdingsdag" | "liberationday" => Self::LiberationDay,
            "hemelvaart" | "hemelvaartsdag" | "ascensionday" => Self::AscensionDay,
            "eerstepinksterdag" | "1epinksterdag" | "whitsunday" => Self::WhitSunday,
            "tweedepinksterdag" | "2epinksterdag" | "pinkstermaandag" | "whitmonday" => Self::WhitMonday,
            "eerstekerstdag" | "1ekerstdag" | "christmasday" => Self::ChristmasDay,
            "tweedekerstdag" | "2ekerstdag" | "boxingday" => Self::BoxingDay,
            "oudjaar" | "oudjaarsdag" | "oudejaarsdag" | "oudejaarsavond" | "oudejaarsnacht"
            | "newyearseve" => Self::NewYearsEve,
            "pasen" | "easter" => return vec![Self::EasterSunday, Self::EasterMonday],
            "pinksteren" | "whitsun" => return vec![Self::WhitSunday, Self::WhitMonday],
            "kerst" | "kerstmis" | "christmas" => return vec![Self::ChristmasDay, Self::BoxingDay],
            "feestdagen" | "feestdag" | "algemeenerkendefeestdagen" | "publicholidays" | "ph" => {
                return Self::ALL.into_iter().filter(|day| day.is_public_holiday()).collect();
            }
            _ => return Vec::new(),
        };
        vec![one]
    }
}

/// Whether a day is a public holiday, see [`DutchDay::is_public_holiday`].
pub(super) fn is_public_holiday(day: Day) -> bool {
    let Some(date) = day.date() else { return false };
    DutchDay::ALL
        .into_iter()
        .any(|named| named.is_public_holiday() && named.in_year(date.year()) == Some(date))
}

/// Easter Sunday by the Gregorian calendar, the anonymous algorithm (Meeus, Astronomical Algorithms, 1991).
fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let y = i32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let sum = moon + sunday - 7 * late + 114;
    // month 3 or 4, day 1 to 31
    Date::new(year, (sum / 31) as i8, (sum % 31 + 1) as i8).ok()
}

fn kings_day(year: i16) -> Option<Date> {
    let day = if year < 2014 { Date::new(year, 4, 30) } else { Date::new(year, 4, 27) }.ok()?;
    match (day.weekday(), year) {
        (jiff::civil::Weekday::Sunday, ..1980) => day.tomorrow().ok(),
        (jiff::civil::Weekday::Sunday, _) => day.yesterday().ok(),
        _ => Some(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(day: DutchDay, year: i16, expected: &str) {
        assert_eq!(day.in_year(year).unwrap().to_string(), expected, "{day:?} {year}");
    }

    #[test]
    fn the_days_of_the_dutch_year() {
        check(DutchDay::KingsDay, 2025, "2025-04-26"); // the 27th was a Sunday
        check(DutchDay::KingsDay, 2026, "2026-04-27");
        check(DutchDay::KingsDay, 2014, "2014-04-26");
        check(DutchDay::KingsDay, 2031, "2031-04-26");
        check(DutchDay::KingsDay, 2013, "2013-04-30");
        check(DutchDay::KingsDay, 2006, "2006-04-29");
        check(DutchDay::KingsDay, 1978, "1978-05-01");
        check(DutchDay::EasterSunday, 2024, "2024-03-31");
        check(DutchDay::EasterSunday, 2025, "2025-04-20");
        check(DutchDay::EasterSunday, 2026, "2026-04-05");
        check(DutchDay::EasterSunday, 2038, "2038-04-25");
        check(DutchDay::EasterSunday, 1818, "1818-03-22");
        check(DutchDay::GoodFriday, 2026, "2026-04-03");
        check(DutchDay::EasterMonday, 2026, "2026-04-06");
        check(DutchDay::AscensionDay, 2026, "2026-05-14");
        check(DutchDay::WhitSunday, 2026, "2026-05-24");
        check(DutchDay::WhitMonday, 2026, "2026-05-25");
        check(DutchDay::LiberationDay, 2026, "2026-05-05");
        check(DutchDay::NewYearsEve, 2026, "2026-12-31");
    }

    #[test]
    fn a_name_may_be_written_in_many_ways() {
        for (name, count) in [
            ("Koningsdag", 1),
            ("king's day", 1),
            ("King’s Day", 1),
            ("eerste-paasdag", 1),
            ("Tweede Kerstdag", 1),
            ("kerst", 2),
            ("feestdagen", 10),
            ("sinterklaas", 0),
            ("", 0),
        ] {
            assert_eq!(DutchDay::named(name).len(), count, "{name}");
        }
    }

    #[test]
    fn days_are_numbers_and_back() {
        for text in ["1970-01-01", "1969-12-31", "2026-02-28", "2024-02-29", "9998-12-31"] {
            let date: Date = text.parse().unwrap();
            let day = Day::of(date).unwrap();
            assert_eq!(day.date(), Some(date));
            assert_eq!(i64::from(day.weekday()), i64::from(date.weekday().to_monday_zero_offset()), "{text}");
        }
        assert_eq!(Day(i64::MAX).date(), None);
    }
}
