//! The addresses of a snapshot one by one, as they stand in the index: by postal code, street, town and number.

use schouw_area::Bounds;

use crate::Picture;
use crate::layers::SourceNumber;

/// An address as it stands in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AddressRow<'a> {
    /// postal code as a number, see [`crate::address::postcode_text`]; 0 when unknown
    pub postcode: u32,
    /// street
    pub street: &'a str,
    /// house number
    pub number: u32,
    /// house letter and addition
    pub suffix: &'a str,
    /// town
    pub town: &'a str,
    /// whether someone lives there, as far as the source tells
    pub dwelling: bool,
    /// longitude and latitude in steps of 1e-7 degree
    pub place: (i32, i32),
    /// where it comes from
    pub source: SourceNumber,
}

impl<'a> Picture<'a> {
    /// How many addresses there are.
    #[must_use]
    pub fn address_count(&self) -> usize {
        self.addresses.rows.len()
    }

    /// An address by its number.
    #[must_use]
    pub fn address_row(&self, number: u32) -> Option<AddressRow<'a>> {
        let row = self.addresses.rows.get(number as usize)?;
        Some(AddressRow {
            postcode: row.postcode,
            street: self.addresses.word(row.street),
            number: row.number,
            suffix: self.addresses.word(row.suffix),
            town: self.addresses.word(row.town),
            dwelling: row.dwelling != 0,
            place: (row.lon, row.lat),
            source: row.source,
        })
    }

    /// Where an address is, longitude and latitude in steps, and its source; without looking up its words.
    #[must_use]
    pub fn address_place(&self, number: u32) -> Option<((i32, i32), SourceNumber)> {
        self.addresses.rows.get(number as usize).map(|row| ((row.lon, row.lat), row.source))
    }

    /// The numbers of the addresses in a box, in order.
    #[must_use]
    pub fn addresses_in(&self, bounds: Bounds) -> Vec<u32> {
        self.addresses.places.in_box(bounds)
    }

    /// The numbers of the addresses that have a postal code.
    #[must_use]
    pub fn addresses_of(&self, postcode: u32) -> std::ops::Range<u32> {
        let rows = self.addresses.rows;
        let before = |number: u32| rows.partition_point(|row| row.postcode < number) as u32;
        before(postcode)..before(postcode.saturating_add(1))
    }
}
