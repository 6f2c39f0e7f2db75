//! What is wrong with a division: areas that overlap, and stretches inside the whole that no area covers.
//!
//! Each border is cut where another one crosses or touches it. A piece has the same areas along the whole of either
//! side; which ones is found by walking there from the centre of a cell, decided in whole numbers. Pieces with two areas
//! on one side and not both on the other bound an overlap; pieces with nobody on one side bound a gap or the outside.
//! Their areas follow from the pieces alone (Green's theorem). Cuts are rounded to 1e-9 degree and pieces shorter than
//! 4e-9 degree are passed over, so an area is within about 0.1 m² per kilometre of border; what is smaller than
//! [`DIVISION_M2_MIN`] is counted as rounding of the source.

mod cuts;
mod loops;
mod sides;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::Cover;
use super::lookup::Cell;
use super::segments::Segment;
use crate::Position;
use crate::exact::Nano;
use crate::ground::area_below;

/// Smallest overlap or gap that is told, in square metres: smaller ones come from rounding of coordinates.
pub const DIVISION_M2_MIN: f64 = 10.0;
/// Most areas over one place that are paired with each other.
const STACKED_MAX: usize = 32;

/// Overlaps and gaps of the areas of one level and year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Division {
    /// pairs of areas that overlap, in ascending order
    pub overlaps: Vec<Overlap>,
    /// stretches inside the whole that nobody covers, the largest first
    pub gaps: Vec<Gap>,
}

/// Two areas that overlap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// numbers of the areas, the lower one first
    pub areas: [u32; 2],
    /// size of all places that both hold together
    pub square_metres: f64,
    /// a place on the border of the overlap
    pub at: Position,
}

/// A stretch inside the whole that no area covers.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// the areas round it, in ascending order
    pub neighbours: Vec<u32>,
    /// its size
    pub square_metres: f64,
    /// a place on its border
    pub at: Position,
}

/// A piece of border with the areas on both sides.
struct Piece {
    from: Nano,
    to: Nano,
    left: Vec<u32>,
    right: Vec<u32>,
}

impl Cover<'_> {
    /// The overlaps and gaps of at least [`DIVISION_M2_MIN`] in the areas of this index. Takes longer than building it.
    #[must_use]
    pub fn division(&self) -> Division {
        let mut overlaps = Overlaps::default();
        let mut outline = loops::Outline::default();
        self.each_border(|segment| {
            let cuts = cuts::along(self, &segment);
            for joined in &cuts.joined {
                outline.join(joined[0], joined[1]);
            }
            for ends in cuts.nodes.windows(2) {
                let &[from, to] = ends else { continue };
                let Some(mut piece) = sides::of_piece(self, &segment, from, to) else { continue };
                piece.left.truncate(STACKED_MAX);
                piece.right.truncate(STACKED_MAX);
                overlaps.add(&piece);
                outline.add(&piece);
            }
        });
        Division { overlaps: overlaps.finish(), gaps: outline.gaps() }
    }

    /// Each segment once: in the cell that its first vertex lies in.
    fn each_border(&self, mut border: impl FnMut(Segment)) {
        for row in 0..self.grid.rows {
            for column in 0..self.grid.columns {
                let Cell::Record(record) = self.cell(column, row) else { continue };
                for chain in record.chains() {
                    for (from, to) in chain.edges() {
                        if self.grid.cell(Nano::at(from)) == Some((column, row)) {
                            border(Segment { from, to, areas: chain.areas });
                        }
                    }
                }
            }
        }
    }

    /// Each segment in a cell.
    fn borders_in(&self, column: u32, row: u32) -> impl Iterator<Item = Segment> {
        let record = match self.cell(column, row) {
            Cell::Record(record) => Some(record),
            Cell::Nobody | Cell::One(_) => None,
        };
        record
            .into_iter()
            .flat_map(|record| record.chains())
            .flat_map(|chain| chain.edges().map(move |(from, to)| Segment { from, to, areas: chain.areas }))
    }
}

fn radians(nano: i64) -> f64 {
    (nano as f64 / 1e9).to_radians()
}

fn position(nano: Nano) -> Position {
    Position::from_fractional_steps(nano.x as f64 / 100.0, nano.y as f64 / 100.0)
}

/// What a stretch of border adds to the square metres of what lies on its left, heights counted from `zero`.
fn adds(from: Nano, to: Nano, zero: f64) -> f64 {
    let height = |y: i64| area_below(radians(y)) - zero;
    -(radians(to.x - from.x)) * (height(from.y) + height(to.y)) / 2.0
}

#[derive(Default)]
struct Overlaps {
    pairs: BTreeMap<[u32; 2], Sum>,
}

struct Sum {
    zero: f64,
    square_metres: f64,
    at: Nano,
}

impl Overlaps {
    fn add(&mut self, piece: &Piece) {
        self.add_side(&piece.left, &piece.right, piece.from, piece.to);
        self.add_side(&piece.right, &piece.left, piece.to, piece.from);
    }

    /// Pairs that lie together on the left of a stretch and not on its right.
    fn add_side(&mut self, left: &[u32], right: &[u32], from: Nano, to: Nano) {
        for (i, &a) in left.iter().enumerate() {
            for &b in left.iter().skip(i + 1) {
                if right.contains(&a) && right.contains(&b) {
                    continue;
                }
                let sum = self.pairs.entry([a.min(b), a.max(b)]).or_insert_with(|| Sum {
                    zero: area_below(radians(from.y)),
                    square_metres: 0.0,
                    at: from,
                });
                sum.square_metres += adds(from, to, sum.zero);
            }
        }
    }

    fn finish(self) -> Vec<Overlap> {
        self.pairs
            .into_iter()
            .filter(|(_, sum)| sum.square_metres >= DIVISION_M2_MIN)
            .map(|(areas, sum)| Overlap { areas, square_metres: sum.square_metres, at: position(sum.at) })
            .collect()
    }
}
