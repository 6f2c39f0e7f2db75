//! Suggestions while someone types: addresses, streets, postal codes and areas that begin so.
//!
//! Capitals, accents and signs do not matter. With a position the nearest come first; without one what fits whole
//! before what only begins so, areas before streets, large before small.

mod names;

use std::collections::BTreeSet;

use schouw_area::{AreaCode, Ground, Level, Position};
use serde::Serialize;

use fst::{IntoStreamer as _, Streamer as _};

use crate::address::{normal, postcode_text};
use crate::geometry::round7;
use crate::here::search::{QUERY_CHARS_MAX, middle, parse};
use crate::here::{SearchError, Suppressed};
use crate::pack::{PackedAddress, STREET_TOWN};
use crate::picture::{Division, Picture};

pub(crate) use names::Names;

/// Suggestions when no number of them is asked for.
pub const SUGGESTIONS: usize = 8;
/// Most suggestions in an answer.
pub const SUGGESTIONS_MAX: usize = 50;
/// Shortest text that gets suggestions, in characters.
const QUERY_CHARS_MIN: usize = 2;
/// Most streets, postal codes or areas looked at for one text.
const LOOKED_AT_MAX: usize = 4_000;
/// How far round the position streets are looked at when too many begin so, in metres.
const ROUND_M: f64 = 2_000.0;

/// What may be meant.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestions {
    /// the suggestions, best first
    pub results: Vec<Suggestion>,
}

/// Something that may be meant.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Suggestion {
    /// what people read: `Kade, Markerwaard`; a house number only when it was typed and nobody can live there
    pub label: String,
    /// what it is
    pub kind: SuggestionKind,
    /// degrees north: of a street its middle, of an area a place inside it
    pub lat: f64,
    /// degrees east
    pub lon: f64,
    /// code of the area
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub code: Option<AreaCode>,
    /// metres from the position that was given
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_m: Option<u32>,
}

/// What a suggestion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum SuggestionKind {
    /// an address
    Adres,
    /// a postal code
    Postcode,
    /// an area
    Gebied,
    /// a street
    Straat,
}

/// A suggestion that may be shown, with how well it fits.
struct Candidate {
    /// 0 when the text is the whole name
    rank: u8,
    /// how large the area is, 0 for the largest; streets come after areas
    size: u8,
    found: Found,
    position: Position,
}

enum Found {
    Street(u64),
    Postcode(u32),
    Area(AreaCode, String),
    Address(String, SuggestionKind),
}

