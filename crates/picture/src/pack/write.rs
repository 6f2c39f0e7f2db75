//! From layers to an index.

use std::collections::BTreeMap;

use fst::MapBuilder;
use schouw_base::Digest;

use crate::address::normal;
use crate::layers::{Addresses, AreaSet, Extent, Figures, Layers};

use super::items::{ItemsBuilder, Tag};
use super::{AreaEntry, ContainerBuilder, Meta, PackError, PackedAddress, STREET_TOWN, SetMeta};

/// Packs the layers of a snapshot with this digest. The layers are in canonical order: area sets by level and year,
/// areas by code, figures by area, measure and period, addresses by postal code and number.
///
/// # Errors
/// When there are more things than the index has numbers for.
pub fn pack(layers: &Layers, digest: Digest) -> Result<ContainerBuilder, PackError> {
    let mut out = ContainerBuilder::default();
    let sets = layers.area_sets.iter().map(|set| SetMeta {
        level: set.level,
        year: set.year,
        source: set.source,
        count: u32::try_from(set.areas.len()).unwrap_or(u32::MAX),
    });
    let meta = Meta {
        digest: digest.to_string(),
        sources: layers.sources.clone(),
        measures: layers.figures.measures.clone(),
        periods: layers.figures.periods.iter().map(str::to_owned).collect(),
        sets: sets.collect(),
        rows: rows_by_source(layers),
    };
    out.add("meta", blob("meta", &meta)?);
    for (number, set) in layers.area_sets.iter().enumerate() {
        pack_set(&mut out, number, set)?;
    }
    pack_items(&mut out, layers)?;
    pack_figures(&mut out, &layers.figures)?;
    pack_addresses(&mut out, &layers.addresses)?;
    Ok(out)
}

fn blob(section: &str, value: &impl serde::Serialize) -> Result<Vec<u8>, PackError> {
    postcard::to_stdvec(value).map_err(|_| PackError::damaged(section))
}

fn cover(shapes: &[&schouw_area::Shape]) -> Result<Vec<u8>, PackError> {
    schouw_area::Cover::build(shapes).map_err(|_| PackError::TooMuch)
}

fn places(points: impl IntoIterator<Item = (i32, i32)>) -> Result<Vec<u8>, PackError> {
    schouw_area::PlaceIndex::of_points(points).map_err(|_| PackError::TooMuch)
}

fn pack_set(out: &mut ContainerBuilder, number: usize, set: &AreaSet) -> Result<(), PackError> {
    let shapes: Vec<_> = set.areas.iter().map(|area| &area.shape).collect();
    out.add(&format!("cover.{number}"), cover(&shapes)?);
    let mut bytes = Vec::new();
    let mut at = vec![0_u32];
    let mut codes = MapBuilder::memory();
    for (index, area) in set.areas.iter().enumerate() {
        let entry = AreaEntry {
            code: area.code.as_str(),
            name: &area.name,
            wijk: area.wijk.as_ref().map_or("", |code| code.as_str()),
            gemeente: area.gemeente.as_ref().map_or("", |code| code.as_str()),
        };
        bytes.extend(blob("areas", &entry)?);
        at.push(u32::try_from(bytes.len()).map_err(|_| PackError::damaged("areas"))?);
        codes.insert(area.code.as_str(), index as u64).map_err(|_| PackError::damaged("areas"))?;
    }
    out.add(&format!("areas.{number}.at"), bytemuck::cast_slice(&at).to_vec());
    out.add(&format!("areas.{number}"), bytes);
    let codes = codes.into_inner().map_err(|_| PackError::damaged("areas"))?;
    out.add(&format!("codes.{number}"), codes);
    let labels: Vec<[i32; 2]> =
        set.areas.iter().map(|area| area.shape.label_point().steps().into()).collect();
    out.add(&format!("labels.{number}"), bytemuck::cast_slice(&labels).to_vec());
    let boxes = set.areas.iter().map(|area| area.shape.bounds());
    let boxes: Vec<[i32; 4]> = boxes.map(|b| [b.west, b.south, b.east, b.north]).collect();
    out.add(&format!("boxes.{number}"), bytemuck::cast_slice(&boxes).to_vec());
    let surfaces: Vec<f64> = set.areas.iter().map(|area| area.shape.area()).collect();
    out.add(&format!("surface.{number}"), bytemuck::cast_slice(&surfaces).to_vec());
    Ok(())
}

