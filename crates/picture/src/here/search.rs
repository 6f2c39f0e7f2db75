//! Finding an address by what people type: "Kade 12 Volendam", "1131 AB 12", "havenplein".

use fst::{IntoStreamer as _, Streamer as _};
use schouw_area::{NearPlace, Position};

use super::Suppressed;
use crate::address::{normal, postcode_number, postcode_text};
use crate::pack::{PackedAddress, STREET_TOWN};
use crate::picture::Picture;

/// Longest text to search for, in characters.
pub const QUERY_CHARS_MAX: usize = 120;
/// Most streets looked at for one text.
const STREETS_MAX: usize = 64;

/// An address that fits the text.
#[derive(Debug, Clone, PartialEq)]
pub struct AddressMatch {
    /// how it is written; without house number when someone may live there
    pub label: String,
    /// where: of a dwelling the middle of its street, of anything else the address itself
    pub position: Position,
    /// whether someone may live there, so that the answer is for the street
    pub dwelling: bool,
}

/// Why no address is found.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SearchError {
    /// nothing fits
    #[error(
        "no address in this snapshot fits `{0}`; write street, number and town, or postal code and number"
    )]
    NotFound(String),
    /// several streets fit
    #[error("several streets fit `{text}`: {}; add the town", streets.join(", "))]
    Several {
        /// what was asked
        text: String,
        /// the streets
        streets: Vec<String>,
    },
    /// too long
    #[error("a search text has {QUERY_CHARS_MAX} characters at most")]
    TooLong,
}

/// What a text asks for.
pub(crate) struct Wanted {
    pub postcode: u32,
    pub number: Option<u32>,
    /// street and town, normalised
    pub words: String,
}

impl Picture<'_> {
    /// The address that fits a text, among those that may be shown.
    ///
    /// # Errors
    /// When nothing or more than one street fits.
    pub fn find_address(&self, text: &str, suppressed: &Suppressed) -> Result<AddressMatch, SearchError> {
        if text.chars().count() > QUERY_CHARS_MAX {
            return Err(SearchError::TooLong);
        }
        let mut wanted = parse(text);
        // a street may end in a number: Plein 1945
        let whole = normal(&text.replace(',', " "));
        if wanted.postcode == 0 && !self.exact_keys(&whole).is_empty() {
            wanted = Wanted { postcode: 0, number: None, words: whole };
        }
        let not_found = || SearchError::NotFound(text.trim().to_owned());
        let rows = if wanted.postcode > 0 {
            self.rows_of_postcode(wanted.postcode, suppressed)
        } else {
            self.rows_of_street(&wanted.words, text, suppressed)?
        };
        let fits = |row: &&PackedAddress| wanted.number.is_none_or(|number| row.number == number);
        let first = rows.iter().copied().find(fits).or_else(|| {
            // the number is not known: the street is
            if wanted.number.is_some() && wanted.postcode == 0 { None } else { rows.first().copied() }
        });
        let row = first.ok_or_else(not_found)?;
        let whole_street = wanted.number.is_none();
        self.address_match(row, &rows, whole_street).ok_or_else(not_found)
    }

    pub(crate) fn address_match(
        &self,
        row: &PackedAddress,
        street: &[&PackedAddress],
        whole_street: bool,
    ) -> Option<AddressMatch> {
        let words = &self.addresses;
        let (street_name, town) = (words.word(row.street), words.word(row.town));
        let dwelling = row.dwelling != 0;
        if dwelling || whole_street {
            let same: Vec<&PackedAddress> =
                street.iter().copied().filter(|r| r.street == row.street && r.town == row.town).collect();
            let label = format!("{street_name}, {town}");
            return Some(AddressMatch { label, position: middle(&same)?, dwelling });
        }
        let label = format!(
            "{street_name} {}{}, {} {town}",
            row.number,
            words.word(row.suffix),
            postcode_text(row.postcode)
        );
        Some(AddressMatch { label, position: Position::from_steps(row.lon, row.lat).ok()?, dwelling })
    }

    /// The street of the address nearest to a position, among those that may be shown.
    pub(crate) fn nearest_street(
        &self,
        position: Position,
        metres: f64,
        suppressed: &Suppressed,
    ) -> Option<&str> {
        let places = &self.addresses.places;
        let shown = |near: NearPlace| {
            let row = self.addresses.rows.get(near.item as usize)?;
            (!self.hides_address(row, suppressed)).then(|| self.addresses.word(row.street))
        };
        let nearest = shown(places.nearest(position, metres)?);
        nearest.or_else(|| places.within(position, metres).into_iter().find_map(shown))
    }

    pub(crate) fn rows_of_postcode(&self, postcode: u32, suppressed: &Suppressed) -> Vec<&PackedAddress> {
        let rows = self.addresses.rows;
        let start = rows.partition_point(|row| row.postcode < postcode);
        let rows = rows.iter().skip(start).take_while(|row| row.postcode == postcode);
        rows.filter(|row| !self.hides_address(row, suppressed)).collect()
    }

    fn rows_of_street(
        &self,
        words: &str,
        text: &str,
        suppressed: &Suppressed,
    ) -> Result<Vec<&PackedAddress>, SearchError> {
        let mut keys = self.street_keys(words);
        if !suppressed.hidden_addresses().is_empty() {
            keys.retain(|(_, number)| !self.rows_of(*number, suppressed).is_empty());
        }
        match keys.as_slice() {
            [] => Err(SearchError::NotFound(text.trim().to_owned())),
            [(_, number)] => Ok(self.rows_of(*number, suppressed)),
            several => {
                let streets = several.iter().take(5).map(|(key, _)| key.replace(STREET_TOWN, ", ")).collect();
                Err(SearchError::Several { text: text.trim().to_owned(), streets })
            }
        }
    }

    pub(crate) fn rows_of(&self, street: u64, suppressed: &Suppressed) -> Vec<&PackedAddress> {
        let list = self.addresses.streets.list(street);
        let rows = list.iter().filter_map(|&at| self.addresses.rows.get(at as usize));
        rows.filter(|row| !self.hides_address(row, suppressed)).collect()
    }

    /// The streets that fit: street and town exactly, else the street in any town, else streets that begin so.
    fn street_keys(&self, words: &str) -> Vec<(String, u64)> {
        let exact = self.exact_keys(words);
        if exact.is_empty() && words.len() >= 3 { self.keys_from(words) } else { exact }
    }

    /// The streets with these words as their whole name, or as name and town.
    pub(crate) fn exact_keys(&self, words: &str) -> Vec<(String, u64)> {
        let map = &self.addresses.streets.map;
        // "kade volendam": every split into street and town
        let spaces = words.match_indices(' ').map(|(at, _)| at);
        for at in spaces.collect::<Vec<_>>().into_iter().rev() {
            let (street, town) = (words.get(..at).unwrap_or(""), words.get(at + 1..).unwrap_or(""));
            let key = format!("{street}{STREET_TOWN}{town}");
            if let Some(number) = map.get(&key) {
                return vec![(key, number)];
            }
        }
        self.keys_from(&format!("{words}{STREET_TOWN}"))
    }

    fn keys_from(&self, prefix: &str) -> Vec<(String, u64)> {
        if prefix.trim_end_matches(STREET_TOWN).is_empty() {
            return Vec::new();
        }
        let mut stream = self.addresses.streets.map.range().ge(prefix).into_stream();
        let mut keys = Vec::new();
        while let Some((key, number)) = stream.next() {
            let Ok(key) = std::str::from_utf8(key) else { continue };
            if !key.starts_with(prefix) || keys.len() >= STREETS_MAX {
                break;
            }
            keys.push((key.to_owned(), number));
        }
        keys
    }
}

