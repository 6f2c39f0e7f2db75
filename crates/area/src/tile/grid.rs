//! Tiles and the grids of the zooms, in Web Mercator.

/// Units along the side of a tile.
pub const TILE_EXTENT: i32 = 4096;
/// Units beyond the sides of a tile to which shapes are cut.
pub const TILE_BUFFER: i32 = 64;
/// The last zoom for which tiles are made; a map enlarges them further.
pub const TILE_ZOOM_MAX: u8 = 14;

/// Bits of a coordinate on the grid of the last zoom: 2^14 tiles of 2^12 units.
const GRID_BITS: u32 = 26;
/// Bits of a coordinate on the fine grid, from which the grid of the last zoom is rounded: as fine as 1e-7 degree.
pub(super) const FINE_BITS: u32 = 32;
/// Bits that go when a fine coordinate is rounded to the grid of the last zoom.
pub(super) const FINE_SHIFT: u32 = FINE_BITS - GRID_BITS;
/// Steps of 1e-7 degree in half a turn.
const HALF_TURN_STEPS: f64 = 1.8e9;

/// A tile: zoom, column from the west, row from the north.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TileId {
    z: u8,
    x: u32,
    y: u32,
}

/// Numbers that are no tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{z}/{x}/{y}` is no tile: zoom is 0 to {TILE_ZOOM_MAX}, column and row are below 2 to the power of the zoom"
)]
pub struct TileIdError {
    /// zoom as given
    pub z: u32,
    /// column as given
    pub x: u32,
    /// row as given
    pub y: u32,
}

impl TileId {
    /// A tile of a zoom up to [`TILE_ZOOM_MAX`].
    ///
    /// # Errors
    /// When the zoom is beyond that, or the column or row lies outside the world.
    pub fn new(z: u32, x: u32, y: u32) -> Result<Self, TileIdError> {
        let wrong = TileIdError { z, x, y };
        let zoom = u8::try_from(z).ok().filter(|z| *z <= TILE_ZOOM_MAX).ok_or(wrong)?;
        if x >> z != 0 || y >> z != 0 {
            return Err(wrong);
        }
        Ok(Self { z: zoom, x, y })
    }

    /// The zoom.
    #[must_use]
    pub fn z(self) -> u8 {
        self.z
    }

    /// The column, from the west.
    #[must_use]
    pub fn x(self) -> u32 {
        self.x
    }

    /// The row, from the north.
    #[must_use]
    pub fn y(self) -> u32 {
        self.y
    }

    /// The north-west corner on the grid of its zoom.
    #[must_use]
    pub fn origin(self) -> [i32; 2] {
        // at most 2^26
        [self.x as i32 * TILE_EXTENT, self.y as i32 * TILE_EXTENT]
    }
}

/// Where a place (longitude, latitude in steps of 1e-7 degree) lies on the grid of the last zoom; what is nearer a pole
/// than the edge of the world is brought to the edge. Shift right by `TILE_ZOOM_MAX - z` for another zoom.
#[must_use]
pub fn tile_point(lon: i32, lat: i32) -> [i32; 2] {
    // at most 2^26
    fine(lon, lat).map(|fine| (fine >> FINE_SHIFT) as i32)
}

/// The same on the fine grid.
pub(super) fn fine(lon: i32, lat: i32) -> [i64; 2] {
    let world = (1_u64 << FINE_BITS) as f64;
    let turns = f64::from(lon) / (2.0 * HALF_TURN_STEPS) + 0.5;
    let radians = f64::from(lat) / HALF_TURN_STEPS * std::f64::consts::PI;
    let south = 0.5 - radians.tan().asinh() / std::f64::consts::TAU;
    // casts saturate, also what is not finite at the poles
    [turns, south].map(|part| ((part * world) as i64).clamp(0, (1 << FINE_BITS) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_outside_the_world_are_no_tile() {
        for (z, x, y, good) in [
            (0, 0, 0, true),
            (0, 1, 0, false),
            (14, 16_383, 16_383, true),
            (14, 16_384, 0, false),
            (15, 0, 0, false),
            (u32::MAX, u32::MAX, u32::MAX, false),
        ] {
            assert_eq!(TileId::new(z, x, y).is_ok(), good, "{z}/{x}/{y}");
        }
    }

    #[test]
    fn a_place_lies_in_its_tile() {
        // by the formula of the OpenStreetMap wiki (slippy map tilenames): Dam, Amsterdam
        let [x, y] = tile_point(48_932_000, 523_731_000);
        assert_eq!((x >> 12, y >> 12), (8_414, 5_384));
        assert_eq!(tile_point(-1_800_000_000, 900_000_000), [0, 0]);
        assert_eq!(tile_point(1_800_000_000, -900_000_000), [(1 << 26) - 1, (1 << 26) - 1]);
    }
}
