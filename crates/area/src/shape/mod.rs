//! The surface of an area: polygons with holes, in steps of 1e-7 degree.

mod measure;
mod repair;
mod simple;
#[cfg(test)]
mod tests;

use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

use crate::exact::{self, Nano, Vertex};
use crate::{Bounds, Ground, Position, STEPS_PER_DEGREE};

pub use repair::Repair;

/// Most vertices in one shape.
pub const SHAPE_VERTICES_MAX: usize = 5_000_000;

/// A surface with valid rings: closed, crossing nothing, holes inside their polygon. Outer rings run counter-clockwise,
/// holes clockwise. At least one polygon.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    polygons: MultiPolygon<i32>,
    bounds: Bounds,
}

/// Why a geometry is no surface, and is beyond repair.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ShapeError {
    /// Points or lines only, or a collection without polygons.
    #[error("the geometry is no surface: expected a polygon or multipolygon")]
    NoSurface,
    /// Nothing is left when rings without a surface are dropped.
    #[error("the geometry has no ring with a surface")]
    Empty,
    /// A coordinate is not a number.
    #[error("a coordinate is not a finite number")]
    NotFinite,
    /// A coordinate is off the globe, in degrees as given.
    #[error(
        "`{lon}, {lat}` is no longitude and latitude in degrees: check the coordinate system of the source"
    )]
    OffTheGlobe {
        /// longitude as given
        lon: f64,
        /// latitude as given
        lat: f64,
    },
    /// More vertices than [`SHAPE_VERTICES_MAX`].
    #[error("the geometry has {0} vertices, more than {SHAPE_VERTICES_MAX}")]
    TooManyVertices(usize),
    /// The rings cross each other and reach over more than 107 degrees, too wide to repair.
    #[error("the rings cross each other and are too far apart to repair: split the geometry")]
    TooWideToRepair,
}

impl Shape {
    /// The surface of a geometry in degrees (x longitude, y latitude), and what had to be repaired.
    ///
    /// A place belongs to the surface when a line from it to far away meets the rings an odd number of times: so a ring
    /// within a ring is a hole, however the source calls it. Of a collection the polygons count.
    ///
    /// # Errors
    /// When the geometry is no surface or is beyond repair.
    pub fn from_geometry(geometry: &Geometry<f64>) -> Result<(Self, Vec<Repair>), ShapeError> {
        repair::from_polygons(&polygons_of(geometry)?)
    }

    /// The surface of these polygons as they are; `None` when there are none or one has fewer than three vertices.
    fn of_valid(polygons: MultiPolygon<i32>) -> Option<Self> {
        let bounds = Bounds::round(
            polygons.iter().flat_map(|polygon| polygon.exterior().coords()).map(|c| (c.x, c.y)),
        )?;
        Some(Self { polygons, bounds })
    }

    /// The smallest box round the shape.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// The polygons, in steps of 1e-7 degree (x longitude, y latitude); rings are closed.
    #[must_use]
    pub fn polygons(&self) -> &MultiPolygon<i32> {
        &self.polygons
    }

    /// The polygons in degrees (x longitude, y latitude).
    #[must_use]
    pub fn to_degrees(&self) -> MultiPolygon<f64> {
        let degrees = |ring: &LineString<i32>| -> LineString<f64> {
            ring.coords()
                .map(|c| Coord { x: f64::from(c.x) / STEPS_PER_DEGREE, y: f64::from(c.y) / STEPS_PER_DEGREE })
                .collect()
        };
        let polygon = |p: &Polygon<i32>| {
            Polygon::new(degrees(p.exterior()), p.interiors().iter().map(degrees).collect())
        };
        self.polygons.iter().map(polygon).collect()
    }

    /// All rings, outer and inner; each is closed.
    pub fn rings(&self) -> impl Iterator<Item = &LineString<i32>> {
        self.polygons
            .iter()
            .flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
    }

    /// All edges, from vertex to vertex in steps (longitude, latitude).
    pub fn edges(&self) -> impl Iterator<Item = ([i32; 2], [i32; 2])> {
        self.rings().flat_map(|ring| ring.lines().map(|l| ([l.start.x, l.start.y], [l.end.x, l.end.y])))
    }

    /// How many vertices there are, the closing ones not counted.
    #[must_use]
    pub fn vertices(&self) -> usize {
        self.rings().map(|ring| ring.0.len().saturating_sub(1)).sum()
    }

    /// Whether the shape holds the position, decided exactly to 1e-9 degree.
    ///
    /// Of a border point the rule is that of a point moved left, and less far down, by something endlessly small: a
    /// border that two shapes share belongs to exactly one of them. [`Shape::touches`] tells whether it is on the border.
    #[must_use]
    pub fn contains(&self, position: Position) -> bool {
        let p = Nano::of(position);
        self.may_meet(p) && self.holds(p)
    }

    /// Whether the position lies exactly on an edge or a vertex.
    #[must_use]
    pub fn touches(&self, position: Position) -> bool {
        let p = Nano::of(position);
        self.may_meet(p) && self.edges().any(|(a, b)| exact::is_on(p, a, b))
    }

    /// Metres from the position to the shape: 0 inside it, else to its nearest edge. Takes the ground round the position
    /// as flat: see [`Ground`] for how far that holds.
    #[must_use]
    pub fn distance(&self, position: Position) -> f64 {
        if self.contains(position) {
            return 0.0;
        }
        let ground = Ground::at(position);
        self.edges().map(|(a, b)| ground.distance_to_edge(a, b)).fold(f64::INFINITY, f64::min)
    }

    fn may_meet(&self, p: Nano) -> bool {
        let low = Nano::at([self.bounds.west, self.bounds.south]);
        let high = Nano::at([self.bounds.east, self.bounds.north]);
        low.x <= p.x && p.x <= high.x && low.y <= p.y && p.y <= high.y
    }

    /// Counts the edges straight below the point: odd is inside.
    fn holds(&self, p: Nano) -> bool {
        let below = |&(a, b): &(Vertex, Vertex)| exact::spans_x(p, a, b) && exact::is_below(p, a, b);
        self.edges().filter(below).count() % 2 == 1
    }
}

/// The polygons in a geometry, those of nested collections too.
fn polygons_of(geometry: &Geometry<f64>) -> Result<Vec<Polygon<f64>>, ShapeError> {
    let mut polygons = Vec::new();
    let mut open = vec![geometry];
    let mut is_surface = false;
    while let Some(geometry) = open.pop() {
        match geometry {
            Geometry::Polygon(polygon) => polygons.push(polygon.clone()),
            Geometry::MultiPolygon(many) => polygons.extend(many.iter().cloned()),
            Geometry::Rect(rect) => polygons.push(rect.to_polygon()),
            Geometry::Triangle(triangle) => polygons.push(triangle.to_polygon()),
            Geometry::GeometryCollection(inner) => {
                open.extend(inner.0.iter().rev());
                continue;
            }
            _ => continue,
        }
        is_surface = true;
    }
    if is_surface { Ok(polygons) } else { Err(ShapeError::NoSurface) }
}
