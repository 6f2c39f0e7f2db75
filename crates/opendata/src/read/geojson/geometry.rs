//! Geometries of GeoJSON (RFC 7946, section 3.1). Heights and further numbers of a position are left out.

use std::borrow::Cow;

use geo_types::{
    Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point,
};

use super::split::{Items, text};
use crate::limits::VERTICES_MAX;
use crate::read::ring::Repairs;

/// Deepest nesting of collections of geometries.
const COLLECTIONS_DEEP_MAX: usize = 4;
/// Longest number, in bytes.
const NUMBER_BYTES_MAX: usize = 400;

/// The members of an object that make it a geometry.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parts<'a> {
    /// value of `type`
    pub kind: Option<&'a [u8]>,
    /// value of `coordinates`
    pub coordinates: Option<&'a [u8]>,
    /// value of `geometries`
    pub geometries: Option<&'a [u8]>,
}

impl<'a> Parts<'a> {
    fn of(value: &'a [u8]) -> Result<Self, Cow<'static, str>> {
        let mut parts = Self::default();
        for item in Items::of_object(value) {
            let (key, value) = item.map_err(|broken| broken.why())?;
            match key {
                b"\"type\"" => parts.kind = Some(value),
                b"\"coordinates\"" => parts.coordinates = Some(value),
                b"\"geometries\"" => parts.geometries = Some(value),
                _ => {}
            }
        }
        Ok(parts)
    }
}

/// Whether this is the name of a type of geometry.
pub fn is_kind(kind: &str) -> bool {
    matches!(
        kind,
        "Point"
            | "LineString"
            | "Polygon"
            | "MultiPoint"
            | "MultiLineString"
            | "MultiPolygon"
            | "GeometryCollection"
    )
}

/// Reads a geometry; `None` when it is null or empty. What was repaired is counted in `repairs`.
///
/// # Errors
/// Why it is broken beyond repair.
pub fn geometry(value: &[u8], repairs: &mut Repairs) -> Result<Option<Geometry<f64>>, Cow<'static, str>> {
    if value == b"null" {
        return Ok(None);
    }
    if value.first() != Some(&b'{') {
        return Err("a geometry is an object".into());
    }
    of_parts(Parts::of(value)?, repairs, &mut 0, 0)
}

/// Reads a geometry whose members were found already.
///
/// # Errors
/// Why it is broken beyond repair.
pub fn of_parts(
    parts: Parts<'_>,
    repairs: &mut Repairs,
    vertices: &mut usize,
    depth: usize,
) -> Result<Option<Geometry<f64>>, Cow<'static, str>> {
    let kind = parts.kind.and_then(text).ok_or("the geometry has no type")?;
    if kind == "GeometryCollection" {
        return collection(parts, repairs, vertices, depth);
    }
    let coordinates = parts.coordinates.ok_or("the geometry has no coordinates")?;
    let mut cursor = Cursor { rest: coordinates, vertices: *vertices };
    let geometry = cursor.shape(&kind, repairs);
    *vertices = cursor.vertices;
    geometry
}

fn collection(
    parts: Parts<'_>,
    repairs: &mut Repairs,
    vertices: &mut usize,
    depth: usize,
) -> Result<Option<Geometry<f64>>, Cow<'static, str>> {
    if depth >= COLLECTIONS_DEEP_MAX {
        return Err("collections of geometries are nested too deeply".into());
    }
    let mut members = Vec::new();
    for item in Items::of_array(parts.geometries.ok_or("the collection has no geometries")?) {
        let (_, value) = item.map_err(|broken| broken.why())?;
        *vertices += 1;
        members.extend(of_parts(Parts::of(value)?, repairs, vertices, depth + 1)?);
    }
    Ok((!members.is_empty()).then_some(Geometry::GeometryCollection(GeometryCollection(members))))
}

/// Reads nested arrays of numbers.
struct Cursor<'a> {
    rest: &'a [u8],
    vertices: usize,
}

