//! What was seen: where, when, what about, in which words, with which photos.

use jiff::Timestamp;
use schouw_area::Position;
use schouw_base::{CommandId, DatasetId};
use serde::{Deserialize, Serialize};

use crate::codes::{Obstacle, Theme};
use crate::guard::FindingKind;

/// Longest text of a signal, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;
/// Longest reason, in characters.
pub const REASON_CHARS_MAX: usize = 1_000;
/// Longest address, in characters.
pub const ADDRESS_CHARS_MAX: usize = 200;
/// Longest code of an offence (feitcode), in characters.
pub const OFFENCE_CHARS_MAX: usize = 20;
/// Most photos of a signal.
pub const PHOTOS_MAX: usize = 8;
/// Worst accuracy of a position that is taken, in metres; worse is no position.
pub const ACCURACY_M_MAX: u32 = 50_000;
/// Longest id of a record in a dataset, in characters.
pub const RECORD_CHARS_MAX: usize = 200;

/// Where it was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// degrees north
    pub lat: f64,
    /// degrees east
    pub lon: f64,
    /// how sure the position is, in metres
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<u32>,
    /// street, number and place, as the sender chose it
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// Decimals of a degree that a coarser position keeps: some 100 metres.
const COARSE_STEPS_A_DEGREE: f64 = 1_000.0;

impl Place {
    /// The position; `None` for numbers that are none, which cannot come in but may stand in an old log.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        Position::new(self.lat, self.lon).ok()
    }

    /// The street without its number, and the position to some 100 metres.
    #[must_use]
    pub fn coarser(&self) -> Self {
        let round = |degrees: f64| (degrees * COARSE_STEPS_A_DEGREE).round() / COARSE_STEPS_A_DEGREE;
        let street = self.address.as_deref().map(street_of).filter(|street| !street.is_empty());
        Self { lat: round(self.lat), lon: round(self.lon), accuracy: Some(100), address: street }
    }
}

/// An address without house number and postal code: the words before the first that begins with a digit, and what stands
/// after a comma without digits.
fn street_of(address: &str) -> String {
    let mut parts = address.split(',').map(|part| {
        let words = part.split_whitespace();
        words.take_while(|word| !word.starts_with(|c: char| c.is_ascii_digit())).collect::<Vec<_>>().join(" ")
    });
    let street = parts.next().unwrap_or_default();
    let rest: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    if rest.is_empty() || street.is_empty() { street } else { format!("{street}, {}", rest.join(", ")) }
}

/// A photo of a signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Photo {
    /// its id, made on the device
    pub id: CommandId,
    /// why it was kept as it is, with faces and plates in sight; covered when there is none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uncovered: Option<String>,
}

/// Something of a person that the sender kept in the text, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptFinding {
    /// what it is
    pub kind: FindingKind,
    /// why it is needed
    pub reason: String,
}

/// A record in open data that a signal points at. Open data never points back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// the dataset
    pub dataset: DatasetId,
    /// the record in it
    pub record: String,
}

/// That a boa could not act, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouldNotAct {
    /// the reason that is counted
    pub obstacle: Obstacle,
    /// in own words
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// What was seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// where; a question of a partner may have none
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// when, as the device says
    pub seen: Timestamp,
    /// what about
    pub theme: Theme,
    /// in own words
    pub text: String,
    /// photos
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Photo>,
    /// code of the offence
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offence: Option<String>,
    /// the sender says that it is about a person
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub about_person: bool,
    /// what the guard warned for and the sender kept
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<KeptFinding>,
    /// for a question: what is asked for, in the codes of `law`
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wanted: Vec<String>,
}

/// Characters of a text that a list shows.
const SHORT_CHARS: usize = 120;

impl Content {
    /// The beginning of the text, for a list.
    #[must_use]
    pub fn short(&self) -> String {
        let line = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        match line.char_indices().nth(SHORT_CHARS) {
            Some((end, _)) => format!("{}…", &line[..end]),
            None => line,
        }
    }

    /// Whether a photo shows faces or plates.
    #[must_use]
    pub fn shows_people(&self) -> bool {
        self.photos.iter().any(|photo| photo.uncovered.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_coarser_address_has_no_number() {
        let check = |address: &str, expected: &str| assert_eq!(street_of(address), expected, "{address}");
        check("Kade 12", "Kade");
        check("Kade 12a, 9990 AB Lelystrand", "Kade");
        check("Kade 12, Lelystrand", "Kade, Lelystrand");
        check("Lange Dreef", "Lange Dreef");
        check("1e Kade 3", "");
        check("", "");
    }

    #[test]
    fn a_coarser_place_is_some_hundred_metres_wide() {
        let place = Place { lat: 52.495_61, lon: 5.074_24, accuracy: Some(4), address: None };
        let coarse = place.coarser();
        assert_eq!((coarse.lat, coarse.lon, coarse.accuracy), (52.496, 5.074, Some(100)));
    }
}
