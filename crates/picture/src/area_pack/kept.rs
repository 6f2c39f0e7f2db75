//! What an area pack keeps of the whole snapshot beside what was cut out of it.

use std::collections::BTreeMap;

use schouw_area::AreaCode;
use serde::{Deserialize, Serialize};

use crate::pack::{Container, PackError};
use crate::similar::SimilarAreas;
use crate::sources::SourceFindings;

/// The section of an index that holds it.
pub(crate) const SECTION: &str = "kept";

/// What an area pack keeps of the whole snapshot; empty for the index of a snapshot itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Kept {
    /// the gemeente that the pack is of
    pub gemeente: Option<AreaCode>,
    /// how many records of each source the whole snapshot has
    pub rows: Vec<u64>,
    /// what was wrong with the records of each source; none when nobody knows
    pub findings: Option<Vec<SourceFindings>>,
    /// names of areas elsewhere that the answers name
    pub names: BTreeMap<String, String>,
    /// areas that are alike, chosen from the whole snapshot, by the code of the area
    pub similar: BTreeMap<String, SimilarAreas>,
}

impl Kept {
    pub(crate) fn open(container: &Container<'_>) -> Result<Self, PackError> {
        if container.range(SECTION).is_none() {
            return Ok(Self::default());
        }
        postcard::from_bytes(container.section(SECTION)?).map_err(|_| PackError::damaged(SECTION))
    }
}
