//! Guards free text while it is typed: what may be of a person, with where it stands. It warns and never forbids: the
//! sender takes it out, or keeps it with a reason.
//!
//! Plates, phone numbers, the BSN (eleven test), names, e-mail, accounts come from [`schouw_guard`]; here come the words
//! that say that somebody is under age, or that speak of health.

use schouw_guard::{Hit, HitKind, inspect};
use serde::{Deserialize, Serialize};

use crate::codes::words;

words! {
    /// What was found.
    pub enum FindingKind {
        /// citizen service number that passes the eleven test
        Bsn = "bsn", "een burgerservicenummer";
        /// licence plate
        Plate = "plate", "een kenteken";
        /// phone number
        Phone = "phone", "een telefoonnummer";
        /// name of a person
        Name = "name", "een naam";
        /// somebody who is under age
        Minor = "minor", "een minderjarige";
        /// health
        Medical = "medical", "iets over gezondheid";
        /// e-mail address
        Email = "email", "een e-mailadres";
        /// bank account
        Iban = "iban", "een rekeningnummer";
        /// account on social media
        Handle = "handle", "een account";
    }
}

/// Something in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// what it is
    pub kind: FindingKind,
    /// where it begins, in UTF-16 units, as JavaScript counts
    pub start: usize,
    /// where it ends, in UTF-16 units
    pub end: usize,
}

/// Words that say that somebody is under age: whole words.
const MINOR: &[&str] = &[
    "minderjarig",
    "minderjarige",
    "minderjarigen",
    "kind",
    "kinderen",
    "kindje",
    "kleuter",
    "kleuters",
    "peuter",
    "peuters",
    "baby",
    "scholier",
    "scholieren",
    "leerling",
    "leerlingen",
    "puber",
    "pubers",
    "tiener",
    "tieners",
    "jongetje",
    "jongetjes",
    "meisje",
    "meisjes",
    "brugklasser",
    "brugklassers",
    "basisschoolkind",
    "basisschoolkinderen",
];

/// Beginnings of words that speak of health.
const MEDICAL: &[&str] = &[
    "verward",
    "dement",
    "alzheimer",
    "psychisch",
    "psychiatr",
    "psychose",
    "psychotisch",
    "schizofreen",
    "schizofrenie",
    "depressie",
    "depressief",
    "suïcid",
    "suicid",
    "zelfmoord",
    "verslaafd",
    "verslaving",
    "drugsverslaafd",
    "alcoholist",
    "overdosis",
    "epilep",
    "diabet",
    "suikerziek",
    "zwanger",
    "gehandicapt",
    "handicap",
    "autis",
    "hiv",
    "besmettelijk",
    "medicijn",
    "medicatie",
    "bewusteloos",
    "hartaanval",
    "ziekte",
    "ziek",
    "patiënt",
    "patient",
    "diagnose",
    "invalide",
    "rolstoel",
];

/// Words that begin like one of health and are not.
const NOT_MEDICAL: &[&str] = &["ziekenhuis", "ziekenhuizen", "ziekenwagen", "ziekenauto", "ziekelijk"];

/// The age from which somebody is of age.
const OF_AGE: u32 = 18;

/// What in a text may be of a person; in order, none overlapping another.
#[must_use]
pub fn findings(text: &str) -> Vec<Finding> {
    let mut found: Vec<(FindingKind, usize, usize)> =
        inspect(text).iter().map(|hit| (kind_of(hit), hit.range.start, hit.range.end)).collect();
    let taken = found.clone();
    let free = |start: usize, end: usize| !taken.iter().any(|(_, from, to)| start < *to && *from < end);
    found.extend(of_words(text).filter(|(_, start, end)| free(*start, *end)));
    found.sort_unstable_by_key(|(_, start, _)| *start);
    let units = |at: usize| text.get(..at).map_or(0, |before| before.encode_utf16().count());
    found
        .into_iter()
        .map(|(kind, start, end)| Finding { kind, start: units(start), end: units(end) })
        .collect()
}

/// The kinds that a text holds, each once.
#[must_use]
pub fn kinds(text: &str) -> Vec<FindingKind> {
    let hits = inspect(text);
    let mut kinds: Vec<FindingKind> = hits.iter().map(kind_of).collect();
    kinds.extend(of_words(text).map(|(kind, ..)| kind));
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// The text with the kinds that `hide` says put out of sight: `[kenteken]`. Words about age and health cannot be taken
/// out of a sentence; a text that may not hold them is for a person to write again.
#[must_use]
pub fn without(text: &str, hide: impl Fn(FindingKind) -> bool) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut from = 0;
    for hit in inspect(text) {
        if hide(kind_of(&hit)) {
            shown.push_str(text.get(from..hit.range.start).unwrap_or_default());
            shown.push('[');
            shown.push_str(hit.kind.word());
            shown.push(']');
            from = hit.range.end;
        }
    }
    shown.push_str(text.get(from..).unwrap_or_default());
    for (kind, start, end) in of_words(&shown.clone()).collect::<Vec<_>>().into_iter().rev() {
        if hide(kind) && shown.is_char_boundary(start) && shown.is_char_boundary(end) {
            shown.replace_range(
                start..end,
                if kind == FindingKind::Minor { "[persoon]" } else { "[gezondheid]" },
            );
        }
    }
    shown
}

