//! From layers to an index of tiles.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use schouw_area::{Area, AreaCode, Bounds, Level, Mosaic, Shape, TILE_ZOOM_MAX, Year, tile_point};
use schouw_base::Digest;

use super::names::{self, ITEMS_ZOOM_MIN};
use super::record::{Packed, Told};
use super::{AreaText, ItemsMeta, Meta, PartMeta, VERSION, scatter};
use crate::layers::{AreaSet, Extent, LayerKind, Layers};
use crate::pack::{ContainerBuilder, PackError};

/// Fewest units that a zone measures, one way or the other, where it is drawn as a surface: two pixels.
const ZONE_UNITS_MIN: i32 = 16;

/// Sections of an index of tiles: name and bytes.
pub type TileSections = Vec<(String, Vec<u8>)>;

/// A piece of work that stands apart from the others, so that several can be done at the same time.
pub type TileJob<'l> = Box<dyn FnOnce() -> Result<TileSections, PackError> + Send + 'l>;

/// Packs the tiles of the layers of a snapshot with this digest. The parts of the work stand apart: `run` does all jobs it
/// is given, in any order and on any threads, and hands back what each gave in the order of the jobs.
///
/// # Errors
/// When there are more things than the index has numbers for.
pub fn pack_tiles<'l>(
    layers: &'l Layers,
    digest: Digest,
    run: impl FnOnce(Vec<TileJob<'l>>) -> Vec<Result<TileSections, PackError>>,
) -> Result<ContainerBuilder, PackError> {
    let as_of = layers.sources.iter().map(|source| source.retrieved).max().unwrap_or_default();
    let mut jobs: Vec<TileJob<'l>> = Vec::new();
    let mut parts = Vec::new();
    for (level, year) in divisions(layers) {
        for (set, areas) in parts_of(layers, level, year) {
            let number = parts.len();
            parts.push(PartMeta {
                level,
                year,
                source: set.source,
                areas: u32::try_from(areas.len()).map_err(|_| PackError::TooMuch)?,
                bounds: bounds(areas.iter().map(|area| area.shape.bounds())),
            });
            jobs.push(Box::new(move || pack_part(number, level, &areas)));
        }
    }
    let mut items = Vec::new();
    for (number, (kind, _)) in names::ITEMS.into_iter().enumerate() {
        let gathered = match kind {
            LayerKind::Rules => gather(&layers.rules, as_of, |rule| &rule.extent)?,
            LayerKind::Notices => gather(&layers.notices, as_of, |notice| &notice.extent)?,
            LayerKind::Places => gather(&layers.places, as_of, |place| &place.extent)?,
            _ => gather_problems(layers, as_of)?,
        };
        items.push(gathered.about(kind));
        jobs.push(Box::new(move || gathered.pack(number)));
    }
    let datasets = layers.sources.iter().map(|source| source.dataset.to_string()).collect();
    let meta = Meta { version: VERSION, digest: digest.to_string(), as_of, datasets, parts, items };
    let mut out = ContainerBuilder::default();
    out.add("tiles", postcard::to_stdvec(&meta).map_err(|_| PackError::damaged("tiles"))?);
    for sections in run(jobs) {
        for (name, bytes) in sections? {
            out.add(&name, bytes);
        }
    }
    Ok(out)
}

