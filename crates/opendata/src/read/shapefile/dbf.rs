//! The attributes of a shapefile: dBASE III and IV tables (.dbf).
//!
//! Written here since the `dbase` crate passes over deleted records silently, after which attributes and shapes no
//! longer belong together, and slices by lengths that the file says. A table is a header and records of one length.

use std::borrow::Cow;
use std::io::{self, BufRead};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::finding::{FindingKind, Remark};
use crate::limits::COLUMNS_MAX;
use crate::read::names;
use crate::row::Cell;

/// Bytes of the fixed part of the header, and of each field in it.
const BLOCK_BYTES: usize = 32;
/// Ends the list of fields.
const FIELDS_END: u8 = 0x0d;
/// Ends the file, where a record would begin.
const FILE_END: u8 = 0x1a;
/// Begins a record that was deleted.
const DELETED: u8 = b'*';
/// Most digits that a double holds without loss.
const DIGITS_EXACT_MAX: usize = 15;

/// A field of the table.
struct Field {
    kind: u8,
    from: usize,
    bytes: usize,
}

/// What comes next in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// a record
    Record,
    /// a record that was deleted
    Deleted,
    /// the end
    End,
}

/// A table, read record by record.
pub struct Dbf<R> {
    input: R,
    fields: Vec<Field>,
    /// names of the columns
    pub names: Vec<String>,
    encoding: Option<&'static Encoding>,
    record: Vec<u8>,
    left: u32,
}

impl<R: BufRead> Dbf<R> {
    /// Reads the header. Texts are in the declared encoding, else in that of the header, else it is guessed a value.
    ///
    /// # Errors
    /// When the input cannot be read or its header is not that of a dBASE table.
    pub fn open(mut input: R, declared: Option<&'static Encoding>) -> io::Result<Self> {
        let mut head = [0_u8; BLOCK_BYTES];
        input.read_exact(&mut head)?;
        let number = |at: usize| u16::from_le_bytes([byte(&head, at), byte(&head, at + 1)]);
        let records = u32::from(number(4)) | u32::from(number(6)) << 16;
        let (header_bytes, record_bytes) = (usize::from(number(8)), usize::from(number(10)));
        if header_bytes <= BLOCK_BYTES || record_bytes == 0 {
            return Err(invalid("the .dbf says that its header or its records have no length"));
        }
        let mut list = vec![0; header_bytes - BLOCK_BYTES];
        input.read_exact(&mut list)?;
        let encoding = declared.or_else(|| language(byte(&head, 29)));
        let blocks = list.chunks_exact(BLOCK_BYTES).take_while(|block| byte(block, 0) != FIELDS_END);
        let blocks: Vec<_> = blocks.take(COLUMNS_MAX).collect();
        let (fields, names) = fields(&blocks, record_bytes, encoding);
        Ok(Self { input, fields, names, encoding, record: vec![0; record_bytes], left: records })
    }

    /// The name of the encoding of texts, when it is known.
    pub fn encoding(&self) -> Option<&'static str> {
        self.encoding.map(Encoding::name)
    }

    /// Reads the next record.
    ///
    /// # Errors
    /// When the input cannot be read or ends before the records that its header promises.
    pub fn next(&mut self) -> io::Result<Next> {
        if self.left == 0 {
            return Ok(Next::End);
        }
        self.left -= 1;
        let (first, rest) = self.record.split_at_mut(1);
        self.input.read_exact(first)?;
        match first.first() {
            Some(&FILE_END) => {
                self.left = 0;
                Ok(Next::End)
            }
            Some(&mark) => {
                self.input.read_exact(rest)?;
                Ok(if mark == DELETED { Next::Deleted } else { Next::Record })
            }
            None => Ok(Next::End),
        }
    }

    /// Adds the cells of the record that was read last.
    pub fn cells<'r>(&'r self, number: u64, cells: &mut Vec<Cell<'r>>, remark: &mut dyn FnMut(Remark)) {
        for (field, name) in self.fields.iter().zip(&self.names) {
            let bytes = self.record.get(field.from..field.from + field.bytes).unwrap_or_default();
            cells.push(self.cell(field.kind, bytes).unwrap_or_else(|why| {
                let value = String::from_utf8_lossy(bytes);
                remark(Remark::on_value(number, name, &value, FindingKind::BadValue, why));
                Cell::Null
            }));
        }
    }

    fn cell<'r>(&self, kind: u8, bytes: &'r [u8]) -> Result<Cell<'r>, &'static str> {
        match (kind, bytes) {
            (b'N' | b'F', _) => numeric(bytes),
            (b'L', _) => Ok(match bytes.first() {
                Some(b'T' | b't' | b'Y' | b'y' | b'J' | b'j') => Cell::Bool(true),
                Some(b'F' | b'f' | b'N' | b'n') => Cell::Bool(false),
                _ => Cell::Null,
            }),
            (b'D', _) => Ok(date(bytes)),
            (b'I' | b'+', &[a, b, c, d]) => Ok(Cell::Number(i32::from_le_bytes([a, b, c, d]).into())),
            (b'O' | b'B', &[a, b, c, d, e, f, g, h]) => match f64::from_le_bytes([a, b, c, d, e, f, g, h]) {
                number if number.is_finite() => Ok(Cell::Number(number)),
                _ => Err("the number is not finite; it is read as nothing"),
            },
            // a number of a block in a memo file, which shapefiles do not have
            (b'M' | b'G' | b'P' | b'B', _) => Ok(Cell::Null),
            _ => Ok(match self.text(bytes) {
                text if text.is_empty() => Cell::Null,
                text => Cell::Text(text),
            }),
        }
    }

    /// A text without its padding.
    fn text<'r>(&self, bytes: &'r [u8]) -> Cow<'r, str> {
        let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
        decoded(bytes.get(..end).unwrap_or_default().trim_ascii(), self.encoding)
    }
}

