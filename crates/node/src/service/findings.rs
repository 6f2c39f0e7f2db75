//! What was wrong with the records of each source, as the build wrote it beside the snapshot.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;

use schouw_opendata::finding::Finding;
use schouw_picture::sources::{FindingItem, SourceFindings};

use crate::snapshot::{FINDINGS, Manifest};

/// Examples of each kind that are shown.
const EXAMPLES: usize = 3;
/// Most bytes of the list that are read for examples.
const BYTES_MAX: u64 = 64 << 20;

/// The findings by source: counts from the manifest, a few examples from the list. An example says where it stands, never
/// what stood there.
pub(super) fn read(folder: &Path, manifest: &Manifest) -> std::io::Result<Vec<SourceFindings>> {
    let mut examples = examples(folder)?;
    let of_source = |(dataset, kinds): (&String, &BTreeMap<String, u64>)| {
        let findings = kinds.iter().map(|(kind, count)| {
            let shown = examples.remove(&(dataset.clone(), kind.clone())).unwrap_or_default();
            FindingItem::new(kind, *count, shown)
        });
        SourceFindings { dataset: dataset.clone(), findings: findings.collect() }
    };
    Ok(manifest.findings.iter().map(of_source).collect())
}

fn examples(folder: &Path) -> std::io::Result<BTreeMap<(String, String), Vec<String>>> {
    let file = File::open(folder.join(FINDINGS))?;
    let mut examples: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for line in BufReader::new(file.take(BYTES_MAX)).lines() {
        // a line that is cut off by the limit is passed over
        let Ok(finding) = serde_json::from_str::<Finding>(&line?) else { continue };
        let kind = serde_json::to_value(finding.kind).ok().and_then(|kind| kind.as_str().map(str::to_owned));
        let key = (finding.dataset.to_string(), kind.unwrap_or_default());
        let shown = examples.entry(key).or_default();
        if shown.len() < EXAMPLES {
            shown.push(words(&finding));
        }
    }
    Ok(examples)
}

fn words(finding: &Finding) -> String {
    let mut words = finding.file.clone();
    if finding.record > 0 {
        words.push_str(&format!(", regel {}", finding.record));
    }
    if !finding.column.is_empty() {
        words.push_str(&format!(", kolom {}", finding.column));
    }
    words
}
