use geo_types::{Geometry, LineString, Polygon};
use proptest::prelude::*;

use super::*;
use crate::{Ground, Shape};

/// A shape from rings in steps of 1e-5 degree.
fn shape(rings: &[&[(i32, i32)]]) -> Shape {
    let ring = |points: &&[(i32, i32)]| -> LineString<f64> {
        points.iter().map(|&(x, y)| (f64::from(x) * 1e-5, f64::from(y) * 1e-5)).collect()
    };
    let polygons = rings.iter().map(|points| Polygon::new(ring(points), vec![])).collect();
    Shape::from_geometry(&Geometry::MultiPolygon(polygons)).unwrap().0
}

fn square(x: i32, y: i32, width: i32, height: i32) -> Shape {
    shape(&[&[(x, y), (x + width, y), (x + width, y + height), (x, y + height)]])
}

fn division(shapes: &[Shape]) -> Division {
    let bytes = Cover::build(&shapes.iter().collect::<Vec<_>>()).unwrap();
    Cover::open(&bytes).unwrap().division()
}

/// Square metres of a box of 1e-5 degrees near the equator.
fn unit() -> f64 {
    let ground = Ground::at(Position::new(0.0, 0.0).unwrap());
    ground.metres_per_lon_step() * ground.metres_per_lat_step() * 1e4
}

/// Overlaps and gaps in units of a box of 1e-5 by 1e-5 degree.
fn check(shapes: &[Shape], overlaps: &[(u32, u32, f64)], gaps: &[f64]) {
    let found = division(shapes);
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-3 * b.abs() + 1e-3;
    let pairs: Vec<_> =
        found.overlaps.iter().map(|o| (o.areas[0], o.areas[1], o.square_metres / unit())).collect();
    assert!(
        pairs.len() == overlaps.len()
            && pairs.iter().zip(overlaps).all(|(a, b)| (a.0, a.1) == (b.0, b.1) && near(a.2, b.2)),
        "{pairs:?} is not {overlaps:?}"
    );
    let sizes: Vec<f64> = found.gaps.iter().map(|gap| gap.square_metres / unit()).collect();
    assert!(
        sizes.len() == gaps.len() && sizes.iter().zip(gaps).all(|(a, b)| near(*a, *b)),
        "{sizes:?} is not {gaps:?}"
    );
}

#[test]
fn a_true_partition_has_neither() {
    check(&[square(0, 0, 50, 50), square(50, 0, 50, 50), square(0, 50, 100, 50)], &[], &[]);
}

#[test]
fn squares_that_overlap_are_told() {
    check(&[square(0, 0, 50, 50), square(40, 40, 50, 50)], &[(0, 1, 100.0)], &[]);
    check(&[square(0, 0, 50, 50), square(40, 0, 50, 50)], &[(0, 1, 500.0)], &[]);
    check(&[square(0, 0, 90, 90), square(10, 10, 20, 20)], &[(0, 1, 400.0)], &[]);
    check(&[square(0, 0, 50, 50), square(0, 0, 50, 50)], &[(0, 1, 2_500.0)], &[]);
    let three = [square(0, 0, 50, 50), square(20, 0, 50, 50), square(40, 0, 50, 50)];
    check(&three, &[(0, 1, 1_500.0), (0, 2, 500.0), (1, 2, 1_500.0)], &[]);
}

#[test]
fn what_is_enclosed_and_covered_by_nobody_is_a_gap() {
    let ring: &[&[(i32, i32)]] =
        &[&[(0, 0), (100, 0), (100, 100), (0, 100)], &[(20, 20), (60, 20), (60, 60), (20, 60)]];
    check(&[shape(ring)], &[], &[1_600.0]);
    check(&[shape(ring), square(20, 20, 40, 40)], &[], &[]);
    // an island in the gap, and one that fills part of it
    check(&[shape(ring), square(30, 30, 10, 10)], &[], &[1_500.0]);
    check(&[shape(ring), square(20, 20, 20, 40)], &[], &[800.0]);
    // four areas round a hole; a bay that is open to the outside is none
    let round = [square(0, 0, 30, 10), square(0, 10, 10, 20), square(20, 10, 10, 20), square(0, 30, 30, 10)];
    check(&round, &[], &[200.0]);
    check(&round[..3], &[], &[]);
    // two gaps that touch in a corner
    let checkers = [shape(&[
        &[(0, 0), (40, 0), (40, 40), (0, 40)],
        &[(10, 10), (20, 10), (20, 20), (10, 20)],
        &[(20, 20), (30, 20), (30, 30), (20, 30)],
    ])];
    check(&checkers, &[], &[100.0, 100.0]);
}

