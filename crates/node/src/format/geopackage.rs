//! GeoPackage (OGC 12-128): layers of features in an SQLite file.
//!
//! The file is opened read-only and immutable, its schema is not trusted, no extension is loaded, and only ordinary
//! tables that `gpkg_contents` lists are read. Coordinates are x before y, whatever the axes of the coordinate
//! system, as the standard says; heights are passed over.

mod open;
mod wkb;

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::path::Path;

use geo_types::Geometry;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};

use schouw_opendata::finding::{FindingKind, Remark};
use schouw_opendata::limits::COLUMNS_MAX;
use schouw_opendata::read::{Counted, Place, ReadCount, ReadError};
use schouw_opendata::row::{Cell, Row, RowSink};

/// Most layers in one file.
const LAYERS_MAX: usize = 1_000;
/// Largest whole number that a float holds with all its digits.
const WHOLE_MAX: u64 = 1 << 53;

/// What to read of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GeopackageOptions {
    /// the table; may be left out when the file has one layer
    pub table: Option<String>,
}

/// A layer of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layer {
    /// name of the table
    pub table: String,
    /// column with the geometry; none for a table of attributes
    pub geometry_column: Option<String>,
    /// what the coordinates are in
    pub srs: Srs,
}

/// A coordinate system as the file defines it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Srs {
    /// number of the system in the file
    pub id: i32,
    /// who numbered it: `EPSG`, `NONE`
    pub organization: String,
    /// its number with the organisation
    pub code: i64,
    /// its definition in well-known text
    pub definition: String,
}

impl Srs {
    /// The name of the system: `EPSG:28992`, or `OGC:CRS84` where only the definition says so, as for systems of a
    /// file's own number. None when neither tells.
    #[must_use]
    pub fn crs(&self) -> Option<String> {
        if self.organization.eq_ignore_ascii_case("epsg") {
            return Some(format!("EPSG:{}", self.code));
        }
        // the authority of the whole stands last, after those of its parts
        let (_, authority) = self.definition.rsplit_once("AUTHORITY[")?;
        let mut texts = authority.split('"').skip(1).step_by(2);
        let (organization, code) = (texts.next()?, texts.next()?);
        let plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (plain(organization) && plain(code)).then(|| format!("{organization}:{code}"))
    }
}

/// The layers of a file, features and attributes, by name.
///
/// # Errors
/// When the file cannot be opened or is not a GeoPackage.
pub fn layers(path: &Path) -> Result<Vec<Layer>, ReadError> {
    let connection = open::open(path)?;
    layers_in(&connection).map_err(|error| open::refused(&error, path, Place::default()))
}

/// Reads the records of a layer, in the order of the table. Geometries that are broken are left out with a remark.
///
/// # Errors
/// When the file cannot be opened, is not a GeoPackage, has no such layer, or is broken further on: the records
/// before that were handed over.
pub fn read(
    path: &Path,
    options: &GeopackageOptions,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    let connection = open::open(path)?;
    let layers = layers_in(&connection).map_err(|error| open::refused(&error, path, Place::default()))?;
    let layer = choose(&layers, options)?;
    let mut reader =
        LayerReader { layer, out: Counted::new(sink), record: 0, said_blobs: Vec::new(), said_srs: false };
    reader.out.count.facts.crs = layer.srs.crs();
    match reader.rows(&connection) {
        Ok(()) => Ok(reader.out.count),
        Err(error) => {
            Err(open::refused(&error, path, Place { record: reader.record + 1, ..Place::default() }))
        }
    }
}

fn choose<'l>(layers: &'l [Layer], options: &GeopackageOptions) -> Result<&'l Layer, ReadError> {
    let names = || layers.iter().map(|layer| format!("`{}`", layer.table)).collect::<Vec<_>>().join(", ");
    let found = match (&options.table, layers) {
        (_, []) => Err("it has no layers; when a file `-wal` stands beside it, close it in the program that writes it and copy it again".to_owned()),
        (Some(table), _) => layers
            .iter()
            .find(|layer| layer.table == *table)
            .ok_or_else(|| format!("it has no layer `{table}`; it has {}", names())),
        (None, [single]) => Ok(single),
        (None, _) => Err(format!("it has several layers; name one of {}", names())),
    };
    found.map_err(|why| open::not_geopackage(Place::default(), why))
}

fn layers_in(connection: &Connection) -> rusqlite::Result<Vec<Layer>> {
    let has_geometries = is_ordinary_table(connection, "gpkg_geometry_columns")?;
    let mut layers = Vec::new();
    if !is_ordinary_table(connection, "gpkg_contents")? {
        return Ok(layers);
    }
    let mut contents = connection.prepare(
        "SELECT table_name, srs_id FROM gpkg_contents WHERE data_type IN ('features', 'attributes') ORDER BY table_name",
    )?;
    let mut rows = contents.query([])?;
    while let Some(row) = rows.next()? {
        let (table, srs_id): (String, Option<i32>) = (row.get(0)?, row.get(1)?);
        if layers.len() >= LAYERS_MAX || !is_ordinary_table(connection, &table)? {
            continue;
        }
        let geometry: Option<(String, i32)> = if has_geometries {
            let sql = "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?1";
            connection.query_row(sql, [&table], |row| Ok((row.get(0)?, row.get(1)?))).optional()?
        } else {
            None
        };
        let srs_id = geometry.as_ref().map(|(_, id)| *id).or(srs_id);
        let srs = match srs_id {
            Some(id) => srs(connection, id)?,
            None => Srs::default(),
        };
        layers.push(Layer { table, geometry_column: geometry.map(|(column, _)| column), srs });
    }
    Ok(layers)
}

