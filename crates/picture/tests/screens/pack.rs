//! The area pack: the same answers as the snapshot, inside the gemeente.

use schouw_area::{AreaCode, Bounds, Level, Position, RdTransform};
use schouw_picture::Picture;
use schouw_picture::address::postcode_number;
use schouw_picture::area_pack::{CutError, PackFileError, cut, head, open};
use schouw_picture::areas::AreasAsk;
use schouw_picture::choropleth::ChoroplethAsk;
use schouw_picture::here::{Ask, Spot, Suppressed};
use schouw_picture::map::MapAsk;
use schouw_picture::story::StoryAsk;

use crate::country::{at, code, day, index, middle};

fn made(suppressed: &Suppressed) -> Vec<u8> {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    cut(&picture, &code("GM9990"), suppressed, None).unwrap()
}

fn json(value: impl serde::Serialize) -> String {
    serde_json::to_string_pretty(&value).unwrap()
}

/// Every question, asked of a picture.
fn answers(picture: &Picture<'_>, suppressed: &Suppressed) -> Vec<String> {
    let now = at("2026-11-23T12:00:00Z");
    let rd = RdTransform::default();
    let mut said = Vec::new();
    for moment in ["2026-11-27T20:40:00Z", "2026-11-28T11:00:00Z"] {
        for nth in 0..400_u32 {
            let (lat, lon) =
                (52.0001 + f64::from(nth % 20) * 0.00099, 5.0001 + f64::from(nth / 20) * 0.00399);
            let spot = Spot::At(Position::new(lat, lon).unwrap());
            let ask = Ask { spot, at: at(moment), now, radius_m: 250 + nth % 3 * 300 };
            said.push(json(picture.here(&ask, &rd, suppressed).unwrap()));
        }
    }
    for area in ["BU99900100", "BU99900101", "BU99900102", "BU99900103", "GM9990"] {
        let ask = StoryAsk { code: code(area), at: now, now };
        said.push(json(picture.story(&ask, suppressed, None).unwrap()));
    }
    for text in [
        "kadeplein markerwaard",
        "kadeplein 3 markerwaard",
        "1130ab 3",
        "café",
        "1131",
        "1132 ad",
        "haven",
        "kade 3 markerw",
        "kade 4 markerwaard",
        "burg",
    ] {
        let near = Position::new(middle(1).0, middle(1).1).ok();
        said.push(json(picture.suggest(text, 1, near, suppressed).unwrap()));
    }
    let ask = ChoroplethAsk {
        measure: "misdrijven".into(),
        level: Level::Buurt,
        within: Some(code("GM9990")),
        period: None,
    };
    said.push(json(picture.choropleth(&ask, day("2026-11-23"), suppressed).unwrap()));
    let ask = AreasAsk {
        level: Level::Buurt,
        within: Some(code("GM9990")),
        year: None,
        limit: 100,
        outlines: true,
    };
    said.push(json(picture.list_areas(&ask)));
    let bounds = Bounds { west: 50_000_000, south: 520_000_000, east: 50_790_000, north: 520_200_000 };
    let from = Position::new(middle(1).0, middle(1).1).ok();
    let ask = MapAsk { bounds, layers: Vec::new(), at: now, now, from, limit: 100 };
    said.push(json(picture.map(&ask, suppressed).unwrap()));
    said.push(json(picture.list_sources(day("2026-11-23"), None)));
    said
}

