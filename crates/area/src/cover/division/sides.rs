//! Which areas lie on either side of a piece of border.

use smallvec::SmallVec;

use super::super::Cover;
use super::super::lookup::{Cell, toggle};
use super::super::segments::Segment;
use super::Piece;
use crate::exact::{self, Nano};

/// The areas on both sides of a piece of `border` between two cuts, as seen going from its lower end (west, else south)
/// to its upper end. `None` when another border that lies upon it speaks for this piece, or when it is too small to tell.
pub(super) fn of_piece(cover: &Cover<'_>, border: &Segment, a: Nano, b: Nano) -> Option<Piece> {
    let upright = border.from[0] == border.to[0];
    let (from, to) = if (a.x, a.y) <= (b.x, b.y) { (a, b) } else { (b, a) };
    let middle = if upright {
        Nano { x: from.x, y: i64::midpoint(from.y, to.y) }
    } else {
        let x = i64::midpoint(from.x, to.x);
        if x <= from.x || to.x <= x {
            // nearly upright and short: no whole 1e-9 degree lies within it
            return None;
        }
        Nano { x, y: height_floor(border, x) }
    };
    let (column, row) = cover.grid.cell(middle)?;
    let Cell::Record(record) = cover.cell(column, row) else { return None };
    let centre = cover.grid.centre(column, row);
    let corner = Nano { x: middle.x, y: centre.y };
    let mut here: SmallVec<[u32; 8]> = record.at_centre.into();
    let mut upon: SmallVec<[Segment; 4]> = SmallVec::new();
    for other in cover.borders_in(column, row) {
        if crosses_level(&other, corner, centre) {
            other.areas.into_iter().for_each(|area| toggle(&mut here, area));
        }
        if lies_upon(&other, border, middle) {
            upon.push(other);
        } else if crosses_upright(&other, border, corner, middle, upright) {
            other.areas.into_iter().for_each(|area| toggle(&mut here, area));
        }
    }
    if upon.iter().any(|other| key(other) < key(border)) {
        return None;
    }
    let mut beyond = here.clone();
    for other in &upon {
        other.areas.into_iter().for_each(|area| toggle(&mut beyond, area));
    }
    // going east, above is left; going north, west is left
    let here_is_left = upright || exact::is_below(corner, border.from, border.to);
    let sorted = |mut areas: SmallVec<[u32; 8]>| {
        areas.retain(|area| *area < cover.areas);
        areas.sort_unstable();
        areas.into_vec()
    };
    let (here, beyond) = (sorted(here), sorted(beyond));
    let (left, right) = if here_is_left { (here, beyond) } else { (beyond, here) };
    Some(Piece { from, to, left, right })
}

fn key(segment: &Segment) -> ([i32; 2], [i32; 2], [u32; 2]) {
    (segment.from.min(segment.to), segment.from.max(segment.to), segment.areas)
}

/// Whether a segment crosses the level walk from the centre to the corner.
fn crosses_level(other: &Segment, corner: Nano, centre: Nano) -> bool {
    let (a, b) = (other.from, other.to);
    let spans = (Nano::at(a).y < corner.y) != (Nano::at(b).y < corner.y);
    spans && exact::is_left(corner, a, b) != exact::is_left(centre, a, b)
}

/// Whether a segment runs along the border where the piece is.
fn lies_upon(other: &Segment, border: &Segment, middle: Nano) -> bool {
    let reaches = |i: usize, at: i64| {
        let (a, b) = (Nano::at(other.from), Nano::at(other.to));
        let (a, b) = if i == 0 { (a.x, b.x) } else { (a.y, b.y) };
        a.min(b) <= at && at <= a.max(b)
    };
    exact::turn(border.from, border.to, other.from) == 0
        && exact::turn(border.from, border.to, other.to) == 0
        && reaches(0, middle.x)
        && (border.from[0] != border.to[0] || reaches(1, middle.y))
}

/// Whether a segment that does not lie upon the border crosses the walk from the corner up or down to it.
fn crosses_upright(other: &Segment, border: &Segment, corner: Nano, middle: Nano, upright: bool) -> bool {
    let (a, b) = (other.from, other.to);
    if !exact::spans_x(corner, a, b) {
        return false;
    }
    let below_end = if upright { exact::is_below(middle, a, b) } else { is_lower(other, border, middle.x) };
    exact::is_below(corner, a, b) != below_end
}

/// Whether a segment is lower than another at a longitude that both reach; neither is upright.
fn is_lower(a: &Segment, b: &Segment, x: i64) -> bool {
    // y = from.y + rise * (x - from.x) / run, with run > 0; compared after multiplying both by both runs
    let line = |s: &Segment| {
        let (from, to) = if s.from[0] < s.to[0] { (s.from, s.to) } else { (s.to, s.from) };
        let (run, rise) = (i64::from(to[0]) - i64::from(from[0]), i64::from(to[1]) - i64::from(from[1]));
        let from = Nano::at(from);
        (i128::from(from.y), i128::from(run), i128::from(rise) * i128::from(x - from.x))
    };
    let ((a_y, a_run, a_up), (b_y, b_run, b_up)) = (line(a), line(b));
    (a_y - b_y) * a_run * b_run + a_up * b_run < b_up * a_run
}

/// The latitude of a segment that is not upright at a longitude, rounded down.
fn height_floor(segment: &Segment, x: i64) -> i64 {
    let (from, to) = (segment.from, segment.to);
    let (from, to) = if from[0] < to[0] { (from, to) } else { (to, from) };
    let (run, rise) = (i128::from(to[0]) - i128::from(from[0]), i128::from(to[1]) - i128::from(from[1]));
    let start = Nano::at(from);
    // within the segment, so it fits
    start.y + (rise * i128::from(x - start.x)).div_euclid(run) as i64
}
