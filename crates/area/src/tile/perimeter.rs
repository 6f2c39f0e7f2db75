//! Joining what is inside a window to whole rings again, along its sides.

use super::clip::{Pieces, Spot, Window};
use super::net::Point;

/// An outer ring and its holes, inside a window.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Piece {
    pub outer: Vec<Point>,
    pub holes: Vec<Vec<Point>>,
}

/// The pieces inside a window. `around` tells whether a point of the window lies inside the area, and is asked only when
/// no border crosses a side: then the window lies wholly inside or wholly outside the outer ring.
pub(super) fn join(pieces: &Pieces, window: Window, around: impl FnOnce() -> bool) -> Vec<Piece> {
    let ring = |range: &std::ops::Range<usize>| pieces.points.get(range.clone()).unwrap_or(&[]).to_vec();
    let mut joined: Vec<Piece> = if pieces.stretches.is_empty() {
        let whole = pieces.whole.iter().find(|(_, is_hole)| !is_hole).map(|(range, _)| ring(range));
        let outer = whole.or_else(|| around().then(|| [3, 0, 1, 2].map(|side| window.corner(side)).to_vec()));
        outer.into_iter().map(|outer| Piece { outer, holes: Vec::new() }).collect()
    } else {
        outer_rings(pieces, window)
    };
    for (range, _) in pieces.whole.iter().filter(|(_, is_hole)| *is_hole) {
        let hole = ring(range);
        let only = joined.len() == 1;
        let around = joined.iter_mut().find(|piece| only || holds_first(&piece.outer, &hole));
        if let Some(piece) = around {
            piece.holes.push(hole);
        }
    }
    joined
}

/// Goes along each stretch, then along the sides to where the next one comes in, until it is back.
fn outer_rings(pieces: &Pieces, window: Window) -> Vec<Piece> {
    let stretches = &pieces.stretches;
    let mut order: Vec<usize> = (0..stretches.len()).collect();
    order.sort_by(|&a, &b| stretches[a].comes.order(&stretches[b].comes));
    let mut used = vec![false; stretches.len()];
    let mut joined = Vec::new();
    for start in 0..stretches.len() {
        let mut outer: Vec<Point> = Vec::new();
        let mut at = start;
        while !std::mem::replace(&mut used[at], true) {
            let stretch = &stretches[at];
            outer.extend(pieces.points.get(stretch.points.clone()).unwrap_or(&[]));
            let later = order.partition_point(|&next| stretches[next].comes.order(&stretch.goes).is_le());
            let Some(&next) = order.get(later).or_else(|| order.first()) else { break };
            corners(&stretch.goes, &stretches[next].comes, window, &mut outer);
            at = next;
        }
        if at == start && !outer.is_empty() {
            joined.push(Piece { outer, holes: Vec::new() });
        }
    }
    joined
}

/// The corners on the way along the sides.
fn corners(from: &Spot, to: &Spot, window: Window, ring: &mut Vec<Point>) {
    let mut sides = (to.side + 4 - from.side) % 4;
    if sides == 0 && to.order(from).is_lt() {
        sides = 4;
    }
    ring.extend((0..sides).map(|passed| window.corner((from.side + passed) % 4)));
}

/// Whether a ring lies inside another that it does not cross: told by its first vertex that is not on the other.
fn holds_first(outer: &[Point], inner: &[Point]) -> bool {
    inner.iter().find_map(|&p| is_inside(outer, p)).unwrap_or(false)
}

/// Whether a point lies inside a ring; `None` when it lies on it.
pub(super) fn is_inside(ring: &[Point], p: Point) -> Option<bool> {
    let mut odd = false;
    for (&a, &b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let side = super::net::cross(a, b, p);
        let between = |i: usize| a[i].min(b[i]) <= p[i] && p[i] <= a[i].max(b[i]);
        if side == 0 && between(0) && between(1) {
            return None;
        }
        odd ^= (a[1] <= p[1]) != (b[1] <= p[1]) && (side > 0) == (a[1] < b[1]);
    }
    Some(odd)
}
