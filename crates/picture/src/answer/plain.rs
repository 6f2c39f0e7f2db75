//! Numbers as people write them: a whole one without a fraction, `22` and not `22.0`. To a reader of JSON they are the
//! same; a series of counts is shorter and faster to write.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use crate::text::PeriodText;

/// Whole numbers below this are exact.
const EXACT_BELOW: f64 = 9_007_199_254_740_992.0; // 2^53

/// Bytes that a period and its number usually take.
const ELEMENT_BYTES: usize = 20;

/// A number, or null.
#[derive(Clone, Copy)]
struct Plain(Option<f64>);

impl Serialize for Plain {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(value) => match whole(value) {
                Some(whole) => serializer.serialize_u64(whole),
                None => serializer.serialize_f64(value),
            },
            None => serializer.serialize_none(),
        }
    }
}

/// A number that is whole and not below zero.
#[inline]
fn whole(value: f64) -> Option<u64> {
    let whole = value as u64;
    // minus zero keeps its sign as a number with a fraction
    (value < EXACT_BELOW && value.is_sign_positive() && whole as f64 == value).then_some(whole)
}

/// Writes a number, or null.
pub(super) fn option<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    Plain(*value).serialize(serializer)
}

/// Writes periods with their numbers: `[["2025",22],["2026",null]]`. A long answer has more of these than of anything
/// else, so they are written in one go and taken over unread.
pub(super) fn series<S: Serializer>(
    series: &[(PeriodText, Option<f64>)],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut text = Vec::with_capacity(2 + series.len() * ELEMENT_BYTES);
    for (period, value) in series {
        text.extend_from_slice(if text.is_empty() { b"[[\"" } else { b",[\"" });
        text.extend_from_slice(period.as_bytes());
        text.extend_from_slice(b"\",");
        match value.and_then(whole) {
            Some(whole) => push_whole(&mut text, whole),
            None => serde_json::to_writer(&mut text, &Plain(*value)).map_err(S::Error::custom)?,
        }
        text.push(b']');
    }
    text.extend_from_slice(if text.is_empty() { b"[]" } else { b"]" });
    let text = String::from_utf8(text).map_err(S::Error::custom)?;
    #[expect(
        unsafe_code,
        reason = "the text was written as JSON a line above; reading it again would take longer than writing it"
    )]
    // SAFETY: brackets, commas, numbers and null, and between quotes the text of a period, which `PeriodText` keeps free
    // of quotes, backslashes and control characters
    let written = unsafe { RawValue::from_string_unchecked(text) };
    written.serialize(serializer)
}

fn push_whole(text: &mut Vec<u8>, whole: u64) {
    // u64::MAX has twenty digits
    let mut digits = [0_u8; 20];
    let mut rest = whole;
    let mut from = digits.len();
    for (at, digit) in digits.iter_mut().enumerate().rev() {
        *digit = b'0' + (rest % 10) as u8; // a digit
        (rest, from) = (rest / 10, at);
        if rest == 0 {
            break;
        }
    }
    text.extend_from_slice(digits.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_no_fraction_and_is_the_same_number() {
        for (value, expected) in [
            (Some(22.0), "22"),
            (Some(-3.0), "-3.0"),
            (Some(0.0), "0"),
            (Some(-0.0), "-0.0"),
            (Some(0.5), "0.5"),
            (Some(1e15), "1000000000000000"),
            (Some(1e300), "1e+300"),
            (Some(f64::NAN), "null"),
            (Some(f64::INFINITY), "null"),
            (None, "null"),
        ] {
            if let Some(whole) = value.and_then(whole) {
                let mut text = Vec::new();
                push_whole(&mut text, whole);
                assert_eq!(String::from_utf8(text).unwrap(), expected);
            }
            let text = serde_json::to_string(&Plain(value)).unwrap();
            assert_eq!(text, expected);
            let read: Option<f64> = serde_json::from_str(&text).unwrap();
            assert_eq!(read, value.filter(|value| value.is_finite()));
        }
    }

    #[test]
    fn a_series_is_a_list_of_pairs() {
        let check = |numbers: &[(&str, Option<f64>)], expected: &str| {
            let numbers: Vec<_> =
                numbers.iter().map(|(period, value)| (PeriodText::new(period).unwrap(), *value)).collect();
            let mut text = Vec::new();
            series(&numbers, &mut serde_json::Serializer::new(&mut text)).unwrap();
            assert_eq!(String::from_utf8(text).unwrap(), expected);
            assert_eq!(series(&numbers, serde_json::value::Serializer).unwrap().to_string(), expected);
        };
        check(&[], "[]");
        check(&[("2024-K3", Some(0.5))], r#"[["2024-K3",0.5]]"#);
        check(&[("2025", Some(22.0)), ("2026", None)], r#"[["2025",22],["2026",null]]"#);
        check(&[("2025", Some(-1.0)), ("2026", Some(0.0))], r#"[["2025",-1.0],["2026",0]]"#);
        check(
            &[("2025", Some(1_234_567_890.0)), ("2026", Some(1e17))],
            r#"[["2025",1234567890],["2026",1e+17]]"#,
        );
    }
}
