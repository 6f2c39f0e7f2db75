//! Day and place of the meeting, from the head of the report.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::day::{self, Said, pattern};
use super::lines::{Line, bare, single_spaced};

/// Lines that are searched for day and place, white ones left out.
const HEAD_LINES_MAX: usize = 80;
/// Lines that may be a title with the day in it.
const TITLE_LINES_MAX: usize = 30;
/// Characters of a place; more is a sentence.
const PLACE_CHARS_MAX: usize = 120;

/// What the head of the report says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// the text from which the day was read, with the number of its line
    pub day: Option<(usize, String)>,
    /// the day of the meeting
    pub date: Option<Date>,
    /// where it was
    pub place: Option<String>,
}

const DATE_KEYS: &[&str] = &[
    "datum",
    "date",
    "datum vergadering",
    "datum overleg",
    "vergaderdatum",
    "datum bijeenkomst",
    "datum en tijd",
    "datum tijd",
    "datum en tijdstip",
    "wanneer",
    "date and time",
    "meeting date",
    "date of meeting",
    "dag",
    "datum bespreking",
    "datum van de vergadering",
    "when",
    "date time",
    "overlegdatum",
    "datum van het overleg",
    "dag en tijd",
    "datum meeting",
];
const PLACE_KEYS: &[&str] = &[
    "locatie",
    "plaats",
    "location",
    "place",
    "venue",
    "waar",
    "vergaderplaats",
    "vergaderlocatie",
    "ruimte",
    "zaal",
    "plaats locatie",
    "locatie plaats",
    "locatie zaal",
    "locatie vergadering",
    "where",
    "plaats vergadering",
    "locatie overleg",
    "plaats van de vergadering",
    "plaats overleg",
    "room",
];
const BOTH_KEYS: &[&str] = &[
    "plaats en datum",
    "datum en plaats",
    "datum en locatie",
    "locatie en datum",
    "datum plaats",
    "plaats datum",
    "datum locatie",
    "locatie datum",
    "tijd en plaats",
    "plaats en tijd",
    "datum tijd en plaats",
    "datum tijd plaats",
    "datum tijd en locatie",
    "datum tijd locatie",
    "date and place",
    "place and date",
    "waar en wanneer",
    "wanneer en waar",
    "date time and place",
    "date and location",
    "datum plaats en tijd",
];

static INSIDE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?P<key>locatie|plaats|location|place|venue|datum|date)\s*:\s*(?P<value>[^;|\t:]{2,120})")
});
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:\b(?:van|om|tijd:?|from|at)\s+)?[0-9]{1,2}[.:][0-9]{2}\s*(?:uur|u\.?|h)?(?:\s*(?:[-–—]|tot|t/m|to)\s*[0-9]{1,2}[.:][0-9]{2}\s*(?:uur|u\.?|h)?)?",
    )
});
static DAY_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|monday|tuesday|wednesday|thursday|friday|saturday|sunday|d\.d\.)",
    )
});
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:verslag|notulen|vergadering|overleg|bijeenkomst|minutes|meeting|werkgroep|gesprek|gespreksverslag|besluitenlijst|actielijst|actiepunten|werkoverleg|platform)",
    )
});
static NOT_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:volgende|vorige?|vorig verslag|opgesteld|versie|afdruk|datum verslag|vastgesteld|next|previous|geprint|concept d\.d\.)\b",
    )
});
static AT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:te|in het|in de|in|at|at the|op het|bij)\s+(?P<place>\p{Lu}[^,.;()|0-9]{1,60}?)\s*(?:[,.;()|]|$|\bop\b|\bon\b|\bd\b|van\s[0-9])",
    )
});

/// A key and its value on one line or two.
fn pairs(lines: &[&Line<'_>]) -> Vec<(usize, String, String)> {
    let mut all = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let segments: Vec<String> = line
            .raw
            .replace("  ", "\t")
            .split(['\t', '|'])
            .map(bare)
            .filter(|segment| !segment.is_empty())
            .collect();
        for (nth, segment) in segments.iter().enumerate() {
            let next = || {
                let beside = segments.get(nth + 1).cloned();
                beside.or_else(|| lines.get(at + 1).map(|line| bare(line.raw)))
            };
            let (found, value) = match segment.split_once(':') {
                Some((found, value)) if !value.trim().is_empty() => (found, Some(value.trim().to_owned())),
                Some((found, _)) => (found, next()),
                None => (segment.as_str(), next()),
            };
            if let Some(value) = value {
                all.push((line.number, key(found), value));
            }
            // `Datum 7 februari 2019`
            if let Some((first, rest)) = segment.split_once(' ') {
                let first = key(first);
                if DATE_KEYS.contains(&first.as_str()) && !rest.contains(':') && is_day_first(rest) {
                    all.push((line.number, first, rest.to_owned()));
                }
            }
        }
        // a value may hold the next key, so the search goes on inside it
        let mut from = 0;
        while let Some(found) = INSIDE.captures_at(line.raw, from) {
            let (Some(name), Some(value)) = (found.name("key"), found.name("value")) else { break };
            all.push((line.number, key(name.as_str()), bare(value.as_str())));
            from = value.start();
        }
    }
    all
}

/// Whether a day stands first, the name of its weekday aside.
fn is_day_first(text: &str) -> bool {
    let before = day::find(text).first().map(|found| text.get(..found.start).unwrap_or_default().to_owned());
    before.is_some_and(|before| DAY_NAME.replace_all(&before, "").trim().is_empty())
}

