use geo_types::{Geometry, polygon};
use jiff::civil::date;
use proptest::prelude::*;
use schouw_area::{Area, AreaCode, Level, Shape, TileId, Year, tile_point};
use schouw_base::{DatasetId, Digest};

use super::*;
use crate::here::Suppressed;
use crate::layers::*;

/// Where everything stands, in steps: in the polder, well inside a tile.
const AT: (i32, i32) = (52_580_566, 526_363_967);

fn square(lon: i32, lat: i32, side: i32) -> Shape {
    let at = |by: (i32, i32)| (f64::from(lon + by.0) / 1e7, f64::from(lat + by.1) / 1e7);
    let ((x0, y0), (x1, y1)) = (at((0, 0)), at((side, side)));
    let ring = polygon![(x: x0, y: y0), (x: x1, y: y0), (x: x1, y: y1), (x: x0, y: y1)];
    Shape::from_geometry(&Geometry::Polygon(ring)).unwrap().0
}

fn source(dataset: &str, layer: LayerKind) -> Source {
    Source {
        dataset: dataset.parse().unwrap(),
        title: dataset.into(),
        publisher: "iemand".into(),
        licence: "CC0".into(),
        homepage: String::new(),
        retrieved: date(2026, 11, 23),
        cadence: Cadence::Once,
        tells: "iets".into(),
        layer,
        covers: None,
    }
}

fn areas(level: Level, year: u16, codes: &[&str]) -> AreaSet {
    let area = |(at, code): (usize, &&str)| {
        let shape = square(AT.0 + at as i32 * 40_000, AT.1, 40_000);
        Area::new(level, AreaCode::parse(level, code).unwrap(), Year(year), format!("naam {code}"), shape)
    };
    AreaSet { level, year: Year(year), source: 0, areas: codes.iter().enumerate().map(area).collect() }
}

fn notice(id: &str, until: Option<Date>, extent: Extent) -> Notice {
    Notice {
        source: 1,
        id: id.into(),
        kind: "vergunning".into(),
        title: format!("titel {id}"),
        text: String::new(),
        published: Some(date(2026, 11, 1)),
        from: None,
        until,
        url: String::new(),
        extent,
    }
}

fn problem(reports: &[&str]) -> Problem {
    let report = |id: &&str| ProblemReport {
        id: (*id).into(),
        at: "2026-11-20T12:00:00Z".parse().unwrap(),
        status: String::new(),
    };
    let reports: Vec<ProblemReport> = reports.iter().map(report).collect();
    Problem {
        source: 2,
        id: reports[0].id.clone(),
        theme: "afval".into(),
        first: reports[0].at,
        last: reports[0].at,
        open: true,
        reports,
        place: AT,
    }
}

fn layers() -> Layers {
    Layers {
        sources: vec![
            source("gebieden", LayerKind::Areas),
            source("bekend", LayerKind::Notices),
            source("meldingen", LayerKind::Reports),
        ],
        area_sets: vec![
            areas(Level::Buurt, 2019, &["BU00010001", "BU00010002", "BU00010003"]),
            areas(Level::Buurt, 2024, &["BU00010004", "BU00010005"]),
            areas(Level::Buurt, 2026, &["BU00010006"]),
        ],
        notices: vec![
            notice("speelt", None, Extent::Points(vec![AT])),
            notice("voorbij", Some(date(2026, 11, 22)), Extent::Points(vec![AT])),
            notice("vlak", None, Extent::Shape(square(AT.0, AT.1, 30_000))),
            notice("heel-klein", None, Extent::Shape(square(AT.0, AT.1, 3))),
            notice("ergens", None, Extent::Somewhere(AreaCode::parse(Level::Gemeente, "1").unwrap())),
        ],
        problems: vec![problem(&["m1", "m2", "m3"]), problem(&["n1"])],
        ..Layers::default()
    }
}

/// The bytes of an index, where words may lie.
fn packed(layers: &Layers) -> (Vec<u64>, usize) {
    let container =
        pack_tiles(layers, Digest::of(b"x"), |jobs| jobs.into_iter().map(|job| job()).collect()).unwrap();
    let mut bytes = Vec::new();
    container.write(&mut bytes).unwrap();
    let mut words = vec![0_u64; bytes.len().div_ceil(8)];
    bytemuck::cast_slice_mut(&mut words)[..bytes.len()].copy_from_slice(&bytes);
    (words, bytes.len())
}

fn tile_at(z: u32) -> TileId {
    let [x, y] = tile_point(AT.0, AT.1).map(|v| (v >> (26 - z)) as u32);
    TileId::new(z, x, y).unwrap()
}