#[test]
fn a_pack_answers_as_the_snapshot_does() {
    let hidden: Suppressed =
        [("zones".parse().unwrap(), "a-plein".to_owned()), ("meldingen".parse().unwrap(), "m1".to_owned())]
            .into_iter()
            .collect();
    let mut numbers = hidden.clone();
    numbers.hide_figures(&code("BU99900101"), Some("misdrijven"));
    numbers.hide_figures(&code("BU99900102"), None);
    numbers.hide_figures(&code("BU99910100"), Some("inwoners"));
    numbers.hide_figures(&code("GM9990"), Some("inwoners"));
    numbers.hide_figures(&code("NL00"), Some("misdrijven"));
    let mut addresses = Suppressed::default();
    for address in ["Kadeplein 3, 1130 AB Markerwaard", "Kade 2, Markerwaard", "1131 AC 4", "Kade 3"] {
        addresses.hide_address(address).unwrap();
    }
    for number in 1..=6 {
        // of one postal code all
        addresses.hide_address(&format!("Burg. van Baarstraat {number}, 1132 AD Markerwaard")).unwrap();
    }
    let words = index();
    let whole = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    for suppressed in [Suppressed::default(), hidden, numbers, addresses] {
        let opened = open(&made(&suppressed)).unwrap();
        let pack = Picture::open(opened.index()).unwrap();
        let (of_whole, of_pack) = (answers(&whole, &suppressed), answers(&pack, &Suppressed::default()));
        assert_eq!(of_whole.len(), of_pack.len());
        for (whole, pack) in of_whole.iter().zip(&of_pack) {
            assert_eq!(whole, pack);
        }
    }
}

#[test]
fn a_pack_holds_its_gemeente_and_nothing_far_from_it() {
    let opened = open(&made(&Suppressed::default())).unwrap();
    assert_eq!((opened.head.gemeente.as_str(), opened.head.name.as_str()), ("GM9990", "Markerwaard"));
    let pack = Picture::open(opened.index()).unwrap();
    assert!(pack.find_area(&code("BU99900103")).is_some() && pack.find_area(&code("BU99910100")).is_none());
    assert!(pack.overview(at("2026-11-23T12:00:00Z")).pack_of.is_some_and(|of| of == code("GM9990")));
    let far = Position::new(middle(7).0, middle(7).1).unwrap();
    let now = at("2026-11-23T12:00:00Z");
    let ask = Ask { spot: Spot::At(far), at: now, now, radius_m: 500 };
    let answer = pack.here(&ask, &RdTransform::default(), &Suppressed::default()).unwrap();
    assert!(answer.areas.is_empty() && answer.places.is_empty());
}

#[test]
fn the_same_snapshot_gives_the_same_bytes() {
    assert_eq!(made(&Suppressed::default()), made(&Suppressed::default()));
}

#[test]
fn what_is_suppressed_is_not_in_the_bytes() {
    let hidden: Suppressed = [("zones".parse().unwrap(), "a-plein".to_owned())].into_iter().collect();
    let opened = open(&made(&hidden)).unwrap();
    let has = |bytes: &[u8], text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(!has(opened.index(), "a-plein") && has(opened.index(), "b-grens"));
    // of the addresses and figures the arrays tell: nothing is left of what is hidden
    let mut hidden = Suppressed::default();
    hidden.hide_address("Kadeplein 3, 1130 AB Markerwaard").unwrap();
    hidden.hide_figures(&code("BU99900100"), Some("misdrijven"));
    let (all, fewer) = (open(&made(&Suppressed::default())).unwrap(), open(&made(&hidden)).unwrap());
    let (all, fewer) = (Picture::open(all.index()).unwrap(), Picture::open(fewer.index()).unwrap());
    assert_eq!(fewer.address_count() + 1, all.address_count());
    let rows = (0..all.address_count() as u32).filter_map(|number| fewer.address_row(number));
    assert!(
        !rows.into_iter().any(|row| (row.street, row.number, row.town) == ("Kadeplein", 3, "Markerwaard")
            && row.postcode == postcode_number("1130AB"))
    );
    let now = at("2026-11-23T12:00:00Z");
    let page =
        fewer.story(&StoryAsk { code: code("BU99900100"), at: now, now }, &Suppressed::default(), None);
    assert!(page.unwrap().trends.iter().all(|trend| trend.measure != "misdrijven"));
}

#[test]
fn a_gemeente_that_is_not_there_is_refused() {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    for text in ["GM0001", "BU99900100"] {
        let refused = cut(&picture, &code(text), &Suppressed::default(), None).unwrap_err();
        assert_eq!(refused, CutError::NoSuchGemeente(code(text)));
    }
}

