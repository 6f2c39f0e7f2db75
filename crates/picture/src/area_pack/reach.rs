//! What lies in a gemeente or near it.

use schouw_area::{Bounds, Ground, Position, Shape};

/// Squares along each side of the box of a gemeente: what lies near is looked for square by square.
const SQUARES: i64 = 48;

/// The ground of a gemeente and what is near it.
pub(super) struct Reach {
    shape: Shape,
    margin_m: f64,
    /// middles of squares that lie in the gemeente
    inside: Vec<Position>,
}

impl Reach {
    pub(super) fn new(shape: Shape, margin_m: f64) -> Self {
        let mut reach = Self { shape, margin_m, inside: Vec::new() };
        let middle = |b: Bounds| {
            Position::from_steps(i32::midpoint(b.west, b.east), i32::midpoint(b.south, b.north)).ok()
        };
        let middles = reach.boxes(0.0).into_iter().filter_map(middle);
        reach.inside = middles.filter(|middle| reach.shape.contains(*middle)).collect();
        reach
    }

    /// Whether the gemeente holds a place (longitude, latitude in steps), or has it within the margin.
    pub(super) fn is_near(&self, lon: i32, lat: i32) -> bool {
        self.box_within(self.margin_m).is_some_and(|bounds| bounds.holds(lon, lat))
            && Position::from_steps(lon, lat).is_ok_and(|p| self.shape.distance(p) <= self.margin_m)
    }

    /// Whether the gemeente holds a place (longitude, latitude in steps).
    pub(super) fn holds(&self, lon: i32, lat: i32) -> bool {
        self.shape.bounds().holds(lon, lat)
            && Position::from_steps(lon, lat).is_ok_and(|p| self.shape.contains(p))
    }

    /// Whether an area has ground in common with the gemeente, more than a border: a vertex of the one strictly inside the
    /// other, or the middle of a square of the gemeente.
    pub(super) fn overlaps(&self, area: &Shape) -> bool {
        let strictly = |shape: &Shape, [lon, lat]: [i32; 2]| {
            shape.bounds().holds(lon, lat)
                && Position::from_steps(lon, lat).is_ok_and(|p| shape.contains(p) && !shape.touches(p))
        };
        area.edges().any(|(vertex, _)| strictly(&self.shape, vertex))
            || self.shape.edges().any(|(vertex, _)| strictly(area, vertex))
            || self.inside.iter().any(|middle| area.contains(*middle))
    }

    /// Boxes that together hold everything within so many metres of the gemeente, and little more.
    pub(super) fn boxes(&self, margin_m: f64) -> Vec<Bounds> {
        let Some(all) = self.box_within(margin_m) else { return Vec::new() };
        let edges = |low: i32, high: i32| -> Vec<(i32, i32)> {
            let (low, length) = (i64::from(low), i64::from(high) - i64::from(low));
            let at = |nth: i64| (low + length * nth / SQUARES) as i32;
            (0..SQUARES).map(|nth| (at(nth), at(nth + 1))).collect()
        };
        let mut boxes = Vec::new();
        for &(south, north) in &edges(all.south, all.north) {
            for &(west, east) in &edges(all.west, all.east) {
                let bounds = Bounds { west, south, east, north };
                let (lon, lat) = (i32::midpoint(west, east), i32::midpoint(south, north));
                let Ok(middle) = Position::from_steps(lon, lat) else { continue };
                let half =
                    Ground::at(middle).distance(west, south).max(Ground::at(middle).distance(east, north));
                if self.shape.distance(middle) <= margin_m + half {
                    boxes.push(bounds);
                }
            }
        }
        boxes
    }

    /// The box that reaches so many metres beyond the gemeente.
    fn box_within(&self, margin_m: f64) -> Option<Bounds> {
        let bounds = self.shape.bounds();
        let corner =
            |lon: i32, lat: i32| Position::from_steps(lon, lat).ok().map(|p| Bounds::within(p, margin_m));
        Some(corner(bounds.west, bounds.south)?.and(corner(bounds.east, bounds.north)?))
    }
}
