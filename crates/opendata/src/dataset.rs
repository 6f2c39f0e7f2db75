//! What a dataset is: one TOML file that says who publishes it, in which format, which columns may be used and what
//! they mean. A municipality adds a layer of its own with such a file and without code; see `docs/datasets.md`.

mod expr;
mod format;
mod layer;
mod meaning;
mod measure;
mod shape;

use std::num::NonZeroU32;

use schouw_base::DatasetId;
use schouw_picture::layers::Cadence;
use serde::Deserialize;

pub use expr::{Expr, ExprError, cell_text};
pub use format::{Decimal, Format, Geometry, Join, Order, PointFrom};
pub use layer::{
    AddressesLayer, AreasLayer, ContactsLayer, FigureColumn, FiguresLayer, Layer, LongFigures, NoticesLayer,
    PlacesLayer, ReportsLayer, RulesLayer,
};
pub(crate) use meaning::DIVISION_YEARS;
pub use measure::MeasureWords;

/// A dataset as its TOML file describes it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// id; the file is called `<id>.toml`
    pub id: DatasetId,
    /// what it is called, in Dutch
    pub title: String,
    /// who publishes it
    pub publisher: String,
    /// licence as the publisher names it, SPDX id where there is one; `onbekend` when it names none
    pub licence: String,
    /// page about the dataset
    #[serde(default)]
    pub homepage: String,
    /// how often the publisher renews it
    pub cadence: Cadence,
    /// whether it can hold something of a person
    pub personal_data: PersonalData,
    /// end of the Dutch sentence "deze bron vertelt …"
    pub tells: String,
    /// remarks for people who work with the dataset
    #[serde(default)]
    pub note: String,
    /// how to fetch it; absent when an organisation supplies the file itself
    pub fetch: Option<Fetch>,
    /// how to read it
    pub format: Format,
    /// where the coordinates are
    #[serde(default)]
    pub geometry: Geometry,
    /// a second file whose records are joined to those of the first
    pub join: Option<Join>,
    /// the only columns that may be used; needed when the dataset can hold something of a person
    pub allow: Option<Vec<String>>,
    /// texts and numbers that mean "missing", beside the empty text
    #[serde(default)]
    pub missing: Vec<Missing>,
    /// use only records where these columns have one of these texts
    #[serde(default)]
    pub only: std::collections::BTreeMap<String, Vec<String>>,
    /// what becomes of the records
    pub layer: Layer,
}

/// Whether a dataset can hold something of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PersonalData {
    /// it cannot
    None,
    /// it can, in names or free text: an allow-list is needed
    Possible,
    /// it does: an allow-list is needed
    Present,
}

/// A value that means "missing".
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Missing {
    /// a whole number, such as -99999999
    Integer(i64),
    /// a number
    Number(f64),
    /// a text, such as "."
    Text(String),
}

/// How to fetch a dataset.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fetch {
    /// address; `{gemeente}` stands for the code of the municipality, `{naam}` for its name, `{gemeente4}` for its four
    /// digits, `{bbox}` for the rectangle round it (west, south, east, north in degrees, commas between) and `{lat}`
    /// and `{lon}` for the middle of that
    pub address: String,
    /// how the answer is divided into pages
    #[serde(default)]
    pub paging: Paging,
    /// content types that are right; empty takes any but HTML
    #[serde(default)]
    pub content_types: Vec<String>,
    /// name of the file in the raw folder, extension included; what may stand in `address` may stand here
    pub file: String,
    /// most bytes that one page may have
    #[serde(default = "bytes_max")]
    pub bytes_max: u64,
    /// whether the address was ever tried live from a development machine
    #[serde(default)]
    pub tried_live: bool,
    /// for the tables of a joined dataset: role of the file
    #[serde(default)]
    pub role: Option<String>,
    /// further addresses, one a role
    #[serde(default)]
    pub also: Vec<Fetch>,
}

/// Bytes that a page may have when the definition does not say: 2 GiB.
fn bytes_max() -> u64 {
    2 << 30
}

/// How an answer is divided into pages.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", deny_unknown_fields)]
pub enum Paging {
    /// all in one answer
    None {},
    /// `odata.nextLink` or `@odata.nextLink`
    Odata {},
    /// SRU `startRecord` and `maximumRecords`
    Sru {
        /// records a page
        page_size: NonZeroU32,
    },
    /// Socrata `$limit` and `$offset` (RDW)
    Socrata {
        /// records a page
        page_size: NonZeroU32,
    },
    /// OGC API `links` with `rel=next`
    Ogc {},
    /// a link with `rel="next"` in the HTTP header `Link` (Signalen)
    LinkHeader {},
    /// a number of records to pass over and a number to give, in parameters of the address (police API); the first
    /// page with fewer records, counted at the path of the format, is the last
    Offset {
        /// name of the parameter that says how many to pass over
        parameter: String,
        /// name of the parameter that says how many to give; empty when the service has none
        #[serde(default)]
        size_parameter: String,
        /// records a page
        page_size: NonZeroU32,
    },
}

impl Default for Paging {
    fn default() -> Self {
        Self::None {}
    }
}

/// Why a definition cannot be used: all faults at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}: {}", faults.join("\n  "))]
pub struct DatasetError {
    /// the file
    pub file: String,
    /// the faults, each with the key it is about
    pub faults: Vec<String>,
}

impl Dataset {
    /// Reads a definition.
    ///
    /// # Errors
    /// With all faults at once: what is no TOML, keys that are unknown, missing or of the wrong kind, each with its
    /// line, and what the whole cannot mean, such as columns that it may not use.
    pub fn parse(file: &str, text: &str) -> Result<Self, DatasetError> {
        let wrong = |faults| DatasetError { file: file.into(), faults };
        let Ok(dataset) = toml::from_str::<Self>(text) else {
            let (mut faults, mended) = shape::mended(text);
            faults.extend(mended.iter().flat_map(|dataset| dataset.faults(file)));
            return Err(wrong(faults));
        };
        let faults = dataset.faults(file);
        if faults.is_empty() { Ok(dataset) } else { Err(wrong(faults)) }
    }

    /// The columns that the definition reads, each once, sorted.
    #[must_use]
    pub fn columns_used(&self) -> Vec<String> {
        let mut columns = self.layer.columns();
        columns.extend(self.geometry.columns());
        columns.extend(self.join.iter().map(|join| join.on.clone()));
        columns.extend(self.only.keys().cloned());
        columns.retain(|column| !column.is_empty());
        columns.sort();
        columns.dedup();
        columns
    }

    /// Whether a text means "missing" here.
    #[must_use]
    pub fn is_missing_text(&self, text: &str) -> bool {
        let trimmed = text.trim();
        trimmed.is_empty()
            || self.missing.iter().any(|missing| match missing {
                Missing::Text(word) => word == trimmed,
                Missing::Integer(number) => trimmed.parse() == Ok(*number),
                Missing::Number(number) => trimmed.parse() == Ok(*number),
            })
    }

    /// Whether a number means "missing" here.
    #[must_use]
    #[expect(
        clippy::float_cmp,
        clippy::cast_precision_loss,
        reason = "codes for missing are exact small numbers"
    )]
    pub fn is_missing_number(&self, value: f64) -> bool {
        self.missing.iter().any(|missing| match missing {
            Missing::Integer(number) => *number as f64 == value,
            Missing::Number(number) => *number == value,
            Missing::Text(_) => false,
        })
    }
}
