//! An index of tiles, opened for drawing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schouw_area::{Level, STEPS_PER_DEGREE, TILE_ZOOM_MAX, TileId, Year};

use super::areas::Part;
use super::items::{HiddenItems, Items};
use super::names::{self, AREA_FIELDS, ITEM_FIELDS, ITEMS_ZOOM_MIN, LayerAbout};
use super::pack::default_years;
use super::{Meta, PartMeta, VERSION, draw};
use crate::here::Suppressed;
use crate::pack::{Container, PackError};

/// An index of tiles opened for drawing. Borrows the bytes, which may be memory-mapped.
#[derive(Debug)]
pub struct TileBook<'a> {
    pub(super) meta: Meta,
    pub(super) parts: Vec<Part<'a>>,
    pub(super) items: Vec<Items<'a>>,
    layers: Vec<Layer>,
}

/// A layer by the name in its address, and what is drawn in it.
#[derive(Debug)]
pub(super) struct Layer {
    pub about: LayerAbout,
    pub drawn: Drawn,
}

/// What is drawn in a layer: numbers of divisions, or of a layer of items.
#[derive(Debug)]
pub(super) enum Drawn {
    Areas(Vec<usize>),
    Items(usize),
}

/// What may not be shown, worked out for one index.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    pub(super) items: Vec<HiddenItems>,
}

/// Why there is no such tile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TileFault {
    /// no such layer
    #[error("there is no layer `{0}`; the layers are listed with the snapshot")]
    NoSuchLayer(String),
    /// not at this zoom
    #[error("the layer `{layer}` has zooms {min} to {max}, not {z}")]
    Zoom {
        /// the layer
        layer: String,
        /// the zoom that was asked for
        z: u8,
        /// first zoom
        min: u8,
        /// last zoom
        max: u8,
    },
}

impl<'a> TileBook<'a> {
    /// Opens an index of tiles.
    ///
    /// # Errors
    /// When the bytes are no index of this version, or are damaged.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PackError> {
        let container = Container::open(bytes)?;
        let meta: Meta =
            postcard::from_bytes(container.section("tiles")?).map_err(|_| PackError::damaged("tiles"))?;
        if meta.version != VERSION {
            return Err(PackError::OtherVersion(meta.version));
        }
        let parts = meta.parts.iter().cloned().enumerate();
        let parts = parts.map(|(number, about)| Part::open(&container, number, about));
        let items = meta.items.iter().cloned().enumerate();
        let items = items.map(|(number, about)| Items::open(&container, number, about));
        let (parts, items) = (parts.collect::<Result<_, _>>()?, items.collect::<Result<_, _>>()?);
        let layers = layers(&meta);
        Ok(Self { meta, parts, items, layers })
    }

    /// Digest of the snapshot that the index was made of.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.meta.digest
    }

    /// The day on which the newest source was retrieved: what was over by then is in no tile.
    #[must_use]
    pub fn as_of(&self) -> Date {
        self.meta.as_of
    }

    /// The layers, by their names in addresses.
    pub fn layers(&self) -> impl Iterator<Item = &LayerAbout> {
        self.layers.iter().map(|layer| &layer.about)
    }

    /// The number of a layer, for [`TileBook::tile`].
    #[must_use]
    pub fn layer(&self, name: &str) -> Option<usize> {
        self.layers.iter().position(|layer| layer.about.name == name)
    }

    /// Works out what a suppression list hides; takes a look at every item when the list is not empty.
    #[must_use]
    pub fn hidden(&self, suppressed: &Suppressed) -> Hidden {
        let items = self.items.iter().map(|items| items.hidden(suppressed, &self.meta.datasets));
        Hidden { items: items.collect() }
    }

    /// A tile of a layer (by its number) as a Mapbox Vector Tile; empty when nothing shows in it.
    ///
    /// # Errors
    /// When the layer does not have this zoom, or there is no such layer.
    pub fn tile(&self, layer: usize, tile: TileId, hidden: &Hidden) -> Result<Vec<u8>, TileFault> {
        let layer = self.layers.get(layer).ok_or_else(|| TileFault::NoSuchLayer(layer.to_string()))?;
        let (min, max) = (layer.about.minzoom, layer.about.maxzoom);
        if !(min..=max).contains(&tile.z()) {
            return Err(TileFault::Zoom { layer: layer.about.name.clone(), z: tile.z(), min, max });
        }
        Ok(draw::tile(self, layer, tile, hidden))
    }
}

/// All layers that an index has.
fn layers(meta: &Meta) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    let defaults = default_years(&meta.parts);
    let mut years: BTreeMap<(Level, Year), Vec<usize>> = BTreeMap::new();
    for (number, part) in meta.parts.iter().enumerate() {
        years.entry((part.level, part.year)).or_default().push(number);
    }
    for (level, year) in &defaults {
        let parts = match level {
            Level::Gebied => newest_of_each_source(&meta.parts),
            _ => years.get(&(*level, *year)).cloned().unwrap_or_default(),
        };
        layers.extend(area_layer(meta, *level, *year, None, parts));
    }
    for ((level, year), parts) in years {
        layers.extend(area_layer(meta, level, year, Some(year), parts));
    }
    for (number, about) in meta.items.iter().enumerate() {
        let Some(name) = names::of_kind(about.kind) else { continue };
        layers.push(Layer {
            about: LayerAbout {
                name: name.to_owned(),
                labels: None,
                year: None,
                minzoom: ITEMS_ZOOM_MIN,
                maxzoom: TILE_ZOOM_MAX,
                bounds: about.bounds.map(degrees),
                count: u64::from(about.records),
                fields: ITEM_FIELDS,
            },
            drawn: Drawn::Items(number),
        });
    }
    layers
}

fn degrees(steps: i32) -> f64 {
    f64::from(steps) / STEPS_PER_DEGREE
}

/// Of areas of an organisation's own each dataset counts by itself.
fn newest_of_each_source(parts: &[PartMeta]) -> Vec<usize> {
    let mut newest: BTreeMap<u16, usize> = BTreeMap::new();
    for (number, part) in parts.iter().enumerate().filter(|(_, part)| part.level == Level::Gebied) {
        let known = newest.entry(part.source).or_insert(number);
        if parts.get(*known).is_some_and(|known| known.year < part.year) {
            *known = number;
        }
    }
    newest.into_values().collect()
}

fn area_layer(
    meta: &Meta,
    level: Level,
    year: Year,
    in_name: Option<Year>,
    parts: Vec<usize>,
) -> Option<Layer> {
    let (layer, minzoom) = names::of_level(level)?;
    let of = |number: &usize| meta.parts.get(*number);
    let bounds = parts
        .iter()
        .filter_map(of)
        .map(|part| part.bounds)
        .reduce(|a, b| [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]);
    let name = in_name.map_or_else(|| layer.to_owned(), |year| format!("{layer}-{year}"));
    let about = LayerAbout {
        labels: Some(format!("{name}-namen")),
        name,
        year: (level != Level::Gebied || in_name.is_some()).then_some(year),
        minzoom,
        maxzoom: TILE_ZOOM_MAX,
        bounds: bounds?.map(degrees),
        count: parts.iter().filter_map(of).map(|part| u64::from(part.areas)).sum(),
        fields: AREA_FIELDS,
    };
    Some(Layer { about, drawn: Drawn::Areas(parts) })
}
