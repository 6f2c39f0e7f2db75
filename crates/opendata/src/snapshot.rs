//! From everything that was mapped to a snapshot: in canonical order, without doubles, clustered, cut and digested.

mod canonical;
mod coverage;
mod cut;
mod division;
mod order;

pub use canonical::{LayerDigest, SCHEMA_VERSION, digest_of, layer_digests};
pub use cut::cut;

use schouw_picture::layers::{Layers, Problem, ProblemReport};

use crate::finding::{Finding, FindingKind};
use crate::findings::Findings;
use crate::problems::{Nearness, ReportPoint};

/// Brings the layers in canonical order, drops doubles (a finding each), gathers reports into problems and notes which
/// gemeenten each source covers.
pub fn finish(layers: &mut Layers, findings: &mut Findings) {
    order::areas(layers, findings);
    order::figures(layers, findings);
    order::items(layers, findings);
    order::addresses(layers);
    layers.problems = gather_problems(layers);
    coverage::note(layers, findings);
    division::check(layers, findings);
}

/// The problems that the reports of each source make.
fn gather_problems(layers: &Layers) -> Vec<Problem> {
    let mut problems = Vec::new();
    // reports are sorted by source
    for reports in layers.reports.chunk_by(|a, b| a.source == b.source) {
        let points: Vec<ReportPoint<'_>> = reports
            .iter()
            .map(|report| ReportPoint {
                id: &report.id,
                theme: &report.theme,
                at: report.at,
                lon_lat_steps: report.place,
                open: report.open,
            })
            .collect();
        for found in crate::problems::problems(&points, &Nearness::DEFAULT) {
            let members = found.members.iter().filter_map(|&at| reports.get(at));
            let source = reports.first().map_or(0, |report| report.source);
            problems.push(Problem {
                source,
                id: found.id.to_owned(),
                theme: found.theme.to_owned(),
                first: found.first,
                last: found.last,
                open: found.open,
                reports: members
                    .map(|report| ProblemReport {
                        id: report.id.clone(),
                        at: report.at,
                        status: report.status.clone(),
                    })
                    .collect(),
                place: found.lon_lat_steps,
            });
        }
    }
    problems.sort_by(|a, b| (a.source, &a.id).cmp(&(b.source, &b.id)));
    problems
}

/// A finding about a layer as a whole, under the dataset of its source.
fn finding(
    layers: &Layers,
    source: u16,
    column: &str,
    value: &str,
    kind: FindingKind,
    why: String,
) -> Option<Finding> {
    let dataset = layers.sources.get(usize::from(source))?.dataset.clone();
    let value = value.chars().take(crate::finding::VALUE_CHARS_MAX).collect();
    Some(Finding { dataset, file: String::new(), record: 0, column: column.into(), value, kind, why })
}
