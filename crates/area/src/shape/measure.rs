//! How large a shape is, and where to write its name.

use geo_types::LineString;

use super::Shape;
use crate::ground::area_below;
use crate::{Position, STEPS_PER_DEGREE};

/// Heights at which a place inside the shape is looked for, as a part of its height; the first that serves is taken.
const LABEL_HEIGHTS: [f64; 9] = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9];

impl Shape {
    /// The area in square metres on the WGS84 ellipsoid.
    ///
    /// Edges are taken as straight in an equal-area projection; for edges up to 10 km that differs from a straight line
    /// in longitude and latitude by less than 0.01 % of a square of that size.
    #[must_use]
    pub fn area(&self) -> f64 {
        let holes = |holes: &[LineString<i32>]| -> f64 { holes.iter().map(ring_area).sum() };
        self.polygons().iter().map(|p| ring_area(p.exterior()) - holes(p.interiors())).sum()
    }

    /// The centre of mass, in flat longitude and latitude. It need not lie inside the shape.
    #[must_use]
    pub fn centroid(&self) -> Position {
        let origin = (f64::from(self.bounds().west), f64::from(self.bounds().south));
        let (mut twice, mut x, mut y) = (0.0, 0.0, 0.0);
        for ([ax, ay], [bx, by]) in self.edges() {
            let (ax, ay) = (f64::from(ax) - origin.0, f64::from(ay) - origin.1);
            let (bx, by) = (f64::from(bx) - origin.0, f64::from(by) - origin.1);
            // outer rings and holes run in opposite directions, so holes count against it
            let cross = ax * by - bx * ay;
            twice += cross;
            x += (ax + bx) * cross;
            y += (ay + by) * cross;
        }
        let at = |sum: f64, origin: f64| origin + sum / (3.0 * twice);
        self.position_near(at(x, origin.0), at(y, origin.1))
    }

    /// A place inside the shape, for a label: the middle of the widest stretch at about half its height.
    ///
    /// For a shape thinner than 1e-8 degree, in which no place can be told, one of its vertices.
    #[must_use]
    pub fn label_point(&self) -> Position {
        let centroid = self.centroid();
        let inside = |position: &Position| self.contains(*position);
        let first = self.edges().next().map_or([0, 0], |(from, _)| from);
        LABEL_HEIGHTS
            .iter()
            .filter_map(|&part| self.middle_at(part))
            .find(inside)
            .or_else(|| Some(centroid).filter(inside))
            .or_else(|| self.ear())
            .unwrap_or_else(|| self.position_near(f64::from(first[0]), f64::from(first[1])))
    }

    /// The middle of the widest stretch inside the shape at a part of its height.
    fn middle_at(&self, part: f64) -> Option<Position> {
        let bounds = self.bounds();
        let height = f64::from(bounds.north) - f64::from(bounds.south);
        // a third of a step off, where no vertex lies
        let y = (f64::from(bounds.south) + height * part).floor() + 1.0 / 3.0;
        let mut crossings: Vec<f64> = self
            .edges()
            .filter(|(a, b)| (f64::from(a[1]) < y) != (f64::from(b[1]) < y))
            .map(|(a, b)| {
                let [ax, ay, bx, by] = [a[0], a[1], b[0], b[1]].map(f64::from);
                ax + (bx - ax) * (y - ay) / (by - ay)
            })
            .collect();
        crossings.sort_unstable_by(f64::total_cmp);
        let stretches = crossings.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?)));
        let (from, to) = stretches.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)))?;
        Some(self.position_near(f64::midpoint(from, to), y))
    }

    /// The middle of a corner that lies inside, for shapes that are very thin everywhere.
    fn ear(&self) -> Option<Position> {
        self.rings().flat_map(|ring| ring.0.windows(3)).find_map(|corner| {
            let mean = |of: fn(&geo_types::Coord<i32>) -> i32| {
                corner.iter().map(|c| f64::from(of(c))).sum::<f64>() / 3.0
            };
            Some(self.position_near(mean(|c| c.x), mean(|c| c.y))).filter(|&position| self.contains(position))
        })
    }

    /// A position from fractional steps, kept inside the box of the shape.
    fn position_near(&self, lon: f64, lat: f64) -> Position {
        let bounds = self.bounds();
        let keep = |v: f64, low: i32, high: i32| {
            let (low, high) = (f64::from(low), f64::from(high));
            if v.is_finite() { v.clamp(low, high) } else { low }
        };
        let lon = keep(lon, bounds.west, bounds.east);
        Position::from_fractional_steps(lon, keep(lat, bounds.south, bounds.north))
    }
}

/// The area of one ring in square metres, whichever way it runs.
fn ring_area(ring: &LineString<i32>) -> f64 {
    let radians = |steps: f64| (steps / STEPS_PER_DEGREE).to_radians();
    let Some(first) = ring.0.first() else { return 0.0 };
    // heights are counted from the first vertex, so that small rings lose no digits
    let zero = area_below(radians(f64::from(first.y)));
    let mut height = 0.0;
    let mut sum = 0.0;
    for line in ring.lines() {
        let next = area_below(radians(f64::from(line.end.y))) - zero;
        sum += radians(f64::from(line.end.x) - f64::from(line.start.x)) * (height + next) / 2.0;
        height = next;
    }
    sum.abs()
}
