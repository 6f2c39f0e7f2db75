//! Tables whose cells stand between tabs, pipes or semicolons.

use super::{Row, Table, cell, fit, is_header, merge, number_column, starts_a_row};
use crate::minutes::column::is_number;
use crate::minutes::lines::{Line, bare};

/// Blank lines that a table may have between two rows.
const BLANK_MAX: usize = 2;

/// The cells of a line; one when it does not hold the sign.
fn cells(raw: &str, sign: char) -> Vec<String> {
    let raw = if sign == '|' { raw.replace(['│', '┃', '║'], "|") } else { raw.to_owned() };
    let escaped = raw.replace("\\|", "\u{1}");
    let mut text = escaped.trim_matches(|c: char| c.is_whitespace() && c != '\t');
    if sign == '|' {
        text = text.trim();
        text = text.strip_prefix('|').unwrap_or(text);
        text = text.strip_suffix('|').unwrap_or(text);
    }
    text.split(sign)
        .map(|part| bare(&part.replace('\u{1}', "|").replace("<br>", " ").replace("<br/>", " ")))
        .collect()
}

/// A line that only draws: `|---|---|`, `+----+`, `├───┼───┤`.
fn draws(raw: &str) -> bool {
    let text = raw.trim();
    let only = text
        .chars()
        .all(|c| matches!(c, '-' | '=' | '+' | '|' | ':' | ' ' | '_' | '\t') || ('─'..='╿').contains(&c));
    text.chars().count() >= 3 && only
}

/// The table whose heading stands on this line.
pub fn read(lines: &[Line<'_>], at: usize) -> Option<Table> {
    let raw = lines.get(at)?.raw;
    let sign = ['\t', '|', '│', ';'].into_iter().find(|sign| raw.contains(*sign))?;
    let sign = if sign == '│' { '|' } else { sign };
    let header = cells(raw, sign);
    if header.len() < 2 || !is_header(&header) {
        return None;
    }
    let boxed = lines
        .get(at + 1)
        .is_some_and(|line| draws(line.raw) && line.raw.trim().starts_with(['+', '├', '╞', '╠']));
    let mut reading = Reading { header: &header, sign, rows: Vec::new(), open: false };
    let mut end = at + 1;
    let mut blank = 0;
    while let Some(line) = lines.get(end) {
        if line.is_blank() {
            blank += 1;
            if blank > BLANK_MAX {
                break;
            }
        } else if draws(line.raw) {
            reading.open = false;
        } else if !line.is_footer() {
            let found = cells(line.raw, sign);
            let goes_on = if blank == 0 { reading.takes(&found) } else { found.len() > 1 };
            if !goes_on || (is_header(&found) && found != header) {
                break;
            }
            if found != header {
                reading.add(line.number, found, boxed, blank > 0);
            }
            blank = 0;
        }
        end += 1;
    }
    let rows: Vec<Row> =
        reading.rows.into_iter().map(|(line, cells)| fit(line, cells, header.len())).collect();
    // white space below belongs to what comes next
    Some(Table { start: at, end: end - blank, header, rows })
}

struct Reading<'h> {
    header: &'h [String],
    sign: char,
    rows: Vec<(usize, Vec<String>)>,
    /// the last row may go on, in a box
    open: bool,
}

impl Reading<'_> {
    /// Whether a line belongs to the table: it has cells, or it goes on where a row was broken off.
    fn takes(&self, found: &[String]) -> bool {
        found.len() > 1 || self.sign == '\t' && self.breaks_off(found)
    }

    /// The last row has too few cells, and this line has the rest of them.
    fn breaks_off(&self, found: &[String]) -> bool {
        let Some((_, last)) = self.rows.last() else { return false };
        let wide = self.header.len();
        let fits = last.len() < wide && last.len() + found.len() <= wide + 1;
        let new = number_column(self.header).map_or(found.len() > 1, |_| starts_a_row(found, self.header));
        // a line of one cell ends the table when the row could have left out its last cells
        let ends = found.len() == 1 && last.len() + 1 < wide && last.len() > 2;
        fits && !new && !ends && wide > 2
    }

    fn add(&mut self, line: usize, found: Vec<String>, boxed: bool, after_blank: bool) {
        if boxed
            && self.open
            && let Some((_, last)) = self.rows.last_mut()
        {
            return merge(last, &found);
        }
        self.open = true;
        if !after_blank
            && self.sign == '\t'
            && self.breaks_off(&found)
            && let Some((_, last)) = self.rows.last_mut()
        {
            let mut found = found.into_iter();
            if let (Some(cell), Some(first)) = (last.last_mut(), found.next()) {
                *cell = format!("{cell} {first}").trim().to_owned();
            }
            last.extend(found);
            return;
        }
        if self.goes_on(&found)
            && let Some((_, last)) = self.rows.last_mut()
        {
            return merge(last, &found);
        }
        if found.iter().any(|text| !text.is_empty()) {
            self.rows.push((line, found));
        }
    }

    /// A row without a number and with one cell only, below one that has a number, goes on with it.
    fn goes_on(&self, found: &[String]) -> bool {
        let Some(at) = number_column(self.header) else { return false };
        let filled = found.iter().filter(|text| !text.is_empty()).count();
        let first_filled = found.iter().position(|text| !text.is_empty());
        cell(found, Some(at)).is_empty()
            && filled == 1
            && first_filled != Some(0)
            && self.rows.last().is_some_and(|(_, last)| is_number(cell(last, Some(at))))
    }
}
