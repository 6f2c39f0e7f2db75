//! Tables in a text: by tabs, pipes, semicolons, columns of spaces, or one cell a line.

mod aligned;
mod delimited;
mod stacked;

use super::column::{Meaning, is_number, meaning};
use super::lines::Line;

/// Most cells of a row.
pub(super) const CELLS_MAX: usize = 40;

/// A table as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// place of the heading in the lines
    pub start: usize,
    /// place after the last line
    pub end: usize,
    /// headings
    pub header: Vec<String>,
    /// the rows below
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// number of its first line
    pub line: usize,
    /// cells, as many as headings or fewer; more are joined to the last
    pub cells: Vec<String>,
    /// it had more cells than there are headings
    pub is_too_wide: bool,
}

/// The tables of a text whose headings are known words, in order, none overlapping another.
pub fn find(lines: &[Line<'_>]) -> Vec<Table> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let table = if line.is_blank() {
            None
        } else {
            delimited::read(lines, at)
                .or_else(|| aligned::read(lines, at))
                .or_else(|| stacked::read(lines, at))
        };
        match table {
            Some(table) => {
                at = table.end.max(at + 1);
                all.push(table);
            }
            None => at += 1,
        }
    }
    all
}

/// Whether cells are the headings of a table: two known words at least, half of all.
fn is_header(cells: &[String]) -> bool {
    let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
    let meanings: Vec<Meaning> = cells.iter().filter_map(|cell| meaning(cell)).collect();
    let distinct =
        meanings.iter().enumerate().filter(|(at, meaning)| !meanings[..*at].contains(meaning)).count();
    distinct >= 2 && meanings.len() * 2 >= filled && cells.len() <= CELLS_MAX
}

/// The column with the numbers of the actions.
fn number_column(header: &[String]) -> Option<usize> {
    header.iter().position(|cell| meaning(cell) == Some(Meaning::Number))
}

fn cell(cells: &[String], at: Option<usize>) -> &str {
    at.and_then(|at| cells.get(at)).map_or("", String::as_str)
}

/// Adds the cells of a line to those of the row that it goes on with.
fn merge(row: &mut Vec<String>, more: &[String]) {
    for (at, text) in more.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        while row.len() <= at {
            row.push(String::new());
        }
        if let Some(cell) = row.get_mut(at) {
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(text);
        }
    }
}

/// A row of this width: what is too much joined to the last cell, so that nothing is lost.
fn fit(line: usize, mut cells: Vec<String>, width: usize) -> Row {
    while cells.len() > width && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    let is_too_wide = cells.len() > width;
    if is_too_wide {
        let rest = cells.split_off(width);
        if let Some(last) = cells.last_mut() {
            for text in rest.iter().filter(|text| !text.is_empty()) {
                last.push_str(" | ");
                last.push_str(text);
            }
        }
    }
    Row { line, cells, is_too_wide }
}

fn starts_a_row(cells: &[String], header: &[String]) -> bool {
    number_column(header).is_some_and(|at| is_number(cell(cells, Some(at))))
}
