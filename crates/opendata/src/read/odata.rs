//! Answers of OData services as StatLine and the CBS data portal give them: version 3 (`odata.metadata`) and version
//! 4 (`@odata.context`, one measurement a record).
//!
//! Texts lose their padding (`"GM0363    "`). In version 4 a `ValueAttribute` other than `None` says that there is no
//! value and why (impossible, confidential, not yet known): `Value` is then null, also where a zero stands in it.

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::ControlFlow;

use crate::finding::Remark;
use crate::read::json::{JsonOptions, JsonReader};
use crate::read::text::Decoded;
use crate::read::{ReadCount, ReadError, emptied};
use crate::row::{Cell, Row, RowSink};

/// Where records stand in an answer.
const RECORDS: &str = "value";
/// Names under which an answer tells an error, by version.
const ERRORS: [&str; 4] =
    ["error.message", "odata.error.message.value", "error.message.value", "odata.error.message"];
/// Names under which an answer tells the code of an error.
const ERROR_CODES: [&str; 2] = ["error.code", "odata.error.code"];

/// What may differ between OData answers: nothing so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OdataOptions {}

/// Reads an answer.
///
/// # Errors
/// When the input cannot be read further, and when the service answered with an error, with what it said.
pub fn read(
    input: impl BufRead,
    _options: &OdataOptions,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    let mut measured = Measured { sink, columns_version: 0, columns: Measure::default(), spare: Vec::new() };
    let mut reader = JsonReader::new(Decoded::new(input, None), &mut measured);
    let read = reader.file(&JsonOptions::at(RECORDS));
    let said = ERRORS.iter().find_map(|name| reader.beside(name));
    if let Some(said) = said {
        let code = ERROR_CODES.iter().find_map(|name| reader.beside(name)).unwrap_or_default();
        let why = format!(
            "the service answered with an error: `{code}` `{said}`; correct the address or try again"
        );
        return Err(ReadError::NotTheFormat {
            format: "an OData answer with records",
            at: reader.place(),
            why,
        });
    }
    read.map(|()| reader.into_count())
}

/// Where the value and the word on it stand, in an answer of version 4.
#[derive(Debug, Clone, Copy, Default)]
struct Measure {
    value: Option<usize>,
    attribute: Option<usize>,
}

/// Takes off padding, and makes null what has no value.
struct Measured<'s> {
    sink: &'s mut dyn RowSink,
    columns_version: u32,
    columns: Measure,
    spare: Vec<Cell<'static>>,
}

impl RowSink for Measured<'_> {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        if self.columns_version != row.columns_version {
            self.columns_version = row.columns_version;
            let place = |name: &str| row.columns.iter().position(|column| column == name);
            self.columns = Measure { value: place("Value"), attribute: place("ValueAttribute") };
        }
        let mut cells = emptied(std::mem::take(&mut self.spare));
        cells.extend(row.cells.iter().map(unpadded));
        if let Measure { value: Some(value), attribute: Some(attribute) } = self.columns
            && let Some(Cell::Text(word)) = row.cells.get(attribute)
            && word.trim() != "None"
            && let Some(value) = cells.get_mut(value)
        {
            *value = Cell::Null;
        }
        let flow = self.sink.row(&row.with_cells(&cells));
        self.spare = emptied(cells);
        flow
    }

    fn remark(&mut self, remark: Remark) {
        self.sink.remark(remark);
    }
}

