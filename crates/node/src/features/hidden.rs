//! What may not be shown, found once when the index is opened, so that a request costs nothing for it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schouw_picture::here::Suppressed;
use schouw_picture::layers::{LayerKind, Problem, Source};

use super::index::Index;
use super::meta::SetKind;
use super::row_text;
use super::time::{Span, problem_span};
use crate::format::column::Datasets;
use crate::format::rows;

/// What of a set may not be shown, or is told otherwise.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    /// the rows that may not be shown
    rows: BTreeSet<u32>,
    /// the rows that are told anew
    changed: BTreeMap<u32, Changed>,
}

/// A row that is told anew: a problem without the reports that may not be shown.
#[derive(Debug)]
pub(super) struct Changed {
    pub text: Vec<u8>,
    pub span: Span,
    /// the id under which it is known now: of its oldest report that may be shown
    pub id: String,
}

impl Hidden {
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty() && self.changed.is_empty()
    }

    pub(super) fn hides(&self, row: u32) -> bool {
        !self.rows.is_empty() && self.rows.contains(&row)
    }

    /// How many of these rows may not be shown.
    pub(super) fn count(&self, rows: std::ops::Range<u32>) -> u64 {
        self.rows.range(rows).count() as u64
    }

    pub(super) fn changed(&self, row: u32) -> Option<&Changed> {
        self.changed.get(&row)
    }

    /// The row that is known by an id now, among these.
    pub(super) fn renamed(&self, rows: std::ops::Range<u32>, id: &str) -> Option<u32> {
        self.changed.range(rows).find(|(_, changed)| changed.id == id).map(|(row, _)| *row)
    }
}

/// What may not be shown, set by set.
pub(super) fn hidden(index: &Index, suppressed: &Suppressed) -> Vec<Hidden> {
    let meta = index.meta();
    let mut all: Vec<Hidden> = meta.sets.iter().map(|_| Hidden::default()).collect();
    let numbers: HashMap<&str, usize> =
        meta.sources.iter().enumerate().map(|(number, source)| (source.dataset.as_str(), number)).collect();
    let mut in_reports = false;
    for (dataset, id) in suppressed.records() {
        let Some(&number) = numbers.get(dataset) else { continue };
        in_reports |= meta.sources.get(number).is_some_and(|source| source.layer == LayerKind::Reports);
        for (at, (set, hidden)) in meta.sets.iter().zip(&mut all).enumerate() {
            let Some(rows) = index.set(at).filter(|_| set.kind != SetKind::Problems) else { continue };
            let runs = set.runs.iter().filter(|run| usize::from(run.source) == number);
            hidden.rows.extend(runs.filter_map(|run| rows.find(run.start..run.end, id.as_bytes())));
        }
    }
    if in_reports {
        for (at, (set, hidden)) in meta.sets.iter().zip(&mut all).enumerate() {
            if set.kind == SetKind::Problems {
                *hidden = problems(index, at, &meta.sources, suppressed);
            }
        }
    }
    all
}

/// Problems without the reports that may not be shown. One that cannot be read may not be shown either.
fn problems(index: &Index, set: usize, sources: &[Source], suppressed: &Suppressed) -> Hidden {
    let (mut hidden, columns, datasets) = (Hidden::default(), rows::problems(), Datasets::of(sources));
    let Some(set) = index.set(set) else { return hidden };
    for row in (0..).take(set.boxes.len()) {
        let Ok(mut problem) = postcard::from_bytes::<Problem>(set.whole(row)) else {
            hidden.rows.insert(row);
            continue;
        };
        let (before, dataset) = (problem.reports.len(), datasets.name(problem.source));
        problem.reports.retain(|report| !suppressed.hides(dataset, &report.id));
        if problem.reports.len() == before {
            continue;
        }
        let (Some(first), Some(last)) = (problem.reports.first(), problem.reports.last()) else {
            hidden.rows.insert(row);
            continue;
        };
        (problem.id, problem.first, problem.last) = (first.id.clone(), first.at, last.at);
        let mut text = Vec::new();
        row_text::write(&mut text, (dataset, None), &problem.id, &columns, &datasets, &problem);
        let changed = Changed { text, span: problem_span(&problem), id: problem.id };
        hidden.changed.insert(row, changed);
    }
    hidden
}
