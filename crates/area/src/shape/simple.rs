//! Whether rings are in order as they are: no edge meets another except at the vertex they share.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use crate::exact::{self, Nano, Vertex};

/// Rings with more vertices in all, or more rings, go to the general repair at once: the test here compares pairs.
const VERTICES_MAX: usize = 20_000;
/// Most rings that are compared in pairs.
const RINGS_MAX: usize = 64;

/// An open ring: the last vertex is joined to the first.
pub(super) type Ring = Vec<Vertex>;

/// The polygons that these rings form, when no edge meets another one; `None` when one does, or when there are too many.
pub(super) fn nest_if_simple(rings: &[Ring]) -> Option<MultiPolygon<i32>> {
    let vertices: usize = rings.iter().map(Vec::len).sum();
    if vertices > VERTICES_MAX || rings.len() > RINGS_MAX || !is_simple(rings) {
        return None;
    }
    // rings that do not meet lie wholly inside or outside each other: one vertex tells
    let around: Vec<Vec<usize>> = (0..rings.len()).map(|inner| rings_around(rings, inner)).collect();
    let mut holes: Vec<Vec<LineString<i32>>> = vec![Vec::new(); rings.len()];
    for (ring, outer) in around.iter().enumerate() {
        if outer.len() % 2 == 1 {
            // its polygon is the innermost of those around it
            let polygon = outer.iter().copied().max_by_key(|&o| around.get(o).map_or(0, Vec::len))?;
            holes.get_mut(polygon)?.push(closed(rings.get(ring)?, false));
        }
    }
    let outers = around.iter().enumerate().filter(|(_, outer)| outer.len() % 2 == 0);
    outers
        .map(|(ring, _)| {
            Some(Polygon::new(closed(rings.get(ring)?, true), std::mem::take(holes.get_mut(ring)?)))
        })
        .collect::<Option<Vec<_>>>()
        .map(MultiPolygon)
}

fn rings_around(rings: &[Ring], inner: usize) -> Vec<usize> {
    let Some(&vertex) = rings.get(inner).and_then(|ring| ring.first()) else { return Vec::new() };
    let p = Nano::at(vertex);
    let below = |(a, b): (Vertex, Vertex)| exact::spans_x(p, a, b) && exact::is_below(p, a, b);
    let holds = |ring: &Ring| edges(ring).filter(|&edge| below(edge)).count() % 2 == 1;
    rings.iter().enumerate().filter(|&(at, ring)| at != inner && holds(ring)).map(|(at, _)| at).collect()
}

/// The edges of an open ring, the closing one last.
pub(super) fn edges(ring: &[Vertex]) -> impl Iterator<Item = (Vertex, Vertex)> {
    ring.iter().copied().zip(ring.iter().copied().cycle().skip(1))
}

/// The ring as geo-types wants it: closed, in the direction asked for.
pub(super) fn closed(ring: &[Vertex], counter_clockwise: bool) -> LineString<i32> {
    let twice: i128 = edges(ring)
        .map(|(a, b)| i128::from(a[0]) * i128::from(b[1]) - i128::from(b[0]) * i128::from(a[1]))
        .sum();
    let mut coords: Vec<Coord<i32>> = ring.iter().map(|v| Coord { x: v[0], y: v[1] }).collect();
    if (twice > 0) != counter_clockwise {
        coords.reverse();
    }
    coords.extend(coords.first().copied());
    LineString(coords)
}

struct Edge {
    from: Vertex,
    to: Vertex,
    ring: usize,
    at: usize,
}

impl Edge {
    fn west(&self) -> i32 {
        self.from[0].min(self.to[0])
    }
    fn east(&self) -> i32 {
        self.from[0].max(self.to[0])
    }
}

fn is_simple(rings: &[Ring]) -> bool {
    let mut all: Vec<Edge> = Vec::new();
    for (ring, vertices) in rings.iter().enumerate() {
        all.extend(edges(vertices).enumerate().map(|(at, (from, to))| Edge { from, to, ring, at }));
    }
    all.sort_unstable_by_key(Edge::west);
    let mut open: Vec<&Edge> = Vec::new();
    for edge in &all {
        open.retain(|other| other.east() >= edge.west());
        for other in &open {
            let length = rings.get(edge.ring).map_or(0, Vec::len);
            if collide(edge, other, length) {
                return false;
            }
        }
        open.push(edge);
    }
    true
}

/// Whether two edges meet where they may not. Edges that follow each other share a vertex and may not fold back.
fn collide(a: &Edge, b: &Edge, length: usize) -> bool {
    if a.ring == b.ring {
        if (a.at + 1) % length == b.at {
            return folds_back(a.from, a.to, b.to);
        }
        if (b.at + 1) % length == a.at {
            return folds_back(b.from, b.to, a.to);
        }
    }
    exact::edges_meet(a.from, a.to, b.from, b.to)
}

fn folds_back(a: Vertex, b: Vertex, c: Vertex) -> bool {
    let d = |i: usize, p: Vertex, q: Vertex| i128::from(q[i]) - i128::from(p[i]);
    exact::turn(a, b, c) == 0 && d(0, a, b) * d(0, b, c) + d(1, a, b) * d(1, b, c) < 0
}
