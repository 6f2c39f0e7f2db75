//! The days that the stories of Markerwaard hang on, all counted from today.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday, date};

/// The quarters that figures go back: five years.
pub const QUARTERS: u32 = 20;

/// The coming Saturday after today: the day of Winterlicht.
#[must_use]
pub fn coming_saturday(today: Date) -> Date {
    let days = i32::from(today.weekday().until(Weekday::Saturday));
    plus(today, if days == 0 { 7 } else { days })
}

/// The Friday evening to look at Havenplein: the one before Winterlicht, a week later when that is King's Day.
#[must_use]
pub fn friday_evening(today: Date) -> Date {
    let friday = plus(coming_saturday(today), -1);
    if (friday.month(), friday.day()) == (4, 27) { plus(friday, 7) } else { friday }
}

/// The first working day after today.
#[must_use]
pub fn next_workday(today: Date) -> Date {
    let mut day = plus(today, 1);
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
        day = plus(day, 1);
    }
    day
}

/// The first 5 June from today on: in the nesting season.
#[must_use]
pub fn in_nesting_season(today: Date) -> Date {
    let this_year = date(today.year(), 6, 5);
    if this_year >= today { this_year } else { date(today.year() + 1, 6, 5) }
}

/// Day of the first report about rubbish at Kade 12: 9 November where that is at least thirteen days ago this year,
/// else two weeks before today.
#[must_use]
pub fn first_rubbish(today: Date) -> Date {
    if today >= date(today.year(), 11, 22) { date(today.year(), 11, 9) } else { plus(today, -14) }
}

/// The coming 31 March: the last day of the permit for the terrace.
#[must_use]
pub fn end_of_march(today: Date) -> Date {
    let this_year = date(today.year(), 3, 31);
    if this_year >= today { this_year } else { date(today.year() + 1, 3, 31) }
}

/// The day so many days later, or earlier when negative.
#[must_use]
pub fn plus(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

/// A quarter: year and number from 1 to 4.
pub type Quarter = (i16, u32);

/// The last quarters, oldest first; the quarter of today is the last of them.
#[must_use]
pub fn quarters(today: Date) -> Vec<Quarter> {
    let this = i32::from(today.year()) * 4 + (i32::from(today.month()) - 1) / 3;
    let quarter = |back: u32| {
        let number = this - i32::try_from(back).unwrap_or(0);
        (number.div_euclid(4) as i16, number.rem_euclid(4).unsigned_abs() + 1)
    };
    (0..QUARTERS).rev().map(quarter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(today: Date, saturday: Date, rubbish: Date) {
        assert_eq!(coming_saturday(today), saturday, "{today}");
        assert_eq!(first_rubbish(today), rubbish, "{today}");
        assert_eq!(friday_evening(today).weekday(), Weekday::Friday, "{today}");
        assert!(end_of_march(today) >= today && in_nesting_season(today) >= today);
    }

    #[test]
    fn the_days_of_the_stories_are_counted_from_today() {
        check(date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 9));
        check(date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 9));
        check(date(2026, 11, 28), date(2026, 12, 5), date(2026, 11, 9));
        check(date(2026, 11, 21), date(2026, 11, 28), date(2026, 11, 7));
        check(date(2027, 4, 20), date(2027, 4, 24), date(2027, 4, 6));
        // Friday 27 April 2029 is King's Day
        assert_eq!(friday_evening(date(2029, 4, 25)), date(2029, 5, 4));
        assert_eq!(next_workday(date(2026, 11, 27)), date(2026, 11, 30));
    }

    #[test]
    fn the_last_quarter_is_that_of_today() {
        let today = date(2026, 2, 3);
        assert_eq!(quarters(today).last(), Some(&(2026, 1)));
        assert_eq!(quarters(today).first(), Some(&(2021, 2)));
    }
}
