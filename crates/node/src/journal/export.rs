//! A log as JSON lines, in constant memory: headers and digests, and with the keys what it says.

use schouw_base::{Digest, OrganisationId};
use schouw_journal::draft::open_entry;
use schouw_journal::store::READ_MAX;
use schouw_journal::{Entry, StoreError, System};
use serde_json::{Map, Value, json};

use super::JournalError;
use super::folder::Place;
use super::keys::{Kept, KeyRing, Of};

/// Hands over every entry as a line of JSON, in order, beside a running writer; `open` adds warrant and body.
///
/// # Errors
/// When the log cannot be read, or `line` says so.
pub fn export(
    place: &Place,
    organisation: &OrganisationId,
    open: bool,
    line: &mut dyn FnMut(&Value) -> std::io::Result<()>,
) -> Result<u64, JournalError> {
    let mut store = place.reader(organisation)?;
    let keys = if open { Some(KeyRing::open_to_read(&place.folder(organisation).keys())?) } else { None };
    let mut from = 0;
    loop {
        let page = store.read(organisation, from, READ_MAX)?;
        let Some(last) = page.last() else { return Ok(from) };
        from = last.sequence + 1;
        for entry in &page {
            let value = value(entry, keys.as_ref())?;
            line(&value).map_err(|error| super::folder::io("cannot write the export", &error))?;
        }
    }
}

fn value(entry: &Entry, keys: Option<&KeyRing>) -> Result<Value, StoreError> {
    let header = &entry.header;
    let mut line = Map::new();
    for (name, value) in [
        ("sequence", json!(entry.sequence)),
        ("id", json!(header.id)),
        ("organisation", json!(header.organisation)),
        ("kind", json!(header.kind)),
        ("version", json!(header.version)),
        ("time", json!(header.time)),
        ("content", json!(Digest::of(&entry.content))),
        ("leaf", json!(entry.leaf)),
    ] {
        line.insert(name.to_owned(), value);
    }
    if header.kind.is_system() {
        let system = System::read(&header.kind, &entry.content);
        let system =
            system.map_err(|error| StoreError::Damaged(format!("entry {}: {error}", entry.sequence)))?;
        line.insert("system".to_owned(), json!(system));
    } else if let Some(keys) = keys {
        match keys.get(Of::Entries, &[header.id.uuid()])?.pop() {
            Some(Kept::Key(key)) => {
                let opened = open_entry(&key, entry);
                let (warrant, body) = opened
                    .map_err(|error| StoreError::Damaged(format!("entry {}: {error}", entry.sequence)))?;
                let text = || Value::from(String::from_utf8_lossy(&body).into_owned());
                line.insert("warrant".to_owned(), json!(warrant));
                line.insert("body".to_owned(), serde_json::from_slice(&body).unwrap_or_else(|_| text()));
            }
            Some(Kept::Erased) => drop(line.insert("erased".to_owned(), true.into())),
            _ => drop(line.insert("locked".to_owned(), true.into())),
        }
    }
    Ok(Value::Object(line))
}
