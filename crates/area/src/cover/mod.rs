//! From a point to the areas that hold it: an immutable packed index that can be mapped from a file.
//!
//! A grid lies over all areas of one division. A cell that no border crosses names its area; any other cell points to a
//! record with the areas that hold the centre of the cell and the pieces of border that cross it. A question walks
//! from the centre to the point, first east or west, then north or south; each border it crosses puts the areas on its
//! two sides in or out. The walk is decided in whole numbers (see `exact`), so in a true partition each point, on
//! borders and vertices too, is in exactly one area.
//!
//! The file, in little-endian words of 32 bits: the header, the cells row by row from the south-west, the records.
//! A record: number of areas at the centre, number of chains, those areas in ascending order, the chains. A chain: the
//! areas on both sides (or [`NOBODY`]), number of vertices, the vertices (longitude, latitude).

mod build;
mod division;
mod format;
mod grid;
mod lookup;
mod near;
mod outline;
mod record;
mod segments;
#[cfg(test)]
mod tests;

pub use build::CoverTooLarge;
pub use division::{DIVISION_M2_MIN, Division, Gap, Overlap};
pub use format::{CoverError, NOBODY};
pub use near::NearArea;

use grid::Grid;

/// A view of a packed index of the areas of one level and year. Areas are numbered as they were given to [`Cover::build`].
#[derive(Debug, Clone, Copy)]
pub struct Cover<'a> {
    grid: Grid,
    areas: u32,
    cells: &'a [u32],
    records: &'a [u32],
}

impl Cover<'_> {
    /// How many areas the index is of; every number that it answers is below this.
    #[must_use]
    pub fn areas(&self) -> u32 {
        self.areas
    }
}
