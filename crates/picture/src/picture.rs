//! The index of a snapshot, opened for answering.

mod shared;

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use fst::Map;
use jiff::civil::Date;
use schouw_area::{AreaCode, Bounds, Cover, Level, PlaceIndex, Position, Year};

use crate::layers::{Measure, Source, SourceNumber};
use crate::pack::{AreaEntry, Container, Item, Meta, PackError, PackedAddress, day_number};
use crate::window::{Window, WindowError};
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
    named: Lists<'a>,
    pub(crate) everywhere: &'a [u32],
    pub(crate) figures: FigureColumns<'a>,
    pub(crate) addresses: AddressColumns<'a>,
    windows: RwLock<HashMap<String, Arc<Window>>>,
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
}

/// Lists of numbers by key.
#[derive(Debug)]
pub(crate) struct Lists<'a> {
    pub map: Map<&'a [u8]>,
    at: &'a [u32],
    list: &'a [u32],
}

/// The figures, column by column.
#[derive(Debug)]
pub(crate) struct FigureColumns<'a> {
    areas: Map<&'a [u8]>,
    at: &'a [u32],
    pub measure: &'a [u16],
    pub period: &'a [u16],
    pub source: &'a [u16],
    pub value: &'a [f64],
}

/// The addresses.
#[derive(Debug)]
pub(crate) struct AddressColumns<'a> {
    pub rows: &'a [PackedAddress],
    pub places: PlaceIndex<'a>,
    words_at: &'a [u32],
    words: &'a [u8],
    pub streets: Lists<'a>,
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
            named: Lists::open(&container, "named")?,
            everywhere: container.array("everywhere")?,
            figures: FigureColumns::open(&container)?,
            addresses: AddressColumns::open(&container)?,
            windows: RwLock::default(),
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

    /// The newest division that has a code, and the number of the area in it.
    pub(crate) fn newest(&self, code: &AreaCode) -> Option<(&Division<'a>, u32)> {
        let found = self.sets.iter().filter_map(|set| Some((set, set.number_of(code.as_str())?)));
        found.max_by_key(|(set, _)| set.year)
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

/// Most bytes of the key of an area with figures: its code, `/` and its year.
const FIGURE_KEY_BYTES_MAX: usize = 96;

/// The key of an area with figures, as [`crate::pack`] writes it.
fn figure_key<'k>(key: &'k mut [u8], code: &str, year: Year) -> Option<&'k [u8]> {
    use std::io::Write as _;
    let whole = key.len();
    let mut rest = &mut *key;
    write!(rest, "{code}/{year}").ok()?;
    let length = whole - rest.len();
    key.get(..length)
}

impl<'a> FigureColumns<'a> {
    fn open(container: &Container<'a>) -> Result<Self, PackError> {
        Ok(Self {
            areas: open_map(container, "fig.area")?,
            at: container.array("fig.at")?,
            measure: container.array("fig.measure")?,
            period: container.array("fig.period")?,
            source: container.array("fig.source")?,
            value: container.array("fig.value")?,
        })
    }

    /// The rows of an area, sorted by measure and period.
    pub(crate) fn rows(&self, code: &str, year: Year) -> std::ops::Range<usize> {
        let range = || {
            let mut key = [0; FIGURE_KEY_BYTES_MAX];
            let number = usize::try_from(self.areas.get(figure_key(&mut key, code, year)?)?).ok()?;
            let range = *self.at.get(number)? as usize..*self.at.get(number + 1)? as usize;
            let shortest =
                self.measure.len().min(self.period.len()).min(self.source.len()).min(self.value.len());
            (range.end <= shortest).then_some(range)
        };
        range().unwrap_or(0..0)
    }
}

impl<'a> AddressColumns<'a> {
    fn open(container: &Container<'a>) -> Result<Self, PackError> {
        Ok(Self {
            rows: container.array("addr.rows")?,
            places: open_places(container, "addr.place")?,
            words_at: container.array("addr.words.at")?,
            words: container.section("addr.words")?,
            streets: Lists::open(container, "streets")?,
        })
    }

    pub(crate) fn word(&self, number: u32) -> &'a str {
        let word = || {
            let number = number as usize;
            let range = *self.words_at.get(number)? as usize..*self.words_at.get(number + 1)? as usize;
            std::str::from_utf8(self.words.get(range)?).ok()
        };
        word().unwrap_or("")
    }
}