/// The levels that have tiles, with the years in which there is a division.
fn divisions(layers: &Layers) -> Vec<(Level, Year)> {
    let mut found: Vec<(Level, Year)> = layers
        .area_sets
        .iter()
        .filter(|set| names::of_level(set.level).is_some())
        .map(|set| (set.level, set.year))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The divisions of a level and year, the largest first. A code that a larger one has is left out of a smaller one; areas
/// of an organisation's own are all kept, for their codes mean something only with their dataset.
fn parts_of(layers: &Layers, level: Level, year: Year) -> Vec<(&AreaSet, Vec<&Area>)> {
    let mut sets: Vec<&AreaSet> =
        layers.area_sets.iter().filter(|set| (set.level, set.year) == (level, year)).collect();
    sets.sort_by_key(|set| std::cmp::Reverse(set.areas.len()));
    let mut seen: HashSet<&AreaCode> = HashSet::new();
    let parts = sets.into_iter().map(|set| {
        let mut areas: Vec<&Area> = Vec::with_capacity(set.areas.len());
        for area in &set.areas {
            if level == Level::Gebied || seen.insert(&area.code) {
                areas.push(area);
            }
        }
        (set, areas)
    });
    parts.filter(|(_, areas)| !areas.is_empty()).collect()
}

fn bounds(boxes: impl Iterator<Item = Bounds>) -> [i32; 4] {
    let whole = boxes.reduce(Bounds::and).unwrap_or(Bounds::of(0, 0));
    [whole.west, whole.south, whole.east, whole.north]
}

fn mosaic(shapes: &[&Shape], zoom_min: u8) -> Result<Vec<u8>, PackError> {
    Mosaic::build(shapes, zoom_min..=TILE_ZOOM_MAX).map_err(|_| PackError::TooMuch)
}

fn numbers(values: impl IntoIterator<Item = u32>) -> Vec<u8> {
    bytemuck::cast_slice(&values.into_iter().collect::<Vec<_>>()).to_vec()
}

fn points(values: impl IntoIterator<Item = [i32; 2]>) -> Vec<u8> {
    bytemuck::cast_slice(&values.into_iter().collect::<Vec<_>>()).to_vec()
}

fn pack_part(number: usize, level: Level, areas: &[&Area]) -> Result<TileSections, PackError> {
    let zoom_min = names::of_level(level).map_or(TILE_ZOOM_MAX, |(_, zoom)| zoom);
    let shapes: Vec<&Shape> = areas.iter().map(|area| &area.shape).collect();
    let mut texts = Vec::new();
    let mut at = vec![0_u32];
    for area in areas {
        let code = |code: &Option<AreaCode>| code.as_ref().map(ToString::to_string).unwrap_or_default();
        let text = AreaText {
            code: area.code.as_str(),
            name: &area.name,
            wijk: &code(&area.wijk),
            gemeente: &code(&area.gemeente),
        };
        texts.extend(postcard::to_stdvec(&text).map_err(|_| PackError::damaged("areas"))?);
        at.push(u32::try_from(texts.len()).map_err(|_| PackError::TooMuch)?);
    }
    let mut labels: Vec<([i32; 2], u32)> = Vec::with_capacity(areas.len());
    for (area, shape) in (0_u32..).zip(&shapes) {
        let (lon, lat) = shape.label_point().steps();
        labels.push((tile_point(lon, lat), area));
    }
    labels.sort_by_key(|(place, area)| (scatter::along(*place), *area));
    Ok(vec![
        (format!("area.{number}"), mosaic(&shapes, zoom_min)?),
        (format!("area.{number}.text"), texts),
        (format!("area.{number}.at"), numbers(at)),
        (format!("area.{number}.label"), points(labels.iter().map(|(place, _)| *place))),
        (format!("area.{number}.labelled"), numbers(labels.iter().map(|(_, area)| *area))),
    ])
}

/// The items of a layer, before they are packed.
#[derive(Default)]
struct Gathered<'l> {
    packed: Packed,
    /// place on the grid of the last zoom, and record
    points: Vec<([i32; 2], u32)>,
    zones: Vec<(&'l Shape, u32)>,
    bounds: Option<Bounds>,
}

fn gather<'l, T: Told>(
    items: &'l [T],
    as_of: Date,
    extent: fn(&T) -> &Extent,
) -> Result<Gathered<'l>, PackError> {
    let mut gathered = Gathered::default();
    for item in items {
        match extent(item) {
            Extent::Points(places) => {
                if let Some(record) = item.pack(as_of, &mut gathered.packed)? {
                    places.iter().for_each(|&place| gathered.point(place, record));
                }
            }
            Extent::Shape(shape) => {
                if let Some(record) = item.pack(as_of, &mut gathered.packed)? {
                    gathered.reach(shape.bounds());
                    gathered.zones.push((shape, record));
                }
            }
            // what holds in a whole area, somewhere in it, everywhere or nowhere has no place of its own on a map
            Extent::Area(_) | Extent::Somewhere(_) | Extent::Everywhere | Extent::Nowhere => {}
        }
    }
    Ok(gathered)
}

fn gather_problems(layers: &Layers, as_of: Date) -> Result<Gathered<'_>, PackError> {
    let mut gathered = Gathered::default();
    for problem in &layers.problems {
        if let Some(record) = problem.pack(as_of, &mut gathered.packed)? {
            gathered.point(problem.place, record);
        }
    }
    Ok(gathered)
}

