//! Search and map.

use schouw_area::{Bounds, Ground, Position};
use schouw_picture::Picture;
use schouw_picture::geometry::Geometry;
use schouw_picture::here::{SearchError, Suppressed};
use schouw_picture::map::{MapAsk, MapLayer};

use crate::country::{at, index, middle};

fn suggest(text: &str, near: Option<(f64, f64)>) -> Vec<String> {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    let near = near.map(|(lat, lon)| Position::new(lat, lon).unwrap());
    let found = picture.suggest(text, 20, near, &Suppressed::default()).unwrap().results;
    let mut last = 0;
    for one in &found {
        if let Some(metres) = one.distance_m {
            assert!(metres >= last, "{text}: {found:?}");
            last = metres;
        }
    }
    found.into_iter().map(|one| one.label).collect()
}

#[test]
fn streets_postal_codes_and_areas_are_suggested_while_typing() {
    let both = ["Kade (buurt), Markerwaard", "Kade (buurt), Ijdijk"];
    let kade = suggest("kad", None);
    assert!(both.iter().all(|label| kade.contains(&(*label).to_owned())), "{kade:?}");
    assert!(kade.contains(&"Kade, Markerwaard".to_owned()) && kade.contains(&"Kadeplein, Ijdijk".to_owned()));
    assert_eq!(suggest("CAFE straat mark", None), ["Café-straat, Markerwaard"]);
    assert_eq!(suggest("burg van b", None).len(), 2);
    assert_eq!(suggest("1130", None).len(), 4);
    assert_eq!(suggest("1130ab", None), ["1130 AB, Kadeplein, Markerwaard"]);
    assert_eq!(suggest("markerw", None), ["Markerwaard (gemeente)"]);
    assert_eq!(suggest("GM9990", None), ["Markerwaard (gemeente)"]);
    assert!(
        suggest("k", None).is_empty() && suggest("  ", None).is_empty() && suggest("xyz", None).is_empty()
    );
}

#[test]
fn a_house_number_stands_only_where_nobody_lives() {
    let found = suggest("kadeplein 3 markerwaard", None);
    assert!(found.iter().any(|label| label.starts_with("Kadeplein 3,")), "{found:?}");
    let found = suggest("kade 3 markerwaard", None);
    assert!(!found.is_empty() && found.iter().all(|label| !label.contains('3')), "{found:?}");
}

#[test]
fn the_nearest_come_first_when_a_position_is_given() {
    assert_eq!(suggest("kadepl", Some(middle(1)))[0], "Kadeplein, Markerwaard");
    assert_eq!(suggest("kadepl", Some(middle(6)))[0], "Kadeplein, Ijdijk");
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    assert_eq!(picture.suggest(&"a".repeat(200), 5, None, &Suppressed::default()), Err(SearchError::TooLong));
}

fn ask(from: usize, to: usize, limit: usize) -> MapAsk {
    let corner = |at: usize, lat: f64| ((middle(at).1 * 1e7) as i32, (lat * 1e7) as i32);
    let (low, high) = (corner(from, 51.99), corner(to, 52.03));
    MapAsk {
        bounds: Bounds { west: low.0 - 100_000, south: low.1, east: high.0 + 100_000, north: high.1 },
        layers: Vec::new(),
        at: at("2026-11-27T20:40:00Z"),
        now: at("2026-11-23T12:00:00Z"),
        from: Some(Position::new(middle(from).0, middle(from).1).unwrap()),
        limit,
    }
}

#[test]
fn the_map_and_its_list_hold_the_same_in_walking_order() {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    let shown = picture.map(&ask(0, 3, 100), &Suppressed::default()).unwrap();
    let ids: Vec<&str> = shown.items.iter().map(|item| item.id.as_str()).collect();
    for id in ["a-plein", "b-grens", "gmb-1", "m1", "school-0", "school-3", "d-gemeente"] {
        assert_eq!(ids.iter().filter(|known| **known == id).count(), 1, "{id} in {ids:?}");
    }
    assert!(!ids.contains(&"c-ver") && !ids.contains(&"school-5") && !ids.contains(&"e-ergens"));
    assert_eq!((shown.more, shown.more_says.as_str()), (0, ""));
    // each next is the nearest of those that are left
    let mut place = Position::new(middle(0).0, middle(0).1).unwrap();
    for (nth, item) in shown.items.iter().enumerate() {
        let metres = |other: &schouw_picture::map::MapItem| {
            let (lon, lat) = Position::new(other.lat, other.lon).unwrap().steps();
            Ground::at(place).distance(lon, lat)
        };
        let own = metres(item);
        assert!(shown.items[nth..].iter().all(|other| metres(other) >= own - 1e-6), "{nth}");
        assert_eq!(item.walk_m, own.round() as u32);
        place = Position::new(item.lat, item.lon).unwrap();
    }
    let zone = shown.items.iter().find(|item| item.id == "a-plein").unwrap();
    let Some(Geometry::MultiPolygon(polygons)) = &zone.geometry else { panic!("{zone:?}") };
    assert_eq!(polygons[0][0].len(), 5);
    assert_eq!(zone.in_force, Some(true));
}

#[test]
fn what_does_not_fit_is_counted_and_what_is_suppressed_is_left_out() {
    let words = index();
    let picture = Picture::open(bytemuck::cast_slice(&words)).unwrap();
    let all = picture.map(&ask(0, 3, 100), &Suppressed::default()).unwrap();
    let few = picture.map(&ask(0, 3, 3), &Suppressed::default()).unwrap();
    assert_eq!((few.items.len(), few.more as usize), (3, all.items.len() - 3));
    assert!(few.more_says.contains("nog"));
    let mut only = ask(0, 3, 100);
    only.layers = vec![MapLayer::Plekken];
    let places = picture.map(&only, &Suppressed::default()).unwrap();
    assert!(places.items.iter().all(|item| item.layer == MapLayer::Plekken) && places.items.len() == 4);
    let hidden = [("zones".parse().unwrap(), "a-plein".to_owned())].into_iter().collect();
    let shown = picture.map(&ask(0, 3, 100), &hidden).unwrap();
    assert!(shown.items.iter().all(|item| item.id != "a-plein"));
}
