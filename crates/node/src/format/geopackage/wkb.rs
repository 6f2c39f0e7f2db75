//! The geometry of a GeoPackage row: its own header, then well-known binary.
//!
//! Written here because lengths in a hostile file must be checked against the bytes that are there before room is
//! made for them, which the libraries at hand do not do. Curves are refused; heights and measures are passed over.

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
    Polygon,
};

use schouw_opendata::limits::VERTICES_MAX;

/// Deepest nesting of collections.
const COLLECTIONS_MAX: usize = 8;
/// Bytes of the smallest geometry within another: order, type and a count.
const PART_BYTES_MIN: usize = 9;
/// Bytes of a number of a coordinate.
const NUMBER_BYTES: usize = 8;

/// Why bytes are not a geometry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum WkbError {
    #[error("the geometry does not begin with `GP`")]
    NotGeoPackage,
    #[error("the geometry is cut off")]
    CutOff,
    #[error("geometries of type {0} (curves, surfaces) are not supported")]
    Type(u32),
    #[error("the geometry is of an extended type of another program")]
    Extended,
    #[error("the geometry has more than {VERTICES_MAX} vertices")]
    TooLarge,
    #[error("collections are nested too deep")]
    TooDeep,
    #[error("a part of the geometry is of another type than the whole")]
    WrongPart,
    #[error("a coordinate is not a number")]
    NotANumber,
}

/// A geometry and the coordinate system it says to be in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shape {
    /// `srs_id` of the geometry itself
    pub(super) srs_id: i32,
    /// the geometry; none when it is empty
    pub(super) geometry: Option<Geometry<f64>>,
}

/// Reads a geometry.
pub(super) fn parse(blob: &[u8]) -> Result<Shape, WkbError> {
    let mut bytes = Bytes { rest: blob, little: true, vertices: 0 };
    if bytes.take::<2>()? != *b"GP" {
        return Err(WkbError::NotGeoPackage);
    }
    let [_version, flags] = bytes.take::<2>()?;
    bytes.little = flags & 1 == 1;
    let srs_id = bytes.count()? as i32;
    let envelope = match (flags >> 1) & 0b111 {
        0 => 0,
        1 => 32,
        2 | 3 => 48,
        4 => 64,
        _ => return Err(WkbError::CutOff),
    };
    if flags & 0b10_0000 != 0 {
        return Err(WkbError::Extended);
    }
    bytes.pass(envelope)?;
    if flags & 0b1_0000 != 0 {
        return Ok(Shape { srs_id, geometry: None });
    }
    let geometry = bytes.geometry(0)?;
    Ok(Shape { srs_id, geometry: geometry.filter(|geometry| !is_empty(geometry)) })
}

fn is_empty(geometry: &Geometry<f64>) -> bool {
    match geometry {
        Geometry::LineString(line) => line.0.is_empty(),
        Geometry::Polygon(polygon) => polygon.exterior().0.is_empty(),
        Geometry::MultiPoint(points) => points.0.is_empty(),
        Geometry::MultiLineString(lines) => lines.0.is_empty(),
        Geometry::MultiPolygon(polygons) => polygons.0.is_empty(),
        Geometry::GeometryCollection(parts) => parts.0.is_empty(),
        _ => false,
    }
}

struct Bytes<'b> {
    rest: &'b [u8],
    little: bool,
    vertices: usize,
}

/// What a geometry is, and how many numbers a coordinate of it has.
#[derive(Clone, Copy)]
struct Kind {
    code: u32,
    numbers: usize,
}

