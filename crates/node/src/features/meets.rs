//! Which features have a point in common with a box, decided in whole numbers.

use schouw_area::{Bounds, Position, Rd, RdTransform, STEPS_PER_DEGREE};

use super::crs::Crs;
use super::geometry::{Geometry, Point, decode, project};

/// Places on each side of a box in RD New at which its longitude and latitude are looked at.
const PLACES_ON_A_SIDE: u32 = 64;
/// Steps by which a box round a box in RD New is made larger, and one within it smaller: 0.001 degree, 70 to 110 m.
/// Between two places on a side of at most 680 km, which are 11 km apart, a parallel bends 3 m.
const MARGIN_STEPS: i32 = 10_000;

/// A box that is asked about, in the whole numbers of its coordinate system.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    crs: Crs,
    /// smallest x, smallest y, largest x, largest y: steps of 1e-7 degree or millimetres
    exact: Bounds,
    /// what meets the box meets this one, in steps
    outer: Bounds,
    /// what lies in this one lies in the box, in steps; none when there is no room
    inner: Option<Bounds>,
}

/// Why numbers are no box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// a number is off the globe
    #[error("longitude lies between -180 and 180 and latitude between -90 and 90")]
    OffTheGlobe,
    /// a number is not finite
    #[error("the numbers must be finite")]
    NotFinite,
    /// lowest above highest
    #[error("the lowest latitude comes before the highest")]
    UpsideDown,
    /// metres, west above east
    #[error("the smallest x and y come before the largest")]
    Reversed,
}

impl Window {
    /// The boxes of four numbers in the axis order of their coordinate system: one, two when it crosses the meridian of
    /// 180 degrees, none when it lies where the coordinate system is not used.
    ///
    /// # Errors
    /// When the numbers are no box.
    pub fn read(crs: Crs, numbers: [f64; 4], rd: &RdTransform) -> Result<Vec<Self>, WindowError> {
        if numbers.iter().any(|number| !number.is_finite()) {
            return Err(WindowError::NotFinite);
        }
        let [a, b, c, d] = numbers;
        match crs {
            Crs::Crs84 => Self::degrees(crs, [a, b, c, d]),
            Crs::Wgs84 | Crs::Etrs89 => Self::degrees(crs, [b, a, d, c]),
            Crs::Rd if a > c || b > d => Err(WindowError::Reversed),
            Crs::Rd => Ok(Self::metres(numbers, rd).into_iter().collect()),
        }
    }

    fn degrees(crs: Crs, [west, south, east, north]: [f64; 4]) -> Result<Vec<Self>, WindowError> {
        let on_the_globe = |lon: f64, lat: f64| Position::new(lat, lon).is_ok();
        if !on_the_globe(west, south) || !on_the_globe(east, north) {
            return Err(WindowError::OffTheGlobe);
        }
        if south > north {
            return Err(WindowError::UpsideDown);
        }
        let window = |west: f64, east: f64| {
            // the steps within the box: what lies a hair outside it stays outside
            let low = |degrees: f64| (degrees * STEPS_PER_DEGREE - 1e-4).ceil() as i32;
            let high = |degrees: f64| (degrees * STEPS_PER_DEGREE + 1e-4).floor() as i32;
            let exact = Bounds { west: low(west), south: low(south), east: high(east), north: high(north) };
            Self { crs, exact, outer: exact, inner: Some(exact) }
        };
        Ok(if west <= east {
            vec![window(west, east)]
        } else {
            vec![window(west, 180.0), window(-180.0, east)]
        })
    }

