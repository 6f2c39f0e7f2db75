//! Stretches that nobody covers, from the pieces of border round them.

use std::collections::HashMap;

use super::super::NOBODY;
use super::{DIVISION_M2_MIN, Gap, Piece, adds, position, radians};
use crate::exact::Nano;
use crate::ground::area_below;

/// Most outlines (islands, and the outside of the whole) that are looked for inside gaps.
const ISLANDS_MAX: usize = 1_000;

/// The borders between somebody and nobody.
#[derive(Default)]
pub(super) struct Outline {
    numbers: HashMap<(i64, i64), usize>,
    places: Vec<Nano>,
    /// for each node the node that it counts as; itself for most
    same: Vec<usize>,
    /// directed so that nobody is on the left
    edges: Vec<Edge>,
}

struct Edge {
    from: usize,
    to: usize,
    neighbour: u32,
}

/// A closed outline with nobody on its left.
struct Loop {
    nodes: Vec<usize>,
    neighbours: Vec<u32>,
    /// positive when it goes round a gap, negative when nobody is outside it
    square_metres: f64,
}

impl Outline {
    /// Takes note that two nodes are one.
    pub(super) fn join(&mut self, a: Nano, b: Nano) {
        let (a, b) = (self.number(a), self.number(b));
        let (a, b) = (self.find(a), self.find(b));
        self.same[a.max(b)] = a.min(b);
    }

    pub(super) fn add(&mut self, piece: &Piece) {
        let (from, to, others) = match (piece.left.as_slice(), piece.right.as_slice()) {
            ([], right @ [_, ..]) => (piece.from, piece.to, right),
            (left @ [_, ..], []) => (piece.to, piece.from, left),
            _ => return,
        };
        let neighbour = others.first().copied().unwrap_or(NOBODY);
        let (from, to) = (self.number(from), self.number(to));
        self.edges.push(Edge { from, to, neighbour });
    }

    fn number(&mut self, place: Nano) -> usize {
        let next = self.places.len();
        let number = *self.numbers.entry((place.x, place.y)).or_insert(next);
        if number == next {
            self.places.push(place);
            self.same.push(next);
        }
        number
    }

    fn find(&self, mut node: usize) -> usize {
        while self.same[node] != node {
            node = self.same[node];
        }
        node
    }

    /// The gaps of at least [`DIVISION_M2_MIN`], the largest first.
    pub(super) fn gaps(mut self) -> Vec<Gap> {
        for edge in 0..self.edges.len() {
            let (from, to) = (self.find(self.edges[edge].from), self.find(self.edges[edge].to));
            (self.edges[edge].from, self.edges[edge].to) = (from, to);
        }
        let (mut gaps, mut islands): (Vec<Loop>, Vec<Loop>) =
            self.loops().into_iter().partition(|outline| outline.square_metres > 0.0);
        gaps.sort_by(|a, b| a.square_metres.total_cmp(&b.square_metres));
        islands.truncate(ISLANDS_MAX);
        for island in &islands {
            // the smallest gap round it is the one that it lies in
            if let Some(gap) = gaps.iter_mut().find(|gap| self.lies_in(island, gap)) {
                gap.square_metres += island.square_metres;
                gap.neighbours.extend(&island.neighbours);
            }
        }
        let mut found: Vec<Gap> = gaps
            .into_iter()
            .filter(|gap| gap.square_metres >= DIVISION_M2_MIN)
            .map(|mut gap| {
                gap.neighbours.sort_unstable();
                gap.neighbours.dedup();
                let at = gap.nodes.first().map_or(Nano { x: 0, y: 0 }, |&node| self.places[node]);
                Gap { neighbours: gap.neighbours, square_metres: gap.square_metres, at: position(at) }
            })
            .collect();
        found.sort_by(|a, b| {
            b.square_metres.total_cmp(&a.square_metres).then_with(|| a.neighbours.cmp(&b.neighbours))
        });
        found
    }

    /// Follows the edges round until each is used. An outline that does not close is left out.
    fn loops(&self) -> Vec<Loop> {
        let mut leaving: HashMap<usize, Vec<usize>> = HashMap::new();
        for (number, edge) in self.edges.iter().enumerate() {
            leaving.entry(edge.from).or_default().push(number);
        }
        let mut used = vec![false; self.edges.len()];
        let mut loops = Vec::new();
        for start in 0..self.edges.len() {
            let mut outline = Loop { nodes: Vec::new(), neighbours: Vec::new(), square_metres: 0.0 };
            let mut next = Some(start);
            while let Some(number) = next.filter(|&number| !used[number]) {
                used[number] = true;
                let edge = &self.edges[number];
                outline.nodes.push(edge.from);
                outline.neighbours.push(edge.neighbour);
                next = self.next(number, leaving.get(&edge.to).map_or(&[], Vec::as_slice));
            }
            if outline.nodes.is_empty() || next.is_none_or(|number| number != start) {
                continue;
            }
            outline.square_metres = self.square_metres(&outline.nodes);
            loops.push(outline);
        }
        loops
    }

    /// The edge that goes on round the same stretch: the first one clockwise from where `edge` came from.
    fn next(&self, edge: usize, leaving: &[usize]) -> Option<usize> {
        if let [only] = leaving {
            return Some(*only);
        }
        let angle = |from: usize, to: usize| {
            let (a, b) = (self.places[from], self.places[to]);
            ((b.y - a.y) as f64).atan2((b.x - a.x) as f64)
        };
        let edge = &self.edges[edge];
        let back = angle(edge.to, edge.from);
        let clockwise = |&number: &usize| {
            let turn = (back - angle(self.edges[number].from, self.edges[number].to))
                .rem_euclid(std::f64::consts::TAU);
            // straight back is the last resort
            if turn == 0.0 { std::f64::consts::TAU } else { turn }
        };
        leaving.iter().copied().min_by(|a, b| clockwise(a).total_cmp(&clockwise(b)))
    }

    fn square_metres(&self, nodes: &[usize]) -> f64 {
        let Some(&first) = nodes.first() else { return 0.0 };
        let zero = area_below(radians(self.places[first].y));
        let ends = nodes.iter().zip(nodes.iter().cycle().skip(1));
        ends.map(|(&a, &b)| adds(self.places[a], self.places[b], zero)).sum()
    }

    /// Whether a loop lies inside another: by its first node, which lies on no edge of the other unless they touch.
    fn lies_in(&self, inner: &Loop, outer: &Loop) -> bool {
        let Some(&node) = inner.nodes.first() else { return false };
        let p = self.places[node];
        let mut inside = false;
        for (&a, &b) in outer.nodes.iter().zip(outer.nodes.iter().cycle().skip(1)) {
            let (a, b) = (self.places[a], self.places[b]);
            if (a.x < p.x) != (b.x < p.x) {
                let up = (b.y - a.y) as f64 * ((p.x - a.x) as f64 / (b.x - a.x) as f64);
                inside ^= a.y as f64 + up < p.y as f64;
            }
        }
        inside
    }
}
