//! Pages against the layers that they were made of.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use proptest::prelude::*;
use schouw_area::{Area, Level, RdTransform, Shape, Year};
use schouw_base::Digest;
use schouw_picture::here::Suppressed;
use schouw_picture::layers::{
    Address, AreaSet, Cadence, Extent, LayerKind, Layers, Notice, Place, Problem, ProblemReport, Source,
};
use schouw_picture::pack::ContainerBuilder;
use serde_json::Value;

use super::*;
use crate::snapshot::{FEATURES, INDEX, Snapshot};

struct Served {
    _folder: tempfile::TempDir,
    features: Features,
    snapshot: Snapshot,
    rd: RdTransform,
}

impl Served {
    fn of(layers: &Layers, hidden: &[(&str, &str)]) -> Self {
        let hidden = hidden.iter().map(|(dataset, id)| (dataset.parse().unwrap(), (*id).to_owned()));
        Self::without(layers, &hidden.collect())
    }

    fn without(layers: &Layers, suppressed: &Suppressed) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("index")).unwrap();
        let digest = Digest::of(b"test");
        let write = |name: &str, container: ContainerBuilder| {
            container.write(&mut std::fs::File::create(folder.path().join(name)).unwrap()).unwrap();
        };
        write(FEATURES, pack(layers, digest).unwrap());
        write(INDEX, schouw_picture::pack::pack(layers, digest).unwrap());
        let snapshot = Snapshot::open(folder.path()).unwrap();
        let features = Features::open(folder.path(), snapshot.picture(), suppressed).unwrap();
        Self { _folder: folder, features, snapshot, rd: RdTransform::Formula }
    }

    fn beside(&self) -> Beside<'_> {
        Beside { picture: self.snapshot.picture(), rd: &self.rd }
    }

    fn page(&self, collection: &str, ask: &Ask) -> (Page, Vec<Value>) {
        let collection = self.features.collection(collection).unwrap();
        let mut out = b"[".to_vec();
        let page = self.features.items(collection, ask, self.beside(), &mut out).unwrap();
        out.push(b']');
        let rows: Vec<Value> = serde_json::from_slice(&out).unwrap();
        assert_eq!(rows.len() as u64, page.returned);
        (page, rows)
    }

    /// All features that are asked for, page after page.
    fn walk(&self, collection: &str, ask: &Ask) -> Vec<String> {
        let mut ids = Vec::new();
        let mut ask = ask.clone();
        loop {
            let (page, rows) = self.page(collection, &ask);
            ids.extend(rows.iter().map(|row| row["id"].to_string().trim_matches('"').to_owned()));
            if !page.more {
                assert!(page.matched.is_none_or(|matched| matched == ids.len() as u64));
                return ids;
            }
            assert!(page.returned > 0, "a page with more after it and nothing on it");
            ask.offset += page.returned;
        }
    }

    fn item(&self, collection: &str, id: &str) -> Option<Value> {
        let collection = self.features.collection(collection).unwrap();
        let mut out = Vec::new();
        let found = self.features.item(collection, id, Crs::Crs84, self.beside(), &mut out).unwrap();
        out.push(b'}');
        found.then(|| serde_json::from_slice(&out).unwrap())
    }
}

fn source(dataset: &str, layer: LayerKind) -> Source {
    Source {
        dataset: dataset.parse().unwrap(),
        title: "Bron".into(),
        publisher: "gemeente Markerwaard".into(),
        licence: "CC0-1.0".into(),
        homepage: String::new(),
        retrieved: date(2024, 5, 3),
        cadence: Cadence::Year,
        tells: "iets".into(),
        layer,
        covers: None,
    }
}

fn square(west: f64, south: f64, size: f64) -> Shape {
    let at = |x: f64, y: f64| geo_types::Coord { x: west + x * size, y: south + y * size };
    let ring =
        geo_types::LineString(vec![at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(0.0, 1.0), at(0.0, 0.0)]);
    Shape::from_geometry(&geo_types::Polygon::new(ring, Vec::new()).into()).unwrap().0
}

fn area_set(year: u16, columns: u32) -> AreaSet {
    let area = |at: u32| {
        let code = format!("BU999900{at:02}").parse().unwrap();
        let shape = square(5.0 + f64::from(at) * 0.01, 52.0, 0.01);
        Area::new(Level::Buurt, code, Year(year), format!("Buurt \"{at}\""), shape)
    };
    AreaSet { level: Level::Buurt, year: Year(year), source: 0, areas: (0..columns).map(area).collect() }
}