#[test]
fn what_is_no_pack_of_this_version_is_refused() {
    let bytes = made(&Suppressed::default());
    assert_eq!(open(b"").unwrap_err(), PackFileError::NotAPack);
    assert_eq!(open(b"SCHOUWIX").unwrap_err(), PackFileError::NotAPack);
    let mut other = bytes.clone();
    other[8] = 9;
    assert_eq!(open(&other).unwrap_err(), PackFileError::OtherVersion(9));
    for cut in [9, 15, 40, bytes.len() / 2, bytes.len() - 1] {
        assert!(open(&bytes[..cut]).is_err(), "{cut}");
    }
    let (head, start) = head(&bytes).unwrap();
    assert_eq!(head.snapshot.to_string().len(), 64);
    let text = std::str::from_utf8(&bytes[16..start]).unwrap();
    assert!(text.contains(r#""gemeente":"GM9990""#), "{text}");
}

/// Numbers that look random, always the same.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn a_changed_pack_is_refused() {
    let bytes = made(&Suppressed::default());
    let whole = open(&bytes).unwrap();
    let mut seed = 1;
    for _ in 0..2_000 {
        let mut changed = bytes.clone();
        let at = random(&mut seed) as usize % changed.len();
        changed[at] ^= 1 << (random(&mut seed) % 8);
        if let Ok(opened) = open(&changed) {
            // the head is not under the digest of the index, and a bit of padding says nothing
            assert!(opened.index() == whole.index(), "a change at {at} was not seen");
        }
    }
}

#[test]
fn a_changed_index_never_panics() {
    let opened = open(&made(&Suppressed::default())).unwrap();
    let words: Vec<u64> = bytemuck::cast_slice(opened.index()).to_vec();
    let mut seed = 7;
    let mut answered = 0;
    for _ in 0..300 {
        let mut changed = words.clone();
        for _ in 0..=random(&mut seed) % 3 {
            let at = random(&mut seed) as usize % changed.len();
            changed[at] ^= 1 << (random(&mut seed) % 64);
        }
        let Ok(picture) = Picture::open(bytemuck::cast_slice(&changed)) else { continue };
        answered += 1;
        let now = at("2026-11-23T12:00:00Z");
        for nth in 0..4_usize {
            let (lat, lon) = middle(nth);
            let ask = Ask { spot: Spot::At(Position::new(lat, lon).unwrap()), at: now, now, radius_m: 900 };
            let _ = picture.here(&ask, &RdTransform::default(), &Suppressed::default());
        }
        let area: AreaCode = code("BU99900101");
        let _ = picture.story(&StoryAsk { code: area.clone(), at: now, now }, &Suppressed::default(), None);
        let _ = picture.suggest("kade", 20, None, &Suppressed::default());
        let bounds = Bounds { west: 50_000_000, south: 520_000_000, east: 50_790_000, north: 520_200_000 };
        let ask = MapAsk { bounds, layers: Vec::new(), at: now, now, from: None, limit: 100 };
        let _ = picture.map(&ask, &Suppressed::default());
        let ask = AreasAsk { level: Level::Buurt, within: None, year: None, limit: 9, outlines: true };
        let _ = picture.list_areas(&ask);
        let _ = cut(&picture, &code("GM9990"), &Suppressed::default(), None);
        let _ = (picture.overview(now), picture.list_sources(day("2026-11-23"), None));
    }
    assert!(answered > 50, "{answered}");
}

/// The pack of this country as the first program of this version of pack and index made it.
const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/screens/golden/area-pack-1-index-3.bin");

/// A pack on a phone outlives the program that made it. When this fails because the index changed: raise its version in
/// `pack/container.rs`, so that old packs are refused with words, and write the file anew with `SCHOUW_GOLDEN=write`.
#[test]
fn a_pack_that_was_made_earlier_opens_and_is_made_the_same_today() {
    let today = made(&Suppressed::default());
    if std::env::var_os("SCHOUW_GOLDEN").is_some_and(|way| way == "write") {
        std::fs::write(GOLDEN, &today).unwrap();
    }
    let earlier = open(&std::fs::read(GOLDEN).unwrap()).unwrap();
    let today = open(&today).unwrap();
    assert!(earlier.index() == today.index(), "the index of the same country has other bytes");
    assert_eq!(earlier.head, today.head);
    let picture = Picture::open(earlier.index()).unwrap();
    assert!(picture.find_area(&code("BU99900103")).is_some());
}
