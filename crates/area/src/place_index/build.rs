//! Making the index of places.

use super::{BOX_WORDS, Header, MAGIC, NODE, PLACES_MAX, PlaceIndex, PlaceIndexError, VERSION, level_sizes};
use crate::Bounds;

/// Bits of each coordinate on the Hilbert curve.
const CURVE_BITS: u32 = 16;

impl PlaceIndex<'_> {
    /// Builds an index of points: longitude and latitude in steps of 1e-7 degree. The same points give the same bytes.
    ///
    /// # Errors
    /// When there are more than [`PLACES_MAX`].
    pub fn of_points(points: impl IntoIterator<Item = (i32, i32)>) -> Result<Vec<u8>, PlaceIndexError> {
        build(points.into_iter().map(|(lon, lat)| Bounds::of(lon, lat)), 2)
    }

    /// Builds an index of boxes in steps of 1e-7 degree. The same boxes give the same bytes.
    ///
    /// # Errors
    /// When there are more than [`PLACES_MAX`].
    pub fn of_boxes(boxes: impl IntoIterator<Item = Bounds>) -> Result<Vec<u8>, PlaceIndexError> {
        build(boxes.into_iter(), BOX_WORDS)
    }
}

fn build(boxes: impl Iterator<Item = Bounds>, leaf_words: usize) -> Result<Vec<u8>, PlaceIndexError> {
    let boxes: Vec<Bounds> = boxes.take(PLACES_MAX + 1).collect();
    if boxes.len() > PLACES_MAX {
        return Err(PlaceIndexError::TooMany);
    }
    let whole = boxes.iter().copied().reduce(Bounds::and);
    let mut order: Vec<(u32, u32)> = (0_u32..)
        .zip(&boxes)
        .map(|(number, place)| (whole.map_or(0, |whole| curve(whole, *place)), number))
        .collect();
    order.sort_unstable();
    let header = Header {
        magic: MAGIC,
        version: VERSION,
        leaf_words: leaf_words as u32,
        items: boxes.len() as u32,
        reserved: 0,
    };
    let nodes: usize = level_sizes(boxes.len()).sum();
    let words = boxes.len() * (1 + leaf_words) + nodes * BOX_WORDS;
    let mut bytes = Vec::with_capacity(size_of::<Header>() + 4 * words);
    bytes.extend_from_slice(bytemuck::bytes_of(&header));
    for (_, number) in &order {
        bytes.extend_from_slice(&number.to_ne_bytes());
    }
    let mut level: Vec<Bounds> = Vec::with_capacity(boxes.len());
    for (_, number) in order {
        let Some(&place) = boxes.get(number as usize) else { continue };
        level.push(place);
        let words = [place.west, place.south, place.east, place.north];
        bytes.extend_from_slice(bytemuck::cast_slice(words.get(..leaf_words).unwrap_or(&words)));
    }
    for _ in level_sizes(boxes.len()) {
        level =
            level.chunks(NODE).filter_map(|children| children.iter().copied().reduce(Bounds::and)).collect();
        for node in &level {
            bytes.extend_from_slice(bytemuck::cast_slice(&[node.west, node.south, node.east, node.north]));
        }
    }
    Ok(bytes)
}

/// Where the middle of a box lies on the Hilbert curve through the whole.
fn curve(whole: Bounds, place: Bounds) -> u32 {
    let scaled = |low: i32, high: i32, from: i32, to: i32| {
        let width = (i64::from(high) - i64::from(low)).max(1);
        let middle = (i64::from(from) + i64::from(to)) / 2 - i64::from(low);
        // within the whole, so at most 2^16 - 1
        (middle * ((1 << CURVE_BITS) - 1) / width) as u32
    };
    let mut x = scaled(whole.west, whole.east, place.west, place.east);
    let mut y = scaled(whole.south, whole.north, place.south, place.north);
    let mut along = 0;
    for bit in (0..CURVE_BITS).rev() {
        let (right, upper) = (x >> bit & 1, y >> bit & 1);
        along = along << 2 | (3 * right) ^ upper;
        // turn the quarter so that the curve inside it begins and ends where it should
        if upper == 0 {
            if right == 1 {
                (x, y) = (!x & 0xFFFF, !y & 0xFFFF);
            }
            (x, y) = (y, x);
        }
    }
    along
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_steps_from_neighbour_to_neighbour() {
        let whole = Bounds { west: 0, south: 0, east: 0xFFFF, north: 0xFFFF };
        let mut along: Vec<(u32, i32, i32)> = Vec::new();
        for x in 0..32 {
            for y in 0..32 {
                along.push((curve(whole, Bounds::of(x, y)), x, y));
            }
        }
        along.sort_unstable();
        for pair in along.windows(2) {
            let [(_, ax, ay), (_, bx, by)] = pair else { continue };
            assert_eq!((ax - bx).abs() + (ay - by).abs(), 1, "{pair:?}");
        }
    }
}
