//! The name of an open dataset.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Longest dataset id in characters.
const DATASET_ID_CHARS_MAX: usize = 64;

/// The id of a dataset: lower case letters, digits and hyphens, starting with a letter, at most 64 characters.
///
/// Cheap to clone: every record, finding and figure carries one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DatasetId(Arc<str>);

/// Why a text is not a dataset id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a dataset id: use lower case letters, digits and hyphens, start with a letter, at most 64 characters"
)]
pub struct DatasetIdError(String);

impl DatasetId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DatasetId {
    type Err = DatasetIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let starts_well = text.starts_with(|c: char| c.is_ascii_lowercase());
        let all_fit = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if starts_well && all_fit && text.len() <= DATASET_ID_CHARS_MAX {
            Ok(Self(text.into()))
        } else {
            Err(DatasetIdError(text.chars().take(DATASET_ID_CHARS_MAX + 1).collect()))
        }
    }
}

impl TryFrom<String> for DatasetId {
    type Error = DatasetIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<DatasetId> for String {
    fn from(id: DatasetId) -> Self {
        id.0.as_ref().into()
    }
}

impl fmt::Display for DatasetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_a_slug() {
        for (text, good) in [
            ("cbs-buurten-2019", true),
            ("a", true),
            ("", false),
            ("2019-cbs", false),
            ("CBS", false),
            ("een naam", false),
            ("../etc", false),
        ] {
            assert_eq!(text.parse::<DatasetId>().is_ok(), good, "{text}");
        }
        assert!("a".repeat(65).parse::<DatasetId>().is_err());
    }
}
