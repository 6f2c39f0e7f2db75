//! Records in JSON: a list of objects, at the root or under a name, read one at a time.
//!
//! A file may also be a single object (one record), or several values after each other (JSON lines, pages put in one
//! file). Objects in a record become columns with dots, lists become lists: see [`Row`](crate::row::Row).

mod beside;
mod scan;
mod value;

use std::borrow::Cow;
use std::io::BufRead;
use std::ops::ControlFlow;

use crate::finding::{FindingKind, Remark};
use crate::limits::RECORD_BYTES_MAX;
use crate::read::nested::{Layout, Nested};
use crate::read::text::Decoded;
use crate::read::{Counted, Place, ReadCount, ReadError, SetCount};
use crate::row::RowSink;

use beside::{BESIDE_BYTES_MAX, Beside};
use scan::Scan;

/// Most names that an error lists.
const NAMES_SAID_MAX: usize = 8;
/// Buffer that is kept from record to record, in bytes; what a larger record took is given back.
const BUFFER_KEPT_BYTES: usize = 1 << 20;

/// Where the records are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct JsonOptions {
    /// names from the root to the list of records, with dots between them: `value`, `result.records`; empty when
    /// the root itself is the list or the one record
    pub records: String,
}

impl JsonOptions {
    /// Records under these names, dots between them; empty for the root.
    #[must_use]
    pub fn at(records: &str) -> Self {
        Self { records: records.to_owned() }
    }
}

/// Reads records.
///
/// # Errors
/// When the input cannot be read further: the world, cut off, not JSON, or nothing under the name of the records.
pub fn read(
    input: impl BufRead,
    options: &JsonOptions,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    let mut reader = JsonReader::new(Decoded::new(input, None), sink);
    reader.file(options)?;
    Ok(reader.into_count())
}

/// A reader on its way through a file.
pub(crate) struct JsonReader<'s, R> {
    scan: Scan<R>,
    layout: Layout,
    buffer: Vec<u8>,
    sink: Counted<'s>,
    record: u64,
    /// whether something stood where the records must be
    found: bool,
    beside: Beside,
}

impl<'s, R: BufRead> JsonReader<'s, R> {
    pub(crate) fn new(input: R, sink: &'s mut dyn RowSink) -> Self {
        Self {
            scan: Scan::new(input),
            layout: Layout::default(),
            buffer: Vec::new(),
            sink: Counted::new(sink),
            record: 0,
            found: false,
            beside: Beside::default(),
        }
    }

    /// What was handed over, and what the file says of the set that it is a part of.
    pub(crate) fn into_count(self) -> ReadCount {
        let mut count = self.sink.count;
        if !count.stopped {
            count.facts.set = self.beside.total().map(|total| SetCount { total, here: self.record });
            count.facts.more = self.beside.more();
        }
        count
    }

    /// A plain value that stood beside the records, by its names with dots (`error.message`), as text; a list as an
    /// empty one, the last one where a name comes twice.
    pub(crate) fn beside(&self, name: &str) -> Option<&str> {
        self.beside.get(name)
    }

    pub(crate) fn place(&self) -> Place {
        Place { record: self.record, line: None, byte: Some(self.scan.byte) }
    }

    /// Reads all values in the file.
    pub(crate) fn file(&mut self, options: &JsonOptions) -> Result<(), ReadError> {
        let path: Vec<&str> = options.records.split('.').filter(|name| !name.is_empty()).collect();
        if self.peek()?.is_none() {
            return Err(self.not_json("the file is empty; fetch it again"));
        }
        while self.peek()?.is_some() {
            self.beside.next_value();
            if self.walk(&path)?.is_break() {
                return Ok(());
            }
        }
        if self.found { Ok(()) } else { Err(self.no_records(options)) }
    }

    fn not_json(&self, why: impl Into<String>) -> ReadError {
        ReadError::NotTheFormat { format: "JSON", at: self.place(), why: why.into() }
    }

    fn no_records(&self, options: &JsonOptions) -> ReadError {
        let names: Vec<String> =
            self.beside.names().take(NAMES_SAID_MAX).map(|name| format!("`{name}`")).collect();
        let found = if names.is_empty() { "nothing by name".into() } else { names.join(", ") };
        let why = format!(
            "there is no `{}` in it, found {found}; correct the path of the records",
            options.records
        );
        self.not_json(why)
    }

    fn peek(&mut self) -> Result<Option<u8>, ReadError> {
        self.scan.peek_past_space().map_err(|error| ReadError::from_io(error, self.place()))
    }

    fn peek_inside(&mut self) -> Result<u8, ReadError> {
        self.peek()?.ok_or(ReadError::CutOff { at: self.place() })
    }

    /// Goes down the names to the records.
    fn walk(&mut self, path: &[&str]) -> Result<ControlFlow<()>, ReadError> {
        let Some((wanted, rest)) = path.split_first() else {
            self.found = true;
            return self.records();
        };
        match self.peek_inside()? {
            b'{' => self.scan.take(),
            b'[' => return Err(self.not_json(format!("`{wanted}` was expected in an object, found a list"))),
            _ => {
                return Err(
                    self.not_json(format!("`{wanted}` was expected in an object, found a plain value"))
                );
            }
        }
        loop {
            match self.peek_inside()? {
                b'}' => break,
                b',' => self.scan.take(),
                b'"' => {
                    let name = self.name()?;
                    let flow = if name == *wanted { self.walk(rest)? } else { self.pass_beside(&name)? };
                    if flow.is_break() {
                        return Ok(flow);
                    }
                }
                _ => return Err(self.not_json("a name in double quotes was expected")),
            }
        }
        self.scan.take();
        Ok(ControlFlow::Continue(()))
    }

