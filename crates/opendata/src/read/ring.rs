//! Rings of polygons, as two formats hand them over.

use geo_types::{Coord, LineString, Polygon};

use crate::finding::{FindingKind, Remark};

/// Fewest positions of a closed ring: a triangle and its first corner again.
const RING_POSITIONS_MIN: usize = 4;

/// What was repaired in a geometry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Repairs {
    /// rings that did not end where they began
    pub closed: u32,
    /// rings with too few positions to enclose anything, left out
    pub dropped: u32,
}

impl Repairs {
    /// The ring, closed; `None` when it cannot enclose anything.
    pub fn ring(&mut self, mut positions: Vec<Coord<f64>>) -> Option<LineString<f64>> {
        if let Some(first) = positions.first().copied()
            && positions.last() != Some(&first)
        {
            positions.push(first);
            self.closed += 1;
        }
        if positions.len() < RING_POSITIONS_MIN {
            self.dropped += 1;
            return None;
        }
        Some(LineString(positions))
    }

    /// The polygon of these rings, the outer one first; `None` when the outer one encloses nothing.
    pub fn polygon(&mut self, rings: Vec<Vec<Coord<f64>>>) -> Option<Polygon<f64>> {
        let mut rings = rings.into_iter();
        let outer = self.ring(rings.next()?)?;
        let holes = rings.filter_map(|hole| self.ring(hole)).collect();
        Some(Polygon::new(outer, holes))
    }

    /// What to say about a geometry that was repaired; nothing when it was whole.
    #[must_use]
    pub fn remark(self, record: u64) -> Option<Remark> {
        let why = match self {
            Self { closed: 0, dropped: 0 } => return None,
            Self { closed, dropped: 0 } => {
                format!("{closed} ring(s) did not end where they began and were closed")
            }
            Self { closed: 0, dropped } => format!("{dropped} ring(s) enclose nothing and were left out"),
            Self { closed, dropped } => {
                format!("{closed} ring(s) were closed, {dropped} ring(s) enclose nothing and were left out")
            }
        };
        Some(Remark::on_record(record, FindingKind::RepairedGeometry, why))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn positions(pairs: &[(f64, f64)]) -> Vec<Coord<f64>> {
        pairs.iter().map(|&(x, y)| Coord { x, y }).collect()
    }

    #[test]
    fn an_open_ring_is_closed() {
        let mut repairs = Repairs::default();
        let ring = repairs.ring(positions(&[(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)])).unwrap();
        assert_eq!(ring.0.len(), 4);
        assert_eq!(repairs, Repairs { closed: 1, dropped: 0 });
        assert!(repairs.remark(1).unwrap().why.contains("closed"));
    }

    #[test]
    fn a_ring_of_two_positions_is_left_out() {
        let mut repairs = Repairs::default();
        let square = positions(&[(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]);
        let line = positions(&[(1.0, 1.0), (2.0, 2.0), (1.0, 1.0)]);
        let polygon = repairs.polygon(vec![square, line.clone()]).unwrap();
        assert!(polygon.interiors().is_empty());
        assert_eq!(repairs.dropped, 1);
        assert_eq!(Repairs::default().polygon(vec![line]), None);
        assert_eq!(Repairs::default().polygon(vec![]), None);
    }
}
