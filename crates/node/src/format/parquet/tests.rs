use std::fs::File;

use ::parquet::file::reader::{FileReader as _, SerializedFileReader};
use ::parquet::record::Field;
use jiff::Timestamp;

use super::*;

fn table(rows: usize, group_rows: usize) -> Table<'static> {
    let even = |row: usize| row.is_multiple_of(2);
    let columns = vec![
        TableColumn::needed("text", Values::Text(Box::new(|row| Some(text_value(&format!("é{row}")))))),
        TableColumn::new("whole", Values::Whole(Box::new(move |row| even(row).then_some(row as i32)))),
        TableColumn::new("number", Values::Number(Box::new(|row| Some((row as f64).sqrt())))),
        TableColumn::new("yes", Values::Yes(Box::new(move |row| Some(even(row))))),
        TableColumn::new("date", Values::Date(Box::new(|row| Some(row as i32)))),
        TableColumn::new("moment", Values::Moment(Box::new(|_| Some(-1)))),
        TableColumn::new("never", Values::Text(Box::new(|_| None))),
    ];
    Table { layer: "table", rows, group_rows, columns }
}

#[test]
fn a_table_reads_back_whatever_the_size_of_its_groups() {
    for (rows, group_rows, groups) in [(1, 10, 1), (20_001, 20_001, 1), (20_001, 9_000, 3), (30, 10, 3)] {
        let folder = tempfile::tempdir().unwrap();
        let layers = LayerFolder::create(folder.path()).unwrap();
        let file = write(&layers, &table(rows, group_rows)).unwrap().unwrap();
        assert_eq!(file.rows, rows as u64);
        let reader = SerializedFileReader::new(File::open(folder.path().join(&file.path)).unwrap()).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), groups);
        let mut count = 0;
        for (at, row) in reader.get_row_iter(None).unwrap().enumerate() {
            let values: Vec<Field> =
                row.unwrap().into_columns().into_iter().map(|(_, field)| field).collect();
            let whole = if at % 2 == 0 { Field::Int(at as i32) } else { Field::Null };
            let expected = vec![
                Field::Str(format!("é{at}")),
                whole,
                Field::Double((at as f64).sqrt()),
                Field::Bool(at % 2 == 0),
                Field::Date(at as i32),
                Field::TimestampMicros(-1),
                Field::Null,
            ];
            assert_eq!(values, expected);
            count += 1;
        }
        assert_eq!(count, rows);
    }
}

#[test]
fn a_row_without_a_needed_value_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let layers = LayerFolder::create(folder.path()).unwrap();
    let columns = vec![TableColumn::needed("code", Values::Whole(Box::new(|row| (row != 7).then_some(1))))];
    let error = write(&layers, &Table { layer: "table", rows: 9, group_rows: 5, columns }).unwrap_err();
    assert!(error.to_string().contains("row 7 has no `code`"), "{error}");
}

#[test]
fn no_rows_give_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let layers = LayerFolder::create(folder.path()).unwrap();
    assert_eq!(write(&layers, &table(0, 10)).unwrap(), None);
}

#[test]
fn a_date_is_the_days_since_1970_and_a_moment_the_microseconds() {
    for (date, expected) in [("1970-01-01", 0), ("1969-12-31", -1), ("2024-02-29", 19_782)] {
        assert_eq!(days(date.parse().unwrap()), expected, "{date}");
    }
    let columns = [Column::needed("at", Kind::Moment, |row: &Timestamp, _| Cell::Moment(*row))];
    let (rows, datasets) = (["2024-05-03T10:00:00Z".parse::<Timestamp>().unwrap()], Datasets::of(&[]));
    let column = TableColumn::of(&columns[0], &rows, &datasets);
    assert!(matches!(&column.values, Values::Moment(of) if of(0) == Some(1_714_730_400_000_000)));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_the_path() {
    for rows in [1, 200_000] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let file = StartedFile::new(full, "/dev/full".into(), "table".into(), "layers/table.parquet".into());
        let error = write_to(file, &table(rows, rows)).unwrap_err();
        assert!(
            matches!(&error, FormatError::Io { path, source }
            if path.ends_with("full") && source.kind() == std::io::ErrorKind::StorageFull),
            "{error}"
        );
    }
}
