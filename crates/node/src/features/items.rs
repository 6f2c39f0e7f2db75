//! Pages of a collection, and one feature by its id.

use std::ops::Range;

use memchr::memmem::Finder;

use super::addresses::Addresses;
use super::collection::{Collection, Part};
use super::crs::Crs;
use super::feature_id::plain;
use super::geometry;
use super::index::{Set, Texts};
use super::meets::Window;
use super::meta::SetKind;
use super::row_text::json;
use super::when::When;
use super::{Beside, Features, Hidden, ID_MARK};

/// Most bytes of features on a page: one of large shapes ends before its limit, and the next goes on from there.
pub const PAGE_BYTES_MAX: usize = 16 << 20;
/// Rows whose texts are read at once when they are searched.
const SEARCH_ROWS: u32 = 512;

/// Which features of a collection.
#[derive(Debug, Clone, Default)]
pub struct Ask {
    /// how many at most
    pub limit: u64,
    /// how many to pass over
    pub offset: u64,
    /// boxes, of which a feature must meet one; none for everywhere
    pub windows: Option<Vec<Window>>,
    /// a time that it must hold in
    pub when: Option<When>,
    /// properties that must have a value: name and value as JSON
    pub equal: Vec<(String, serde_json::Value)>,
    /// the coordinate system in which they are given
    pub crs: Crs,
}