/// What a tile of a layer says: its texts stand in its bytes as they are.
fn tile(layers: &Layers, layer: &str, z: u32, hidden: &[(&str, &str)]) -> String {
    let (words, length) = packed(layers);
    let book = TileBook::open(&bytemuck::cast_slice(&words)[..length]).unwrap();
    let list: Suppressed = hidden
        .iter()
        .map(|(dataset, id)| (dataset.parse::<DatasetId>().unwrap(), (*id).to_owned()))
        .collect();
    let bytes = book.tile(book.layer(layer).unwrap(), tile_at(z), &book.hidden(&list)).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Words that stand in a tile, and words that do not.
fn check(said: &str, there: &[&str], absent: &[&str]) {
    for word in there {
        assert!(said.contains(word), "`{word}` is not in {said}");
    }
    for word in absent {
        assert!(!said.contains(word), "`{word}` is in {said}");
    }
}

#[test]
fn the_newest_whole_division_is_shown_and_each_year_has_a_name() {
    let layers = layers();
    // that of 2026 has less than half of the areas
    check(
        &tile(&layers, "buurten", 14, &[]),
        &["BU00010004", "naam BU00010005", "buurten-namen"],
        &["BU00010006"],
    );
    check(&tile(&layers, "buurten-2019", 14, &[]), &["BU00010001", "buurten-2019-namen"], &["BU00010004"]);
    check(&tile(&layers, "buurten-2026", 14, &[]), &["BU00010006"], &["BU00010004"]);
    check(&tile(&layers, "buurten", 8, &[]), &["BU00010004"], &["buurten-namen"]);
}

#[test]
fn what_is_over_or_has_no_place_is_in_no_tile() {
    let said = tile(&layers(), "bekendmakingen", 14, &[]);
    check(&said, &["speelt", "titel vlak", "heel-klein", "2027-11-01"], &["voorbij", "ergens"]);
}

#[test]
fn what_is_suppressed_is_left_out() {
    let layers = layers();
    check(&tile(&layers, "bekendmakingen", 14, &[("bekend", "speelt")]), &["vlak"], &["speelt"]);
    check(&tile(&layers, "bekendmakingen", 14, &[("bekend", "vlak")]), &["speelt"], &["titel vlak"]);
    check(&tile(&layers, "bekendmakingen", 14, &[("meldingen", "vlak")]), &["titel vlak"], &[]);
    // a problem is named by its oldest report that may be shown, and goes with its last one
    check(&tile(&layers, "meldingen", 14, &[("meldingen", "m1")]), &["m2", "n1"], &["m1"]);
    check(&tile(&layers, "meldingen", 14, &[("meldingen", "n1")]), &["m1"], &["n1"]);
}

#[test]
fn points_in_a_crowd_are_counted() {
    let mut layers = layers();
    layers.notices = (0..1_000)
        .map(|n| notice(&format!("nr-{n}"), None, Extent::Points(vec![(AT.0 + n, AT.1)])))
        .collect();
    check(&tile(&layers, "bekendmakingen", 10, &[]), &["count"], &["nr-"]);
    check(&tile(&layers, "bekendmakingen", 14, &[]), &["nr-0", "nr-99"], &["count"]);
}

#[test]
fn a_layer_has_its_zooms_and_no_others() {
    let (words, length) = packed(&layers());
    let book = TileBook::open(&bytemuck::cast_slice(&words)[..length]).unwrap();
    let hidden = book.hidden(&Suppressed::default());
    let buurten = book.layer("buurten").unwrap();
    assert!(matches!(
        book.tile(buurten, tile_at(6), &hidden),
        Err(TileFault::Zoom { z: 6, min: 7, max: 14, .. })
    ));
    assert_eq!(book.layer("straten"), None);
    assert_eq!(book.tile(buurten, TileId::new(14, 0, 0).unwrap(), &hidden).unwrap(), Vec::<u8>::new());
    let names: Vec<&str> = book.layers().map(|about| about.name.as_str()).collect();
    let items = ["regels", "bekendmakingen", "meldingen", "plekken"];
    assert_eq!(names, [&["buurten", "buurten-2019", "buurten-2024", "buurten-2026"][..], &items].concat());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn mutated_bytes_never_panic(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..16)) {
        let (mut words, length) = packed(&layers());
        for (at, byte) in changes {
            bytemuck::cast_slice_mut::<u64, u8>(&mut words)[at.index(length)] = byte;
        }
        let bytes = &bytemuck::cast_slice(&words)[..length];
        if let Ok(book) = TileBook::open(bytes) {
            let list: Suppressed = [("bekend".parse().unwrap(), "speelt".to_owned())].into_iter().collect();
            let hidden = book.hidden(&list);
            for layer in 0..book.layers().count() {
                for z in [7, 10, 14] {
                    let _ = book.tile(layer, tile_at(z), &hidden);
                }
            }
        }
    }
}
