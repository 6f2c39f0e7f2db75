//! The areas as GeoJSON, in the attributes of the CBS division.

use serde_json::{Value, json};

use super::RawFile;
use super::geojson::{collection, feature, multi_polygon, polygon};
use super::ground::Steps;
use super::map::{self, BUURTEN, GEMEENTE, WIJKEN, YEAR};

/// The three files: neighbourhoods, districts, municipality.
pub fn files(seed: u64) -> Vec<RawFile> {
    vec![
        file("gebieden/buurten_2026.geojson", "markerwaard-buurten", &collection(buurten(seed))),
        file("gebieden/wijken_2026.geojson", "markerwaard-wijken", &collection(wijken(seed))),
        file("gebieden/gemeente_2026.geojson", "markerwaard-gemeente", &collection(gemeente(seed))),
    ]
}

fn file(path: &str, dataset: &'static str, value: &Value) -> RawFile {
    RawFile::json(path, dataset, value).of_year(YEAR)
}

fn buurten(seed: u64) -> Vec<Value> {
    let one = |buurt: &map::Buurt| {
        let facts = json!({
            "buurtcode": buurt.code,
            "buurtnaam": buurt.name,
            "wijkcode": buurt.wijk(),
            "gemeentecode": GEMEENTE.0,
            "gemeentenaam": GEMEENTE.1,
            "water": "NEE",
            "jaar": YEAR,
        });
        feature(facts, polygon(&map::ring(seed, buurt)))
    };
    BUURTEN.iter().map(one).collect()
}

fn wijken(seed: u64) -> Vec<Value> {
    let one = |(code, name): &(&str, &str)| {
        let facts = json!({ "wijkcode": code, "wijknaam": name, "gemeentecode": GEMEENTE.0, "jaar": YEAR });
        feature(facts, multi_polygon(&wijk_pieces(seed, code)))
    };
    WIJKEN.iter().map(one).collect()
}

/// The outer edges of a district.
pub fn wijk_pieces(seed: u64, code: &str) -> Vec<Vec<Steps>> {
    let rings: Vec<_> = BUURTEN.iter().filter(|b| b.wijk() == code).map(|b| map::ring(seed, b)).collect();
    map::dissolve(&rings)
}

/// The outer edge of the municipality.
pub fn gemeente_pieces(seed: u64) -> Vec<Vec<Steps>> {
    let rings: Vec<_> = BUURTEN.iter().map(|b| map::ring(seed, b)).collect();
    map::dissolve(&rings)
}

fn gemeente(seed: u64) -> Vec<Value> {
    let facts = json!({ "gemeentecode": GEMEENTE.0, "gemeentenaam": GEMEENTE.1, "jaar": YEAR });
    vec![feature(facts, multi_polygon(&gemeente_pieces(seed)))]
}