impl Picture<'_> {
    /// What may be meant by a text that someone is typing: at most `limit` suggestions (at most [`SUGGESTIONS_MAX`]);
    /// with a position the nearest first. A text of one character gets none. What is suppressed is not suggested.
    ///
    /// # Errors
    /// When the text is too long.
    pub fn suggest(
        &self,
        text: &str,
        limit: usize,
        near: Option<Position>,
        suppressed: &Suppressed,
    ) -> Result<Suggestions, SearchError> {
        if text.chars().count() > QUERY_CHARS_MAX {
            return Err(SearchError::TooLong);
        }
        if text.trim().chars().count() < QUERY_CHARS_MIN {
            return Ok(Suggestions::default());
        }
        let mut found = self.addresses_typed(text, suppressed);
        found.extend(self.postcodes_from(text, near.is_some(), suppressed));
        found.extend(self.areas_from(text));
        found.extend(self.streets_from(text, near, suppressed));
        let ground = near.map(Ground::at);
        let metres = |position: Position| {
            let (lon, lat) = position.steps();
            ground.map(|ground| ground.distance(lon, lat))
        };
        found.sort_by(|a, b| {
            let far = |c: &Candidate| metres(c.position).unwrap_or(0.0);
            let key = |c: &Candidate| (c.rank, c.size);
            far(a).total_cmp(&far(b)).then_with(|| key(a).cmp(&key(b)))
        });
        let mut results: Vec<Suggestion> = Vec::new();
        for candidate in found {
            if results.len() >= limit.min(SUGGESTIONS_MAX) {
                break;
            }
            let known = |s: &Suggestion| results.iter().any(|k| (&k.label, k.kind) == (&s.label, s.kind));
            if let Some(suggestion) = self.suggestion(candidate, suppressed).filter(|s| !known(s)) {
                let at = Position::new(suggestion.lat, suggestion.lon).ok();
                let distance_m = at.and_then(metres).map(|metres| metres.round() as u32);
                results.push(Suggestion { distance_m, ..suggestion });
            }
        }
        Ok(Suggestions { results })
    }

    fn suggestion(&self, candidate: Candidate, suppressed: &Suppressed) -> Option<Suggestion> {
        let Candidate { found, mut position, .. } = candidate;
        let (label, kind, code) = match found {
            Found::Street(number) => {
                let rows = self.rows_of(number, suppressed);
                let row = rows.first()?;
                let words = &self.addresses;
                // one key may hold two spellings; the first stands for both
                position = middle(&rows)?;
                let label = format!("{}, {}", words.word(row.street), words.word(row.town));
                (label, SuggestionKind::Straat, None)
            }
            Found::Postcode(postcode) => {
                let rows = self.rows_of_postcode(postcode, suppressed);
                let row = rows.first()?;
                position = middle(&rows)?;
                let words = &self.addresses;
                let (street, town) = (words.word(row.street), words.word(row.town));
                (format!("{}, {street}, {town}", postcode_text(postcode)), SuggestionKind::Postcode, None)
            }
            Found::Area(code, label) => (label, SuggestionKind::Gebied, Some(code)),
            Found::Address(label, kind) => (label, kind, None),
        };
        let (lat, lon) = (round7(position.lat()), round7(position.lon()));
        Some(Suggestion { label, kind, lat, lon, code, distance_m: None })
    }

    /// The address of a text with a street or a whole postal code, and a house number.
    fn addresses_typed(&self, text: &str, suppressed: &Suppressed) -> Vec<Candidate> {
        let wanted = parse(text);
        let Some(number) = wanted.number else { return Vec::new() };
        let keys = || self.exact_keys(&wanted.words).into_iter().take(LOOKED_AT_MAX);
        let groups: Vec<Vec<&PackedAddress>> = if wanted.postcode > 0 {
            vec![self.rows_of_postcode(wanted.postcode, suppressed)]
        } else if wanted.words.is_empty() {
            Vec::new()
        } else {
            keys().map(|(_, street)| self.rows_of(street, suppressed)).collect()
        };
        let mut found = Vec::new();
        for rows in groups {
            for row in rows.iter().copied().filter(|row| row.number == number).take(SUGGESTIONS_MAX) {
                let Some(address) = self.address_match(row, &rows, false) else { continue };
                let kind = if address.dwelling { SuggestionKind::Straat } else { SuggestionKind::Adres };
                let found_as = Found::Address(address.label, kind);
                found.push(Candidate { rank: 0, size: 0, found: found_as, position: address.position });
            }
        }
        found
    }

    /// The postal codes that begin so: `1131`, `1131 A`, `1131ab`.
    fn postcodes_from(&self, text: &str, exactly: bool, suppressed: &Suppressed) -> Vec<Candidate> {
        let Some((from, to)) = postcode_range(text) else { return Vec::new() };
        let rows = self.addresses.rows;
        let start = rows.partition_point(|row| row.postcode < from);
        let mut found: Vec<Candidate> = Vec::new();
        let mut last = 0;
        for row in rows.iter().skip(start).take_while(|row| row.postcode < to) {
            if row.postcode == last || self.hides_address(row, suppressed) {
                continue;
            }
            last = row.postcode;
            let first = || Position::from_steps(row.lon, row.lat).ok();
            let middle = || middle(&self.rows_of_postcode(row.postcode, suppressed));
            if let Some(position) = if exactly { middle() } else { first() } {
                let rank = u8::from(to - from > 1);
                found.push(Candidate { rank, size: 0, found: Found::Postcode(row.postcode), position });
            }
            if found.len() >= LOOKED_AT_MAX {
                break;
            }
        }
        found
    }

    /// The areas whose name, or code, begins so.
    fn areas_from(&self, text: &str) -> Vec<Candidate> {
        let words = normal(text);
        let areas = self.names().starting_with(&words, LOOKED_AT_MAX);
        areas.filter_map(|(name, set, number)| self.area_candidate(&words, name, set, number)).collect()
    }

    fn area_candidate(&self, words: &str, name: &str, set: usize, number: u32) -> Option<Candidate> {
        let set = self.sets.get(set)?;
        let entry = set.entry(number)?;
        let code = AreaCode::parse(set.level, entry.code).ok()?;
        let gemeente = if entry.gemeente.is_empty() || set.level == Level::Gemeente {
            None
        } else {
            entry.gemeente.parse().ok().and_then(|code| self.about_area(&code)).map(|about| about.name)
        };
        let title = if entry.name.is_empty() { entry.code } else { entry.name };
        let of = gemeente.filter(|name| !name.is_empty()).map(|name| format!(", {name}"));
        // an area that the newest division has no longer is told by its year
        let newer = |other: &Division<'_>| other.level == set.level && other.year > set.year;
        let old = if self.sets.iter().any(newer) { format!(" {}", set.year) } else { String::new() };
        let label = format!("{title} ({}{old}){}", set.level, of.unwrap_or_default());
        let size = Level::ALL.iter().position(|level| *level == set.level).unwrap_or(0) as u8;
        let position = set.label(number)?;
        Some(Candidate {
            rank: u8::from(name != words) + u8::from(!old.is_empty()),
            size,
            found: Found::Area(code, label),
            position,
        })
    }

    /// The streets that begin so, also with (the beginning of) a town behind the whole name of the street.
    fn streets_from(&self, text: &str, near: Option<Position>, suppressed: &Suppressed) -> Vec<Candidate> {
        let words = normal(&text.replace(',', " "));
        if words.is_empty() {
            return Vec::new();
        }
        let mut prefixes = vec![words.clone()];
        let spaces = words.match_indices(' ').map(|(at, _)| at);
        prefixes.extend(spaces.map(|at| {
            let (street, town) = (words.get(..at).unwrap_or(""), words.get(at + 1..).unwrap_or(""));
            format!("{street}{STREET_TOWN}{town}")
        }));
        let mut streets: Vec<(u8, u64)> = Vec::new();
        for prefix in prefixes {
            let mut stream = self.addresses.streets.map.range().ge(&prefix).into_stream();
            while let Some((key, number)) = stream.next() {
                if !key.starts_with(prefix.as_bytes()) || streets.len() >= LOOKED_AT_MAX {
                    break;
                }
                let whole =
                    key.get(words.len()) == Some(&(STREET_TOWN as u8)) || prefix.contains(STREET_TOWN);
                streets.push((u8::from(!whole), number));
            }
        }
        // of very many that begin so, those round the position were perhaps not reached
        if let Some(near) = near.filter(|_| streets.len() >= LOOKED_AT_MAX) {
            streets.extend(self.streets_round(&words, near).into_iter().map(|number| (1, number)));
        }
        let first = |number: u64| {
            let rows = self.addresses.streets.list(number).iter();
            let mut rows = rows.filter_map(|&at| self.addresses.rows.get(at as usize));
            let row = rows.find(|row| !self.hides_address(row, suppressed))?;
            Position::from_steps(row.lon, row.lat).ok()
        };
        let exactly = near.is_some();
        let candidate = |(rank, number): (u8, u64)| {
            let position = if exactly { middle(&self.rows_of(number, suppressed)) } else { first(number) }?;
            Some(Candidate { rank, size: u8::MAX, found: Found::Street(number), position })
        };
        streets.into_iter().filter_map(candidate).collect()
    }

    /// The streets round a position that begin so.
    fn streets_round(&self, words: &str, near: Position) -> BTreeSet<u64> {
        let mut seen = BTreeSet::new();
        let mut streets = BTreeSet::new();
        for place in self.addresses.places.within(near, ROUND_M) {
            let Some(row) = self.addresses.rows.get(place.item as usize) else { continue };
            if !seen.insert((row.street, row.town)) {
                continue;
            }
            let street = normal(self.addresses.word(row.street));
            if street.starts_with(words) {
                let key = format!("{street}{STREET_TOWN}{}", normal(self.addresses.word(row.town)));
                streets.extend(self.addresses.streets.map.get(key));
            }
        }
        streets
    }
}

