//! On which side of an edge a point lies, decided in whole numbers: no rounding, so neighbours never disagree.
//!
//! Edges run between stored vertices (steps of 1e-7 degree); points are asked for in steps of 1e-9 degree.
//!
//! A point that lies exactly on an edge or a vertex is judged as if it were moved left by something endlessly
//! small, and down by something endlessly smaller still. That moved point never lies on an edge, so where areas share
//! a border each border point belongs to exactly one of them; and every part of this crate uses this one rule.

use crate::Position;

/// Steps of 1e-9 degree in one stored step of 1e-7 degree.
pub(crate) const NANO_PER_STEP: i64 = 100;

/// Steps of 1e-9 degree in a degree.
const NANO_PER_DEGREE: f64 = 1e9;

/// A vertex: longitude and latitude in steps of 1e-7 degree.
pub(crate) type Vertex = [i32; 2];

/// A point in steps of 1e-9 degree, about 0.1 mm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Nano {
    /// east
    pub x: i64,
    /// north
    pub y: i64,
}

impl Nano {
    /// The point nearest to a position.
    #[inline]
    pub(crate) fn of(position: Position) -> Self {
        // at most 180e9, which fits; half and cut off is several times faster than `round` on plain x86-64
        let nearest = |degrees: f64| (degrees * NANO_PER_DEGREE + 0.5f64.copysign(degrees)) as i64;
        Self { x: nearest(position.lon()), y: nearest(position.lat()) }
    }

    /// The point at a vertex.
    #[inline]
    pub(crate) fn at(vertex: Vertex) -> Self {
        Self { x: i64::from(vertex[0]) * NANO_PER_STEP, y: i64::from(vertex[1]) * NANO_PER_STEP }
    }
}

/// Division rounded up, for a positive divisor.
#[inline]
pub(crate) fn ceil_div(number: i64, divisor: i64) -> i64 {
    -(-number).div_euclid(divisor)
}

/// Twice the signed area of the triangle edge-point: positive when the point lies left of the edge.
#[inline]
fn side(p: Nano, a: Vertex, b: Vertex) -> i128 {
    let from = Nano::at(a);
    let (dx, dy) = (i64::from(b[0]) - i64::from(a[0]), i64::from(b[1]) - i64::from(a[1]));
    i128::from(dx) * i128::from(p.y - from.y) - i128::from(dy) * i128::from(p.x - from.x)
}

/// Whether the edge passes below the (moved) point. Only for an edge that crosses the vertical line through it.
#[inline]
pub(crate) fn is_below(p: Nano, a: Vertex, b: Vertex) -> bool {
    let (side, rises) = if a[0] < b[0] { (side(p, a, b), a[1] < b[1]) } else { (side(p, b, a), b[1] < a[1]) };
    side > 0 || (side == 0 && rises)
}

/// Whether the edge passes left of the (moved) point. Only for an edge that crosses the horizontal line through it,
/// where no vertex lies on that line.
#[inline]
pub(crate) fn is_left(p: Nano, a: Vertex, b: Vertex) -> bool {
    if a[1] < b[1] { side(p, a, b) < 0 } else { side(p, b, a) < 0 }
}

/// Whether the edge crosses the vertical line just left of the point.
pub(crate) fn spans_x(p: Nano, a: Vertex, b: Vertex) -> bool {
    (i64::from(a[0]) * NANO_PER_STEP < p.x) != (i64::from(b[0]) * NANO_PER_STEP < p.x)
}

/// Whether the point lies on the edge, ends included.
pub(crate) fn is_on(p: Nano, a: Vertex, b: Vertex) -> bool {
    let (from, to) = (Nano::at(a), Nano::at(b));
    let between = |v: i64, a: i64, b: i64| a.min(b) <= v && v <= a.max(b);
    between(p.x, from.x, to.x) && between(p.y, from.y, to.y) && side(p, a, b) == 0
}

/// On which side of the line through `a` and `b` a vertex lies: the sign, positive for left.
pub(crate) fn turn(a: Vertex, b: Vertex, c: Vertex) -> i128 {
    side(Nano::at(c), a, b).signum()
}

/// Whether two edges have a point in common, ends included.
pub(crate) fn edges_meet(a: Vertex, b: Vertex, c: Vertex, d: Vertex) -> bool {
    let apart = |i: usize| a[i].max(b[i]) < c[i].min(d[i]) || c[i].max(d[i]) < a[i].min(b[i]);
    if apart(0) || apart(1) {
        return false;
    }
    turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_on_an_edge_is_judged_as_if_moved_left_and_a_little_down() {
        let on = Nano { x: 500, y: 500 };
        assert!(is_below(on, [0, 0], [10, 10]), "a rising edge is below what is left of it");
        assert!(!is_below(on, [0, 10], [10, 0]), "a falling edge is above");
        assert!(!is_below(on, [0, 5], [10, 5]), "a level edge is above");
        assert!(!is_left(on, [5, 0], [5, 10]), "an upright edge is right");
        for (a, b) in [([0, 0], [10, 10]), ([0, 10], [10, 0]), ([0, 5], [10, 5])] {
            assert_eq!(is_below(on, a, b), is_below(on, b, a), "direction does not matter");
            assert!(is_on(on, a, b));
        }
    }

    #[test]
    fn the_widest_edges_do_not_overflow() {
        let (a, b) = ([-1_800_000_000, -900_000_000], [1_800_000_000, 900_000_000]);
        let p = Nano { x: 180_000_000_000, y: -90_000_000_000 };
        assert!(!is_below(p, a, b));
        assert!(is_left(p, a, b));
    }
}
