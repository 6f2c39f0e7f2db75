//! The grid over all areas. Cells are squares in degrees, a power of two steps wide, so that a shift finds the cell.

use crate::Bounds;
use crate::exact::{self, NANO_PER_STEP, Nano, Vertex};

/// Most cells in a grid; at 4 bytes a cell 16 MiB.
pub(super) const CELLS_MAX: u64 = 1 << 22;
/// Widest cell: 2^31 steps, 215 degrees.
pub(super) const SHIFT_MAX: u32 = 31;

/// Where the cells lie. A cell holds its west and south edge, not its east and north edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grid {
    /// west edge in steps
    pub west: i32,
    /// south edge in steps
    pub south: i32,
    /// cells are 2^shift steps wide and high
    pub shift: u32,
    /// cells from west to east
    pub columns: u32,
    /// cells from south to north
    pub rows: u32,
}

impl Grid {
    /// The grid with cells of 2^shift steps that covers a box; `None` when that is more than [`CELLS_MAX`] cells.
    pub(super) fn over(bounds: Bounds, shift: u32) -> Option<Self> {
        let count =
            |low: i32, high: i32| u32::try_from(((i64::from(high) - i64::from(low)) >> shift) + 1).ok();
        let columns = count(bounds.west, bounds.east)?;
        let rows = count(bounds.south, bounds.north)?;
        Self::checked(bounds.west, bounds.south, shift, columns, rows)
    }

    /// The grid of these numbers, if they can be those of a grid.
    pub(super) fn checked(west: i32, south: i32, shift: u32, columns: u32, rows: u32) -> Option<Self> {
        let fits = (1..=SHIFT_MAX).contains(&shift)
            && u64::from(columns) * u64::from(rows) <= CELLS_MAX
            && i64::from(columns) << shift < 1 << 33
            && i64::from(rows) << shift < 1 << 33;
        fits.then_some(Self { west, south, shift, columns, rows })
    }

    /// How many cells there are.
    pub(super) fn cells(self) -> usize {
        self.columns as usize * self.rows as usize
    }

    /// The number of a cell in the packed array.
    pub(super) fn index(self, column: u32, row: u32) -> usize {
        row as usize * self.columns as usize + column as usize
    }

    /// The cell that a point lies in.
    #[inline]
    pub(super) fn cell(self, p: Nano) -> Option<(u32, u32)> {
        let x = p.x - i64::from(self.west) * NANO_PER_STEP;
        let y = p.y - i64::from(self.south) * NANO_PER_STEP;
        if x < 0 || y < 0 {
            return None;
        }
        let (column, row) = ((x / NANO_PER_STEP) >> self.shift, (y / NANO_PER_STEP) >> self.shift);
        // not negative, and less than 2^33 steps wide
        (column < i64::from(self.columns) && row < i64::from(self.rows))
            .then_some((column as u32, row as u32))
    }

    /// The reference point of a cell: its middle and half a step further, so that no vertex lies on its lines.
    #[inline]
    pub(super) fn centre(self, column: u32, row: u32) -> Nano {
        let at = |low: i32, index: u32| {
            let steps = i64::from(low) + (i64::from(index) << self.shift) + (1 << (self.shift - 1));
            steps * NANO_PER_STEP + NANO_PER_STEP / 2
        };
        Nano { x: at(self.west, column), y: at(self.south, row) }
    }

    /// The column of a longitude in steps, brought inside the grid. The grid must have cells.
    pub(super) fn column(self, lon: i64) -> u32 {
        ((lon - i64::from(self.west)) >> self.shift).clamp(0, i64::from(self.columns) - 1) as u32
    }

    /// The row of a latitude in steps, brought inside the grid. The grid must have cells.
    pub(super) fn row(self, lat: i64) -> u32 {
        ((lat - i64::from(self.south)) >> self.shift).clamp(0, i64::from(self.rows) - 1) as u32
    }

