//! Where an item comes from, written once for all items that come from there.

use jiff::civil::Date;
use serde::{Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

use super::SourceItem;
use crate::text::Text;

/// What a source is written as.
#[derive(Serialize)]
struct Written<'t> {
    dataset: &'t str,
    date: Date,
    licence: &'t str,
    old: bool,
}

impl SourceItem {
    /// A source: dataset, day on which it was retrieved, licence, and whether it is older than its cadence promises.
    #[must_use]
    pub fn new(dataset: Text, date: Date, licence: Text, old: bool) -> Self {
        let written = to_raw_value(&Written { dataset: &dataset, date, licence: &licence, old });
        // texts, a day and a truth can always be written
        let written = written.unwrap_or_else(|_| RawValue::NULL.to_owned()).into();
        Self { dataset, date, licence, old, written }
    }
}

impl PartialEq for SourceItem {
    fn eq(&self, other: &Self) -> bool {
        (&self.dataset, self.date, &self.licence, self.old)
            == (&other.dataset, other.date, &other.licence, other.old)
    }
}

impl Eq for SourceItem {}

impl Serialize for SourceItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.written.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_written_as_its_parts() {
        let source = SourceItem::new("a".into(), jiff::civil::date(2026, 11, 23), "\"b\"".into(), true);
        let text = r#"{"dataset":"a","date":"2026-11-23","licence":"\"b\"","old":true}"#;
        assert_eq!(serde_json::to_string(&source).unwrap(), text);
        let value: serde_json::Value = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_value(&source).unwrap(), value);
    }
}
