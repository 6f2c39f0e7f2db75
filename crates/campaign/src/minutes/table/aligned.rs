//! Tables whose columns are kept apart by spaces, as a program makes that turns pages into text. A cell may go on on
//! the lines below.

use super::{Row, Table, cell, fit, is_header, merge, number_column};
use crate::minutes::column::{Meaning, is_number, meaning};
use crate::minutes::lines::{Line, bare, bulleted};

/// Columns of characters that a cell may stand beside its heading.
const SLACK_CHARS: usize = 3;
/// Blank lines that a table may have between two rows.
const BLANK_MAX: usize = 2;

/// A piece of a line between two or more spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    /// column of its first character
    start: usize,
    text: String,
}

fn pieces(raw: &str) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    let mut spaces = 2;
    for (column, sign) in raw.replace('\t', "    ").chars().enumerate() {
        if sign == ' ' || sign == '\u{a0}' {
            spaces += 1;
            continue;
        }
        match all.last_mut().filter(|_| spaces < 2) {
            Some(piece) => {
                if spaces == 1 {
                    piece.text.push(' ');
                }
                piece.text.push(sign);
            }
            None => all.push(Piece { start: column, text: sign.to_string() }),
        }
        spaces = 0;
    }
    all
}

/// The table whose heading stands on this line.
pub fn read(lines: &[Line<'_>], at: usize) -> Option<Table> {
    let raw = lines.get(at)?.raw;
    let heads = pieces(raw);
    let mut header: Vec<String> = heads.iter().map(|piece| bare(&piece.text)).collect();
    if heads.len() < 2 || !is_header(&header) || bulleted(raw).is_some() {
        return None;
    }
    let starts: Vec<usize> = heads.iter().map(|piece| piece.start).collect();
    let mut end = at + 1;
    if let Some(more) = lines.get(end).and_then(|line| below_heading(line.raw, &starts, &header)) {
        header = more;
        end += 1;
    }
    let mut body: Vec<BodyLine> = Vec::new();
    let mut blank = 0;
    while let Some(line) = lines.get(end) {
        if line.is_blank() {
            blank += 1;
            if blank > BLANK_MAX {
                break;
            }
        } else if !draws(line.raw) && !line.is_footer() {
            let found = pieces(line.raw);
            if is_outside(&found, &header, &starts, blank > 0) {
                break;
            }
            let cells = placed(&found, &starts);
            let mut filled = cells.iter().zip(&header).filter(|(cell, _)| !cell.is_empty());
            // else it is the heading again, on a next page
            if !filled.all(|(cell, head)| cell == head) {
                body.push(BodyLine { number: line.number, cells, after_blank: blank > 0 });
            }
            blank = 0;
        }
        end += 1;
    }
    let rows: Vec<Row> =
        assembled(body, &header).into_iter().map(|(line, cells)| fit(line, cells, header.len())).collect();
    (!rows.is_empty()).then_some(Table { start: at, end: end - blank, header, rows })
}

/// A line of a table below its heading.
struct BodyLine {
    number: usize,
    cells: Vec<String>,
    after_blank: bool,
}

/// The lines put together to rows, each with the number of its first line.
fn assembled(body: Vec<BodyLine>, header: &[String]) -> Vec<(usize, Vec<String>)> {
    if let Some(heights) = number_column(header).and_then(|at| heights_around(&body, at)) {
        let mut lines = body.into_iter();
        let row = |height: usize| {
            let mut of_row = lines.by_ref().take(height);
            let first = of_row.next()?;
            let mut cells = first.cells;
            of_row.for_each(|line| merge(&mut cells, &line.cells));
            Some((first.number, cells))
        };
        return heights.into_iter().filter_map(row).collect();
    }
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    for line in body {
        let last = rows.last().map(|(_, cells)| cells.as_slice());
        if starts_here(&line.cells, header, line.after_blank, last) {
            rows.push((line.number, line.cells));
        } else if let Some((_, last)) = rows.last_mut() {
            merge(last, &line.cells);
        } else {
            rows.push((line.number, line.cells));
        }
    }
    rows
}

/// How many lines each row has in a table whose numbers do not stand on the first line of their row: at its foot, or in
/// its middle (as many lines above a number as below it, all the way). Where both are possible no row begins in the
/// middle of a sentence. None when numbers stand on the first line, or nothing tells where a row ends.
fn heights_around(body: &[BodyLine], at: usize) -> Option<Vec<usize>> {
    let is_numbered = |line: &BodyLine| is_number(cell(&line.cells, Some(at)));
    let numbered: Vec<usize> =
        body.iter().enumerate().filter(|(_, line)| is_numbered(line)).map(|(place, _)| place).collect();
    if *numbered.first()? == 0 {
        return None;
    }
    let begins_a_sentence = |line: &BodyLine| {
        let words = line.cells.iter().enumerate().find(|(column, text)| *column != at && !text.is_empty());
        words.is_some_and(|(_, text)| !text.starts_with(char::is_lowercase))
    };
    let sound = |heights: &Vec<usize>| {
        let mut rest = body;
        heights.iter().all(|height| {
            let Some((row, more)) = rest.split_at_checked(*height) else { return false };
            rest = more;
            row.first().is_some_and(begins_a_sentence)
                && row.iter().filter(|line| is_numbered(line)).count() == 1
        }) && rest.is_empty()
    };
    let heights = |below: &dyn Fn(usize) -> usize| {
        let mut used = 0;
        let height = |place: &usize| {
            let above = place.checked_sub(used)?;
            used += above + 1 + below(above);
            Some(above + 1 + below(above))
        };
        numbered.iter().map(height).collect::<Option<Vec<usize>>>().filter(sound)
    };
    heights(&|_| 0).or_else(|| heights(&|above| above))
}

fn draws(raw: &str) -> bool {
    raw.trim().chars().all(|sign| matches!(sign, '-' | '=' | '_' | '+' | ' ' | '─' | '—'))
}

/// The heading with the line below it, when that goes on with it: `Datum` over `gereed`.
fn below_heading(raw: &str, starts: &[usize], header: &[String]) -> Option<Vec<String>> {
    let found = pieces(raw);
    let cells = placed(&found, starts);
    if found.is_empty() || cells.iter().any(|text| is_number(text)) {
        return None;
    }
    let joined: Vec<String> = header
        .iter()
        .enumerate()
        .map(|(at, head)| format!("{head} {}", cells.get(at).map_or("", String::as_str)).trim().to_owned())
        .collect();
    let known = |cells: &[String]| cells.iter().filter(|cell| meaning(cell).is_some()).count();
    let changed = joined.iter().zip(header).filter(|(joined, head)| joined != head);
    let all_known = changed.clone().all(|(joined, _)| meaning(joined).is_some());
    (changed.count() > 0 && all_known && known(&joined) >= known(header)).then_some(joined)
}

/// The cells of a line, each under the heading that it stands at.
fn placed(found: &[Piece], starts: &[usize]) -> Vec<String> {
    let mut cells = vec![String::new(); starts.len()];
    for piece in found {
        for (at, text) in cut(piece, starts) {
            if let Some(cell) = cells.get_mut(at) {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&bare(&text));
            }
        }
    }
    cells
}

