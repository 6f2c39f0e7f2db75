//! What may not be shown, although a snapshot holds it: what a publisher withdrew or a person had removed.
//!
//! Whatever answers takes the list and answers as if what is on it had never been there: a record, an address, the
//! numbers of an area. So an area pack, from which these are left out, answers the same.

mod addresses;

use std::collections::{HashMap, HashSet};

use schouw_area::AreaCode;
use schouw_base::DatasetId;

pub use addresses::AddressFault;
use addresses::HiddenAddresses;

/// The suppression list.
#[derive(Debug, Clone, Default)]
pub struct Suppressed {
    records: HashSet<(String, String)>,
    addresses: HiddenAddresses,
    /// by the code of the area
    figures: HashMap<String, HiddenFigures>,
}

/// The numbers of an area that may not be shown.
#[derive(Debug, Clone, Default)]
pub(crate) struct HiddenFigures {
    all: bool,
    /// ids of measures
    measures: HashSet<String>,
}

impl FromIterator<(DatasetId, String)> for Suppressed {
    fn from_iter<I: IntoIterator<Item = (DatasetId, String)>>(records: I) -> Self {
        let mut suppressed = Self::default();
        for (dataset, id) in records {
            suppressed.hide_record(&dataset, &id);
        }
        suppressed
    }
}

impl Suppressed {
    /// Hides a record: its dataset and its id in it.
    pub fn hide_record(&mut self, dataset: &DatasetId, id: &str) {
        self.records.insert((dataset.to_string(), id.to_owned()));
    }

    /// Hides an address, written as people write it: `Kade 12A, 8285 AB Markerwaard`. Without a town or a postal code it
    /// is hidden in every town; `8285 AB 12A` is enough too.
    ///
    /// # Errors
    /// When the text has no house number, or nothing beside one.
    pub fn hide_address(&mut self, text: &str) -> Result<(), AddressFault> {
        self.addresses.add(text)
    }

    /// Hides the numbers of an area: of one measure (by its id), else all of them.
    pub fn hide_figures(&mut self, area: &AreaCode, measure: Option<&str>) {
        let hidden = self.figures.entry(area.as_str().to_owned()).or_default();
        match measure {
            Some(measure) => {
                hidden.measures.insert(measure.to_owned());
            }
            None => hidden.all = true,
        }
    }

    /// Adds what another list hides.
    pub fn append(&mut self, other: Self) {
        self.records.extend(other.records);
        self.addresses.append(other.addresses);
        for (area, more) in other.figures {
            let hidden = self.figures.entry(area).or_default();
            hidden.all |= more.all;
            hidden.measures.extend(more.measures);
        }
    }

    /// Whether nothing is suppressed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.addresses.is_empty() && self.figures.is_empty()
    }

    /// Whether a record of a dataset may not be shown.
    #[must_use]
    pub fn hides(&self, dataset: &str, id: &str) -> bool {
        !self.records.is_empty() && self.records.contains(&(dataset.to_owned(), id.to_owned()))
    }

    /// Whether the number of a measure in an area may not be shown.
    #[must_use]
    pub fn hides_figure(&self, area: &str, measure: &str) -> bool {
        self.figures_of(area).is_some_and(|hidden| hidden.hides(measure))
    }

    /// The records that may not be shown: dataset and id, in no order.
    pub fn records(&self) -> impl Iterator<Item = (&str, &str)> {
        self.records.iter().map(|(dataset, id)| (dataset.as_str(), id.as_str()))
    }

    /// The addresses that may not be shown, for telling one list from another; in no order.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        self.addresses.texts()
    }

    pub(crate) fn hidden_addresses(&self) -> &HiddenAddresses {
        &self.addresses
    }

    /// What may not be shown of the numbers of an area; none when all may.
    pub(crate) fn figures_of(&self, area: &str) -> Option<&HiddenFigures> {
        if self.figures.is_empty() { None } else { self.figures.get(area) }
    }
}

impl HiddenFigures {
    pub(crate) fn hides(&self, measure: &str) -> bool {
        self.all || self.measures.contains(measure)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_an_area_are_hidden_one_by_one_or_all() {
        let mut list = Suppressed::default();
        assert!(list.is_empty());
        let code = |text: &str| -> AreaCode { text.parse().unwrap() };
        list.hide_figures(&code("BU99900101"), Some("inwoners"));
        let mut other = Suppressed::default();
        other.hide_figures(&code("BU99900101"), Some("woningen"));
        other.hide_figures(&code("BU99900102"), None);
        list.append(other);
        for (area, measure, hidden) in [
            ("BU99900101", "inwoners", true),
            ("BU99900101", "woningen", true),
            ("BU99900101", "misdrijven", false),
            ("BU99900102", "misdrijven", true),
            ("BU99900103", "inwoners", false),
        ] {
            assert_eq!(list.hides_figure(area, measure), hidden, "{area} {measure}");
        }
        assert!(!list.is_empty() && list.records().next().is_none());
    }
}
