//! The texts in which official notices write places (`gebiedsmarkering`), in all forms that they had since 2009.
//!
//! | element | form | coordinates |
//! |---|---|---|
//! | `locatiepunt` | `51.515 4.699` or `51.515,4.699` | degrees, latitude first |
//! | `locatiegebied` | `POLYGON((4.64 51.82,...))`, `LINESTRING(...)`, `MULTIPOLYGON(...)` | degrees, longitude first |
//! | `locatiegebied` | `51.97,4.61 51.98,4.62 ...` | degrees, latitude first |
//! | `geometrie` | `POINT(120097.26  488031.32)`, `POLYGON ((177456.11 361401.39, ...))` | metres, RD New |

use std::borrow::Cow;
use std::fmt;

use crate::limits::VERTICES_MAX;
use crate::read::nested::Nested;
use crate::row::Cell;

/// The element that holds places; it repeats, and holds an element for the kind of place.
pub(super) const MARKING: &str = "gebiedsmarkering";
/// Most texts of one record that are said to be no places.
const WRONG_MAX: usize = 10;

/// The places of a notice.
#[derive(Debug, Default)]
pub(super) struct Places {
    degrees: Vec<Vertex>,
    metres: Vec<Vertex>,
    /// texts that are no places
    pub(super) wrong: Vec<String>,
}

impl Places {
    /// The places among the fields of a record.
    pub(super) fn of(fields: &[(Cow<'_, str>, Nested<'_>)]) -> Self {
        let mut places = Self::default();
        for (_, value) in fields.iter().filter(|(name, _)| name == MARKING) {
            places.gather("", value);
        }
        places
    }

    fn gather(&mut self, name: &str, value: &Nested<'_>) {
        match value {
            Nested::Named(fields) => fields.iter().for_each(|(name, value)| self.gather(name, value)),
            Nested::Many(items) => items.iter().for_each(|item| self.gather(name, item)),
            Nested::One(Cell::Text(text))
                if matches!(name, "locatiepunt" | "locatiegebied" | "geometrie") && !text.is_empty() =>
            {
                match vertices(text) {
                    Ok(vertices) => vertices.into_iter().for_each(|vertex| self.add(vertex)),
                    Err(_) if self.wrong.len() < WRONG_MAX => self.wrong.push(text.clone().into_owned()),
                    Err(_) => {}
                }
            }
            Nested::One(_) => {}
        }
    }

    fn add(&mut self, vertex: Vertex) {
        let list = match vertex {
            Vertex::Degrees { .. } => &mut self.degrees,
            Vertex::Metres { .. } => &mut self.metres,
        };
        if list.len() < VERTICES_MAX {
            list.push(vertex);
        }
    }

    /// The columns that say the places: in degrees, else in metres; none for a notice without places.
    pub(super) fn columns<'a>(self) -> Option<(Cow<'a, str>, Nested<'a>)> {
        let list = |vertices: Vec<Vertex>| {
            Nested::Many(
                vertices
                    .into_iter()
                    .map(|vertex| Nested::One(Cell::Text(vertex.to_string().into())))
                    .collect(),
            )
        };
        match (self.degrees.is_empty(), self.metres.is_empty()) {
            (false, _) => Some(("locatie".into(), list(self.degrees))),
            (true, false) => Some(("locatie_rd".into(), list(self.metres))),
            (true, true) => None,
        }
    }
}

/// A vertex of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Vertex {
    /// WGS84 degrees
    Degrees {
        /// north
        lat: f64,
        /// east
        lon: f64,
    },
    /// RD New, metres
    Metres {
        /// east
        x: f64,
        /// north
        y: f64,
    },
}

impl fmt::Display for Vertex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Degrees { lat, lon } => write!(f, "{lat} {lon}"),
            Self::Metres { x, y } => write!(f, "{x} {y}"),
        }
    }
}

/// The text has none of the forms in the table above.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoPlace;

/// Numbers up to this size are degrees; RD coordinates on land are all larger.
const DEGREES_MAX: f64 = 180.0;