    /// About how many cells an edge touches.
    pub(super) fn touches(self, a: Vertex, b: Vertex) -> u64 {
        let along = |i: usize| u64::from(a[i].abs_diff(b[i])) >> self.shift;
        along(0) + along(1) + 2
    }

    /// Calls `touch` with the column and row of each cell that an edge touches, and perhaps a neighbour of one.
    pub(super) fn each_touched(self, a: Vertex, b: Vertex, mut touch: impl FnMut(u32, u32)) {
        let (low, high) = if a[1] <= b[1] { (a, b) } else { (b, a) };
        let (first, last) = (self.row(i64::from(low[1])), self.row(i64::from(high[1])));
        for row in first..=last {
            let south = i64::from(self.south) + (i64::from(row) << self.shift);
            let north = south + (1 << self.shift);
            let from = x_at(low, high, south.max(i64::from(low[1])));
            let to = x_at(low, high, north.min(i64::from(high[1])));
            let (west, east) = (from.0.min(to.0), from.1.max(to.1));
            let (west, east) = if first == last {
                (i64::from(a[0].min(b[0])), i64::from(a[0].max(b[0])))
            } else {
                (west, east)
            };
            for column in self.column(west)..=self.column(east) {
                touch(column, row);
            }
        }
    }

    /// Calls `cross` with the row, and the first column whose centre lies beyond the edge, of each line through the
    /// centres of a row that an edge crosses. The column may be one past the last.
    pub(super) fn each_crossed(self, a: Vertex, b: Vertex, mut cross: impl FnMut(u32, u32)) {
        let (low, high) = if a[1] <= b[1] { (a, b) } else { (b, a) };
        for row in self.row(i64::from(low[1]))..=self.row(i64::from(high[1])) {
            let y = self.centre(0, row).y;
            if (Nano::at(low).y < y) == (Nano::at(high).y < y) {
                continue;
            }
            let (x, _) = x_at(low, high, y.div_euclid(NANO_PER_STEP));
            // the estimate is at most a step or so off, the exact test moves it
            let mut column = self.column(x);
            while column > 0 && exact::is_left(self.centre(column - 1, row), a, b) {
                column -= 1;
            }
            while column < self.columns && !exact::is_left(self.centre(column, row), a, b) {
                column += 1;
            }
            cross(row, column);
        }
    }
}

/// The longitude at which an edge reaches a latitude, rounded down and up. `low` is not north of `high`.
fn x_at(low: Vertex, high: Vertex, y: i64) -> (i64, i64) {
    let (x1, x2) = (i64::from(low[0]), i64::from(high[0]));
    let rise = i128::from(high[1]) - i128::from(low[1]);
    if rise == 0 {
        return (x1.min(x2), x1.max(x2));
    }
    let along = i128::from(y) - i128::from(low[1]);
    let run = (i128::from(x2) - i128::from(x1)) * along;
    // within the edge, so it fits
    let floor = run.div_euclid(rise) as i64;
    (x1 + floor, x1 + floor + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_point_of_an_edge_is_in_a_cell_it_touches() {
        let grid = Grid::over(Bounds { west: -100, south: -100, east: 400, north: 300 }, 4).unwrap();
        for (a, b) in
            [([-90, -80], [390, 290]), ([390, -100], [-100, 300]), ([0, 16], [100, 16]), ([60, 0], [60, 99])]
        {
            let mut touched = Vec::new();
            grid.each_touched(a, b, |column, row| touched.push((column, row)));
            for part in 0..=1_000_i64 {
                let at = |i: usize| {
                    i64::from(a[i]) * 100 + (i64::from(b[i]) - i64::from(a[i])) * 100 * part / 1_000
                };
                let cell = grid.cell(Nano { x: at(0), y: at(1) }).unwrap();
                assert!(touched.contains(&cell), "{a:?} {b:?} {part}");
            }
        }
    }
}
