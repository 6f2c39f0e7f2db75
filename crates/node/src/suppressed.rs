//! The suppression list: what a publisher withdrew or a person had removed. Every answer honours it.
//!
//! An entry names one thing: a record (`dataset` and `id`), an address that is found by its number (`address`), or the
//! numbers of an area (`area`, and `measure` for one of them).

use std::ops::Range;

use schouw_area::AreaCode;
use schouw_base::DatasetId;
use schouw_picture::here::Suppressed;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Keys of an entry; `since` and `why` are for the people who keep the list.
const KEYS: [&str; 7] = ["dataset", "id", "address", "area", "measure", "since", "why"];

/// Reads a list.
///
/// # Errors
/// With all faults at once, each with its line.
pub fn read(text: &str) -> Result<Suppressed, Vec<String>> {
    let (document, errors) = DeTable::parse_recoverable(text);
    let mut reading = Reading { text, faults: Vec::new(), list: Suppressed::default() };
    for error in errors {
        reading.fault(error.span().map_or(0, |span| span.start), error.message());
    }
    for (key, value) in document.get_ref() {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("hidden", DeValue::Array(entries)) => entries.iter().for_each(|entry| reading.entry(entry)),
            ("hidden", _) => reading.fault(value.span().start, "write [[hidden]], once for each"),
            (other, _) => reading.fault(key.span().start, format!("unknown key `{other}`")),
        }
    }
    if reading.faults.is_empty() { Ok(reading.list) } else { Err(reading.faults) }
}

/// A list that is being read.
struct Reading<'t> {
    text: &'t str,
    faults: Vec<String>,
    list: Suppressed,
}

impl<'t> Reading<'t> {
    fn fault(&mut self, at: usize, what: impl Into<String>) {
        let line = self.text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        self.faults.push(format!("line {line}: {}", what.into()));
    }

    fn entry(&mut self, entry: &Spanned<DeValue<'t>>) {
        let at = entry.span();
        let DeValue::Table(table) = entry.get_ref() else {
            return self.fault(at.start, "write [[hidden]], once for each");
        };
        let before = self.faults.len();
        for (key, value) in table {
            let (name, start) = (key.get_ref().as_ref(), value.span().start);
            match (name, value.get_ref()) {
                (name, _) if !KEYS.contains(&name) => {
                    self.fault(key.span().start, format!("unknown key `{name}`"));
                }
                ("since", DeValue::Datetime(_)) => {}
                ("since", _) => self.fault(start, "`since` must be a day: 2026-11-23, without quotes"),
                (_, DeValue::String(text)) if !text.trim().is_empty() => {}
                (name, _) => self.fault(start, format!("`{name}` must be a text in quotes")),
            }
        }
        if self.faults.len() == before {
            self.hide(table, &at);
        }
    }

    /// Adds what an entry hides; all its values have the right kind.
    fn hide(&mut self, table: &DeTable<'t>, at: &Range<usize>) {
        let text = |key: &str| table.get(key).and_then(|value| value.get_ref().as_str()).map(str::trim);
        match (text("dataset"), text("id"), text("address"), text("area"), text("measure")) {
            (Some(dataset), Some(id), None, None, None) => match dataset.parse::<DatasetId>() {
                Ok(dataset) => self.list.hide_record(&dataset, id),
                Err(why) => self.fault(at.start, format!("`dataset`: {why}")),
            },
            (None, None, Some(address), None, None) => {
                if let Err(why) = self.list.hide_address(address) {
                    self.fault(at.start, format!("`address`: {why}"));
                }
            }
            (None, None, None, Some(area), measure) => match area.parse::<AreaCode>() {
                Ok(area) => self.list.hide_figures(&area, measure),
                Err(why) => self.fault(at.start, format!("`area`: {why}")),
            },
            _ => self.fault(
                at.start,
                "say one thing: `dataset` and `id`, or `address`, or `area` with or without `measure`",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_list_is_told_with_its_line() {
        let text = "hiden = 1\n[[hidden]]\ndataset = \"Lampen!\"\nid = \"1\"\n[[hidden]]\nid = 5\nsince = \"gisteren\"\n[[hidden]]\naddress = \"Kade 1\"\narea = \"GM0385\"\n[[hidden]]\narea = \"Volendam\"\nwaarom = \"x\"\n[[hidden]]\naddress = \"Kade, Markerwaard\"\n";
        let faults = read(text).unwrap_err();
        for (line, says) in [
            (1, "unknown key `hiden`"),
            (2, "`dataset`"),
            (6, "`id` must be a text"),
            (7, "`since` must be a day"),
            (8, "say one thing"),
            (13, "unknown key `waarom`"),
            (14, "a street cannot be hidden"),
        ] {
            let prefix = format!("line {line}: ");
            assert!(faults.iter().any(|f| f.starts_with(&prefix) && f.contains(says)), "{says}: {faults:#?}");
        }
        assert_eq!(faults.len(), 7, "{faults:#?}");
        assert!(read("hidden = 1").is_err());
        assert!(read("[[hidden]\n").is_err());
        assert!(read("hidden = [1]").is_err());
    }

    #[test]
    fn an_entry_hides_a_record_an_address_or_the_numbers_of_an_area() {
        let text = "[[hidden]]\ndataset = \"lampen\"\nid = \"1\"\nsince = 2026-11-23\nwhy = \"x\"\n[[hidden]]\naddress = \"Kade 12, 8285 AB Markerwaard\"\n[[hidden]]\narea = \"BU99900101\"\nmeasure = \"misdrijven\"\n";
        let list = read(text).unwrap();
        assert!(list.hides("lampen", "1") && !list.hides("lampen", "2"));
        assert_eq!(list.addresses().collect::<Vec<_>>(), ["8285 AB kade12markerwaard"]);
        assert!(
            list.hides_figure("BU99900101", "misdrijven") && !list.hides_figure("BU99900101", "inwoners")
        );
        assert!(read("").unwrap().is_empty());
    }
}