/// What is on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// how many features there are in all; none when counting them would take longer than the answer
    pub matched: Option<u64>,
    /// how many are on this page
    pub returned: u64,
    /// whether there are more after it
    pub more: bool,
}

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ItemsError {
    /// the disk, or a damaged index
    #[error("cannot read the index of features: {0}")]
    Io(#[from] std::io::Error),
}

/// Rows that follow each other.
pub(super) type Rows = (usize, Range<u32>);

impl Features {
    /// Writes a page of a collection: GeoJSON features with a comma between.
    ///
    /// # Errors
    /// When the disk refuses, or the index is damaged.
    pub fn items(
        &self,
        collection: &Collection,
        ask: &Ask,
        beside: Beside<'_>,
        out: &mut Vec<u8>,
    ) -> Result<Page, ItemsError> {
        if let Some(addresses) = self.addresses(collection) {
            return Ok(addresses.items(ask, beside, out));
        }
        let (picked, matched) = self.pick(collection, ask, beside)?;
        let returned = self.write(&picked, ask.crs, beside, out)?;
        Ok(Page { matched: Some(matched), returned, more: ask.offset.saturating_add(returned) < matched })
    }

    /// Writes the feature with an id, as a GeoJSON object without its closing brace; false when there is none.
    ///
    /// # Errors
    /// When the disk refuses, or the index is damaged.
    pub fn item(
        &self,
        collection: &Collection,
        id: &str,
        crs: Crs,
        beside: Beside<'_>,
        out: &mut Vec<u8>,
    ) -> Result<bool, ItemsError> {
        let start = out.len();
        if let Some(addresses) = self.addresses(collection) {
            let found = addresses.item(id, crs, beside, out);
            out.truncate(if found { out.len() - 1 } else { start });
            return Ok(found);
        }
        let Some((dataset, id)) = id.split_once(ID_MARK) else { return Ok(false) };
        let Some((set, row)) = self.find(collection, dataset, id) else { return Ok(false) };
        self.write(&[(set, row..row + 1)], crs, beside, out)?;
        out.truncate(out.len().saturating_sub(1));
        Ok(true)
    }

    /// The addresses of a collection, when it is one of addresses.
    fn addresses(&self, collection: &Collection) -> Option<Addresses<'_>> {
        let [Part::Addresses { source, rows }] = collection.parts.as_slice() else { return None };
        let sources = &self.index.meta().sources;
        Some(Addresses { sources, source: *source, rows: *rows, hidden: &self.addresses })
    }

    /// The row of a collection with an id, when it may be shown.
    fn find(&self, collection: &Collection, dataset: &str, id: &str) -> Option<(usize, u32)> {
        let meta = self.index.meta();
        let source = meta.sources.iter().position(|source| source.dataset.as_str() == dataset)?;
        collection.parts.iter().find_map(|part| {
            let Part::Rows { set: number, rows } = part else { return None };
            let (set, hidden) = (self.index.set(*number)?, self.hidden.get(*number)?);
            let of_source = meta.sets.get(*number)?.runs.iter().any(|run| {
                usize::from(run.source) == source && run.start >= rows.start && run.end <= rows.end
            });
            if !of_source {
                return None;
            }
            let id = match meta.sets.get(*number)?.kind {
                SetKind::Areas { year, .. } => id.strip_prefix(&format!("{year}{ID_MARK}"))?,
                _ => id,
            };
            let id = plain(id)?;
            let own = set.find(rows.clone(), id.as_bytes());
            let row = own
                .filter(|row| hidden.changed(*row).is_none_or(|changed| changed.id == id))
                .or_else(|| hidden.renamed(rows.clone(), &id))?;
            (!hidden.hides(row)).then_some((*number, row))
        })
    }

    /// The rows of a page, and how many there are in all.
    fn pick(
        &self,
        collection: &Collection,
        ask: &Ask,
        beside: Beside<'_>,
    ) -> Result<(Vec<Rows>, u64), ItemsError> {
        let mut picked = Picked { skip: ask.offset, room: ask.limit, rows: Vec::new(), matched: 0 };
        let finders = finders(&ask.equal);
        for part in &collection.parts {
            let Part::Rows { set: number, rows } = part else { continue };
            let Some((set, hidden)) = self.index.set(*number).zip(self.hidden.get(*number)) else { continue };
            let plain = ask.windows.is_none() && ask.when.is_none() && finders.is_empty();
            if plain && hidden.is_empty() {
                picked.all(*number, rows.clone());
                continue;
            }
            let filter = Filter { set, hidden, ask, beside };
            for block in blocks(rows.clone(), if finders.is_empty() { u32::MAX } else { SEARCH_ROWS }) {
                let mut texts: Option<Texts<'_>> = None;
                for row in block.clone().filter(|row| filter.takes(*row)) {
                    if !finders.is_empty() {
                        let texts = match &texts {
                            Some(texts) => texts,
                            None => texts.insert(self.index.texts(*number, block.clone())?),
                        };
                        let text = match hidden.changed(row) {
                            Some(changed) => &changed.text,
                            None => texts.get((row - block.start) as usize),
                        };
                        if !finders.iter().all(|finder| finder.is_in(text)) {
                            continue;
                        }
                    }
                    picked.one(*number, row);
                }
            }
        }
        Ok((picked.rows, picked.matched))
    }

    /// Writes rows until the page is full, and says how many.
    fn write(
        &self,
        picked: &[Rows],
        crs: Crs,
        beside: Beside<'_>,
        out: &mut Vec<u8>,
    ) -> Result<u64, ItemsError> {
        let (start, mut count) = (out.len(), 0);
        for (number, rows) in picked {
            let Some((set, hidden)) = self.index.set(*number).zip(self.hidden.get(*number)) else { continue };
            for block in blocks(rows.clone(), SEARCH_ROWS) {
                let texts = self.index.texts(*number, block.clone())?;
                for row in block.clone() {
                    if count > 0 {
                        if out.len() - start > PAGE_BYTES_MAX {
                            return Ok(count);
                        }
                        out.push(b',');
                    }
                    out.extend_from_slice(br#"{"type":"Feature","#);
                    out.extend_from_slice(match hidden.changed(row) {
                        Some(changed) => &changed.text,
                        None => texts.get((row - block.start) as usize),
                    });
                    out.extend_from_slice(br#","geometry":"#);
                    geometry::write(out, set.geometry(row), crs, beside.rd);
                    out.push(b'}');
                    count += 1;
                }
            }
        }
        Ok(count)
    }
}

/// Rows in parts of at most so many.
fn blocks(rows: Range<u32>, size: u32) -> impl Iterator<Item = Range<u32>> {
    let end = rows.end;
    rows.step_by(size as usize).map(move |start| start..start.saturating_add(size).min(end))
}

/// The rows of a page in the making.
struct Picked {
    skip: u64,
    room: u64,
    rows: Vec<Rows>,
    matched: u64,
}

impl Picked {
    /// All of these rows match.
    fn all(&mut self, set: usize, rows: Range<u32>) {
        let count = u64::from(rows.end - rows.start);
        self.matched += count;
        let skipped = self.skip.min(count);
        self.skip -= skipped;
        let taken = (count - skipped).min(self.room);
        self.room -= taken;
        if taken > 0 {
            // both are at most the number of rows
            let start = rows.start + skipped as u32;
            self.rows.push((set, start..start + taken as u32));
        }
    }

    /// This row matches.
    fn one(&mut self, set: usize, row: u32) {
        self.matched += 1;
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        if self.room == 0 {
            return;
        }
        self.room -= 1;
        match self.rows.last_mut() {
            Some((last, rows)) if *last == set && rows.end == row => rows.end += 1,
            _ => self.rows.push((set, row..row + 1)),
        }
    }
}

/// What a row must be, without a look at its text.
struct Filter<'f> {
    set: &'f Set<'f>,
    hidden: &'f Hidden,
    ask: &'f Ask,
    beside: Beside<'f>,
}

impl Filter<'_> {
    fn takes(&self, row: u32) -> bool {
        if self.hidden.hides(row) {
            return false;
        }
        let in_time = self.ask.when.is_none_or(|when| {
            let changed = self.hidden.changed(row).map(|changed| changed.span);
            changed.or_else(|| self.set.spans.get(row as usize).copied()).is_some_and(|span| when.meets(span))
        });
        if !in_time {
            return false;
        }
        let Some(windows) = &self.ask.windows else { return true };
        let Some(bounds) = self.set.bounds(row) else { return false };
        windows.iter().any(|window| window.meets(bounds, || self.set.geometry(row), self.beside.rd))
    }
}

/// Looks for a property with its value in the text of a row.
struct Equal {
    finder: Finder<'static>,
}

impl Equal {
    /// In JSON no text can hold what is looked for: its quotes are escaped, and a colon follows no other text.
    fn is_in(&self, text: &[u8]) -> bool {
        let length = self.finder.needle().len();
        self.finder.find_iter(text).any(|at| matches!(text.get(at + length), Some(b',' | b'}')))
    }
}

fn finders(equal: &[(String, serde_json::Value)]) -> Vec<Equal> {
    let needle = |(name, value): &(String, serde_json::Value)| {
        let mut needle = Vec::new();
        json(&mut needle, name);
        needle.push(b':');
        json(&mut needle, value);
        Equal { finder: Finder::new(&needle).into_owned() }
    };
    equal.iter().map(needle).collect()
}
