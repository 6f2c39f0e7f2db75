//! Cutting rings to the window of a tile.
//!
//! The window holds the points from `low` to `high`; its sides run half a unit further, where no point of a grid lies. So a
//! border crosses a side or does not, and no two cross it in the same place. Where a border crosses is rounded to the unit
//! beyond the side, reckoned in the same direction for both areas that share it.

use std::cmp::Ordering;
use std::ops::Range;

use super::net::Point;

/// The part of a grid that a tile shows, its buffer included.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    pub low: Point,
    pub high: Point,
}

/// A side of a window, numbered with the area on the left: low y, high x, high y, low x.
pub(super) type Side = usize;

impl Window {
    pub(super) fn holds(self, p: Point) -> bool {
        self.low[0] <= p[0] && p[0] <= self.high[0] && self.low[1] <= p[1] && p[1] <= self.high[1]
    }

    /// Whether a box (west, north, east, south) lies wholly inside.
    pub(super) fn holds_box(self, [west, north, east, south]: [i32; 4]) -> bool {
        self.holds([west, north]) && self.holds([east, south])
    }

    /// Whether a box lies wholly beyond one of the sides.
    pub(super) fn is_beyond(self, [west, north, east, south]: [i32; 4]) -> bool {
        east < self.low[0] || self.high[0] < west || south < self.low[1] || self.high[1] < north
    }

    /// Where a side stands: along which axis, and at twice which coordinate.
    fn stands(self, side: Side) -> (usize, i64) {
        match side {
            0 => (1, 2 * i64::from(self.low[1]) - 1),
            1 => (0, 2 * i64::from(self.high[0]) + 1),
            2 => (1, 2 * i64::from(self.high[1]) + 1),
            _ => (0, 2 * i64::from(self.low[0]) - 1),
        }
    }

    /// The corner at the end of a side, rounded outwards.
    pub(super) fn corner(self, side: Side) -> Point {
        let (low, high) = (self.low.map(|v| v - 1), self.high.map(|v| v + 1));
        match side {
            0 => [high[0], low[1]],
            1 => high,
            2 => [low[0], high[1]],
            _ => low,
        }
    }

    /// Through which sides an edge comes in and goes out, when it passes through the window.
    fn passes(self, a: Point, b: Point) -> Option<[Option<Side>; 2]> {
        let (mut comes, mut goes) = (((0, 1), None), ((1, 1), None));
        for side in 0..4 {
            let (axis, at) = self.stands(side);
            let outwards = if side == 1 || side == 2 { 1 } else { -1 };
            let way = outwards * 2 * (i64::from(b[axis]) - i64::from(a[axis]));
            let room = outwards * (at - 2 * i64::from(a[axis]));
            if way == 0 {
                if room < 0 {
                    return None;
                }
            } else if way < 0 {
                // differences of points have 28 bits, so the products fit
                let part = (-room, -way);
                if part.0 * comes.0.1 > comes.0.0 * part.1 {
                    comes = (part, Some(side));
                }
            } else if room * goes.0.1 < goes.0.0 * way {
                goes = ((room, way), Some(side));
            }
        }
        (comes.0.0 * goes.0.1 < goes.0.0 * comes.0.1).then_some([comes.1, goes.1])
    }

    /// Where an edge crosses a side.
    fn spot(self, a: Point, b: Point, side: Side) -> Spot {
        let (axis, at) = self.stands(side);
        let other = 1 - axis;
        let (from, to) = if a[axis] < b[axis] { (a, b) } else { (b, a) };
        let (from, to) = (from.map(i64::from), to.map(i64::from));
        let below = to[axis] - from[axis];
        // twice the coordinate along the side
        let above = 2 * from[other] * below + (to[other] - from[other]) * (at - 2 * from[axis]);
        let mut point = [0; 2];
        point[axis] = self.corner(side)[axis];
        let nearest = (above + below).div_euclid(2 * below) as i32;
        point[other] = nearest.clamp(self.low[other] - 1, self.high[other] + 1);
        Spot { side, above, below, point }
    }
}

/// Where a border crosses the sides of a window, exactly: twice the coordinate along the side, as a fraction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    pub side: Side,
    above: i64,
    below: i64,
    pub point: Point,
}

impl Spot {
    /// Which comes first when going round the window with it on the left, from the start of side 0.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let along = || {
            let (a, b) = (
                i128::from(self.above) * i128::from(other.below),
                i128::from(other.above) * i128::from(self.below),
            );
            if self.side < 2 { a.cmp(&b) } else { b.cmp(&a) }
        };
        self.side.cmp(&other.side).then_with(along)
    }
}

/// A stretch of a border inside a window, from where it comes in to where it goes out.
#[derive(Debug, Clone)]
pub(super) struct Stretch {
    pub comes: Spot,
    pub goes: Spot,
    pub points: Range<usize>,
}

/// What is inside a window of the rings of one piece of an area.
#[derive(Debug, Clone, Default)]
pub(super) struct Pieces {
    pub points: Vec<Point>,
    /// parts of rings that cross the sides
    pub stretches: Vec<Stretch>,
    /// rings wholly inside, and whether each is a hole
    pub whole: Vec<(Range<usize>, bool)>,
}

impl Pieces {
    pub(super) fn clear(&mut self) {
        self.points.clear();
        self.stretches.clear();
        self.whole.clear();
    }

    /// Cuts a ring; the last point is joined to the first.
    pub(super) fn cut(&mut self, window: Window, ring: &[Point], is_hole: bool) {
        let Some(outside) = ring.iter().position(|&p| !window.holds(p)) else {
            let start = self.points.len();
            self.points.extend_from_slice(ring);
            self.whole.push((start..self.points.len(), is_hole));
            return;
        };
        let (head, tail) = ring.split_at(outside);
        let around = tail.iter().chain(head).chain(tail.first());
        let mut from = None;
        let mut comes: Option<(Spot, usize)> = None;
        for &b in around {
            let Some(a) = from.replace(b) else { continue };
            if window.holds(a) && window.holds(b) {
                self.points.push(b);
                continue;
            }
            let Some([comes_in, goes_out]) = window.passes(a, b) else { continue };
            if let Some(side) = comes_in {
                let spot = window.spot(a, b, side);
                comes = Some((spot, self.points.len()));
                self.points.push(spot.point);
            }
            match goes_out {
                None => self.points.push(b),
                Some(side) => {
                    let goes = window.spot(a, b, side);
                    self.points.push(goes.point);
                    if let Some((comes, start)) = comes.take() {
                        self.stretches.push(Stretch { comes, goes, points: start..self.points.len() });
                    }
                }
            }
        }
    }
}
