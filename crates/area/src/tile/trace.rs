//! From a net to the rings of its areas: chains of borders that neighbours share, and which chains go round an area.

use std::collections::HashMap;

use super::net::{Net, Point, cross, turned};

/// Most vertices of a chain; longer ones are cut, so that a tile can pass over what lies far from it.
const CHAIN_VERTICES_MAX: usize = 64;

/// A chain and the way it is gone: twice its number, plus one against its own direction.
pub(super) type Step = u32;

/// A ring: the chains round a piece of an area, or round a hole in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Ring {
    pub steps: Vec<Step>,
    pub is_hole: bool,
}

/// The rings of all areas of a zoom. The rings of an area stand together, each outer one before its holes.
#[derive(Debug, Default)]
pub(super) struct Traced {
    pub chains: Vec<Vec<Point>>,
    pub areas: Vec<Vec<Ring>>,
}

/// Traces the rings of areas `0..areas` in a net.
pub(super) fn trace(net: &Net, areas: usize) -> Traced {
    let mut chains = Chains::default();
    chains.find(net);
    let areas = chains.beside(areas).into_iter().map(|steps| rings(&chains.chains, &steps)).collect();
    Traced { chains: chains.chains, areas }
}

#[derive(Default)]
struct Chains {
    chains: Vec<Vec<Point>>,
    /// for each chain the areas beside it
    sides: Vec<Vec<u32>>,
}

impl Chains {
    fn find(&mut self, net: &Net) {
        let mut ways: Vec<Vec<(u32, u32)>> = vec![Vec::new(); net.points.len()];
        for (number, edge) in (0_u32..).zip(&net.edges) {
            ways[edge.from as usize].push((number, edge.to));
            ways[edge.to as usize].push((number, edge.from));
        }
        let leaving = |from: u32, number: u32| {
            let edge = &net.edges[number as usize];
            if edge.from == from { edge.sides.clone() } else { turned(&edge.sides) }
        };
        let is_node = |point: u32| {
            let &[(a, _), (b, _)] = ways[point as usize].as_slice() else { return true };
            leaving(point, a) != turned(&leaving(point, b))
        };
        let mut used = vec![false; net.edges.len()];
        let mut follow = |start: u32, first: (u32, u32), used: &mut Vec<bool>| {
            let sides = leaving(start, first.0);
            let mut points = vec![net.points[start as usize]];
            let (mut edge, mut at) = first;
            loop {
                used[edge as usize] = true;
                points.push(net.points[at as usize]);
                let done = at == start || is_node(at);
                if done || points.len() == CHAIN_VERTICES_MAX {
                    self.chains.push(std::mem::replace(&mut points, vec![net.points[at as usize]]));
                    self.sides.push(sides.to_vec());
                }
                let next = ways[at as usize].iter().find(|(other, _)| *other != edge);
                match next {
                    Some(&next) if !done => (edge, at) = next,
                    _ => break,
                }
            }
        };
        for point in 0..net.points.len() as u32 {
            if is_node(point) {
                for &way in &ways[point as usize] {
                    if !used[way.0 as usize] {
                        follow(point, way, &mut used);
                    }
                }
            }
        }
        // what is left are rings without a node
        for number in 0..net.edges.len() {
            if !used[number] {
                let edge = &net.edges[number];
                follow(edge.from, (number as u32, edge.to), &mut used);
            }
        }
    }

    /// For each area the steps that have it on the left.
    fn beside(&self, areas: usize) -> Vec<Vec<Step>> {
        let mut beside = vec![Vec::new(); areas];
        for (number, sides) in (0_u32..).zip(&self.sides) {
            for side in sides {
                if let Some(steps) = beside.get_mut((side / 2) as usize) {
                    // with the area on the right it is gone the other way
                    steps.push(number * 2 + side % 2);
                }
            }
        }
        beside
    }
}

/// The points of a step, in the order in which it is gone.
fn points(chains: &[Vec<Point>], step: Step) -> impl DoubleEndedIterator<Item = Point> + '_ {
    let chain = &chains[(step / 2) as usize];
    let last = chain.len() - 1;
    (0..=last).map(move |at| chain[if step.is_multiple_of(2) { at } else { last - at }])
}

fn first(chains: &[Vec<Point>], step: Step) -> [Point; 2] {
    let mut points = points(chains, step);
    let (a, b) = (points.next().unwrap_or_default(), points.next().unwrap_or_default());
    [a, b]
}

fn last(chains: &[Vec<Point>], step: Step) -> [Point; 2] {
    first(chains, step ^ 1)
}

