//! The items of a layer, as an index of tiles holds them.

use std::collections::{HashMap, HashSet};

use schouw_area::{Mosaic, TILE_ZOOM_MAX, TileGeometry, TileId, TileLayer, TileValue};

use super::areas::Room;
use super::record::Record;
use super::{ItemsMeta, scatter};
use crate::here::Suppressed;
use crate::pack::{Container, PackError};

/// Most points that a tile shows one by one; where there are more, those that stand close become one.
const LOOSE_MAX: usize = 256;
/// The same at the last zoom, where nobody can come closer.
const LOOSE_LAST_MAX: usize = 4_000;
/// Added to the cell of a tile to number what stands together there; records have smaller numbers.
const GROUP_ID: u64 = 1 << 32;

/// A layer of items opened for drawing.
#[derive(Debug)]
pub(super) struct Items<'a> {
    pub meta: ItemsMeta,
    records: &'a [u8],
    at: &'a [u64],
    points: &'a [[i32; 2]],
    pointed: &'a [u32],
    zones: Mosaic<'a>,
    zoned: &'a [u32],
    /// first zoom at which each zone is drawn as a surface
    from: &'a [u8],
    labels: &'a [[i32; 2]],
    labelled: &'a [u32],
}

/// What may not be shown of a layer of items.
#[derive(Debug, Clone, Default)]
pub(super) struct HiddenItems {
    /// records that are left out
    whole: HashSet<u32>,
    /// ids of reports that do not count, by the record of their problem
    reports: HashMap<u32, HashSet<String>>,
}

impl<'a> Items<'a> {
    pub(super) fn open(container: &Container<'a>, number: usize, meta: ItemsMeta) -> Result<Self, PackError> {
        let name = |part: &str| format!("item.{number}{part}");
        let zones = Mosaic::open(container.section(&name(".zones"))?)
            .map_err(|_| PackError::damaged(&name(".zones")))?;
        Ok(Self {
            meta,
            records: container.section(&name(""))?,
            at: container.array(&name(".at"))?,
            points: container.array(&name(".point"))?,
            pointed: container.array(&name(".pointed"))?,
            zones,
            zoned: container.array(&name(".zoned"))?,
            from: container.section(&name(".from"))?,
            labels: container.array(&name(".label"))?,
            labelled: container.array(&name(".labelled"))?,
        })
    }

    fn record(&self, number: u32) -> Option<Record<'a>> {
        let number = number as usize;
        let range = usize::try_from(*self.at.get(number)?).ok()?
            ..usize::try_from(*self.at.get(number.checked_add(1)?)?).ok()?;
        postcard::from_bytes(self.records.get(range)?).ok()
    }

    /// What a suppression list hides of this layer.
    pub(super) fn hidden(&self, suppressed: &Suppressed, datasets: &[String]) -> HiddenItems {
        let mut hidden = HiddenItems::default();
        if suppressed.records().next().is_none() {
            return hidden;
        }
        for number in 0..self.meta.records {
            let Some(record) = self.record(number) else { continue };
            let dataset = datasets.get(usize::from(record.source)).map_or("", String::as_str);
            let Some(problem) = &record.problem else {
                if suppressed.hides(dataset, record.id) {
                    hidden.whole.insert(number);
                }
                continue;
            };
            let reports = problem.reports.iter().filter(|(id, _)| suppressed.hides(dataset, id));
            let reports: HashSet<String> = reports.map(|(id, _)| (*id).to_owned()).collect();
            if problem.reports.iter().all(|(id, _)| reports.contains(*id)) {
                hidden.whole.insert(number);
            } else if !reports.is_empty() {
                hidden.reports.insert(number, reports);
            }
        }
        hidden
    }

    /// Draws what shows in a tile: zones, and points or how many there are of them.
    pub(super) fn draw(
        &self,
        tile: TileId,
        datasets: &[String],
        hidden: &HiddenItems,
        room: &mut Room,
        layer: &mut TileLayer,
    ) {
        let undrawn = self.draw_zones(tile, datasets, hidden, room, layer);
        let range = scatter::in_tile(self.points, tile);
        let pointed = self.pointed.get(range.clone()).unwrap_or_default();
        let mut points: Vec<Spot> = self
            .points
            .get(range)
            .unwrap_or_default()
            .iter()
            .zip(pointed)
            .filter(|(_, record)| !hidden.whole.contains(record))
            .map(|(&place, &record)| Spot { place, record, is_small: false })
            .collect();
        self.small_zones(tile, hidden, &undrawn, &mut points);
        let loose = if tile.z() == TILE_ZOOM_MAX { LOOSE_LAST_MAX } else { LOOSE_MAX };
        if points.len() <= loose {
            points.iter().for_each(|spot| self.draw_spot(tile, *spot, datasets, hidden, layer));
            return;
        }
        points.sort_by_key(|spot| (scatter::along(spot.place), spot.record));
        for group in
            points.chunk_by(|a, b| scatter::cell(a.place, tile.z()) == scatter::cell(b.place, tile.z()))
        {
            match group {
                [only] => self.draw_spot(tile, *only, datasets, hidden, layer),
                _ => draw_group(tile, group, layer),
            }
        }
    }

    /// Draws the zones that are large enough; those for which there was no room.
    fn draw_zones(
        &self,
        tile: TileId,
        datasets: &[String],
        hidden: &HiddenItems,
        room: &mut Room,
        layer: &mut TileLayer,
    ) -> HashSet<u32> {
        let mut undrawn = HashSet::new();
        for zone in self.zones.in_tile(tile) {
            let Some(&number) = self.zoned.get(zone as usize) else { continue };
            let is_drawn = self.from.get(zone as usize).is_some_and(|from| *from <= tile.z());
            if !is_drawn || hidden.whole.contains(&number) {
                continue;
            }
            let drawing = self.zones.geometry(tile, zone);
            let Some(record) = self.record(number).filter(|_| !drawing.is_empty()) else { continue };
            if room.takes(&drawing) {
                add(layer, number, drawing, &record, false, datasets, hidden);
            } else {
                undrawn.insert(zone);
            }
        }
        undrawn
    }

    /// The zones of a tile that are points at its zoom.
    fn small_zones(
        &self,
        tile: TileId,
        hidden: &HiddenItems,
        undrawn: &HashSet<u32>,
        points: &mut Vec<Spot>,
    ) {
        let range = scatter::in_tile(self.labels, tile);
        let zones = self.labelled.get(range.clone()).unwrap_or_default();
        for (&place, &zone) in self.labels.get(range).unwrap_or_default().iter().zip(zones) {
            let is_small = self.from.get(zone as usize).is_some_and(|from| *from > tile.z());
            let Some(&record) = self.zoned.get(zone as usize) else { continue };
            if (is_small || undrawn.contains(&zone)) && !hidden.whole.contains(&record) {
                points.push(Spot { place, record, is_small: true });
            }
        }
    }

    fn draw_spot(
        &self,
        tile: TileId,
        spot: Spot,
        datasets: &[String],
        hidden: &HiddenItems,
        layer: &mut TileLayer,
    ) {
        if let Some(record) = self.record(spot.record) {
            let point = TileGeometry::point(tile, on_zoom(spot.place, tile));
            add(layer, spot.record, point, &record, spot.is_small, datasets, hidden);
        }
    }
}