fn unpadded<'a>(cell: &'a Cell<'a>) -> Cell<'a> {
    match cell {
        Cell::Null => Cell::Null,
        Cell::Bool(value) => Cell::Bool(*value),
        Cell::Number(value) => Cell::Number(*value),
        Cell::Text(text) => Cell::Text(Cow::Borrowed(text.trim())),
        Cell::List(cells) => Cell::List(cells.iter().map(unpadded).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::gathered::Gathered;

    fn check(answer: &str, lines: &[&str]) {
        let gathered = Gathered::by(|sink| read(answer.as_bytes(), &OdataOptions::default(), sink));
        assert_eq!(gathered.lines(), lines);
        assert!(gathered.remarks.is_empty(), "{:?}", gathered.remarks);
        assert_eq!(gathered.result.unwrap().rows, lines.len() as u64);
    }

    #[test]
    fn version_3_loses_its_padding() {
        check(
            r#"{"odata.metadata":"http://example.org/$metadata","value":[
                {"ID":0,"SoortMisdrijf":"0.0.0 ","RegioS":"GM0363    ","Perioden":"2024JJ00","TotaalMisdrijven_1":12},
                {"ID":1,"SoortMisdrijf":"0.0.0 ","RegioS":"GM0385    ","Perioden":"2024JJ00","TotaalMisdrijven_1":null}
              ],"odata.nextLink":"http://example.org/data?$skip=2"}"#,
            &[
                "1 ID=0 SoortMisdrijf=0.0.0 RegioS=GM0363 Perioden=2024JJ00 TotaalMisdrijven_1=12",
                "2 ID=1 SoortMisdrijf=0.0.0 RegioS=GM0385 Perioden=2024JJ00 TotaalMisdrijven_1=-",
            ],
        );
    }

    #[test]
    fn version_4_says_why_there_is_no_value() {
        check(
            r#"{"@odata.context":"c","value":[
                {"Id":1,"Measure":"M004","ValueAttribute":"None","Value":1.0,"RegioS":"GM0385"},
                {"Id":2,"Measure":"M004","ValueAttribute":"Confidential","Value":0.0,"RegioS":"GM0385"}]}"#,
            &[
                "1 Id=1 Measure=M004 ValueAttribute=None Value=1 RegioS=GM0385",
                "2 Id=2 Measure=M004 ValueAttribute=Confidential Value=- RegioS=GM0385",
            ],
        );
    }

    #[test]
    fn an_answer_that_goes_on_elsewhere_says_so() {
        let check = |answer: &str, total: Option<(u64, u64)>, more: Option<&str>| {
            let gathered = Gathered::by(|sink| read(answer.as_bytes(), &OdataOptions::default(), sink));
            let facts = gathered.result.unwrap().facts;
            assert_eq!(facts.set.map(|set| (set.total, set.here)), total, "{answer}");
            assert_eq!(facts.more.as_deref(), more, "{answer}");
        };
        check(r#"{"value":[{"a":1}]}"#, None, None);
        check(r#"{"value":[{"a":1}],"odata.nextLink":"n"}"#, None, Some("odata.nextLink: n"));
        check(r#"{"@odata.nextLink":"n","value":[{"a":1}]}"#, None, Some("@odata.nextLink: n"));
        check(r#"{"odata.count":"10000","value":[{"a":1}]}"#, Some((10_000, 1)), None);
        check(r#"{"@odata.count":2,"value":[{"a":1},{"a":2}]}"#, Some((2, 2)), None);
        check(r#"{"value":[],"odata.nextLink":null}"#, None, None);
        // pages one after the other in a file: only the last one can point onward
        check(r#"{"value":[{"a":1}],"odata.nextLink":"n"}{"value":[{"a":2}]}"#, None, None);
        check(
            r#"{"value":[{"a":1}]}{"value":[{"a":2}],"odata.nextLink":"n"}"#,
            None,
            Some("odata.nextLink: n"),
        );
    }

    #[test]
    fn an_answer_without_records_has_none() {
        check(r#"{"value":[]}"#, &[]);
    }

    #[test]
    fn an_error_of_the_service_is_told() {
        for answer in [
            r#"{"error":{"code":"404","message":"Table not found"}}"#,
            r#"{"odata.error":{"code":"404","message":{"lang":"nl-NL","value":"Table not found"}}}"#,
        ] {
            let gathered = Gathered::by(|sink| read(answer.as_bytes(), &OdataOptions::default(), sink));
            let text = gathered.result.unwrap_err().to_string();
            assert!(text.contains("`404` `Table not found`"), "{text}");
        }
    }
}
