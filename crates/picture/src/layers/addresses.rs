//! Addresses, with each word held once.

use super::{SourceNumber, Words};

/// An address, with indices into the word list of [`Addresses`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Address {
    /// postal code, as number of four digits times 676 plus its letters; 0 when unknown
    pub postcode: u32,
    /// street (openbare ruimte)
    pub street: u32,
    /// town (woonplaats)
    pub town: u32,
    /// house number
    pub number: u32,
    /// house letter and addition
    pub suffix: u32,
    /// longitude in steps
    pub lon: i32,
    /// latitude in steps
    pub lat: i32,
    /// where it comes from
    pub source: SourceNumber,
    /// whether someone lives there, as far as the source tells
    pub dwelling: bool,
}

/// All addresses, with each word held once.
#[derive(Debug, Clone, Default)]
pub struct Addresses {
    /// words, in order of first use
    pub words: Words,
    /// the addresses
    pub rows: Vec<Address>,
}