/// How many records of each source there are; of a report that became part of a problem the report counts.
fn rows_by_source(layers: &Layers) -> Vec<u64> {
    let mut rows = vec![0_u64; layers.sources.len()];
    let areas = layers.area_sets.iter().flat_map(|set| std::iter::repeat_n(set.source, set.areas.len()));
    let problems =
        layers.problems.iter().flat_map(|problem| std::iter::repeat_n(problem.source, problem.reports.len()));
    let all = areas
        .chain(problems)
        .chain(layers.figures.rows.iter().map(|row| row.source))
        .chain(layers.rules.iter().map(|rule| rule.source))
        .chain(layers.contacts.iter().map(|contact| contact.source))
        .chain(layers.notices.iter().map(|notice| notice.source))
        .chain(layers.places.iter().map(|place| place.source))
        .chain(layers.addresses.rows.iter().map(|row| row.source));
    for source in all {
        if let Some(count) = rows.get_mut(usize::from(source)) {
            *count += 1;
        }
    }
    rows
}

fn pack_items(out: &mut ContainerBuilder, layers: &Layers) -> Result<(), PackError> {
    let mut items = ItemsBuilder::default();
    for rule in &layers.rules {
        items.add(Tag::Rule, rule, &rule.extent, rule.valid_until)?;
    }
    for contact in &layers.contacts {
        items.add(Tag::Contact, contact, &contact.extent, None)?;
    }
    for notice in &layers.notices {
        items.add(Tag::Notice, notice, &notice.extent, notice.last_day())?;
    }
    for problem in &layers.problems {
        items.add(Tag::Problem, problem, &Extent::Points(vec![problem.place]), None)?;
    }
    for place in &layers.places {
        items.add(Tag::Place, place, &place.extent, None)?;
    }
    items.at.push(items.bytes.len() as u64);
    out.add("items.at", bytemuck::cast_slice(&items.at).to_vec());
    out.add("items.last", bytemuck::cast_slice(&items.last).to_vec());
    out.add("items", items.bytes);
    let points = items.points.iter().map(|(point, _)| *point);
    out.add("points", places(points)?);
    let points: Vec<[i32; 2]> = items.points.iter().map(|((lon, lat), _)| [*lon, *lat]).collect();
    out.add("points.place", bytemuck::cast_slice(&points).to_vec());
    out.add("points.item", numbers(items.points.iter().map(|(_, item)| *item)));
    let shapes: Vec<_> = items.zones.iter().map(|(shape, _)| shape).collect();
    out.add("zones", cover(&shapes)?);
    out.add("zones.item", numbers(items.zones.iter().map(|(_, item)| *item)));
    let mut labels: Vec<[i32; 2]> = Vec::with_capacity(items.zones.len());
    labels.extend(items.zones.iter().map(|(shape, _)| <[i32; 2]>::from(shape.label_point().steps())));
    out.add("zones.label", bytemuck::cast_slice(&labels).to_vec());
    let boxes = items.zones.iter().map(|(shape, _)| shape.bounds());
    let boxes: Vec<[i32; 4]> = boxes.map(|b| [b.west, b.south, b.east, b.north]).collect();
    out.add("zones.box", bytemuck::cast_slice(&boxes).to_vec());
    let mut named: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (code, item) in &items.named {
        named.entry(code).or_default().push(*item);
    }
    add_lists(out, "named", named)?;
    out.add("everywhere", numbers(items.everywhere.into_iter()));
    Ok(())
}

/// Adds a map from keys to lists of numbers: `name` (fst: key to list), `name.at` and `name.list`.
fn add_lists<K: AsRef<[u8]>>(
    out: &mut ContainerBuilder,
    name: &str,
    lists: impl IntoIterator<Item = (K, Vec<u32>)>,
) -> Result<(), PackError> {
    let mut map = MapBuilder::memory();
    let mut at = vec![0_u32];
    let mut all = Vec::new();
    for (number, (key, list)) in lists.into_iter().enumerate() {
        map.insert(key, number as u64).map_err(|_| PackError::damaged(name))?;
        all.extend(list);
        at.push(u32::try_from(all.len()).map_err(|_| PackError::damaged(name))?);
    }
    out.add(name, map.into_inner().map_err(|_| PackError::damaged(name))?);
    out.add(&format!("{name}.at"), bytemuck::cast_slice(&at).to_vec());
    out.add(&format!("{name}.list"), bytemuck::cast_slice(&all).to_vec());
    Ok(())
}