pub(crate) fn parse(text: &str) -> Wanted {
    let plain = text.replace(',', " ");
    let tokens: Vec<&str> = plain.split_whitespace().collect();
    let mut wanted = Wanted { postcode: 0, number: None, words: String::new() };
    let mut rest: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let pair = tokens.get(at + 1).map(|next| format!("{token}{next}"));
        if wanted.postcode == 0 && postcode_number(token) > 0 {
            wanted.postcode = postcode_number(token);
        } else if wanted.postcode == 0 && token.len() == 4 && pair.as_deref().map_or(0, postcode_number) > 0 {
            wanted.postcode = pair.as_deref().map_or(0, postcode_number);
            at += 1;
        } else if let Some(number) = house_number(token)
            && wanted.number.is_none()
            && (at > 0 || wanted.postcode > 0)
        {
            wanted.number = Some(number);
        } else {
            rest.push(token);
        }
        at += 1;
    }
    wanted.words = normal(&rest.join(" "));
    wanted
}

/// The number in "12", "12A", "12-3".
fn house_number(token: &str) -> Option<u32> {
    let digits: String = token.chars().take_while(char::is_ascii_digit).collect();
    let rest = token.get(digits.len()..)?;
    let fits = rest.len() <= 5 && rest.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if digits.is_empty() || !fits { None } else { digits.parse().ok() }
}

/// The address in the middle of a street: the one nearest to the mean of all.
pub(crate) fn middle(rows: &[&PackedAddress]) -> Option<Position> {
    let count = i64::try_from(rows.len()).ok().filter(|count| *count > 0)?;
    let lon = rows.iter().map(|row| i64::from(row.lon)).sum::<i64>() / count;
    let lat = rows.iter().map(|row| i64::from(row.lat)).sum::<i64>() / count;
    // 128 bits: places of a damaged index may lie anywhere
    let square = |steps: i32, middle: i64| i128::from(i64::from(steps) - middle).pow(2);
    let far = |row: &&&PackedAddress| square(row.lon, lon) + square(row.lat, lat) * 3;
    let row = rows.iter().min_by_key(far)?;
    Position::from_steps(row.lon, row.lat).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_split_into_street_number_and_postal_code() {
        let check = |text: &str, words: &str, number: Option<u32>, postcode: &str| {
            let wanted = parse(text);
            assert_eq!((wanted.words.as_str(), wanted.number), (words, number), "{text}");
            assert_eq!(postcode_text(wanted.postcode), postcode, "{text}");
        };
        check("Kade 12 Volendam", "kade volendam", Some(12), "");
        check("Kade 12A, Volendam", "kade volendam", Some(12), "");
        check("1131 AB 12", "", Some(12), "1131 AB");
        check("1131ab", "", None, "1131 AB");
        check("Plein 1945", "plein", Some(1945), "");
        check("2e Dwarsstraat 4", "2e dwarsstraat", Some(4), "");
    }
}
