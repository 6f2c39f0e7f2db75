//! Addresses as features, written from the index of the picture: there are ten million.

use schouw_area::Bounds;
use schouw_picture::AddressRow;
use schouw_picture::address::{postcode_number, postcode_text};
use schouw_picture::layers::{Source, SourceNumber};

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

/// Writes a page of addresses, all or those of one dataset.
pub(super) fn items(
    sources: &[Source],
    source: Option<SourceNumber>,
    rows: u32,
    ask: &Ask,
    beside: Beside<'_>,
    out: &mut Vec<u8>,
) -> Page {
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
        source.is_none_or(|source| source == of) && in_windows(ask.windows.as_deref(), place, beside)
    };
    let mut writer = Writer { sources, beside, crs: ask.crs, out, returned: 0, more: false, room: ask.limit };
    let matched = match &ask.windows {
        None if source.is_none() => {
            let count = u64::from(range.end - range.start);
            let start =
                u32::try_from(ask.offset).map_or(range.end, |offset| range.start.saturating_add(offset));
            writer.write(start.min(range.end)..range.end);
            Some(count)
        }
        Some(windows) if postcode.is_none() && windows.iter().all(is_small) => {
            let mut found: Vec<u32> =
                windows.iter().flat_map(|window| picture.addresses_in(window.outer())).collect();
            found.sort_unstable();
            found.dedup();
            found.retain(matches);
            let skip = usize::try_from(ask.offset).unwrap_or(usize::MAX);
            writer.write(found.iter().copied().skip(skip));
            Some(found.len() as u64)
        }
        windows => {
            let skip = usize::try_from(ask.offset).unwrap_or(usize::MAX);
            writer.write(range.filter(matches).skip(skip));
            (windows.is_none() && postcode.is_none()).then_some(u64::from(rows))
        }
    };
    Page { matched, returned: writer.returned, more: writer.more }
}

/// Writes the address with a number.
pub(super) fn item(
    sources: &[Source],
    source: Option<SourceNumber>,
    id: &str,
    crs: Crs,
    beside: Beside<'_>,
    out: &mut Vec<u8>,
) -> bool {
    // one way to write a number
    let number = id.parse::<u32>().ok().filter(|number| number.to_string() == id);
    let found = number.and_then(|number| Some((number, beside.picture.address_row(number)?)));
    let Some((number, row)) = found else { return false };
    if source.is_some_and(|source| source != row.source) {
        return false;
    }
    write(out, sources, number, &row, crs, beside);
    true
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
