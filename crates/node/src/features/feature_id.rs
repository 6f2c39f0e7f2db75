//! The id of a feature: of its dataset, the year of its division when it has one, and its own, as a text that stands in an
//! address as it is. Clients put ids in addresses without a thought for the signs in them.

use schouw_area::Year;

/// Between the parts. No dataset id has it.
pub const ID_MARK: char = ':';
/// Before the two hexadecimal digits of a byte that may not stand in an address.
const ESCAPE: char = '~';

/// The id of a feature.
pub(super) fn feature_id(dataset: &str, year: Option<Year>, id: &str) -> String {
    let id = safe(id);
    match year {
        Some(Year(year)) => format!("{dataset}{ID_MARK}{year}{ID_MARK}{id}"),
        None => format!("{dataset}{ID_MARK}{id}"),
    }
}

/// A text with only letters, digits and `-._` in it.
fn safe(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("{ESCAPE}{byte:02X}"));
        }
    }
    out
}

/// The text of which [`safe`] makes this; none when it makes it of no text.
pub(super) fn plain(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if first == ESCAPE {
            bytes.push(u8::from_str_radix(rest.get(1..3)?, 16).ok()?);
            rest = rest.get(3..)?;
        } else {
            bytes.extend(first.to_string().bytes());
            rest = rest.get(first.len_utf8()..)?;
        }
    }
    let plain = String::from_utf8(bytes).ok()?;
    // one id, one way to write it
    (safe(&plain) == text).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_stands_in_an_address_as_it_is() {
        assert_eq!(feature_id("bron", None, "map/a b.json#1"), "bron:map~2Fa~20b.json~231");
        assert_eq!(feature_id("bron", Some(Year(2024)), "BU99990101"), "bron:2024:BU99990101");
        for text in ["a/b", "a~2fb", "~4", "~", "~zz", "~41", "~C3", "a~2", "~+1"] {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_id_comes_back(id in ".*") {
            proptest::prop_assert_eq!(plain(&safe(&id)), Some(id));
        }
    }
}
