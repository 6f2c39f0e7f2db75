//! The text of a PDF, laid out as on the page: columns stay below each other, so that a table can be read.

mod guard;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, MediaBox, OutputDev, OutputError, Transform, output_doc_page};

use super::Unreadable;

/// Most pages.
pub const PAGES_MAX: usize = 1_000;
/// Most glyphs of a document.
const GLYPHS_MAX: usize = 4_000_000;
/// Columns of characters of a page; what stands further is set behind what is before it.
const COLUMNS_MAX: usize = 400;
/// Width of a column in the size of the letters: narrower than most letters, so that text never overtakes its place.
const COLUMN_EM: f64 = 0.4;
/// Gap after which a word begins, and after which a cell begins, in the size of the letters.
const WORD_GAP_EM: f64 = 0.12;
const CELL_GAP_EM: f64 = 0.9;

fn not_that(why: impl Into<String>) -> Unreadable {
    Unreadable::NotThat { what: "a PDF that can be read", why: why.into() }
}

/// The text of a PDF, a form feed after each page.
///
/// # Errors
/// When it is not one, is damaged, encrypted or over a limit, or holds no text.
pub fn read(bytes: &[u8]) -> Result<String, Unreadable> {
    // the library panics on some files that are not what they claim
    catch_unwind(AssertUnwindSafe(|| read_unguarded(bytes)))
        .unwrap_or_else(|_| Err(not_that("it is damaged")))
}

fn read_unguarded(bytes: &[u8]) -> Result<String, Unreadable> {
    let fault = |error: &dyn std::fmt::Display| not_that(error.to_string().to_lowercase());
    guard::check(bytes)?;
    let document = Document::load_mem(bytes).map_err(|error| fault(&error))?;
    if document.is_encrypted() {
        return Err(not_that("it is encrypted: save it without a password"));
    }
    let pages = document.get_pages();
    if pages.len() > PAGES_MAX {
        return Err(Unreadable::TooLarge { max: PAGES_MAX as u64, unit: "pages" });
    }
    let mut layout = Layout::default();
    for page in pages.keys() {
        let done = output_doc_page(&document, &mut layout, *page);
        if layout.glyphs_seen > GLYPHS_MAX || layout.text.len() > super::TEXT_BYTES_MAX {
            return Err(Unreadable::TooLarge { max: GLYPHS_MAX as u64, unit: "letters" });
        }
        done.map_err(|error| fault(&error))?;
        layout.finish_page();
    }
    if layout.text.chars().any(char::is_alphanumeric) { Ok(layout.text) } else { Err(Unreadable::NoText) }
}

/// A letter on the page; up is up.
#[derive(Debug, Clone)]
struct Glyph {
    x: f64,
    y: f64,
    end: f64,
    size: f64,
    text: String,
}

#[derive(Default)]
struct Layout {
    glyphs: Vec<Glyph>,
    glyphs_seen: usize,
    text: String,
}

impl OutputDev for Layout {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        self.glyphs_seen += 1;
        let size = (at.m11 * at.m11 + at.m12 * at.m12).sqrt() * font_size.abs();
        let sound = [at.m31, at.m32, size, width].iter().all(|number| number.is_finite());
        if self.glyphs_seen > GLYPHS_MAX {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        if sound && size > 0.0 && !text.is_empty() {
            let end = at.m31 + width * size;
            self.glyphs.push(Glyph { x: at.m31, y: at.m32, end, size, text: text.to_owned() });
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

impl Layout {
    /// Writes the letters of the page as lines, from top to bottom.
    fn finish_page(&mut self) {
        let mut glyphs = std::mem::take(&mut self.glyphs);
        glyphs.retain(|glyph| !glyph.text.trim().is_empty() || glyph.text == " ");
        let mut sizes: Vec<f64> = glyphs.iter().map(|glyph| glyph.size).collect();
        sizes.sort_by(f64::total_cmp);
        let Some(size) = sizes.get(sizes.len() / 2).copied() else { return self.text.push('\u{c}') };
        let left = glyphs.iter().map(|glyph| glyph.x).fold(f64::MAX, f64::min);
        // a stable sort keeps the order of letters at one height
        glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
        let mut last: Option<f64> = None;
        let mut line: Vec<Glyph> = Vec::new();
        for glyph in glyphs {
            if line.first().is_some_and(|first| first.y - glyph.y > size * 0.4) {
                self.write_line(&mut line, size, left, &mut last);
            }
            line.push(glyph);
        }
        self.write_line(&mut line, size, left, &mut last);
        self.text.push('\u{c}');
    }

    fn write_line(&mut self, line: &mut Vec<Glyph>, size: f64, left: f64, last: &mut Option<f64>) {
        let Some(height) = line.first().map(|glyph| glyph.y) else { return };
        if last.is_some_and(|last| last - height > size * 1.9) {
            self.text.push('\n');
        }
        *last = Some(height);
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let (mut written, mut end): (usize, Option<f64>) = (0, None);
        for glyph in line.drain(..) {
            if glyph.text == " " {
                continue;
            }
            let gap = end.map_or(f64::MAX, |end| (glyph.x - end) / glyph.size);
            if gap >= CELL_GAP_EM {
                // both are small and not negative
                let column = (((glyph.x - left) / (size * COLUMN_EM)).max(0.0) as usize).min(COLUMNS_MAX);
                let spaces = column.saturating_sub(written).max(if end.is_some() { 2 } else { 0 });
                self.text.extend(std::iter::repeat_n(' ', spaces));
                written += spaces;
            } else if gap > WORD_GAP_EM {
                self.text.push(' ');
                written += 1;
            }
            self.text.push_str(&glyph.text);
            written += glyph.text.chars().count();
            end = Some(glyph.end);
        }
        self.text.push('\n');
    }
}
