//! The addresses on a suppression list.

use std::collections::HashSet;

use crate::address::{normal, postcode_number, postcode_text};
use crate::pack::PackedAddress;
use crate::picture::Picture;

use super::Suppressed;

/// Addresses that may not be shown, each as its postal code (0 for any) and the rest as one word: `kade12amarkerwaard`,
/// `kade12a` or `12a`.
#[derive(Debug, Clone, Default)]
pub(crate) struct HiddenAddresses {
    keys: HashSet<(u32, String)>,
    /// postal code and each number in the text, so that hardly any address needs a look at its words
    numbers: HashSet<(u32, u32)>,
}

/// Why a text names no address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressFault {
    /// a street, say
    #[error("there is no house number in it; a street cannot be hidden")]
    NoNumber,
    /// a number alone
    #[error("there is no street or postal code in it; write `Kade 12, 8285 AB Markerwaard`")]
    NumberOnly,
}

impl HiddenAddresses {
    pub(super) fn add(&mut self, text: &str) -> Result<(), AddressFault> {
        let plain = normal(text);
        let (postcode, words) = without_postcode(&plain);
        let runs = words.iter().flat_map(|word| word.split(|c: char| !c.is_ascii_digit()));
        let numbers: Vec<u32> = runs.filter_map(|run| run.parse().ok()).collect();
        if numbers.is_empty() {
            return Err(AddressFault::NoNumber);
        }
        // "12", "12 a": digits first and no word that is a street
        let is_street = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
        if postcode == 0 && !words.iter().any(is_street) {
            return Err(AddressFault::NumberOnly);
        }
        self.numbers.extend(numbers.into_iter().map(|number| (postcode, number)));
        self.keys.insert((postcode, words.concat()));
        Ok(())
    }

    pub(super) fn append(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.numbers.extend(other.numbers);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = String> {
        self.keys.iter().map(|(postcode, rest)| format!("{} {rest}", postcode_text(*postcode)))
    }

    fn may_hide(&self, postcode: u32, number: u32) -> bool {
        self.numbers.contains(&(postcode, number)) || self.numbers.contains(&(0, number))
    }

    /// Whether an address is on the list: by its number and suffix, with its street, with its town.
    fn hides(&self, postcode: u32, [number, street, town]: [&str; 3]) -> bool {
        let word =
            |parts: &[&str]| parts.iter().map(|part| normal(part).replace(' ', "")).collect::<String>();
        let (with_street, with_town) = (word(&[street, number]), word(&[street, number, town]));
        let known = |postcode: u32, key: &str| self.keys.contains(&(postcode, key.to_owned()));
        // a house number alone says something only within a postal code
        (postcode > 0 && known(postcode, &word(&[number])))
            || [postcode, 0].iter().any(|&code| known(code, &with_street) || known(code, &with_town))
    }
}

/// The postal code of a text in normal form, 0 when it has none, and its other words.
fn without_postcode(plain: &str) -> (u32, Vec<&str>) {
    let mut words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).collect();
    if let Some(at) = words.iter().position(|word| postcode_number(word) > 0) {
        let postcode = postcode_number(words.remove(at));
        return (postcode, words);
    }
    let pair = |pair: &[&str]| match pair {
        [digits, letters] if digits.len() == 4 => postcode_number(&format!("{digits}{letters}")),
        _ => 0,
    };
    // a street that ends in a year stands before its postal code: the last one counts
    match words.windows(2).rposition(|two| pair(two) > 0) {
        Some(at) => {
            let postcode = words.get(at..at + 2).map_or(0, pair);
            words.drain(at..at + 2);
            (postcode, words)
        }
        None => (0, words),
    }
}

impl Picture<'_> {
    /// Whether an address may not be shown.
    pub(crate) fn hides_address(&self, row: &PackedAddress, suppressed: &Suppressed) -> bool {
        let hidden = suppressed.hidden_addresses();
        if hidden.is_empty() || !hidden.may_hide(row.postcode, row.number) {
            return false;
        }
        let words = &self.addresses;
        let number = format!("{}{}", row.number, words.word(row.suffix));
        hidden.hides(row.postcode, [&number, words.word(row.street), words.word(row.town)])
    }

    /// The numbers of the addresses that may not be shown, in order; looks at every address when the list has any.
    #[must_use]
    pub fn addresses_hidden(&self, suppressed: &Suppressed) -> Vec<u32> {
        if suppressed.hidden_addresses().is_empty() {
            return Vec::new();
        }
        let rows = (0_u32..).zip(self.addresses.rows);
        rows.filter(|(_, row)| self.hides_address(row, suppressed)).map(|(number, _)| number).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the entry hides `Plein 1945 12-3a, 1131 AB Volendam` and its neighbours.
    fn check(entry: &str, expected: [bool; 4]) {
        let mut list = HiddenAddresses::default();
        list.add(entry).unwrap();
        let ab = postcode_number("1131AB");
        let rows = [
            (ab, 12, "12-3a", "Plein 1945", "Volendam"),
            (ab, 12, "12", "Plein 1945", "Volendam"),
            (ab, 123, "123a", "Plein 1945", "Volendam"),
            (postcode_number("1135AB"), 12, "12-3a", "Plein 1945", "Edam"),
        ];
        let hides = |(postcode, number, text, street, town): (u32, u32, &str, &str, &str)| {
            list.may_hide(postcode, number) && list.hides(postcode, [text, street, town])
        };
        assert_eq!(rows.map(hides), expected, "{entry}");
    }

    #[test]
    fn an_address_is_hidden_however_it_is_written_and_no_other_one() {
        check("Plein 1945 12-3a, 1131 AB Volendam", [true, false, false, false]);
        check("plein 1945 12 3A 1131ab VOLENDAM", [true, false, false, false]);
        check("1131 AB 12-3A", [true, false, false, false]);
        check("Plein 1945 12-3a, Volendam", [true, false, false, false]);
        check("Plein 1945 12-3a", [true, false, false, true]);
        check("Plein 1945 12-3a, 1131 AB", [true, false, false, false]);
        check("Plein 1945 12, 1131 AB Volendam", [false, true, false, false]);
        check("Plein 1945 123a, 1131 AB Volendam", [false, false, true, false]);
        check("Plein 1945 12-3a, 1135 AB Edam", [false, false, false, true]);
        check("Plein 1945 99, 1131 AB Volendam", [false; 4]);
    }

    #[test]
    fn what_names_no_address_is_refused() {
        for (text, fault) in [
            ("Kade, 8285 AB Markerwaard", AddressFault::NoNumber),
            ("Kade", AddressFault::NoNumber),
            ("8285 AB", AddressFault::NoNumber),
            ("12", AddressFault::NumberOnly),
            ("12 a", AddressFault::NumberOnly),
        ] {
            assert_eq!(HiddenAddresses::default().add(text), Err(fault), "{text}");
        }
    }
}
