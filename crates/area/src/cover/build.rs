//! Making the index.

use std::collections::HashMap;

use super::format::{self, RECORD_BIT, RECORD_WORDS_MAX};
use super::grid::{CELLS_MAX, Grid, SHIFT_MAX};
use super::segments::{self, Segment};
use super::{Cover, NOBODY};
use crate::{Bounds, Shape};

/// Cells for each piece of border: few enough borders in a cell, few enough cells to stay in the processor's cache.
const CELLS_PER_SEGMENT: u64 = 16;
/// Fewest cells that a grid aims for.
const CELLS_MIN: u64 = 1 << 10;
/// Most times that borders touch cells; at up to 40 bytes in memory and file.
const TOUCHES_MAX: u64 = 1 << 27;

/// The areas have too many borders for one index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the areas have too many borders for one index: split the set of areas or simplify its shapes")]
pub struct CoverTooLarge;

impl Cover<'_> {
    /// Builds the index of the areas of one level and year, in one buffer of bytes. Areas are numbered in this order:
    /// sort them by code, so that the lowest number is the lowest code. The same areas give the same bytes.
    ///
    /// # Errors
    /// When there are too many borders for one index: more than about 100 million.
    pub fn build(shapes: &[&Shape]) -> Result<Vec<u8>, CoverTooLarge> {
        let areas = u32::try_from(shapes.len()).ok().filter(|&n| n < RECORD_BIT).ok_or(CoverTooLarge)?;
        let Some(bounds) = shapes.iter().map(|shape| shape.bounds()).reduce(Bounds::and) else {
            return Ok(format::to_bytes(
                Grid { west: 0, south: 0, shift: 1, columns: 0, rows: 0 },
                0,
                &[],
                &[],
            ));
        };
        let segments = segments::of_shapes(shapes);
        let grid = choose_grid(bounds, &segments).ok_or(CoverTooLarge)?;
        let borders = Borders::of(grid, &segments);
        let mut writer =
            Writer { cells: Vec::with_capacity(grid.cells()), records: Vec::new(), seen: HashMap::new() };
        let mut crossings = row_crossings(grid, &segments).into_iter().peekable();
        for row in 0..grid.rows {
            let mut inside: Vec<u32> = Vec::new();
            for column in 0..grid.columns {
                while let Some((_, _, segment)) = crossings.next_if(|&(r, c, _)| (r, c) <= (row, column)) {
                    for area in segments[segment as usize].areas {
                        toggle_sorted(&mut inside, area);
                    }
                }
                writer.cell(&inside, borders.in_cell(grid.index(column, row)), &segments)?;
            }
            // what lies east of the last centre of this row
            while crossings.next_if(|&(r, _, _)| r == row).is_some() {}
        }
        Ok(format::to_bytes(grid, areas, &writer.cells, &writer.records))
    }
}

/// The finest grid that the number of borders asks for.
fn choose_grid(bounds: Bounds, segments: &[Segment]) -> Option<Grid> {
    let wanted = (segments.len() as u64 * CELLS_PER_SEGMENT).clamp(CELLS_MIN, CELLS_MAX);
    (1..=SHIFT_MAX).filter_map(|shift| Grid::over(bounds, shift)).find(|grid| {
        let touches = || segments.iter().map(|s| grid.touches(s.from, s.to)).sum::<u64>();
        grid.cells() as u64 <= wanted && touches() <= TOUCHES_MAX
    })
}

/// Which segments touch each cell, packed.
struct Borders {
    starts: Vec<u32>,
    segments: Vec<u32>,
}

impl Borders {
    fn of(grid: Grid, segments: &[Segment]) -> Self {
        let mut starts = vec![0_u32; grid.cells() + 1];
        for segment in segments {
            grid.each_touched(segment.from, segment.to, |column, row| {
                starts[grid.index(column, row) + 1] += 1
            });
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut filled = starts.clone();
        let mut packed = vec![0_u32; starts.last().map_or(0, |&n| n as usize)];
        for (number, segment) in (0_u32..).zip(segments) {
            grid.each_touched(segment.from, segment.to, |column, row| {
                let next = &mut filled[grid.index(column, row)];
                packed[*next as usize] = number;
                *next += 1;
            });
        }
        Self { starts, segments: packed }
    }

    fn in_cell(&self, cell: usize) -> &[u32] {
        &self.segments[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}

/// Where segments cross the lines through the centres of the rows: (row, first column whose centre lies east of the
/// crossing, segment), sorted.
fn row_crossings(grid: Grid, segments: &[Segment]) -> Vec<(u32, u32, u32)> {
    let mut crossings = Vec::new();
    for (number, segment) in (0_u32..).zip(segments) {
        grid.each_crossed(segment.from, segment.to, |row, column| crossings.push((row, column, number)));
    }
    crossings.sort_unstable();
    crossings
}

fn toggle_sorted(inside: &mut Vec<u32>, area: u32) {
    if area == NOBODY {
        return;
    }
    match inside.binary_search(&area) {
        Ok(at) => {
            inside.remove(at);
        }
        Err(at) => inside.insert(at, area),
    }
}

struct Writer {
    cells: Vec<u32>,
    records: Vec<u32>,
    /// records of cells without borders, which are often the same
    seen: HashMap<Vec<u32>, u32>,
}

impl Writer {
    fn cell(&mut self, inside: &[u32], borders: &[u32], segments: &[Segment]) -> Result<(), CoverTooLarge> {
        let word = match (inside, borders) {
            ([], []) => NOBODY,
            ([area], []) => *area,
            (_, []) => match self.seen.get(inside) {
                Some(&word) => word,
                None => {
                    let word = self.record(inside, &[], segments)?;
                    self.seen.insert(inside.to_vec(), word);
                    word
                }
            },
            _ => self.record(inside, borders, segments)?,
        };
        self.cells.push(word);
        Ok(())
    }

    fn record(
        &mut self,
        inside: &[u32],
        borders: &[u32],
        segments: &[Segment],
    ) -> Result<u32, CoverTooLarge> {
        let at = self.records.len();
        // counts fit: there are fewer areas and touches than 2^31
        self.records.extend([inside.len() as u32, 0]);
        self.records.extend_from_slice(inside);
        let borders = borders.iter().map(|&number| segments[number as usize]);
        let mut last: Option<Segment> = None;
        let mut count = 0;
        for segment in borders {
            let goes_on = last.is_some_and(|last| last.areas == segment.areas && last.to == segment.from);
            if !goes_on {
                count = self.records.len() + 2;
                self.records.extend([segment.areas[0], segment.areas[1], 1]);
                self.vertex(segment.from);
                self.records[at + 1] += 1;
            }
            self.vertex(segment.to);
            self.records[count] += 1;
            last = Some(segment);
        }
        if self.records.len() > RECORD_WORDS_MAX {
            return Err(CoverTooLarge);
        }
        Ok(RECORD_BIT | at as u32)
    }

    fn vertex(&mut self, vertex: [i32; 2]) {
        self.records.extend(vertex.map(i32::cast_unsigned));
    }
}
