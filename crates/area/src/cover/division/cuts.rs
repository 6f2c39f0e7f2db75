//! Where other borders cross or touch a border.

use super::super::Cover;
use super::super::segments::Segment;
use crate::exact::{self, Nano};

/// Pieces shorter than this along their longer side are passed over, in 1e-9 degree.
const PIECE_MIN: i64 = 4;

/// The ends of the pieces of a border, in order, both ends of the border among them.
pub(super) struct Cuts {
    pub nodes: Vec<Nano>,
    /// pairs of cuts so near each other that they count as one
    pub joined: Vec<[Nano; 2]>,
}

/// Cuts a border where another crosses or touches it.
pub(super) fn along(cover: &Cover<'_>, border: &Segment) -> Cuts {
    let (from, to) = (Nano::at(border.from), Nano::at(border.to));
    let mut cuts: Vec<Nano> = Vec::new();
    cover.grid.each_touched(border.from, border.to, |column, row| {
        for other in cover.borders_in(column, row) {
            if !apart(border, &other) {
                add_meetings(border, &other, &mut cuts);
            }
        }
    });
    let wide = (to.x - from.x).abs() >= (to.y - from.y).abs();
    let way = |p: &Nano| if wide { (p.x - from.x).abs() } else { (p.y - from.y).abs() };
    let length = way(&to);
    cuts.sort_unstable_by_key(|cut| (way(cut), cut.x, cut.y));
    cuts.dedup();
    let mut nodes = vec![from];
    let mut joined = Vec::new();
    for cut in cuts.into_iter().filter(|cut| *cut != from && *cut != to) {
        let last = nodes.last().copied().unwrap_or(from);
        if way(&cut) - way(&last) < PIECE_MIN {
            joined.push([cut, last]);
        } else if length - way(&cut) < PIECE_MIN {
            joined.push([cut, to]);
        } else {
            nodes.push(cut);
        }
    }
    nodes.push(to);
    Cuts { nodes, joined }
}

fn apart(a: &Segment, b: &Segment) -> bool {
    let apart = |i: usize| {
        a.from[i].max(a.to[i]) < b.from[i].min(b.to[i]) || b.from[i].max(b.to[i]) < a.from[i].min(a.to[i])
    };
    apart(0) || apart(1)
}

fn add_meetings(border: &Segment, other: &Segment, cuts: &mut Vec<Nano>) {
    for end in [other.from, other.to] {
        if end != border.from && end != border.to && exact::is_on(Nano::at(end), border.from, border.to) {
            cuts.push(Nano::at(end));
        }
    }
    let sides =
        |a: &Segment, b: &Segment| exact::turn(a.from, a.to, b.from) * exact::turn(a.from, a.to, b.to);
    if sides(border, other) < 0 && sides(other, border) < 0 {
        // computed alike for both, so that they are cut at the same place
        let key = |s: &Segment| (s.from.min(s.to), s.from.max(s.to));
        let (first, second) = if key(border) < key(other) { (border, other) } else { (other, border) };
        cuts.push(crossing(first, second));
    }
}

/// Where two segments cross, rounded to 1e-9 degree. They must cross.
fn crossing(a: &Segment, b: &Segment) -> Nano {
    let ((a_from, a_to), (b_from, b_to)) = (ends(a), ends(b));
    let (ax, ay) = (a_to.x - a_from.x, a_to.y - a_from.y);
    let (bx, by) = (b_to.x - b_from.x, b_to.y - b_from.y);
    let cross = |x1: i64, y1: i64, x2: i64, y2: i64| {
        i128::from(x1) * i128::from(y2) - i128::from(x2) * i128::from(y1)
    };
    let all = cross(ax, ay, bx, by);
    let part = cross(b_from.x - a_from.x, b_from.y - a_from.y, bx, by);
    // not parallel, for they cross; the part of the way is exact to 16 digits
    let part = part as f64 / all as f64;
    Nano { x: a_from.x + (ax as f64 * part).round() as i64, y: a_from.y + (ay as f64 * part).round() as i64 }
}

fn ends(segment: &Segment) -> (Nano, Nano) {
    let (low, high) = (segment.from.min(segment.to), segment.from.max(segment.to));
    (Nano::at(low), Nano::at(high))
}
