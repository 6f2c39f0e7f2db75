//! The place of a record: from its geometry, its point columns, its joined record or its area code.

use geo_types::{Coord, Geometry};
use schouw_area::{AreaCode, Level, Position, Shape};
use schouw_picture::layers::Extent;

use crate::dataset::{Expr, Order, PointFrom};
use crate::finding::{FindingKind, Remark, quoted};
use crate::row::{Cell, RowSink as _};

use super::cells::COORDINATE_MAX;
use super::{Mapper, Record};

/// Deepest brackets in well-known text; those of a multipolygon in a collection are four deep.
const WKT_DEPTH_MAX: usize = 32;
/// Most points that one record may have.
const POINTS_MAX: usize = 10_000;

/// What a record says of its place.
pub(super) enum Place {
    /// a place
    Found(Extent),
    /// it says nothing
    Silent,
    /// it says something that cannot be used; the finding is made
    Unusable,
}

impl Mapper<'_> {
    /// The place of a record.
    pub(super) fn extent(&mut self, record: &Record<'_>) -> Place {
        if let Some(from) = &self.dataset.geometry.from {
            return self.extent_from_columns(record, from);
        }
        let own = record.row.geometry;
        let (geometry, order) = match (own, record.joined.and_then(|joined| joined.geometry.as_ref())) {
            (Some(geometry), _) => (geometry, self.dataset.geometry.order),
            // joined geometries were projected when the second file was read
            (None, Some(extent)) => return Place::Found(extent.clone()),
            // the reader told that the geometry cannot be read: once is enough
            (None, None) if self.broken_geometry == Some(record.row.number) => return Place::Unusable,
            (None, None) => return Place::Silent,
        };
        self.extent_of(record, geometry, order)
    }

    /// The place of a record, or the area that it names.
    pub(super) fn extent_or_area(
        &mut self,
        record: &Record<'_>,
        area: Option<&Expr>,
        level: Option<Level>,
    ) -> Option<Extent> {
        match self.extent(record) {
            Place::Found(extent) => return Some(extent),
            Place::Unusable => return None,
            Place::Silent => {}
        }
        let Some(expr) = area else { return Some(Extent::Nowhere) };
        let Some(text) = record.eval(expr) else { return Some(Extent::Nowhere) };
        let parsed = match level {
            Some(level) => AreaCode::parse(level, &text),
            None => text.parse(),
        };
        let by_name = || self.names.get(&text.to_lowercase()).and_then(|code| code.parse().ok());
        match parsed.ok().or_else(by_name) {
            Some(code) if code == AreaCode::land() => Some(Extent::Everywhere),
            Some(code) => Some(Extent::Area(code)),
            None => {
                let column = expr.columns().join(", ");
                self.bad(
                    record,
                    &column,
                    &text,
                    FindingKind::BadValue,
                    "this is no code or name of an area; the record is left out",
                );
                None
            }
        }
    }

    fn extent_from_columns(&mut self, record: &Record<'_>, from: &PointFrom) -> Place {
        if let Some(column) = &from.wkt {
            return self.extent_from_wkt(record, column);
        }
        let pairs = match (&from.x, &from.y, &from.text) {
            (Some(x), Some(y), _) => self.number_pairs(record, x, y),
            (_, _, Some(column)) => self.text_pairs(record, column),
            _ => None,
        };
        let Some(pairs) = pairs else { return Place::Unusable };
        let mut points = Vec::with_capacity(pairs.len());
        for (x, y) in pairs {
            match self.position(record, x, y) {
                Some(position) => points.push(position.steps()),
                None => return Place::Unusable,
            }
        }
        if points.is_empty() { Place::Silent } else { Place::Found(Extent::Points(points)) }
    }

    /// The pairs in two columns with numbers or lists of numbers; `None` when the finding is made.
    fn number_pairs(&mut self, record: &Record<'_>, x: &str, y: &str) -> Option<Vec<(f64, f64)>> {
        if let (Cell::List(xs), Cell::List(ys)) = (record.cell(x), record.cell(y)) {
            let number = |cell: &Cell<'_>| match cell {
                Cell::Number(number) => Some(*number),
                cell => crate::dataset::cell_text(cell)?.parse().ok(),
            };
            let pairs = xs.iter().zip(ys).take(POINTS_MAX).map(|(x, y)| Some((number(x)?, number(y)?)));
            let pairs: Option<Vec<_>> = pairs.collect();
            if pairs.is_none() || xs.len() != ys.len() {
                let why = format!(
                    "this list and that of `{y}` do not hold a number for each point; the record is left out"
                );
                self.bad(record, x, "", FindingKind::BadValue, &why);
                return None;
            }
            return pairs;
        }
        let missing = |column| record.text(column).is_none();
        if missing(x) && missing(y) {
            return Some(Vec::new());
        }
        for (column, other) in [(x, y), (y, x)] {
            if missing(column) {
                let why = format!("`{other}` has a number and this column has none; the record is left out");
                self.bad(record, column, "", FindingKind::MissingValue, &why);
                return None;
            }
        }
        Some(vec![(self.coordinate(record, x)?, self.coordinate(record, y)?)])
    }

    /// The pairs in a column with texts such as `52.5 5.07`, in the order of the definition.
    fn text_pairs(&mut self, record: &Record<'_>, column: &str) -> Option<Vec<(f64, f64)>> {
        let texts: Vec<String> = match record.cell(column) {
            Cell::List(cells) => {
                cells.iter().filter_map(crate::dataset::cell_text).take(POINTS_MAX).collect()
            }
            cell => crate::dataset::cell_text(cell).into_iter().collect(),
        };
        let mut pairs = Vec::with_capacity(texts.len());
        for text in texts {
            let mut numbers =
                text.split([' ', ',', ';']).filter(|part| !part.is_empty()).map(str::parse::<f64>);
            let (Some(Ok(first)), Some(Ok(second)), None) = (numbers.next(), numbers.next(), numbers.next())
            else {
                self.bad(
                    record,
                    column,
                    &text,
                    FindingKind::BadValue,
                    "this is not a place; write two numbers such as `52.5 5.07`",
                );
                return None;
            };
            pairs.push(match self.dataset.geometry.order {
                Order::LonLat => (first, second),
                Order::LatLon => (second, first),
            });
        }
        Some(pairs)
    }

    fn extent_from_wkt(&mut self, record: &Record<'_>, column: &str) -> Place {
        let Some(text) = record.text(column) else { return Place::Silent };
        // the library goes into itself for each bracket
        let read = if is_nested_deeply(&text) { None } else { wkt::TryFromWkt::try_from_wkt_str(&text).ok() };
        match read {
            Some(geometry) => self.extent_of(record, &geometry, self.dataset.geometry.order),
            None => {
                self.bad(
                    record,
                    column,
                    &text,
                    FindingKind::BadGeometry,
                    "this is not well-known text of a geometry",
                );
                Place::Unusable
            }
        }
    }

    /// Projects a geometry and makes it points or a shape.
    pub(super) fn extent_of(&mut self, record: &Record<'_>, geometry: &Geometry<f64>, order: Order) -> Place {
        let mut coordinates = Vec::new();
        collect(geometry, &mut coordinates);
        if coordinates.is_empty() {
            return Place::Silent;
        }
        let mut projected = Vec::with_capacity(coordinates.len());
        for coord in &coordinates {
            let (x, y) = match order {
                Order::LonLat => (coord.x, coord.y),
                Order::LatLon => (coord.y, coord.x),
            };
            match self.position(record, x, y) {
                Some(position) => projected.push(Coord { x: position.lon(), y: position.lat() }),
                None => return Place::Unusable,
            }
        }
        if is_pointlike(geometry) {
            let steps = projected.iter().filter_map(|c| Position::new(c.y, c.x).ok()).map(Position::steps);
            return Place::Found(Extent::Points(steps.take(POINTS_MAX).collect()));
        }
        let mut next = projected.into_iter();
        let rebuilt = rebuild(geometry, &mut next);
        match Shape::from_geometry(&rebuilt) {
            Ok((shape, repairs)) => {
                for repair in repairs {
                    self.remark(Remark::on_record(
                        record.row.number,
                        FindingKind::RepairedGeometry,
                        repair.to_string(),
                    ));
                }
                Place::Found(Extent::Shape(shape))
            }
            Err(why) => {
                self.remark(Remark::on_record(record.row.number, FindingKind::BadGeometry, why.to_string()));
                Place::Unusable
            }
        }
    }

    /// The position of two numbers in the file's coordinate system, x first; a finding when it cannot be here.
    fn position(&mut self, record: &Record<'_>, x: f64, y: f64) -> Option<Position> {
        if [x, y].iter().any(|number| number.is_nan() || number.abs() > COORDINATE_MAX) {
            let why = "no coordinate is this large; the record is left out";
            let pair = format!("{} {}", quoted(x), quoted(y));
            self.remark(Remark::on_value(record.row.number, "", &pair, FindingKind::ImplausibleValue, why));
            return None;
        }
        let position = self.projector.to_position(x, y);
        if let Ok(position) = position
            && position.near_the_netherlands()
        {
            return Some(position);
        }
        let swapped = self.projector.to_position(y, x).is_ok_and(Position::near_the_netherlands);
        let (kind, why) = if swapped {
            (
                FindingKind::SwappedCoordinates,
                "this lies in the Netherlands only with the two numbers exchanged; set `order` in [geometry], or exchange x and y".to_owned(),
            )
        } else if looks_like_rd(x, y) {
            (
                FindingKind::OutsideTheNetherlands,
                "these look like metres of RD New; set crs = \"EPSG:28992\" in [geometry]".to_owned(),
            )
        } else {
            match position {
                Ok(_) => (
                    FindingKind::OutsideTheNetherlands,
                    "this lies outside the Netherlands; left out".to_owned(),
                ),
                Err(why) => (FindingKind::BadGeometry, format!("{why}; set the right crs in [geometry]")),
            }
        };
        self.remark(Remark::on_value(
            record.row.number,
            "",
            &format!("{} {}", quoted(x), quoted(y)),
            kind,
            why,
        ));
        None
    }
}

