//! Codes of areas. A code means nothing without its year: areas are recoded when municipalities merge.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize, Serializer};

/// The year of a set of areas, such as the CBS division of 2019.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Year(pub u16);

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How large an area is in the division it belongs to, from large to small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The whole of the Netherlands.
    Land,
    /// Municipality, CBS code `GM` and four digits.
    Gemeente,
    /// District of a municipality, CBS code `WK` and six characters.
    Wijk,
    /// Neighbourhood, CBS code `BU` and eight characters; the characters may hold letters.
    Buurt,
    /// Four digits of a postal code.
    Postcode4,
    /// Any other area that an organisation brings: a base team, a district of the police, a work area.
    Gebied,
}

impl Level {
    /// All levels, from large to small.
    pub const ALL: [Self; 6] =
        [Self::Land, Self::Gemeente, Self::Wijk, Self::Buurt, Self::Postcode4, Self::Gebied];

    /// The Dutch word, as it stands in data and on screens.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Land => "land",
            Self::Gemeente => "gemeente",
            Self::Wijk => "wijk",
            Self::Buurt => "buurt",
            Self::Postcode4 => "postcode4",
            Self::Gebied => "gebied",
        }
    }

    /// The level with this Dutch word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A CBS area code in its one form: `NL00`, `GM0385`, `WK038501`, `BU03850102`; other areas keep the code they have.
///
/// A copy is cheap: an answer has the same few codes many times.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct AreaCode(Arc<str>);

/// Why a text is not a code of an area.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not an area code; expected GM and 4 digits, WK and 6 or BU and 8 characters, or 4 digits of a postal code"
)]
pub struct AreaCodeError(String);

/// Longest code of an area of an organisation's own, in bytes.
const OWN_CODE_BYTES_MAX: usize = 64;

impl AreaCode {
    /// The code of the whole country, as text.
    pub const LAND: &str = "NL00";

    /// The code of the whole country.
    #[must_use]
    pub fn land() -> Self {
        Self(Self::LAND.into())
    }

