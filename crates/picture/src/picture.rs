//! The index of a snapshot, opened for answering.

mod columns;
mod shared;

use std::collections::HashMap;
use std::sync::{Arc, OnceLock, RwLock};

use fst::{Map, Streamer as _};
use jiff::civil::Date;
use schouw_area::{AreaCode, Bounds, Cover, Level, PlaceIndex, Position, Shape, Year};

use crate::area_pack::Kept;
use crate::choropleth::Mapped;
use crate::layers::{Measure, Source, SourceNumber};
use crate::pack::{AreaEntry, Container, Item, Meta, PackError, day_number};
use crate::search::Names;
use crate::similar::Alike;
use crate::window::{Window, WindowError};
pub(crate) use columns::{AddressColumns, FigureColumns};
pub(crate) use shared::{Shared, SharedMeasure};

/// Most time windows kept in parsed form; beyond it the store of them is emptied.
const WINDOWS_KEPT_MAX: usize = 10_000;

/// An index opened for answering. Borrows the bytes, which may be memory-mapped.
#[derive(Debug)]
pub struct Picture<'a> {
    pub(crate) meta: Meta,
    pub(crate) shared: Shared,
    pub(crate) sets: Vec<Division<'a>>,
    items: &'a [u8],
    items_at: &'a [u64],
    items_last: &'a [i32],
    pub(crate) points: PlaceIndex<'a>,
    pub(crate) point_items: &'a [u32],
    pub(crate) point_places: &'a [[i32; 2]],
    pub(crate) zones: Cover<'a>,
    pub(crate) zone_items: &'a [u32],
    pub(crate) zone_labels: &'a [[i32; 2]],
    pub(crate) zone_boxes: &'a [[i32; 4]],
    named: Lists<'a>,
    pub(crate) everywhere: &'a [u32],
    pub(crate) figures: FigureColumns<'a>,
    pub(crate) addresses: AddressColumns<'a>,
    windows: RwLock<HashMap<String, Arc<Window>>>,
    names: OnceLock<Names>,
    mapped: OnceLock<Mapped>,
    alike: Alike,
    kept: Kept,
}

/// An area by its code.
#[derive(Debug, Clone, PartialEq)]
pub struct AboutArea {
    /// name, empty when no source has one
    pub name: String,
    /// the box round it
    pub bounds: Bounds,
    /// year of the division
    pub year: Year,
}

/// The areas of one level and year.
#[derive(Debug)]
pub(crate) struct Division<'a> {
    pub level: Level,
    pub year: Year,
    pub source: SourceNumber,
    pub cover: Cover<'a>,
    at: &'a [u32],
    entries: &'a [u8],
    codes: Map<&'a [u8]>,
    labels: &'a [[i32; 2]],
    boxes: &'a [[i32; 4]],
    /// square metres
    surfaces: &'a [f64],
}

/// Lists of numbers by key.
#[derive(Debug)]
pub(crate) struct Lists<'a> {
    pub map: Map<&'a [u8]>,
    at: &'a [u32],
    list: &'a [u32],
}

impl<'a> Picture<'a> {
    /// Opens an index.
    ///
    /// # Errors
    /// When the bytes are no index of this version, or are damaged.
    pub fn open(bytes: &'a [u8]) -> Result<Self, PackError> {
        let container = Container::open(bytes)?;
        let meta: Meta =
            postcard::from_bytes(container.section("meta")?).map_err(|_| PackError::damaged("meta"))?;
        let sets: Result<Vec<_>, _> =
            (0..meta.sets.len()).map(|at| Division::open(&container, at, &meta)).collect();
        Ok(Self {
            sets: sets?,
            shared: Shared::of(&meta)?,
            meta,
            items: container.section("items")?,
            items_at: container.array("items.at")?,
            items_last: container.array("items.last")?,
            points: open_places(&container, "points")?,
            point_items: container.array("points.item")?,
            point_places: container.array("points.place")?,
            zones: open_cover(&container, "zones")?,
            zone_items: container.array("zones.item")?,
            zone_labels: container.array("zones.label")?,
            zone_boxes: container.array("zones.box")?,
            named: Lists::open(&container, "named")?,
            everywhere: container.array("everywhere")?,
            figures: FigureColumns::open(&container)?,
            addresses: AddressColumns::open(&container)?,
            windows: RwLock::default(),
            names: OnceLock::new(),
            mapped: OnceLock::new(),
            alike: Alike::default(),
            kept: Kept::open(&container)?,
        })
    }