/// The column of a place: the last that starts before it, or the next when that is near.
fn column_of(place: usize, starts: &[usize]) -> usize {
    starts.iter().rposition(|start| *start <= place + SLACK_CHARS).unwrap_or(0)
}

/// A piece that runs into the next column with one space between them is cut where that column starts.
fn cut(piece: &Piece, starts: &[usize]) -> Vec<(usize, String)> {
    let first = column_of(piece.start, starts);
    let signs: Vec<char> = piece.text.chars().collect();
    let mut parts = Vec::new();
    let (mut at, mut from) = (first, 0);
    for (column, start) in starts.iter().enumerate().skip(first + 1) {
        let Some(inside) =
            start.checked_sub(piece.start).filter(|inside| *inside > from && *inside < signs.len())
        else {
            continue;
        };
        if signs.get(inside - 1) == Some(&' ') {
            parts.push((at, signs.get(from..inside).unwrap_or_default().iter().collect()));
            (at, from) = (column, inside);
        }
    }
    parts.push((at, signs.get(from..).unwrap_or_default().iter().collect()));
    parts
}

/// Text below the table: one piece at the margin that is no number where numbers stand.
fn is_outside(found: &[Piece], header: &[String], starts: &[usize], after_blank: bool) -> bool {
    let [only] = found else { return false };
    let margin = starts.first().copied().unwrap_or(0);
    let at_margin = only.start <= margin + 1;
    if number_column(header) == Some(0) {
        let next = starts.get(1).copied().unwrap_or(usize::MAX);
        // a heading of a next part has a number and its words in one piece
        return at_margin && (!is_number(&only.text) || only.start + only.text.chars().count() > next);
    }
    at_margin && after_blank
}

fn starts_here(cells: &[String], header: &[String], after_blank: bool, last: Option<&[String]>) -> bool {
    if let Some(number) = number_column(header) {
        return is_number(cell(cells, Some(number)));
    }
    let of = |wanted: &[Meaning]| {
        header.iter().position(|head| meaning(head).is_some_and(|found| wanted.contains(&found)))
    };
    let subject = cell(cells, of(&[Meaning::Subject, Meaning::Action]));
    let others = [of(&[Meaning::Who]), of(&[Meaning::Due, Meaning::Day])];
    let filled = others.iter().filter(|at| !cell(cells, **at).is_empty()).count();
    let goes_on = |at: &Option<usize>| {
        let (now, before) = (cell(cells, *at), last.map_or("", |last| cell(last, *at)));
        now.is_empty() || now.starts_with(char::is_lowercase) && !before.is_empty()
    };
    !subject.is_empty()
        && (after_blank || filled == others.len() || filled > 0 && !others.iter().all(goes_on))
        && !(subject.starts_with(char::is_lowercase) && others.iter().all(goes_on))
}
