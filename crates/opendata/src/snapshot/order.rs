//! Canonical order, and no key twice.

use schouw_picture::figures::FigureRow;
use schouw_picture::layers::{AreaSet, Layers, SourceNumber, Words};

use crate::finding::FindingKind;
use crate::findings::Findings;

use super::finding;

/// Sorts the divisions by level, year and source and their areas by code; one set for each of those three.
pub(super) fn areas(layers: &mut Layers, findings: &mut Findings) {
    let mut sets = std::mem::take(&mut layers.area_sets);
    sets.sort_by_key(|set| (set.level, set.year, set.source));
    let mut merged: Vec<AreaSet> = Vec::with_capacity(sets.len());
    for set in sets {
        match merged.last_mut() {
            Some(last) if (last.level, last.year, last.source) == (set.level, set.year, set.source) => {
                last.areas.extend(set.areas);
            }
            _ => merged.push(set),
        }
    }
    for set in &mut merged {
        // stable: of two with one code the first of the first file stays
        set.areas.sort_by(|a, b| a.code.cmp(&b.code));
        let source = set.source;
        set.areas.dedup_by(|later, first| {
            let double = later.code == first.code;
            if double {
                let why =
                    format!("two areas of {} {} have this code; the first holds", first.level, first.year);
                findings.extend(finding(
                    layers,
                    source,
                    "code",
                    first.code.as_str(),
                    FindingKind::Duplicate,
                    why,
                ));
            }
            double
        });
    }
    layers.area_sets = merged;
}

/// Sorts rules, contacts, notices, reports and places by source and id, each id once a source.
pub(super) fn items(layers: &mut Layers, findings: &mut Findings) {
    macro_rules! sort {
        ($list:ident, $what:literal) => {
            layers.$list.sort_by(|a, b| (a.source, &a.id).cmp(&(b.source, &b.id)));
            let mut doubles: Vec<(SourceNumber, String)> = Vec::new();
            layers.$list.dedup_by(|later, first| {
                let double = (later.source, &later.id) == (first.source, &first.id);
                if double {
                    doubles.push((first.source, first.id.clone()));
                }
                double
            });
            for (source, id) in doubles {
                let why = concat!("two ", $what, " of this source have this id; the first holds").to_owned();
                findings.extend(finding(layers, source, "id", &id, FindingKind::Duplicate, why));
            }
        };
    }
    sort!(rules, "rules");
    sort!(contacts, "contacts");
    sort!(notices, "notices");
    sort!(reports, "reports");
    sort!(places, "places");
}

/// Sorts the figures by area, measure and period, whose numbers then run in order of their names.
pub(super) fn figures(layers: &mut Layers, findings: &mut Findings) {
    let figures = &mut layers.figures;
    let areas = ranks(&figures.areas);
    let measures = ranks(&figures.measures.iter().map(|m| (m.order, m.id.clone())).collect::<Vec<_>>());
    let periods = ranks(&figures.periods.iter().map(str::to_owned).collect::<Vec<_>>());
    let narrow = |rank: Option<&u32>| rank.and_then(|rank| u16::try_from(*rank).ok()).unwrap_or(u16::MAX);
    for row in &mut figures.rows {
        row.area = areas.get(row.area as usize).copied().unwrap_or(u32::MAX);
        row.measure = narrow(measures.get(usize::from(row.measure)));
        row.period = narrow(periods.get(usize::from(row.period)));
    }
    figures.areas.sort();
    figures.measures.sort_by(|a, b| (a.order, &a.id).cmp(&(b.order, &b.id)));
    figures.periods = sorted_words(&figures.periods);
    let key = |row: &FigureRow| (row.area, row.measure, row.period);
    // a known number goes before an unknown one of the same key, then the source that comes first
    figures.rows.sort_unstable_by(|a, b| {
        let rest = |row: &FigureRow| (row.value.is_nan(), row.source, row.value.to_bits());
        key(a).cmp(&key(b)).then_with(|| rest(a).cmp(&rest(b)))
    });
    let mut doubles: Vec<(SourceNumber, u32)> = Vec::new();
    figures.rows.dedup_by(|later, first| {
        let double = key(later) == key(first);
        if double && later.source == first.source && later.value.to_bits() != first.value.to_bits() {
            doubles.push((first.source, first.area));
        }
        double
    });
    for (source, area) in doubles {
        let code =
            layers.figures.areas.get(area as usize).map(|key| key.code.to_string()).unwrap_or_default();
        let why = "two different figures for one area, measure and period; the lower one holds".to_owned();
        findings.extend(finding(layers, source, "area", &code, FindingKind::Duplicate, why));
    }
}

/// Sorts the addresses by postal code, street, town and number, whose words then run in order.
pub(super) fn addresses(layers: &mut Layers) {
    let addresses = &mut layers.addresses;
    let words: Vec<String> = addresses.words.iter().map(str::to_owned).collect();
    let ranks = ranks(&words);
    let rank = |number: u32| ranks.get(number as usize).copied().unwrap_or(u32::MAX);
    for row in &mut addresses.rows {
        row.street = rank(row.street);
        row.town = rank(row.town);
        row.suffix = rank(row.suffix);
    }
    addresses.words = sorted_words(&addresses.words);
    addresses.rows.sort_unstable();
    addresses.rows.dedup();
}

/// For each member its place in the sorted list.
fn ranks<T: Ord>(members: &[T]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by(|a, b| members.get(*a).cmp(&members.get(*b)));
    let mut ranks = vec![0; members.len()];
    for (rank, at) in order.into_iter().enumerate() {
        if let Some(slot) = ranks.get_mut(at) {
            *slot = u32::try_from(rank).unwrap_or(u32::MAX);
        }
    }
    ranks
}

fn sorted_words(words: &Words) -> Words {
    let mut all: Vec<&str> = words.iter().collect();
    all.sort_unstable();
    let mut sorted = Words::default();
    for word in all {
        sorted.number(word);
    }
    sorted
}