    /// Digest of the snapshot that the index was made of.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.meta.digest
    }

    /// The datasets in the snapshot.
    #[must_use]
    pub fn sources(&self) -> &[Source] {
        &self.meta.sources
    }

    /// What is measured in the snapshot.
    #[must_use]
    pub fn measures(&self) -> &[Measure] {
        &self.meta.measures
    }

    /// The divisions in the snapshot: level, year and number of areas.
    pub fn divisions(&self) -> impl Iterator<Item = (Level, Year, u32)> {
        self.meta.sets.iter().map(|set| (set.level, set.year, set.count))
    }

    /// The area of the newest division of its level that has this code: where to put the pin, and the division.
    #[must_use]
    pub fn find_area(&self, code: &AreaCode) -> Option<(Position, Year)> {
        let (set, number) = self.newest(code)?;
        Some((set.label(number)?, set.year))
    }

    /// What an area is called and the box round it, in the newest division of its level that has the code.
    #[must_use]
    pub fn about_area(&self, code: &AreaCode) -> Option<AboutArea> {
        let (set, number) = self.newest(code)?;
        Some(AboutArea {
            name: set.entry(number)?.name.to_owned(),
            bounds: set.bounds(number)?,
            year: set.year,
        })
    }

    /// The areas of a division that hold a position, the lowest code first.
    #[must_use]
    pub fn areas_at(&self, level: Level, year: Year, position: Position) -> Vec<String> {
        let sets = self.sets.iter().filter(|set| set.level == level && set.year == year);
        let mut found = Vec::new();
        let mut numbers = Vec::new();
        for set in sets {
            numbers.clear();
            set.cover.lookup_all(position, &mut numbers);
            found.extend(
                numbers.iter().filter_map(|&number| set.entry(number)).map(|entry| entry.code.to_owned()),
            );
        }
        found
    }

    /// Whether an area can be asked about: a pack has areas of neighbours of former years, for the spots in them, without
    /// what belongs to these areas.
    pub(crate) fn is_whole(&self, set: &Division<'_>, number: u32) -> bool {
        let Some(gemeente) = &self.kept.gemeente else { return true };
        let of_gemeente = matches!(set.level, Level::Gemeente | Level::Wijk | Level::Buurt);
        !of_gemeente || set.entry(number).is_some_and(|entry| entry.is_within(gemeente.as_str()))
    }

    /// The newest division that has a code, and the number of the area in it.
    pub(crate) fn newest(&self, code: &AreaCode) -> Option<(&Division<'a>, u32)> {
        let found = self.sets.iter().filter_map(|set| Some((set, set.number_of(code.as_str())?)));
        found.filter(|(set, number)| self.is_whole(set, *number)).max_by_key(|(set, _)| set.year)
    }

    /// The names of the areas, made at the first question about them.
    pub(crate) fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::of(self))
    }

    /// What can be mapped, found at the first question about it.
    pub(crate) fn mapped(&self) -> &Mapped {
        self.mapped.get_or_init(|| Mapped::of(self))
    }

    /// What is known of areas that are alike, made at the first question about them.
    pub(crate) fn alike(&self) -> &Alike {
        &self.alike
    }

    /// What an area pack keeps of the snapshot that it was cut from.
    pub(crate) fn kept(&self) -> &Kept {
        &self.kept
    }

    pub(crate) fn source(&self, number: SourceNumber) -> Option<&Source> {
        self.meta.sources.get(usize::from(number))
    }

    pub(crate) fn item(&self, number: u32) -> Result<Item, PackError> {
        Item::unpack(self.item_bytes(number).ok_or_else(|| PackError::damaged("items"))?)
    }

    /// Whether an item is a place, told without unpacking it: of many only the nearest are shown.
    pub(crate) fn is_place(&self, number: u32) -> bool {
        self.item_bytes(number).is_some_and(Item::is_place)
    }

    fn item_bytes(&self, number: u32) -> Option<&'a [u8]> {
        let [start, end] = *self.items_at.get(number as usize..)?.first_chunk()?;
        self.items.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)
    }

    /// Which kind of item it is, told without unpacking it: the byte before it.
    pub(crate) fn tag(&self, number: u32) -> Option<u8> {
        let start = usize::try_from(*self.items_at.get(number as usize)?).ok()?;
        self.items.get(start).copied()
    }

    /// The codes of areas that items hold in as a whole, each with its items; with a mark before the code those that
    /// hold somewhere in it.
    pub(crate) fn items_by_area(&self) -> Vec<(String, &'a [u32])> {
        let mut stream = self.named.map.stream();
        let mut found = Vec::new();
        while let Some((key, number)) = stream.next() {
            if let Ok(key) = std::str::from_utf8(key) {
                found.push((key.to_owned(), self.named.list(number)));
            }
        }
        found
    }

    /// The shape of a zone.
    pub(crate) fn zone_shape(&self, zone: u32) -> Option<Shape> {
        let [west, south, east, north] = *self.zone_boxes.get(zone as usize)?;
        self.zones.shape(zone, Bounds { west, south, east, north })
    }

    /// Whether an item ended before this day, told without unpacking it: most notices of a country have.
    pub(crate) fn is_over(&self, number: u32, today: Date) -> bool {
        self.items_last.get(number as usize).is_some_and(|last| *last < day_number(today))
    }

    /// The items that hold in the whole of an area.
    pub(crate) fn items_of(&self, code: &str) -> &'a [u32] {
        self.named.get(code)
    }

    /// The parsed form of a time window, kept for the next question.
    pub(crate) fn window(&self, hours: &str, except: &[String]) -> Result<Arc<Window>, WindowError> {
        let key = format!("{hours}\n{}", except.join(";"));
        if let Ok(known) = self.windows.read()
            && let Some(window) = known.get(&key)
        {
            return Ok(Arc::clone(window));
        }
        let words: Vec<&str> = except.iter().map(String::as_str).collect();
        let hours = if hours.is_empty() { "24/7" } else { hours };
        let window = Arc::new(Window::parse(hours, &words)?);
        if let Ok(mut known) = self.windows.write() {
            if known.len() >= WINDOWS_KEPT_MAX {
                known.clear();
            }
            known.insert(key, Arc::clone(&window));
        }
        Ok(window)
    }
}