    fn metres([left, bottom, right, top]: [f64; 4], rd: &RdTransform) -> Option<Self> {
        use schouw_area::{X_METRES, Y_METRES};
        let apart = left > *X_METRES.end()
            || right < *X_METRES.start()
            || bottom > *Y_METRES.end()
            || top < *Y_METRES.start();
        if apart {
            return None;
        }
        let x = |metres: f64| metres.clamp(*X_METRES.start(), *X_METRES.end());
        let y = |metres: f64| metres.clamp(*Y_METRES.start(), *Y_METRES.end());
        let (left, bottom, right, top) = (x(left), y(bottom), x(right), y(top));
        let at = |x: f64, y: f64| Some(rd.from_rd(Rd::new(x, y).ok()?).0.steps());
        let part = |from: f64, to: f64, place: u32| {
            from + (to - from) * f64::from(place) / f64::from(PLACES_ON_A_SIDE)
        };
        let side = |of: &dyn Fn(u32) -> Option<(i32, i32)>| -> Option<Bounds> {
            Bounds::round((0..=PLACES_ON_A_SIDE).map(of).collect::<Option<Vec<_>>>()?)
        };
        let west = side(&|place| at(left, part(bottom, top, place)))?;
        let east = side(&|place| at(right, part(bottom, top, place)))?;
        let south = side(&|place| at(part(left, right, place), bottom))?;
        let north = side(&|place| at(part(left, right, place), top))?;
        let outer = grown(west.and(east).and(south).and(north));
        let inner = Bounds {
            west: west.east + MARGIN_STEPS,
            south: south.north + MARGIN_STEPS,
            east: east.west - MARGIN_STEPS,
            north: north.south - MARGIN_STEPS,
        };
        let mm = |metres: f64| (metres * 1e3).round() as i32;
        Some(Self {
            crs: Crs::Rd,
            exact: Bounds { west: mm(left), south: mm(bottom), east: mm(right), north: mm(top) },
            outer,
            inner: (inner.west <= inner.east && inner.south <= inner.north).then_some(inner),
        })
    }

    /// A box in steps that holds everything that meets this one.
    pub(super) fn outer(&self) -> Bounds {
        self.outer
    }

    /// Whether a feature with this box and this geometry has a point in common with the box. The geometry is asked for
    /// only when the boxes do not tell.
    pub(super) fn meets<'w>(
        &self,
        bounds: Bounds,
        words: impl FnOnce() -> &'w [i32],
        rd: &RdTransform,
    ) -> bool {
        if !self.outer.meets(bounds) {
            return false;
        }
        if self.inner.is_some_and(|inner| within(bounds, inner)) {
            return true;
        }
        match decode(words()) {
            Geometry::None => false,
            Geometry::Points(points) => points
                .iter()
                .any(|point| project(*point, self.crs, rd).is_some_and(|[x, y]| self.exact.holds(x, y))),
            Geometry::Surface(polygons) => polygons.iter().any(|rings| self.meets_polygon(rings, rd)),
        }
    }

    /// Whether a polygon has a point in common with the box: an edge has, or else the box lies wholly in or out of it.
    fn meets_polygon(&self, rings: &[&[Point]], rd: &RdTransform) -> bool {
        let mut odd = false;
        let corner = [self.exact.west, self.exact.south];
        for ring in rings {
            let mut before: Option<Point> = None;
            for point in *ring {
                let Some(point) = project(*point, self.crs, rd) else { return false };
                if let Some(before) = before {
                    if edge_meets(self.exact, before, point) {
                        return true;
                    }
                    odd ^= passes_right(corner, before, point);
                }
                before = Some(point);
            }
        }
        odd
    }
}

fn grown(bounds: Bounds) -> Bounds {
    Bounds {
        west: bounds.west.saturating_sub(MARGIN_STEPS),
        south: bounds.south.saturating_sub(MARGIN_STEPS),
        east: bounds.east.saturating_add(MARGIN_STEPS),
        north: bounds.north.saturating_add(MARGIN_STEPS),
    }
}

fn within(small: Bounds, large: Bounds) -> bool {
    large.holds(small.west, small.south) && large.holds(small.east, small.north)
}

/// Twice the signed area of the triangle a, b, p; exact.
fn side(a: Point, b: Point, p: Point) -> i128 {
    let wide = i128::from;
    (wide(b[0]) - wide(a[0])) * (wide(p[1]) - wide(a[1]))
        - (wide(b[1]) - wide(a[1])) * (wide(p[0]) - wide(a[0]))
}

/// Whether an edge has a point in common with a box: their boxes do, and the corners are not all on one side.
fn edge_meets(bounds: Bounds, a: Point, b: Point) -> bool {
    if !Bounds::of(a[0], a[1]).and(Bounds::of(b[0], b[1])).meets(bounds) {
        return false;
    }
    let corners = [
        [bounds.west, bounds.south],
        [bounds.east, bounds.south],
        [bounds.east, bounds.north],
        [bounds.west, bounds.north],
    ];
    let sides = corners.map(|corner| side(a, b, corner).signum());
    !(sides.iter().all(|side| *side > 0) || sides.iter().all(|side| *side < 0))
}

