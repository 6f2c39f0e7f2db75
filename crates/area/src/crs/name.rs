//! The names by which files call their coordinate system.

use super::Crs;

/// Longest name or description that is looked at, bytes; the longest seen have 4 kB.
const NAME_BYTES_MAX: usize = 64 << 10;
/// Longest part of a name that an error quotes, characters.
const QUOTED_CHARS_MAX: usize = 60;

/// A name of a coordinate system that Schouw does not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "coordinate system `{0}` is not read; convert the file to EPSG:28992 or EPSG:4326 (`ogr2ogr -t_srs EPSG:28992`), \
     or, if it is one of EPSG:4326, EPSG:4258, EPSG:28992 and EPSG:3857 by another name, say so in the dataset's definition"
)]
pub struct UnknownCrs(String);

/// Codes of EPSG, and of Esri where it has its own.
///
/// Not among them: 28991 (RD Old, of before 1978) and 4289 (degrees on Bessel, 100 m off), which are called Amersfoort too.
const CODES: [(u32, Crs); 11] = [
    (4326, Crs::Wgs84),
    (4979, Crs::Wgs84), // WGS84 with height
    (4258, Crs::Wgs84), // ETRS89
    (4937, Crs::Wgs84), // ETRS89 with height
    (28992, Crs::Rd),
    (7415, Crs::Rd), // RD New + NAP
    (3857, Crs::WebMercator),
    (3785, Crs::WebMercator),
    (900_913, Crs::WebMercator),
    (102_100, Crs::WebMercator),
    (102_113, Crs::WebMercator),
];

/// Names in Esri's and OGC's writing, with only their letters and digits.
const NAMES: [(&str, Crs); 27] = [
    ("wgs84", Crs::Wgs84),
    ("gcswgs1984", Crs::Wgs84),
    ("gcswgs84", Crs::Wgs84),
    ("wgs1984", Crs::Wgs84),
    ("wgs84crs84", Crs::Wgs84),
    ("wgs84longlat", Crs::Wgs84),
    ("crs84", Crs::Wgs84),
    ("crs84h", Crs::Wgs84),
    ("ogccrs84", Crs::Wgs84),
    ("ogccrs84h", Crs::Wgs84),
    ("etrs89", Crs::Wgs84),
    ("gcsetrs1989", Crs::Wgs84),
    ("gcsetrs89", Crs::Wgs84),
    ("etrs1989", Crs::Wgs84),
    ("rdnew", Crs::Rd),
    ("amersfoortrdnew", Crs::Rd),
    ("amersfoortrdnewnapheight", Crs::Rd),
    ("rdnewnap", Crs::Rd),
    ("rijksdriehoekstelselnew", Crs::Rd),
    ("rijksdriehoeksstelselnew", Crs::Rd),
    ("wgs1984webmercatorauxiliarysphere", Crs::WebMercator),
    ("wgs1984webmercator", Crs::WebMercator),
    ("wgs84pseudomercator", Crs::WebMercator),
    ("wgs1984pseudomercator", Crs::WebMercator),
    ("popularvisualisationcrsmercator", Crs::WebMercator),
    ("googlemapsglobalmercator", Crs::WebMercator),
    ("webmercator", Crs::WebMercator),
];

/// What begins the description of one coordinate system in WKT, version 1 and 2.
const WKT_KINDS: [&str; 8] =
    ["PROJCS", "PROJCRS", "PROJECTEDCRS", "GEOGCS", "GEOGCRS", "GEODCRS", "GEOGRAPHICCRS", "GEODETICCRS"];
/// What in WKT wraps another, whose first part is the horizontal one.
const WKT_WRAPPERS: [&str; 4] = ["COMPD_CS", "COMPOUNDCRS", "BOUNDCRS", "SOURCECRS"];
/// Most wrappers round one system: a bound compound of a bound one.
const WRAPPERS_MAX: usize = 5;

impl Crs {
    /// The coordinate system with this name, in any of the ways in which files and services write it: `EPSG:28992`,
    /// `urn:ogc:def:crs:EPSG::28992`, `http://www.opengis.net/def/crs/OGC/1.3/CRS84`, a bare code, a name such as
    /// `RD_New`, or the WKT of a `.prj` file or a GeoPackage.
    ///
    /// # Errors
    /// When it is none of those that Schouw reads. A projection *based on* one of them, such as UTM on WGS84, is another.
    pub fn from_name(name: &str) -> Result<Self, UnknownCrs> {
        let trimmed = name.trim_start_matches('\u{feff}').trim();
        let found = match trimmed.len() {
            0..=NAME_BYTES_MAX if trimmed.contains('[') && !trimmed.starts_with('[') => from_wkt(trimmed),
            0..=NAME_BYTES_MAX => from_code(trimmed).or_else(|| from_words(trimmed)),
            _ => None,
        };
        found.ok_or_else(|| {
            let quoted = trimmed.chars().take(QUOTED_CHARS_MAX);
            UnknownCrs(quoted.map(|c| if c.is_control() { ' ' } else { c }).collect())
        })
    }