#[test]
fn crossing_borders_make_overlaps_and_gaps() {
    // the border bulges: one area goes 10 too far, the other stops short by a triangle
    let west = shape(&[&[(0, 0), (50, 0), (60, 25), (50, 50), (50, 75), (40, 90), (50, 100), (0, 100)]]);
    let east = shape(&[&[(100, 0), (100, 100), (50, 100), (50, 0)]]);
    check(&[west, east], &[(0, 1, 250.0)], &[125.0]);
}

proptest! {
    /// Overlaps are those that `geo` finds by intersecting the shapes, also where borders lie upon each other.
    #[test]
    fn overlaps_agree_with_intersecting_the_shapes(
        rings in prop::collection::vec(prop::collection::vec((0..2_000_i32, 0..2_000_i32), 3..7), 2..5),
        lattice in prop_oneof![Just(1), Just(100), Just(500)],
    ) {
        let rings = rings.iter().map(|ring| {
            ring.iter().map(|&(x, y)| (x / lattice * lattice, y / lattice * lattice)).collect::<Vec<_>>()
        });
        let shapes: Vec<Shape> = rings.filter_map(|ring| of_ring(&ring)).collect();
        let found = division(&shapes);
        for (i, a) in (0_u32..).zip(&shapes) {
            for (j, b) in (0_u32..).zip(&shapes).skip(i as usize + 1) {
                let both = geo::BooleanOps::intersection(&a.to_degrees(), &b.to_degrees());
                let expected = square_metres(&both);
                let told = found.overlaps.iter().find(|o| o.areas == [i, j]).map_or(0.0, |o| o.square_metres);
                prop_assert!((told - expected).abs() <= 1e-3 * expected + DIVISION_M2_MIN, "{i} {j}: {told}, {expected}");
            }
        }
    }

    /// Gaps are the holes in the union of the shapes, less the islands in them. Triangles, because `geo` loses a hole
    /// that is closed by two corners that touch in a crossing.
    #[test]
    fn gaps_agree_with_the_holes_in_the_union(
        triangles in prop::collection::vec(prop::array::uniform3((0..2_000_i32, 0..2_000_i32)), 2..9),
    ) {
        let shapes: Vec<Shape> = triangles.iter().filter_map(|ring| of_ring(ring)).collect();
        let union = shapes.iter().fold(geo_types::MultiPolygon(vec![]), |union, shape| {
            geo::BooleanOps::union(&union, &shape.to_degrees())
        });
        let solid = |ring: &LineString<f64>| Polygon::new(ring.clone(), vec![]);
        let outers: f64 = union.iter().map(|p| square_metres(&vec![solid(p.exterior())].into())).sum();
        let without_holes = union.iter().map(|p| solid(p.exterior())).fold(geo_types::MultiPolygon(vec![]), |all, p| {
            geo::BooleanOps::union(&all, &p)
        });
        // islands: what the outer rings cover more than once
        let islands = outers - square_metres(&without_holes);
        let expected = outers - square_metres(&union) - islands;
        let gaps: f64 = division(&shapes).gaps.iter().map(|gap| gap.square_metres).sum();
        prop_assert!((gaps - expected).abs() <= expected * 1e-3 + 4.0 * DIVISION_M2_MIN, "{gaps} {expected}");
    }
}

fn of_ring(ring: &[(i32, i32)]) -> Option<Shape> {
    let ring: LineString<f64> =
        ring.iter().map(|&(x, y)| (f64::from(x) * 1e-5, f64::from(y) * 1e-5)).collect();
    Shape::from_geometry(&Polygon::new(ring, vec![]).into()).ok().map(|(shape, _)| shape)
}

fn square_metres(polygons: &geo_types::MultiPolygon<f64>) -> f64 {
    geo::Area::unsigned_area(polygons) * 1e10 * unit()
}
