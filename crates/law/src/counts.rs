//! Tables of counts without small numbers: no cell under ten leaves, and none can be worked out from what is left.

/// The smallest count that is shown (a rule of the house: R103).
pub const LEAST: u64 = 10;
/// Most rows and most columns of a table.
pub const SIDE_MAX: usize = 2_000;

/// A table that is too large, or not a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoTable {
    /// rows of one table have the same length
    #[error("the rows are not all of one length")]
    Ragged,
    /// over the limit
    #[error("a table has at most {SIDE_MAX} rows and {SIDE_MAX} columns")]
    TooLarge,
    /// a sum does not fit
    #[error("the counts are too large to be added up")]
    Overflow,
}

/// A table as it may leave: what is left out is `None`.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Shown {
    /// The cells.
    pub cells: Vec<Vec<Option<u64>>>,
    /// The sums of the rows.
    pub rows: Vec<Option<u64>>,
    /// The sums of the columns.
    pub columns: Vec<Option<u64>>,
    /// The sum of all.
    pub total: Option<u64>,
    /// How many numbers were left out.
    pub left_out: usize,
}

/// Leaves out every number under ten, and as many others as are needed that no sum gives them away.
///
/// # Errors
/// When the rows differ in length, or the table or its counts are too large.
pub fn suppress(cells: &[Vec<u64>]) -> Result<Shown, NoTable> {
    let width = cells.first().map_or(0, Vec::len);
    if cells.iter().any(|row| row.len() != width) {
        return Err(NoTable::Ragged);
    }
    if cells.len() > SIDE_MAX || width > SIDE_MAX {
        return Err(NoTable::TooLarge);
    }
    let mut whole: Vec<Vec<u64>> = Vec::with_capacity(cells.len() + 1);
    for row in cells {
        let sum = sum(row.iter().copied())?;
        whole.push(row.iter().copied().chain([sum]).collect());
    }
    let bottom = (0..=width).map(|column| sum(whole.iter().filter_map(|row| row.get(column)).copied()));
    whole.push(bottom.collect::<Result<_, _>>()?);
    let mut hidden: Vec<Vec<bool>> =
        whole.iter().map(|row| row.iter().map(|count| *count < LEAST).collect()).collect();
    while hide_lonely(&whole, &mut hidden, false) | hide_lonely(&whole, &mut hidden, true) {}
    Ok(shown(&whole, &hidden, width))
}

fn sum(mut counts: impl Iterator<Item = u64>) -> Result<u64, NoTable> {
    counts.try_fold(0, |sum: u64, count| sum.checked_add(count)).ok_or(NoTable::Overflow)
}

/// A number that is left out alone in its row (or column) follows from the others: the next smallest goes with it.
fn hide_lonely(whole: &[Vec<u64>], hidden: &mut [Vec<bool>], columns: bool) -> bool {
    let (height, width) = (whole.len(), whole.first().map_or(0, Vec::len));
    let (lines, length) = if columns { (width, height) } else { (height, width) };
    let place = |line: usize, at: usize| if columns { (at, line) } else { (line, at) };
    let mut changed = false;
    for line in 0..lines {
        let count = |at: usize| {
            let (row, column) = place(line, at);
            whole.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default()
        };
        let is_hidden = |hidden: &[Vec<bool>], at: usize| {
            let (row, column) = place(line, at);
            hidden.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or_default()
        };
        if (0..length).filter(|at| is_hidden(hidden, *at)).count() != 1 || length < 2 {
            continue;
        }
        // a sum goes last: it tells more than a cell
        let next =
            (0..length).filter(|at| !is_hidden(hidden, *at)).min_by_key(|at| (*at + 1 == length, count(*at)));
        if let Some((row, column)) = next.map(|at| place(line, at))
            && let Some(cell) = hidden.get_mut(row).and_then(|cells| cells.get_mut(column))
        {
            *cell = true;
            changed = true;
        }
    }
    changed
}

fn shown(whole: &[Vec<u64>], hidden: &[Vec<bool>], width: usize) -> Shown {
    let mut lines: Vec<Vec<Option<u64>>> = whole
        .iter()
        .zip(hidden)
        .map(|(row, hidden)| {
            row.iter().zip(hidden).map(|(count, hidden)| (!hidden).then_some(*count)).collect()
        })
        .collect();
    let left_out = hidden.iter().flatten().filter(|hidden| **hidden).count();
    let mut bottom = lines.pop().unwrap_or_default();
    let total = bottom.pop().flatten();
    let rows = lines.iter_mut().map(|line| line.pop().flatten()).collect();
    debug_assert!(lines.iter().all(|line| line.len() == width));
    Shown { cells: lines, rows, columns: bottom, total, left_out }
}
