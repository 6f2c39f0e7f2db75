//! Which ring of a shape is a hole in which: the format only says so by the way round that a ring goes.

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

use crate::read::ring::Repairs;

/// Most steps along rings spent on finding the outer ring of holes; beyond it a hole goes to the ring before it.
const STEPS_MAX: usize = 50_000_000;
/// Positions of a hole that are looked up in an outer ring; more than one, since one may lie on its border.
const SAMPLES: usize = 5;

struct Outer {
    ring: LineString<f64>,
    area: f64,
    bounds: Bounds,
    holes: Vec<LineString<f64>>,
}

#[derive(Clone, Copy)]
struct Bounds {
    min: Coord<f64>,
    max: Coord<f64>,
}

impl Bounds {
    fn of(ring: &LineString<f64>) -> Self {
        let start = ring.0.first().copied().unwrap_or_default();
        ring.0.iter().fold(Self { min: start, max: start }, |bounds, position| Self {
            min: Coord { x: bounds.min.x.min(position.x), y: bounds.min.y.min(position.y) },
            max: Coord { x: bounds.max.x.max(position.x), y: bounds.max.y.max(position.y) },
        })
    }

    fn hold(&self, other: &Self) -> bool {
        self.min.x <= other.min.x
            && self.min.y <= other.min.y
            && self.max.x >= other.max.x
            && self.max.y >= other.max.y
    }
}

/// The polygon or polygons of these rings; `None` when none of them encloses anything.
///
/// The largest ring is an outer one; the rings that go its way round are outer ones too, the others holes. So a file
/// that has all rings the wrong way round, as some programs write, is read as it was meant.
pub fn assembled(rings: Vec<Vec<Coord<f64>>>, repairs: &mut Repairs) -> Option<Geometry<f64>> {
    let rings = rings.into_iter().filter_map(|ring| repairs.ring(ring));
    let rings: Vec<_> = rings.map(|ring| (signed_area(&ring), ring)).collect();
    let largest = rings.iter().map(|(area, _)| *area).max_by(|a, b| a.abs().total_cmp(&b.abs()))?;
    let (mut outers, mut holes) = (Vec::new(), Vec::new());
    for (area, ring) in rings {
        if area * largest < 0.0 {
            holes.push((outers.len(), ring));
        } else {
            outers.push(Outer { area: area.abs(), bounds: Bounds::of(&ring), ring, holes: Vec::new() });
        }
    }
    let mut steps = 0;
    for (before, hole) in holes {
        let at = home(&outers, &hole, &mut steps).unwrap_or(before.saturating_sub(1));
        if let Some(outer) = outers.get_mut(at) {
            outer.holes.push(hole);
        }
    }
    let mut polygons: Vec<_> =
        outers.into_iter().map(|outer| Polygon::new(outer.ring, outer.holes)).collect();
    match polygons.len() {
        1 => polygons.pop().map(Geometry::Polygon),
        _ => Some(MultiPolygon(polygons).into()),
    }
}

/// The smallest outer ring that a hole lies in.
fn home(outers: &[Outer], hole: &LineString<f64>, steps: &mut usize) -> Option<usize> {
    if outers.len() == 1 {
        return Some(0);
    }
    let bounds = Bounds::of(hole);
    let mut best: Option<(usize, f64)> = None;
    for (at, outer) in outers.iter().enumerate() {
        *steps += 1;
        if *steps > STEPS_MAX {
            break;
        }
        if !outer.bounds.hold(&bounds) || best.is_some_and(|(_, area)| area <= outer.area) {
            continue;
        }
        *steps += outer.ring.0.len() * SAMPLES;
        let inside = hole.0.iter().take(SAMPLES).filter(|position| lies_in(**position, &outer.ring)).count();
        if inside * 2 >= hole.0.len().min(SAMPLES) {
            best = Some((at, outer.area));
        }
    }
    best.map(|(at, _)| at)
}

/// Twice the area, positive when the ring goes against the clock.
fn signed_area(ring: &LineString<f64>) -> f64 {
    // relative to the first position, so that far coordinates do not eat the digits
    let Some(start) = ring.0.first() else { return 0.0 };
    let relative = |position: &Coord<f64>| (position.x - start.x, position.y - start.y);
    ring.0
        .iter()
        .zip(ring.0.iter().skip(1))
        .map(|(a, b)| {
            let ((ax, ay), (bx, by)) = (relative(a), relative(b));
            ax * by - bx * ay
        })
        .sum()
}

/// Whether a ray to the right from the position crosses the ring an odd number of times.
fn lies_in(position: Coord<f64>, ring: &LineString<f64>) -> bool {
    let crossed = |a: &Coord<f64>, b: &Coord<f64>| {
        (a.y > position.y) != (b.y > position.y)
            && position.x < (b.x - a.x) * (position.y - a.y) / (b.y - a.y) + a.x
    };
    let pairs = ring.0.iter().zip(ring.0.iter().skip(1));
    pairs.filter(|(a, b)| crossed(a, b)).count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: f64, y: f64, side: f64, clockwise: bool) -> Vec<Coord<f64>> {
        let mut ring: Vec<_> = [(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]
            .map(|(dx, dy)| Coord { x: x + dx * side, y: y + dy * side })
            .into();
        if !clockwise {
            ring.reverse();
        }
        ring
    }

    fn check(rings: Vec<Vec<Coord<f64>>>, expected: &[usize]) {
        let found: Vec<usize> = match assembled(rings, &mut Repairs::default()) {
            Some(Geometry::Polygon(polygon)) => vec![polygon.interiors().len()],
            Some(Geometry::MultiPolygon(polygons)) => {
                polygons.0.iter().map(|polygon| polygon.interiors().len()).collect()
            }
            _ => vec![],
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn holes_find_the_ring_they_lie_in() {
        check(vec![square(0.0, 0.0, 9.0, true)], &[0]);
        check(vec![square(0.0, 0.0, 9.0, true), square(1.0, 1.0, 1.0, false)], &[1]);
        // the hole of the second stands first
        let far = square(20.0, 0.0, 9.0, true);
        check(vec![square(21.0, 1.0, 1.0, false), square(0.0, 0.0, 9.0, true), far.clone()], &[0, 1]);
        // an island in a lake with a pond of its own
        let island = square(2.0, 2.0, 4.0, true);
        let (lake, pond) = (square(1.0, 1.0, 7.0, false), square(3.0, 3.0, 1.0, false));
        check(vec![square(0.0, 0.0, 9.0, true), lake, island, pond], &[1, 1]);
        check(vec![], &[]);
    }

    #[test]
    fn rings_that_all_go_the_wrong_way_round_are_read_as_meant() {
        check(vec![square(0.0, 0.0, 9.0, false), square(1.0, 1.0, 1.0, true)], &[1]);
    }

    #[test]
    fn a_hole_that_touches_its_ring_stays_in_it() {
        let far = square(20.0, 0.0, 30.0, true);
        check(vec![square(0.0, 0.0, 9.0, true), square(0.0, 0.0, 1.0, false), far], &[1, 0]);
    }

    #[test]
    fn very_many_rings_take_no_square_of_time() {
        let mut rings = Vec::new();
        for at in 0..20_000_u32 {
            rings.push(square(f64::from(at), 0.0, 30_000.0, at % 2 == 0));
        }
        assert!(assembled(rings, &mut Repairs::default()).is_some());
    }
}
