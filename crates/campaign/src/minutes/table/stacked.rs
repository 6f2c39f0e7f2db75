//! Tables of which every cell came to stand on a line of its own.

use super::{Row, Table, fit};
use crate::minutes::column::{Meaning, is_number, meaning};
use crate::minutes::day::{self, Said};
use crate::minutes::lines::{Line, bare};

/// Fewest columns: two words below each other may be anything.
const COLUMNS_MIN: usize = 3;
/// Words of a cell with a day that is not one; more is text that came after the table.
const VAGUE_WORDS_MAX: usize = 5;

/// The table whose first heading stands on this line.
pub fn read(lines: &[Line<'_>], at: usize) -> Option<Table> {
    meaning(&bare(lines.get(at)?.raw))?;
    let filled: Vec<(usize, &Line<'_>)> = lines
        .iter()
        .enumerate()
        .skip(at)
        .filter(|(_, line)| !line.is_blank() && !line.is_footer())
        .take(4_000)
        .collect();
    let header: Vec<String> = filled
        .iter()
        .map(|(_, line)| bare(line.raw))
        .take(super::CELLS_MAX)
        .take_while(|text| meaning(text).is_some())
        .collect();
    let meanings: Vec<Meaning> = header.iter().filter_map(|text| meaning(text)).collect();
    let has = |wanted: &[Meaning]| meanings.iter().any(|meaning| wanted.contains(meaning));
    let width = header.len();
    let is_ours = has(&[Meaning::Subject, Meaning::Action])
        && has(&[Meaning::Who])
        && has(&[Meaning::Due, Meaning::Day]);
    if width < COLUMNS_MIN || !is_ours {
        return None;
    }
    let number = meanings.iter().position(|meaning| *meaning == Meaning::Number);
    let due = meanings.iter().position(|meaning| matches!(meaning, Meaning::Due | Meaning::Day));
    let mut rows: Vec<Row> = Vec::new();
    let mut end = filled.get(width - 1).map_or(at + 1, |(place, _)| place + 1);
    for group in filled.get(width..).unwrap_or_default().chunks_exact(width) {
        let cells: Vec<String> = group.iter().map(|(_, line)| bare(line.raw)).collect();
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
        let day = cell(due);
        let no_day = day::read(day) == Said::Vague && day.split_whitespace().count() > VAGUE_WORDS_MAX;
        if number.is_some() && !is_number(cell(number)) || no_day {
            break;
        }
        let (Some((first, _)), Some((last, _))) = (group.first(), group.last()) else { break };
        end = last + 1;
        rows.push(fit(lines.get(*first).map_or(0, |line| line.number), cells, width));
    }
    (!rows.is_empty()).then_some(Table { start: at, end, header, rows })
}