/// Where the fields are in a record, and their names.
fn fields(
    blocks: &[&[u8]],
    record_bytes: usize,
    encoding: Option<&'static Encoding>,
) -> (Vec<Field>, Vec<String>) {
    let length = |block: &[u8]| usize::from(byte(block, 16));
    // texts of over 255 bytes have the rest of their length where others have their decimals
    let plain: usize = blocks.iter().map(|block| length(block)).sum();
    let long_texts = plain + 1 < record_bytes;
    let (mut fields, mut names, mut from) = (Vec::new(), Vec::new(), 1);
    for block in blocks {
        let kind = byte(block, 11).to_ascii_uppercase();
        let more = if long_texts && kind == b'C' { usize::from(byte(block, 17)) << 8 } else { 0 };
        let bytes = length(block) + more;
        let name = block.get(..11).unwrap_or_default().split(|byte| *byte == 0).next().unwrap_or_default();
        fields.push(Field { kind, from, bytes });
        names.push(decoded(name.trim_ascii(), encoding).into_owned());
        from += bytes;
    }
    names::distinct(&mut names);
    (fields, names)
}

fn byte(bytes: &[u8], at: usize) -> u8 {
    bytes.get(at).copied().unwrap_or(0)
}

fn invalid(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// Decodes a text. Where the encoding is not known, it is UTF-8 when it can be and Windows-1252 when not.
fn decoded<'r>(bytes: &'r [u8], encoding: Option<&'static Encoding>) -> Cow<'r, str> {
    match (std::str::from_utf8(bytes), encoding) {
        (Ok(text), None) => Cow::Borrowed(text),
        (Ok(text), Some(known)) if known == UTF_8 || (known.is_ascii_compatible() && text.is_ascii()) => {
            Cow::Borrowed(text)
        }
        // a field cuts a text by bytes, so that its last sign may be a part of one
        (Err(error), Some(known)) if known == UTF_8 && error.error_len().is_none() => {
            String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default())
        }
        (_, Some(known)) => known.decode_without_bom_handling(bytes).0,
        (Err(_), None) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The encoding that the header's language driver stands for, where it stands for one that is in use.
fn language(driver: u8) -> Option<&'static Encoding> {
    match driver {
        0x03 | 0x57 | 0x58 | 0x59 => Some(WINDOWS_1252),
        _ => None,
    }
}

/// The encoding that a .cpg names: `UTF-8`, `1252`, `ANSI 1252`, `ISO 88591`.
pub fn code_page(text: &str) -> Option<&'static Encoding> {
    let text = text.trim().trim_matches('\0');
    if let Some(found) = Encoding::for_label(text.as_bytes()) {
        return Some(found);
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let label = match digits.as_str() {
        "65001" | "8" => "utf-8".into(),
        page if page.len() > 4 && page.starts_with("8859") => {
            format!("iso-8859-{}", page.trim_start_matches("8859"))
        }
        page => format!("windows-{page}"),
    };
    Encoding::for_label(label.as_bytes())
}

/// A number in digits. One of more digits than a double holds stays text; stars mean that it did not fit.
fn numeric(bytes: &[u8]) -> Result<Cell<'_>, &'static str> {
    let text = bytes.split(|byte| *byte == 0).next().unwrap_or_default().trim_ascii();
    if text.is_empty() {
        return Ok(Cell::Null);
    }
    if text.contains(&b'*') {
        return Err("the number did not fit its field when the file was made; it is read as nothing");
    }
    let plain = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
    let text = if text.iter().all(plain) { std::str::from_utf8(text).ok() } else { None };
    match text.and_then(|text| Some((text, text.parse::<f64>().ok()?))) {
        Some((text, _))
            if text.len() > DIGITS_EXACT_MAX && text.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            Ok(Cell::Text(text.into()))
        }
        Some((_, number)) if number.is_finite() => Ok(Cell::Number(number)),
        _ => Err("this is not a number; it is read as nothing"),
    }
}

/// A date `20170930` as `2017-09-30`; what is not of that form stays as it is.
fn date(bytes: &[u8]) -> Cell<'_> {
    let text = String::from_utf8_lossy(bytes.trim_ascii());
    match (text.get(..4), text.get(4..6), text.get(6..8)) {
        _ if text.trim_matches(['0', '\0', ' ']).is_empty() => Cell::Null,
        (Some(year), Some(month), Some(day)) if text.len() == 8 => {
            Cell::Text(format!("{year}-{month}-{day}").into())
        }
        _ => Cell::Text(text),
    }
}
