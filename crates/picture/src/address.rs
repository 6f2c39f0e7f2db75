//! Addresses: how they are written, normalised and numbered.

/// A postal code as a number: four digits times 676 plus the two letters; 0 when the text is not one.
#[must_use]
pub fn postcode_number(text: &str) -> u32 {
    let plain: Vec<u8> =
        text.bytes().filter(|b| !b.is_ascii_whitespace()).map(|b| b.to_ascii_uppercase()).collect();
    let [d1 @ b'1'..=b'9', d2, d3, d4, l1 @ b'A'..=b'Z', l2 @ b'A'..=b'Z'] = plain.as_slice() else {
        return 0;
    };
    if ![d2, d3, d4].iter().all(|b| b.is_ascii_digit()) {
        return 0;
    }
    let digits = [d1, d2, d3, d4].iter().fold(0, |sum, digit| sum * 10 + u32::from(**digit - b'0'));
    digits * 676 + u32::from(l1 - b'A') * 26 + u32::from(l2 - b'A')
}

/// The text of a postal code, `1131 AB`; empty for 0.
#[must_use]
pub fn postcode_text(number: u32) -> String {
    if number == 0 {
        return String::new();
    }
    let letter = |value: u32| char::from(b'A' + u8::try_from(value % 26).unwrap_or(0));
    format!("{:04} {}{}", number / 676, letter(number / 26 % 26), letter(number))
}

/// A street or town as it is searched: lower case, without accents and signs, one space between words.
#[must_use]
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let plain = match c {
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'Á' | 'À' | 'Â' | 'Ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'Ó' | 'Ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ü' => 'u',
            'ç' | 'Ç' => 'c',
            'ñ' | 'Ñ' => 'n',
            '\'' | '.' | '’' => continue,
            c if c.is_alphanumeric() => c.to_ascii_lowercase(),
            _ => ' ',
        };
        if plain == ' ' {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else {
            out.extend(plain.to_lowercase());
        }
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postal_codes_are_numbers_and_back() {
        assert_eq!(postcode_text(postcode_number("1131ab")), "1131 AB");
        assert_eq!(postcode_text(postcode_number(" 9999 ZZ ")), "9999 ZZ");
        assert_eq!(postcode_text(postcode_number("1000 AA")), "1000 AA");
        for text in ["", "1131", "0131AB", "1131A1", "113 1A B X", "é131AB"] {
            assert_eq!(postcode_number(text), 0, "{text}");
        }
    }

    #[test]
    fn streets_are_searched_without_accents_and_signs() {
        for (text, expected) in [
            ("Burg. van Baarstraat", "burg van baarstraat"),
            ("'s-Gravenweg", "s gravenweg"),
            ("Plein  1945", "plein 1945"),
            ("Café-straat ", "cafe straat"),
        ] {
            assert_eq!(normal(text), expected);
        }
    }
}
