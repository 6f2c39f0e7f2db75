//! Texts with a delimiter: CSV (RFC 4180) and what Dutch publishers make of it.
//!
//! Values stay texts, without padding; an empty value is [`Cell::Null`]. Numbers are the mapper's business, since
//! only the definition of a dataset knows whether `1.234` is a thousand or a bit more than one.

mod guard;
mod header;

use std::borrow::Cow;
use std::io::BufRead;

use csv::{ByteRecord, Reader, ReaderBuilder};

use self::guard::RecordGuard;
use super::text::{Decoded, Peeked, TextEncoding};
use super::{Counted, LimitHit, Place, ReadCount, ReadError, emptied};
use crate::finding::{FindingKind, Remark};
use crate::limits::{COLUMNS_MAX, VALUE_BYTES_MAX};
use crate::row::{Cell, Row, RowSink};

/// Bytes looked at to find out the delimiter.
const SNIFF_BYTES: usize = 64 << 10;
/// Bytes read at a time.
const BUFFER_BYTES: usize = 128 << 10;
/// Most records of another width at the end of a file that are taken for a footer.
const TAIL_RECORDS_MAX: usize = 16;
/// How the format is named in an error.
const FORMAT: &str = "a CSV file";

/// How a CSV file is written. Lines that are wholly empty do not count anywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvOptions {
    /// byte between values; found out from the header when absent
    pub delimiter: Option<u8>,
    /// byte round values that hold a delimiter or a line end; doubled inside them
    pub quote: u8,
    /// records before the header that are passed over, such as a title
    pub skip_rows: usize,
    /// records that make up the header; with several, the names of a column are joined by `/` and a blank in an upper
    /// one takes the name to its left; with none, columns are named `column 1` and so on
    pub header_rows: usize,
    /// records between header and data that are passed over, such as units
    pub skip_after_header: usize,
    /// a record whose first value starts with this ends the data: `Bron:`
    pub footer: Option<String>,
    /// whether records of another width at the end are dropped without a remark
    pub drop_ragged_tail: bool,
    /// whether a record with too few values is filled up with nothing, in place of being left out
    pub flexible: bool,
    /// encoding, where no byte order mark says it; UTF-8 when absent
    pub encoding: Option<TextEncoding>,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self {
            delimiter: None,
            quote: b'"',
            skip_rows: 0,
            header_rows: 1,
            skip_after_header: 0,
            footer: None,
            drop_ragged_tail: false,
            flexible: false,
            encoding: None,
        }
    }
}

/// Reads a CSV file; each record after the header becomes a row.
///
/// A record with more or fewer values than the header is left out with a remark, save where the options say
/// otherwise; surplus values that are all empty (a delimiter at the end of the line) do no harm.
///
/// # Errors
/// When the input cannot be read, a record is over a limit, or the header is missing or has too many columns.
pub fn read(
    input: impl BufRead,
    options: &CsvOptions,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    let mut out = Counted::new(sink);
    let decoded = Decoded::new(input, options.encoding);
    out.count.facts.encoding = Some(decoded.encoding());
    let peeked = Peeked::new(decoded, SNIFF_BYTES);
    if let Some(what) = header::no_sheet(peeked.head()) {
        let why = format!("it is {what}; fetch the file again, or correct its address");
        return Err(ReadError::NotTheFormat { format: FORMAT, at: Place::default(), why });
    }
    let delimiter = options.delimiter.unwrap_or_else(|| header::sniff(peeked.head(), options));
    let mut records = Records::new(peeked, delimiter, options.quote);

    for _ in 0..options.skip_rows {
        records.next(0)?;
    }
    let mut names = Vec::new();
    for _ in 0..options.header_rows {
        if !records.next(0)? {
            let why = "it ends before its header".into();
            return Err(ReadError::NotTheFormat { format: FORMAT, at: records.place(0), why });
        }
        names.push(header::texts(&records.record));
    }
    for _ in 0..options.skip_after_header {
        records.next(0)?;
    }
    let columns = header::joined(&names);
    if columns.len() > COLUMNS_MAX {
        let hit = LimitHit { what: "the header", limit: COLUMNS_MAX as u64, unit: "columns" };
        return Err(ReadError::OverLimit { at: records.place(0), hit });
    }
    rows(&mut records, columns, options, &mut out)?;
    Ok(out.count)
}

