//! Where borders cross between their vertices: in a true partition nowhere, else a vertex is needed there.

use super::bins::{Bins, Squares};
use super::net::{Line, Point};
use super::snap::Rounding;

/// Most pairs of borders that are compared for each border; beyond it the set is a knot, and crossings are left.
const PAIRS_PER_LINE_MAX: u64 = 2_000;

/// The points of the grid nearest to where lines cross.
pub(super) fn crossings(lines: &[Line], rounding: Rounding) -> Vec<Point> {
    let ends = |line: &Line| [rounding.about(line.from), rounding.about(line.to)];
    let size = |line: &Line| {
        let [a, b] = ends(line);
        (b[0] - a[0]).abs().max((b[1] - a[1]).abs())
    };
    let squares = Squares::for_sizes(lines.iter().map(size));
    let bins = Bins::of(squares, lines, |line, found| squares.each_of_hull(&ends(line), 0.0, found));
    let mut pairs_left = PAIRS_PER_LINE_MAX * lines.len() as u64;
    let mut points = Vec::new();
    for near in bins.each() {
        let pairs = near.len() as u64 * near.len() as u64 / 2;
        let Some(left) = pairs_left.checked_sub(pairs) else { continue };
        pairs_left = left;
        for (at, &a) in near.iter().enumerate() {
            for &b in near.iter().skip(at + 1) {
                if let Some(point) = crossing(&lines[a as usize], &lines[b as usize], rounding) {
                    points.push(point);
                }
            }
        }
    }
    points
}

fn crossing(a: &Line, b: &Line, rounding: Rounding) -> Option<Point> {
    let apart = |i: usize| {
        a.from[i].max(a.to[i]) < b.from[i].min(b.to[i]) || b.from[i].max(b.to[i]) < a.from[i].min(a.to[i])
    };
    if apart(0) || apart(1) {
        return None;
    }
    let cross = |o: [i64; 2], p: [i64; 2], q: [i64; 2]| {
        i128::from(p[0] - o[0]) * i128::from(q[1] - o[1]) - i128::from(p[1] - o[1]) * i128::from(q[0] - o[0])
    };
    let (from, to) = (cross(b.from, b.to, a.from), cross(b.from, b.to, a.to));
    let other = cross(a.from, a.to, b.from).signum() * cross(a.from, a.to, b.to).signum();
    // a vertex upon a border is found when the border is rounded
    if from.signum() * to.signum() >= 0 || other >= 0 {
        return None;
    }
    let part = |i: usize| {
        let (all, way) = (from - to, i128::from(a.to[i] - a.from[i]));
        let (all, way) = if all < 0 { (-all, -way * from) } else { (all, way * from) };
        // to the nearest, as squares are laid round points; between the ends of the line, so it fits
        a.from[i] + (2 * way + all).div_euclid(2 * all) as i64
    };
    Some(rounding.point([part(0), part(1)]))
}
