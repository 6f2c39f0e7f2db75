//! The text of a document of a word processor (Office Open XML, ECMA-376): paragraphs as lines, rows of tables as lines
//! with a tab between the cells.

use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

use super::Unreadable;

/// Where the text stands.
const PART: &str = "word/document.xml";
/// Most files in the archive.
const FILES_MAX: usize = 2_000;
/// Most bytes of the text part, unpacked.
const PART_BYTES_MAX: u64 = 64 << 20;
/// Most times that the text part may be larger than it is packed; an honest one is some thirty.
const RATIO_MAX: u64 = 300;
/// Bytes below which the ratio says nothing.
const RATIO_FROM_BYTES: u64 = 4 << 20;
/// Deepest nesting of elements.
const DEPTH_MAX: usize = 200;

fn not_that(why: impl Into<String>) -> Unreadable {
    Unreadable::NotThat { what: "a Word document (.docx) that can be read", why: why.into() }
}

/// The text of a .docx.
///
/// # Errors
/// When it is not one, is damaged or encrypted, or unpacks to more than the limits.
pub fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_that(error.to_string().to_lowercase()))?;
    if archive.len() > FILES_MAX {
        return Err(Unreadable::TooLarge { max: FILES_MAX as u64, unit: "files in the document" });
    }
    let file = archive.by_name(PART).map_err(|_| not_that(format!("it has no `{PART}`")))?;
    let packed = file.compressed_size().max(1);
    let mut xml = Vec::new();
    // what the directory claims about the size is not believed: no more is unpacked than allowed
    file.take(PART_BYTES_MAX + 1)
        .read_to_end(&mut xml)
        .map_err(|error| not_that(error.to_string().to_lowercase()))?;
    let unpacked = xml.len() as u64;
    if unpacked > PART_BYTES_MAX || unpacked > RATIO_FROM_BYTES && unpacked / packed > RATIO_MAX {
        return Err(Unreadable::TooLarge {
            max: PART_BYTES_MAX,
            unit: "bytes when unpacked, or is packed more tightly than text can be",
        });
    }
    text_of(&xml)
}

#[derive(Default)]
struct Writing {
    out: String,
    /// cells of the rows that are open, the innermost last
    rows: Vec<Vec<String>>,
    /// text of the paragraph so far
    paragraph: String,
    in_text: bool,
    /// inside what was struck out
    deleted: usize,
    numbered: bool,
}

fn text_of(xml: &[u8]) -> Result<String, Unreadable> {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut writing = Writing::default();
    let mut depth = 0_usize;
    loop {
        match reader.read_event().map_err(|error| not_that(error.to_string().to_lowercase()))? {
            Event::Eof => break,
            Event::Start(start) => {
                depth += 1;
                if depth > DEPTH_MAX {
                    return Err(Unreadable::TooLarge {
                        max: DEPTH_MAX as u64,
                        unit: "elements in each other",
                    });
                }
                writing.start(&start);
            }
            Event::Empty(start) => {
                writing.start(&start);
                writing.end(start.local_name().as_ref());
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                writing.end(end.local_name().as_ref());
            }
            Event::Text(text) if writing.in_text => {
                writing.paragraph.push_str(&text.xml10_content());
            }
            Event::GeneralRef(reference) if writing.in_text => {
                let sign = reference.resolve_char_ref().ok().flatten();
                let known = quick_xml::escape::resolve_xml_entity(&reference).map(str::to_owned);
                writing.paragraph.push_str(&sign.map(String::from).or(known).unwrap_or_default());
            }
            _ => {}
        }
        if writing.out.len() > super::TEXT_BYTES_MAX {
            return Err(Unreadable::TooLarge { max: super::TEXT_BYTES_MAX as u64, unit: "bytes of text" });
        }
    }
    writing.end_paragraph();
    Ok(writing.out)
}

impl Writing {
    fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "t" => self.in_text = self.deleted == 0,
            "tab" if self.deleted == 0 => self.paragraph.push_str("    "),
            "br" | "cr" => self.paragraph.push('\n'),
            "noBreakHyphen" => self.paragraph.push('-'),
            "numPr" => self.numbered = true,
            "tr" => self.rows.push(Vec::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(String::new());
                }
            }
            "del" | "moveFrom" => self.deleted += 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tr" => self.end_row(),
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph);
        let numbered = std::mem::take(&mut self.numbered);
        if let Some(cell) = self.rows.last_mut().and_then(|row| row.last_mut()) {
            if !cell.is_empty() && !text.trim().is_empty() {
                cell.push(' ');
            }
            cell.push_str(&super::lines::single_spaced(&text));
            return;
        }
        // the number itself is worked out by the word processor; that it is an item of a list is kept
        if numbered && !text.trim().is_empty() && super::lines::numbered(&text).is_none() {
            self.out.push_str("- ");
        }
        self.out.push_str(&text);
        self.out.push('\n');
    }

    fn end_row(&mut self) {
        let Some(row) = self.rows.pop() else { return };
        let line = row.join("\t");
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            // a table inside a cell becomes a part of that cell
            Some(cell) => {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&line.replace('\t', " "));
            }
            None if row.len() == 1 => {
                self.out.push_str(&line);
                self.out.push('\n');
            }
            None => {
                self.out.push_str(&line);
                self.out.push('\n');
            }
        }
    }
}