fn key(text: &str) -> String {
    let plain: String =
        text.to_lowercase().chars().map(|sign| if sign.is_alphanumeric() { sign } else { ' ' }).collect();
    single_spaced(&plain)
}

/// Reads the head of a report.
pub fn read(lines: &[Line<'_>]) -> Head {
    let filled: Vec<&Line<'_>> = lines.iter().filter(|line| !line.is_blank()).take(HEAD_LINES_MAX).collect();
    let mut head = Head::default();
    for (number, key, value) in pairs(&filled) {
        let key = key.as_str();
        let both = BOTH_KEYS.contains(&key);
        if head.day.is_none() && (both || DATE_KEYS.contains(&key)) && day::read(&value) != Said::Vague {
            head.day = Some((number, value.clone()));
        }
        if head.place.is_none() && (both || PLACE_KEYS.contains(&key)) {
            head.place = place(&value);
        }
    }
    if head.day.is_none() {
        from_title(&filled, &mut head);
    }
    head.date = head.day.as_ref().and_then(|(_, text)| one_day(text));
    head
}

/// The day that a text names; the first when it names several, as of a meeting of two days.
fn one_day(text: &str) -> Option<Date> {
    day::find(text).into_iter().find_map(|found| match found.said {
        Said::Day(date) => Some(date),
        _ => None,
    })
}

/// A place without the day and hours beside it.
fn place(value: &str) -> Option<String> {
    let mut text = value.to_owned();
    for found in day::find(value).iter().rev() {
        text.replace_range(found.start..found.end, "");
    }
    let text = TIME.replace_all(&text, "");
    let text = DAY_NAME.replace_all(&text, "");
    // another key on the same line is another thing
    let text = INSIDE
        .find(text.as_ref())
        .filter(|found| found.start() > 0)
        .map_or(&*text, |found| text.get(..found.start()).unwrap_or(""));
    let text =
        text.trim_matches(|sign: char| sign.is_whitespace() || ",;:-–—/()".contains(sign) && sign != ')');
    let text = single_spaced(text);
    let fits = text.chars().any(char::is_alphanumeric) && text.chars().count() <= PLACE_CHARS_MAX;
    fits.then_some(text)
}

/// `Verslag werkgroep Samenwerking, 7 februari 2019 te Utrecht`.
fn from_title(lines: &[&Line<'_>], head: &mut Head) {
    let titles = lines.iter().take(TITLE_LINES_MAX).enumerate();
    let dated: Vec<(usize, &&Line<'_>)> = titles
        .filter(|(at, line)| {
            let before = at.checked_sub(1).and_then(|at| lines.get(at)).map_or("", |line| line.raw);
            let found = day::find(line.raw);
            found.len() == 1
                && !NOT_TITLE.is_match(line.raw)
                && !NOT_TITLE.is_match(before)
                && line.raw.chars().count() <= 160
        })
        .collect();
    let best = dated.iter().find(|(_, line)| TITLE.is_match(line.raw)).or_else(|| {
        // a line that holds little else
        dated.iter().find(|(at, line)| {
            *at < 12
                && day::find(line.raw)
                    .iter()
                    .any(|found| found.end - found.start + 40 >= line.raw.trim().len())
        })
    });
    let Some((_, line)) = best else { return };
    head.day = Some((line.number, bare(line.raw)));
    if head.place.is_none() {
        let text = bare(line.raw);
        head.place =
            AT.captures(&text).and_then(|found| Some(found.name("place")?.as_str().trim().to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::minutes::lines::lines;

    fn check(text: &str, date: Option<&str>, place: Option<&str>) {
        let head = read(&lines(text));
        assert_eq!(head.date.map(|date| date.to_string()).as_deref(), date, "{text}");
        assert_eq!(head.place.as_deref(), place, "{text}");
    }

    #[test]
    fn day_and_place_stand_in_many_forms() {
        let (date, place) = (Some("2024-03-07"), Some("Gemeentehuis"));
        check("datum\n7 maart 2024\n\nlocatie\nGemeentehuis\n\ndatum verslag\n9 maart 2024", date, place);
        check("Datum: 7 maart 2024\nLocatie: Gemeentehuis", date, place);
        check("**Datum:** 7-3-2024\n**Plaats:** Gemeentehuis", date, place);
        check(
            "Datum verslag: 9 maart 2024\nDatum: donderdag 7 maart 2024, 10.00 uur\nPlaats: Gemeentehuis",
            date,
            place,
        );
        check("Datum\t7 maart 2024\tLocatie\tGemeentehuis", date, place);
        check("| Datum | 7 maart 2024 |\n| Locatie | Gemeentehuis |", date, place);
        check("Datum: 7 maart 2024      Locatie: Gemeentehuis", date, place);
        check("Datum: 7 maart 2024, Locatie: Gemeentehuis", date, place);
        check("Datum en plaats: 7 maart 2024, 10.00-12.00 uur, Gemeentehuis", date, place);
        check("Verslag overleg van 7 maart 2024 te Gemeentehuis", date, place);
        check("Minutes of the meeting\nDate: March 7, 2024\nLocation: Gemeentehuis", date, place);
        check("Notulen werkgroep\n7 maart 2024\nVastgesteld op 1 mei 2024", date, None);
    }

    #[test]
    fn a_day_that_is_not_there_is_not_made_up() {
        check("Datum: 31 april 2024", None, None);
        check("Datum verslag: 9 maart 2024", None, None);
        check("Volgende vergadering: 9 mei 2024", None, None);
    }
}
