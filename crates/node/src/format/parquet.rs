//! Parquet: columns that DuckDB, pandas and Spark read by themselves, dictionary-encoded and compressed with zstd.
//!
//! Written column by column straight from the layers: memory holds one column of one row group, encoded. The same rows
//! give the same bytes with one version of the library.

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical, ZstdLevel};
use parquet::column::writer::ColumnWriterImpl;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::column::{Cell, Column, Datasets, Kind};
use super::layer_file::{Counted, FormatError, LayerFile, LayerFolder, StartedFile};

/// Values that go to the library at once.
const BATCH_ROWS: usize = 8_192;
/// Day 0 of a date in the format.
const DAY_ZERO: Date = Date::constant(1970, 1, 1);
/// Seconds in a day.
const DAY_SECONDS: i64 = 86_400;

/// The value of a row, by its number.
pub(super) type Of<'a, T> = Box<dyn Fn(usize) -> Option<T> + 'a>;

/// The values of a column.
pub(super) enum Values<'a> {
    /// text
    Text(Of<'a, ByteArray>),
    /// whole numbers
    Whole(Of<'a, i32>),
    /// numbers
    Number(Of<'a, f64>),
    /// yes or no
    Yes(Of<'a, bool>),
    /// days since 1970
    Date(Of<'a, i32>),
    /// microseconds since 1970, UTC
    Moment(Of<'a, i64>),
}

/// A column of a table.
pub(super) struct TableColumn<'a> {
    /// name in snake_case
    pub(super) name: &'static str,
    /// whether each row has a value
    pub(super) needed: bool,
    /// the values
    pub(super) values: Values<'a>,
}

/// A table to write.
pub(super) struct Table<'a> {
    /// name of the layer
    pub(super) layer: &'a str,
    /// number of rows
    pub(super) rows: usize,
    /// rows in one group: the part that a reader takes or leaves
    pub(super) group_rows: usize,
    /// the columns
    pub(super) columns: Vec<TableColumn<'a>>,
}

impl<'a> TableColumn<'a> {
    /// A column in which each row has a value.
    pub(super) fn needed(name: &'static str, values: Values<'a>) -> Self {
        Self { name, needed: true, values }
    }

    /// A column in which a value may be unknown.
    pub(super) fn new(name: &'static str, values: Values<'a>) -> Self {
        Self { name, needed: false, values }
    }

    fn of<T>(column: &'a Column<T>, rows: &'a [T], datasets: &'a Datasets) -> Self {
        let cell = move |row: usize| rows.get(row).map_or(Cell::Null, |row| (column.value)(row, datasets));
        // one arm a kind: a cell of another kind than its column says is no value, which a needed column refuses
        macro_rules! values {
            ($values:ident, $pattern:pat => $value:expr) => {
                Values::$values(Box::new(
                    move |row| if let $pattern = cell(row) { Some($value) } else { None },
                ))
            };
        }
        let values = match column.kind {
            Kind::Text => values!(Text, Cell::Text(text) => text_value(&text)),
            Kind::Whole => values!(Whole, Cell::Whole(number) => number),
            Kind::Number => values!(Number, Cell::Number(number) => number),
            Kind::Yes => values!(Yes, Cell::Yes(yes) => yes),
            Kind::Date => values!(Date, Cell::Date(date) => days(date)),
            Kind::Moment => values!(Moment, Cell::Moment(moment) => moment.as_microsecond()),
        };
        Self { name: column.name, needed: column.needed, values }
    }

    fn described(&self) -> Result<Type> {
        let (physical, logical) = match self.values {
            Values::Text(_) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Values::Whole(_) => (Physical::INT32, None),
            Values::Number(_) => (Physical::DOUBLE, None),
            Values::Yes(_) => (Physical::BOOLEAN, None),
            Values::Date(_) => (Physical::INT32, Some(LogicalType::Date)),
            Values::Moment(_) => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        };
        let repetition = if self.needed { Repetition::REQUIRED } else { Repetition::OPTIONAL };
        Type::primitive_type_builder(self.name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical)
            .build()
    }

    fn write(&self, writer: &mut SerializedColumnWriter<'_>, rows: Range<usize>) -> Result<()> {
        match &self.values {
            Values::Text(of) => self.write_typed(writer.typed::<ByteArrayType>(), rows, of),
            Values::Whole(of) | Values::Date(of) => self.write_typed(writer.typed::<Int32Type>(), rows, of),
            Values::Number(of) => self.write_typed(writer.typed::<DoubleType>(), rows, of),
            Values::Yes(of) => self.write_typed(writer.typed::<BoolType>(), rows, of),
            Values::Moment(of) => self.write_typed(writer.typed::<Int64Type>(), rows, of),
        }
    }

    fn write_typed<D: DataType>(
        &self,
        writer: &mut ColumnWriterImpl<'_, D>,
        rows: Range<usize>,
        value_of: &dyn Fn(usize) -> Option<D::T>,
    ) -> Result<()> {
        let (mut values, mut levels) = (Vec::with_capacity(BATCH_ROWS), Vec::with_capacity(BATCH_ROWS));
        for start in rows.clone().step_by(BATCH_ROWS) {
            values.clear();
            levels.clear();
            for row in start..rows.end.min(start + BATCH_ROWS) {
                let value = value_of(row);
                levels.push(i16::from(value.is_some()));
                match value {
                    Some(value) => values.push(value),
                    None if self.needed => {
                        return Err(ParquetError::General(format!("row {row} has no `{}`", self.name)));
                    }
                    None => {}
                }
            }
            writer.write_batch(&values, (!self.needed).then_some(&levels), None)?;
        }
        Ok(())
    }
}

/// Writes a table; no file when it has no rows.
pub(super) fn write(
    folder: &LayerFolder,
    table: &Table<'_>,
) -> std::result::Result<Option<LayerFile>, FormatError> {
    if table.rows == 0 {
        return Ok(None);
    }
    write_to(folder.start(table.layer, "parquet")?, table).map(Some)
}

fn write_to(mut file: StartedFile, table: &Table<'_>) -> std::result::Result<LayerFile, FormatError> {
    let written = write_table(file.out(), table);
    written.map_err(|error| file.blame(error))?;
    file.finish(table.rows as u64)
}

/// Writes the items of a layer; no file when there are none.
pub(super) fn write_items<T>(
    folder: &LayerFolder,
    layer: &str,
    columns: &[Column<T>],
    datasets: &Datasets,
    rows: &[T],
) -> std::result::Result<Option<LayerFile>, FormatError> {
    /// Items hold long texts, so few in a group.
    const GROUP_ROWS: usize = 100_000;
    let columns = columns.iter().map(|column| TableColumn::of(column, rows, datasets)).collect();
    write(folder, &Table { layer, rows: rows.len(), group_rows: GROUP_ROWS, columns })
}

fn write_table(out: &mut Counted, table: &Table<'_>) -> Result<()> {
    let columns = table.columns.iter().map(|column| column.described().map(Arc::new));
    let schema = Type::group_type_builder("schema").with_fields(columns.collect::<Result<_>>()?).build()?;
    // level 1 is the default of the library
    let properties =
        WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
    let mut writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
    for start in (0..table.rows).step_by(table.group_rows) {
        let rows = start..table.rows.min(start + table.group_rows);
        let mut group = writer.next_row_group()?;
        for column in &table.columns {
            let Some(mut column_writer) = group.next_column()? else {
                return Err(ParquetError::General(format!("there is no column `{}`", column.name)));
            };
            column.write(&mut column_writer, rows.clone())?;
            column_writer.close()?;
        }
        group.close()?;
    }
    writer.close()?;
    Ok(())
}

/// A text as the format holds it.
pub(super) fn text_value(text: &str) -> ByteArray {
    ByteArray::from(text.as_bytes().to_vec())
}

/// Days from 1 January 1970.
fn days(date: Date) -> i32 {
    // the dates of jiff span fewer than ten million days
    i32::try_from(date.duration_since(DAY_ZERO).as_secs() / DAY_SECONDS).unwrap_or(0)
}
