//! A geometry in the index of features: whole steps of 1e-7 degree, longitude first, in one row of numbers.
//!
//! `[]` nothing; `[1, n, points…]`; `[2, polygons, {rings, {n, points…}}]`, rings closed, the outer one first. Whatever
//! the numbers say, reading them ends and stays within them.

use geo_types::{LineString, MultiPolygon};
use schouw_area::{Bounds, Position, RdTransform};
use schouw_picture::layers::Extent;

use super::crs::Crs;
use super::number::{DEGREE_DECIMALS, METRE_DECIMALS, push};

/// First number of points.
pub(super) const POINTS: i32 = 1;
/// First number of a surface.
const SURFACE: i32 = 2;

/// A point in two whole numbers: longitude and latitude in steps, or x and y in millimetres.
pub(super) type Point = [i32; 2];

/// Millimetres in a metre.
const MM_PER_M: f64 = 1e3;

/// Adds the geometry of an extent; nothing for one without coordinates of its own.
pub(super) fn encode(extent: &Extent, words: &mut Vec<i32>) -> Option<Bounds> {
    match extent {
        Extent::Points(points) if !points.is_empty() => {
            words.extend([POINTS, count(points.len())]);
            words.extend(points.iter().flat_map(|(lon, lat)| [*lon, *lat]));
            Bounds::round(points.iter().copied())
        }
        Extent::Shape(shape) => {
            encode_surface(shape.polygons(), words);
            Some(shape.bounds())
        }
        Extent::Points(_) | Extent::Area(_) | Extent::Somewhere(_) | Extent::Everywhere | Extent::Nowhere => {
            None
        }
    }
}

/// Adds a surface.
pub(super) fn encode_surface(polygons: &MultiPolygon<i32>, words: &mut Vec<i32>) {
    words.extend([SURFACE, count(polygons.0.len())]);
    for polygon in polygons {
        words.push(count(1 + polygon.interiors().len()));
        encode_ring(polygon.exterior(), words);
        polygon.interiors().iter().for_each(|ring| encode_ring(ring, words));
    }
}

fn encode_ring(ring: &LineString<i32>, words: &mut Vec<i32>) {
    words.push(count(ring.0.len()));
    words.extend(ring.0.iter().flat_map(|vertex| [vertex.x, vertex.y]));
}

/// A shape has five million vertices at most, so this always fits.
fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// A geometry read from its numbers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Geometry<'a> {
    /// nothing is known of the place
    None,
    /// points
    Points(&'a [Point]),
    /// polygons of rings
    Surface(Vec<Vec<&'a [Point]>>),
}

/// Reads a geometry; one that is damaged is read as none.
pub(super) fn decode(words: &[i32]) -> Geometry<'_> {
    let read = || -> Option<Geometry<'_>> {
        let mut rest = words;
        match take(&mut rest)? {
            POINTS => points(&mut rest).map(Geometry::Points),
            SURFACE => {
                let polygons = take(&mut rest)?;
                (0..polygons).map(|_| polygon(&mut rest)).collect::<Option<_>>().map(Geometry::Surface)
            }
            _ => None,
        }
    };
    read().unwrap_or(Geometry::None)
}

fn polygon<'a>(rest: &mut &'a [i32]) -> Option<Vec<&'a [Point]>> {
    let rings = take(rest)?;
    (0..rings).map(|_| points(rest)).collect()
}

fn points<'a>(rest: &mut &'a [i32]) -> Option<&'a [Point]> {
    let numbers = usize::try_from(take(rest)?).ok()?.checked_mul(2)?;
    let (points, after) = rest.split_at_checked(numbers)?;
    *rest = after;
    bytemuck::try_cast_slice(points).ok()
}

fn take(rest: &mut &[i32]) -> Option<i32> {
    let (first, after) = rest.split_first()?;
    *rest = after;
    Some(*first)
}

/// A point in the whole numbers of a coordinate system; none where that system is not used.
pub(super) fn project(point: Point, crs: Crs, rd: &RdTransform) -> Option<Point> {
    let [lon, lat] = point;
    match crs {
        Crs::Crs84 | Crs::Wgs84 | Crs::Etrs89 => Some(point),
        Crs::Rd => {
            let (rd, _) = rd.to_rd(Position::from_steps(lon, lat).ok()?).ok()?;
            // the field of RD is 900 km high, which fits in millimetres
            Some([(rd.x() * MM_PER_M).round() as i32, (rd.y() * MM_PER_M).round() as i32])
        }
    }
}

/// Writes a geometry as GeoJSON has it; `null` where there is none, or the coordinate system is not used there.
pub(super) fn write(out: &mut Vec<u8>, words: &[i32], crs: Crs, rd: &RdTransform) {
    let start = out.len();
    if write_known(out, &decode(words), crs, rd).is_none() {
        out.truncate(start);
        out.extend_from_slice(b"null");
    }
}

fn write_known(out: &mut Vec<u8>, geometry: &Geometry<'_>, crs: Crs, rd: &RdTransform) -> Option<()> {
    match geometry {
        Geometry::None => return None,
        Geometry::Points([point]) => {
            out.extend_from_slice(br#"{"type":"Point","coordinates":"#);
            write_point(out, *point, crs, rd)?;
        }
        Geometry::Points(points) => {
            out.extend_from_slice(br#"{"type":"MultiPoint","coordinates":"#);
            write_points(out, points, crs, rd)?;
        }
        Geometry::Surface(polygons) => {
            out.extend_from_slice(br#"{"type":"MultiPolygon","coordinates":"#);
            list(out, polygons, |out, rings| list(out, rings, |out, ring| write_points(out, ring, crs, rd)))?;
        }
    }
    out.push(b'}');
    Some(())
}

fn write_points(out: &mut Vec<u8>, points: &[Point], crs: Crs, rd: &RdTransform) -> Option<()> {
    list(out, points, |out, point| write_point(out, *point, crs, rd))
}

fn list<T>(
    out: &mut Vec<u8>,
    items: &[T],
    mut write: impl FnMut(&mut Vec<u8>, &T) -> Option<()>,
) -> Option<()> {
    out.push(b'[');
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        write(out, item)?;
    }
    out.push(b']');
    Some(())
}

#[inline]
fn write_point(out: &mut Vec<u8>, point: Point, crs: Crs, rd: &RdTransform) -> Option<()> {
    out.push(b'[');
    match crs {
        Crs::Crs84 => {
            push::<DEGREE_DECIMALS>(out, point[0]);
            out.push(b',');
            push::<DEGREE_DECIMALS>(out, point[1]);
        }
        Crs::Wgs84 | Crs::Etrs89 => {
            push::<DEGREE_DECIMALS>(out, point[1]);
            out.push(b',');
            push::<DEGREE_DECIMALS>(out, point[0]);
        }
        Crs::Rd => {
            let [x, y] = project(point, crs, rd)?;
            push::<METRE_DECIMALS>(out, x);
            out.push(b',');
            push::<METRE_DECIMALS>(out, y);
        }
    }
    out.push(b']');
    Some(())
}
