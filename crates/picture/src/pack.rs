//! The index of a snapshot: packed arrays that `here` reads in place. Private, versioned, rebuildable; what others
//! open stands beside it as FlatGeobuf and Parquet.

mod container;
mod items;
mod write;

pub use container::{Container, ContainerBuilder, PackError, VERSION};
pub use items::Item;
pub(crate) use items::{SOMEWHERE, day_number};
pub use write::pack;

use schouw_area::{Level, Year};
use serde::{Deserialize, Serialize};

use crate::layers::{Measure, Source, SourceNumber};

/// What is read whole when an index is opened: small, whatever the size of the country.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Meta {
    /// digest of the snapshot, as text
    pub digest: String,
    pub sources: Vec<Source>,
    pub measures: Vec<Measure>,
    pub periods: Vec<String>,
    pub sets: Vec<SetMeta>,
    /// how many records of each source there are, in the order of the sources
    pub rows: Vec<u64>,
}

/// A division in an index.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SetMeta {
    pub level: Level,
    pub year: Year,
    pub source: SourceNumber,
    pub count: u32,
}

/// An area in an index, by its number in its set.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct AreaEntry<'a> {
    pub code: &'a str,
    pub name: &'a str,
    pub wijk: &'a str,
    pub gemeente: &'a str,
}

/// An address in an index.
#[derive(Debug, Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C)]
pub(crate) struct PackedAddress {
    pub postcode: u32,
    pub street: u32,
    pub town: u32,
    pub number: u32,
    pub suffix: u32,
    pub lon: i32,
    pub lat: i32,
    pub source: u16,
    pub dwelling: u16,
}

/// Between street and town in the key of a street.
pub(crate) const STREET_TOWN: char = '\u{1f}';
