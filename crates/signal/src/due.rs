//! When an answer is due: working days by theme.

use jiff::civil::{Date, Weekday};
use serde::Serialize;

use crate::codes::{Kind, Theme};

/// Working days for a question of a partner.
const QUESTION_DAYS: u32 = 2;
/// Days that are looked at for one working day: more holidays in a row there are not.
const DAYS_MAX: u32 = 400;

impl Theme {
    /// Working days within which who sent a signal has an answer. Our own proposal; an organisation that promises
    /// something else changes it in its settings.
    #[must_use]
    pub const fn working_days(self) -> u32 {
        match self {
            Self::Environment | Self::Animal => 2,
            Self::Waste | Self::Parking | Self::Traffic => 3,
            Self::Youth | Self::Hospitality | Self::Other => 5,
            Self::Building => 10,
        }
    }
}

/// A theme with its name and term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Term {
    /// the word of the theme
    pub code: &'static str,
    /// its name
    #[serde(rename = "naam")]
    pub name: &'static str,
    /// working days
    #[serde(rename = "werkdagen")]
    pub days: u32,
}

/// Every theme with its term.
#[must_use]
pub fn terms() -> Vec<Term> {
    let term = |theme: &Theme| Term { code: theme.word(), name: theme.said(), days: theme.working_days() };
    Theme::ALL.iter().map(term).collect()
}

/// The day on which an answer is due, counted from the day on which it came in: that day does not count, and neither do
/// Saturdays, Sundays and the days that `holiday` names.
#[must_use]
pub fn due(kind: Kind, theme: Theme, came_in: Date, holiday: impl Fn(Date) -> bool) -> Date {
    let days = if kind == Kind::Question { QUESTION_DAYS } else { theme.working_days() };
    after(came_in, days, holiday)
}

/// The day so many working days after another.
#[must_use]
pub fn after(from: Date, working_days: u32, holiday: impl Fn(Date) -> bool) -> Date {
    let (mut day, mut left) = (from, working_days);
    for _ in 0..DAYS_MAX {
        if left == 0 {
            break;
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        if !weekend && !holiday(day) {
            left -= 1;
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(from: &str, days: u32, expected: &str) {
        let christmas = |day: Date| day.month() == 12 && (day.day() == 25 || day.day() == 26);
        assert_eq!(after(from.parse().unwrap(), days, christmas).to_string(), expected, "{from} +{days}");
    }

    #[test]
    fn working_days_pass_over_weekends_and_holidays() {
        check("2026-11-23", 2, "2026-11-25");
        check("2026-11-27", 1, "2026-11-30");
        check("2026-11-28", 1, "2026-11-30");
        check("2026-12-24", 1, "2026-12-28");
        check("2026-12-24", 3, "2026-12-30");
        check("2026-11-23", 0, "2026-11-23");
    }

    #[test]
    fn a_calendar_of_holidays_only_comes_to_an_end() {
        let day = after("2026-01-01".parse().unwrap(), 1, |_| true);
        assert!(day > "2026-12-31".parse().unwrap());
    }
}