fn open_cover<'a>(container: &Container<'a>, name: &str) -> Result<Cover<'a>, PackError> {
    Cover::open(container.section(name)?).map_err(|_| PackError::damaged(name))
}

fn open_places<'a>(container: &Container<'a>, name: &str) -> Result<PlaceIndex<'a>, PackError> {
    PlaceIndex::open(container.section(name)?).map_err(|_| PackError::damaged(name))
}

fn open_map<'a>(container: &Container<'a>, name: &str) -> Result<Map<&'a [u8]>, PackError> {
    let map = Map::new(container.section(name)?).map_err(|_| PackError::damaged(name))?;
    // a damaged map panics when it is asked: its own checksum is looked at before
    map.as_fst().verify().map_err(|_| PackError::damaged(name))?;
    Ok(map)
}

impl<'a> Division<'a> {
    fn open(container: &Container<'a>, number: usize, meta: &Meta) -> Result<Self, PackError> {
        let set = meta.sets.get(number).ok_or_else(|| PackError::damaged("meta"))?;
        Ok(Self {
            level: set.level,
            year: set.year,
            source: set.source,
            cover: open_cover(container, &format!("cover.{number}"))?,
            at: container.array(&format!("areas.{number}.at"))?,
            entries: container.section(&format!("areas.{number}"))?,
            codes: open_map(container, &format!("codes.{number}"))?,
            labels: container.array(&format!("labels.{number}"))?,
            boxes: container.array(&format!("boxes.{number}"))?,
            surfaces: container.array(&format!("surface.{number}"))?,
        })
    }

    pub(crate) fn entry(&self, number: u32) -> Option<AreaEntry<'a>> {
        let number = number as usize;
        let range = *self.at.get(number)? as usize..*self.at.get(number + 1)? as usize;
        postcard::from_bytes(self.entries.get(range)?).ok()
    }

    pub(crate) fn number_of(&self, code: &str) -> Option<u32> {
        self.codes.get(code).and_then(|number| u32::try_from(number).ok())
    }

    pub(crate) fn bounds(&self, number: u32) -> Option<Bounds> {
        let [west, south, east, north] = *self.boxes.get(number as usize)?;
        Some(Bounds { west, south, east, north })
    }

    /// The surface of an area in square metres.
    pub(crate) fn surface(&self, number: u32) -> Option<f64> {
        self.surfaces.get(number as usize).copied().filter(|surface| *surface > 0.0)
    }

    /// How many areas there are.
    pub(crate) fn count(&self) -> u32 {
        u32::try_from(self.at.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    pub(crate) fn label(&self, number: u32) -> Option<Position> {
        let [lon, lat] = *self.labels.get(number as usize)?;
        Position::from_steps(lon, lat).ok()
    }
}

impl<'a> Lists<'a> {
    fn open(container: &Container<'a>, name: &str) -> Result<Self, PackError> {
        Ok(Self {
            map: open_map(container, name)?,
            at: container.array(&format!("{name}.at"))?,
            list: container.array(&format!("{name}.list"))?,
        })
    }

    pub(crate) fn get(&self, key: &str) -> &'a [u32] {
        self.map.get(key).map_or(&[], |number| self.list(number))
    }

    pub(crate) fn list(&self, number: u64) -> &'a [u32] {
        let range = || {
            let number = usize::try_from(number).ok()?;
            Some(*self.at.get(number)? as usize..*self.at.get(number + 1)? as usize)
        };
        range().and_then(|range| self.list.get(range)).unwrap_or(&[])
    }
}