impl Gathered<'_> {
    fn point(&mut self, (lon, lat): (i32, i32), record: u32) {
        self.points.push((tile_point(lon, lat), record));
        self.reach(Bounds::of(lon, lat));
    }

    fn reach(&mut self, bounds: Bounds) {
        self.bounds = Some(self.bounds.map_or(bounds, |known| known.and(bounds)));
    }

    fn about(&self, kind: LayerKind) -> ItemsMeta {
        // fits: a record is packed under a number of this size
        ItemsMeta { kind, records: self.packed.at.len() as u32, bounds: bounds(self.bounds.into_iter()) }
    }

    fn pack(mut self, number: usize) -> Result<TileSections, PackError> {
        self.points.sort_by_key(|(place, record)| (scatter::along(*place), *record));
        self.packed.at.push(self.packed.bytes.len() as u64);
        let shapes: Vec<&Shape> = self.zones.iter().map(|(shape, _)| *shape).collect();
        let zones = mosaic(&shapes, ITEMS_ZOOM_MIN)?;
        let from = zooms_drawn(&zones, &shapes)?;
        let mut labels: Vec<([i32; 2], u32)> = Vec::with_capacity(shapes.len());
        for (zone, shape) in (0_u32..).zip(&shapes) {
            let (lon, lat) = shape.label_point().steps();
            labels.push((tile_point(lon, lat), zone));
        }
        labels.sort_by_key(|(place, zone)| (scatter::along(*place), *zone));
        let name = |part: &str| format!("item.{number}{part}");
        Ok(vec![
            (name(""), self.packed.bytes),
            (name(".at"), bytemuck::cast_slice(&self.packed.at).to_vec()),
            (name(".point"), points(self.points.iter().map(|(place, _)| *place))),
            (name(".pointed"), numbers(self.points.iter().map(|(_, record)| *record))),
            (name(".zones"), zones),
            (name(".zoned"), numbers(self.zones.iter().map(|(_, record)| *record))),
            (name(".from"), from),
            (name(".label"), points(labels.iter().map(|(place, _)| *place))),
            (name(".labelled"), numbers(labels.iter().map(|(_, zone)| *zone))),
        ])
    }
}

/// From which zoom each zone is large enough to be drawn, and is left by rounding at all zooms from there on; beyond the
/// last zoom when it never is.
fn zooms_drawn(zones: &[u8], shapes: &[&Shape]) -> Result<Vec<u8>, PackError> {
    // the bytes need not lie where words may lie
    let mut words = vec![0_u32; zones.len() / 4];
    bytemuck::cast_slice_mut(&mut words).copy_from_slice(zones);
    let mosaic = Mosaic::open(bytemuck::cast_slice(&words)).map_err(|_| PackError::damaged("zones"))?;
    let drawn = (0_u32..).zip(shapes).map(|(zone, shape)| {
        let bounds = shape.bounds();
        let ([west, north], [east, south]) =
            (tile_point(bounds.west, bounds.north), tile_point(bounds.east, bounds.south));
        let size = (east - west).max(south - north);
        let is_drawn = |z: &u8| {
            let wide = size >> (TILE_ZOOM_MAX - z) >= ZONE_UNITS_MIN || *z == TILE_ZOOM_MAX;
            wide && !mosaic.rings(*z, zone).is_empty()
        };
        (ITEMS_ZOOM_MIN..=TILE_ZOOM_MAX).rev().take_while(is_drawn).last().unwrap_or(TILE_ZOOM_MAX + 1)
    });
    Ok(drawn.collect())
}

/// The year of each level whose division is shown by default: the newest with at least half as many areas as the largest,
/// so that the division of one gemeente does not stand in for that of the country.
pub(super) fn default_years(parts: &[PartMeta]) -> BTreeMap<Level, Year> {
    let mut sizes: BTreeMap<(Level, Year), u64> = BTreeMap::new();
    for part in parts {
        *sizes.entry((part.level, part.year)).or_default() += u64::from(part.areas);
    }
    let mut largest: BTreeMap<Level, u64> = BTreeMap::new();
    for ((level, _), size) in &sizes {
        let known = largest.entry(*level).or_default();
        *known = (*known).max(*size);
    }
    let whole =
        sizes.iter().filter(|((level, _), size)| **size * 2 >= largest.get(level).copied().unwrap_or(0));
    // in order of years, so the newest stays
    whole.map(|((level, year), _)| (*level, *year)).collect()
}
