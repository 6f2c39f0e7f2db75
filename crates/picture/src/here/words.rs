//! Dates and ages as people say them, in Dutch.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::moment::amsterdam;
use crate::window::{month, weekday};

/// "9 november", with the year when it is not that of `today`.
#[must_use]
pub fn day(date: Date, today: Date) -> String {
    let month = month(date.month());
    if date.year() == today.year() {
        format!("{} {month}", date.day())
    } else {
        format!("{} {month} {}", date.day(), date.year())
    }
}

/// "vrijdag 27 november 2026 21:40", in Dutch time.
#[must_use]
pub fn moment(at: Timestamp) -> String {
    let zoned = at.to_zoned_datetime(amsterdam().clone());
    let date = zoned.date();
    let month = month(date.month());
    format!(
        "{} {} {month} {} {:02}:{:02}",
        weekday(date.weekday()),
        date.day(),
        date.year(),
        zoned.hour(),
        zoned.minute()
    )
}

/// "vandaag", "gisteren", "12 dagen geleden", "4 maanden geleden", "2 jaar geleden"; "over 3 dagen" for what comes.
#[must_use]
pub fn age(date: Date, today: Date) -> String {
    let days = (today - date).get_days();
    match days {
        0 => "vandaag".into(),
        1 => "gisteren".into(),
        -1 => "morgen".into(),
        2..=59 => format!("{days} dagen geleden"),
        60..=729 => format!("{} maanden geleden", days / 30),
        730.. => format!("{} jaar geleden", days / 365),
        _ => format!("over {} dagen", -days),
    }
}

/// Hours in the syntax of OSM `opening_hours`, with the days in Dutch: "do-za 14:00-23:00".
#[must_use]
pub fn hours(text: &str) -> String {
    const WORDS: [(&str, &str); 10] = [
        ("24/7", "dag en nacht"),
        ("Mo", "ma"),
        ("Tu", "di"),
        ("We", "wo"),
        ("Th", "do"),
        ("Fr", "vr"),
        ("Sa", "za"),
        ("Su", "zo"),
        ("PH", "feestdagen"),
        ("off", "niet"),
    ];
    WORDS.iter().fold(text.to_owned(), |text, (osm, dutch)| text.replace(osm, dutch))
}

/// A number with Dutch separators: `1.234,5`.
#[must_use]
pub fn number(value: f64, decimals: u8) -> String {
    let mut text = String::new();
    add_number(&mut text, value, decimals);
    text
}

/// Adds a number with Dutch separators to a text: `1.234,5`.
pub fn add_number(text: &mut String, value: f64, decimals: u8) {
    if let Some(units) = whole_units(value.abs(), decimals) {
        return add_units(text, value < 0.0, units, decimals);
    }
    let plain = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    if value < 0.0 && !plain.bytes().all(|b| matches!(b, b'0' | b'.')) {
        text.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push('.');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(',');
        text.push_str(fraction);
    }
}

/// How many of its last decimal a number has, rounded as printing does; none when it is large, has many decimals or
/// lies near the middle between two, where the multiplication could round to the other side.
fn whole_units(value: f64, decimals: u8) -> Option<u64> {
    let scale = [1.0, 10.0, 100.0].get(usize::from(decimals)).copied()?;
    let units = value * scale;
    let whole = units.trunc();
    let sure = units < UNITS_MAX && (units == whole || (units - whole - 0.5).abs() > UNITS_UNSURE);
    sure.then_some(units.round() as u64)
}

/// Most units for which [`UNITS_UNSURE`] is far more than the error of a multiplication.
const UNITS_MAX: f64 = 1e9;
/// Distance from the middle between two numbers within which printing decides.
const UNITS_UNSURE: f64 = 1e-6;

/// Adds a number of whole units of its last decimal.
fn add_units(text: &mut String, negative: bool, units: u64, decimals: u8) {
    // the digits from the last one on, with their separators: of 10^9 units and a sign at most 14
    let mut reversed = [0_u8; 24];
    let mut length = 0;
    let mut put = |byte: u8| {
        if let Some(place) = reversed.get_mut(length) {
            *place = byte;
            length += 1;
        }
    };
    let decimals = u32::from(decimals);
    let (mut rest, mut digit) = (units, 0);
    while rest > 0 || digit <= decimals {
        match digit.checked_sub(decimals) {
            Some(0) if decimals > 0 => put(b','),
            Some(whole) if whole > 0 && whole % 3 == 0 => put(b'.'),
            _ => {}
        }
        put(b'0' + (rest % 10) as u8); // a digit
        rest /= 10;
        digit += 1;
    }
    if negative && units > 0 {
        put(b'-');
    }
    text.extend(reversed.iter().take(length).rev().map(|byte| char::from(*byte)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_said_as_people_say_them() {
        let today: Date = "2026-11-23".parse().unwrap();
        for (date, expected) in [
            ("2026-11-23", "vandaag"),
            ("2026-11-22", "gisteren"),
            ("2026-11-11", "12 dagen geleden"),
            ("2026-07-23", "4 maanden geleden"),
            ("2024-11-01", "2 jaar geleden"),
            ("2026-11-24", "morgen"),
            ("2026-11-28", "over 5 dagen"),
        ] {
            assert_eq!(age(date.parse().unwrap(), today), expected, "{date}");
        }
    }

    #[test]
    fn days_in_hours_are_dutch() {
        assert_eq!(hours("Th-Sa 14:00-23:00; PH off"), "do-za 14:00-23:00; feestdagen niet");
        assert_eq!(hours("24/7"), "dag en nacht");
    }

    #[test]
    fn numbers_have_dutch_separators() {
        for (value, decimals, expected) in [
            (1_234_567.0, 0, "1.234.567"),
            (999.0, 0, "999"),
            (0.05, 1, "0,1"),
            (-0.04, 1, "0,0"),
            (-1234.5, 1, "-1.234,5"),
        ] {
            assert_eq!(number(value, decimals), expected);
        }
    }

    #[test]
    fn a_number_is_rounded_as_printing_rounds_it() {
        let mut seed = 1_u64;
        for turn in 0..200_000_u32 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let scale = [1.0, 8.0, 100.0, 1e4, 1e7, 1e12][turn as usize % 6];
            // eighths lie exactly in the middle, or near it
            let value =
                ((seed >> 40) as f64 / scale - 3.0).mul_add(if turn % 5 == 0 { 0.1 } else { 1.0 }, 0.0);
            for decimals in 0..4 {
                let plain = format!("{:.*}", usize::from(decimals), value);
                let ours = number(value, decimals).replace('.', "").replace(',', ".");
                let zero = plain.trim_start_matches('-').bytes().all(|b| matches!(b, b'0' | b'.'));
                let plain = if zero { plain.trim_start_matches('-') } else { &plain };
                assert_eq!(ours, plain, "{value} {decimals}");
            }
        }
    }

    #[test]
    fn a_moment_is_said_in_dutch_time() {
        let at: Timestamp = "2026-11-27T20:40:00Z".parse().unwrap();
        assert_eq!(moment(at), "vrijdag 27 november 2026 21:40");
    }
}
