use std::collections::BTreeSet;

use geo_types::{Geometry, LineString, Polygon};
use proptest::prelude::*;

use super::*;
use crate::exact::Nano;
use crate::{Bounds, Position, Shape};

/// A shape from rings in steps; several rings mean inside where an odd number of them goes round.
fn shape(rings: &[Vec<[i32; 2]>]) -> Option<Shape> {
    let line = |ring: &Vec<[i32; 2]>| -> LineString<f64> {
        ring.iter().map(|v| (f64::from(v[0]) / 1e7, f64::from(v[1]) / 1e7)).collect()
    };
    let polygons = rings.iter().map(|ring| Polygon::new(line(ring), vec![])).collect();
    Shape::from_geometry(&Geometry::MultiPolygon(polygons)).ok().map(|(shape, _)| shape)
}

fn built(shapes: &[Shape]) -> Vec<u8> {
    Cover::build(&shapes.iter().collect::<Vec<_>>()).unwrap()
}

/// What the index must answer, by asking every shape.
fn by_hand(shapes: &[Shape], position: Position) -> Vec<u32> {
    let holding = |holds: &dyn Fn(&Shape) -> bool| -> Vec<u32> {
        (0_u32..).zip(shapes).filter(|(_, shape)| holds(shape)).map(|(at, _)| at).collect()
    };
    let inside = holding(&|shape| shape.contains(position));
    if inside.is_empty() {
        holding(&|shape| shape.touches(position)).into_iter().take(1).collect()
    } else {
        inside
    }
}

fn nano(x: i64, y: i64) -> Position {
    Position::new(y as f64 / 1e9, x as f64 / 1e9).unwrap()
}

/// Points that try the rules: every vertex, points on edges, and points anywhere.
fn telling_points(shapes: &[Shape], anywhere: &[(i64, i64)]) -> Vec<Position> {
    let mut points: Vec<Position> = anywhere.iter().map(|&(x, y)| nano(x, y)).collect();
    for (a, b) in shapes.iter().flat_map(|shape| shape.edges()) {
        let (from, to) = (Nano::at(a), Nano::at(b));
        points.push(nano(from.x, from.y));
        points.push(nano((from.x + to.x) / 2, (from.y + to.y) / 2));
        points.push(nano((from.x * 3 + to.x) / 4, (from.y * 3 + to.y) / 4));
    }
    points
}

fn check(shapes: &[Shape], anywhere: &[(i64, i64)]) {
    let bytes = built(shapes);
    let cover = Cover::open(&bytes).unwrap();
    let mut all = Vec::new();
    for position in telling_points(shapes, anywhere) {
        let expected = by_hand(shapes, position);
        cover.lookup_all(position, &mut all);
        assert_eq!(all, expected, "{position:?}");
        assert_eq!(cover.lookup(position), expected.first().copied(), "{position:?}");
    }
}