/// An item that is a point in a tile.
#[derive(Debug, Clone, Copy)]
struct Spot {
    place: [i32; 2],
    record: u32,
    is_small: bool,
}

fn on_zoom(place: [i32; 2], tile: TileId) -> [i32; 2] {
    place.map(|v| v >> (TILE_ZOOM_MAX - tile.z()))
}

/// One point for things that stand close together, in their middle, with how many there are.
fn draw_group(tile: TileId, group: &[Spot], layer: &mut TileLayer) {
    let Some(first) = group.first() else { return };
    let mut records: Vec<u32> = group.iter().map(|spot| spot.record).collect();
    records.sort_unstable();
    records.dedup();
    let count = group.len() as i64;
    // the mean of coordinates lies between them
    let middle =
        [0, 1].map(|i| (group.iter().map(|spot| i64::from(spot.place[i])).sum::<i64>() / count) as i32);
    let id = GROUP_ID + (scatter::cell(first.place, tile.z()) & (GROUP_ID - 1));
    let says = [("count", TileValue::Whole(records.len() as i64))];
    layer.add(id, TileGeometry::point(tile, on_zoom(middle, tile)), says);
}

fn add(
    layer: &mut TileLayer,
    number: u32,
    drawing: TileGeometry,
    record: &Record<'_>,
    is_small: bool,
    datasets: &[String],
    hidden: &HiddenItems,
) {
    use TileValue::{Flag, Own, Text, Whole};
    let dataset = datasets.get(usize::from(record.source)).map_or("", String::as_str);
    let mut says = vec![
        ("dataset", Text(dataset)),
        ("title", Text(record.title)),
        ("kind", Text(record.kind)),
        ("theme", Text(record.theme)),
        ("from", Text(record.from)),
        ("until", Text(record.until)),
        ("zone", Text(record.zone)),
        ("article", Text(record.article)),
        ("hours", Text(record.hours)),
        ("except", Text(record.except)),
        ("hours_unknown", Text(record.hours_unknown)),
        ("acts", Text(record.acts)),
        ("date", Text(record.date)),
    ];
    if is_small {
        says.push(("small", Flag(true)));
    }
    let Some(problem) = &record.problem else {
        says.push(("id", Own(record.id)));
        return layer.add(u64::from(number), drawing, says);
    };
    let hides = |id: &str| hidden.reports.get(&number).is_some_and(|reports| reports.contains(id));
    let shown: Vec<_> = problem.reports.iter().filter(|(id, _)| !hides(id)).collect();
    if let (Some((id, first)), Some((_, last))) = (shown.first(), shown.last()) {
        // the oldest report that may be shown names the problem
        says.extend([
            ("id", Own(id)),
            ("from", Text(first)),
            ("last", Text(last)),
            ("open", Flag(problem.open)),
            ("reports", Whole(shown.len() as i64)),
        ]);
        layer.add(u64::from(number), drawing, says);
    }
}
