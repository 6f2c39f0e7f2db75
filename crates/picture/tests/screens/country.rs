//! Two gemeenten of four squares each, side by side.

use geo_types::{Geometry, polygon};
use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::{Area, AreaCode, Level, Shape, Year};
use schouw_base::Digest;
use schouw_picture::address::postcode_number;
use schouw_picture::figures::{AreaKey, FigureRow, Measure, MeasureGroup, MeasureKind, Similar};
use schouw_picture::layers::{
    Address, AreaSet, Cadence, Contact, ContactKind, Extent, LayerKind, Layers, Notice, Place, Problem,
    ProblemReport, Rule, Source,
};

pub const YEAR: Year = Year(2026);
const WEST: f64 = 5.0;
const SOUTH: f64 = 52.0;
const SIDE: f64 = 0.02;

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn code(text: &str) -> AreaCode {
    text.parse().unwrap()
}

/// The middle of a buurt, north and east.
pub fn middle(buurt: usize) -> (f64, f64) {
    (SOUTH + SIDE / 2.0, WEST + SIDE * (buurt as f64 + 0.5))
}

pub fn block(from: f64, to: f64) -> Shape {
    let (west, east, south, north) = (WEST + SIDE * from, WEST + SIDE * to, SOUTH, SOUTH + SIDE);
    let block = polygon![(x: west, y: south), (x: east, y: south), (x: east, y: north), (x: west, y: north)];
    Shape::from_geometry(&Geometry::Polygon(block)).unwrap().0
}

fn source(id: &str, layer: LayerKind) -> Source {
    Source {
        dataset: id.parse().unwrap(),
        title: id.into(),
        publisher: "de gemeente".into(),
        licence: "CC0-1.0".into(),
        homepage: String::new(),
        retrieved: day("2026-11-01"),
        cadence: Cadence::Year,
        tells: "iets".into(),
        layer,
        covers: Some(vec![code("GM9990")]),
    }
}

fn measure(id: &str, kind: MeasureKind, group: MeasureGroup, similar: Similar) -> Measure {
    let is_count = kind == MeasureKind::Count;
    Measure {
        id: id.into(),
        label: id.into(),
        unit: "aantal".into(),
        theme: String::new(),
        kind,
        denominator: if is_count { "inwoners".into() } else { String::new() },
        per: 1000,
        small_below: if is_count { 5 } else { 0 },
        zero_dropped: false,
        apart: id == "uitkeringen",
        decimals: 0,
        order: 1,
        group,
        similar,
        story: if id == "inwoners" { "Hier wonen {} mensen.".into() } else { String::new() },
    }
}

fn rule(id: &str, extent: Extent) -> Rule {
    Rule {
        source: 3,
        id: id.into(),
        theme: "alcohol".into(),
        title: "Alcoholverbod".into(),
        zone: "plein".into(),
        text: String::new(),
        article: "APV 2:48".into(),
        hours: "Fr-Su 18:00-06:00".into(),
        except: Vec::new(),
        hours_unknown: String::new(),
        valid_from: None,
        valid_until: None,
        acts: vec!["gemeente".into()],
        url: String::new(),
        extent,
    }
}

fn steps((lat, lon): (f64, f64)) -> (i32, i32) {
    ((lon * 1e7).round() as i32, (lat * 1e7).round() as i32)
}

fn report(id: &str, moment: &str) -> ProblemReport {
    ProblemReport { id: id.into(), at: at(moment), status: "open".into() }
}

/// Registered offences of each buurt in 2023 and 2024.
pub const OFFENCES: [(f64, f64); 8] = [
    (40.0, 90.0),
    (20.0, 22.0),
    (60.0, 25.0),
    (3.0, 4.0),
    (30.0, 31.0),
    (12.0, 15.0),
    (9.0, 8.0),
    (f64::NAN, 50.0),
];
/// Inhabitants of each buurt.
pub const PEOPLE: [f64; 8] = [1_000.0, 1_100.0, 2_000.0, 900.0, 950.0, 1_050.0, 2_100.0, 40.0];

fn figures(layers: &mut Layers) {
    use MeasureGroup as Group;
    let measures = [
        measure("inwoners", MeasureKind::Stock, Group::Bevolking, Similar::PerKm2),
        measure("woningen", MeasureKind::Stock, Group::Bebouwing, Similar::PerKm2),
        measure("adressendichtheid", MeasureKind::Mean, Group::Bebouwing, Similar::Value),
        measure("uitkeringen", MeasureKind::Mean, Group::Bevolking, Similar::No),
        measure("misdrijven", MeasureKind::Count, Group::Veiligheid, Similar::No),
    ];
    let figures = &mut layers.figures;
    for one in &measures {
        figures.measure(one);
    }
    let periods = [figures.periods.number("2023") as u16, figures.periods.number("2024") as u16];
    let buurten = (0..8).map(|at| (format!("BU999{}01{:02}", at / 4, at % 4), vec![at]));
    let gemeenten = (0..2_usize).map(|at| (format!("GM999{at}"), (at * 4..at * 4 + 4).collect()));
    let land = [("NL00".to_owned(), (0..8).collect::<Vec<usize>>())];
    for (text, of) in buurten.chain(gemeenten).chain(land) {
        let key = code(&text);
        let area = figures.area(AreaKey { level: key.level(), code: key, year: YEAR });
        let sum =
            |values: &dyn Fn(usize) -> f64| of.iter().map(|&at| values(at)).filter(|v| !v.is_nan()).sum();
        let people: f64 = sum(&|at| PEOPLE[at]);
        for (nth, period) in periods.into_iter().enumerate() {
            let offences: f64 = sum(&|at| if nth == 0 { OFFENCES[at].0 } else { OFFENCES[at].1 });
            let values = [people, people / 2.0, people / 3.0, 12.0, offences];
            for (measure, value) in (0..).zip(values) {
                figures.rows.push(FigureRow { area, measure, period, source: 1, value });
            }
        }
    }
    figures.rows.sort_by_key(|row| (row.area, row.measure, row.period));
}

