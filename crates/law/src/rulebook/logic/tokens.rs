//! The words and signs of a file of rules, with their places.

use std::ops::Range;

/// A word or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Name(&'a str),
    Text(&'a str),
    Number(u128),
    Sign(&'a str),
}

/// Signs, the longer first.
const SIGNS: [&str; 20] = [
    "::", "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", ".", ",", "(", ")", "[", "]", "{", "}", "@", ";",
];

/// A word or sign with its place.
pub(super) type Placed<'a> = (Token<'a>, Range<usize>);

/// The words and signs of a text.
pub(super) fn tokens(text: &str) -> Result<Vec<Placed<'_>>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let start = text.len() - rest.len();
        let mut push = |token, length| found.push((token, start..start + length));
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(inside) = rest.strip_prefix('"') {
            let end = inside.find('"').ok_or("a text has no end")?;
            let word = inside.get(..end).unwrap_or_default();
            if word.contains('\\') {
                return Err("a text holds a backslash".to_owned());
            }
            push(Token::Text(word), end + 2);
            end + 2
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            push(Token::Sign(sign), sign.len());
            sign.len()
        } else {
            let part = |sign: char| sign.is_alphanumeric() || sign == '_';
            let end = rest.find(|sign| !part(sign)).unwrap_or(rest.len());
            let word = rest.get(..end).unwrap_or_default();
            match word.parse() {
                Ok(number) => push(Token::Number(number), end),
                _ if end == 0 => {
                    let part: String = rest.chars().take(12).collect();
                    return Err(format!("`{part}` is not understood"));
                }
                _ => push(Token::Name(word), end),
            }
            end
        };
        rest = rest.get(length..).unwrap_or_default().trim_start();
    }
    Ok(found)
}
