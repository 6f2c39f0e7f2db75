//! The features of a snapshot for other programs: collections, pages of them, one by its id; as GeoJSON.
//!
//! A build packs the rows with their properties as JSON and their geometry as whole numbers (`index/features.idx`), so that
//! a page is copied and not made: a number from an array, a text from the file, coordinates written as they stand.
//! Addresses are in the index of the picture already and are written from there.

mod addresses;
mod collection;
mod crs;
mod feature_id;
mod geometry;
mod hidden;
mod index;
mod items;
mod meets;
mod meta;
mod number;
mod pack;
mod row_text;
mod set_builder;
#[cfg(test)]
mod tests;
mod time;
mod when;

use std::path::Path;

use schouw_area::RdTransform;
use schouw_base::{Digest, Hasher};
use schouw_picture::Picture;
use schouw_picture::here::Suppressed;

use crate::snapshot::OpenError;
use addresses::HiddenAddresses;
use collection::Part;
use hidden::Hidden;
use index::Index;

pub use collection::{Collection, Drawn, Property, PropertyKind};
pub use crs::Crs;
pub use feature_id::ID_MARK;
pub use items::{Ask, ItemsError, PAGE_BYTES_MAX, Page};
pub use meets::{Window, WindowError};
pub(crate) use pack::pack;
pub use when::{When, WhenError, instant_text};

/// The features of a snapshot.
pub struct Features {
    index: Index,
    hidden: Vec<Hidden>,
    addresses: HiddenAddresses,
    collections: Vec<Collection>,
    version: Digest,
}

/// What features need beside their own index.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// the picture of the same snapshot, for the addresses
    pub picture: &'a Picture<'a>,
    /// RD New
    pub rd: &'a RdTransform,
}

impl Features {
    /// Opens the features of a snapshot, without what may not be shown; `picture` is of the same snapshot. The folder may
    /// go away afterwards.
    ///
    /// # Errors
    /// When the snapshot has no index of features, or one that cannot be read.
    pub fn open(folder: &Path, picture: &Picture<'_>, suppressed: &Suppressed) -> Result<Self, OpenError> {
        let index = Index::open(folder)?;
        let hidden = hidden::hidden(&index, suppressed);
        let addresses = HiddenAddresses::of(picture, suppressed);
        let mut collections = collection::collections(index.meta());
        for collection in &mut collections {
            for part in &mut collection.parts {
                let count = match part {
                    Part::Rows { set, rows } => {
                        hidden.get(*set).map_or(0, |hidden| hidden.count(rows.clone()))
                    }
                    Part::Addresses { source, rows } => {
                        let count = addresses.count(*source);
                        *rows = rows.saturating_sub(count);
                        u64::from(count)
                    }
                };
                collection.rows = collection.rows.saturating_sub(count);
            }
        }
        let version = version(&index.meta().digest, suppressed);
        Ok(Self { index, hidden, addresses, collections, version })
    }

    /// Digest of what is shown: of the snapshot and of what of it may not be shown.
    #[must_use]
    pub fn version(&self) -> Digest {
        self.version
    }

    /// Digest of the snapshot.
    #[must_use]
    pub fn digest(&self) -> &str {
        &self.index.meta().digest
    }

    /// The collections: the kinds first, then the datasets by id.
    #[must_use]
    pub fn collections(&self) -> &[Collection] {
        &self.collections
    }

    /// A collection by its id.
    #[must_use]
    pub fn collection(&self, id: &str) -> Option<&Collection> {
        self.collections.iter().find(|collection| collection.id == id)
    }
}

fn version(snapshot: &str, suppressed: &Suppressed) -> Digest {
    let mut records: Vec<(&str, &str)> = suppressed.records().collect();
    records.sort_unstable();
    let mut hasher = Hasher::default();
    hasher.update(snapshot.as_bytes());
    for (dataset, id) in records {
        hasher.update(format!("\n{dataset}\t{id}").as_bytes());
    }
    let mut addresses: Vec<String> = suppressed.addresses().collect();
    addresses.sort_unstable();
    for address in addresses {
        hasher.update(format!("\n{address}").as_bytes());
    }
    hasher.finish()
}
