//! Numbers, dates and moments as sources write them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::dataset::{Decimal, Expr};
use crate::finding::{FindingKind, Remark, quoted};
use crate::row::{Cell, RowSink as _};

use super::{Mapper, Record};

/// Largest number that is taken for a figure.
const FIGURE_MAX: f64 = 1e15;
/// Largest number that is taken for a coordinate; in metres the whole earth fits in a tenth of it.
pub(super) const COORDINATE_MAX: f64 = 1e9;
/// What becomes of a value that cannot be used, at the end of a finding.
pub(super) const LEFT_OUT: &str = "left out";
/// The same, where the record is of no use without it.
pub(super) const RECORD_LEFT_OUT: &str = "when this holds is not known, so the record is left out";
/// Earliest year in which a date of a source can lie.
const YEAR_MIN: i16 = 1800;
/// The year that registers write for "no end": 2999-12-31, 9999-12-31.
const YEAR_OPEN_END: i16 = 2900;

/// Reads a number as people and registers write it: `1.234,5` with a comma, `1234.5` with a point, padded.
#[must_use]
pub fn number(text: &str, decimal: Decimal) -> Option<f64> {
    let text = text.trim();
    let plain: String = match decimal {
        Decimal::Point => text.into(),
        Decimal::Comma if !in_thousands(text) => return None,
        Decimal::Comma => text.replace('.', "").replace(',', "."),
    };
    // "inf", "nan" and hexadecimal are not figures
    let fits = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if fits { plain.parse().ok() } else { None }
}

/// Whether the points in a number stand between thousands: `1.234,5` does, `1.5` would silently become fifteen.
fn in_thousands(text: &str) -> bool {
    let whole = text.split(',').next().unwrap_or(text);
    let after_points_only = !text.get(whole.len()..).is_some_and(|rest| rest.contains('.'));
    after_points_only && whole.split('.').skip(1).all(|group| group.len() == 3)
}

/// Reads a date in the forms of Dutch sources: `2024-05-01`, `20240501`, `01-05-2024`, `1/5/2024`, with or without a
/// time behind it.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let text = text.trim();
    let head = text.split(['T', ' ']).next().unwrap_or(text);
    if let Ok(date) = head.parse::<Date>() {
        return Some(date);
    }
    if head.len() >= 8 && head.bytes().all(|b| b.is_ascii_digit()) {
        return civil(head.get(..4)?, head.get(4..6)?, head.get(6..8)?);
    }
    let mut parts = head.split(['-', '/']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    civil(year, month, day)
}