impl<'a> Cursor<'a> {
    fn shape(
        &mut self,
        kind: &str,
        repairs: &mut Repairs,
    ) -> Result<Option<Geometry<f64>>, Cow<'static, str>> {
        let geometry = match kind {
            "Point" if self.is_empty_array() => return Ok(None),
            "Point" => Point(self.position()?).into(),
            "LineString" => match self.list(Self::position)? {
                line if line.is_empty() => return Ok(None),
                line if line.len() == 1 => return Err("a line has two positions at least".into()),
                line => LineString(line).into(),
            },
            "MultiPoint" => match self.list(|list| list.position().map(Point))? {
                points if points.is_empty() => return Ok(None),
                points => MultiPoint(points).into(),
            },
            "MultiLineString" => {
                let mut lines: Vec<_> = self.list(|lines| lines.list(Self::position).map(LineString))?;
                lines.retain(|line| line.0.len() > 1);
                if lines.is_empty() {
                    return Ok(None);
                }
                MultiLineString(lines).into()
            }
            "Polygon" => match self.list(|rings| rings.list(Self::position))? {
                rings if rings.is_empty() => return Ok(None),
                rings => repairs.polygon(rings).ok_or("the polygon encloses nothing")?.into(),
            },
            "MultiPolygon" => match self.list(|parts| parts.list(|rings| rings.list(Self::position)))? {
                parts if parts.is_empty() => return Ok(None),
                parts => {
                    let polygons: Vec<_> =
                        parts.into_iter().filter_map(|part| repairs.polygon(part)).collect();
                    if polygons.is_empty() {
                        return Err("no polygon of it encloses anything".into());
                    }
                    MultiPolygon(polygons).into()
                }
            },
            other => {
                let other: String = other.chars().take(40).collect();
                return Err(format!("`{other}` is not a type of geometry").into());
            }
        };
        Ok(Some(geometry))
    }

    fn peek(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_ascii_start();
        self.rest.first().copied()
    }

    fn pass(&mut self, sign: u8) -> bool {
        let found = self.peek() == Some(sign);
        if found {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        found
    }

    fn is_empty_array(&self) -> bool {
        let inner = self.rest.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]"));
        inner.is_some_and(|inner| inner.trim_ascii().is_empty())
    }

    fn list<T>(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<T, Cow<'static, str>>,
    ) -> Result<Vec<T>, Cow<'static, str>> {
        if !self.pass(b'[') {
            return Err("the coordinates are not nested as the type asks".into());
        }
        let mut items = Vec::new();
        if self.pass(b']') {
            // an empty list takes memory as a position does
            self.count()?;
            return Ok(items);
        }
        loop {
            items.push(item(self)?);
            if self.pass(b']') {
                return Ok(items);
            }
            if !self.pass(b',') {
                return Err("`,` or `]` was expected in the coordinates".into());
            }
        }
    }

    fn count(&mut self) -> Result<(), Cow<'static, str>> {
        self.vertices += 1;
        if self.vertices > VERTICES_MAX {
            return Err(format!("it has more than {VERTICES_MAX} vertices").into());
        }
        Ok(())
    }

    fn position(&mut self) -> Result<Coord<f64>, Cow<'static, str>> {
        self.count()?;
        if !self.pass(b'[') {
            return Err("the coordinates are not nested as the type asks".into());
        }
        let x = self.number()?;
        if !self.pass(b',') {
            return Err("a position has two numbers at least".into());
        }
        let y = self.number()?;
        while self.pass(b',') {
            // a height; some write null for it
            if self.peek() == Some(b'n') && self.rest.starts_with(b"null") {
                self.rest = self.rest.get(4..).unwrap_or_default();
            } else {
                self.number()?;
            }
        }
        if !self.pass(b']') {
            return Err("`]` was expected after a position".into());
        }
        Ok(Coord { x, y })
    }

    fn number(&mut self) -> Result<f64, Cow<'static, str>> {
        self.peek();
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
        let length = self.rest.iter().take(NUMBER_BYTES_MAX).take_while(|byte| is_part(byte)).count();
        let (digits, rest) = self.rest.split_at_checked(length).unwrap_or_default();
        self.rest = rest;
        number(digits).map_err(Into::into)
    }
}