fn place(id: String, extent: Extent, source: u16) -> Place {
    Place {
        source,
        id,
        kind: "school".into(),
        name: String::new(),
        facts: vec![("soort".into(), "kind\":\"museum".into())],
        date: "2019".into(),
        extent,
    }
}

fn places(points: &[(i32, i32)]) -> Layers {
    let sources = vec![source("plek-a", LayerKind::Places), source("plek-b", LayerKind::Places)];
    let mut layers = Layers { sources, ..Layers::default() };
    layers.places = points
        .iter()
        .enumerate()
        .map(|(at, point)| {
            let extent = if at % 7 == 3 { Extent::Nowhere } else { Extent::Points(vec![*point]) };
            place(format!("{at:05}"), extent, u16::from(at >= points.len() / 2))
        })
        .collect();
    layers
}

fn limit(limit: u64) -> Ask {
    Ask { limit, ..Ask::default() }
}

fn window(crs: Crs, numbers: [f64; 4]) -> Option<Vec<Window>> {
    Some(Window::read(crs, numbers, &RdTransform::Formula).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn pages_of_any_size_give_each_row_of_a_box_exactly_once(
        points in proptest::collection::vec((50_000_000..50_100_000, 520_000_000..520_100_000), 0..200),
        size in 1_u64..50, west in 4.999..5.011, south in 51.999..52.011, width in 0.0..0.01, height in 0.0..0.01,
        boxed: bool, hide in 0_usize..200,
    ) {
        let layers = places(&points);
        let hidden = layers.places.get(hide).map(|place| {
            (if place.source == 0 { "plek-a" } else { "plek-b" }, place.id.as_str())
        });
        let served = Served::of(&layers, hidden.as_slice());
        let windows = boxed.then(|| window(Crs::Crs84, [west, south, west + width, south + height])).flatten();
        let found = served.walk("plekken", &Ask { windows, ..limit(size) });
        let expected: Vec<String> = layers.places.iter().enumerate().filter(|(at, place)| {
            let inside = |(lon, lat): (i32, i32)| {
                let (lon, lat) = (f64::from(lon) / 1e7, f64::from(lat) / 1e7);
                west <= lon && lon <= west + width && south <= lat && lat <= south + height
            };
            let placed = match &place.extent { Extent::Points(points) => points.iter().any(|p| inside(*p)), _ => false };
            *at != hide && (!boxed || placed)
        }).map(|(_, place)| format!("{}:{}", if place.source == 0 { "plek-a" } else { "plek-b" }, place.id)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn pages_of_addresses_give_each_address_of_a_box_exactly_once(
        points in proptest::collection::vec((50_000_000..50_100_000, 520_000_000..520_100_000), 0..100),
        size in 1_u64..30, west in 4.999..5.011, wide: bool, hide in prop::collection::btree_set(0_usize..100, 0..6),
    ) {
        let sources = vec![source("adres-a", LayerKind::Addresses), source("adres-b", LayerKind::Addresses)];
        let mut layers = Layers { sources, ..Layers::default() };
        let (word, none) = (layers.addresses.words.number("Dorpsstraat"), layers.addresses.words.number(""));
        layers.addresses.rows = points.iter().enumerate().map(|(at, &(lon, lat))| Address {
            postcode: 900_000 + at as u32 / 5, street: word, town: word, number: at as u32 + 1, suffix: none, lon, lat,
            source: (at % 2) as u16, dwelling: true,
        }).collect();
        let mut suppressed = Suppressed::default();
        for at in &hide {
            let postcode = schouw_picture::address::postcode_text(900_000 + *at as u32 / 5);
            suppressed.hide_address(&format!("Dorpsstraat {}, {postcode} Dorpsstraat", at + 1)).unwrap();
        }
        let served = Served::without(&layers, &suppressed);
        let numbers = if wide { [3.0, 50.0, 8.0, 54.0] } else { [west, 52.0, west + 0.004, 52.004] };
        let ask = Ask { windows: window(Crs::Crs84, numbers), ..limit(size) };
        let inside = |&(lon, lat): &(i32, i32)| {
            let (lon, lat) = (f64::from(lon) / 1e7, f64::from(lat) / 1e7);
            numbers[0] <= lon && lon <= numbers[2] && numbers[1] <= lat && lat <= numbers[3]
        };
        for (collection, of) in [("adressen", None), ("adres-a", Some(0)), ("adres-b", Some(1))] {
            let mine = |at: usize| of.is_none_or(|of| at % 2 == of) && !hide.contains(&at);
            let expected = |boxed: bool| -> Vec<String> {
                let all = points.iter().enumerate().filter(|(at, point)| mine(*at) && (!boxed || inside(point)));
                all.map(|(at, _)| at.to_string()).collect()
            };
            if !points.is_empty() {
                prop_assert_eq!(served.walk(collection, &limit(size)), expected(false));
                prop_assert_eq!(served.walk(collection, &ask), expected(true));
                let rows = served.features.collection(collection).unwrap().rows;
                prop_assert_eq!(rows, expected(false).len() as u64);
                for at in hide.iter().map(ToString::to_string) {
                    prop_assert_eq!(served.item(collection, &at), None);
                }
            }
        }
    }
}

#[test]
fn each_year_of_an_area_is_a_feature_and_the_newest_comes_first() {
    let mut layers = Layers { sources: vec![source("buurten-x", LayerKind::Areas)], ..Layers::default() };
    layers.area_sets = vec![area_set(2019, 3), area_set(2024, 2)];
    let served = Served::of(&layers, &[]);
    let ids = served.walk("buurten", &limit(2));
    let expected =
        ["2024:BU99990000", "2024:BU99990001", "2019:BU99990000", "2019:BU99990001", "2019:BU99990002"];
    assert_eq!(ids, expected.map(|id| format!("buurten-x:{id}")));
    let in_2019 = Ask { when: Some(When::read("2019-06-01").unwrap()), ..limit(100) };
    assert_eq!(served.page("buurten", &in_2019).0.matched, Some(3));
    let of_year = Ask { equal: vec![("year".into(), 2024.into())], ..limit(100) };
    assert_eq!(served.page("buurten", &of_year).0.matched, Some(2));
    for id in ids {
        assert_eq!(served.item("buurten-x", &id).unwrap()["id"], *id);
    }
    for id in ["buurten-x:BU99990000", "buurten-x:2020:BU99990000", "buurten-y:2024:BU99990000", "", ":"] {
        assert_eq!(served.item("buurten", id), None, "{id}");
    }
}

#[test]
fn a_value_is_looked_for_in_its_own_property_only() {
    let served = Served::of(&places(&[(50_000_000, 520_000_000); 3]), &[]);
    let kind = |kind: &str| Ask { equal: vec![("kind".into(), kind.into())], ..limit(10) };
    assert_eq!(served.page("plekken", &kind("school")).0.matched, Some(3));
    assert_eq!(served.page("plekken", &kind("museum")).0.matched, Some(0));
    assert_eq!(served.page("plekken", &kind("scho")).0.matched, Some(0));
}

#[test]
fn coordinates_stand_in_the_order_of_their_system() {
    let served = Served::of(&places(&[(50_000_000, 520_000_000)]), &[]);
    let at = |crs| served.page("plekken", &Ask { crs, ..limit(1) }).1[0]["geometry"]["coordinates"].clone();
    assert_eq!(at(Crs::Crs84), serde_json::json!([5, 52]));
    assert_eq!(at(Crs::Wgs84), serde_json::json!([52, 5]));
    assert_eq!(at(Crs::Etrs89), serde_json::json!([52, 5]));
    let rd = at(Crs::Rd);
    let (x, y) = (rd[0].as_f64().unwrap(), rd[1].as_f64().unwrap());
    assert!((128_409.0..128_411.0).contains(&x) && (445_806.0..445_809.0).contains(&y), "{x} {y}");
}

#[test]
fn a_problem_loses_the_reports_that_may_not_be_shown() {
    let mut layers = Layers { sources: vec![source("meld-a", LayerKind::Reports)], ..Layers::default() };
    let report = |id: &str, day: i8| ProblemReport {
        id: id.into(),
        at: date(2024, 5, day).at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp(),
        status: "open".into(),
    };
    let problem = |ids: &[&str]| {
        let reports: Vec<ProblemReport> = ids.iter().zip(1..).map(|(id, day)| report(id, day)).collect();
        Problem {
            source: 0,
            id: ids[0].into(),
            theme: "afval".into(),
            first: reports[0].at,
            last: reports[reports.len() - 1].at,
            open: false,
            reports,
            place: (50_000_000, 520_000_000),
        }
    };
    layers.problems = vec![problem(&["a", "b", "c"]), problem(&["d"]), problem(&["e"])];
    let served = Served::of(&layers, &[("meld-a", "a"), ("meld-a", "d")]);
    let ids = served.walk("meldingen", &limit(1));
    assert_eq!(ids, ["meld-a:b", "meld-a:e"]);
    assert_eq!(served.features.collection("meldingen").unwrap().rows, 2);
    let told = &served.item("meldingen", "meld-a:b").unwrap()["properties"];
    assert_eq!(told["report_count"], 2);
    assert_eq!(told["report_ids"], "b; c");
    assert_eq!(told["first_report_at"], "2024-05-02T12:00:00Z");
    for id in ["meld-a:a", "meld-a:d"] {
        assert_eq!(served.item("meldingen", id), None, "{id}");
    }
    let first_day = Ask { when: Some(When::read("2024-05-01").unwrap()), ..limit(10) };
    assert_eq!(served.walk("meldingen", &first_day), ["meld-a:e"]);
    assert_ne!(served.features.version(), Served::of(&layers, &[]).features.version());
}

#[test]
fn a_notice_without_days_of_its_own_holds_on_the_day_it_was_published() {
    let mut layers = Layers { sources: vec![source("bek-a", LayerKind::Notices)], ..Layers::default() };
    let notice = |id: &str, published, from, until| Notice {
        source: 0,
        id: id.into(),
        kind: String::new(),
        title: "Evenement".into(),
        text: String::new(),
        published,
        from,
        until,
        url: String::new(),
        extent: Extent::Everywhere,
    };
    let day = |day| Some(date(2024, 5, day));
    layers.notices = vec![
        notice("1", day(1), None, None),
        notice("2", day(1), day(5), day(6)),
        notice("3", day(1), day(5), None),
        notice("4", day(1), None, day(3)),
        notice("5", None, None, None),
    ];
    let served = Served::of(&layers, &[]);
    let on = |text: &str| {
        let ask = Ask { when: Some(When::read(text).unwrap()), ..limit(10) };
        served.walk("bekendmakingen", &ask).into_iter().map(|id| id.replace("bek-a:", "")).collect::<String>()
    };
    assert_eq!(on("2024-05-01"), "145");
    assert_eq!(on("2024-05-03"), "45");
    assert_eq!(on("2024-05-06"), "235");
    assert_eq!(on("2024-06-01/.."), "35");
}

#[test]
fn every_collection_of_the_standard_is_there_when_it_is_empty_too() {
    let served = Served::of(&Layers::default(), &[]);
    let ids: BTreeSet<&str> = served.features.collections().iter().map(|one| one.id.as_str()).collect();
    let wanted = ["gemeenten", "wijken", "buurten", "regels", "bekendmakingen", "meldingen", "plekken"];
    assert_eq!(ids, BTreeSet::from(wanted));
    for id in wanted {
        assert_eq!(served.page(id, &limit(10)).0, Page { matched: Some(0), returned: 0, more: false });
    }
}

#[test]
fn no_damaged_byte_makes_a_reader_panic() {
    let mut layers = places(&[(50_000_000, 520_000_000), (50_000_001, 520_000_000)]);
    layers.sources.push(source("x-buurten", LayerKind::Areas));
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("index")).unwrap();
    let mut bytes = Vec::new();
    pack(&layers, Digest::of(b"test")).unwrap().write(&mut bytes).unwrap();
    let mut opened: BTreeMap<bool, u32> = BTreeMap::new();
    let served = Served::of(&Layers::default(), &[]);
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0xff;
        std::fs::write(folder.path().join(FEATURES), &damaged).unwrap();
        let features = Features::open(folder.path(), served.snapshot.picture(), &Suppressed::default());
        *opened.entry(features.is_ok()).or_default() += 1;
        let Ok(features) = features else { continue };
        for collection in features.collections() {
            let mut out = Vec::new();
            let _ = features.items(collection, &limit(10), served.beside(), &mut out);
            let _ = features.item(collection, "plek-a:00000", Crs::Rd, served.beside(), &mut out);
        }
    }
    assert!(opened.len() == 2, "some damage is seen when it is opened and some is not: {opened:?}");
}
