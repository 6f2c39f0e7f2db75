//! What is drawn for a row, handed to the library vertex by vertex and without a copy.

use flatgeobuf::GeometryType;
use geo_types::{LineString, MultiPolygon};
use geozero::error::Result;
use geozero::{GeomProcessor, GeozeroGeometry};
use schouw_picture::layers::Extent;

use super::degrees;

/// A geometry in steps of 1e-7 degree, longitude first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::format) enum Drawing<'a> {
    /// one point
    Point((i32, i32)),
    /// points
    Points(&'a [(i32, i32)]),
    /// a surface
    Surface(&'a MultiPolygon<i32>),
}

impl<'a> Drawing<'a> {
    /// What is drawn for an extent; none for one that has no coordinates of its own.
    pub(in crate::format) fn of(extent: &'a Extent) -> Option<Self> {
        match extent {
            Extent::Points(points) => match points.as_slice() {
                [] => None,
                [point] => Some(Self::Point(*point)),
                points => Some(Self::Points(points)),
            },
            Extent::Shape(shape) => Some(Self::Surface(shape.polygons())),
            Extent::Area(_) | Extent::Somewhere(_) | Extent::Everywhere | Extent::Nowhere => None,
        }
    }

    fn geometry_type(self) -> GeometryType {
        match self {
            Self::Point(_) => GeometryType::Point,
            Self::Points(_) => GeometryType::MultiPoint,
            Self::Surface(_) => GeometryType::MultiPolygon,
        }
    }

    /// Ready for a layer of this type: in one of multipoints a point is a list of one.
    pub(super) fn as_one_of(self, layer: GeometryType) -> ForLayer<'a> {
        ForLayer { drawing: self, as_list: layer == GeometryType::MultiPoint }
    }
}

/// The narrowest type that fits all; `Unknown`, which is any, when points and surfaces stand side by side. None when
/// there is nothing to draw.
pub(super) fn drawings_type<'a>(drawings: impl Iterator<Item = Drawing<'a>>) -> Option<GeometryType> {
    let widest = |a: GeometryType, b: GeometryType| match (a, b) {
        (a, b) if a == b => a,
        (GeometryType::Point | GeometryType::MultiPoint, GeometryType::Point | GeometryType::MultiPoint) => {
            GeometryType::MultiPoint
        }
        _ => GeometryType::Unknown,
    };
    drawings.map(Drawing::geometry_type).reduce(widest)
}

/// A drawing on its way into a layer.
#[derive(Debug, Clone, Copy)]
pub(super) struct ForLayer<'a> {
    drawing: Drawing<'a>,
    as_list: bool,
}

impl GeozeroGeometry for ForLayer<'_> {
    fn process_geom<P: GeomProcessor>(&self, out: &mut P) -> Result<()> {
        match self.drawing {
            Drawing::Point(point) if self.as_list => points(out, &[point]),
            Drawing::Point((lon, lat)) => {
                out.point_begin(0)?;
                out.xy(degrees(lon), degrees(lat), 0)?;
                out.point_end(0)
            }
            Drawing::Points(list) => points(out, list),
            Drawing::Surface(surface) => polygons(out, surface),
        }
    }
}

fn points<P: GeomProcessor>(out: &mut P, points: &[(i32, i32)]) -> Result<()> {
    out.multipoint_begin(points.len(), 0)?;
    for (at, (lon, lat)) in points.iter().enumerate() {
        out.xy(degrees(*lon), degrees(*lat), at)?;
    }
    out.multipoint_end(0)
}

fn polygons<P: GeomProcessor>(out: &mut P, surface: &MultiPolygon<i32>) -> Result<()> {
    out.multipolygon_begin(surface.0.len(), 0)?;
    for (at, polygon) in surface.iter().enumerate() {
        out.polygon_begin(false, 1 + polygon.interiors().len(), at)?;
        let rings = std::iter::once(polygon.exterior()).chain(polygon.interiors());
        rings.enumerate().try_for_each(|(at, line)| ring(out, line, at))?;
        out.polygon_end(false, at)?;
    }
    out.multipolygon_end(0)
}

fn ring<P: GeomProcessor>(out: &mut P, ring: &LineString<i32>, at: usize) -> Result<()> {
    out.linestring_begin(false, ring.0.len(), at)?;
    for (at, vertex) in ring.0.iter().enumerate() {
        out.xy(degrees(vertex.x), degrees(vertex.y), at)?;
    }
    out.linestring_end(false, at)
}
