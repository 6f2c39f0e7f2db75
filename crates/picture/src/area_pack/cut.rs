//! Cutting the index of a snapshot to one gemeente.

use std::collections::{BTreeMap, BTreeSet};

use schouw_area::{Area, AreaCode, Level, Position};
use schouw_base::Digest;

use crate::figures::{AreaKey, FigureRow, MeasureKind};
use crate::here::Suppressed;
use crate::layers::{Address, AreaSet, Extent, Layers};
use crate::pack::{Item, PackError, PackedAddress, SOMEWHERE, pack};
use crate::picture::{Division, Picture};
use crate::sources::SourceFindings;

use super::file::{self, PackFileError};
use super::kept::{Kept, SECTION};
use super::reach::Reach;

/// How far outside the gemeente things are kept, in metres: a boa at the border looks across it.
pub const MARGIN_M: u32 = 1_000;
/// Most gemeenten of a source whose names are kept.
const NAMED_MAX: usize = 5;

/// Why no pack was made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CutError {
    /// no division has the gemeente
    #[error("no division in this snapshot has the gemeente `{0}`")]
    NoSuchGemeente(AreaCode),
    /// the index is damaged
    #[error(transparent)]
    Damaged(#[from] PackError),
    /// the pack cannot be written
    #[error(transparent)]
    File(#[from] PackFileError),
}

/// Cuts the index of a snapshot to a gemeente and [`MARGIN_M`] round it, and packs it. What is suppressed is not in it.
///
/// # Errors
/// When no division has the gemeente, the index is damaged or the pack would be too large.
pub fn cut(
    picture: &Picture<'_>,
    gemeente: &AreaCode,
    suppressed: &Suppressed,
    findings: Option<&[SourceFindings]>,
) -> Result<Vec<u8>, CutError> {
    let ground = picture.newest(gemeente).filter(|(set, _)| set.level == Level::Gemeente);
    let shape = ground.and_then(|(set, number)| set.shape(number));
    let shape = shape.ok_or_else(|| CutError::NoSuchGemeente(gemeente.clone()))?;
    let cutter = Cutter { picture, gemeente, suppressed, reach: Reach::new(shape, f64::from(MARGIN_M)) };
    let snapshot: Digest = picture.digest().parse().map_err(|_| PackError::damaged("meta"))?;
    let mut layers = Layers { sources: picture.sources().to_vec(), ..Layers::default() };
    let codes = cutter.areas(&mut layers)?;
    cutter.items(&mut layers, &codes)?;
    let kept = cutter.kept(&layers, findings);
    cutter.figures(&mut layers, &codes, &kept);
    cutter.addresses(&mut layers);
    let mut index = pack(&layers, snapshot)?;
    let section = postcard::to_stdvec(&kept).map_err(|_| PackError::damaged(SECTION))?;
    index.add(SECTION, section);
    let name = picture.name_of(gemeente.as_str());
    Ok(file::write(gemeente.clone(), name, snapshot, index, MARGIN_M)?)
}

struct Cutter<'p, 'a> {
    picture: &'p Picture<'a>,
    gemeente: &'p AreaCode,
    suppressed: &'p Suppressed,
    reach: Reach,
}

impl Cutter<'_, '_> {
    /// The areas: those of the gemeente by their code, and whatever else holds a spot of it, as areas of former years, postal
    /// codes and an organisation's own do. Answers the codes of these areas and of those that they lie in.
    fn areas(&self, layers: &mut Layers) -> Result<BTreeSet<String>, CutError> {
        let mut codes = BTreeSet::from([self.gemeente.to_string(), AreaCode::land().to_string()]);
        let boxes = self.reach.boxes(0.0);
        let labels = self.own_labels();
        for set in &self.picture.sets {
            let of = |number: &u32| set.entry(*number).is_some_and(|e| e.is_within(self.gemeente.as_str()));
            let mut numbers: BTreeSet<u32> = (0..set.count()).filter(of).collect();
            let near: BTreeSet<u32> = boxes.iter().flat_map(|b| set.cover.areas_in_box(*b)).collect();
            let others: Vec<u32> = near.difference(&numbers).copied().collect();
            let overlaps = |number: &u32| set.shape(*number).is_some_and(|shape| self.reach.overlaps(&shape));
            numbers.extend(others.into_iter().filter(overlaps));
            let mut holding = Vec::new();
            for label in &labels {
                set.cover.lookup_all(*label, &mut holding);
                numbers.extend(&holding);
            }
            let mut areas = Vec::new();
            for number in numbers {
                let entry = set.entry(number).ok_or_else(|| PackError::damaged("areas"))?;
                let shape = set.shape(number).ok_or_else(|| PackError::damaged("cover"))?;
                codes.extend([entry.code, entry.wijk, entry.gemeente].map(str::to_owned));
                let code = |level: Level, text: &str| AreaCode::parse(level, text).ok();
                areas.push(Area {
                    level: set.level,
                    code: code(set.level, entry.code).ok_or_else(|| PackError::damaged("areas"))?,
                    year: set.year,
                    name: entry.name.to_owned(),
                    wijk: code(Level::Wijk, entry.wijk),
                    gemeente: code(Level::Gemeente, entry.gemeente),
                    shape,
                });
            }
            layers.area_sets.push(AreaSet { level: set.level, year: set.year, source: set.source, areas });
        }
        layers.area_sets.retain(|set| !set.areas.is_empty());
        codes.remove("");
        Ok(codes)
    }

    /// Where a question about an area of the gemeente is asked: its label, which borders of another year may put in a
    /// neighbouring gemeente.
    fn own_labels(&self) -> Vec<Position> {
        let of = |set: &Division<'_>| -> Vec<Position> {
            let own = set.entries().filter(|(_, entry)| entry.is_within(self.gemeente.as_str()));
            own.filter_map(|(number, _)| set.label(number)).collect()
        };
        self.picture.sets.iter().flat_map(of).collect()
    }

    /// Everything with a place, in the order of the snapshot.
    fn items(&self, layers: &mut Layers, codes: &BTreeSet<String>) -> Result<(), CutError> {
        for (number, extent) in self.extents(codes)? {
            let hides = |source: u16, id: &str| {
                let source = self.picture.source(source);
                source.is_some_and(|source| self.suppressed.hides(source.dataset.as_str(), id))
            };
            match self.picture.item(number)? {
                Item::Rule(mut rule) if !hides(rule.source, &rule.id) => {
                    rule.extent = extent;
                    layers.rules.push(rule);
                }
                Item::Contact(mut contact) if !hides(contact.source, &contact.id) => {
                    contact.extent = extent;
                    layers.contacts.push(contact);
                }
                Item::Notice(mut notice) if !hides(notice.source, &notice.id) => {
                    notice.extent = extent;
                    layers.notices.push(notice);
                }
                Item::Place(mut place) if !hides(place.source, &place.id) => {
                    place.extent = extent;
                    layers.places.push(place);
                }
                Item::Problem(mut problem) => {
                    problem.reports.retain(|report| !hides(problem.source, &report.id));
                    // the oldest report that may be shown names the problem
                    let Some(first) = problem.reports.first() else { continue };
                    (problem.id, problem.first) = (first.id.clone(), first.at);
                    problem.last = problem.reports.last().map_or(problem.last, |last| last.at);
                    layers.problems.push(problem);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Where the items that are kept hold, by number.
    fn extents(&self, codes: &BTreeSet<String>) -> Result<BTreeMap<u32, Extent>, CutError> {
        let picture = self.picture;
        let mut extents: BTreeMap<u32, Extent> = BTreeMap::new();
        let mut points: BTreeMap<u32, Vec<(i32, i32)>> = BTreeMap::new();
        for (&number, &[lon, lat]) in picture.point_items.iter().zip(picture.point_places) {
            if self.reach.is_near(lon, lat) {
                points.entry(number).or_default().push((lon, lat));
            }
        }
        extents.extend(points.into_iter().map(|(number, points)| (number, Extent::Points(points))));
        let boxes = self.reach.boxes(f64::from(MARGIN_M));
        let zones: BTreeSet<u32> =
            boxes.into_iter().flat_map(|bounds| picture.zones.areas_in_box(bounds)).collect();
        for zone in zones {
            let number =
                picture.zone_items.get(zone as usize).ok_or_else(|| PackError::damaged("zones.item"))?;
            let shape = picture.zone_shape(zone).ok_or_else(|| PackError::damaged("zones"))?;
            extents.insert(*number, Extent::Shape(shape));
        }
        for (key, numbers) in picture.items_by_area() {
            let somewhere = key.strip_prefix(SOMEWHERE);
            let text = somewhere.unwrap_or(&key);
            let Some(code) = Some(text).filter(|code| codes.contains(*code)).and_then(area_code) else {
                continue;
            };
            let extent = if somewhere.is_some() { Extent::Somewhere(code) } else { Extent::Area(code) };
            extents.extend(numbers.iter().map(|&number| (number, extent.clone())));
        }
        extents.extend(picture.everywhere.iter().map(|&number| (number, Extent::Everywhere)));
        Ok(extents)
    }

    /// What the whole snapshot knows and the pack alone would not.
    fn kept(&self, layers: &Layers, findings: Option<&[SourceFindings]>) -> Kept {
        let mut similar = BTreeMap::new();
        for area in layers.area_sets.iter().flat_map(|set| &set.areas) {
            let own = area.code == *self.gemeente || area.gemeente.as_ref() == Some(self.gemeente);
            if own && let Some(found) = self.picture.similar(&area.code, self.suppressed) {
                similar.insert(area.code.to_string(), found);
            }
        }
        let few = |covers: &&Vec<AreaCode>| covers.len() <= NAMED_MAX;
        let covered = self.picture.sources().iter().filter_map(|s| s.covers.as_ref()).filter(few).flatten();
        let names = covered.map(|code| (code.to_string(), self.picture.name_of(code.as_str())));
        Kept {
            gemeente: Some(self.gemeente.clone()),
            rows: self.picture.meta.rows.clone(),
            findings: findings.map(<[SourceFindings]>::to_vec),
            names: names.filter(|(_, name)| !name.is_empty()).collect(),
            similar,
        }
    }

    /// The figures of the areas, of those that they lie in and of the country; of areas that are alike only what they are
    /// compared by.
    fn figures(&self, layers: &mut Layers, codes: &BTreeSet<String>, kept: &Kept) {
        let picture = self.picture;
        let alike: BTreeSet<(String, u16)> = kept
            .similar
            .values()
            .flat_map(|similar| similar.areas.iter().map(|area| (area.code.to_string(), area.year)))
            .collect();
        let figures = &mut layers.figures;
        figures.measures = picture.measures().to_vec();
        for period in &picture.meta.periods {
            figures.periods.number(period);
        }
        let columns = &picture.figures;
        for (code, year, rows) in columns.areas() {
            let whole = codes.contains(&code);
            if !whole && !alike.contains(&(code.clone(), year.0)) {
                continue;
            }
            let Some(area_code) = area_code(&code) else { continue };
            let area = figures.area(AreaKey { level: area_code.level(), code: area_code, year });
            let hidden = self.suppressed.figures_of(&code);
            let may = |row: &FigureRow| {
                let measure = picture.measures().get(usize::from(row.measure));
                hidden.is_none_or(|hidden| measure.is_some_and(|measure| !hidden.hides(&measure.id)))
            };
            for at in rows {
                let row = || {
                    Some(FigureRow {
                        area,
                        measure: *columns.measure.get(at)?,
                        period: *columns.period.get(at)?,
                        source: *columns.source.get(at)?,
                        value: *columns.value.get(at)?,
                    })
                };
                figures.rows.extend(row().filter(|row| may(row) && (whole || self.is_compared(row.measure))));
            }
        }
    }

    /// Whether areas that are alike are compared by this measure, or a rate is made with it.
    fn is_compared(&self, measure: u16) -> bool {
        let Some(measure) = self.picture.measures().get(usize::from(measure)) else { return false };
        let of_rate = || self.picture.measures().iter().any(|other| other.denominator == measure.id);
        !measure.apart && (measure.kind != MeasureKind::Stock || of_rate())
    }

    /// The addresses within reach, and all of a street that has one in the gemeente, so that its middle stays its middle.
    fn addresses(&self, layers: &mut Layers) {
        let columns = &self.picture.addresses;
        let may = |row: &&PackedAddress| !self.picture.hides_address(row, self.suppressed);
        let mut streets = BTreeSet::new();
        for row in columns.rows.iter().filter(may) {
            if self.reach.holds(row.lon, row.lat) {
                streets.insert((row.street, row.town));
            }
        }
        let keep = |row: &&PackedAddress| {
            streets.contains(&(row.street, row.town)) || self.reach.is_near(row.lon, row.lat)
        };
        let rows: Vec<&PackedAddress> = columns.rows.iter().filter(keep).filter(may).collect();
        // words keep their order, which is an order in the index too
        let used: BTreeSet<u32> = rows.iter().flat_map(|row| [row.street, row.town, row.suffix]).collect();
        let addresses = &mut layers.addresses;
        let numbers: BTreeMap<u32, u32> =
            used.into_iter().map(|old| (old, addresses.words.number(columns.word(old)))).collect();
        let number = |old: u32| numbers.get(&old).copied().unwrap_or(0);
        addresses.rows.extend(rows.into_iter().map(|row| Address {
            postcode: row.postcode,
            street: number(row.street),
            town: number(row.town),
            number: row.number,
            suffix: number(row.suffix),
            lon: row.lon,
            lat: row.lat,
            source: row.source,
            dwelling: row.dwelling != 0,
        }));
    }
}

fn area_code(text: &str) -> Option<AreaCode> {
    AreaCode::try_from(text.to_owned()).ok()
}
