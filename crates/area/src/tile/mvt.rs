//! Mapbox Vector Tiles, version 2.1 of the specification: the messages, and a layer in the making.

use std::collections::HashMap;

use prost::Message as _;

use super::grid::{TILE_EXTENT, TileId};
use super::net::Point;

/// Version of the specification that a layer follows.
const MVT_VERSION: u32 = 2;
const MOVE_TO: u32 = 1;
const LINE_TO: u32 = 2;
const CLOSE_PATH: u32 = 7;
const POINT: i32 = 1;
const POLYGON: i32 = 3;

/// A tile (`vector_tile.proto`).
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Tile {
    #[prost(message, repeated, tag = "3")]
    pub layers: Vec<Layer>,
}

/// A layer of a tile.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Layer {
    #[prost(uint32, required, tag = "15")]
    pub version: u32,
    #[prost(string, required, tag = "1")]
    pub name: String,
    #[prost(message, repeated, tag = "2")]
    pub features: Vec<Feature>,
    #[prost(string, repeated, tag = "3")]
    pub keys: Vec<String>,
    #[prost(message, repeated, tag = "4")]
    pub values: Vec<Value>,
    #[prost(uint32, optional, tag = "5")]
    pub extent: Option<u32>,
}

/// A thing in a layer.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Feature {
    #[prost(uint64, optional, tag = "1")]
    pub id: Option<u64>,
    #[prost(uint32, repeated, tag = "2")]
    pub tags: Vec<u32>,
    #[prost(int32, optional, tag = "3")]
    pub kind: Option<i32>,
    #[prost(uint32, repeated, tag = "4")]
    pub geometry: Vec<u32>,
}

/// What a thing says under a key.
#[derive(Clone, PartialEq, prost::Message)]
pub(super) struct Value {
    #[prost(string, optional, tag = "1")]
    pub text: Option<String>,
    #[prost(int64, optional, tag = "4")]
    pub whole: Option<i64>,
    #[prost(bool, optional, tag = "7")]
    pub flag: Option<bool>,
}

/// What a thing in a tile says under a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TileValue<'a> {
    /// a text
    Text(&'a str),
    /// a text that no other thing in the tile has, such as a code; others are held once
    Own(&'a str),
    /// a whole number
    Whole(i64),
    /// yes or no
    Flag(bool),
}

/// Points or polygons in a tile.
#[derive(Debug, Clone, PartialEq)]
pub struct TileGeometry {
    kind: i32,
    commands: Vec<u32>,
    origin: Point,
    cursor: Point,
    /// lines of the ring that has begun, until they are told
    lines: u32,
}

impl TileGeometry {
    fn new(kind: i32, tile: TileId) -> Self {
        Self { kind, commands: Vec::new(), origin: tile.origin(), cursor: [0; 2], lines: 0 }
    }

    /// A point on the grid of the zoom of a tile.
    #[must_use]
    pub fn point(tile: TileId, at: [i32; 2]) -> Self {
        let mut drawing = Self::new(POINT, tile);
        drawing.command(MOVE_TO, 1);
        drawing.go(at);
        drawing
    }

    pub(super) fn polygon(tile: TileId) -> Self {
        Self::new(POLYGON, tile)
    }

    /// Whether nothing shows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.commands.is_empty()
    }

    /// How many words the drawing takes: a measure of its size.
    #[must_use]
    pub fn words(&self) -> usize {
        self.commands.len()
    }

    /// Adds an outer ring; false when it has no area once its points are whole.
    pub(super) fn outer(&mut self, ring: &[Point]) -> bool {
        self.ring(ring, 1)
    }

    /// Adds a hole, unless it has no area.
    pub(super) fn hole(&mut self, ring: &[Point]) {
        self.ring(ring, -1);
    }

    fn ring(&mut self, ring: &[Point], sign: i128) -> bool {
        let mut points: Vec<Point> = Vec::with_capacity(ring.len());
        for &point in ring {
            if points.last() != Some(&point) {
                points.push(point);
            }
        }
        while points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        let ends = points.iter().zip(points.iter().cycle().skip(1));
        let wide = |v: i32, w: i32| i128::from(v) * i128::from(w);
        let twice: i128 = ends.map(|(a, b)| wide(a[0], b[1]) - wide(b[0], a[1])).sum();
        let Some((&first, rest)) = points.split_first().filter(|_| twice.signum() == sign) else {
            return false;
        };
        self.begin(points.len());
        self.next(first);
        rest.iter().for_each(|&point| self.next(point));
        self.end();
        true
    }

    /// Begins a ring of so many points, at least two; [`TileGeometry::next`] takes each of them.
    pub(super) fn begin(&mut self, count: usize) {
        self.commands.reserve(2 * count + 3);
        self.command(MOVE_TO, 1);
        // far below 2^29
        self.lines = count as u32 - 1;
    }

    /// Goes to the next point of a ring.
    pub(super) fn next(&mut self, point: Point) {
        self.go(point);
        if self.lines > 0 {
            let lines = std::mem::take(&mut self.lines);
            self.command(LINE_TO, lines);
        }
    }

    /// Ends a ring.
    pub(super) fn end(&mut self) {
        self.command(CLOSE_PATH, 1);
    }

    fn command(&mut self, command: u32, count: u32) {
        self.commands.push(command | count << 3);
    }

    fn go(&mut self, to: Point) {
        for (cursor, (to, origin)) in self.cursor.iter_mut().zip(to.into_iter().zip(self.origin)) {
            let at = to.wrapping_sub(origin);
            let step = at.wrapping_sub(*cursor);
            *cursor = at;
            self.commands.push((step << 1 ^ step >> 31).cast_unsigned());
        }
    }
}

