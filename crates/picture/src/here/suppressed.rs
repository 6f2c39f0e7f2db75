//! What may not be shown, although a snapshot holds it: what a publisher withdrew or a person had removed.

use std::collections::HashSet;

use schouw_base::DatasetId;

/// The suppression list: dataset and id of each record that may not be shown.
#[derive(Debug, Clone, Default)]
pub struct Suppressed {
    records: HashSet<(String, String)>,
}

impl FromIterator<(DatasetId, String)> for Suppressed {
    fn from_iter<I: IntoIterator<Item = (DatasetId, String)>>(records: I) -> Self {
        Self { records: records.into_iter().map(|(dataset, id)| (dataset.to_string(), id)).collect() }
    }
}

impl Suppressed {
    /// Whether nothing is suppressed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Whether a record of a dataset may not be shown.
    #[must_use]
    pub fn hides(&self, dataset: &str, id: &str) -> bool {
        !self.records.is_empty() && self.records.contains(&(dataset.to_owned(), id.to_owned()))
    }

    /// The records that may not be shown: dataset and id, in no order.
    pub fn records(&self) -> impl Iterator<Item = (&str, &str)> {
        self.records.iter().map(|(dataset, id)| (dataset.as_str(), id.as_str()))
    }
}
