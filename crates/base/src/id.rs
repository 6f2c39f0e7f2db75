//! Who and what: organisations, users, commands.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Longest id of an organisation in characters.
const ORGANISATION_ID_CHARS_MAX: usize = 64;

/// The id of an organisation on this node: lower case letters, digits and hyphens, starting with a letter, at most 64
/// characters. It leads every key of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrganisationId(Arc<str>);

/// Why a text is not the id of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not the id of an organisation: use lower case letters, digits and hyphens, start with a letter, at most 64 characters"
)]
pub struct OrganisationIdError(String);

impl OrganisationId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for OrganisationId {
    type Err = OrganisationIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let starts_well = text.starts_with(|c: char| c.is_ascii_lowercase());
        let all_fit = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if starts_well && all_fit && text.len() <= ORGANISATION_ID_CHARS_MAX {
            Ok(Self(text.into()))
        } else {
            Err(OrganisationIdError(text.chars().take(ORGANISATION_ID_CHARS_MAX + 1).collect()))
        }
    }
}

impl TryFrom<String> for OrganisationId {
    type Error = OrganisationIdError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<OrganisationId> for String {
    fn from(id: OrganisationId) -> Self {
        id.0.as_ref().into()
    }
}

impl fmt::Display for OrganisationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The id of a person who signs in. It says nothing about the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub Uuid);

/// The id that a client gives to a command before it sends it: a UUID of version 7. Sending it twice is one command.
/// It grants nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct CommandId(Uuid);

/// Why a text is not the id of a command.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not the id of a command: make a UUID of version 7 on the device")]
pub struct CommandIdError(String);

/// Characters of a faulty id that are repeated in the message.
const SHOWN_CHARS_MAX: usize = 48;

impl CommandId {
    /// From a UUID of version 7.
    ///
    /// # Errors
    /// When it has another version.
    pub fn new(id: Uuid) -> Result<Self, CommandIdError> {
        if id.get_version_num() == 7 { Ok(Self(id)) } else { Err(CommandIdError(id.to_string())) }
    }

    /// The id as a UUID.
    #[must_use]
    pub fn uuid(self) -> Uuid {
        self.0
    }
}

impl FromStr for CommandId {
    type Err = CommandIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let shown = || CommandIdError(text.chars().take(SHOWN_CHARS_MAX).collect());
        let id = Uuid::try_parse(text).map_err(|_| shown())?;
        Self::new(id)
    }
}

impl<'de> Deserialize<'de> for CommandId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = Uuid::deserialize(deserializer)?;
        Self::new(id).map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for CommandId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_an_organisation_is_short_and_plain() {
        for (text, good) in [
            ("gemeente-markerwaard", true),
            ("a", true),
            ("", false),
            ("9990", false),
            ("Gemeente", false),
            ("a/b", false),
            ("../x", false),
        ] {
            assert_eq!(text.parse::<OrganisationId>().is_ok(), good, "{text}");
        }
        assert!("a".repeat(65).parse::<OrganisationId>().is_err());
    }

    #[test]
    fn a_command_has_an_id_of_version_seven() {
        assert!("01932c07-d000-7000-8000-000000000001".parse::<CommandId>().is_ok());
        assert!("936da01f-9abd-4d9d-80c7-02af85c822a8".parse::<CommandId>().is_err(), "version 4");
        assert!("drums".parse::<CommandId>().is_err());
    }
}
