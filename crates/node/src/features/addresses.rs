//! Addresses as features, written from the index of the picture: there are ten million.

use std::ops::Range;

use schouw_area::Bounds;
use schouw_picture::address::{postcode_number, postcode_text};
use schouw_picture::here::Suppressed;
use schouw_picture::layers::{Source, SourceNumber};
use schouw_picture::{AddressRow, Picture};

use super::Beside;
use super::collection::{Property, PropertyKind};
use super::crs::Crs;
use super::geometry;
use super::items::{Ask, Page};
use super::meets::Window;
use super::row_text::json;

/// The part of the country that a box is at most, for its addresses to be counted. In a larger one they stand so close
/// that going through them is quicker than looking them up.
const COUNTED_PART: f64 = 0.02;
/// The box in which the country lies, in steps.
const COUNTRY: Bounds = Bounds { west: 33_000_000, south: 507_000_000, east: 72_300_000, north: 536_000_000 };

/// The properties of an address.
pub(super) fn properties() -> Vec<Property> {
    let property = |name: &str, kind, queryable| Property { name: name.into(), kind, queryable };
    vec![
        property("postcode", PropertyKind::Text, true),
        property("street", PropertyKind::Text, false),
        property("number", PropertyKind::Whole, false),
        property("suffix", PropertyKind::Text, false),
        property("town", PropertyKind::Text, false),
        property("dwelling", PropertyKind::Yes, false),
        property("dataset", PropertyKind::Text, false),
    ]
}

/// The addresses of a collection.
pub(super) struct Addresses<'a> {
    pub sources: &'a [Source],
    /// the dataset, when they are those of one
    pub source: Option<SourceNumber>,
    /// how many of them may be shown
    pub rows: u32,
    pub hidden: &'a HiddenAddresses,
}

impl Addresses<'_> {
    /// Writes a page.
    pub(super) fn items(&self, ask: &Ask, beside: Beside<'_>, out: &mut Vec<u8>) -> Page {
        let picture = beside.picture;
        let all = 0..u32::try_from(picture.address_count()).unwrap_or(u32::MAX);
        let postcode = ask.equal.first().and_then(|(_, value)| value.as_str()).map(postcode_number);
        let range = match postcode {
            Some(0) => 0..0,
            Some(postcode) => picture.addresses_of(postcode),
            None => all,
        };
        let matches = |number: &u32| {
            let Some((place, of)) = picture.address_place(*number) else { return false };
            self.source.is_none_or(|source| source == of)
                && !self.hidden.hides(*number)
                && in_windows(ask.windows.as_deref(), place, beside)
        };
        let mut writer = Writer {
            sources: self.sources,
            beside,
            crs: ask.crs,
            out,
            returned: 0,
            more: false,
            room: ask.limit,
        };
        let skip = usize::try_from(ask.offset).unwrap_or(usize::MAX);
        let matched = match &ask.windows {
            None if self.source.is_none() => {
                let start = self.hidden.nth_shown(range.clone(), ask.offset);
                writer.write((start..range.end).filter(|number| !self.hidden.hides(*number)));
                Some(u64::from(range.end - range.start) - self.hidden.count_in(range))
            }
            Some(windows) if postcode.is_none() && windows.iter().all(is_small) => {
                let mut found: Vec<u32> =
                    windows.iter().flat_map(|window| picture.addresses_in(window.outer())).collect();
                found.sort_unstable();
                found.dedup();
                found.retain(matches);
                writer.write(found.iter().copied().skip(skip));
                Some(found.len() as u64)
            }
            windows => {
                writer.write(range.filter(matches).skip(skip));
                (windows.is_none() && postcode.is_none()).then_some(u64::from(self.rows))
            }
        };
        Page { matched, returned: writer.returned, more: writer.more }
    }

    /// Writes the address with a number; tells whether there is one that may be shown.
    pub(super) fn item(&self, id: &str, crs: Crs, beside: Beside<'_>, out: &mut Vec<u8>) -> bool {
        // one way to write a number
        let number = id.parse::<u32>().ok().filter(|number| number.to_string() == id);
        let number = number.filter(|number| !self.hidden.hides(*number));
        let found = number.and_then(|number| Some((number, beside.picture.address_row(number)?)));
        let Some((number, row)) = found else { return false };
        if self.source.is_some_and(|source| source != row.source) {
            return false;
        }
        write(out, self.sources, number, &row, crs, beside);
        true
    }
}

