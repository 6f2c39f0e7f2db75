//! Licence plates: the fourteen Dutch forms ("sidecodes", RDW), the Belgian one, and German ones that are announced.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Hit, HitKind, announced_by, pattern, stands_alone};

/// Groups of letters (`L`) and digits (`D`). Sidecodes 1 to 14 in order; the last is Belgian.
const FORMS: [&str; 15] = [
    "LL-DD-DD",
    "DD-DD-LL",
    "DD-LL-DD",
    "LL-DD-LL",
    "LL-LL-DD",
    "DD-LL-LL",
    "DD-LLL-D",
    "D-LLL-DD",
    "LL-DDD-L",
    "L-DDD-LL",
    "LLL-DD-L",
    "L-DD-LLL",
    "D-LL-DDD",
    "DDD-LL-D",
    "D-LLL-DDD",
];

/// Words that say that a plate follows.
const ANNOUNCE: [&str; 6] =
    ["kenteken", "kentekennummer", "kentekenplaat", "nummerplaat", "nummerbord", "kentekens"];

/// What stands between numbers without being part of a plate: months, measures and small words.
const NOT_LETTERS: [&str; 41] = [
    "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec", "uur", "min", "sec",
    "km", "cm", "mm", "kg", "kwh", "op", "en", "om", "of", "te", "in", "na", "tot", "van", "per", "bij",
    "met", "nr", "ha", "st", "stk", "euro", "keer", "maal", "de", "het",
];

/// Every form in one pattern; a number as the name of a group would cost more than finding the form again.
static PLATE: LazyLock<Regex> = LazyLock::new(|| {
    // the Belgian form is longer than sidecode 8, which would stop short in it
    let forms = FORMS.iter().rev().map(|form| {
        let groups = form.split('-').map(|group| {
            let class = if group.starts_with('L') { "[A-Za-z]" } else { "[0-9]" };
            format!("{class}{{{}}}", group.len())
        });
        groups.collect::<Vec<_>>().join("[-‐‑–. ]?")
    });
    pattern(&forms.collect::<Vec<_>>().join("|"))
});

/// German plates with a space or hyphen: `B-AB 1234`.
static GERMAN: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?[0-9]{1,4}"));

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    let mut from = 0;
    while let Some(found) = PLATE.find_at(text, from) {
        // all forms are of one byte a character but for the hyphens, which never come first
        from = if is_plate(text, &found.range()) {
            hits.push(Hit { kind: HitKind::Plate, range: found.range() });
            found.end()
        } else {
            found.start() + 1
        };
    }
    for found in GERMAN.find_iter(text) {
        if stands_alone(text, &found.range()) && announced_by(text, found.start(), &ANNOUNCE) {
            hits.push(Hit { kind: HitKind::Plate, range: found.range() });
        }
    }
}

fn is_plate(text: &str, range: &Range<usize>) -> bool {
    if !stands_alone(text, range) {
        return false;
    }
    let found = &text[range.clone()];
    let letters: String = found.chars().filter(char::is_ascii_alphabetic).collect();
    let lower = letters.to_ascii_lowercase();
    if NOT_LETTERS.contains(&lower.as_str()) {
        return false;
    }
    if announced_by(text, range.start, &ANNOUNCE) {
        return true;
    }
    let form: String = found
        .chars()
        .filter_map(|c| if c.is_ascii_digit() { Some('D') } else { c.is_ascii_alphabetic().then_some('L') })
        .collect();
    // on plates since 1978 (sidecode 4) there are no vowels; in words there are
    let no_vowels = !lower.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let upper = letters == letters.to_ascii_uppercase();
    // these look like a postal code and like the number of a case
    let old = matches!(form.as_str(), "LLDDDD" | "DDDDLL");
    let separators: Vec<char> = found.chars().filter(|c| !c.is_ascii_alphanumeric()).collect();
    match separators.as_slice() {
        ['-' | '‐' | '‑' | '–', '-' | '‐' | '‑' | '–'] => true,
        ['.', '.'] => upper && !old,
        [' ', ' '] => upper && no_vowels && !old,
        // four letters in a row may be a word: LIJN12
        [] | ['-'] if form == "LLLLDD" || form == "DDLLLL" => no_vowels,
        [] | ['-'] => !old && (upper || no_vowels),
        // groups with a space here and nothing there are seldom one thing: artikel 257b Sv
        _ => false,
    }
}
