//! A net of borders on the grid of a zoom.

use geo_types::LineString;
use smallvec::SmallVec;

use super::grid;
use crate::Shape;

/// A point on a grid: x east, y south.
pub(super) type Point = [i32; 2];

/// Which areas lie beside a border as one goes along it: twice the number of the area, plus one when it lies on the
/// right. Ascending. Left is where y grows when x grows does: the grid is taken as a plane of which y points up.
pub(super) type Sides = SmallVec<[u32; 2]>;

/// A border between two points of a net, by their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edge {
    pub from: u32,
    pub to: u32,
    pub sides: Sides,
}

/// Borders that meet only at points.
#[derive(Debug, Clone, Default)]
pub(super) struct Net {
    pub points: Vec<Point>,
    pub edges: Vec<Edge>,
}

/// A border before it is brought onto a grid.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub from: [i64; 2],
    pub to: [i64; 2],
    pub sides: Sides,
}

/// The same sides for one who goes the other way.
pub(super) fn turned(sides: &Sides) -> Sides {
    let mut turned: Sides = sides.iter().map(|side| side ^ 1).collect();
    turned.sort_unstable();
    turned
}

/// Adds sides to others; an area on both sides of a border has no border there.
pub(super) fn join(sides: &mut Sides, others: &[u32]) {
    for &side in others {
        match sides.iter().position(|known| *known == side ^ 1) {
            Some(opposite) => {
                sides.remove(opposite);
            }
            None => sides.push(side),
        }
    }
    sides.sort_unstable();
}

/// The borders of shapes on the fine grid, one that several shapes share only once.
pub(super) fn lines_of(shapes: &[&Shape]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::with_capacity(shapes.iter().map(|shape| shape.vertices()).sum());
    for (area, shape) in (0_u32..).zip(shapes) {
        shape.rings().for_each(|ring| add_ring(&mut lines, area, ring));
    }
    lines.sort_unstable_by(|a, b| (a.from, a.to, &a.sides).cmp(&(b.from, b.to, &b.sides)));
    lines.dedup_by(|next, kept| {
        let same = (next.from, next.to) == (kept.from, kept.to);
        if same {
            join(&mut kept.sides, &next.sides);
        }
        same
    });
    lines.retain(|line| !line.sides.is_empty());
    lines
}

/// Adds the borders of a ring. Outer rings run counter-clockwise and holes clockwise: the area lies on the left with north
/// up, so on the right with south up.
fn add_ring(lines: &mut Vec<Line>, area: u32, ring: &LineString<i32>) {
    let side = area * 2 + 1;
    let points: Vec<[i64; 2]> = ring.coords().map(|c| grid::fine(c.x, c.y)).collect();
    for pair in points.windows(2) {
        let &[a, b] = pair else { continue };
        if a == b {
            continue;
        }
        let (from, to, side) = if a < b { (a, b, side) } else { (b, a, side ^ 1) };
        lines.push(Line { from, to, sides: SmallVec::from_slice(&[side]) });
    }
}

impl Net {
    /// The borders again as lines, for the grid of the zoom before.
    pub(super) fn lines(&self) -> Vec<Line> {
        let at = |number: u32| self.points[number as usize].map(i64::from);
        let line = |edge: &Edge| Line { from: at(edge.from), to: at(edge.to), sides: edge.sides.clone() };
        self.edges.iter().map(line).collect()
    }
}

/// Twice the area of a triangle, positive when `c` lies on the left of the way from `a` to `b`.
pub(super) fn cross(a: Point, b: Point, c: Point) -> i64 {
    let d = |p: Point, i: usize| i64::from(p[i]) - i64::from(a[i]);
    // points of a grid differ by less than 2^27
    d(b, 0) * d(c, 1) - d(b, 1) * d(c, 0)
}