/// A partition: a grid of `n` by `n` areas whose inner corners are moved, some areas joined, and one with an enclave.
fn partition(n: usize, size: i32, moved: &[(i32, i32)], owner: &[u8]) -> Vec<Shape> {
    let corner = |i: usize, j: usize| {
        let (dx, dy) = if i.is_multiple_of(n) || j.is_multiple_of(n) {
            (0, 0)
        } else {
            moved[(i * 31 + j) % moved.len()]
        };
        let limit = size / 3;
        [i as i32 * size + dx % limit, j as i32 * size + dy % limit]
    };
    let mut cells: Vec<Vec<Vec<[i32; 2]>>> = vec![Vec::new(); 4];
    for i in 0..n {
        for j in 0..n {
            let ring = vec![corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
            cells[usize::from(owner[(i * n + j) % owner.len()]) % 4].push(ring);
        }
    }
    cells.iter().filter_map(|rings| shape(rings)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// In a true partition every point, borders and corners included, is in exactly one area.
    #[test]
    fn in_a_partition_each_point_is_in_exactly_one_area(
        n in 1..6_usize,
        size in prop_oneof![6..60_i32, 1_000..100_000_i32],
        moved in prop::collection::vec((-40_000..40_000_i32, -40_000..40_000_i32), 1..20),
        owner in prop::collection::vec(0..4_u8, 1..36),
        anywhere in prop::collection::vec((0.0..=1.0_f64, 0.0..=1.0_f64), 100),
    ) {
        let shapes = partition(n, size, &moved, &owner);
        let width = (n as f64) * f64::from(size) * 100.0;
        let anywhere: Vec<(i64, i64)> =
            anywhere.iter().map(|&(x, y)| ((x * width) as i64, (y * width) as i64)).collect();
        check(&shapes, &anywhere);
        let bytes = built(&shapes);
        let cover = Cover::open(&bytes).unwrap();
        let mut all = Vec::new();
        for position in telling_points(&shapes, &anywhere) {
            cover.lookup_all(position, &mut all);
            prop_assert_eq!(all.len(), 1, "{:?} is in {:?}", position, &all);
        }
    }

    /// Where areas overlap, the answer is the set of those that hold the point.
    #[test]
    fn where_areas_overlap_all_of_them_are_found(
        rings in prop::collection::vec(
            prop::collection::vec((0..3_000_i32, 0..3_000_i32), 3..9), 1..6),
        scale in prop_oneof![Just(1), Just(1_000), Just(500_000)],
        anywhere in prop::collection::vec((-100_i64..3_100, -100_i64..3_100, 0..100_i64), 60),
    ) {
        let shapes: Vec<Shape> = rings
            .iter()
            .filter_map(|ring| shape(&[ring.iter().map(|&(x, y)| [x * scale, y * scale / 2]).collect()]))
            .collect();
        let scale = i64::from(scale) * 100;
        let anywhere: Vec<(i64, i64)> =
            anywhere.iter().map(|&(x, y, off)| (x * scale + off, y * scale / 2 + off)).collect();
        check(&shapes, &anywhere);
    }

    /// Areas that share parts of a coarse lattice: edges that lie upon each other, corners on edges, centres on edges.
    #[test]
    fn areas_on_a_coarse_lattice_agree_with_asking_each(
        rings in prop::collection::vec(prop::collection::vec((0..8_i32, 0..8_i32), 3..7), 1..6),
        step in prop_oneof![Just(1), Just(2), Just(64), Just(1 << 20)],
        anywhere in prop::collection::vec((0..800_i64, 0..800_i64), 60),
    ) {
        let shapes: Vec<Shape> = rings
            .iter()
            .filter_map(|ring| shape(&[ring.iter().map(|&(x, y)| [x * step, y * step]).collect()]))
            .collect();
        let anywhere: Vec<(i64, i64)> =
            anywhere.iter().map(|&(x, y)| (x * i64::from(step), y * i64::from(step))).collect();
        check(&shapes, &anywhere);
    }

    /// Box and radius questions agree with asking each shape.
    #[test]
    fn areas_in_a_box_and_near_a_point_agree_with_asking_each(
        rings in prop::collection::vec(prop::collection::vec((0..3_000_i32, 0..3_000_i32), 3..7), 1..6),
        west in -200..3_000_i32, south in -200..3_000_i32, width in 0..1_500_i32, height in 0..1_500_i32,
        metres in 0.0..3_000.0_f64,
    ) {
        let scale = 100;
        let shapes: Vec<Shape> = rings
            .iter()
            .filter_map(|ring| shape(&[ring.iter().map(|&(x, y)| [x * scale, y * scale]).collect()]))
            .collect();
        let bytes = built(&shapes);
        let cover = Cover::open(&bytes).unwrap();
        let bounds = Bounds {
            west: west * scale, south: south * scale, east: (west + width) * scale, north: (south + height) * scale,
        };
        let box_ = geo_types::Rect::new(
            (f64::from(bounds.west) / 1e7, f64::from(bounds.south) / 1e7),
            (f64::from(bounds.east) / 1e7, f64::from(bounds.north) / 1e7),
        );
        let found: BTreeSet<u32> = cover.areas_in_box(bounds).into_iter().collect();
        let expected: BTreeSet<u32> = (0_u32..)
            .zip(&shapes)
            .filter(|(_, shape)| geo::Intersects::intersects(&shape.to_degrees(), &box_.to_polygon()))
            .map(|(at, _)| at)
            .collect();
        prop_assert_eq!(found, expected);
        let middle = Position::from_steps(bounds.west, bounds.south).unwrap();
        let near = cover.areas_within(middle, metres);
        prop_assert!(near.is_sorted_by(|a, b| a.metres <= b.metres));
        for (at, shape) in (0_u32..).zip(&shapes) {
            let distance = shape.distance(middle);
            let found = near.iter().find(|near| near.area == at).map(|near| near.metres);
            let expected = (distance <= metres).then_some(distance);
            prop_assert_eq!(found, expected);
        }
    }

    /// A damaged index gives an error or some answer; it never panics and never reads elsewhere.
    #[test]
    fn a_damaged_index_never_panics(
        cut in 0.0..=1.0_f64,
        changes in prop::collection::vec((0.0..1.0_f64, any::<u32>()), 0..30),
        points in prop::collection::vec((any::<f64>(), any::<f64>(), 0..400_000_i64, 0..400_000_i64), 30),
    ) {
        let shapes = partition(4, 1_000, &[(50, 70), (-200, 90), (300, -300)], &[0, 1, 2, 3, 1, 0]);
        let mut bytes = built(&shapes);
        for (at, value) in changes {
            let at = ((bytes.len() - 4) as f64 * at) as usize;
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        }
        bytes.truncate((bytes.len() as f64 * cut) as usize + 1);
        let Ok(cover) = Cover::open(&bytes) else { return Ok(()) };
        let mut all = Vec::new();
        for (lat, lon, x, y) in points {
            for position in [Position::new(lat % 90.0, lon % 180.0).ok(), Some(nano(x, y))].into_iter().flatten() {
                prop_assert!(cover.lookup(position).is_none_or(|area| area < cover.areas()));
                cover.lookup_all(position, &mut all);
                prop_assert!(all.iter().all(|&area| area < cover.areas()));
                let near = cover.areas_within(position, 100.0);
                prop_assert!(near.iter().all(|near| near.area < cover.areas()));
            }
        }
    }
}

#[test]
fn an_index_of_nothing_answers_nothing() {
    let bytes = built(&[]);
    let cover = Cover::open(&bytes).unwrap();
    assert_eq!(cover.lookup(Position::new(52.0, 5.0).unwrap()), None);
    assert!(cover.areas_within(Position::new(52.0, 5.0).unwrap(), 1e9).is_empty());
    assert!(cover.areas_in_box(Bounds::of(0, 0)).is_empty());
}

#[test]
fn bytes_that_are_no_index_are_refused() {
    let good = built(&[shape(&[vec![[0, 0], [1_000, 0], [0, 1_000]]]).unwrap()]);
    let damaged = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = good.clone();
        change(&mut bytes);
        Cover::open(&bytes).err()
    };
    assert_eq!(damaged(&|_| ()), None);
    assert_eq!(damaged(&|b| b.clear()), Some(CoverError::NotACover));
    assert_eq!(damaged(&|b| b[0] = 0), Some(CoverError::NotACover));
    assert_eq!(damaged(&|b| b[8] = 9), Some(CoverError::Version(9)));
    assert_eq!(damaged(&|b| b.truncate(b.len() - 4)), Some(CoverError::Damaged));
    assert_eq!(damaged(&|b| b.truncate(b.len() - 1)), Some(CoverError::Damaged));
    assert_eq!(damaged(&|b| b.extend([0; 4])), Some(CoverError::Damaged));
    assert_eq!(damaged(&|b| b[24] = 200), Some(CoverError::Damaged));
}

#[test]
fn areas_round_the_globe_fit() {
    let world = shape(&[vec![
        [-1_800_000_000, -900_000_000],
        [1_800_000_000, -900_000_000],
        [1_800_000_000, 900_000_000],
        [-1_800_000_000, 900_000_000],
    ]])
    .unwrap();
    let small =
        shape(&[vec![[50_000_000, 520_000_000], [50_010_000, 520_000_000], [50_000_000, 520_010_000]]])
            .unwrap();
    check(&[world, small], &[(0, 0), (5_000_100_000, 52_000_100_000), (-179_999_999_999, 89_999_999_999)]);
}
