//! Answers of Open311 services (GeoReport version 2): reports, kinds of reports and errors, in JSON and in XML.
//!
//! Columns have the names of the standard (`service_request_id`, `lat`, `long`). A place of 0, 0 is how services say
//! that there is none: `lat` and `long` are then null, with one remark for the file.

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::ControlFlow;

use crate::finding::{FindingKind, Remark, VALUE_CHARS_MAX};
use crate::read::json::{JsonOptions, JsonReader};
use crate::read::nested::{Layout, Nested};
use crate::read::text::{Decoded, Peeked};
use crate::read::xml::{Piece, Tag, Xml};
use crate::read::{Counted, Place, ReadCount, ReadError, emptied};
use crate::row::{Cell, Row, RowSink};

/// Bytes looked at to tell JSON from XML.
const HEAD_BYTES: usize = 64;
/// Elements that are a record, and the element around them.
const RECORDS: [(&str, &str); 3] =
    [("service_requests", "request"), ("service_requests", "service_request"), ("services", "service")];

/// What may differ between Open311 answers: nothing so far, JSON and XML are told apart by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Open311Options {}

/// Reads an answer.
///
/// # Errors
/// When the input cannot be read further, and when the service answered with an error, with what it said.
pub fn read(
    input: impl BufRead,
    _options: &Open311Options,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    let peeked = Peeked::new(input, HEAD_BYTES);
    // byte order marks and the zeros of two-byte encodings are passed over
    let first = peeked.head().iter().find(|byte| (b'!'..=b'~').contains(*byte)).copied();
    let mut placed = Placed { sink, places: Places::default(), none: 0, first_none: 0, spare: Vec::new() };
    let count =
        if first == Some(b'<') { read_xml(peeked, &mut placed) } else { read_json(peeked, &mut placed) };
    if placed.none == 0 {
        return count;
    }
    let why = format!("{} records have 0, 0 as their place, which says that there is none", placed.none);
    placed.sink.remark(Remark::on_value(placed.first_none, "lat", "0", FindingKind::MissingValue, why));
    count.map(|count| ReadCount { remarks: count.remarks + 1, ..count })
}

fn read_json(input: impl BufRead, sink: &mut dyn RowSink) -> Result<ReadCount, ReadError> {
    let mut errors = Errors { sink, said: None };
    let mut reader = JsonReader::new(Decoded::new(input, None), &mut errors);
    let read = reader.file(&JsonOptions::default());
    let (at, count) = (reader.place(), reader.into_count());
    if let Some(said) = errors.said {
        return Err(answered_with(said, at));
    }
    read.map(|()| count)
}

fn answered_with(said: String, at: Place) -> ReadError {
    let why = format!("the service answered with an error: {said}; correct the address or try again");
    ReadError::NotTheFormat { format: "an Open311 answer with records", at, why }
}

/// Holds back the errors of a service, which have the form of records: `[{"code": 404, "description": "…"}]`.
struct Errors<'s> {
    sink: &'s mut dyn RowSink,
    said: Option<String>,
}

impl RowSink for Errors<'_> {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        let is_error = row.columns.iter().all(|column| matches!(column.as_str(), "code" | "description"));
        if row.number == 1 && is_error && !row.columns.is_empty() {
            self.said = Some(format!("`{}` `{}`", plain(row.get("code")), plain(row.get("description"))));
            return ControlFlow::Break(());
        }
        self.sink.row(row)
    }

    fn remark(&mut self, remark: Remark) {
        self.sink.remark(remark);
    }
}

