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
    let text = format!("{:.*}", usize::from(decimals), value.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(w, f)| (w, Some(f)));
    let mut grouped = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    let zero = text.bytes().all(|b| matches!(b, b'0' | b'.'));
    let sign = if value < 0.0 && !zero { "-" } else { "" };
    match fraction {
        Some(fraction) => format!("{sign}{grouped},{fraction}"),
        None => format!("{sign}{grouped}"),
    }
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
    fn a_moment_is_said_in_dutch_time() {
        let at: Timestamp = "2026-11-27T20:40:00Z".parse().unwrap();
        assert_eq!(moment(at), "vrijdag 27 november 2026 21:40");
    }
}
