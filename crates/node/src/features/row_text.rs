//! The id and the properties of a feature, as the middle of a GeoJSON object: `"id":"…","properties":{…}`.

use schouw_area::Year;

use super::feature_id::feature_id;
use crate::format::column::{Cell, Column, Datasets};

/// Adds the text of a row. Two datasets may use the same id, and so may two years: see [`feature_id`].
pub(super) fn write<T>(
    out: &mut Vec<u8>,
    (dataset, year): (&str, Option<Year>),
    id: &str,
    columns: &[Column<T>],
    datasets: &Datasets,
    row: &T,
) {
    out.extend_from_slice(br#""id":"#);
    json(out, &feature_id(dataset, year, id));
    out.extend_from_slice(br#","properties":{"#);
    for (at, column) in columns.iter().enumerate() {
        if at > 0 {
            out.push(b',');
        }
        json(out, column.name);
        out.push(b':');
        match (column.value)(row, datasets) {
            Cell::Null => out.extend_from_slice(b"null"),
            Cell::Text(text) => json(out, &text),
            Cell::Whole(number) => json(out, &number),
            Cell::Number(number) => json(out, &number),
            Cell::Yes(yes) => json(out, &yes),
            Cell::Date(date) => json(out, &date.to_string()),
            Cell::Moment(moment) => json(out, &moment.to_string()),
        }
    }
    out.push(b'}');
}

/// Adds a value as JSON. Writing text and numbers to memory cannot fail.
pub(super) fn json(out: &mut Vec<u8>, value: &(impl serde::Serialize + ?Sized)) {
    let start = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.truncate(start);
        out.extend_from_slice(b"null");
    }
}