fn plain(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(text) => text.chars().take(VALUE_CHARS_MAX).collect(),
        Cell::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn read_xml(input: impl BufRead, sink: &mut dyn RowSink) -> Result<ReadCount, ReadError> {
    let mut xml = Xml::new(input)?;
    let mut layout = Layout::default();
    let mut sink = Counted::new(sink);
    let mut found = false;
    loop {
        match xml.next()? {
            Piece::Open(tag) => {
                found = true;
                let parent = xml.parent().unwrap_or_default().to_owned();
                match (parent.as_str(), tag.name.as_str()) {
                    ("errors", "error") => return Err(error_in(&mut xml, tag)?),
                    pair if RECORDS.contains(&pair) => {
                        let flow = record(&mut xml, tag, &mut layout, &mut sink)?;
                        if flow.is_break() {
                            return Ok(sink.count);
                        }
                    }
                    ("", "service_requests" | "services" | "errors") => {}
                    ("", name) => {
                        let why = format!("its root is `{name}`; check the address");
                        let format = "an Open311 answer with records";
                        return Err(ReadError::NotTheFormat { format, at: xml.place(), why });
                    }
                    _ => {}
                }
            }
            Piece::End if !found => {
                let why = "it has no element; check the address".into();
                let format = "an Open311 answer with records";
                return Err(ReadError::NotTheFormat { format, at: xml.place(), why });
            }
            Piece::End => return Ok(sink.count),
            Piece::Close(_) | Piece::Text(_) | Piece::Unknown(_) => {}
        }
    }
}

fn record<R: BufRead>(
    xml: &mut Xml<R>,
    tag: Tag,
    layout: &mut Layout,
    sink: &mut Counted<'_>,
) -> Result<ControlFlow<()>, ReadError> {
    xml.record += 1;
    let number = xml.record;
    let element = xml.element(tag, &[])?;
    for (column, why) in element.troubles {
        sink.remark(Remark::on_value(number, &column, "", FindingKind::MalformedRecord, why));
    }
    match element.value {
        Some(value) => Ok(layout.hand_over(number, value, None, sink)),
        None => Ok(ControlFlow::Continue(())),
    }
}

/// The error that the service answered with.
fn error_in<R: BufRead>(xml: &mut Xml<R>, tag: Tag) -> Result<ReadError, ReadError> {
    let mut said = Vec::new();
    if let Some(Nested::Named(fields)) = xml.element(tag, &[])?.value {
        for (name, value) in fields {
            if let (true, Nested::One(cell)) = (matches!(name.as_ref(), "code" | "description"), value) {
                said.push(format!("`{}`", plain(&cell)));
            }
        }
    }
    Ok(answered_with(said.join(" "), xml.place()))
}

/// Where `lat` and `long` stand in the columns.
#[derive(Debug, Clone, Copy, Default)]
struct Places {
    version: u32,
    lat: Option<usize>,
    long: Option<usize>,
}

/// Makes a place of 0, 0 no place.
struct Placed<'s> {
    sink: &'s mut dyn RowSink,
    places: Places,
    none: u64,
    first_none: u64,
    spare: Vec<Cell<'static>>,
}

impl RowSink for Placed<'_> {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        if self.places.version != row.columns_version {
            let place = |name: &str| row.columns.iter().position(|column| column == name);
            self.places = Places { version: row.columns_version, lat: place("lat"), long: place("long") };
        }
        let Places { lat: Some(lat), long: Some(long), .. } = self.places else { return self.sink.row(row) };
        let zero = |at: usize| row.cells.get(at).is_some_and(is_zero);
        if !(zero(lat) && zero(long)) {
            return self.sink.row(row);
        }
        self.none += 1;
        if self.none == 1 {
            self.first_none = row.number;
        }
        let mut cells = emptied(std::mem::take(&mut self.spare));
        let borrowed = row.cells.iter().enumerate();
        cells.extend(
            borrowed.map(|(at, cell)| if at == lat || at == long { Cell::Null } else { reborrowed(cell) }),
        );
        let flow = self.sink.row(&row.with_cells(&cells));
        self.spare = emptied(cells);
        flow
    }

    fn remark(&mut self, remark: Remark) {
        self.sink.remark(remark);
    }
}

fn is_zero(cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Number(number) => *number == 0.0,
        Cell::Text(text) => text.trim().parse() == Ok(0.0),
        Cell::Null | Cell::Bool(_) | Cell::List(_) => false,
    }
}

fn reborrowed<'a>(cell: &'a Cell<'a>) -> Cell<'a> {
    match cell {
        Cell::Text(text) => Cell::Text(Cow::Borrowed(text)),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
