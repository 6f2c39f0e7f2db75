//! Leaving out vertices that hardly bend a border (Visvalingam and Whyatt 1993), so that no border comes to run over another.
//!
//! The vertex whose triangle with its neighbours is smallest goes first. It stays when another vertex lies in that triangle
//! or on its sides, for then a border could come to lie on the wrong side of it; and when its neighbours are joined already,
//! for then an area would vanish. A vertex where more than two borders meet, or where the areas beside them change, stays.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::bins::{Bins, Squares};
use super::net::{Net, Point, Sides, cross, turned};

/// Leaves out vertices of triangles of which twice the area is at most this, in square units.
pub(super) fn thin(net: &mut Net, twice_area_max: i64) {
    let mut thinner = Thinner::of(net);
    let mut heap: BinaryHeap<Reverse<(i64, u32)>> = BinaryHeap::new();
    for number in 0..thinner.net.points.len() as u32 {
        let area = thinner.twice_area(number).filter(|area| *area <= twice_area_max);
        heap.extend(area.map(|area| Reverse((area, number))));
    }
    while let Some(Reverse((area, number))) = heap.pop() {
        // an outdated entry: the triangle has changed since
        if thinner.twice_area(number) != Some(area) {
            continue;
        }
        let Some(neighbours) = thinner.leave_out(number) else { continue };
        for neighbour in neighbours {
            let area = thinner.twice_area(neighbour).filter(|area| *area <= twice_area_max);
            heap.extend(area.map(|area| Reverse((area, neighbour))));
        }
    }
    let Thinner { net, gone, .. } = thinner;
    let mut gone = gone.into_iter();
    net.edges.retain(|_| !gone.next().unwrap_or(false));
}

/// A way from a vertex: to which, and along which border.
#[derive(Clone, Copy)]
struct Way {
    to: u32,
    edge: u32,
}

struct Thinner<'n> {
    net: &'n mut Net,
    starts: Vec<u32>,
    ways: Vec<Way>,
    /// borders that two others became
    gone: Vec<bool>,
    /// vertices that were left out
    left_out: Vec<bool>,
    bins: Bins,
}

impl<'n> Thinner<'n> {
    fn of(net: &'n mut Net) -> Self {
        let mut starts = vec![0_u32; net.points.len() + 1];
        for edge in &net.edges {
            starts[edge.from as usize + 1] += 1;
            starts[edge.to as usize + 1] += 1;
        }
        for point in 1..starts.len() {
            starts[point] += starts[point - 1];
        }
        let mut filled = starts.clone();
        let mut ways = vec![Way { to: 0, edge: 0 }; 2 * net.edges.len()];
        for (number, edge) in (0_u32..).zip(&net.edges) {
            for (from, to) in [(edge.from, edge.to), (edge.to, edge.from)] {
                let next = &mut filled[from as usize];
                ways[*next as usize] = Way { to, edge: number };
                *next += 1;
            }
        }
        let at = |number: u32| net.points[number as usize].map(f64::from);
        let size = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]).abs().max((a[1] - b[1]).abs());
        let squares = Squares::for_sizes(net.edges.iter().map(|edge| size(at(edge.from), at(edge.to))));
        let bins =
            Bins::of(squares, &net.points, |point, found| found(squares.of_point(point.map(f64::from))));
        let (edges, points) = (net.edges.len(), net.points.len());
        Self { net, starts, ways, gone: vec![false; edges], left_out: vec![false; points], bins }
    }

    fn ways(&self, number: u32) -> &[Way] {
        let number = number as usize;
        &self.ways[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    fn point(&self, number: u32) -> Point {
        self.net.points[number as usize]
    }

    /// The two ways from a vertex that may go.
    fn bend(&self, number: u32) -> Option<[Way; 2]> {
        if self.left_out[number as usize] {
            return None;
        }
        let &[a, b] = self.ways(number) else { return None };
        (a.to != b.to && self.leaving(number, a) == turned(&self.leaving(number, b))).then_some([a, b])
    }

    /// The areas beside a way as one leaves a vertex along it.
    fn leaving(&self, number: u32, way: Way) -> Sides {
        let edge = &self.net.edges[way.edge as usize];
        if edge.from == number { edge.sides.clone() } else { turned(&edge.sides) }
    }

    /// Twice the area of the triangle of a vertex that may go.
    fn twice_area(&self, number: u32) -> Option<i64> {
        let [a, b] = self.bend(number)?;
        Some(cross(self.point(a.to), self.point(number), self.point(b.to)).abs())
    }

    /// Leaves out a vertex, unless that would do harm; its neighbours, when it went.
    fn leave_out(&mut self, number: u32) -> Option<[u32; 2]> {
        let [a, b] = self.bend(number)?;
        let joined = self.ways(a.to).iter().any(|way| way.to == b.to);
        if joined || self.holds_another(a.to, number, b.to) {
            return None;
        }
        let sides = self.leaving(a.to, Way { to: number, edge: a.edge });
        let edge = &mut self.net.edges[a.edge as usize];
        (edge.from, edge.to, edge.sides) = (a.to, b.to, sides);
        self.gone[b.edge as usize] = true;
        self.left_out[number as usize] = true;
        self.lead(a.to, a.edge, Way { to: b.to, edge: a.edge });
        self.lead(b.to, b.edge, Way { to: a.to, edge: a.edge });
        Some([a.to, b.to])
    }

    /// Lets the way from a vertex along `edge` be another.
    fn lead(&mut self, number: u32, edge: u32, other: Way) {
        let number = number as usize;
        let ways = &mut self.ways[self.starts[number] as usize..self.starts[number + 1] as usize];
        ways.iter_mut().filter(|way| way.edge == edge).for_each(|way| *way = other);
    }

    /// Whether another vertex lies in a triangle or on its sides.
    fn holds_another(&self, a: u32, b: u32, c: u32) -> bool {
        let corners = [a, b, c].map(|number| self.point(number));
        let sign = cross(corners[0], corners[1], corners[2]).signum();
        let inside = |point: Point| {
            let turns = [(0, 1), (1, 2), (2, 0)].map(|(i, j)| cross(corners[i], corners[j], point).signum());
            if sign == 0 {
                let between = |i: usize| {
                    let (p, q) = (corners[0][i], corners[2][i]);
                    p.min(q) <= point[i] && point[i] <= p.max(q)
                };
                turns.iter().all(|&turn| turn == 0) && between(0) && between(1)
            } else {
                turns.iter().all(|&turn| turn * sign >= 0)
            }
        };
        let other = |number: &u32| {
            !self.left_out[*number as usize] && ![a, b, c].contains(number) && inside(self.point(*number))
        };
        let mut holds = false;
        self.bins.squares.each_of_hull(&corners.map(|corner| corner.map(f64::from)), 0.5, |bucket| {
            holds = holds || self.bins.in_bucket(bucket).iter().any(other);
        });
        holds
    }
}