/// The rings that the steps of an area make: none touches itself, outer ones have a positive area.
fn rings(chains: &[Vec<Point>], steps: &[Step]) -> Vec<Ring> {
    let mut leaving: HashMap<Point, Vec<Step>> = HashMap::with_capacity(steps.len());
    for &step in steps {
        leaving.entry(first(chains, step)[0]).or_default().push(step);
    }
    let mut simple: Vec<(Vec<Step>, i128)> = Vec::new();
    for &start in steps {
        // the steps of a ring until a point comes again; then what lies between is a ring of its own
        let mut way: Vec<Step> = Vec::new();
        let mut next = take(&mut leaving, first(chains, start)[0], start);
        while let Some(step) = next {
            way.push(step);
            let [end, before] = last(chains, step);
            if let Some(at) = way.iter().position(|&step| first(chains, step)[0] == end) {
                let ring = way.split_off(at);
                let twice = twice_area(chains, &ring);
                simple.push((ring, twice));
            }
            next = turn(chains, &mut leaving, before, end);
        }
    }
    nested(chains, simple)
}

/// Takes a given step from its beginning, when nobody has.
fn take(leaving: &mut HashMap<Point, Vec<Step>>, from: Point, step: Step) -> Option<Step> {
    let steps = leaving.get_mut(&from)?;
    let at = steps.iter().position(|&other| other == step)?;
    Some(steps.swap_remove(at))
}

/// Takes the step that goes on round the same stretch: the first one clockwise from where the last came from.
fn turn(
    chains: &[Vec<Point>],
    leaving: &mut HashMap<Point, Vec<Step>>,
    before: Point,
    at: Point,
) -> Option<Step> {
    let steps = leaving.get_mut(&at)?;
    let mut best: Option<usize> = None;
    for candidate in 0..steps.len() {
        let to = first(chains, steps[candidate])[1];
        let sooner = best.is_none_or(|best| {
            let known = first(chains, steps[best])[1];
            is_sooner(at, before, to, known)
        });
        if sooner {
            best = Some(candidate);
        }
    }
    best.map(|best| steps.swap_remove(best))
}

/// Whether `a` comes before `b` when turning clockwise round `centre` from `zero`; straight back comes last.
fn is_sooner(centre: Point, zero: Point, a: Point, b: Point) -> bool {
    let half = |p: Point| {
        let side = cross(centre, zero, p).signum();
        let d = |q: Point, i: usize| i64::from(q[i]) - i64::from(centre[i]);
        let ahead = d(zero, 0) * d(p, 0) + d(zero, 1) * d(p, 1) > 0;
        match side {
            -1 => 0,
            0 if !ahead => 1,
            1 => 2,
            _ => 3,
        }
    };
    (half(a), cross(centre, a, b).signum()) < (half(b), 0)
}

fn twice_area(chains: &[Vec<Point>], ring: &[Step]) -> i128 {
    let mut twice = 0;
    for &step in ring {
        let mut all = points(chains, step);
        let Some(mut a) = all.next() else { continue };
        for b in all {
            twice += i128::from(a[0]) * i128::from(b[1]) - i128::from(b[0]) * i128::from(a[1]);
            a = b;
        }
    }
    twice
}

/// Each outer ring followed by the holes in it.
fn nested(chains: &[Vec<Point>], simple: Vec<(Vec<Step>, i128)>) -> Vec<Ring> {
    let (outer, holes): (Vec<_>, Vec<_>) =
        simple.into_iter().filter(|(_, twice)| *twice != 0).partition(|(_, twice)| *twice > 0);
    let mut inside: Vec<Vec<Ring>> = vec![Vec::new(); outer.len()];
    for (steps, _) in holes {
        let around =
            outer.iter().enumerate().filter(|(_, (ring, _))| outer.len() == 1 || holds(chains, ring, &steps));
        // the innermost; a hole that lies in none is a slip of rounding
        if let Some((at, _)) = around.min_by_key(|(_, (_, twice))| *twice) {
            inside[at].push(Ring { steps, is_hole: true });
        }
    }
    let mut rings = Vec::new();
    for ((steps, _), holes) in outer.into_iter().zip(inside) {
        rings.push(Ring { steps, is_hole: false });
        rings.extend(holes);
    }
    rings
}

/// Whether a ring lies inside another that it does not cross: told by the first of its vertices, or middles of its edges,
/// that is not on the other.
fn holds(chains: &[Vec<Point>], outer: &[Step], inner: &[Step]) -> bool {
    let twice = |p: Point| p.map(|v| i64::from(v) * 2);
    let along =
        |ring: &[Step]| -> Vec<Point> { ring.iter().flat_map(|&step| points(chains, step)).collect() };
    let (outer, inner) = (along(outer), along(inner));
    let vertices = inner.iter().map(|&p| twice(p));
    let middles = inner.windows(2).map(|pair| [0, 1].map(|i| i64::from(pair[0][i]) + i64::from(pair[1][i])));
    vertices
        .chain(middles)
        .find_map(|p| {
            let mut odd = false;
            for pair in outer.windows(2) {
                let (a, b) = (twice(pair[0]), twice(pair[1]));
                let side = (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
                let between = |i: usize| a[i].min(b[i]) <= p[i] && p[i] <= a[i].max(b[i]);
                if side == 0 && between(0) && between(1) {
                    return None;
                }
                let spans = (a[1] <= p[1]) != (b[1] <= p[1]);
                odd ^= spans && (side > 0) == (a[1] < b[1]);
            }
            Some(odd)
        })
        .unwrap_or(false)
}