/// Reads a number, exactly.
///
/// # Errors
/// When it is not a number or too large for one.
pub fn number(digits: &[u8]) -> Result<f64, &'static str> {
    let plain = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
    let number = if digits.iter().all(plain) { std::str::from_utf8(digits).ok() } else { None };
    match number.and_then(|digits| digits.parse::<f64>().ok()) {
        Some(number) if number.is_finite() => Ok(number),
        Some(_) => Err("the number is too large to be one"),
        None => Err("this is not a number"),
    }
}

#[cfg(test)]
mod tests {
    use geo_types::{line_string, point, polygon};

    use super::*;

    fn check(value: &str, expected: Result<Option<Geometry<f64>>, &str>) {
        let found = geometry(value.as_bytes(), &mut Repairs::default());
        assert_eq!(found, expected.map_err(Cow::Borrowed), "{value}");
    }

    #[test]
    fn each_type_is_read_with_its_members_in_any_order() {
        let square = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 0.0)];
        let ring = "[[0,0],[1,0],[1,1.0],[0,0]]";
        check(
            r#"{"coordinates":[5.07, 52.49, 3],"type":"Point"}"#,
            Ok(Some(point!(x: 5.07, y: 52.49).into())),
        );
        check(
            r#"{"type":"LineString","coordinates":[[0,0],[1e0,1]]}"#,
            Ok(Some(line_string![(x: 0.0, y: 0.0), (x: 1.0, y: 1.0)].into())),
        );
        check(&format!(r#"{{"type":"Polygon","coordinates":[{ring}]}}"#), Ok(Some(square.clone().into())));
        check(
            &format!(r#"{{"type":"MultiPolygon","coordinates":[[{ring}]]}}"#),
            Ok(Some(MultiPolygon(vec![square]).into())),
        );
        check(
            r#"{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}"#,
            Ok(Some(Geometry::GeometryCollection(GeometryCollection(vec![point!(x: 1.0, y: 2.0).into()])))),
        );
        check("null", Ok(None));
        check(r#"{"type":"Point","coordinates":[]}"#, Ok(None));
        check(r#"{"type":"MultiPolygon","coordinates":[]}"#, Ok(None));
        check(r#"{"type":"Point","coordinates":[1,2,null]}"#, Ok(Some(point!(x: 1.0, y: 2.0).into())));
    }

    #[test]
    fn what_is_broken_says_why() {
        for (value, why) in [
            (r#"{"type":"Point","coordinates":[NaN,1]}"#, "this is not a number"),
            (r#"{"type":"Point","coordinates":[1,Infinity]}"#, "this is not a number"),
            (r#"{"type":"Point","coordinates":[1e400,1]}"#, "the number is too large to be one"),
            (r#"{"type":"Point","coordinates":[null,1]}"#, "this is not a number"),
            (r#"{"type":"Point","coordinates":["5.1","52"]}"#, "this is not a number"),
            (r#"{"type":"Point","coordinates":[5]}"#, "a position has two numbers at least"),
            (
                r#"{"type":"Polygon","coordinates":[[0,0],[1,1]]}"#,
                "the coordinates are not nested as the type asks",
            ),
            (r#"{"type":"Polygon","coordinates":[[[0,0],[1,1]]]}"#, "the polygon encloses nothing"),
            (r#"{"type":"Cirkel","coordinates":[1]}"#, "`Cirkel` is not a type of geometry"),
            (r#"{"type":"Point"}"#, "the geometry has no coordinates"),
            (r#"{"coordinates":[1,2]}"#, "the geometry has no type"),
            (r#"[1,2]"#, "a geometry is an object"),
        ] {
            check(value, Err(why));
        }
    }

    #[test]
    fn open_rings_are_closed_and_counted() {
        let mut repairs = Repairs::default();
        let value = br#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#;
        let Ok(Some(Geometry::Polygon(polygon))) = geometry(value, &mut repairs) else { panic!() };
        assert_eq!(polygon.exterior().0.len(), 4);
        assert_eq!(repairs.closed, 1);
    }
}
