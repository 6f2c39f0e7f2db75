//! What an area is for: the codes of the register in words.

/// Codes of the table GEBRUIKSDOEL that say how one may park, with the words for it.
const WORDS: [(&str, &str); 7] = [
    ("BETAALDP", "betaald parkeren"),
    ("BLAUWEZ", "blauwe zone"),
    ("CARPOOL", "carpoolplaats"),
    ("GARAGEP", "parkeergarage"),
    ("PARKRIDE", "P+R"),
    ("TERREINP", "parkeerterrein"),
    ("VERGUNP", "parkeren met vergunning"),
];

/// The words for a code; `None` for one that is not known, as a code says nothing on a street.
pub(super) fn in_words(code: &str) -> Option<&'static str> {
    WORDS.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(_, words)| *words)
}