/// Whether brackets in a text stand deeper in each other than in any geometry.
fn is_nested_deeply(text: &str) -> bool {
    let mut depth = 0_usize;
    text.bytes().any(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > WKT_DEPTH_MAX
    })
}

/// Whether two numbers that are no degrees can be metres of RD New in the Netherlands.
fn looks_like_rd(x: f64, y: f64) -> bool {
    (-7_000.0..300_000.0).contains(&x) && (289_000.0..629_000.0).contains(&y)
}

fn is_pointlike(geometry: &Geometry<f64>) -> bool {
    match geometry {
        Geometry::Point(_) | Geometry::MultiPoint(_) => true,
        // the place of a line is its points: near enough to find it
        Geometry::Line(_) | Geometry::LineString(_) | Geometry::MultiLineString(_) => true,
        Geometry::GeometryCollection(all) => all.iter().all(is_pointlike),
        Geometry::Polygon(_) | Geometry::MultiPolygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => false,
    }
}

fn collect(geometry: &Geometry<f64>, out: &mut Vec<Coord<f64>>) {
    use geo::CoordsIter as _;
    out.extend(geometry.coords_iter());
}

/// The same geometry with other coordinates, in the order in which [`collect`] gave them.
fn rebuild(geometry: &Geometry<f64>, next: &mut impl Iterator<Item = Coord<f64>>) -> Geometry<f64> {
    use geo::MapCoords as _;
    let mut queue: Vec<Coord<f64>> = next.collect();
    queue.reverse();
    let cell = std::cell::RefCell::new(queue);
    geometry.map_coords(|old| cell.borrow_mut().pop().unwrap_or(old))
}
