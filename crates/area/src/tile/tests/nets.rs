use std::collections::{HashMap, HashSet};

use proptest::prelude::*;

use super::generated::{Random, overlapping, partition};
use crate::Shape;
use crate::tile::mosaic::net_at;
use crate::tile::net::{Net, Point, cross};
use crate::tile::trace::{Ring, Traced, trace};

const ZOOMS: [u8; 6] = [14, 13, 11, 9, 7, 5];

/// Whether two edges meet in a point that is not an end of both, or lie upon each other.
fn collide(a: [Point; 2], b: [Point; 2]) -> bool {
    let on = |p: Point, [from, to]: [Point; 2]| {
        let between = |i: usize| from[i].min(to[i]) <= p[i] && p[i] <= from[i].max(to[i]);
        cross(from, to, p) == 0 && between(0) && between(1)
    };
    let inside = |p: Point, edge: [Point; 2]| on(p, edge) && p != edge[0] && p != edge[1];
    if inside(a[0], b) || inside(a[1], b) || inside(b[0], a) || inside(b[1], a) {
        return true;
    }
    let split = |[from, to]: [Point; 2], [p, q]: [Point; 2]| {
        cross(from, to, p).signum() * cross(from, to, q).signum() < 0
    };
    split(a, b) && split(b, a)
}

fn is_planar(net: &Net) -> bool {
    let edges: Vec<[Point; 2]> =
        net.edges.iter().map(|edge| [net.points[edge.from as usize], net.points[edge.to as usize]]).collect();
    let pairs = edges.iter().enumerate().flat_map(|(at, a)| edges.iter().skip(at + 1).map(move |b| (*a, *b)));
    !pairs.into_iter().any(|(a, b)| collide(a, b))
}

fn points(traced: &Traced, ring: &Ring) -> Vec<Point> {
    let mut points = Vec::new();
    for &step in &ring.steps {
        let mut chain = traced.chains[(step / 2) as usize].clone();
        if step % 2 == 1 {
            chain.reverse();
        }
        chain.pop();
        points.extend(chain);
    }
    points
}

fn twice(ring: &[Point]) -> i64 {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    ends.map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1])).sum()
}

/// All rings are simple, run the right way, and each directed border stands once.
fn check_rings(traced: &Traced) -> HashMap<(Point, Point), usize> {
    let mut borders = HashMap::new();
    for (area, rings) in traced.areas.iter().enumerate() {
        assert!(rings.first().is_none_or(|ring| !ring.is_hole), "an area begins with an outer ring");
        for ring in rings {
            let points = points(traced, ring);
            assert_eq!(points.iter().collect::<HashSet<_>>().len(), points.len(), "{area}: {points:?}");
            assert!(points.len() >= 3 && (twice(&points) > 0) != ring.is_hole, "{area}: {points:?}");
            for (&a, &b) in points.iter().zip(points.iter().cycle().skip(1)) {
                assert_eq!(borders.insert((a, b), area), None, "{area}: {a:?} {b:?}");
            }
        }
    }
    borders
}

/// Of borders with an area on one side only: whether they go round the whole and never round a gap.
fn outline_has_no_gap(borders: &HashMap<(Point, Point), usize>) -> bool {
    let single = borders.keys().filter(|(a, b)| !borders.contains_key(&(*b, *a)));
    let mut leaving: HashMap<Point, Vec<Point>> = HashMap::new();
    single.for_each(|&(a, b)| leaving.entry(a).or_default().push(b));
    while let Some(&start) = leaving.iter().find(|(_, to)| !to.is_empty()).map(|(from, _)| from) {
        let mut way = vec![start];
        while let Some(next) = leaving.get_mut(&way[way.len() - 1]).and_then(Vec::pop) {
            if let Some(at) = way.iter().position(|&p| p == next)
                && twice(&way.split_off(at)) <= 0
            {
                return false;
            }
            way.push(next);
        }
    }
    true
}

fn check_partition(shapes: &[Shape]) {
    let shapes: Vec<&Shape> = shapes.iter().collect();
    for zoom in ZOOMS {
        let net = net_at(&shapes, zoom);
        for edge in &net.edges {
            let two = matches!(edge.sides.as_slice(), [a, b] if a / 2 != b / 2 && a % 2 != b % 2);
            assert!(two || edge.sides.len() == 1, "z{zoom}: {edge:?}");
        }
        assert!(is_planar(&net), "z{zoom}: borders cross");
        let borders = check_rings(&trace(&net, shapes.len()));
        assert_eq!(borders.len(), net.edges.iter().map(|edge| edge.sides.len()).sum::<usize>(), "z{zoom}");
        assert!(outline_has_no_gap(&borders), "z{zoom}: a gap");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// From squares of 140 metres to ones of 3 metres: at some zooms most areas are smaller than a unit.
    #[test]
    fn at_every_zoom_each_inner_border_lies_between_exactly_two_areas(seed: u64, size in 0..4) {
        let degrees = [2e-3, 2e-4, 4e-5, 1e-6][size as usize];
        check_partition(&partition(8, degrees, &mut Random(seed)));
    }

    /// No true partition: borders still meet only at vertices, and rings are whole.
    #[test]
    fn areas_that_overlap_keep_whole_rings(seed: u64, size in 0..3) {
        let degrees = [2e-3, 1e-4, 2e-6][size as usize];
        let shapes = overlapping(14, degrees, &mut Random(seed));
        let shapes: Vec<&Shape> = shapes.iter().collect();
        for zoom in ZOOMS {
            let net = net_at(&shapes, zoom);
            prop_assert!(is_planar(&net), "z{}: borders cross", zoom);
            let traced = trace(&net, shapes.len());
            for rings in &traced.areas {
                let mut seen = HashSet::new();
                for ring in rings {
                    let points = points(&traced, ring);
                    prop_assert!(points.len() >= 3 && (twice(&points) > 0) != ring.is_hole);
                    for pair in points.iter().zip(points.iter().cycle().skip(1)) {
                        prop_assert!(seen.insert(pair_of(pair)), "an area runs along itself");
                    }
                }
            }
        }
    }
}

fn pair_of((a, b): (&Point, &Point)) -> (Point, Point) {
    (*a.min(b), *a.max(b))
}

#[test]
fn a_set_of_no_areas_has_no_borders() {
    assert!(net_at(&[], 14).edges.is_empty());
}
