use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};
use schouw_opendata::Dataset;

use super::addresses::{self, Address};
use super::ground::{Metres, Steps};
use super::map::{self, BUURTEN, WIJKEN};
use super::*;

const SEED: u64 = 9990;

fn today() -> Date {
    date(2026, 11, 23)
}

/// Twice the signed area of a closed ring, exactly.
fn doubled_area(ring: &[Steps]) -> i128 {
    let pairs = ring.iter().zip(ring.iter().skip(1));
    pairs.map(|(a, b)| i128::from(a.0) * i128::from(b.1) - i128::from(b.0) * i128::from(a.1)).sum()
}

fn holds(ring: &[Steps], (x, y): Steps) -> bool {
    let crosses = |(a, b): (&Steps, &Steps)| {
        let (ax, ay, bx, by) = (f64::from(a.0), f64::from(a.1), f64::from(b.0), f64::from(b.1));
        let (x, y) = (f64::from(x), f64::from(y));
        (ay > y) != (by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax
    };
    ring.iter().zip(ring.iter().skip(1)).filter(|pair| crosses(*pair)).count() % 2 == 1
}

fn edges(ring: &[Steps]) -> impl Iterator<Item = (Steps, Steps)> {
    ring.iter().copied().zip(ring.iter().copied().skip(1))
}

/// The definitions in `datasets/markerwaard`, by id.
fn definitions() -> BTreeMap<String, Dataset> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../datasets/markerwaard");
    let parse = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let dataset = Dataset::parse(&name, &text).unwrap_or_else(|fault| panic!("{fault}"));
        (dataset.id.as_str().to_owned(), dataset)
    };
    std::fs::read_dir(folder).unwrap().map(parse).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
    let one = generate(SEED, today());
    assert_eq!(one, generate(SEED, today()));
    let other = generate(SEED + 1, today());
    let names = |files: &[RawFile]| files.iter().map(|file| file.path.clone()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    let differing = one.iter().zip(&other).filter(|(one, other)| one.bytes != other.bytes).count();
    assert!(differing >= 12, "only {differing} files differ");
}

#[test]
fn every_file_has_a_definition_and_every_definition_a_file() {
    let files = generate(SEED, today());
    let of_files: BTreeSet<&str> = files.iter().map(|file| file.dataset).collect();
    let defined = definitions();
    for dataset in defined.values() {
        assert!(dataset.fetch.is_none(), "{}: nobody publishes it", dataset.id);
    }
    let defined: BTreeSet<&str> = defined.keys().map(String::as_str).collect();
    assert_eq!(of_files, defined);
    let paths: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths.len(), files.len());
}

#[test]
fn neighbourhoods_are_a_partition_with_borders_shared_exactly() {
    for seed in [SEED, 1, 2, 77] {
        let rings: Vec<_> = BUURTEN.iter().map(|buurt| map::ring(seed, buurt)).collect();
        let mut uses: BTreeMap<(Steps, Steps), u32> = BTreeMap::new();
        for (ring, buurt) in rings.iter().zip(&BUURTEN) {
            assert_eq!(ring.first(), ring.last(), "{}", buurt.name);
            assert!(doubled_area(ring) > 0, "{} runs clockwise", buurt.name);
            let distinct: BTreeSet<_> = ring.iter().collect();
            assert_eq!(distinct.len() + 1, ring.len(), "{} touches itself", buurt.name);
            for edge in edges(ring) {
                *uses.entry(edge).or_default() += 1;
            }
        }
        assert!(uses.values().all(|times| *times == 1), "an edge is walked twice the same way");
        let outer = areas::gemeente_pieces(seed);
        assert_eq!(outer.len(), 1);
        let on_edge: BTreeSet<_> = edges(&outer[0]).collect();
        for (from, to) in uses.keys() {
            assert_ne!(uses.contains_key(&(*to, *from)), on_edge.contains(&(*from, *to)));
        }
        let parts: i128 = rings.iter().map(|ring| doubled_area(ring)).sum();
        assert_eq!(parts, doubled_area(&outer[0]));
        no_two_edges_cross(&uses.keys().copied().collect::<Vec<_>>());
    }
}

fn no_two_edges_cross(edges: &[(Steps, Steps)]) {
    let side = |a: Steps, b: Steps, p: Steps| {
        let (ax, ay) = (i128::from(b.0 - a.0), i128::from(b.1 - a.1));
        (ax * i128::from(p.1 - a.1) - ay * i128::from(p.0 - a.0)).signum()
    };
    for (nth, (a, b)) in edges.iter().enumerate() {
        for (c, d) in edges.iter().skip(nth + 1) {
            let apart = side(*a, *b, *c) * side(*a, *b, *d) >= 0 || side(*c, *d, *a) * side(*c, *d, *b) >= 0;
            assert!(apart, "{a:?} {b:?} crosses {c:?} {d:?}");
        }
    }
}