fn civil(year: &str, month: &str, day: &str) -> Option<Date> {
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Reads a moment; without an offset it is taken as Dutch time (the first of a double hour).
#[must_use]
pub fn moment(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    let local: DateTime = match text.parse() {
        Ok(local) => local,
        Err(_) => local_moment(text)?,
    };
    let zone = TimeZone::get("Europe/Amsterdam").ok()?;
    local.to_zoned_datetime(zone).ok().map(|zoned| zoned.timestamp())
}

/// A date in any form with a time behind it, or none: `01-05-2024 7:52`, `20240501235959`. The end of a day, 24:00, is
/// the beginning of the next.
fn local_moment(text: &str) -> Option<DateTime> {
    let digits = text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (head, tail) =
        if digits { text.split_at(8) } else { text.split_once(['T', ' ']).unwrap_or((text, "")) };
    let date = date(head)?;
    match tail.trim() {
        "" => Some(date.at(0, 0, 0, 0)),
        "24:00" | "24:00:00" | "240000" => Some(date.tomorrow().ok()?.at(0, 0, 0, 0)),
        time if time.as_bytes().get(1) == Some(&b':') => {
            Some(date.to_datetime(format!("0{time}").parse().ok()?))
        }
        time => Some(date.to_datetime(time.parse().ok()?)),
    }
}

/// Second of the epoch at which a day has ended everywhere in the Netherlands.
#[must_use]
pub fn end_of_day(day: Date) -> i64 {
    let next = day.tomorrow().unwrap_or(day);
    next.at(0, 0, 0, 0)
        .to_zoned_datetime(TimeZone::UTC)
        .map_or(i64::MAX, |zoned| zoned.timestamp().as_second())
}

/// A date that cannot be used; the finding is made.
pub(super) struct NoDate;

impl Mapper<'_> {
    /// The figure in a cell; `None` when it is missing. What is no number or too large is a finding and missing.
    pub(super) fn figure(&mut self, record: &Record<'_>, column: &str) -> Option<f64> {
        self.number_below(record, column, FIGURE_MAX, "no figure is this large; left out")
    }

    /// The coordinate in a cell, as [`Mapper::figure`].
    pub(super) fn coordinate(&mut self, record: &Record<'_>, column: &str) -> Option<f64> {
        self.number_below(
            record,
            column,
            COORDINATE_MAX,
            "no coordinate is this large; the record is left out",
        )
    }

    fn number_below(&mut self, record: &Record<'_>, column: &str, most: f64, why: &str) -> Option<f64> {
        let value = match record.cell(column) {
            Cell::Number(value) => *value,
            Cell::Null => return None,
            cell => {
                let text = crate::dataset::cell_text(cell)?;
                if self.dataset.is_missing_text(&text) {
                    return None;
                }
                let Some(value) = number(&text, self.dataset.format.decimal()) else {
                    self.bad(record, column, &text, FindingKind::BadValue, "this is not a number; left out");
                    return None;
                };
                value
            }
        };
        if self.dataset.is_missing_number(value) {
            return None;
        }
        if !value.is_finite() || value.abs() > most {
            self.bad(record, column, &quoted(value), FindingKind::ImplausibleValue, why);
            return None;
        }
        Some(value)
    }

    /// The date that an expression gives; a text that is no date is a finding and missing.
    pub(super) fn date(&mut self, record: &Record<'_>, expr: Option<&Expr>) -> Option<Date> {
        self.day(record, expr, LEFT_OUT).unwrap_or_default()
    }

    /// The date that an expression gives. What is no date is a finding, which ends with what becomes of it.
    fn day(
        &mut self,
        record: &Record<'_>,
        expr: Option<&Expr>,
        outcome: &str,
    ) -> Result<Option<Date>, NoDate> {
        let Some((expr, text)) = expr.and_then(|expr| Some((expr, record.eval(expr)?))) else {
            return Ok(None);
        };
        let column = expr.columns().join(", ");
        let (kind, why) = match date(&text) {
            Some(date) if date.year() >= YEAR_MIN => {
                return Ok((date.year() < YEAR_OPEN_END).then_some(date));
            }
            Some(_) => (FindingKind::ImplausibleValue, "no date here lies so far back"),
            None => (FindingKind::BadValue, "this is not a date (write 2024-05-01)"),
        };
        self.bad(record, &column, &text, kind, &format!("{why}; {outcome}"));
        Err(NoDate)
    }

    /// First and last day of what a record speaks of. When one is there and cannot be read, or they are in the wrong
    /// order, nobody knows: a finding, which ends with what becomes of it.
    pub(super) fn span(
        &mut self,
        record: &Record<'_>,
        from: Option<&Expr>,
        until: Option<&Expr>,
        outcome: &str,
    ) -> Result<(Option<Date>, Option<Date>), NoDate> {
        let (first, last) = (self.day(record, from, outcome)?, self.day(record, until, outcome)?);
        if let (Some(first), Some(last)) = (first, last)
            && first > last
        {
            let column = until.map(|expr| expr.columns().join(", ")).unwrap_or_default();
            let why = format!("the last day lies before the first ({first}); {outcome}");
            self.bad(record, &column, &last.to_string(), FindingKind::ImplausibleValue, &why);
            return Err(NoDate);
        }
        Ok((first, last))
    }

    /// A date that cannot lie after the day on which the file was retrieved.
    pub(super) fn past_date(&mut self, record: &Record<'_>, expr: Option<&Expr>) -> Option<Date> {
        let date = self.date(record, expr)?;
        if date > self.file.retrieved {
            let column = expr.map(|expr| expr.columns().join(", ")).unwrap_or_default();
            let why = format!(
                "this date lies after the day on which the file was retrieved ({}); left out",
                self.file.retrieved
            );
            self.bad(record, &column, &date.to_string(), FindingKind::ImplausibleValue, &why);
            return None;
        }
        Some(date)
    }

    pub(super) fn bad(
        &mut self,
        record: &Record<'_>,
        column: &str,
        value: &str,
        kind: FindingKind,
        why: &str,
    ) {
        self.remark(Remark::on_value(record.row.number, column, value, kind, why));
    }

    /// The text that must be there; a missing one is a finding.
    pub(super) fn need(&mut self, record: &Record<'_>, key: &str, expr: &Expr) -> Option<String> {
        let text = record.eval(expr);
        if text.is_none() {
            let column = expr.columns().join(", ");
            let why = format!("`{key}` must be there; the record is left out");
            self.bad(record, &column, "", FindingKind::MissingValue, &why);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_with_comma_or_point_and_padding() {
        let check =
            |text, decimal, expected: Option<f64>| assert_eq!(number(text, decimal), expected, "{text:?}");
        check("  12.8", Decimal::Point, Some(12.8));
        check("1.234,5", Decimal::Comma, Some(1234.5));
        check("-0,100", Decimal::Comma, Some(-0.1));
        check("1.234.567", Decimal::Comma, Some(1_234_567.0));
        check("1.5", Decimal::Comma, None);
        check("1,234.5", Decimal::Comma, None);
        check("1.234,5", Decimal::Point, None);
        check("\u{661}\u{662}", Decimal::Point, None);
        check("0x10", Decimal::Point, None);
        check("1e3", Decimal::Point, Some(1000.0));
        check("NaN", Decimal::Point, None);
        check("inf", Decimal::Point, None);
        check("12 stuks", Decimal::Point, None);
        check("", Decimal::Point, None);
    }

    #[test]
    fn dates_come_in_many_forms() {
        let check = |text, expected: Option<&str>| {
            assert_eq!(date(text).map(|d| d.to_string()).as_deref(), expected, "{text:?}");
        };
        check("2024-05-01", Some("2024-05-01"));
        check("20240501", Some("2024-05-01"));
        check("20240501235959", Some("2024-05-01"));
        check("2024-05-01T07:52:57.719Z", Some("2024-05-01"));
        check("01-05-2024", Some("2024-05-01"));
        check("1/5/2024", Some("2024-05-01"));
        check("2024-13-01", None);
        check("31-02-2024", None);
        check("29-02-2023", None);
        check("2023-02-29", None);
        check("31-04-2024", None);
        check("gisteren", None);
    }

    #[test]
    fn a_moment_without_offset_is_dutch_time() {
        let check =
            |text, expected: &str| assert_eq!(moment(text).unwrap().to_string(), expected, "{text:?}");
        check("2022-09-28T09:45:31", "2022-09-28T07:45:31Z");
        check("2012-05-22 23:57:23.97", "2012-05-22T21:57:23.97Z");
        check("2012-05-23T15:55:28-04:00", "2012-05-23T19:55:28Z");
        check("2024-05-01", "2024-04-30T22:00:00Z");
        check("01-05-2024 7:52", "2024-05-01T05:52:00Z");
        check("20240501235959", "2024-05-01T21:59:59Z");
        check("2024-05-01T24:00:00", "2024-05-01T22:00:00Z");
        check("31-12-2024 24:00", "2024-12-31T23:00:00Z");
        for wrong in
            ["straks", "2024-05-01T25:00:00", "2024-05-01 12:61", "29-02-2023 12:00", "2024-05-01 vroeg"]
        {
            assert!(moment(wrong).is_none(), "{wrong}");
        }
    }
}