/// Whether an edge crosses the line from a point to the right.
fn passes_right(p: Point, a: Point, b: Point) -> bool {
    if (a[1] > p[1]) == (b[1] > p[1]) {
        return false;
    }
    let (low, high) = if a[1] < b[1] { (a, b) } else { (b, a) };
    side(low, high, p) > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square with a hole, in steps.
    fn holed() -> Vec<i32> {
        let ring = |points: &[[i32; 2]]| {
            let mut words = vec![points.len() as i32];
            words.extend(points.iter().flatten());
            words
        };
        let mut words = vec![2, 1, 2];
        words.extend(ring(&[[0, 0], [100, 0], [100, 100], [0, 100], [0, 0]]));
        words.extend(ring(&[[20, 20], [20, 80], [80, 80], [80, 20], [20, 20]]));
        words
    }

    fn meets(numbers: [f64; 4]) -> bool {
        let words = holed();
        let degrees = numbers.map(|steps| steps / STEPS_PER_DEGREE);
        let windows = Window::read(Crs::Crs84, degrees, &RdTransform::Formula).unwrap();
        let bounds = Bounds { west: 0, south: 0, east: 100, north: 100 };
        windows.iter().any(|window| window.meets(bounds, || &words, &RdTransform::Formula))
    }

    #[test]
    fn a_box_meets_the_surface_and_not_the_hole() {
        for (numbers, expected) in [
            ([-10.0, -10.0, 200.0, 200.0], true),
            ([5.0, 5.0, 10.0, 10.0], true),
            ([30.0, 30.0, 40.0, 40.0], false),
            ([30.0, 30.0, 90.0, 90.0], true),
            ([20.0, 30.0, 20.0, 30.0], true),
            ([100.0, 100.0, 120.0, 120.0], true),
            ([101.0, 101.0, 120.0, 120.0], false),
            ([-50.0, 40.0, 150.0, 41.0], true),
        ] {
            assert_eq!(meets(numbers), expected, "{numbers:?}");
        }
    }

    #[test]
    fn a_box_over_the_meridian_of_180_degrees_is_two() {
        let windows = Window::read(Crs::Crs84, [170.0, -10.0, -170.0, 10.0], &RdTransform::Formula).unwrap();
        assert_eq!(windows.len(), 2);
        let far = Window::read(Crs::Rd, [1e7, 1e7, 2e7, 2e7], &RdTransform::Formula).unwrap();
        assert!(far.is_empty());
        for (crs, numbers, error) in [
            (Crs::Crs84, [0.0, 10.0, 1.0, 5.0], WindowError::UpsideDown),
            (Crs::Crs84, [0.0, 10.0, 190.0, 15.0], WindowError::OffTheGlobe),
            (Crs::Rd, [2.0, 0.0, 1.0, 5.0], WindowError::Reversed),
            (Crs::Rd, [f64::NAN, 0.0, 1.0, 5.0], WindowError::NotFinite),
        ] {
            assert_eq!(Window::read(crs, numbers, &RdTransform::Formula), Err(error));
        }
    }

    proptest::proptest! {
        #[test]
        fn a_point_is_in_a_box_of_rd_as_its_own_rd_tells(x in 20_000.0..270_000.0, y in 310_000.0..610_000.0,
            left in 20_000.0..270_000.0, bottom in 310_000.0..610_000.0, width in 0.0..90_000.0, height in 0.0..90_000.0) {
            let rd = RdTransform::Formula;
            let (lon, lat) = rd.from_rd(Rd::new(x, y).unwrap()).0.steps();
            let [px, py] = project([lon, lat], Crs::Rd, &rd).unwrap();
            let windows = Window::read(Crs::Rd, [left, bottom, left + width, bottom + height], &rd).unwrap();
            let words = [1, 1, lon, lat];
            let found = windows.iter().any(|window| window.meets(Bounds::of(lon, lat), || &words, &rd));
            let mm = |metres: f64| (metres * 1e3).round() as i32;
            let expected = (mm(left)..=mm(left + width)).contains(&px) && (mm(bottom)..=mm(bottom + height)).contains(&py);
            proptest::prop_assert_eq!(found, expected);
        }
    }
}