/// The postal codes that begin with a text, from and up to: four digits and perhaps letters.
fn postcode_range(text: &str) -> Option<(u32, u32)> {
    let plain: Vec<u8> =
        text.bytes().filter(|b| !b.is_ascii_whitespace()).map(|b| b.to_ascii_uppercase()).collect();
    let (digits, letters) = plain.split_at_checked(4)?;
    let sure = digits.iter().all(u8::is_ascii_digit) && letters.iter().all(u8::is_ascii_uppercase);
    if !sure || digits.first() == Some(&b'0') {
        return None;
    }
    let from = digits.iter().fold(0_u32, |sum, digit| sum * 10 + u32::from(digit - b'0')) * 676;
    match letters {
        [] => Some((from, from + 676)),
        [a] => Some((from + u32::from(a - b'A') * 26, from + u32::from(a - b'A') * 26 + 26)),
        [a, b] => {
            let at = from + u32::from(a - b'A') * 26 + u32::from(b - b'A');
            Some((at, at + 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::postcode_number;

    #[test]
    fn the_beginning_of_a_postal_code_is_a_range_of_them() {
        let at = postcode_number;
        for (text, expected) in [
            ("1131", Some((at("1131AA"), at("1131ZZ") + 1))),
            ("1131 a", Some((at("1131AA"), at("1131AZ") + 1))),
            ("1131ab", Some((at("1131AB"), at("1131AB") + 1))),
            ("113", None),
            ("0131", None),
            ("1131abc", None),
            ("kade", None),
            ("é131", None),
        ] {
            assert_eq!(postcode_range(text), expected, "{text}");
        }
    }
}