    /// The name of a value, and past the colon after it.
    fn name(&mut self) -> Result<String, ReadError> {
        let passed = self.scan.value(&mut self.buffer, BESIDE_BYTES_MAX);
        passed.map_err(|error| ReadError::from_io(error, self.place()))?;
        let name = serde_json::from_slice(&self.buffer).map_err(|error| self.not_json(error.to_string()))?;
        match self.peek_inside()? {
            b':' => self.scan.take(),
            _ => return Err(self.not_json(format!("a colon was expected after `{name}`"))),
        }
        Ok(name)
    }

    fn pass_beside(&mut self, name: &str) -> Result<ControlFlow<()>, ReadError> {
        let before = self.scan.byte;
        let passed = self.scan.value(&mut self.buffer, BESIDE_BYTES_MAX);
        let passed = passed.map_err(|error| ReadError::from_io(error, self.place()))?;
        if self.scan.byte == before {
            return Err(self.not_json(format!("a value was expected after `{name}`")));
        }
        let known = !passed.too_large && !passed.too_deep;
        if let (true, Ok(value)) = (known, value::parse(&self.buffer)) {
            self.beside.keep(&mut name.to_owned(), &value);
        } else {
            self.beside.put(name, String::new());
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Passes a plain value: whether it was null.
    fn is_null(&mut self) -> Result<bool, ReadError> {
        let passed = self.scan.value(&mut self.buffer, BESIDE_BYTES_MAX);
        passed.map_err(|error| ReadError::from_io(error, self.place()))?;
        Ok(self.buffer == b"null")
    }

    /// The list of records, or the one record.
    fn records(&mut self) -> Result<ControlFlow<()>, ReadError> {
        match self.peek_inside()? {
            b'[' => self.scan.take(),
            b'{' => return self.one_record(),
            // some services say so that there are none
            b'n' if self.is_null()? => return Ok(ControlFlow::Continue(())),
            _ => return Err(self.not_json("a list or an object was expected; check the address of the file")),
        }
        if self.peek_inside()? == b']' {
            self.scan.take();
            return Ok(ControlFlow::Continue(()));
        }
        loop {
            if self.one_record()?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
            match self.peek_inside()? {
                b']' => break,
                b',' => self.scan.take(),
                _ => return Err(self.not_json("a comma or `]` was expected after the record")),
            }
            // some programs write a comma after the last record too
            if self.peek_inside()? == b']' {
                break;
            }
        }
        self.scan.take();
        Ok(ControlFlow::Continue(()))
    }

    fn one_record(&mut self) -> Result<ControlFlow<()>, ReadError> {
        self.record += 1;
        let before = self.scan.byte;
        let passed = self.scan.value(&mut self.buffer, RECORD_BYTES_MAX);
        let passed = passed.map_err(|error| ReadError::from_io(error, self.place()))?;
        let nothing_between_commas = self.peek()? == Some(b',');
        if self.scan.byte == before && !nothing_between_commas {
            return Err(self.not_json("a record was expected"));
        }
        if passed.too_large {
            self.remark("the record is larger than 64 MiB; left out".into());
            return Ok(ControlFlow::Continue(()));
        }
        if passed.too_deep {
            self.remark("the record is nested deeper than 64 levels; left out".into());
            return Ok(ControlFlow::Continue(()));
        }
        let buffer = std::mem::take(&mut self.buffer);
        let flow = match String::from_utf8_lossy(&buffer) {
            Cow::Borrowed(text) => self.understand(text.as_bytes()),
            Cow::Owned(text) => {
                let why = "the record is not in UTF-8; letters that cannot be read became `\u{fffd}`";
                self.sink.remark(Remark::on_record(self.record, FindingKind::BadValue, why));
                self.understand(text.as_bytes())
            }
        };
        self.buffer = buffer;
        self.buffer.clear();
        self.buffer.shrink_to(BUFFER_KEPT_BYTES);
        Ok(flow)
    }

    fn understand(&mut self, bytes: &[u8]) -> ControlFlow<()> {
        let error = match value::parse(bytes) {
            Ok(value) => return self.hand_over(value),
            Err(error) => error,
        };
        if let Some((mended, taken_out)) = value::mended(bytes)
            && let Ok(value) = value::parse(&mended)
        {
            for text in taken_out {
                let why = "this is no value in JSON, or a number too large; read as missing";
                self.sink.remark(Remark::on_value(self.record, "", &text, FindingKind::BadValue, why));
            }
            return self.hand_over(value);
        }
        self.remark(format!("the record is broken: {error}; left out"));
        ControlFlow::Continue(())
    }

    fn hand_over(&mut self, value: Nested<'_>) -> ControlFlow<()> {
        if matches!(value, Nested::Named(_)) {
            return self.layout.hand_over(self.record, value, None, &mut self.sink);
        }
        self.remark("an object was expected; left out".into());
        ControlFlow::Continue(())
    }

    fn remark(&mut self, why: String) {
        self.sink.remark(Remark::on_record(self.record, FindingKind::MalformedRecord, why));
    }
}

#[cfg(test)]
mod tests;
