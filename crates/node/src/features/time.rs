//! When things hold, as whole seconds since 1970 (UTC), first and last both included.
//!
//! Dates are days in the Netherlands. A thing without a beginning or an end holds from or until always.

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::Year;
use schouw_opendata::period::Period;
use schouw_picture::layers::{Contact, Notice, Place, Problem, Rule};
use schouw_picture::moment::instant_of;

/// First and last second.
pub(super) type Span = [i64; 2];

/// Of which no time is known: all times.
pub(super) const ALWAYS: Span = [i64::MIN, i64::MAX];

/// The first second of a day in the Netherlands.
fn start(day: Date) -> i64 {
    instant_of(day.at(0, 0, 0, 0)).map_or(i64::MIN, Timestamp::as_second)
}

/// The last second of a day in the Netherlands.
fn end(day: Date) -> i64 {
    day.tomorrow().map_or(i64::MAX, |next| start(next) - 1)
}

fn span(from: Option<Date>, until: Option<Date>) -> Span {
    [from.map_or(i64::MIN, start), until.map_or(i64::MAX, end)]
}

/// The span of whole days, first and last both included.
pub(super) fn days(from: Date, until: Date) -> Span {
    [start(from), end(until)]
}

/// A division holds for its year.
pub(super) fn area_span(year: Year) -> Span {
    let day = |month, day| i16::try_from(year.0).ok().and_then(|year| Date::new(year, month, day).ok());
    span(day(1, 1), day(12, 31))
}

pub(super) fn rule_span(rule: &Rule) -> Span {
    span(rule.valid_from, rule.valid_until)
}

pub(super) fn contact_span(contact: &Contact) -> Span {
    span(None, contact.valid_until)
}

/// What it speaks of; when that has no beginning, from its publication; when it names no days, that of its publication.
pub(super) fn notice_span(notice: &Notice) -> Span {
    let until = notice.until.or_else(|| notice.from.is_none().then_some(notice.published).flatten());
    span(notice.from.or(notice.published), until)
}

/// From the first report to the last, or for good while one is open.
pub(super) fn problem_span(problem: &Problem) -> Span {
    let last = if problem.open { i64::MAX } else { problem.last.as_second() };
    [problem.first.as_second(), last]
}

/// The year or day that the source tells.
pub(super) fn place_span(place: &Place) -> Span {
    place.date.parse::<Period>().map_or(ALWAYS, |period| days(period.first_day(), period.last_day()))
}
