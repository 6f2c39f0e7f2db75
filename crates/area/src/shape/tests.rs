use geo::Validation as _;
use geo_types::{Geometry, LineString, MultiPolygon, Polygon, polygon};
use proptest::prelude::*;

use super::*;

/// A ring from small whole numbers, in steps of 1e-5 degree so that the areas are not below all thresholds.
fn ring(points: &[(i32, i32)]) -> LineString<f64> {
    points.iter().map(|&(x, y)| (f64::from(x) * 1e-5, f64::from(y) * 1e-5)).collect()
}

fn surface(rings: &[&[(i32, i32)]]) -> (Shape, Vec<Repair>) {
    let (outer, holes) = rings.split_first().unwrap();
    let polygon = Polygon::new(ring(outer), holes.iter().map(|hole| ring(hole)).collect());
    Shape::from_geometry(&Geometry::Polygon(polygon)).unwrap()
}

fn at(x: f64, y: f64) -> Position {
    Position::new(y * 1e-5, x * 1e-5).unwrap()
}

/// Polygons and their holes after repair.
fn check(rings: &[&[(i32, i32)]], polygons: usize, holes: usize, repairs: &[Repair]) {
    let (shape, did) = surface(rings);
    let found: usize = shape.polygons().iter().map(|p| p.interiors().len()).sum();
    assert_eq!((shape.polygons().0.len(), found, did.as_slice()), (polygons, holes, repairs), "{rings:?}");
    assert!(shape.to_degrees().is_valid(), "{rings:?} gives {:?}", shape.to_degrees());
    assert!(shape.contains(shape.label_point()));
    assert!(runs_as_promised(&shape), "{rings:?} gives {:?}", shape.polygons());
}

/// Whether outer rings run counter-clockwise and holes clockwise.
fn runs_as_promised(shape: &Shape) -> bool {
    let twice = |ring: &LineString<i32>| -> i128 {
        let wide = |v: i32, w: i32| i128::from(v) * i128::from(w);
        ring.lines().map(|l| wide(l.start.x, l.end.y) - wide(l.end.x, l.start.y)).sum()
    };
    shape.polygons().iter().all(|polygon| {
        twice(polygon.exterior()) > 0 && polygon.interiors().iter().all(|hole| twice(hole) < 0)
    })
}

#[test]
fn rings_are_repaired() {
    let square: &[(i32, i32)] = &[(0, 0), (100, 0), (100, 100), (0, 100)];
    check(&[square], 1, 0, &[]);
    check(&[&[(0, 0), (100, 0), (100, 0), (100, 100), (0, 100)]], 1, 0, &[Repair::RepeatedPoints(1)]);
    check(&[square, &[(20, 20), (40, 20), (40, 40)]], 1, 1, &[]);
    check(&[square, &[(20, 20), (40, 20)]], 1, 0, &[Repair::RingsDropped(1)]);
    // a bow tie
    check(&[&[(0, 0), (100, 100), (100, 0), (0, 100)]], 2, 0, &[Repair::RingsSplit]);
    // two squares that hang together at a corner, in one ring
    let eight: &[(i32, i32)] = &[(0, 0), (50, 0), (50, 50), (90, 50), (90, 90), (50, 90), (50, 50), (0, 50)];
    check(&[eight], 2, 0, &[Repair::RingsSplit]);
    // a ring that runs round a hole which touches it from inside
    let inner: &[(i32, i32)] = &[(0, 0), (90, 0), (90, 90), (0, 90), (0, 0), (30, 60), (60, 30)];
    check(&[inner], 1, 1, &[Repair::RingsSplit]);
    // a spike
    check(&[&[(0, 0), (50, 0), (90, 0), (50, 0), (50, 50), (0, 50)]], 1, 0, &[Repair::RingsSplit]);
    // a hole within a hole is land
    let (hole, island) = (&[(10, 10), (90, 10), (90, 90), (10, 90)], &[(40, 40), (60, 40), (60, 60)]);
    check(&[square, hole, island], 2, 1, &[Repair::RingsSplit]);
}

