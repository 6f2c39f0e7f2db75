//! Snap rounding: lines brought onto a coarser grid so that they still meet only at points.
//!
//! Every point of the grid that a line begins or ends at, or near which two lines cross, is *hot*; a line then runs through
//! all hot points whose square it passes, in that order (Hobby, "Practical segment intersection with finite precision
//! output", 1999). So lines may come to lie upon each other, and never come to cross: what lay on one side of a line lies
//! on that side or on it. Squares are open, and their sides run between the points of the finer grid: no end lies on one.

use super::bins::{At, Bins, Squares};
use super::crossing::crossings;
use super::net::{Edge, Line, Net, Point, Sides, join, turned};

/// How a finer grid is rounded to a coarser one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rounding {
    /// bits that go
    shift: u32,
    /// what is added before they go
    add: i64,
}

impl Rounding {
    /// From the fine grid to that of the last zoom, to the nearest.
    pub(super) const FROM_FINE: Self =
        Self { shift: super::grid::FINE_SHIFT, add: 1 << (super::grid::FINE_SHIFT - 1) };

    /// To the grid of this zoom from that of the next one: by turns down and up, so that nothing drifts.
    pub(super) fn to_zoom(z: u8) -> Self {
        Self { shift: 1, add: i64::from(z % 2) }
    }

    /// The point of the coarser grid in whose square a point lies.
    pub(super) fn point(self, at: [i64; 2]) -> Point {
        // at most 2^26
        at.map(|v| ((v + self.add) >> self.shift) as i32)
    }

    /// About where a point lies on the coarser grid.
    pub(super) fn about(self, at: [i64; 2]) -> At {
        at.map(|v| v as f64 / (1_u64 << self.shift) as f64)
    }

    /// Whether a line passes through the square of a point.
    fn passes(self, line: &Line, point: Point) -> bool {
        // all twice as large, so that the sides of squares are whole numbers too: odd ones
        let low = point.map(|v| 2 * ((i64::from(v) << self.shift) - self.add) - 1);
        let high = low.map(|v| v + (2 << self.shift));
        let (a, b) = (line.from.map(|v| 2 * v), line.to.map(|v| 2 * v));
        if (0..2).any(|i| a[i].max(b[i]) < low[i] || high[i] < a[i].min(b[i])) {
            return false;
        }
        let side = |x: i64, y: i64| {
            i128::from(b[0] - a[0]) * i128::from(y - a[1]) - i128::from(b[1] - a[1]) * i128::from(x - a[0])
        };
        let corners =
            [side(low[0], low[1]), side(high[0], low[1]), side(high[0], high[1]), side(low[0], high[1])];
        !corners.iter().all(|&side| side >= 0) && !corners.iter().all(|&side| side <= 0)
    }
}

/// Brings lines onto a coarser grid. When they meet only at their ends already, crossings need not be looked for.
pub(super) fn snap(lines: &[Line], rounding: Rounding, may_cross: bool) -> Net {
    let mut hot: Vec<Point> = if may_cross { crossings(lines, rounding) } else { Vec::new() };
    hot.extend(lines.iter().flat_map(|line| [rounding.point(line.from), rounding.point(line.to)]));
    hot.sort_unstable();
    hot.dedup();
    let at = |point: &Point| point.map(f64::from);
    let size = |line: &Line| {
        let [a, b] = [rounding.about(line.from), rounding.about(line.to)];
        (b[0] - a[0]).abs().max((b[1] - a[1]).abs())
    };
    let squares = Squares::for_sizes(lines.iter().map(size));
    let bins = Bins::of(squares, &hot, |point, found| found(squares.of_point(at(point))));
    let mut edges: Vec<Edge> = Vec::with_capacity(lines.len());
    let mut way: Vec<u32> = Vec::new();
    for line in lines {
        way.clear();
        // a square reaches half a unit from its point, and rounding moves it half a unit more
        squares.each_of_hull(&[rounding.about(line.from), rounding.about(line.to)], 1.5, |bucket| {
            let near = bins.in_bucket(bucket).iter().copied();
            way.extend(near.filter(|&number| rounding.passes(line, hot[number as usize])));
        });
        // along a line both coordinates only grow or only shrink
        let signs = [0, 1].map(|i| (line.to[i] - line.from[i]).signum());
        way.sort_unstable_by_key(|&number| {
            let point = hot[number as usize];
            [i64::from(point[0]) * signs[0], i64::from(point[1]) * signs[1]]
        });
        way.dedup();
        for pair in way.windows(2) {
            let &[a, b] = pair else { continue };
            let edge = if a < b {
                Edge { from: a, to: b, sides: line.sides.clone() }
            } else {
                Edge { from: b, to: a, sides: turned(&line.sides) }
            };
            edges.push(edge);
        }
    }
    Net { points: hot, edges: merged(edges) }
}

/// Borders that lie upon each other as one; what lay between them has vanished.
fn merged(mut edges: Vec<Edge>) -> Vec<Edge> {
    edges.sort_unstable_by(|a, b| (a.from, a.to, &a.sides).cmp(&(b.from, b.to, &b.sides)));
    edges.dedup_by(|next, kept| {
        let same = (next.from, next.to) == (kept.from, kept.to);
        if same {
            let others: Sides = std::mem::take(&mut next.sides);
            join(&mut kept.sides, &others);
        }
        same
    });
    edges.retain(|edge| !edge.sides.is_empty());
    edges
}