/// A layer of a tile in the making.
#[derive(Debug, Default)]
pub struct TileLayer {
    layer: Layer,
    texts: HashMap<String, u32>,
    others: HashMap<TileValue<'static>, u32>,
    /// for each key the value that the thing before had
    before: Vec<u32>,
}

impl TileLayer {
    /// An empty layer of this name.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let layer = Layer {
            version: MVT_VERSION,
            name: name.to_owned(),
            extent: Some(TILE_EXTENT.cast_unsigned()),
            ..Layer::default()
        };
        Self { layer, ..Self::default() }
    }

    /// Whether there is nothing in the layer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.layer.features.is_empty()
    }

    /// Adds a thing: its number, where it is, and what it says. Empty texts are left out. Without anything to draw it is
    /// not added.
    pub fn add<'v>(
        &mut self,
        id: u64,
        geometry: TileGeometry,
        says: impl IntoIterator<Item = (&'static str, TileValue<'v>)>,
    ) {
        if geometry.is_empty() {
            return;
        }
        let mut tags = Vec::with_capacity(16);
        for (key, value) in says {
            if matches!(value, TileValue::Text("") | TileValue::Own("")) {
                continue;
            }
            let key = self.key(key);
            let value = self.value(key, value);
            tags.extend([key, value]);
        }
        self.layer.features.push(Feature {
            id: Some(id),
            tags,
            kind: Some(geometry.kind),
            geometry: geometry.commands,
        });
    }

    fn key(&mut self, key: &'static str) -> u32 {
        let known = self.layer.keys.iter().position(|known| known == key);
        known.map_or_else(
            || {
                self.layer.keys.push(key.to_owned());
                self.before.push(u32::MAX);
                self.layer.keys.len() as u32 - 1
            },
            |at| at as u32,
        )
    }

    fn value(&mut self, key: u32, value: TileValue<'_>) -> u32 {
        let next = self.layer.values.len() as u32;
        let before = self.before.get(key as usize).copied().unwrap_or(u32::MAX);
        if self.layer.values.get(before as usize).is_some_and(|known| is_same(known, value)) {
            return before;
        }
        let at = match value {
            TileValue::Own(_) => next,
            TileValue::Text(text) => match self.texts.get(text) {
                Some(&known) => known,
                None => {
                    self.texts.insert(text.to_owned(), next);
                    next
                }
            },
            TileValue::Whole(whole) => *self.others.entry(TileValue::Whole(whole)).or_insert(next),
            TileValue::Flag(flag) => *self.others.entry(TileValue::Flag(flag)).or_insert(next),
        };
        if at == next {
            self.layer.values.push(match value {
                TileValue::Own(text) | TileValue::Text(text) => {
                    Value { text: Some(text.to_owned()), ..Value::default() }
                }
                TileValue::Whole(whole) => Value { whole: Some(whole), ..Value::default() },
                TileValue::Flag(flag) => Value { flag: Some(flag), ..Value::default() },
            });
        }
        if let Some(before) = self.before.get_mut(key as usize) {
            *before = at;
        }
        at
    }
}

fn is_same(known: &Value, value: TileValue<'_>) -> bool {
    match value {
        TileValue::Text(text) => known.text.as_deref() == Some(text),
        TileValue::Own(_) => false,
        TileValue::Whole(whole) => known.whole == Some(whole),
        TileValue::Flag(flag) => known.flag == Some(flag),
    }
}

/// The bytes of a tile with these layers; none for a tile without anything in it.
#[must_use]
pub fn write_tile(layers: impl IntoIterator<Item = TileLayer>) -> Vec<u8> {
    let layers = layers.into_iter().filter(|layer| !layer.is_empty()).map(|layer| layer.layer).collect();
    Tile { layers }.encode_to_vec()
}