fn numbers(values: impl Iterator<Item = u32>) -> Vec<u8> {
    bytemuck::cast_slice(&values.collect::<Vec<_>>()).to_vec()
}

fn pack_figures(out: &mut ContainerBuilder, figures: &Figures) -> Result<(), PackError> {
    let mut starts: Vec<u32> = Vec::with_capacity(figures.areas.len() + 1);
    let mut keys: Vec<(String, u64)> = Vec::with_capacity(figures.areas.len());
    let mut last = None;
    for (at, row) in figures.rows.iter().enumerate() {
        if last == Some(row.area) {
            continue;
        }
        last = Some(row.area);
        let key = figures.areas.get(row.area as usize).ok_or_else(|| PackError::damaged("fig"))?;
        keys.push((format!("{}/{}", key.code, key.year), starts.len() as u64));
        starts.push(u32::try_from(at).map_err(|_| PackError::damaged("fig"))?);
    }
    starts.push(u32::try_from(figures.rows.len()).map_err(|_| PackError::damaged("fig"))?);
    keys.sort();
    let mut map = MapBuilder::memory();
    for (key, number) in keys {
        map.insert(key, number).map_err(|_| PackError::damaged("fig.area"))?;
    }
    out.add("fig.area", map.into_inner().map_err(|_| PackError::damaged("fig.area"))?);
    out.add("fig.at", bytemuck::cast_slice(&starts).to_vec());
    let column = |get: fn(&crate::figures::FigureRow) -> u16| -> Vec<u8> {
        figures.rows.iter().flat_map(|row| get(row).to_le_bytes()).collect()
    };
    out.add("fig.measure", column(|row| row.measure));
    out.add("fig.period", column(|row| row.period));
    out.add("fig.source", column(|row| row.source));
    out.add("fig.value", figures.rows.iter().flat_map(|row| row.value.to_le_bytes()).collect());
    Ok(())
}

fn pack_addresses(out: &mut ContainerBuilder, addresses: &Addresses) -> Result<(), PackError> {
    let rows: Vec<PackedAddress> = addresses
        .rows
        .iter()
        .map(|row| PackedAddress {
            postcode: row.postcode,
            street: row.street,
            town: row.town,
            number: row.number,
            suffix: row.suffix,
            lon: row.lon,
            lat: row.lat,
            source: row.source,
            dwelling: u16::from(row.dwelling),
        })
        .collect();
    out.add("addr.place", places(rows.iter().map(|row| (row.lon, row.lat)))?);
    let mut at = vec![0_u32];
    let mut bytes: Vec<u8> = Vec::new();
    for word in addresses.words.iter() {
        bytes.extend(word.as_bytes());
        at.push(u32::try_from(bytes.len()).map_err(|_| PackError::damaged("addr.words"))?);
    }
    out.add("addr.words.at", bytemuck::cast_slice(&at).to_vec());
    out.add("addr.words", bytes);
    let mut order: Vec<u32> =
        (0..u32::try_from(rows.len()).map_err(|_| PackError::damaged("addr"))?).collect();
    let key = |row: &PackedAddress| (row.street, row.town);
    order.sort_by_key(|&at| rows.get(at as usize).map(|row| (key(row), row.number, row.suffix)));
    let mut streets: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for group in order.chunk_by(|a, b| rows.get(*a as usize).map(key) == rows.get(*b as usize).map(key)) {
        let Some(row) = group.first().and_then(|&at| rows.get(at as usize)) else { continue };
        let words = &addresses.words;
        let street =
            format!("{}{STREET_TOWN}{}", normal(words.word(row.street)), normal(words.word(row.town)));
        streets.entry(street).or_default().extend(group);
    }
    add_lists(out, "streets", streets)?;
    out.add("addr.rows", bytemuck::cast_slice(&rows).to_vec());
    Ok(())
}
