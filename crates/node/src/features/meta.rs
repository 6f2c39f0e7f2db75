//! What is read whole when the index of features is opened: small, whatever the size of the country.

use schouw_area::{Bounds, Level, Year};
use schouw_picture::layers::{Source, SourceNumber};
use serde::{Deserialize, Serialize};

use super::time::Span;
use crate::format::column::Kind;

/// Version of what the sections of the index hold. Another version is rebuilt, never read.
pub(super) const FEATURES_VERSION: u32 = 1;

/// What the index holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Meta {
    pub version: u32,
    /// digest of the snapshot, as text
    pub digest: String,
    pub sources: Vec<Source>,
    pub sets: Vec<SetMeta>,
    pub addresses: Vec<AddressRun>,
}

/// The rows of one kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SetMeta {
    pub kind: SetKind,
    pub columns: Vec<ColumnMeta>,
    pub runs: Vec<Run>,
}

/// What the rows of a set are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum SetKind {
    /// areas of one level, year and dataset
    Areas {
        level: Level,
        year: Year,
    },
    Rules,
    Contacts,
    Notices,
    Places,
    Problems,
}

/// A property of the rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ColumnMeta {
    pub name: String,
    pub kind: Kind,
}

/// The rows of one dataset, which stand together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Run {
    pub source: SourceNumber,
    pub start: u32,
    pub end: u32,
    /// the box round all that have a place
    pub bounds: Option<Bounds>,
    /// from the first to the last moment
    pub span: Span,
    /// whether all that have a place are surfaces, or points
    pub shape: RunShape,
}

/// What is drawn for the rows of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum RunShape {
    Nothing,
    Points,
    Surfaces,
    Both,
}

/// The addresses of one dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct AddressRun {
    pub source: SourceNumber,
    pub rows: u32,
    pub bounds: Bounds,
}
