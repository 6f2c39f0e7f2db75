//! Reading tiles again, strictly.

use prost::Message as _;

use crate::tile::TILE_EXTENT;
use crate::tile::grid::TILE_BUFFER;
use crate::tile::mvt::{Feature, Tile};
use crate::tile::net::Point;

/// A polygon of a feature: the outer ring and its holes, in units of the tile.
pub type Rings = Vec<Vec<Point>>;

/// The layers of a tile. Fails on anything that the specification does not allow.
pub fn decoded(bytes: &[u8]) -> Tile {
    let tile = Tile::decode(bytes).unwrap();
    for layer in &tile.layers {
        assert_eq!((layer.version, layer.extent), (2, Some(4096)), "{}", layer.name);
        assert!(!layer.features.is_empty() && !layer.name.is_empty());
        for value in &layer.values {
            let kinds = [value.text.is_some(), value.whole.is_some(), value.flag.is_some()];
            assert_eq!(kinds.iter().filter(|is| **is).count(), 1);
        }
        for feature in &layer.features {
            assert_eq!(feature.tags.len() % 2, 0);
            for tag in feature.tags.chunks(2) {
                assert!((tag[0] as usize) < layer.keys.len() && (tag[1] as usize) < layer.values.len());
            }
        }
    }
    tile
}

/// What a feature says under a key.
pub fn says(tile: &Tile, layer: usize, feature: &Feature, key: &str) -> Option<String> {
    let layer = &tile.layers[layer];
    let tag = feature.tags.chunks(2).find(|tag| layer.keys[tag[0] as usize] == key)?;
    layer.values[tag[1] as usize].text.clone()
}

/// The polygons of a feature. Fails on wrong commands, winding, rings without area and points far outside the tile.
pub fn polygons(feature: &Feature) -> Vec<Rings> {
    assert_eq!(feature.kind, Some(3));
    let mut polygons: Vec<Rings> = Vec::new();
    let mut cursor = [0_i64; 2];
    let mut words = feature.geometry.iter().copied();
    let mut go = |words: &mut dyn Iterator<Item = u32>| -> Point {
        for at in &mut cursor {
            let word = words.next().unwrap();
            *at += i64::from((word >> 1).cast_signed() ^ -(word & 1).cast_signed());
            let reach = i64::from(TILE_BUFFER) + 1;
            assert!((-reach..=i64::from(TILE_EXTENT) + reach).contains(at), "{at} is far outside the tile");
        }
        cursor.map(|v| v as i32)
    };
    while let Some(command) = words.next() {
        assert_eq!(command, 1 | 1 << 3, "a ring begins with one MoveTo");
        let mut ring = vec![go(&mut words)];
        let lines = words.next().unwrap();
        assert!(lines & 7 == 2 && lines >> 3 >= 2, "then at least two LineTo");
        ring.extend((0..lines >> 3).map(|_| go(&mut words)));
        assert_eq!(words.next(), Some(7 | 1 << 3), "and ends with ClosePath");
        assert!(ring.windows(2).all(|pair| pair[0] != pair[1]) && ring.first() != ring.last());
        match twice(&ring) {
            0 => panic!("a ring without area: {ring:?}"),
            1.. => polygons.push(vec![ring]),
            _ => polygons.last_mut().expect("a hole follows its outer ring").push(ring),
        }
    }
    polygons
}

pub fn twice(ring: &[Point]) -> i64 {
    let ends = ring.iter().zip(ring.iter().cycle().skip(1));
    ends.map(|(a, b)| i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1])).sum()
}