/// The pieces of a text of one kind: the plates in it.
#[must_use]
pub fn pieces(text: &str, kind: FindingKind) -> Vec<String> {
    let mut pieces: Vec<String> = inspect(text)
        .iter()
        .filter(|hit| kind_of(hit) == kind)
        .filter_map(|hit| text.get(hit.range.clone()).map(str::to_owned))
        .collect();
    pieces.dedup();
    pieces
}

fn kind_of(hit: &Hit) -> FindingKind {
    match hit.kind {
        HitKind::Email => FindingKind::Email,
        HitKind::Iban => FindingKind::Iban,
        HitKind::Phone => FindingKind::Phone,
        HitKind::Plate => FindingKind::Plate,
        HitKind::Bsn => FindingKind::Bsn,
        HitKind::Handle => FindingKind::Handle,
        HitKind::Name => FindingKind::Name,
    }
}

/// Words about age and health, with where they stand in bytes.
fn of_words(text: &str) -> impl Iterator<Item = (FindingKind, usize, usize)> + '_ {
    let words: Vec<(usize, &str)> = word_places(text).collect();
    let count = words.len();
    (0..count).filter_map(move |at| {
        let (start, word) = *words.get(at)?;
        let lower = word.to_lowercase();
        let end = start + word.len();
        if MINOR.contains(&lower.as_str()) {
            return Some((FindingKind::Minor, start, end));
        }
        let healthy = NOT_MEDICAL.contains(&lower.as_str());
        if !healthy && MEDICAL.iter().any(|beginning| lower.starts_with(beginning)) {
            return Some((FindingKind::Medical, start, end));
        }
        let (after, next) = *words.get(at + 1)?;
        age(&lower, &next.to_lowercase()).then_some((FindingKind::Minor, start, after + next.len()))
    })
}

/// "15 jaar", "16-jarige": an age under eighteen. "15 jaar geleden" is a time and is warned for all the same: a
/// warning too many costs a look.
fn age(word: &str, next: &str) -> bool {
    let of_years = matches!(next, "jaar" | "jarig" | "jarige" | "jarigen" | "jr");
    of_years && word.parse::<u32>().is_ok_and(|years| (1..OF_AGE).contains(&years))
}

fn word_places(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let part = |c: char| !c.is_alphanumeric();
    let mut from = 0;
    text.split(part).filter_map(move |word| {
        let start = from;
        let behind = start + word.len();
        from = behind + text.get(behind..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let units: Vec<u16> = text.encode_utf16().collect();
        let found: Vec<(String, String)> = findings(text)
            .iter()
            .map(|one| (one.kind.word().to_owned(), String::from_utf16(&units[one.start..one.end]).unwrap()))
            .collect();
        let expected: Vec<_> =
            expected.iter().map(|(kind, piece)| ((*kind).to_owned(), (*piece).to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn what_may_be_of_a_person_is_found_with_its_place() {
        check("Vaten achter de loods, lekken", &[]);
        check("Bestelbus AB-12-34 reed weg", &[("plate", "AB-12-34")]);
        check("🙂 bus AB-12-34", &[("plate", "AB-12-34")]);
        check("bsn 111222333", &[("bsn", "111222333")]);
        check("bel 06-12345678", &[("phone", "06-12345678")]);
        check("de heer Jansen parkeert hier altijd", &[("name", "Jansen")]);
        check("jongen van 15 jaar met een step", &[("minor", "15 jaar")]);
        check("een 16-jarige jongen", &[("minor", "16-jarige")]);
        check("man van 45 jaar", &[]);
        check("twee minderjarigen op het plein", &[("minor", "minderjarigen")]);
        check("de man leek verward", &[("medical", "verward")]);
        check("achter het ziekenhuis", &[]);
    }

    #[test]
    fn what_may_not_go_is_put_out_of_sight() {
        let text = "Bus AB-12-34 van de heer Jansen, man verward";
        assert_eq!(without(text, |_| false), text);
        assert_eq!(
            without(text, |kind| kind == FindingKind::Name),
            "Bus AB-12-34 van de heer [naam], man verward"
        );
        assert_eq!(without(text, |_| true), "Bus [kenteken] van de heer [naam], man [gezondheid]");
        assert!(kinds(&without(text, |_| true)).is_empty());
    }

    #[test]
    fn pieces_of_a_kind_are_given_as_they_stand() {
        assert_eq!(pieces("AB-12-34 en 12-AB-34", FindingKind::Plate), ["AB-12-34", "12-AB-34"]);
    }
}