    /// Reads a code of a level from the many ways in which sources write it: padded with spaces (`"GM0363    "`),
    /// without letters or leading zero (`363`, `5032500`), in lower case.
    ///
    /// # Errors
    /// When the text cannot be a code of that level.
    pub fn parse(level: Level, text: &str) -> Result<Self, AreaCodeError> {
        let wrong = || AreaCodeError(text.chars().take(40).collect());
        let trimmed = text.trim();
        let (prefix, width) = match level {
            Level::Land => return Ok(Self::land()),
            Level::Gemeente => ("GM", 4),
            Level::Wijk => ("WK", 6),
            Level::Buurt => ("BU", 8),
            Level::Postcode4 => ("", 4),
            Level::Gebied => {
                let fits = !trimmed.is_empty()
                    && trimmed.len() <= OWN_CODE_BYTES_MAX
                    && !trimmed.chars().any(char::is_control);
                return if fits { Ok(Self(trimmed.into())) } else { Err(wrong()) };
            }
        };
        if is_canonical(trimmed, prefix, width) {
            return Ok(Self(trimmed.into()));
        }
        let upper = trimmed.to_ascii_uppercase();
        let rest = upper.strip_prefix(prefix).unwrap_or(&upper);
        let plain =
            !rest.is_empty() && rest.len() <= width && rest.bytes().all(|b| b.is_ascii_alphanumeric());
        if !plain || !rest.bytes().take(1).all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        // a code that kept its letters was not stripped of its zeros
        let cut = rest.len() < width && upper.len() != rest.len() && level != Level::Postcode4;
        if cut || (rest.len() < width && !rest.bytes().all(|b| b.is_ascii_digit())) {
            return Err(wrong());
        }
        Ok(Self(format!("{prefix}{rest:0>width$}").into()))
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The level that the form of the code tells.
    #[must_use]
    pub fn level(&self) -> Level {
        let code = self.as_str();
        let digits = |from: usize| code.bytes().skip(from).all(|b| b.is_ascii_alphanumeric());
        match (code.get(..2), code.len()) {
            (Some("NL"), 4) => Level::Land,
            (Some("GM"), 6) if digits(2) => Level::Gemeente,
            (Some("WK"), 8) if digits(2) => Level::Wijk,
            (Some("BU"), 10) if digits(2) => Level::Buurt,
            (_, 4) if code.bytes().all(|b| b.is_ascii_digit()) => Level::Postcode4,
            _ => Level::Gebied,
        }
    }

    /// The wijk of a buurt, or the gemeente of a wijk or buurt, as the CBS code itself says it: `WK` and the six
    /// characters after `BU`; `GM` and the four after that.
    #[must_use]
    pub fn parent(&self, level: Level) -> Option<Self> {
        let code = self.as_str();
        let rest = code.get(2..)?;
        match (self.level(), level) {
            (Level::Buurt, Level::Wijk) => Some(Self(format!("WK{}", rest.get(..6)?).into())),
            (Level::Buurt | Level::Wijk, Level::Gemeente) => {
                Some(Self(format!("GM{}", rest.get(..4)?).into()))
            }
            (Level::Buurt | Level::Wijk | Level::Gemeente, Level::Land) => Some(Self::land()),
            _ => None,
        }
    }
}

/// Whether a text is the one form of a code already, as all codes in a snapshot are.
fn is_canonical(text: &str, prefix: &str, width: usize) -> bool {
    let rest = text.strip_prefix(prefix).unwrap_or_default().as_bytes();
    rest.len() == width
        && rest.first().is_some_and(u8::is_ascii_digit)
        && rest.iter().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

impl FromStr for AreaCode {
    type Err = AreaCodeError;

    /// Reads a code whose form tells its level, as a person types it.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let upper = text.trim().to_ascii_uppercase();
        let level = match upper.get(..2) {
            Some("NL") if upper == "NL00" => Level::Land,
            Some("GM") => Level::Gemeente,
            Some("WK") => Level::Wijk,
            Some("BU") => Level::Buurt,
            _ if upper.len() == 4 && upper.bytes().all(|b| b.is_ascii_digit()) => Level::Postcode4,
            _ => return Err(AreaCodeError(text.chars().take(40).collect())),
        };
        Self::parse(level, &upper)
    }
}

impl TryFrom<String> for AreaCode {
    type Error = AreaCodeError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().or_else(|_| Self::parse(Level::Gebied, &text))
    }
}

impl From<AreaCode> for String {
    fn from(code: AreaCode) -> Self {
        code.as_str().into()
    }
}

impl Serialize for AreaCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(level: Level, text: &str, expected: Option<&str>) {
        let code = AreaCode::parse(level, text).ok();
        assert_eq!(code.as_ref().map(AreaCode::as_str), expected, "{level} {text:?}");
    }

    #[test]
    fn codes_come_in_many_forms() {
        check(Level::Gemeente, "GM0363    ", Some("GM0363"));
        check(Level::Gemeente, "363", Some("GM0363"));
        check(Level::Gemeente, "0363", Some("GM0363"));
        check(Level::Gemeente, "gm0363", Some("GM0363"));
        check(Level::Gemeente, "GM363", None);
        check(Level::Gemeente, "36300", None);
        check(Level::Buurt, "5032500", Some("BU05032500"));
        check(Level::Buurt, "BU0363AE02", Some("BU0363AE02"));
        check(Level::Buurt, "BU0363AE", None);
        check(Level::Buurt, "", None);
        check(Level::Buurt, "é", None);
        check(Level::Wijk, "WK036300  ", Some("WK036300"));
        check(Level::Postcode4, "1131", Some("1131"));
        check(Level::Gebied, "Basisteam Markerwaard", Some("Basisteam Markerwaard"));
    }

    #[test]
    fn a_code_tells_its_parents() {
        let buurt: AreaCode = "BU0363AE02".parse().unwrap();
        assert_eq!(buurt.parent(Level::Wijk).unwrap().as_str(), "WK0363AE");
        assert_eq!(buurt.parent(Level::Gemeente).unwrap().as_str(), "GM0363");
        assert_eq!(buurt.parent(Level::Land).unwrap(), AreaCode::land());
        assert_eq!(buurt.parent(Level::Buurt), None);
    }
}
