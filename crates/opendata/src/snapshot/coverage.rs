//! Which gemeenten a source covers, and figures whose area no division has.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use schouw_area::{AreaCode, Cover, Level, Position, Year};
use schouw_picture::figures::AreaKey;
use schouw_picture::layers::{Extent, Layers, SourceNumber};

use crate::finding::FindingKind;
use crate::findings::Findings;

use super::finding;

/// A source with things in more gemeenten than this is taken to cover the country.
const COVERS_MAX: usize = 60;

/// Notes of each source which gemeenten it covers.
pub(super) fn note(layers: &mut Layers, findings: &mut Findings) {
    let gemeenten = gemeenten_by_source(layers);
    for (number, covers) in gemeenten {
        if let Some(source) = layers.sources.get_mut(usize::from(number)) {
            source.covers = covers;
        }
    }
    figures_without_area(layers, findings);
}

/// The gemeenten in which each source has things; none for a source that covers the country.
fn gemeenten_by_source(layers: &Layers) -> BTreeMap<SourceNumber, Option<Vec<AreaCode>>> {
    let sets = layers.area_sets.iter().filter(|set| matches!(set.level, Level::Gemeente | Level::Buurt));
    // the newest year; of one year the division of gemeenten, then the one with most areas
    let set = sets.max_by_key(|set| (set.year, set.level == Level::Gemeente, set.areas.len()));
    let areas = set.map_or(&[][..], |set| set.areas.as_slice());
    let shapes: Vec<_> = areas.iter().map(|area| &area.shape).collect();
    let bytes = Cover::build(&shapes).unwrap_or_default();
    let cover = Cover::open(&bytes).ok();
    let at = |(lon, lat): (i32, i32)| -> Option<AreaCode> {
        let number = cover.as_ref()?.lookup(Position::from_steps(lon, lat).ok()?)?;
        let area = areas.get(number as usize)?;
        if area.level == Level::Gemeente { Some(area.code.clone()) } else { area.gemeente.clone() }
    };
    let mut found: BTreeMap<SourceNumber, (BTreeSet<AreaCode>, bool)> = BTreeMap::new();
    each_extent(layers, &mut |source, extent| {
        let (codes, country) = found.entry(source).or_default();
        match extent {
            Extent::Points(points) => codes.extend(points.first().copied().and_then(at)),
            Extent::Shape(shape) => codes.extend(at(shape.label_point().steps())),
            Extent::Area(code) if code.level() == Level::Gemeente => {
                codes.insert(code.clone());
            }
            Extent::Area(code) => codes.extend(code.parent(Level::Gemeente)),
            Extent::Everywhere => *country = true,
            // knowing that something holds somewhere is not knowing the place
            Extent::Somewhere(_) | Extent::Nowhere => {}
        }
    });
    let covers = |(codes, country): (BTreeSet<AreaCode>, bool)| {
        (!country && codes.len() <= COVERS_MAX).then(|| codes.into_iter().collect())
    };
    found.into_iter().map(|(source, found)| (source, covers(found))).collect()
}

fn each_extent(layers: &Layers, see: &mut dyn FnMut(SourceNumber, &Extent)) {
    layers.rules.iter().for_each(|rule| see(rule.source, &rule.extent));
    layers.contacts.iter().for_each(|contact| see(contact.source, &contact.extent));
    layers.notices.iter().for_each(|notice| see(notice.source, &notice.extent));
    layers.places.iter().for_each(|place| see(place.source, &place.extent));
    layers.reports.iter().for_each(|report| see(report.source, &Extent::Points(vec![report.place])));
}

/// Figures of a code that the division of that level and year does not have, although it has others of that gemeente;
/// and figures of a year that no division has.
fn figures_without_area(layers: &Layers, findings: &mut Findings) {
    let divisions = Divisions::of(layers);
    let mut years: BTreeSet<(SourceNumber, Year)> = BTreeSet::new();
    let mut last = None;
    for row in &layers.figures.rows {
        if last == Some((row.area, row.source)) {
            continue;
        }
        last = Some((row.area, row.source));
        let Some(key) = layers.figures.areas.get(row.area as usize) else { continue };
        let code = key.code.as_str();
        if key.level != Level::Land && !divisions.years.contains(&key.year) {
            years.insert((row.source, key.year));
        } else if divisions.miss(key) {
            let why = format!(
                "no {} of {} in the snapshot has this code; its figures are found by code only",
                key.level, key.year
            );
            findings.extend(finding(layers, row.source, "area", code, FindingKind::UnknownArea, why));
        }
    }
    for (source, year) in years {
        let why = "no areas of this year are in the snapshot, so a spot does not find these figures; add the division of \
                   that year, or correct the year";
        findings.extend(finding(
            layers,
            source,
            "year",
            &year.to_string(),
            FindingKind::UnknownArea,
            why.into(),
        ));
    }
}

/// What the divisions know: codes of a year, and of which gemeenten each level and year has areas.
struct Divisions<'a> {
    known: HashSet<(&'a AreaCode, Year)>,
    gemeenten: HashSet<(Level, Year, Option<AreaCode>)>,
    levels: HashSet<(Level, Year)>,
    years: HashSet<Year>,
}

impl<'a> Divisions<'a> {
    fn of(layers: &'a Layers) -> Self {
        let mut divisions = Self {
            known: HashSet::new(),
            gemeenten: HashSet::new(),
            levels: HashSet::new(),
            years: HashSet::new(),
        };
        for set in &layers.area_sets {
            let gemeente =
                |area: &schouw_area::Area| (set.level, set.year, area.code.parent(Level::Gemeente));
            divisions.years.insert(set.year);
            divisions.levels.insert((set.level, set.year));
            divisions.gemeenten.extend(set.areas.iter().map(gemeente));
            divisions.known.extend(set.areas.iter().map(|area| (&area.code, set.year)));
        }
        divisions
    }

    /// Whether a key should be in a division and is not.
    fn miss(&self, key: &AreaKey) -> bool {
        if self.known.contains(&(&key.code, key.year)) || !self.levels.contains(&(key.level, key.year)) {
            return false;
        }
        // a division of one gemeente says nothing of the others
        let gemeente = key.code.parent(Level::Gemeente);
        let elsewhere = Level::ALL
            .into_iter()
            .any(|level| level != key.level && self.gemeenten.contains(&(level, key.year, gemeente.clone())));
        self.gemeenten.contains(&(key.level, key.year, gemeente)) || !elsewhere
    }
}
