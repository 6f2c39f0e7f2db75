//! Figures and what they measure, in Parquet.

use parquet::data_type::ByteArray;
use schouw_area::Level;
use schouw_picture::figures::{FigureRow, Figures, Measure, MeasureKind};

use crate::format::column::{Cell, Column, Datasets, Kind};
use crate::format::layer_file::{FormatError, LayerFile, LayerFolder};
use crate::format::parquet::{self as table, Table, TableColumn, Values, text_value};

/// Rows in one group: some tens of megabytes of memory while it is written.
const GROUP_ROWS: usize = 1_000_000;

/// Writes the figures in the order of the snapshot: by area, measure and period.
pub(super) fn write(
    folder: &LayerFolder,
    figures: &Figures,
    datasets: &Datasets,
) -> Result<Option<LayerFile>, FormatError> {
    let row = |at: usize| figures.rows.get(at);
    let area = move |at: usize| row(at).and_then(|row| figures.areas.get(row.area as usize));
    // each word is made once, a row holds a reference to it
    let levels: Vec<(Level, ByteArray)> = Level::ALL.map(|level| (level, text_value(level.word()))).to_vec();
    let codes: Vec<ByteArray> = figures.areas.iter().map(|area| text_value(area.code.as_str())).collect();
    let measures: Vec<ByteArray> = figures.measures.iter().map(|measure| text_value(&measure.id)).collect();
    let periods: Vec<ByteArray> = figures.periods.iter().map(text_value).collect();
    let names: Vec<ByteArray> = datasets.names().iter().map(|name| text_value(name)).collect();
    let level_of = |level: Level| levels.iter().find(|known| known.0 == level).map(|known| known.1.clone());
    let word = |words, number: fn(&FigureRow) -> usize| {
        let words: &Vec<ByteArray> = words;
        Values::Text(Box::new(move |at| row(at).and_then(|row| words.get(number(row)).cloned())))
    };
    let known = |value: f64| (!value.is_nan()).then_some(value);
    let columns = vec![
        TableColumn::needed(
            "level",
            Values::Text(Box::new(move |at| area(at).and_then(|area| level_of(area.level)))),
        ),
        TableColumn::needed("code", word(&codes, |row| row.area as usize)),
        TableColumn::needed(
            "area_year",
            Values::Whole(Box::new(move |at| area(at).map(|area| i32::from(area.year.0)))),
        ),
        TableColumn::needed("measure", word(&measures, |row| usize::from(row.measure))),
        TableColumn::needed("period", word(&periods, |row| usize::from(row.period))),
        TableColumn::new(
            "value",
            Values::Number(Box::new(move |at| row(at).and_then(|row| known(row.value)))),
        ),
        TableColumn::needed("dataset", word(&names, |row| usize::from(row.source))),
    ];
    table::write(
        folder,
        &Table { layer: "figures", rows: figures.rows.len(), group_rows: GROUP_ROWS, columns },
    )
}

/// Writes what the figures measure: without it a number has no name and no unit.
pub(super) fn write_measures(
    folder: &LayerFolder,
    figures: &Figures,
    datasets: &Datasets,
) -> Result<Option<LayerFile>, FormatError> {
    table::write_items(folder, "measures", &measure_columns(), datasets, &figures.measures)
}

fn measure_columns() -> Vec<Column<Measure>> {
    vec![
        Column::needed("measure", Kind::Text, |measure, _| Cell::word(&measure.id)),
        Column::new("label", Kind::Text, |measure, _| Cell::text(&measure.label)),
        Column::new("unit", Kind::Text, |measure, _| Cell::text(&measure.unit)),
        Column::new("theme", Kind::Text, |measure, _| Cell::text(&measure.theme)),
        Column::needed("kind", Kind::Text, |measure, _| Cell::word(kind_word(measure.kind))),
        Column::new("denominator", Kind::Text, |measure, _| Cell::text(&measure.denominator)),
        Column::needed("per", Kind::Whole, |measure, _| Cell::count(measure.per)),
        Column::needed("small_below", Kind::Whole, |measure, _| Cell::count(measure.small_below)),
        Column::needed("zero_dropped", Kind::Yes, |measure, _| Cell::Yes(measure.zero_dropped)),
        Column::needed("apart", Kind::Yes, |measure, _| Cell::Yes(measure.apart)),
        Column::needed("decimals", Kind::Whole, |measure, _| Cell::count(measure.decimals)),
    ]
}

fn kind_word(kind: MeasureKind) -> &'static str {
    match kind {
        MeasureKind::Count => "count",
        MeasureKind::Stock => "stock",
        MeasureKind::Rate => "rate",
        MeasureKind::Mean => "mean",
    }
}