    /// The EPSG code, which is also the number that GeoPackage uses.
    #[must_use]
    pub fn epsg(self) -> u32 {
        match self {
            Self::Wgs84 => 4326,
            Self::Rd => 28992,
            Self::WebMercator => 3857,
        }
    }
}

/// By the last of the parts that `:`, `/` and `#` divide: the code, or `CRS84`.
fn from_code(name: &str) -> Option<Crs> {
    let bare = name.trim_matches(['[', ']', '<', '>']);
    let mut parts = bare.rsplit([':', '/', '#']);
    let last = parts.next()?.trim();
    let authorities = ["epsg", "esri", "ogc", "crs", "def", "urn", "http", "epsg.xml"];
    let known = match parts.next() {
        None => true,
        // behind the code stands an authority, or a version such as 0, 1.3 or nothing
        Some(part) => {
            let part = part.trim().to_ascii_lowercase();
            authorities.contains(&part.as_str()) || part.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        }
    };
    if !known {
        return None;
    }
    match last.parse::<u32>() {
        Ok(code) => CODES.iter().find(|(known, _)| *known == code).map(|(_, crs)| *crs),
        Err(_) => from_words(last),
    }
}

/// By its name in words.
fn from_words(name: &str) -> Option<Crs> {
    let letters: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    NAMES.iter().find(|(known, _)| *known == letters).map(|(_, crs)| *crs)
}

/// By the name of the outermost system in WKT, or else by the code that stands last in it, which is its own.
fn from_wkt(wkt: &str) -> Option<Crs> {
    let (mut kind, mut rest) = head(wkt)?;
    for _ in 0..WRAPPERS_MAX {
        if WKT_WRAPPERS.contains(&kind.as_str()) {
            (kind, rest) = head(inner(rest)?)?;
        }
    }
    if !WKT_KINDS.contains(&kind.as_str()) {
        return None;
    }
    let own = own_part(rest);
    let name = own.trim_start().strip_prefix('"')?.split('"').next()?;
    let projected = kind.starts_with("PROJ");
    let by_name = from_words(name).or_else(|| from_identifier(own))?;
    // a system in degrees that is called by the name of one in metres, or the reverse, is neither
    (projected == (by_name != Crs::Wgs84)).then_some(by_name)
}

/// The keyword that WKT begins with, and what follows its bracket.
fn head(wkt: &str) -> Option<(String, &str)> {
    let (kind, rest) = wkt.split_once('[')?;
    Some((kind.trim().to_ascii_uppercase(), rest))
}

/// What follows the name of a wrapper: from the first system inside it.
fn inner(wkt: &str) -> Option<&str> {
    let upper = wkt.to_ascii_uppercase();
    let kinds = WKT_WRAPPERS.iter().chain(&WKT_KINDS);
    let start = kinds.filter_map(|kind| upper.find(&format!("{kind}["))).min()?;
    wkt.get(start..)
}

/// What stands inside the brackets that were opened just before.
fn own_part(wkt: &str) -> &str {
    let (mut depth, mut quoted) = (1_usize, false);
    for (at, byte) in wkt.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'[' if !quoted => depth += 1,
            b']' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return wkt.get(..at).unwrap_or(wkt);
        }
    }
    wkt
}

/// By `AUTHORITY["EPSG","28992"]` or `ID["EPSG",28992]` at the very end of a system's own part.
fn from_identifier(own: &str) -> Option<Crs> {
    let (before, identifier) = own.trim_end().strip_suffix(']')?.rsplit_once('[')?;
    let keyword = before.rsplit([',', ' ', '\n']).next()?.trim();
    if !keyword.eq_ignore_ascii_case("AUTHORITY") && !keyword.eq_ignore_ascii_case("ID") {
        return None;
    }
    let mut parts = identifier.split(',').map(|part| part.trim().trim_matches('"'));
    let authority = parts.next()?;
    let known = authority.eq_ignore_ascii_case("EPSG") || authority.eq_ignore_ascii_case("ESRI");
    known.then(|| parts.next().and_then(from_code)).flatten()
}

#[cfg(test)]
mod tests;
