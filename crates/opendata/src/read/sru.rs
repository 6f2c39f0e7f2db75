//! Answers of search services by SRU 1.2 and 2.0: the official notices and the local regulations of the Dutch
//! government (`x-connection=officielepublicaties`, `x-connection=cvdr`) among them.
//!
//! A record becomes a row. Its columns are the names of its elements without prefix, joined by dots; what only wraps
//! (`recordData`, `gzd`, `owmskern` and the like) gives no name. Names that repeat are lists. So a notice has
//! `identifier`, `title`, `type`, `creator`, `creator.scheme`, `available`, `preferredUrl`, and for its place
//! `gebiedsmarkering.Punt.locatiepunt`.
//!
//! The form of places differs by year; the reader says them in two columns of its own: `locatie`, a list of
//! `lat lon` in degrees (the corners of an area one after the other), or, where a notice has only metres,
//! `locatie_rd`, a list of `x y` in RD New.

mod place;

use std::io::BufRead;
use std::ops::ControlFlow;

use crate::finding::{FindingKind, Remark};
use crate::read::nested::{Layout, Nested};
use crate::read::xml::{Piece, Tag, Xml};
use crate::read::{Counted, ReadCount, ReadError, SetCount};
use crate::row::{Cell, RowSink};

use place::{MARKING, Places};

/// Elements that say nothing by their name.
const WRAPPERS: [&str; 11] = [
    "recordData",
    "gzd",
    "originalData",
    "enrichedData",
    "meta",
    "owmskern",
    "owmsmantel",
    "tpmeta",
    "vbpmeta",
    "cvdripm",
    "gegevens",
];
/// The name of the whole answer, in both versions.
const ROOT: &str = "searchRetrieveResponse";
/// Most characters of a diagnosis that an error repeats.
const SAID_CHARS_MAX: usize = 400;

/// What may differ between SRU answers: nothing so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SruOptions {}

/// Reads an answer.
///
/// # Errors
/// When the input cannot be read further, and when the service answered with a diagnosis in place of records, with
/// what it said.
pub fn read(
    input: impl BufRead,
    _options: &SruOptions,
    sink: &mut dyn RowSink,
) -> Result<ReadCount, ReadError> {
    let (xml, sink) = (Xml::new(input)?, Counted::new(sink));
    let mut reader = SruReader { xml, layout: Layout::default(), sink, total: None };
    reader.answer()?;
    let mut count = reader.sink.count;
    let here = reader.xml.record;
    count.facts.set = reader.total.filter(|_| !count.stopped).map(|total| SetCount { total, here });
    Ok(count)
}

struct SruReader<'s, R> {
    xml: Xml<R>,
    layout: Layout,
    sink: Counted<'s>,
    /// how many records the service says there are in the whole set
    total: Option<u64>,
}

impl<R: BufRead> SruReader<'_, R> {
    fn answer(&mut self) -> Result<(), ReadError> {
        let mut found = false;
        loop {
            match self.xml.next()? {
                Piece::Open(tag) if self.xml.depth() == 1 && tag.name != ROOT => {
                    return Err(self.no_answer(format!("its root is `{}`; check the address", tag.name)));
                }
                Piece::Open(tag) => {
                    found = true;
                    if self.within(tag)?.is_break() {
                        return Ok(());
                    }
                }
                Piece::End if self.xml.place().byte == Some(0) => {
                    return Err(self.no_answer("the file is empty; fetch it again"));
                }
                Piece::End if !found => return Err(self.no_answer("it has no element; check the address")),
                Piece::End => return Ok(()),
                Piece::Close(_) | Piece::Text(_) | Piece::Unknown(_) => {}
            }
        }
    }

    fn within(&mut self, tag: Tag) -> Result<ControlFlow<()>, ReadError> {
        match (self.xml.parent(), tag.name.as_str()) {
            (Some("records"), "record") => return self.record(tag),
            (Some(ROOT), "diagnostics") => self.diagnosis(tag)?,
            (Some(ROOT), "numberOfRecords") => {
                let element = self.xml.element(tag, &[])?;
                if let Some(Nested::One(Cell::Text(text))) = element.value {
                    self.total = text.trim().parse().ok();
                }
            }
            _ => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    fn record(&mut self, tag: Tag) -> Result<ControlFlow<()>, ReadError> {
        self.xml.record += 1;
        let number = self.xml.record;
        let element = self.xml.element(tag, &WRAPPERS)?;
        for (column, why) in element.troubles {
            self.sink.remark(Remark::on_value(number, &column, "", FindingKind::MalformedRecord, why));
        }
        match element.value {
            Some(Nested::Named(fields)) if fields.iter().any(|(name, _)| name == "diagnostic") => {
                let said = said(&Nested::Named(fields));
                let why = format!("the service gave a diagnosis in place of the record: {said}");
                self.sink.remark(Remark::on_record(number, FindingKind::MalformedRecord, why));
            }
            Some(Nested::Named(mut fields)) => {
                let places = Places::of(&fields);
                for text in &places.wrong {
                    let why = "the place cannot be read; see the other columns of `gebiedsmarkering`";
                    self.sink.remark(Remark::on_value(number, MARKING, text, FindingKind::BadGeometry, why));
                }
                fields.extend(places.columns());
                return Ok(self.layout.hand_over(number, Nested::Named(fields), None, &mut self.sink));
            }
            Some(_) => {
                let why = "the record is empty; left out";
                self.sink.remark(Remark::on_record(number, FindingKind::MalformedRecord, why));
            }
            None => {}
        }
        Ok(ControlFlow::Continue(()))
    }

    /// What the service says on the question itself: an error when there are no records, else a remark.
    fn diagnosis(&mut self, tag: Tag) -> Result<(), ReadError> {
        let element = self.xml.element(tag, &["diagnostic"])?;
        let said = element.value.as_ref().map(said).unwrap_or_default();
        if self.sink.count.rows > 0 {
            let why = format!("the service gave a diagnosis: {said}");
            self.sink.remark(Remark::on_record(0, FindingKind::UnreadableFile, why));
            return Ok(());
        }
        Err(self.no_answer(format!("the service answered with a diagnosis: {said}; correct the question")))
    }

    fn no_answer(&self, why: impl Into<String>) -> ReadError {
        ReadError::NotTheFormat {
            format: "an SRU answer with records",
            at: self.xml.place(),
            why: why.into(),
        }
    }
}

/// The texts of an element, one after the other.
fn said(value: &Nested<'_>) -> String {
    let mut texts = Vec::new();
    gather(value, &mut texts);
    texts.join(" ").chars().take(SAID_CHARS_MAX).collect()
}

fn gather(value: &Nested<'_>, texts: &mut Vec<String>) {
    match value {
        Nested::One(Cell::Text(text)) if !text.is_empty() => texts.push(format!("`{text}`")),
        Nested::One(_) => {}
        Nested::Many(items) => items.iter().for_each(|item| gather(item, texts)),
        Nested::Named(fields) => fields.iter().for_each(|(_, field)| gather(field, texts)),
    }
}

#[cfg(test)]
mod tests;