/// The addresses that may not be shown, found once when the features are opened.
#[derive(Debug, Default)]
pub(super) struct HiddenAddresses {
    /// number and dataset, in order of the number
    rows: Vec<(u32, SourceNumber)>,
}

impl HiddenAddresses {
    pub(super) fn of(picture: &Picture<'_>, suppressed: &Suppressed) -> Self {
        let numbers = picture.addresses_hidden(suppressed).into_iter();
        Self { rows: numbers.filter_map(|number| Some((number, picture.address_place(number)?.1))).collect() }
    }

    /// How many there are, of one dataset or of all.
    pub(super) fn count(&self, source: Option<SourceNumber>) -> u32 {
        let of = self.rows.iter().filter(|(_, of)| source.is_none_or(|source| source == *of));
        u32::try_from(of.count()).unwrap_or(u32::MAX)
    }

    fn hides(&self, number: u32) -> bool {
        !self.rows.is_empty() && self.rows.binary_search_by_key(&number, |(known, _)| *known).is_ok()
    }

    /// Those with a number in a range.
    fn among(&self, range: Range<u32>) -> &[(u32, SourceNumber)] {
        let before = |number: u32| self.rows.partition_point(|(known, _)| *known < number);
        self.rows.get(before(range.start)..before(range.end)).unwrap_or_default()
    }

    fn count_in(&self, range: Range<u32>) -> u64 {
        self.among(range).len() as u64
    }

    /// The number of a range that has so many before it that may be shown; its end when there are no more.
    fn nth_shown(&self, range: Range<u32>, skip: u64) -> u32 {
        let mut number = u64::from(range.start).saturating_add(skip);
        for (hidden, _) in self.among(range.clone()) {
            if u64::from(*hidden) > number {
                break;
            }
            number = number.saturating_add(1);
        }
        u32::try_from(number).unwrap_or(range.end).min(range.end)
    }
}

struct Writer<'w> {
    sources: &'w [Source],
    beside: Beside<'w>,
    crs: Crs,
    out: &'w mut Vec<u8>,
    returned: u64,
    more: bool,
    room: u64,
}

impl Writer<'_> {
    /// Writes the first of these, as many as there is room for, and notes whether there are more.
    fn write(&mut self, numbers: impl Iterator<Item = u32>) {
        for number in numbers {
            if self.room == 0 {
                self.more = true;
                return;
            }
            let Some(row) = self.beside.picture.address_row(number) else { continue };
            if self.returned > 0 {
                self.out.push(b',');
            }
            write(self.out, self.sources, number, &row, self.crs, self.beside);
            self.returned += 1;
            self.room -= 1;
        }
    }
}

fn is_small(window: &Window) -> bool {
    let size =
        |b: Bounds| (f64::from(b.east) - f64::from(b.west)) * (f64::from(b.north) - f64::from(b.south));
    size(window.outer()) <= size(COUNTRY) * COUNTED_PART
}

fn in_windows(windows: Option<&[Window]>, (lon, lat): (i32, i32), beside: Beside<'_>) -> bool {
    let words = [geometry::POINTS, 1, lon, lat];
    windows.is_none_or(|windows| {
        windows.iter().any(|window| window.meets(Bounds::of(lon, lat), || &words, beside.rd))
    })
}

fn write(
    out: &mut Vec<u8>,
    sources: &[Source],
    number: u32,
    row: &AddressRow<'_>,
    crs: Crs,
    beside: Beside<'_>,
) {
    let known = |text: &str| if text.is_empty() { None } else { Some(text.to_owned()) };
    let dataset = sources.get(usize::from(row.source)).map(|source| source.dataset.as_str());
    out.extend_from_slice(br#"{"type":"Feature","id":"#);
    json(out, &number);
    out.extend_from_slice(br#","properties":{"postcode":"#);
    json(out, &known(&postcode_text(row.postcode)));
    out.extend_from_slice(br#","street":"#);
    json(out, &known(row.street));
    out.extend_from_slice(br#","number":"#);
    json(out, &row.number);
    out.extend_from_slice(br#","suffix":"#);
    json(out, &known(row.suffix));
    out.extend_from_slice(br#","town":"#);
    json(out, &known(row.town));
    out.extend_from_slice(br#","dwelling":"#);
    json(out, &row.dwelling);
    out.extend_from_slice(br#","dataset":"#);
    json(out, &dataset);
    out.extend_from_slice(br#"},"geometry":"#);
    geometry::write(out, &[geometry::POINTS, 1, row.place.0, row.place.1], crs, beside.rd);
    out.push(b'}');
}