impl Bytes<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], WkbError> {
        let (first, rest) = self.rest.split_first_chunk::<N>().ok_or(WkbError::CutOff)?;
        self.rest = rest;
        Ok(*first)
    }

    fn pass(&mut self, count: usize) -> Result<(), WkbError> {
        self.rest = self.rest.get(count..).ok_or(WkbError::CutOff)?;
        Ok(())
    }

    fn count(&mut self) -> Result<u32, WkbError> {
        let bytes = self.take::<4>()?;
        Ok(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    fn number(&mut self) -> Result<f64, WkbError> {
        let bytes = self.take::<8>()?;
        Ok(if self.little { f64::from_le_bytes(bytes) } else { f64::from_be_bytes(bytes) })
    }

    /// A count of things of at least so many bytes each, which must still be there.
    fn count_of(&mut self, bytes_each: usize) -> Result<usize, WkbError> {
        let count = self.count()? as usize;
        match count.checked_mul(bytes_each) {
            Some(needed) if needed <= self.rest.len() => Ok(count),
            _ => Err(WkbError::CutOff),
        }
    }

    /// Byte order and type.
    fn kind(&mut self) -> Result<Kind, WkbError> {
        self.little = self.take::<1>()? != [0];
        let code = self.count()?;
        // PostGIS writes flags, the standard writes thousands
        let (z, m, srid) = (code & 0x8000_0000 != 0, code & 0x4000_0000 != 0, code & 0x2000_0000 != 0);
        let plain = code & 0x0fff_ffff;
        if srid {
            self.pass(4)?;
        }
        let numbers = match plain / 1_000 {
            0 => 2 + usize::from(z) + usize::from(m),
            1 | 2 => 3,
            3 => 4,
            _ => return Err(WkbError::Type(plain)),
        };
        Ok(Kind { code: plain % 1_000, numbers })
    }

    fn geometry(&mut self, depth: usize) -> Result<Option<Geometry<f64>>, WkbError> {
        let kind = self.kind()?;
        Ok(Some(match kind.code {
            1 => return self.point(kind).map(|point| point.map(Geometry::Point)),
            2 => Geometry::LineString(self.line(kind)?),
            3 => Geometry::Polygon(self.polygon(kind)?),
            4 => {
                let points = self.parts(1, |bytes, kind| bytes.point(kind))?;
                Geometry::MultiPoint(MultiPoint(points.into_iter().flatten().collect()))
            }
            5 => Geometry::MultiLineString(MultiLineString(self.parts(2, |bytes, kind| bytes.line(kind))?)),
            6 => Geometry::MultiPolygon(MultiPolygon(self.parts(3, |bytes, kind| bytes.polygon(kind))?)),
            7 => Geometry::GeometryCollection(self.collection(depth)?),
            other => return Err(WkbError::Type(other)),
        }))
    }

    fn collection(&mut self, depth: usize) -> Result<GeometryCollection<f64>, WkbError> {
        if depth >= COLLECTIONS_MAX {
            return Err(WkbError::TooDeep);
        }
        let count = self.count_of(PART_BYTES_MIN)?;
        let mut parts = Vec::new();
        for _ in 0..count {
            parts.extend(self.geometry(depth + 1)?);
        }
        Ok(GeometryCollection(parts))
    }

    fn parts<T>(
        &mut self,
        code: u32,
        part: impl Fn(&mut Self, Kind) -> Result<T, WkbError>,
    ) -> Result<Vec<T>, WkbError> {
        let count = self.count_of(PART_BYTES_MIN)?;
        let mut parts = Vec::new();
        for _ in 0..count {
            let kind = self.kind()?;
            if kind.code != code {
                return Err(WkbError::WrongPart);
            }
            parts.push(part(self, kind)?);
        }
        Ok(parts)
    }

    /// A point; none when it is empty, which is written as two NaN.
    fn point(&mut self, kind: Kind) -> Result<Option<Point<f64>>, WkbError> {
        let (x, y) = (self.number()?, self.number()?);
        self.pass((kind.numbers - 2) * NUMBER_BYTES)?;
        match (x.is_nan() && y.is_nan(), x.is_finite() && y.is_finite()) {
            (true, _) => Ok(None),
            (_, true) => Ok(Some(Point::new(x, y))),
            _ => Err(WkbError::NotANumber),
        }
    }

    fn line(&mut self, kind: Kind) -> Result<LineString<f64>, WkbError> {
        let count = self.count_of(kind.numbers * NUMBER_BYTES)?;
        self.vertices += count;
        if self.vertices > VERTICES_MAX {
            return Err(WkbError::TooLarge);
        }
        let mut coords = Vec::with_capacity(count);
        for _ in 0..count {
            let (x, y) = (self.number()?, self.number()?);
            self.pass((kind.numbers - 2) * NUMBER_BYTES)?;
            if !x.is_finite() || !y.is_finite() {
                return Err(WkbError::NotANumber);
            }
            coords.push(Coord { x, y });
        }
        Ok(LineString(coords))
    }

    fn polygon(&mut self, kind: Kind) -> Result<Polygon<f64>, WkbError> {
        let count = self.count_of(4)?;
        let mut rings = Vec::new();
        for _ in 0..count {
            rings.push(self.line(kind)?);
        }
        let mut rings = rings.into_iter();
        let outer = rings.next().unwrap_or_else(|| LineString(Vec::new()));
        Ok(Polygon::new(outer, rings.collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{line_string, point, polygon};

    /// A geometry as GeoPackage writes it: little endian, no envelope.
    fn blob(wkb: &[u8]) -> Vec<u8> {
        [b"GP\0\x01".as_slice(), &28_992_i32.to_le_bytes(), wkb].concat()
    }

    fn wkb(code: u32, tail: &[u8]) -> Vec<u8> {
        [&[1], code.to_le_bytes().as_slice(), tail].concat()
    }

    fn numbers(numbers: &[f64]) -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
    }

    fn counted(count: u32, tail: &[u8]) -> Vec<u8> {
        [count.to_le_bytes().as_slice(), tail].concat()
    }

    fn check(wkb: &[u8], expected: Result<Option<Geometry<f64>>, WkbError>) {
        let found = parse(&blob(wkb)).map(|shape| {
            assert_eq!(shape.srs_id, 28_992);
            shape.geometry
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn points_lose_height_and_measure() {
        let expected = || Ok(Some(point!(x: 1.0, y: 2.0).into()));
        check(&wkb(1, &numbers(&[1.0, 2.0])), expected());
        check(&wkb(1_001, &numbers(&[1.0, 2.0, 3.0])), expected());
        check(&wkb(2_001, &numbers(&[1.0, 2.0, 3.0])), expected());
        check(&wkb(3_001, &numbers(&[1.0, 2.0, 3.0, 4.0])), expected());
        check(&wkb(0x8000_0001, &numbers(&[1.0, 2.0, 3.0])), expected());
        check(&wkb(1, &numbers(&[f64::NAN, f64::NAN])), Ok(None));
        check(&wkb(1, &numbers(&[f64::NAN, 1.0])), Err(WkbError::NotANumber));
    }

    #[test]
    fn both_byte_orders_and_all_envelopes_are_read() {
        for (kind, bytes) in [(0_u8, 0), (1, 32), (2, 48), (3, 48), (4, 64)] {
            let mut big = b"GP\0".to_vec();
            big.push(kind << 1);
            big.extend(28_992_i32.to_be_bytes());
            big.extend(vec![7; bytes]);
            big.extend([0, 0, 0, 0, 1]);
            big.extend(1.0_f64.to_be_bytes());
            big.extend(2.0_f64.to_be_bytes());
            let shape = parse(&big).unwrap();
            assert_eq!(shape, Shape { srs_id: 28_992, geometry: Some(point!(x: 1.0, y: 2.0).into()) });
        }
    }

    #[test]
    fn lines_polygons_and_their_multiples_are_read() {
        let line = counted(2, &numbers(&[0.0, 0.0, 1.0, 1.0]));
        let expected = line_string![(x: 0.0, y: 0.0), (x: 1.0, y: 1.0)];
        check(&wkb(2, &line), Ok(Some(expected.clone().into())));
        check(&wkb(5, &counted(1, &wkb(2, &line))), Ok(Some(MultiLineString(vec![expected]).into())));
        let ring = counted(4, &numbers(&[0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 0.0]));
        let expected = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0)];
        check(&wkb(3, &counted(1, &ring)), Ok(Some(expected.clone().into())));
        check(
            &wkb(6, &counted(1, &wkb(3, &counted(1, &ring)))),
            Ok(Some(MultiPolygon(vec![expected]).into())),
        );
        let points = counted(1, &wkb(1, &numbers(&[1.0, 2.0])));
        check(&wkb(4, &points), Ok(Some(MultiPoint(vec![point!(x: 1.0, y: 2.0)]).into())));
        let collection = GeometryCollection(vec![point!(x: 1.0, y: 2.0).into()]);
        check(&wkb(7, &points), Ok(Some(Geometry::GeometryCollection(collection))));
    }

    #[test]
    fn empty_geometries_are_none() {
        check(&wkb(3, &counted(0, &[])), Ok(None));
        check(&wkb(6, &counted(0, &[])), Ok(None));
        let empty = [b"GP\0\x11".as_slice(), &28_992_i32.to_le_bytes()].concat();
        assert_eq!(parse(&empty).unwrap().geometry, None);
    }

    #[test]
    fn what_is_broken_is_refused() {
        check(&wkb(3, &counted(u32::MAX, &[])), Err(WkbError::CutOff));
        check(&wkb(2, &counted(2, &numbers(&[0.0, 0.0]))), Err(WkbError::CutOff));
        check(&wkb(8, &[]), Err(WkbError::Type(8)));
        check(&wkb(6, &counted(1, &wkb(1, &numbers(&[1.0, 2.0])))), Err(WkbError::WrongPart));
        let mut deep = wkb(1, &numbers(&[1.0, 2.0]));
        for _ in 0..=COLLECTIONS_MAX {
            deep = wkb(7, &counted(1, &deep));
        }
        check(&deep, Err(WkbError::TooDeep));
        assert_eq!(parse(b"PG\0\x01....").unwrap_err(), WkbError::NotGeoPackage);
        assert_eq!(parse(b"GP").unwrap_err(), WkbError::CutOff);
        assert_eq!(parse(b"GP\0\x21....").unwrap_err(), WkbError::Extended);
        assert_eq!(parse(b"GP\0\x0b....").unwrap_err(), WkbError::CutOff);
    }
}
