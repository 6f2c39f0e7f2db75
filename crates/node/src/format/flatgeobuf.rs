//! FlatGeobuf: features with a geometry and a packed Hilbert R-tree, which QGIS and GDAL open as they are.
//!
//! Coordinates are WGS84 (EPSG:4326), longitude first, exactly the steps of 1e-7 degree of the snapshot. Features stand
//! in Hilbert order, those on one spot in the order of the rows, so the same rows give the same bytes. The library
//! keeps the features in a file without a name in the system's temporary folder (`TMPDIR`) until the tree is known: as
//! much room is needed there as the file itself takes, and about 150 bytes of memory a feature.

mod geometry;
#[cfg(test)]
mod tests;

use flatgeobuf::{ColumnType, Error, FgbCrs, FgbWriter, FgbWriterOptions, GeometryType};
use geozero::error::GeozeroError;
use geozero::{ColumnValue, PropertyProcessor};
use schouw_area::STEPS_PER_DEGREE;

use super::column::{Cell, Column, Datasets, Kind};
use super::layer_file::{FormatError, LayerFile, LayerFolder, StartedFile};

pub(super) use geometry::Drawing;
use geometry::{ForLayer, drawings_type};

/// EPSG code of WGS84 longitude and latitude.
const WGS84: i32 = 4326;

/// Writes the rows that have a geometry; no file when there are none.
pub(super) fn write<'r, T>(
    folder: &LayerFolder,
    layer: &str,
    columns: &[Column<T>],
    datasets: &Datasets,
    rows: &'r [T],
    drawing: impl Fn(&'r T) -> Option<Drawing<'r>>,
) -> Result<Option<LayerFile>, FormatError> {
    let Some(geometry_type) = drawings_type(rows.iter().filter_map(&drawing)) else { return Ok(None) };
    let file = folder.start(layer, "fgb")?;
    let mut writer = start(layer, geometry_type, columns).map_err(|error| scratch_failed(&error))?;
    let mut count = 0;
    for row in rows {
        let Some(drawing) = drawing(row) else { continue };
        add(&mut writer, drawing.as_one_of(geometry_type), columns, datasets, row)
            .map_err(|error| scratch_failed(&error))?;
        count += 1;
    }
    finish(writer, file, count).map(Some)
}

/// Writes header, tree and features, now that all are known.
fn finish(writer: FgbWriter<'_>, mut file: StartedFile, rows: u64) -> Result<LayerFile, FormatError> {
    writer.write(file.out()).map_err(|error| write_failed(&mut file, error))?;
    file.finish(rows)
}

fn start<'w, T>(
    layer: &str,
    geometry_type: GeometryType,
    columns: &[Column<T>],
) -> Result<FgbWriter<'w>, Error> {
    let options = FgbWriterOptions {
        write_index: true,
        // the type is known, or it differs per feature
        detect_type: false,
        promote_to_multi: false,
        crs: FgbCrs { org: Some("EPSG"), code: WGS84, name: Some("WGS 84"), ..FgbCrs::default() },
        ..FgbWriterOptions::default()
    };
    let mut writer = FgbWriter::create_with_options(layer, geometry_type, options)?;
    for column in columns {
        writer.add_column(column.name, column_type(column.kind), |_, described| {
            described.nullable = !column.needed
        });
    }
    Ok(writer)
}

/// A date is text: the format knows moments only, and midnight would say more than the source does.
fn column_type(kind: Kind) -> ColumnType {
    match kind {
        Kind::Text | Kind::Date => ColumnType::String,
        Kind::Whole => ColumnType::Int,
        Kind::Number => ColumnType::Double,
        Kind::Yes => ColumnType::Bool,
        Kind::Moment => ColumnType::DateTime,
    }
}

fn add<T>(
    writer: &mut FgbWriter<'_>,
    drawing: ForLayer<'_>,
    columns: &[Column<T>],
    datasets: &Datasets,
    row: &T,
) -> Result<(), GeozeroError> {
    let mut set = Ok(());
    writer.add_feature_geom(drawing, |feature| {
        set = columns.iter().enumerate().try_for_each(|(at, column)| {
            let cell = (column.value)(row, datasets);
            put(&cell, |value| feature.property(at, column.name, &value).map(|_| ()))
        });
    })?;
    set
}

/// Hands a value over in the words of the format; one that is not known is left out.
fn put(
    cell: &Cell<'_>,
    property: impl FnOnce(ColumnValue<'_>) -> Result<(), GeozeroError>,
) -> Result<(), GeozeroError> {
    match cell {
        Cell::Null => Ok(()),
        Cell::Text(text) => property(ColumnValue::String(text)),
        Cell::Whole(number) => property(ColumnValue::Int(*number)),
        Cell::Number(number) => property(ColumnValue::Double(*number)),
        Cell::Yes(yes) => property(ColumnValue::Bool(*yes)),
        Cell::Date(date) => property(ColumnValue::String(&date.to_string())),
        Cell::Moment(moment) => property(ColumnValue::DateTime(&moment.to_string())),
    }
}

/// Before the tree is known the library writes to its temporary file only.
fn scratch_failed(error: &dyn std::fmt::Display) -> FormatError {
    FormatError::Io { path: tempfile::env::temp_dir(), source: std::io::Error::other(error.to_string()) }
}

fn write_failed(file: &mut StartedFile, error: Error) -> FormatError {
    match (file.blame(&error), error) {
        // the file itself had no complaint, so it was the temporary one
        (FormatError::Unfit { .. }, Error::IO(source)) => {
            FormatError::Io { path: tempfile::env::temp_dir(), source }
        }
        (blamed, _) => blamed,
    }
}

/// Degrees of a number of steps.
fn degrees(steps: i32) -> f64 {
    f64::from(steps) / STEPS_PER_DEGREE
}
