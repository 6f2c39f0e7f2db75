//! Numbers and addresses with a form: e-mail, IBAN, phone, BSN, accounts on social media.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Hit, HitKind, announced_by, pattern};

static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"[A-Za-z0-9][A-Za-z0-9._%+\-]*(?:@| ?[\[(]at[\])] ?)[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}",
    )
});
/// A Dutch number with the code of the country.
static PHONE_31: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\+ ?|00)31[ .\-/]{0,2}(?:\(0\)|0)?(?:[ .\-/()]{0,3}[0-9]){9}"));
/// A number of another country.
static PHONE_ABROAD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\+|00)[1-9][0-9]{0,2}(?:[ .\-/]{0,2}[0-9]){7,11}"));
/// Ten digits from a zero on.
static PHONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\(?0[ .\-/()]{0,2}[1-9](?:[ .\-/()]{0,3}[0-9]){8}"));
static IBAN_START: LazyLock<Regex> = LazyLock::new(|| pattern(r"[A-Za-z]{2}[0-9]{2}"));
static BSN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"[0-9]{8,9}|[0-9]{3}[. \-][0-9]{3}[. \-][0-9]{3}|[0-9]{4}[. \-][0-9]{2}[. \-][0-9]{3}")
});
static HANDLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"@[A-Za-z0-9_.]{2,30}"));
static PROFILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:facebook|instagram|linkedin|tiktok|twitter|snapchat|threads|x)\.(?:com|net)/[A-Za-z0-9_.@/\-]*[A-Za-z0-9_]",
    )
});

/// Numbers that a service pays for or charges by, of no person.
const SERVICE_PREFIXES: [&str; 5] = ["0800", "0900", "0906", "0909", "0979"];

/// Countries whose accounts are seen most, with the length of their IBAN.
const IBAN_LENGTHS: [(&str, usize); 16] = [
    ("NL", 18),
    ("BE", 16),
    ("DE", 22),
    ("FR", 27),
    ("GB", 22),
    ("ES", 24),
    ("PL", 28),
    ("LT", 20),
    ("IE", 22),
    ("LU", 20),
    ("IT", 27),
    ("AT", 20),
    ("PT", 25),
    ("RO", 24),
    ("BG", 22),
    ("TR", 26),
];

pub(super) fn find(text: &str, hits: &mut Vec<Hit>) {
    let mut all = |kind, pattern: &Regex, is_one: fn(&str, &Range<usize>) -> bool| {
        let mut from = 0;
        while let Some(found) = pattern.find_at(text, from) {
            from = if is_one(text, &found.range()) {
                // a bracket that is not closed within opens something else
                let bracket = found.as_str().starts_with('(') && !found.as_str().contains(')');
                hits.push(Hit { kind, range: found.start() + usize::from(bracket)..found.end() });
                found.end()
            } else {
                // all these patterns start with a character of one byte
                found.start() + 1
            };
        }
    };
    all(HitKind::Email, &EMAIL, |_, _| true);
    all(HitKind::Phone, &PHONE_31, no_digit_touches);
    all(HitKind::Phone, &PHONE_ABROAD, is_foreign_phone);
    all(HitKind::Phone, &PHONE, is_phone);
    all(HitKind::Bsn, &BSN, is_bsn);
    all(HitKind::Handle, &HANDLE, is_handle);
    all(HitKind::Handle, &PROFILE, |text, range| !text[..range.start].ends_with(char::is_alphanumeric));
    find_ibans(text, hits);
}

fn no_digit_touches(text: &str, range: &Range<usize>) -> bool {
    !text[..range.start].ends_with(|c: char| c.is_alphanumeric() || c == '+')
        && !text[range.end..].starts_with(|c: char| c.is_ascii_digit())
}

fn is_foreign_phone(text: &str, range: &Range<usize>) -> bool {
    let found = &text[range.clone()];
    // an amount or a difference ("+1500000") has no country; 31 is read by its own pattern
    no_digit_touches(text, range)
        && !found.starts_with("+31")
        && !found.starts_with("0031")
        && !is_date(found)
}