/// Whether a name is that of a table with rows of its own: no view, no virtual table, no table of SQLite.
fn is_ordinary_table(connection: &Connection, name: &str) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name = ?1 \
               AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    Ok(connection.query_row(sql, [name], |_| Ok(())).optional()?.is_some())
}

fn srs(connection: &Connection, id: i32) -> rusqlite::Result<Srs> {
    let unknown = Srs { id, ..Srs::default() };
    if !is_ordinary_table(connection, "gpkg_spatial_ref_sys")? {
        return Ok(unknown);
    }
    let sql = "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
    let found = connection.query_row(sql, [id], |row| {
        Ok(Srs { id, organization: row.get(0)?, code: row.get(1)?, definition: row.get(2)? })
    });
    Ok(found.optional()?.unwrap_or(unknown))
}

/// A column of a layer.
struct Column {
    name: String,
    is_bool: bool,
}

struct LayerReader<'l, 's> {
    layer: &'l Layer,
    out: Counted<'s>,
    record: u64,
    /// columns whose binary values were said to be left out
    said_blobs: Vec<String>,
    /// whether a coordinate system other than the layer's was said
    said_srs: bool,
}

impl LayerReader<'_, '_> {
    fn rows(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let columns = self.columns(connection)?;
        let geometry = self.layer.geometry_column.as_deref();
        let selected = columns.iter().map(|column| column.name.as_str()).chain(geometry);
        let selected: Vec<String> = selected.map(quoted).collect();
        let sql = format!("SELECT {} FROM {}", selected.join(", "), quoted(&self.layer.table));
        let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
        let mut statement = connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.record += 1;
            let shape = match geometry {
                Some(column) => self.geometry(column, row.get_ref(columns.len())?),
                None => None,
            };
            let mut cells = Vec::with_capacity(columns.len());
            for (at, column) in columns.iter().enumerate() {
                cells.push(self.cell(column, row.get_ref(at)?));
            }
            let row = Row {
                number: self.record,
                columns: &names,
                columns_version: 1,
                cells: &cells,
                geometry: shape.as_ref(),
            };
            if let ControlFlow::Break(()) = self.out.row(&row) {
                break;
            }
        }
        Ok(())
    }

    /// The columns of the layer without its geometry. Columns that the file computes are not among them.
    fn columns(&mut self, connection: &Connection) -> rusqlite::Result<Vec<Column>> {
        let mut statement =
            connection.prepare("SELECT name, type FROM pragma_table_info(?1) ORDER BY cid")?;
        let mut rows = statement.query([&self.layer.table])?;
        let mut columns = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, kind): (String, String) = (row.get(0)?, row.get(1)?);
            if Some(&name) != self.layer.geometry_column.as_ref() && columns.len() < COLUMNS_MAX {
                columns.push(Column { name, is_bool: kind.eq_ignore_ascii_case("boolean") });
            }
        }
        Ok(columns)
    }

    fn remark(&mut self, column: &str, kind: FindingKind, why: impl Into<String>) {
        self.out.remark(Remark::on_value(self.record, column, "", kind, why));
    }

    fn cell<'v>(&mut self, column: &Column, value: ValueRef<'v>) -> Cell<'v> {
        match value {
            ValueRef::Null => Cell::Null,
            ValueRef::Integer(whole) if column.is_bool => Cell::Bool(whole != 0),
            ValueRef::Integer(whole) if whole.unsigned_abs() <= WHOLE_MAX => Cell::Number(whole as f64),
            // identifications of 17 digits lose some as a number
            ValueRef::Integer(whole) => Cell::Text(Cow::Owned(whole.to_string())),
            ValueRef::Real(number) if number.is_finite() => Cell::Number(number),
            ValueRef::Real(_) => {
                self.remark(&column.name, FindingKind::BadValue, "the number is infinite; read as missing");
                Cell::Null
            }
            ValueRef::Text(bytes) => {
                let text = String::from_utf8_lossy(bytes);
                if let Cow::Owned(_) = text {
                    self.remark(
                        &column.name,
                        FindingKind::BadValue,
                        "the text is not UTF-8; what cannot be read became `\u{fffd}`",
                    );
                }
                Cell::Text(text)
            }
            ValueRef::Blob(_) => {
                if !self.said_blobs.contains(&column.name) {
                    self.said_blobs.push(column.name.clone());
                    self.remark(
                        &column.name,
                        FindingKind::BadValue,
                        "the column holds binary values; they are left out",
                    );
                }
                Cell::Null
            }
        }
    }

    fn geometry(&mut self, column: &str, value: ValueRef<'_>) -> Option<Geometry<f64>> {
        let blob = match value {
            ValueRef::Null => return None,
            ValueRef::Blob(blob) => blob,
            _ => {
                self.remark(column, FindingKind::BadGeometry, "the geometry is not binary; left out");
                return None;
            }
        };
        match wkb::parse(blob) {
            Ok(shape) => {
                if shape.srs_id != self.layer.srs.id && !self.said_srs {
                    self.said_srs = true;
                    let why = format!(
                        "the geometry says to be in system {} and the layer in {}; that of the layer is taken",
                        shape.srs_id, self.layer.srs.id
                    );
                    self.remark(column, FindingKind::ImplausibleValue, why);
                }
                shape.geometry
            }
            Err(error) => {
                self.remark(column, FindingKind::BadGeometry, format!("{error}; left out"));
                None
            }
        }
    }
}

/// A name as SQL takes any.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests;
