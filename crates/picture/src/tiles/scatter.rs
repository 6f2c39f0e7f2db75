//! Points along a curve on which each tile of each zoom is one stretch (Morton, 1966).

use schouw_area::{TILE_EXTENT, TILE_ZOOM_MAX, TileId};

/// Bits of the units of a tile.
const EXTENT_BITS: u32 = TILE_EXTENT.trailing_zeros();
/// A tile that is too full to show points one by one is cut into 2 to the power of this, both ways.
const CELL_BITS: u32 = 4;

/// Where a point of the grid of the last zoom lies on the curve.
pub(super) fn along([x, y]: [i32; 2]) -> u64 {
    let spread = |v: i32| {
        // coordinates have 26 bits; negative ones are no points
        let mut v = u64::from(v.max(0).cast_unsigned());
        v = (v | v << 16) & 0x0000_FFFF_0000_FFFF;
        v = (v | v << 8) & 0x00FF_00FF_00FF_00FF;
        v = (v | v << 4) & 0x0F0F_0F0F_0F0F_0F0F;
        v = (v | v << 2) & 0x3333_3333_3333_3333;
        (v | v << 1) & 0x5555_5555_5555_5555
    };
    spread(x) | spread(y) << 1
}

/// The points of a tile among points that stand along the curve.
pub(super) fn in_tile(points: &[[i32; 2]], tile: TileId) -> std::ops::Range<usize> {
    let bits = 2 * (EXTENT_BITS + u32::from(TILE_ZOOM_MAX - tile.z()));
    // below 2^14
    let first = along([tile.x() as i32, tile.y() as i32]) << bits;
    let start = points.partition_point(|&point| along(point) < first);
    let end = points.partition_point(|&point| along(point) < first + (1 << bits));
    start..end.max(start)
}

/// The cell of a tile that a point stands in; cells come in ascending order along the curve.
pub(super) fn cell(point: [i32; 2], z: u8) -> u64 {
    along(point) >> (2 * (EXTENT_BITS - CELL_BITS + u32::from(TILE_ZOOM_MAX - z.min(TILE_ZOOM_MAX))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_is_one_stretch_of_the_curve() {
        let mut state = 7_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 40) as i32 & 0x3F_FFFF
        };
        let mut points: Vec<[i32; 2]> = (0..3_000).map(|_| [next(), next()]).collect();
        points.sort_by_key(|&point| along(point));
        for z in 4..=TILE_ZOOM_MAX {
            let shift = EXTENT_BITS + u32::from(TILE_ZOOM_MAX - z);
            for &[x, y] in points.iter().step_by(97) {
                let (column, row) = (x >> shift, y >> shift);
                let tile = TileId::new(u32::from(z), column as u32, row as u32).unwrap();
                let found = in_tile(&points, tile);
                for (at, &[x, y]) in points.iter().enumerate() {
                    assert_eq!(found.contains(&at), (x >> shift, y >> shift) == (column, row), "{z} {x} {y}");
                }
            }
        }
    }
}
