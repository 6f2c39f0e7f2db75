//! Tables without small numbers: the rule of the house (R103: nothing under ten), as `law` applies it to counts.
//!
//! What is not broken down (teams per issue) is shown, so that here the sum of each row is known to the reader. A row
//! with one number left out would give it away; the next smallest goes with it, and so for columns.

use serde::Serialize;

/// The smallest count that is shown in a table that breaks down.
pub const LEAST: u64 = 10;

/// Teams by issue (rows) and something else (columns).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Breakdown {
    /// names of the rows
    pub rows: Vec<String>,
    /// names of the columns
    pub columns: Vec<String>,
    /// the counts; `None` is left out because it is small, or would give a small one away
    pub cells: Vec<Vec<Option<u64>>>,
    /// how many are left out
    pub left_out: usize,
}

impl Breakdown {
    /// Whether nothing can be shown.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.cells.iter().flatten().all(Option::is_none)
    }
}

/// Leaves out every count under ten, and as many others as are needed that no sum of a row or a column gives them away.
#[must_use]
pub fn breakdown(rows: Vec<String>, columns: Vec<String>, counts: &[Vec<u64>]) -> Breakdown {
    let mut cells: Vec<Vec<Option<u64>>> = counts
        .iter()
        .map(|row| row.iter().map(|count| (*count >= LEAST).then_some(*count)).collect())
        .collect();
    let height = cells.len();
    loop {
        let mut changed = false;
        for row in &mut cells {
            let places: Vec<usize> = (0..row.len()).collect();
            changed |= accompany(&places, &mut |at, hide| visit(row.get_mut(at), hide));
        }
        let places: Vec<usize> = (0..height).collect();
        for column in 0..columns.len() {
            changed |= accompany(&places, &mut |at, hide| {
                visit(cells.get_mut(at).and_then(|row| row.get_mut(column)), hide)
            });
        }
        if !changed {
            break;
        }
    }
    let left_out = cells.iter().flatten().filter(|cell| cell.is_none()).count();
    Breakdown { rows, columns, cells, left_out }
}

fn visit(cell: Option<&mut Option<u64>>, hide: bool) -> Option<u64> {
    let cell = cell?;
    if hide {
        *cell = None;
    }
    *cell
}

/// When one number of a line is left out alone, the smallest that is shown goes with it.
fn accompany(places: &[usize], cell: &mut dyn FnMut(usize, bool) -> Option<u64>) -> bool {
    let shown: Vec<(u64, usize)> =
        places.iter().filter_map(|at| cell(*at, false).map(|count| (count, *at))).collect();
    if places.len() - shown.len() != 1 {
        return false;
    }
    match shown.iter().min() {
        Some((_, at)) => {
            cell(*at, true);
            true
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(counts: &[&[u64]], expected: &str) {
        let counts: Vec<Vec<u64>> = counts.iter().map(|row| row.to_vec()).collect();
        let names = |count: usize| (0..count).map(|at| at.to_string()).collect::<Vec<_>>();
        let table = breakdown(names(counts.len()), names(counts[0].len()), &counts);
        let cell = |cell: &Option<u64>| cell.map_or("-".into(), |count| count.to_string());
        let text: Vec<String> =
            table.cells.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(text.join(" | "), expected, "{counts:?}");
    }

    #[test]
    fn a_small_number_is_left_out_and_no_sum_gives_it_away() {
        check(&[&[12, 30, 20], &[15, 11, 40]], "12 30 20 | 15 11 40");
        check(&[&[3, 30, 20], &[15, 11, 40]], "- 30 - | - 11 -");
        check(&[&[3, 4], &[15, 11]], "- - | - -");
        check(&[&[9, 9, 40], &[9, 9, 50]], "- - 40 | - - 50");
        check(&[&[0]], "-");
    }

    #[test]
    fn no_line_has_one_number_left_out_alone() {
        for seed in 0..2_000_u64 {
            let mut next = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1);
            let mut number = || {
                next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (next >> 59) + (next >> 60) % 7
            };
            let (height, width) = (2 + (seed % 5) as usize, 2 + (seed % 4) as usize);
            let counts: Vec<Vec<u64>> = (0..height).map(|_| (0..width).map(|_| number()).collect()).collect();
            let table = breakdown(vec![String::new(); height], vec![String::new(); width], &counts);
            for row in &table.cells {
                assert_ne!(row.iter().filter(|cell| cell.is_none()).count(), 1, "{counts:?} {table:?}");
            }
            for column in 0..width {
                assert_ne!(table.cells.iter().filter(|row| row[column].is_none()).count(), 1, "{counts:?}");
            }
            assert!(table.cells.iter().flatten().flatten().all(|count| *count >= LEAST));
        }
    }
}
