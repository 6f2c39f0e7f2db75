//! What the layers of tiles are called, and from which zoom they are drawn.

use schouw_area::{Level, TILE_ZOOM_MAX, Year};
use serde::Serialize;

use crate::layers::LayerKind;

/// The layer of a tile that counts the areas for which there was no room.
pub const NOT_SHOWN: &str = "niet-getoond";

/// The levels that have tiles: name of the layer, first zoom.
const LEVELS: [(Level, &str, u8); 5] = [
    (Level::Gemeente, "gemeenten", 4),
    (Level::Wijk, "wijken", 6),
    (Level::Buurt, "buurten", 7),
    (Level::Postcode4, "postcodes", 6),
    (Level::Gebied, "gebieden", 4),
];

/// Zooms after the first one of a level until there is room for names.
const LABELS_LATER: u8 = 3;

/// The kinds of items that have tiles: name of the layer.
pub(super) const ITEMS: [(LayerKind, &str); 4] = [
    (LayerKind::Rules, "regels"),
    (LayerKind::Notices, "bekendmakingen"),
    (LayerKind::Reports, "meldingen"),
    (LayerKind::Places, "plekken"),
];
/// First zoom of the layers of items.
pub(super) const ITEMS_ZOOM_MIN: u8 = 6;

/// The name and first zoom of the layer of a level.
pub(super) fn of_level(level: Level) -> Option<(&'static str, u8)> {
    LEVELS.iter().find(|(known, ..)| *known == level).map(|(_, name, zoom)| (*name, *zoom))
}

/// The zoom from which there is room to write the names of the areas of a level.
pub(super) fn labels_from(level: Level) -> u8 {
    of_level(level).map_or(TILE_ZOOM_MAX, |(_, zoom)| zoom + LABELS_LATER)
}

/// The name of the layer of a kind of items.
pub(super) fn of_kind(kind: LayerKind) -> Option<&'static str> {
    ITEMS.iter().find(|(known, _)| *known == kind).map(|(_, name)| *name)
}

/// What there is to know of a layer of tiles, for TileJSON and for the page that draws it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LayerAbout {
    /// the name in the address and in the tile: `buurten` for the division that is shown by default, `buurten-2019` for
    /// that of a year
    pub name: String,
    /// the layer in the tile with one point for each area, to write its name, from three zooms after the first; none for
    /// layers of items
    pub labels: Option<String>,
    /// year of the division
    pub year: Option<Year>,
    /// first zoom
    pub minzoom: u8,
    /// last zoom; a map enlarges beyond it
    pub maxzoom: u8,
    /// west, south, east, north in degrees
    pub bounds: [f64; 4],
    /// how many areas or items it holds
    pub count: u64,
    /// attributes with what they mean
    pub fields: &'static [(&'static str, &'static str)],
}

impl LayerAbout {
    /// The last zoom of all layers.
    pub const ZOOM_MAX: u8 = TILE_ZOOM_MAX;
}

/// What an area says.
pub(super) const AREA_FIELDS: &[(&str, &str)] = &[
    ("code", "code van het gebied"),
    ("name", "naam, als de bron die heeft"),
    ("level", "gemeente, wijk, buurt, postcode4 of gebied"),
    ("year", "jaar van de indeling"),
    ("wijk", "code van de wijk waar het in ligt"),
    ("gemeente", "code van de gemeente waar het in ligt"),
    ("dataset", "de bron"),
];

/// What an item says.
pub(super) const ITEM_FIELDS: &[(&str, &str)] = &[
    ("id", "nummer bij de bron; samen met dataset is het uniek"),
    ("dataset", "de bron"),
    ("title", "titel"),
    ("kind", "soort, zoals de bron die noemt"),
    ("theme", "thema"),
    ("from", "eerste dag, jjjj-mm-dd"),
    ("until", "laatste dag, jjjj-mm-dd"),
    ("zone", "naam van de zone (regels)"),
    ("article", "artikel waar de regel op rust"),
    ("hours", "tijden waarop de regel geldt, als OSM opening_hours; leeg is altijd"),
    ("except", "dagen waarop de tijden niet gelden"),
    ("hours_unknown", "wat over de tijden niet te lezen was"),
    ("acts", "wie optreedt, de eerste eerst"),
    ("date", "datum of jaar (plekken)"),
    ("open", "of er nog een melding open staat"),
    ("reports", "hoeveel meldingen het probleem heeft"),
    ("last", "dag van de laatste melding"),
    ("small", "waar: het vlak is te klein om te tekenen, dit punt staat ervoor"),
    ("count", "hoeveel er op dit punt samen staan; dan staat er verder niets bij"),
];
