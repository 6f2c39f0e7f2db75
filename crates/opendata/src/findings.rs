//! All findings of a build: counted without limit, kept up to one.

use std::collections::BTreeMap;

use schouw_base::DatasetId;

use crate::finding::{Finding, FindingKind};

/// Findings kept per dataset and kind; beyond it they are only counted.
pub const KEPT_PER_KIND_MAX: u64 = 1_000;

/// The findings of a build.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    counts: BTreeMap<(DatasetId, FindingKind), u64>,
}

impl Findings {
    /// Adds a finding.
    pub fn add(&mut self, finding: Finding) {
        let count = self.counts.entry((finding.dataset.clone(), finding.kind)).or_default();
        *count += 1;
        if *count <= KEPT_PER_KIND_MAX {
            self.kept.push(finding);
        }
    }

    /// Adds these findings.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Finding>) {
        findings.into_iter().for_each(|finding| self.add(finding));
    }

    /// Adds all findings of another build step.
    pub fn append(&mut self, other: Self) {
        // what was kept there is counted by `add`; what was only counted there is added to the count
        let mut kept_there: BTreeMap<(DatasetId, FindingKind), u64> = BTreeMap::new();
        for finding in other.kept {
            *kept_there.entry((finding.dataset.clone(), finding.kind)).or_default() += 1;
            self.add(finding);
        }
        for (key, count) in other.counts {
            let kept = kept_there.get(&key).copied().unwrap_or(0);
            *self.counts.entry(key).or_default() += count - kept;
        }
    }

    /// The findings that were kept, sorted.
    #[must_use]
    pub fn kept(&self) -> Vec<&Finding> {
        let mut kept: Vec<&Finding> = self.kept.iter().collect();
        kept.sort();
        kept
    }

    /// The finding of a file that says most, as a sentence.
    #[must_use]
    pub fn first_of(&self, dataset: &DatasetId, file: &str) -> Option<String> {
        let mut found: Vec<&Finding> =
            self.kept.iter().filter(|f| f.dataset == *dataset && f.file == file).collect();
        // a column that is not there says it all; then a record; then what is said of the file
        found.sort_by_key(|f| (f.kind != FindingKind::MissingColumn, f.record == 0));
        found.first().map(|finding| {
            let record = (finding.record > 0).then(|| format!("record {}", finding.record));
            let column = (!finding.column.is_empty()).then(|| format!("column `{}`", finding.column));
            let value = (!finding.value.is_empty()).then(|| format!("`{}`", finding.value));
            let place: Vec<String> = [record, column, value].into_iter().flatten().collect();
            let place = if place.is_empty() { "the file".into() } else { place.join(", ") };
            format!("{place}: {}", finding.why)
        })
    }

    /// How many there are of each kind in each dataset.
    #[must_use]
    pub fn counts(&self) -> &BTreeMap<(DatasetId, FindingKind), u64> {
        &self.counts
    }

    /// How many there are in all.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.values().sum()
    }
}
