//! Addresses in Parquet: there are ten million.

use parquet::data_type::ByteArray;
use schouw_area::STEPS_PER_DEGREE;
use schouw_picture::address::postcode_text;
use schouw_picture::layers::{Address, Addresses};

use crate::format::column::Datasets;
use crate::format::layer_file::{FormatError, LayerFile, LayerFolder};
use crate::format::parquet::{self as table, Table, TableColumn, Values, text_value};

/// Rows in one group.
const GROUP_ROWS: usize = 1_000_000;

/// Writes the addresses in the order of the snapshot: by postal code, street, town and number.
pub(super) fn write(
    folder: &LayerFolder,
    addresses: &Addresses,
    datasets: &Datasets,
) -> Result<Option<LayerFile>, FormatError> {
    let row = |at: usize| addresses.rows.get(at);
    // each word is made once, a row holds a reference to it; an empty one is not known
    let words: Vec<Option<ByteArray>> =
        addresses.words.iter().map(|word| (!word.is_empty()).then(|| text_value(word))).collect();
    let names: Vec<ByteArray> = datasets.names().iter().map(|name| text_value(name)).collect();
    let (words, names) = (&words, &names);
    let word = |number: fn(&Address) -> u32| {
        Values::Text(Box::new(move |at| words.get(number(row(at)?) as usize)?.clone()))
    };
    let degrees = |steps: fn(&Address) -> i32| {
        Values::Number(Box::new(move |at| row(at).map(|row| f64::from(steps(row)) / STEPS_PER_DEGREE)))
    };
    let postcode = move |at: usize| row(at).map(|row| row.postcode).filter(|known| *known != 0);
    let number = move |at: usize| row(at).and_then(|row| i32::try_from(row.number).ok());
    let columns = vec![
        TableColumn::new(
            "postcode",
            Values::Text(Box::new(move |at| postcode(at).map(|p| text_value(&postcode_text(p))))),
        ),
        TableColumn::new("street", word(|row| row.street)),
        TableColumn::new("number", Values::Whole(Box::new(number))),
        TableColumn::new("suffix", word(|row| row.suffix)),
        TableColumn::new("town", word(|row| row.town)),
        TableColumn::needed("dwelling", Values::Yes(Box::new(move |at| row(at).map(|row| row.dwelling)))),
        TableColumn::needed("lon", degrees(|row| row.lon)),
        TableColumn::needed("lat", degrees(|row| row.lat)),
        TableColumn::needed(
            "dataset",
            Values::Text(Box::new(move |at| names.get(usize::from(row(at)?.source)).cloned())),
        ),
    ];
    table::write(
        folder,
        &Table { layer: "addresses", rows: addresses.rows.len(), group_rows: GROUP_ROWS, columns },
    )
}
