//! The moment or the time between two that features are asked for, as the standard writes it.

use jiff::Timestamp;
use jiff::civil::Date;

use super::time::{Span, days};

/// Longest text that is looked at, in bytes.
const TEXT_BYTES_MAX: usize = 128;

/// A moment, or the time between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When(pub(super) Span);

/// Why a text is no moment and no time between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// it is neither
    #[error(
        "a moment is `2026-11-23T12:00:00Z` or `2026-11-23`, a time between two `2026-01-01/2026-12-31`, `../2026-12-31`"
    )]
    Neither,
    /// the end is before the beginning
    #[error("the beginning comes before the end")]
    Reversed,
}

impl When {
    /// Reads a moment (RFC 3339, with its offset), a day in the Netherlands, or two of them with `/` between; `..` or
    /// nothing for an end that is open.
    ///
    /// # Errors
    /// When the text is none of these.
    pub fn read(text: &str) -> Result<Self, WhenError> {
        if text.len() > TEXT_BYTES_MAX {
            return Err(WhenError::Neither);
        }
        let Some((from, until)) = text.split_once('/') else { return one(text).map(Self) };
        let open = |end: &str| end.is_empty() || end == "..";
        // an interval without any end says nothing, and `/` is a slip
        if from.is_empty() && until.is_empty() {
            return Err(WhenError::Neither);
        }
        let from = if open(from) { i64::MIN } else { one(from)?[0] };
        let until = if open(until) { i64::MAX } else { one(until)?[1] };
        if from > until { Err(WhenError::Reversed) } else { Ok(Self([from, until])) }
    }

    /// Whether something that holds for this time holds at some moment of it.
    pub(super) fn meets(self, span: Span) -> bool {
        span[0] <= self.0[1] && self.0[0] <= span[1]
    }
}

fn one(text: &str) -> Result<Span, WhenError> {
    if let Some(day) = day(text) {
        return Ok(days(day, day));
    }
    // RFC 3339: a full day, `T`, a time with seconds and an offset
    let shaped =
        text.as_bytes().get(10).is_some_and(|c| matches!(c, b'T' | b't' | b' ')) && !text.contains('[');
    let instant = text.parse::<Timestamp>().ok().filter(|_| shaped).ok_or(WhenError::Neither)?;
    Ok([instant.as_second(); 2])
}

fn day(text: &str) -> Option<Date> {
    (text.len() == "2026-11-23".len() && text.is_ascii()).then(|| text.parse().ok()).flatten()
}

/// A second since 1970 as text, in UTC.
#[must_use]
pub fn instant_text(second: i64) -> Option<String> {
    Timestamp::from_second(second).ok().map(|instant| instant.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_days_and_times_between_are_read() {
        let day = |text: &str| When::read(text).unwrap().0;
        let noon: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
        assert_eq!(day("2026-11-23T12:00:00Z"), [noon.as_second(); 2]);
        assert_eq!(day("2026-11-23T13:00:00+01:00"), [noon.as_second(); 2]);
        assert_eq!(day("2026-11-23")[1] - day("2026-11-23")[0], 86_399);
        assert_eq!(day("../2026-11-23"), [i64::MIN, day("2026-11-23")[1]]);
        assert_eq!(day("/2026-11-23"), day("../2026-11-23"));
        assert_eq!(day("2026-11-23/.."), [day("2026-11-23")[0], i64::MAX]);
        assert_eq!(day("../.."), [i64::MIN, i64::MAX]);
        for text in [
            "",
            "/",
            "gisteren",
            "2026",
            "2026-13-01",
            "2026-11-23T12:00:00",
            "2026-01-01/2026/..",
            "2026-11-23T12:00:00Z[Europe/Amsterdam]",
        ] {
            assert_eq!(When::read(text), Err(WhenError::Neither), "{text}");
        }
        assert_eq!(When::read("2026-02-01/2026-01-01"), Err(WhenError::Reversed));
    }
}
