//! What a collection says of the set that it is a part of: services hand out features page by page.

use super::split::{Items, text};

/// Members of a collection that say that it is a part: WFS, OGC API Features and ArcGIS.
pub(super) const MEMBERS: [&[u8]; 4] =
    [b"\"numberMatched\"", b"\"totalFeatures\"", b"\"exceededTransferLimit\"", b"\"links\""];

/// How much of a set a collection says that it is.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// features in the whole set
    pub(super) total: Option<u64>,
    /// what says that there are more
    pub(super) more: Option<String>,
}

impl Part {
    /// Takes a member of a collection into account.
    pub(super) fn add(&mut self, key: &[u8], value: &[u8]) {
        match key {
            b"\"numberMatched\"" | b"\"totalFeatures\"" => {
                let number = String::from_utf8_lossy(value);
                self.total = number.trim().trim_matches('"').parse().ok().or(self.total);
            }
            b"\"exceededTransferLimit\"" if value.trim_ascii() == b"true" => {
                self.more = Some("exceededTransferLimit: true".into());
            }
            b"\"links\"" => self.more = next(value).or(self.more.take()),
            b"\"properties\"" => {
                let members = Items::of_object(value).filter_map(Result::ok);
                members
                    .filter(|(key, _)| *key == b"\"exceededTransferLimit\"")
                    .for_each(|(key, value)| self.add(key, value));
            }
            _ => {}
        }
    }
}

/// The link to the next page.
fn next(links: &[u8]) -> Option<String> {
    Items::of_array(links).filter_map(Result::ok).find_map(|(_, link)| {
        let member = |name: &[u8]| {
            Items::of_object(link)
                .filter_map(Result::ok)
                .find(|(key, _)| *key == name)
                .and_then(|(_, value)| text(value))
        };
        let next = member(b"\"rel\"")? == "next";
        next.then(|| format!("next: {}", member(b"\"href\"").unwrap_or_default()))
    })
}
