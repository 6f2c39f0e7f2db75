//! What is in a snapshot, for whoever starts the app: `momentopname`.

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::{AreaCode, Level};
use serde::Serialize;

use crate::areas::AreasAsk;
use crate::choropleth::MeasureItem;
use crate::geometry::box_degrees;
use crate::picture::Picture;

/// Most gemeenten in an overview.
const GEMEENTEN_MAX: usize = 500;
/// Most names of gemeenten in a title.
const TITLE_NAMES_MAX: usize = 3;

/// What is in a snapshot. What the picture cannot know (tiles, base map, demo) is filled in by who serves it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    /// digest of the snapshot
    pub digest: String,
    /// when it was made; null when that is not known
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub made: Option<Timestamp>,
    /// what it covers: "Markerwaard", "Nederland, 342 gemeenten"
    pub title: String,
    /// the box round everything: west, south, east, north in degrees; null when there are no areas
    pub bounds: Option<[f64; 4]>,
    /// the divisions
    pub divisions: Vec<DivisionItem>,
    /// the gemeenten, at most 500
    pub gemeenten: Vec<GemeenteItem>,
    /// the figures that can be mapped
    pub measures: Vec<MeasureItem>,
    /// day on which the oldest and the newest source were retrieved
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Vec<String>>))]
    pub retrieved: Option<(Date, Date)>,
    /// the present moment by the clock of who answers
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub now: Timestamp,
    /// whether everything in it is made up
    pub demo: bool,
    /// vector tiles; null when there are none, as on a phone without network
    pub tiles: Option<TilesItem>,
    /// base map; null when none is configured
    pub base_map: Option<BaseMapItem>,
    /// of an area pack, the gemeente that it is of; null for a whole snapshot
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub pack_of: Option<AreaCode>,
}

/// A division in a snapshot.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DivisionItem {
    /// level
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub level: Level,
    /// year
    pub year: u16,
    /// number of areas
    pub count: u32,
}

/// A gemeente in a snapshot.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GemeenteItem {
    /// code
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub code: AreaCode,
    /// name
    pub name: String,
    /// the box round it: west, south, east, north in degrees
    pub bounds: [f64; 4],
}

/// Where vector tiles are.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TilesItem {
    /// address with `{layer}`, `{z}`, `{x}` and `{y}`
    pub template: String,
    /// the layers
    pub layers: Vec<TileLayerItem>,
}

/// A layer of vector tiles.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TileLayerItem {
    /// name in the address and in the tile
    pub layer: String,
    /// what people read
    pub label: String,
    /// smallest zoom
    pub min_zoom: u8,
    /// largest zoom
    pub max_zoom: u8,
    /// year of the division, of areas
    pub year: Option<u16>,
}

/// A base map that the organisation configured.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BaseMapItem {
    /// `raster` (address with `{z}`, `{x}` and `{y}`), `style` (address of a MapLibre style) or `pmtiles` (address of a file)
    pub kind: String,
    /// the address
    pub url: String,
    /// who is to be named on the map
    pub attribution: String,
    /// largest zoom that raster tiles have; null when it does not matter
    pub max_zoom: Option<u8>,
}

impl Picture<'_> {
    /// What is in the snapshot. `made`, `demo`, `tiles` and `base_map` are for the caller to fill in.
    #[must_use]
    pub fn overview(&self, now: Timestamp) -> Overview {
        let ask = AreasAsk {
            level: Level::Gemeente,
            within: None,
            year: None,
            limit: GEMEENTEN_MAX,
            outlines: false,
        };
        let list = self.list_areas(&ask);
        let count = list.areas.len() + list.more as usize;
        let gemeente = |line: crate::areas::AreaLine| GemeenteItem {
            code: line.code,
            name: line.name,
            bounds: line.bounds,
        };
        let gemeenten: Vec<GemeenteItem> = list.areas.into_iter().map(gemeente).collect();
        let names: Vec<&str> =
            gemeenten.iter().take(TITLE_NAMES_MAX).map(|item| item.name.as_str()).collect();
        let title = match count {
            0 => "Zonder gemeenten".to_owned(),
            1..=TITLE_NAMES_MAX => names.join(", "),
            more => format!("{more} gemeenten"),
        };
        let days = || self.sources().iter().map(|source| source.retrieved);
        Overview {
            digest: self.digest().to_owned(),
            made: None,
            title,
            bounds: self.bounds().map(box_degrees),
            divisions: self
                .divisions()
                .map(|(level, year, count)| DivisionItem { level, year: year.0, count })
                .collect(),
            gemeenten,
            measures: self.mappable(),
            retrieved: days().min().zip(days().max()),
            now,
            demo: false,
            tiles: None,
            base_map: None,
            pack_of: self.kept().gemeente.clone(),
        }
    }
}
