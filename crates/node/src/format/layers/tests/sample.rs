//! A made-up snapshot in Markerwaard.

use geo_types::{Geometry, wkt};
use jiff::civil::date;
use schouw_area::{Level, Shape, Year};
use schouw_picture::figures::{AreaKey, FigureRow, Measure, MeasureGroup, MeasureKind, Similar};
use schouw_picture::layers::{
    Address, Cadence, Contact, ContactKind, Extent, LayerKind, Layers, Notice, Place, Problem, ProblemReport,
    Report, Rule, Source,
};

use super::*;

pub(super) fn source(dataset: &str) -> Source {
    Source {
        dataset: dataset.parse().unwrap(),
        title: "Bron".into(),
        publisher: "gemeente Markerwaard".into(),
        licence: "CC0".into(),
        homepage: String::new(),
        retrieved: date(2024, 5, 3),
        cadence: Cadence::Year,
        tells: String::new(),
        layer: LayerKind::Areas,
        covers: None,
    }
}

fn shape(geometry: impl Into<Geometry<f64>>) -> Shape {
    Shape::from_geometry(&geometry.into()).unwrap().0
}

pub(super) fn layers() -> Layers {
    let mut layers = Layers { sources: vec![source("bron-a"), source("bron-b")], ..Layers::default() };
    areas(&mut layers);
    figures(&mut layers);
    things(&mut layers);
    reports(&mut layers);
    addresses(&mut layers);
    layers
}

fn areas(layers: &mut Layers) {
    let holed = wkt! { POLYGON((5.1 52.5,5.2 52.5,5.2 52.6,5.1 52.6,5.1 52.5),
    (5.12 52.52,5.12 52.54,5.14 52.54,5.14 52.52,5.12 52.52)) };
    let double = wkt! { MULTIPOLYGON(((5.2 52.5,5.3 52.5,5.3 52.6,5.2 52.5)),((5.4 52.5,5.5 52.5,5.5 52.6,5.4 52.5))) };
    let area = |code: &str, name: &str, shape| {
        Area::new(Level::Buurt, code.parse().unwrap(), Year(2019), name.into(), shape)
    };
    let areas = vec![area("BU99990101", "", shape(holed)), area("BU99990102", "Oosterpolder", shape(double))];
    layers.area_sets.push(AreaSet { level: Level::Buurt, year: Year(2019), source: 0, areas });
}

pub(super) fn measure() -> Measure {
    Measure {
        id: "inwoners".into(),
        label: "Inwoners".into(),
        unit: "aantal".into(),
        theme: String::new(),
        kind: MeasureKind::Stock,
        denominator: String::new(),
        per: 1,
        small_below: 5,
        zero_dropped: false,
        apart: false,
        decimals: 0,
        order: 1,
        group: MeasureGroup::Overig,
        similar: Similar::No,
        story: String::new(),
    }
}

fn figures(layers: &mut Layers) {
    let figures = &mut layers.figures;
    let area =
        figures.area(AreaKey { level: Level::Buurt, code: "BU99990101".parse().unwrap(), year: Year(2019) });
    let measure = figures.measure(&measure());
    for (period, source, value) in [("2019", 0, 120.5), ("2020", 0, f64::NAN), ("2021", 1, 0.0)] {
        let period = figures.periods.number(period) as u16;
        figures.rows.push(FigureRow { area, measure, period, source, value });
    }
}

fn things(layers: &mut Layers) {
    let zone = wkt! { POLYGON((5.1 52.5,5.2 52.5,5.2 52.6,5.1 52.5)) };
    let rule = |id: &str, extent| Rule {
        source: 0,
        id: id.into(),
        theme: "alcohol".into(),
        title: "Alcoholverbod".into(),
        zone: String::new(),
        text: "Geen alcohol".into(),
        article: String::new(),
        hours: "Fr-Su 22:00-06:00".into(),
        except: vec!["PH".into(), "2024-04-27".into()],
        hours_unknown: String::new(),
        valid_from: Some(date(2024, 2, 29)),
        valid_until: None,
        acts: vec!["gemeente".into(), "politie".into()],
        url: String::new(),
        extent,
    };
    let zone = Extent::Shape(shape(zone));
    layers.rules = vec![rule("r1", zone.clone()), rule("r2", Extent::Area("GM9999".parse().unwrap()))];
    layers.contacts = vec![Contact {
        source: 0,
        id: "c1".into(),
        kind: ContactKind::Afspraak,
        party: "gemeente".into(),
        name: String::new(),
        role: String::new(),
        themes: Vec::new(),
        rank: 0,
        phone: String::new(),
        email: String::new(),
        url: String::new(),
        hours: String::new(),
        how_to_ask: String::new(),
        valid_until: None,
        last_confirmed: None,
        extent: Extent::Everywhere,
    }];
    let extents =
        [vec![(51_000_000, 525_000_000)], vec![(51_234_567, 525_000_000), (52_000_000, 526_000_000)], vec![]];
    layers.notices = extents.into_iter().enumerate().map(|(at, points)| notice(at, points)).collect();
    let place = |id: &str, extent| Place {
        source: 1,
        id: id.into(),
        kind: "school".into(),
        name: "Basisschool".into(),
        facts: vec![("leerlingen".into(), "12".into())],
        date: "2023".into(),
        extent,
    };
    layers.places = vec![place("p1", Extent::Points(vec![(51_500_000, 525_500_000)])), place("p2", zone)];
}

pub(super) fn notice(at: usize, points: Vec<(i32, i32)>) -> Notice {
    Notice {
        source: u16::from(at % 2 == 1),
        id: format!("gmb-2024-{at}"),
        kind: "evenementenvergunning".into(),
        title: format!("Verleende vergunning braderie {at}"),
        text: "Op de Dijk is een braderie toegestaan, met een podium en twintig kramen. ".repeat(4),
        published: Some(date(2024, 5, 3)),
        from: None,
        until: None,
        url: format!("https://example.org/gmb-2024-{at}"),
        extent: if points.is_empty() { Extent::Nowhere } else { Extent::Points(points) },
    }
}

fn reports(layers: &mut Layers) {
    let (first, last) = ("2024-05-03T10:00:00Z".parse().unwrap(), "2024-05-04T10:00:00Z".parse().unwrap());
    let place = (51_500_000, 525_500_000);
    for (id, at) in [("m1", first), ("m2", last)] {
        let (theme, status) = ("afval".into(), "open".into());
        layers.reports.push(Report { source: 1, id: id.into(), theme, at, open: true, status, place });
    }
    let members = layers.reports.iter().map(|report| ProblemReport {
        id: report.id.clone(),
        at: report.at,
        status: report.status.clone(),
    });
    let reports = members.collect();
    layers.problems = vec![Problem {
        source: 1,
        id: "m1".into(),
        theme: "afval".into(),
        first,
        last,
        open: true,
        reports,
        place,
    }];
}

fn addresses(layers: &mut Layers) {
    let words = &mut layers.addresses.words;
    let (street, town) = (words.number("Dijk"), words.number("Markerwaard"));
    let (none, a) = (words.number(""), words.number("a"));
    let postcode = schouw_picture::address::postcode_number("1131AB");
    for (postcode, suffix, dwelling) in [(0, none, false), (postcode, a, true)] {
        let (lon, lat) = (52_000_000, 526_000_000);
        layers.addresses.rows.push(Address {
            postcode,
            street,
            town,
            number: 1,
            suffix,
            lon,
            lat,
            source: 1,
            dwelling,
        });
    }
}
