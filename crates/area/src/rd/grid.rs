//! The correction grid of RDNAPTRANS2018: what the similarity transformation leaves, up to 0.24 m.

use super::datum::Angles;

/// Steps of a stored correction in one degree: the file has nine decimals, so whole numbers hold it exactly.
pub(super) const STEPS_PER_DEGREE: f64 = 1e9;
/// Rows from south to north.
pub(super) const ROWS: usize = 481;
/// Columns from west to east.
pub(super) const COLUMNS: usize = 301;
/// Latitude of the first row and longitude of the first column, degrees on Bessel 1841.
pub(super) const SOUTH: f64 = 50.0;
pub(super) const WEST: f64 = 2.0;
/// Rows in a degree of latitude (0.0125° apart), columns in a degree of longitude (0.02° apart).
pub(super) const ROWS_PER_DEGREE: f64 = 80.0;
pub(super) const COLUMNS_PER_DEGREE: f64 = 50.0;

/// Times that the correction is looked up anew at the place it gave. Over any distance the correction changes by less
/// than 3e-5 of it, so of 0.25 m the first look-up leaves 7 µm and the second 0.2 nm.
const FIXED_POINT_STEPS: usize = 2;

/// A node's correction in steps of 1e-9 degree: north, east.
pub(super) type Node = [i16; 2];

/// The correction grid, read from the text file `rdcorr2018.txt` by [`CorrectionGrid::read`]; 0.6 MB in memory.
///
/// With it RD is exact to a tenth of a millimetre inside the grid (50–56° N, 2–8° E on Bessel 1841).
#[derive(Clone, PartialEq, Eq)]
pub struct CorrectionGrid {
    /// `ROWS` rows of `COLUMNS` nodes, from the south-west
    pub(super) nodes: Box<[Node]>,
}

impl std::fmt::Debug for CorrectionGrid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CorrectionGrid").field("nodes", &self.nodes.len()).finish()
    }
}

impl CorrectionGrid {
    /// The correction at a place on Bessel 1841, radians, bilinear between four nodes; none outside the grid.
    fn at(&self, bessel: Angles) -> Option<Angles> {
        let row = (bessel.lat.to_degrees() - SOUTH) * ROWS_PER_DEGREE;
        let column = (bessel.lon.to_degrees() - WEST) * COLUMNS_PER_DEGREE;
        let inside =
            (0.0..=(ROWS - 1) as f64).contains(&row) && (0.0..=(COLUMNS - 1) as f64).contains(&column);
        if !inside {
            return None;
        }
        // a place on the north or east border belongs to the last cell
        let (r, c) = ((row as usize).min(ROWS - 2), (column as usize).min(COLUMNS - 2));
        let (up, right) = (row - r as f64, column - c as f64);
        let south = self.nodes.get(r * COLUMNS + c..)?.first_chunk::<2>()?;
        let north = self.nodes.get((r + 1) * COLUMNS + c..)?.first_chunk::<2>()?;
        let mix = |i: usize| {
            let low = f64::from(south[0][i]) * (1.0 - right) + f64::from(south[1][i]) * right;
            let high = f64::from(north[0][i]) * (1.0 - right) + f64::from(north[1][i]) * right;
            ((low * (1.0 - up) + high * up) / STEPS_PER_DEGREE).to_radians()
        };
        Some(Angles { lat: mix(0), lon: mix(1) })
    }

    /// Takes the correction from coordinates that the similarity transformation gave; none outside the grid.
    ///
    /// The grid is indexed by the corrected place, which is what is sought: hence the fixed point.
    pub(super) fn corrected(&self, similar: Angles) -> Option<Angles> {
        let mut found = similar;
        for _ in 0..FIXED_POINT_STEPS {
            let by = self.at(found)?;
            found = Angles { lat: similar.lat - by.lat, lon: similar.lon - by.lon };
        }
        Some(found)
    }

    /// Gives the correction back to the true coordinates on Bessel 1841; none outside the grid.
    pub(super) fn uncorrected(&self, real: Angles) -> Option<Angles> {
        let by = self.at(real)?;
        Some(Angles { lat: real.lat + by.lat, lon: real.lon + by.lon })
    }
}