fn is_phone(text: &str, range: &Range<usize>) -> bool {
    let found = &text[range.clone()];
    let digits: String = found.chars().filter(char::is_ascii_digit).collect();
    let first_group =
        found.trim_start_matches('(').find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let mobile =
        digits.starts_with("06") && digits.as_bytes().get(2).is_some_and(|d| matches!(d, b'1'..=b'6' | b'8'));
    let grouped = first_group >= 3 || mobile;
    let decimal = text[..range.start].ends_with(['.', ',', ':', '-']);
    grouped
        && !decimal
        && (!digits.starts_with("06") || mobile)
        && !SERVICE_PREFIXES.iter().any(|prefix| digits.starts_with(prefix))
        && !is_date(found)
        && no_digit_touches(text, range)
}

/// `06-11-2023`, and what follows it.
fn is_date(found: &str) -> bool {
    let mut parts = found.split(['-', '/', '.', ' ']);
    let two = |part: Option<&str>| part.is_some_and(|part| (1..=2).contains(&part.len()));
    two(parts.next())
        && two(parts.next())
        && parts
            .next()
            .is_some_and(|year| year.len() == 4 && (year.starts_with("19") || year.starts_with("20")))
}

/// Eight or nine digits that pass the test of eleven, and are no date; after "bsn" any.
fn is_bsn(text: &str, range: &Range<usize>) -> bool {
    let touched = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '#' | '.' | ',' | '_');
    if text[..range.start].ends_with(touched)
        || text[range.end..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
    {
        return false;
    }
    if announced_by(text, range.start, &["bsn", "burgerservicenummer", "sofinummer", "bsnnummer"]) {
        return true;
    }
    let digits: Vec<u32> = text[range.clone()].chars().filter_map(|c| c.to_digit(10)).collect();
    let year = |at: usize| digits.get(at..at + 2).is_some_and(|two| *two == [1, 9] || *two == [2, 0]);
    let is_day = digits.len() == 8 && (year(0) || year(4));
    !is_day && digits.iter().any(|digit| *digit != 0) && passes_eleven(&digits)
}

/// The test of eleven of the BSN: nine digits weigh 9 down to 2, and the last -1; the sum divides by eleven.
fn passes_eleven(digits: &[u32]) -> bool {
    let padding = 9_usize.saturating_sub(digits.len());
    let weights = [9_i32, 8, 7, 6, 5, 4, 3, 2, -1];
    let sum: i32 =
        weights.iter().skip(padding).zip(digits).map(|(weight, digit)| weight * digit.cast_signed()).sum();
    sum % 11 == 0
}

fn is_handle(text: &str, range: &Range<usize>) -> bool {
    let has_letter = text[range.clone()].contains(|c: char| c.is_ascii_alphabetic());
    has_letter
        && !text[..range.start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '@' | ')' | ']'))
}

fn find_ibans(text: &str, hits: &mut Vec<Hit>) {
    let mut from = 0;
    while let Some(found) = IBAN_START.find_at(text, from) {
        from = found.start() + 1;
        if text[..found.start()].ends_with(char::is_alphanumeric) {
            continue;
        }
        if let Some(end) = iban_end(text, found.start()) {
            hits.push(Hit { kind: HitKind::Iban, range: found.start()..end });
            from = end;
        }
    }
}

/// Where an IBAN that starts here ends. A Dutch one counts by its form, so that a slip of the pen does not show it;
/// another must pass its own check (ISO 7064, the rest by 97 is 1).
fn iban_end(text: &str, start: usize) -> Option<usize> {
    let country = text.get(start..start + 2)?.to_ascii_uppercase();
    let (_, length) = IBAN_LENGTHS.iter().find(|(code, _)| *code == country)?;
    let mut signs = Vec::with_capacity(*length);
    let mut end = start;
    let mut gap = false;
    for (at, c) in text[start..].char_indices() {
        if c.is_ascii_alphanumeric() {
            signs.push(c.to_ascii_uppercase() as u8);
            gap = false;
            end = start + at + 1;
        } else if gap || !matches!(c, ' ' | '.' | '-') {
            break;
        } else {
            gap = true;
        }
        if signs.len() == *length {
            break;
        }
    }
    if signs.len() < *length || text[end..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let dutch = country == "NL"
        && signs[4..8].iter().all(u8::is_ascii_uppercase)
        && signs[8..].iter().all(u8::is_ascii_digit);
    let rest = signs.iter().skip(4).chain(&signs[..4]).fold(0_u32, |rest, sign| match sign {
        b'0'..=b'9' => (rest * 10 + u32::from(sign - b'0')) % 97,
        letter => (rest * 100 + u32::from(letter - b'A' + 10)) % 97,
    });
    (dutch || rest == 1).then_some(end)
}
