//! The layers of a snapshot in files that others open: FlatGeobuf for what is drawn, Parquet for what is counted.
//!
//! Each row is in a file: the rules, contacts, notices and places stand all in `<layer>.parquet`, with the code of the
//! area that they hold in, and those with coordinates of their own in `<layer>.fgb` as well, under the same `dataset`
//! and `id`. What is not known is null, never an empty text. Lists are one text with `; ` between the parts.

mod addresses;
mod figures;
pub(crate) mod items;
#[cfg(test)]
mod tests;

use std::path::Path;

use schouw_area::Area;
use schouw_picture::layers::{AreaSet, Layers, SourceNumber};

use super::column::{Cell, Column, Datasets, Kind};
use super::flatgeobuf::{self, Drawing};
use super::layer_file::{FormatError, LayerFile, LayerFolder};
use super::parquet;
use items::Placed;

/// Writes the layers, in canonical order as `schouw_opendata::snapshot::finish` gives them, into `layers/` in this
/// folder. Everything is on disk when this returns. A layer without rows gives no file.
///
/// # Errors
/// When the disk refuses, a file is there already, or an index in the layers points nowhere. What was written until
/// then stays: the folder is a temporary one, which is renamed only when all is well.
pub fn write_layers(layers: &Layers, folder: &Path) -> Result<Vec<LayerFile>, FormatError> {
    let folder = LayerFolder::create(folder)?;
    let datasets = Datasets::of(&layers.sources);
    // the two halves take about as long: tables of numbers, and things with a place
    let (tables, drawn) = std::thread::scope(|scope| {
        let tables = scope.spawn(|| write_tables(layers, &datasets, &folder));
        let drawn = write_drawn(layers, &datasets, &folder);
        (tables.join(), drawn)
    });
    let mut files = drawn?;
    match tables {
        Ok(tables) => files.extend(tables?),
        Err(panic) => std::panic::resume_unwind(panic),
    }
    folder.sync()?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn write_tables(
    layers: &Layers,
    datasets: &Datasets,
    folder: &LayerFolder,
) -> Result<Vec<LayerFile>, FormatError> {
    let files = [
        figures::write(folder, &layers.figures, datasets)?,
        figures::write_measures(folder, &layers.figures, datasets)?,
        addresses::write(folder, &layers.addresses, datasets)?,
        parquet::write_items(folder, "reports", &items::reports(), datasets, &layers.reports)?,
    ];
    Ok(files.into_iter().flatten().collect())
}

fn write_drawn(
    layers: &Layers,
    datasets: &Datasets,
    folder: &LayerFolder,
) -> Result<Vec<LayerFile>, FormatError> {
    let mut files = Vec::new();
    for set in &layers.area_sets {
        files.extend(write_areas(folder, set, datasets)?);
    }
    files.extend(write_placed(folder, "rules", items::rules(), datasets, &layers.rules)?);
    files.extend(write_placed(folder, "contacts", items::contacts(), datasets, &layers.contacts)?);
    files.extend(write_placed(folder, "notices", items::notices(), datasets, &layers.notices)?);
    files.extend(write_placed(folder, "places", items::places(), datasets, &layers.places)?);
    let spot = |problem: &_| Some(Drawing::Point(items::spot(problem)));
    files.extend(flatgeobuf::write(
        folder,
        "problems",
        &items::problems(),
        datasets,
        &layers.problems,
        spot,
    )?);
    Ok(files)
}

/// All items in Parquet, and those with coordinates in FlatGeobuf.
fn write_placed<T: Placed>(
    folder: &LayerFolder,
    layer: &str,
    mut columns: Vec<Column<T>>,
    datasets: &Datasets,
    rows: &[T],
) -> Result<impl Iterator<Item = LayerFile>, FormatError> {
    let drawn = flatgeobuf::write(folder, layer, &columns, datasets, rows, |row| Drawing::of(row.extent()))?;
    columns.extend(items::extent_columns());
    let all = parquet::write_items(folder, layer, &columns, datasets, rows)?;
    Ok(drawn.into_iter().chain(all))
}

/// An area and where it comes from.
pub(crate) struct AreaRow<'l> {
    /// the area
    pub(crate) area: &'l Area,
    /// where it comes from
    pub(crate) source: SourceNumber,
}

fn write_areas(
    folder: &LayerFolder,
    set: &AreaSet,
    datasets: &Datasets,
) -> Result<Option<LayerFile>, FormatError> {
    let layer = format!("areas-{}-{}-{}", set.level, set.year, datasets.name(set.source));
    let rows: Vec<AreaRow<'_>> = set.areas.iter().map(|area| AreaRow { area, source: set.source }).collect();
    flatgeobuf::write(folder, &layer, &areas(), datasets, &rows, surface)
}

fn surface<'r>(row: &'r AreaRow<'_>) -> Option<Drawing<'r>> {
    Some(Drawing::Surface(row.area.shape.polygons()))
}

/// The columns of areas.
pub(crate) fn areas<'l>() -> Vec<Column<AreaRow<'l>>> {
    vec![
        Column::needed("code", Kind::Text, |row, _| Cell::word(row.area.code.as_str())),
        Column::new("name", Kind::Text, |row, _| Cell::text(&row.area.name)),
        Column::new("wijk", Kind::Text, |row, _| Cell::code(row.area.wijk.as_ref())),
        Column::new("gemeente", Kind::Text, |row, _| Cell::code(row.area.gemeente.as_ref())),
        Column::needed("level", Kind::Text, |row, _| Cell::word(row.area.level.word())),
        Column::needed("year", Kind::Whole, |row, _| Cell::count(row.area.year.0)),
        Column::needed("dataset", Kind::Text, |row, datasets| Cell::word(datasets.name(row.source))),
    ]
}