/// The vertices of a place, rings and parts one after the other, without those that repeat the one before.
pub(super) fn vertices(text: &str) -> Result<Vec<Vertex>, NoPlace> {
    let text = text.trim();
    let well_known = text.starts_with(|letter: char| letter.is_ascii_alphabetic());
    let pairs = if well_known { well_known_pairs(text) } else { plain_pairs(text) };
    let mut vertices: Vec<Vertex> = Vec::new();
    for (first, second) in pairs.ok_or(NoPlace)? {
        let vertex = match first.abs().max(second.abs()) <= DEGREES_MAX {
            true if well_known => Vertex::Degrees { lat: second, lon: first },
            true => Vertex::Degrees { lat: first, lon: second },
            false => Vertex::Metres { x: first, y: second },
        };
        if vertices.last() != Some(&vertex) {
            vertices.push(vertex);
        }
    }
    // a ring ends where it began
    if vertices.len() > 1 && vertices.first() == vertices.last() {
        vertices.pop();
    }
    if vertices.is_empty() { Err(NoPlace) } else { Ok(vertices) }
}

/// Pairs of numbers in well-known text, whatever its rings and parts.
fn well_known_pairs(text: &str) -> Option<Vec<(f64, f64)>> {
    let begin = text.find('(')?;
    let (kind, rest) = text.split_at_checked(begin)?;
    let known = ["POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON"];
    if !known.contains(&kind.trim().to_ascii_uppercase().as_str()) {
        return None;
    }
    let mut pairs = Vec::new();
    for vertex in rest.split(',') {
        let bare = vertex.trim_matches(|letter: char| matches!(letter, '(' | ')') || letter.is_whitespace());
        let mut numbers = bare.split_whitespace();
        pairs.push((number(numbers.next()?)?, number(numbers.next()?)?));
        // a height may follow
        if numbers.count() > 1 || pairs.len() > VERTICES_MAX {
            return None;
        }
    }
    Some(pairs)
}

/// `lat lon`, `lat,lon`, or several `lat,lon` with white space between.
fn plain_pairs(text: &str) -> Option<Vec<(f64, f64)>> {
    let parts: Vec<&str> = text.split_whitespace().collect();
    if let [lat, lon] = parts.as_slice()
        && let (Some(lat), Some(lon)) = (number(lat.trim_end_matches(',')), number(lon))
    {
        return Some(vec![(lat, lon)]);
    }
    let pair = |part: &&str| part.split_once(',').and_then(|(lat, lon)| Some((number(lat)?, number(lon)?)));
    parts.iter().map(pair).collect()
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(f64, f64)], metres: bool) {
        let expected: Vec<Vertex> = expected
            .iter()
            .map(
                |&(a, b)| {
                    if metres { Vertex::Metres { x: a, y: b } } else { Vertex::Degrees { lat: a, lon: b } }
                },
            )
            .collect();
        assert_eq!(vertices(text).as_deref(), Ok(expected.as_slice()), "{text}");
    }

    #[test]
    fn points_have_latitude_first() {
        check("51.5153 4.6993", &[(51.5153, 4.6993)], false);
        check("51.5153,4.6993", &[(51.5153, 4.6993)], false);
        check("51.5153, 4.6993", &[(51.5153, 4.6993)], false);
        check("51.97,4.61 51.98,4.62 51.97,4.61", &[(51.97, 4.61), (51.98, 4.62)], false);
    }

    #[test]
    fn well_known_text_has_longitude_first() {
        check("POINT(4.5 52.5)", &[(52.5, 4.5)], false);
        check("LINESTRING(6.2 52.1,6.3 52.2)", &[(52.1, 6.2), (52.2, 6.3)], false);
        check(
            "POLYGON((4.6 51.8,4.7 51.8, 4.7 51.9,4.6 51.8))",
            &[(51.8, 4.6), (51.8, 4.7), (51.9, 4.7)],
            false,
        );
        check(
            "POLYGON((4 51,5 51,4 51),(4.1 51.1,4.2 51.1))",
            &[(51., 4.), (51., 5.), (51., 4.), (51.1, 4.1), (51.1, 4.2)],
            false,
        );
    }

    #[test]
    fn large_numbers_are_metres() {
        check("POINT(120097.26  488031.32)", &[(120_097.26, 488_031.32)], true);
        check(
            "POLYGON ((136931 456617, 136920 456635))",
            &[(136_931., 456_617.), (136_920., 456_635.)],
            true,
        );
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "Volendam",
            "POINT()",
            "POINT(4.5)",
            "52",
            "52.1 NaN",
            "CIRCLE(1 2)",
            "POINT(1 2 3 4)",
            "(1 2)",
        ] {
            assert!(vertices(text).is_err(), "{text}");
        }
    }
}