/// Hands over all records that are left.
fn rows<R: BufRead>(
    records: &mut Records<R>,
    mut columns: Vec<String>,
    options: &CsvOptions,
    out: &mut Counted<'_>,
) -> Result<(), ReadError> {
    let mut number = 0;
    let mut kept: Vec<Cell<'static>> = Vec::new();
    let mut tail: Vec<Remark> = Vec::new();
    while records.next(number)? {
        let record = &records.record;
        number += 1;
        if is_footer(record, options) {
            break;
        }
        if columns.is_empty() {
            columns = header::numbered(record.len().min(COLUMNS_MAX));
        }
        if let Err(why) = fit(record, columns.len(), options.flexible) {
            let line = record.position().map_or(0, csv::Position::line);
            tail.push(Remark::on_record(
                number,
                FindingKind::MalformedRecord,
                format!("line {line} {why}; the record is left out"),
            ));
            if !options.drop_ragged_tail || tail.len() > TAIL_RECORDS_MAX {
                tail.drain(..).for_each(|remark| out.remark(remark));
            }
            continue;
        }
        tail.drain(..).for_each(|remark| out.remark(remark));
        let mut cells = emptied(kept);
        fill(&mut cells, record, columns.len(), number, out);
        let row = Row { number, columns: &columns, columns_version: 0, cells: &cells, geometry: None };
        let flow = out.row(&row);
        kept = emptied(cells);
        if flow.is_break() {
            return Ok(());
        }
    }
    Ok(())
}

/// Whether this record ends the data.
fn is_footer(record: &ByteRecord, options: &CsvOptions) -> bool {
    let Some(footer) = &options.footer else { return false };
    record.get(0).is_some_and(|first| first.trim_ascii_start().starts_with(footer.as_bytes()))
}

/// Whether a record fits the columns; if not, why.
fn fit(record: &ByteRecord, width: usize, flexible: bool) -> Result<(), String> {
    let surplus_empty = || record.iter().skip(width).all(|value| value.trim_ascii().is_empty());
    if record.len() < width && !flexible || record.len() > width && !surplus_empty() {
        return Err(format!("has {} values where the header has {width}", record.len()));
    }
    if record.as_slice().len() > VALUE_BYTES_MAX && record.iter().any(|value| value.len() > VALUE_BYTES_MAX) {
        return Err(format!("has a value of more than {VALUE_BYTES_MAX} bytes"));
    }
    Ok(())
}

/// Makes the cells of a record, borrowing from it.
fn fill<'r>(
    cells: &mut Vec<Cell<'r>>,
    record: &'r ByteRecord,
    width: usize,
    number: u64,
    out: &mut Counted<'_>,
) {
    // one check for the whole record; values are slices of it
    if let Ok(text) = std::str::from_utf8(record.as_slice()) {
        let values =
            (0..width.min(record.len())).map(|at| record.range(at).and_then(|range| text.get(range)));
        cells.extend(values.map(|value| cell(value.unwrap_or_default())));
    } else {
        let why = "the record is not UTF-8; signs that cannot be read stand as \u{fffd}; give the file's encoding in \
                   its definition, such as windows-1252";
        out.remark(Remark::on_record(number, FindingKind::BadValue, why));
        cells.extend(record.iter().take(width).map(|value| match String::from_utf8_lossy(value) {
            Cow::Borrowed(text) => cell(text),
            Cow::Owned(text) => Cell::Text(Cow::Owned(text.trim().to_owned())),
        }));
    }
    cells.resize(width, Cell::Null);
}

/// The cell of one value.
fn cell(value: &str) -> Cell<'_> {
    match value.trim() {
        "" => Cell::Null,
        text => Cell::Text(Cow::Borrowed(text)),
    }
}

/// The records of a file, one at a time, each within limits.
struct Records<R> {
    reader: Reader<RecordGuard<R>>,
    record: ByteRecord,
}

impl<R: BufRead> Records<R> {
    fn new(input: R, delimiter: u8, quote: u8) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .quote(quote)
            .buffer_capacity(BUFFER_BYTES)
            .from_reader(RecordGuard::new(input, delimiter));
        Self { reader, record: ByteRecord::new() }
    }

    /// Reads the next record; false at the end. `number` is that of the record before it.
    fn next(&mut self, number: u64) -> Result<bool, ReadError> {
        let from = self.reader.position().byte();
        self.reader.get_mut().next_record(from);
        match self.reader.read_byte_record(&mut self.record) {
            Ok(more) => Ok(more),
            Err(error) => Err(self.fault(error, number + 1)),
        }
    }

    /// The place of a record that is about to be read.
    fn place(&self, record: u64) -> Place {
        let position = self.reader.position();
        Place { record, line: Some(position.line()), byte: Some(position.byte()) }
    }

    fn fault(&self, error: csv::Error, number: u64) -> ReadError {
        let at = self.place(number);
        match error.into_kind() {
            csv::ErrorKind::Io(source) => ReadError::from_io(source, at),
            other => ReadError::NotTheFormat { format: FORMAT, at, why: format!("{other:?}") },
        }
    }
}

#[cfg(test)]
mod tests;
