//! The questions, as the REST API has them. Parameters of an address may be texts, as they are there.

use jiff::Timestamp;
use schouw_area::{AreaCode, Bounds, Level, Position, Rd, RdTransform};
use schouw_picture::Picture;
use schouw_picture::here::{Spot, Suppressed};
use schouw_picture::moment::parse_moment;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error as _};

use crate::refused::Refused;

/// Where and when.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Here {
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub rd: Option<[f64; 2]>,
    pub address: Option<String>,
    pub area: Option<String>,
    pub at: Option<String>,
    pub radius: Option<u32>,
}

/// What someone is typing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    pub text: String,
    pub limit: Option<usize>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

/// An area.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Area {
    pub code: String,
    pub at: Option<String>,
}

/// A list of areas.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Areas {
    pub niveau: Option<String>,
    pub binnen: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    pub jaar: Option<u32>,
    #[serde(default, deserialize_with = "whole")]
    pub limit: Option<u32>,
    pub omtrek: Option<bool>,
}

/// A figure on a map.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choropleth {
    pub id: String,
    pub niveau: Option<String>,
    pub binnen: Option<String>,
    pub periode: Option<String>,
}

/// What a map shows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    #[serde(rename = "box")]
    pub bounds: [f64; 4],
    pub layers: Option<Vec<String>>,
    pub at: Option<String>,
    pub from: Option<From>,
    pub limit: Option<usize>,
}

/// Where a walk begins.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct From {
    pub lat: f64,
    pub lon: f64,
}

/// A source.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub id: String,
}

/// A whole number, also as text.
fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u32>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(u32),
        Text(String),
    }
    match Option::<Either>::deserialize(deserializer)? {
        None => Ok(None),
        Some(Either::Number(number)) => Ok(Some(number)),
        Some(Either::Text(text)) => text.parse().map(Some).map_err(D::Error::custom),
    }
}

/// Reads a question.
pub fn read<Q: DeserializeOwned>(text: &str) -> Result<Q, Refused> {
    // the words of the reader are English and say nothing to who stands on a street
    serde_json::from_str(text)
        .map_err(|_| Refused::wrong("De app stelde een vraag die dit toestel niet kent."))
}

/// The moment that is asked about.
pub fn moment(at: Option<&str>, now: Timestamp) -> Result<Timestamp, Refused> {
    at.map_or(Ok(now), |at| {
        parse_moment(at, now).map_err(|_| {
            Refused::wrong(format!(
                "`{at}` is geen moment. Schrijf bijvoorbeeld `21:40`, `vanavond 23:00`, `zaterdag` of `2026-11-27 21:40`."
            ))
        })
    })
}

/// A position.
pub fn position(lat: f64, lon: f64) -> Result<Position, Refused> {
    Position::new(lat, lon)
        .map_err(|_| Refused::wrong("`lat` ligt tussen -90 en 90 graden en `lon` tussen -180 en 180 graden."))
}

/// A code of an area.
pub fn area(code: &str) -> Result<AreaCode, Refused> {
    code.parse().map_err(|_| Refused::wrong(format!("`{code}` is geen code van een gebied.")))
}

/// A level.
pub fn level(word: &str) -> Result<Level, Refused> {
    Level::from_word(word)
        .ok_or_else(|| Refused::wrong(format!("`niveau`: `{word}` is geen niveau van gebieden")))
}

/// A box of west, south, east, north in degrees.
pub fn bounds([west, south, east, north]: [f64; 4]) -> Result<Bounds, Refused> {
    let (low, high) = (position(south, west)?.steps(), position(north, east)?.steps());
    if low.0 > high.0 || low.1 > high.1 {
        return Err(Refused::wrong("`box`: geef west, zuid, oost, noord in graden"));
    }
    Ok(Bounds { west: low.0, south: low.1, east: high.0, north: high.1 })
}

impl Here {
    /// The one spot that is asked about, and its name when it is an address.
    pub fn spot(&self, picture: &Picture<'_>, rd: &RdTransform) -> Result<(Spot, Option<String>), Refused> {
        let degrees = self.lat.is_some() || self.lon.is_some();
        let given = [degrees, self.rd.is_some(), self.address.is_some(), self.area.is_some()];
        if given.into_iter().filter(|given| *given).count() != 1 {
            return Err(Refused::wrong(
                "geef precies één plek: `lat` en `lon`, of `rd`, of `address`, of `area`",
            ));
        }
        if let Some([x, y]) = self.rd {
            let metres = Rd::new(x, y).map_err(|_| {
                Refused::wrong(format!(
                    "`{x}, {y}` ligt niet in RD: geef eerst x (oost), dan y (noord), in meters."
                ))
            })?;
            return Ok((Spot::At(rd.from_rd(metres).0), None));
        }
        if let Some(text) = &self.address {
            let found = picture.find_address(text, &Suppressed::default())?;
            return Ok((Spot::At(found.position), Some(found.label)));
        }
        if let Some(code) = &self.area {
            return Ok((Spot::Area(area(code)?), None));
        }
        let (Some(lat), Some(lon)) = (self.lat, self.lon) else {
            return Err(Refused::wrong("geef `lat` en `lon` samen"));
        };
        let spot = position(lat, lon)?;
        if !spot.near_the_netherlands() && spot.swapped().is_some_and(Position::near_the_netherlands) {
            return Err(Refused::wrong(
                "deze plek ligt alleen in Nederland als `lat` en `lon` verwisseld zijn",
            ));
        }
        Ok((Spot::At(spot), None))
    }
}
