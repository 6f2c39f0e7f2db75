//! Things with a place: the map itself (dike, canals, harbour, wood), schools, lamps, containers, recreation, and the
//! jetties, a layer that the municipality added by itself.

use serde_json::{Value, json};

use super::RawFile;
use super::addresses::Address;
use super::geojson::{collection, feature, point, polygon, ring_of};
use super::ground::{Metres, at};
use super::map::{self, CANALS, DIKE};
use super::scene::{
    BEACH, DOG_FIELD, FORELAND, HARBOUR, HOLIDAY_PARK, MARKET, RUBBISH_NUMBER, SCHOOL, STATION_SQUARE,
    SWIMMING, WOOD, on_kade,
};

/// Metres that the dike is wide.
const DIKE_METRES: f64 = 46.0;
/// Metres that a canal is wide.
const CANAL_METRES: f64 = 22.0;
/// One lamp for so many addresses.
const ADDRESSES_PER_LAMP: usize = 9;
/// One container for so many addresses.
const ADDRESSES_PER_CONTAINER: usize = 60;

/// The files.
pub fn files(seed: u64, town: &[Address]) -> Vec<RawFile> {
    let layers: [(&str, &'static str, Vec<Value>); 6] = [
        ("plekken/kaart.geojson", "markerwaard-kaart", ground(seed)),
        ("plekken/scholen.geojson", "markerwaard-scholen", schools()),
        ("plekken/verlichting.geojson", "markerwaard-verlichting", lamps(town)),
        ("plekken/containers.geojson", "markerwaard-containers", containers(town)),
        ("plekken/recreatie.geojson", "markerwaard-recreatie", recreation()),
        ("plekken/steigers.geojson", "markerwaard-steigers", jetties()),
    ];
    layers
        .into_iter()
        .map(|(path, dataset, features)| RawFile::json(path, dataset, &collection(features)))
        .collect()
}

fn ground(seed: u64) -> Vec<Value> {
    let thing = |id: String, kind: &str, name: &str, shape| {
        feature(json!({ "id": id, "soort": kind, "naam": name }), shape)
    };
    let mut things = Vec::new();
    for (nth, (from, to)) in (1..).zip(DIKE.iter().zip(DIKE.iter().skip(1))) {
        let strip = map::strip(seed, &[*from, *to], DIKE_METRES);
        things.push(thing(format!("dijk-{nth:02}"), "dijk", "Ringdijk", polygon(&strip)));
    }
    for (name, corners) in CANALS {
        let strip = map::strip(seed, corners, CANAL_METRES);
        things.push(thing(name.to_lowercase(), "vaart", name, polygon(&strip)));
    }
    for (id, kind, name, rect) in [
        ("haven", "haven", "Haven van Markerwaard", HARBOUR),
        ("markerbos", "bos", "Markerbos", WOOD),
        ("markt", "plein", "Markt", MARKET),
        ("station", "station", "Station Markerwaard", STATION_SQUARE),
    ] {
        things.push(thing(id.to_owned(), kind, name, polygon(&ring_of(rect))));
    }
    things
}

fn schools() -> Vec<Value> {
    let schools: [(&str, &str, &str, Metres, u32); 8] = [
        ("MW01", "Markercollege", "voortgezet onderwijs", SCHOOL, 1_240),
        ("MW02", "De Vlonder", "basisonderwijs", at(4600.0, 1900.0), 310),
        ("MW03", "Het Kompas", "basisonderwijs", at(4900.0, 4700.0), 420),
        ("MW04", "De Botter", "basisonderwijs", at(9400.0, 6400.0), 280),
        ("MW05", "De Kiekendief", "basisonderwijs", at(1800.0, 6500.0), 260),
        ("MW06", "Koolzaad", "basisonderwijs", at(1900.0, 3800.0), 480),
        ("MW07", "Vaarschool Markermeer", "middelbaar beroepsonderwijs", at(7900.0, 4700.0), 690),
        ("MW08", "De Wulp", "basisonderwijs", at(2100.0, 8400.0), 230),
    ];
    let one = |(id, name, kind, place, pupils): &(&str, &str, &str, Metres, u32)| {
        feature(json!({ "brin": id, "naam": name, "onderwijs": kind, "leerlingen": pupils }), point(*place))
    };
    schools.iter().map(one).collect()
}

fn lamps(town: &[Address]) -> Vec<Value> {
    let one = |(nth, address): (usize, &Address)| {
        let facts = json!({
            "mast": format!("L{nth:05}"),
            "type": if nth % 3 == 0 { "led" } else { "natrium" },
            "geplaatst": 2003 + nth % 21,
            "straat": address.street,
        });
        feature(facts, point(address.place.moved(0.0, 7.0)))
    };
    town.iter().step_by(ADDRESSES_PER_LAMP).enumerate().map(one).collect()
}

fn containers(town: &[Address]) -> Vec<Value> {
    let container = |id: String, street: &str, number: u32, days: &str, place| {
        let facts = json!({ "id": id, "fractie": "restafval", "straat": street, "bij_nummer": number, "ophaaldag": days });
        feature(facts, point(place))
    };
    let mut all =
        vec![container("C-KADE-12".into(), "Kade", RUBBISH_NUMBER, "dinsdag", on_kade(RUBBISH_NUMBER))];
    for (nth, address) in town.iter().step_by(ADDRESSES_PER_CONTAINER).enumerate() {
        let day = ["maandag", "dinsdag", "woensdag", "donderdag"].get(nth % 4).copied().unwrap_or_default();
        let place = address.place.moved(5.0, -6.0);
        all.push(container(format!("C-{nth:04}"), &address.street, address.number, day, place));
    }
    all
}

fn recreation() -> Vec<Value> {
    let facts = |id: &str, kind: &str, name: &str, state: &str| json!({ "id": id, "soort": kind, "naam": name, "stand": state });
    let area = |rect| polygon(&ring_of(rect));
    vec![
        feature(
            facts("zw-1", "zwemwater", "Markerstrand", "goed; blauwalg gemeld in augustus"),
            point(SWIMMING),
        ),
        feature(
            facts(
                "vp-1",
                "vakantiepark",
                "Vakantiepark Markersteiger",
                "240 huizen, 31 met registratienummer",
            ),
            area(HOLIDAY_PARK),
        ),
        feature(facts("st-1", "strand", "Strand Zuiderhoofd", ""), area(BEACH)),
        feature(facts("hv-1", "losloopgebied", "Hondenveld Sluiswijk", ""), area(DOG_FIELD)),
        feature(facts("nb-1", "natuurgebied", "Voorland Buitendijks", "stiltegebied"), area(FORELAND)),
        feature(facts("nb-2", "bos", "Markerbos", "natuurbrand fase 1"), area(WOOD)),
    ]
}

fn jetties() -> Vec<Value> {
    let one = |nth: u32| {
        let kind = if nth.is_multiple_of(4) { "passantensteiger" } else { "vaste ligplaats" };
        let facts = json!({
            "steiger": format!("S{nth:02}"),
            "soort": kind,
            "plaatsen": 6 + nth % 5,
            "gecontroleerd": if nth.is_multiple_of(3) { "dit jaar" } else { "vorig jaar" },
        });
        feature(facts, point(on_kade(2 * nth + 2).moved(30.0, 22.0)))
    };
    (1..=14).map(one).collect()
}