#[test]
fn districts_are_made_of_their_neighbourhoods_and_buitenring_lies_in_three_pieces() {
    let pieces = |name: &str| {
        let code = WIJKEN.iter().find(|(_, known)| *known == name).map_or("", |(code, _)| code);
        areas::wijk_pieces(SEED, code).len()
    };
    assert_eq!((pieces("Lelystrand"), pieces("Polderhart"), pieces("De Kavels")), (1, 1, 1));
    assert_eq!(pieces("Buitenring"), 3);
    assert_eq!(BUURTEN.len(), 16);
    let people: u32 = BUURTEN.iter().map(|buurt| buurt.inhabitants).sum();
    assert!((47_000..49_000).contains(&people), "{people}");
}

#[test]
fn every_address_stands_in_its_neighbourhood() {
    let town = addresses::town(SEED);
    assert!((5_700..=6_300).contains(&town.len()), "{}", town.len());
    let rings: BTreeMap<_, _> = BUURTEN.iter().map(|buurt| (buurt.name, map::ring(SEED, buurt))).collect();
    for Address { street, number, place, buurt, .. } in &town {
        assert!(holds(&rings[buurt], place.steps()), "{street} {number} does not stand in {buurt}");
    }
    let mut seen = BTreeSet::new();
    for address in &town {
        let key = (&address.street, address.number, address.letter, &address.postcode);
        assert!(seen.insert(key), "{key:?} comes twice");
    }
}

#[test]
fn spots_lie_where_their_stories_play() {
    let buurt_at = |place: Metres| {
        let found = BUURTEN.iter().find(|buurt| holds(&map::ring(SEED, buurt), place.steps()));
        found.map(|buurt| buurt.name)
    };
    assert_eq!(buurt_at(scene::ON_SQUARE), Some("Havenkwartier"));
    assert_eq!(buurt_at(scene::on_kade(12)), Some("Kade"));
    assert_eq!(buurt_at(scene::ON_FORELAND), Some("Buitendijks"));
    assert_eq!(buurt_at(scene::DRUMS), Some("Bedrijvenpark Oost"));
    assert_eq!(buurt_at(scene::PERMITTED_FIRM), Some("Bedrijvenpark Oost"));
    assert_eq!(buurt_at(scene::PLATFORM.middle()), Some("Stationsbuurt"));
    assert_eq!(buurt_at(scene::SWIMMING), Some("Vakantiepark Markersteiger"));
    assert_eq!(buurt_at(scene::SCHOOL), Some("Sluiswijk"));
    assert_eq!(buurt_at(scene::MARKET.middle()), Some("Marktveld"));
    assert!(scene::ON_SQUARE.distance(scene::on_kade(12)) < 250.0);
    let [friday, morning, dusk] = spots(today());
    assert_eq!((friday.at.as_str(), morning.at.as_str()), ("2026-11-27T21:40", "2026-11-24T09:15"));
    assert_eq!(dusk.at, "2027-06-05T22:15");
}

#[test]
fn rings_have_bends_and_lie_in_the_markermeer() {
    let ring = &areas::gemeente_pieces(SEED)[0];
    assert!(ring.len() > 150, "{}", ring.len());
    for (lon, lat) in ring {
        assert!((51_200_000..=53_200_000).contains(lon) && (525_000_000..=526_100_000).contains(lat));
    }
}

#[test]
fn no_real_land_lies_where_markerwaard_is() {
    use std::io::Read as _;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/boundaries/");
    for name in ["gemeenten_2019.geojson.gz", "gemeenten_2022.geojson.gz", "buurten_2019_wgs84.geojson.gz"] {
        let Ok(file) = std::fs::File::open(format!("{folder}{name}")) else {
            eprintln!("skipped: {name} is not here");
            continue;
        };
        let mut text = String::new();
        flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        let mut land = Vec::new();
        numbers(&value["features"], &mut land);
        let within = |lon: f64, lat: f64| (5.12..5.32).contains(&lon) && (52.50..52.61).contains(&lat);
        let on_it = land.iter().filter(|(lon, lat)| within(*lon, *lat)).count();
        assert_eq!(on_it, 0, "{name} has borders where Markerwaard is");
        assert!(land.len() > 10_000, "{name} was not read");
    }
}

/// All pairs of numbers in coordinates, however deep.
fn numbers(value: &Value, into: &mut Vec<(f64, f64)>) {
    match value {
        Value::Array(items) => match items.as_slice() {
            [lon, lat] if lon.is_number() => into.push((lon.as_f64().unwrap(), lat.as_f64().unwrap())),
            items => items.iter().for_each(|item| numbers(item, into)),
        },
        Value::Object(facts) => {
            facts
                .get("coordinates")
                .or(facts.get("geometry"))
                .into_iter()
                .for_each(|inner| numbers(inner, into));
        }
        _ => {}
    }
}