#[test]
fn what_is_no_surface_is_refused() {
    let refused = |geometry: Geometry<f64>| Shape::from_geometry(&geometry).unwrap_err();
    assert_eq!(refused(geo_types::Point::new(5.0, 52.0).into()), ShapeError::NoSurface);
    assert_eq!(refused(MultiPolygon::<f64>(vec![]).into()), ShapeError::Empty);
    assert_eq!(refused(polygon![(x: 5.0, y: 52.0), (x: 6.0, y: 52.0)].into()), ShapeError::Empty);
    assert_eq!(
        refused(polygon![(x: 5.0, y: 52.0), (x: 6.0, y: f64::NAN), (x: 6.0, y: 53.0)].into()),
        ShapeError::NotFinite
    );
    assert_eq!(
        refused(
            polygon![(x: 155_000.0, y: 463_000.0), (x: 156_000.0, y: 463_000.0), (x: 1.0, y: 2.0)].into()
        ),
        ShapeError::OffTheGlobe { lon: 155_000.0, lat: 463_000.0 }
    );
}

#[test]
fn a_square_has_its_area_and_its_distances() {
    // one hundredth of a degree at 52 degrees north: by geographiclib 763,706.7 m²
    let square = polygon![(x: 5.0, y: 52.0), (x: 5.01, y: 52.0), (x: 5.01, y: 52.01), (x: 5.0, y: 52.01)];
    let (shape, _) = Shape::from_geometry(&square.clone().into()).unwrap();
    let geodesic = geo::GeodesicArea::geodesic_area_unsigned(&square);
    assert!((shape.area() / geodesic - 1.0).abs() < 1e-5, "{} {geodesic}", shape.area());
    let centroid = shape.centroid();
    assert!((centroid.lat() - 52.005).abs() < 1e-9 && (centroid.lon() - 5.005).abs() < 1e-9);
    let north = Position::new(52.02, 5.005).unwrap();
    assert!((shape.distance(north) - 1_112.7).abs() < 0.5, "{}", shape.distance(north));
    assert_eq!(shape.distance(centroid), 0.0);
}

#[test]
fn of_two_neighbours_one_holds_the_border() {
    let (left, _) = surface(&[&[(0, 0), (50, 0), (50, 50), (0, 50)]]);
    let (right, _) = surface(&[&[(50, 0), (90, 0), (90, 50), (50, 50)]]);
    for y in [0.001, 10.0, 25.0, 50.0] {
        assert!(left.contains(at(50.0, y)) && !right.contains(at(50.0, y)), "{y}");
        assert!(right.touches(at(50.0, y)));
    }
}

proptest! {
    /// Whatever rings come in, what comes out is valid and means the same away from the edges.
    #[test]
    fn any_rings_become_a_valid_surface(
        rings in prop::collection::vec(prop::collection::vec((0..12_i32, 0..12_i32), 0..9), 1..4),
        points in prop::collection::vec((0.0..12.0_f64, 0.0..12.0_f64), 40),
    ) {
        let polygons: Vec<Polygon<f64>> = rings
            .iter()
            .map(|r| Polygon::new(r.iter().map(|&(x, y)| (f64::from(x) * 0.01, f64::from(y) * 0.01)).collect(), vec![]))
            .collect();
        let Ok((shape, _)) = Shape::from_geometry(&MultiPolygon(polygons.clone()).into()) else { return Ok(()) };
        prop_assert!(shape.to_degrees().is_valid(), "{:?}", shape.to_degrees());
        prop_assert!(runs_as_promised(&shape), "{:?}", shape.polygons());
        for (x, y) in points {
            let (x, y) = (x * 0.01, y * 0.01);
            let edges = || polygons.iter().flat_map(|p| p.exterior().lines().collect::<Vec<_>>());
            // crossings get a vertex rounded to a step, so points within some steps of an edge may change sides
            let far = edges().all(|l| {
                let (dx, dy) = (l.end.x - l.start.x, l.end.y - l.start.y);
                let length = dx.hypot(dy);
                length == 0.0 || ((x - l.start.x) * dy - (y - l.start.y) * dx).abs() / length > 1e-6
            });
            let odd = edges()
                .filter(|l| (l.start.x < x) != (l.end.x < x))
                .filter(|l| l.start.y + (l.end.y - l.start.y) * (x - l.start.x) / (l.end.x - l.start.x) < y)
                .count() % 2 == 1;
            if far {
                prop_assert_eq!(shape.contains(Position::new(y, x).unwrap()), odd, "{} {}", x, y);
            }
        }
    }
}