fn addresses(layers: &mut Layers) {
    let addresses = &mut layers.addresses;
    let towns = ["Markerwaard", "Ijdijk"];
    let streets = ["Kade", "Kadeplein", "Café-straat", "Burg. van Baarstraat"];
    for buurt in 0..8_usize {
        let (lat, lon) = middle(buurt);
        for (nth, street) in streets.into_iter().enumerate() {
            for number in 1..=6_u32 {
                addresses.rows.push(Address {
                    postcode: postcode_number(&format!(
                        "11{:02}A{}",
                        30 + buurt,
                        char::from(b'A' + nth as u8)
                    )),
                    street: addresses.words.number(street),
                    town: addresses.words.number(towns[buurt / 4]),
                    number,
                    suffix: addresses.words.number(""),
                    lon: steps((lat, lon)).0 + number as i32 * 500,
                    lat: steps((lat, lon)).1 + nth as i32 * 4_000,
                    source: 5,
                    dwelling: street != "Kadeplein",
                });
            }
        }
    }
    addresses.rows.sort();
}

/// The country.
pub fn layers() -> Layers {
    let mut layers = Layers {
        sources: vec![
            source("gebieden", LayerKind::Areas),
            source("cijfers", LayerKind::Figures),
            source("teams", LayerKind::Contacts),
            source("zones", LayerKind::Rules),
            source("meldingen", LayerKind::Reports),
            source("adressen", LayerKind::Addresses),
            source("bekendmakingen", LayerKind::Notices),
            source("plekken", LayerKind::Places),
        ],
        ..Layers::default()
    };
    let area = |level: Level, text: &str, name: &str, shape: Shape| {
        Area::new(level, code(text), YEAR, name.into(), shape)
    };
    let gemeenten = vec![
        area(Level::Gemeente, "GM9990", "Markerwaard", block(0.0, 4.0)),
        area(Level::Gemeente, "GM9991", "Ijdijk", block(4.0, 8.0)),
    ];
    let buurten = (0..8)
        .map(|at| {
            let name = ["Havenkwartier", "Kade", "Stationsbuurt", "Bosrand"][at % 4];
            let text = format!("BU999{}01{:02}", at / 4, at % 4);
            area(Level::Buurt, &text, name, block(at as f64, at as f64 + 1.0))
        })
        .collect();
    layers.area_sets = vec![
        AreaSet { level: Level::Gemeente, year: YEAR, source: 0, areas: gemeenten },
        AreaSet { level: Level::Buurt, year: YEAR, source: 0, areas: buurten },
    ];
    layers.rules = vec![
        rule("a-plein", Extent::Shape(block(0.2, 0.6))),
        rule("b-grens", Extent::Shape(block(3.9, 4.4))),
        rule("c-ver", Extent::Shape(block(7.0, 7.5))),
        rule("d-gemeente", Extent::Area(code("GM9990"))),
        rule("e-ergens", Extent::Somewhere(code("GM9990"))),
        rule("f-land", Extent::Everywhere),
    ];
    layers.contacts = vec![Contact {
        source: 2,
        id: "team".into(),
        kind: ContactKind::Basisteam,
        party: "politie".into(),
        name: "Basisteam".into(),
        role: String::new(),
        themes: Vec::new(),
        rank: 0,
        phone: "0900-0000".into(),
        email: String::new(),
        url: String::new(),
        hours: String::new(),
        how_to_ask: String::new(),
        valid_until: None,
        last_confirmed: Some(day("2026-11-11")),
        extent: Extent::Area(code("GM9990")),
    }];
    layers.notices = vec![Notice {
        source: 6,
        id: "gmb-1".into(),
        kind: "vergunning".into(),
        title: "Terras".into(),
        text: String::new(),
        published: Some(day("2026-11-10")),
        from: None,
        until: None,
        url: String::new(),
        extent: Extent::Points(vec![steps(middle(1))]),
    }];
    layers.problems = vec![Problem {
        source: 4,
        id: "m1".into(),
        theme: "afval".into(),
        first: at("2026-11-09T08:00:00Z"),
        last: at("2026-11-20T08:00:00Z"),
        open: true,
        reports: vec![report("m1", "2026-11-09T08:00:00Z"), report("m2", "2026-11-20T08:00:00Z")],
        place: steps(middle(2)),
    }];
    layers.places = (0..8)
        .map(|at| Place {
            source: 7,
            id: format!("school-{at}"),
            kind: "school".into(),
            name: String::new(),
            facts: Vec::new(),
            date: String::new(),
            extent: Extent::Points(vec![steps(middle(at))]),
        })
        .collect();
    figures(&mut layers);
    addresses(&mut layers);
    layers
}

/// The index of the country, in words so that it is aligned.
pub fn index() -> Vec<u64> {
    let mut bytes = Vec::new();
    let container = schouw_picture::pack::pack(&layers(), Digest::of(b"country")).unwrap();
    container.write(&mut bytes).unwrap();
    bytes.chunks(8).map(|chunk| u64::from_le_bytes(chunk.try_into().unwrap())).collect()
}
