//! One tile.

use schouw_area::{TILE_EXTENT, TileGeometry, TileId, TileLayer, TileValue, write_tile};

use super::areas::Room;
use super::book::{Drawn, Hidden, Layer, TileBook};
use super::names::NOT_SHOWN;

/// Most surfaces and names in a tile.
const THINGS_MAX: usize = 50_000;
/// Most words of drawing in a tile, at about 1.3 bytes each.
const WORDS_MAX: usize = 1_500_000;

/// Draws a tile of a layer.
pub(super) fn tile(book: &TileBook<'_>, layer: &Layer, tile: TileId, hidden: &Hidden) -> Vec<u8> {
    let mut room = Room { things: THINGS_MAX, words: WORDS_MAX, left_out: 0 };
    let mut things = TileLayer::new(&layer.about.name);
    let mut layers = Vec::with_capacity(3);
    match &layer.drawn {
        Drawn::Areas(parts) => {
            let mut names = TileLayer::new(layer.about.labels.as_deref().unwrap_or_default());
            let mut first_id = 0;
            for part in parts.iter().filter_map(|&number| book.parts.get(number)) {
                let dataset = book.meta.datasets.get(usize::from(part.meta.source));
                let dataset = dataset.map_or("", String::as_str);
                part.draw(tile, dataset, first_id, &mut room, [&mut things, &mut names]);
                first_id += u64::from(part.meta.areas);
            }
            layers.extend([things, names]);
            if room.left_out > 0 {
                layers.push(not_shown(tile, room.left_out));
            }
        }
        Drawn::Items(number) => {
            if let (Some(items), Some(hidden)) = (book.items.get(*number), hidden.items.get(*number)) {
                items.draw(tile, &book.meta.datasets, hidden, &mut room, &mut things);
            }
            layers.push(things);
        }
    }
    write_tile(layers)
}

/// How many areas there was no room for, at the middle of the tile.
fn not_shown(tile: TileId, count: u64) -> TileLayer {
    let mut layer = TileLayer::new(NOT_SHOWN);
    let middle = tile.origin().map(|v| v + TILE_EXTENT / 2);
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    layer.add(0, TileGeometry::point(tile, middle), [("count", TileValue::Whole(count))]);
    layer
}
