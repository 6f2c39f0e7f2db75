//! Guards free text of public reports: finds what is of a person, and puts a word in its place.
//!
//! What is looked for: licence plates, phone numbers, e-mail addresses, bank accounts (IBAN), citizen service numbers
//! (BSN), accounts on social media, and names. Plates and numbers have a form, so that little slips through. Names
//! have none: those with a title, a phrase that announces them, a frequent given name or "van der" are found, a bare
//! surname is not. **The guard lowers the risk and does not take it away**; that is why free text is not kept raw.
//!
//! Where it must choose it leans to shielding: a `[kenteken]` too many costs a reader little. It does not lean so far
//! that places disappear: roads (A10, S100), house numbers (12A), articles (2:48) and streets that bear a name
//! (Jan Steenstraat) stay. An address is not shielded: that a report is about a house is what it is for; who shows
//! an address with a text decides whether that may be seen.

mod name;
mod number;
mod plate;
mod words;

use std::borrow::Cow;
use std::ops::Range;

use regex::Regex;

/// Longest text that is looked at, in bytes. What comes after it is not shown by [`shield`].
pub const TEXT_BYTES_MAX: usize = 64 << 10;

/// Something of a person in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// what it is
    pub kind: HitKind,
    /// where it stands, in bytes of the text
    pub range: Range<usize>,
}

/// What of a person a text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HitKind {
    /// an e-mail address
    Email,
    /// a bank account
    Iban,
    /// a phone number, not one of a service (0800, 0900)
    Phone,
    /// a licence plate
    Plate,
    /// a citizen service number
    Bsn,
    /// an account on social media
    Handle,
    /// a name
    Name,
}

impl HitKind {
    /// The Dutch word, as it stands in the place of what was found.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Email => "e-mailadres",
            Self::Iban => "rekeningnummer",
            Self::Phone => "telefoon",
            Self::Plate => "kenteken",
            Self::Bsn => "bsn",
            Self::Handle => "account",
            Self::Name => "naam",
        }
    }
}

/// Finds what is of a person in the first [`TEXT_BYTES_MAX`] of a text: in order, none overlapping another.
#[must_use]
pub fn inspect(text: &str) -> Vec<Hit> {
    let text = looked_at(text);
    let mut hits = Vec::new();
    number::find(text, &mut hits);
    plate::find(text, &mut hits);
    name::find(text, &mut hits);
    hits.sort_unstable_by_key(|hit| (hit.range.start, hit.kind));
    hits.dedup_by(|later, earlier| {
        let overlap = later.range.start < earlier.range.end;
        if overlap {
            earlier.range.end = earlier.range.end.max(later.range.end);
        }
        overlap
    });
    hits
}

/// The text with `[kenteken]`, `[telefoon]`, `[naam]` and so on in the place of what is of a person. A text longer
/// than [`TEXT_BYTES_MAX`] is cut there and ends in `[…]`: what was not looked at is not shown.
#[must_use]
pub fn shield(text: &str) -> Cow<'_, str> {
    let shown = looked_at(text);
    let hits = inspect(shown);
    if hits.is_empty() && shown.len() == text.len() {
        return Cow::Borrowed(text);
    }
    let mut shielded = String::with_capacity(shown.len());
    let mut from = 0;
    for hit in hits {
        shielded.push_str(&shown[from..hit.range.start]);
        shielded.push('[');
        shielded.push_str(hit.kind.word());
        shielded.push(']');
        from = hit.range.end;
    }
    shielded.push_str(&shown[from..]);
    if shown.len() < text.len() {
        shielded.push_str("[…]");
    }
    Cow::Owned(shielded)
}

fn looked_at(text: &str) -> &str {
    &text[..text.floor_char_boundary(TEXT_BYTES_MAX)]
}

/// A pattern of this module.
fn pattern(text: &str) -> Regex {
    #[expect(
        clippy::expect_used,
        reason = "the patterns are constants of this module; every test would fail"
    )]
    Regex::new(text).expect("the pattern is sound")
}

/// Whether a piece of text stands by itself: no letter or digit touches it, nor a hyphen with one behind it.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joins = |mut chars: Box<dyn Iterator<Item = char> + '_>| match chars.next() {
        Some('-') => chars.next().is_some_and(char::is_alphanumeric),
        Some(c) => c.is_alphanumeric(),
        None => false,
    };
    !joins(Box::new(text[..range.start].chars().rev())) && !joins(Box::new(text[range.end..].chars()))
}

/// Whether one of these words stands shortly before a place in the text, with at most three words between.
fn announced_by(text: &str, at: usize, words: &[&str]) -> bool {
    const BEFORE_BYTES: usize = 60;
    let before = &text[text.floor_char_boundary(at.saturating_sub(BEFORE_BYTES))..at];
    let last_words =
        before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).rev().take(4);
    last_words.map(str::to_lowercase).any(|word| words.contains(&word.as_str()))
}

#[cfg(test)]
mod tests;
