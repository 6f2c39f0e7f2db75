//! An entry: a header without personal data, and a body that is sealed, or open when the log writes about itself.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use jiff::Timestamp;
use schouw_base::{CommandId, Digest, OrganisationId};
use serde::{Deserialize, Serialize};

use crate::tree;

/// The form in which headers are written down for the tree and for sealing.
const FORM: u8 = 1;
/// Longest kind in characters.
const KIND_CHARS_MAX: usize = 48;
/// Most bytes of a body as it is kept.
pub const CONTENT_BYTES_MAX: usize = crate::seal::PLAIN_BYTES_MAX + crate::seal::OVERHEAD_BYTES;

/// What an entry is about: lower case letters, digits, hyphens and dots, at most 48 characters. Those that begin with
/// `system.` are of the log itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Kind(Arc<str>);

/// Why a text is not a kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a kind of entry: use lower case letters, digits, hyphens and dots, start with a letter, at most 48 characters"
)]
pub struct KindError(String);

impl Kind {
    /// The kind as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Does the log write about itself?
    #[must_use]
    pub fn is_system(&self) -> bool {
        self.0.starts_with("system.")
    }
}

impl FromStr for Kind {
    type Err = KindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.';
        let starts_well = text.starts_with(|c: char| c.is_ascii_lowercase());
        if starts_well && text.chars().all(fits) && text.len() <= KIND_CHARS_MAX {
            Ok(Self(text.into()))
        } else {
            Err(KindError(text.chars().take(KIND_CHARS_MAX + 1).collect()))
        }
    }
}

impl TryFrom<String> for Kind {
    type Error = KindError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.0.as_ref().into()
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What everyone may know about an entry: no personal data. It is bound to the sealed body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The command that it came from; one entry a command.
    pub id: CommandId,
    /// Whose log.
    pub organisation: OrganisationId,
    /// What it is about.
    pub kind: Kind,
    /// The version of the form of its body.
    pub version: u16,
    /// When, to the microsecond; in a log it never runs back.
    pub time: Timestamp,
}

impl Header {
    /// The header as bytes, each part with its length: what a body is sealed with, and the start of a leaf.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let (organisation, kind) = (self.organisation.as_str().as_bytes(), self.kind.as_str().as_bytes());
        let mut bytes = Vec::with_capacity(32 + organisation.len() + kind.len());
        bytes.push(FORM);
        bytes.extend_from_slice(self.id.uuid().as_bytes());
        for text in [organisation, kind] {
            // both are at most 64 characters
            bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
            bytes.extend_from_slice(text);
        }
        bytes.extend_from_slice(&self.version.to_be_bytes());
        bytes.extend_from_slice(&self.time.as_microsecond().to_be_bytes());
        bytes
    }
}

/// A moment to the whole microsecond, as every store can keep it.
#[must_use]
pub fn to_microsecond(time: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(time.as_microsecond()).unwrap_or(time)
}

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the log, from 0.
    pub sequence: u64,
    /// What everyone may know.
    pub header: Header,
    /// The sealed body; of a system entry the body itself.
    pub content: Vec<u8>,
    /// The hash of its leaf, as it was when it was written.
    pub leaf: Digest,
}

impl Entry {
    /// With the leaf that header and content give.
    #[must_use]
    pub fn new(sequence: u64, header: Header, content: Vec<u8>) -> Self {
        let leaf = leaf(&header, &content);
        Self { sequence, header, content, leaf }
    }

    /// The hash of the leaf that header and content give now.
    #[must_use]
    pub fn computed_leaf(&self) -> Digest {
        leaf(&self.header, &self.content)
    }
}

/// The leaf of the tree: the header, and the digest of the content, which is ciphertext.
fn leaf(header: &Header, content: &[u8]) -> Digest {
    let mut data = header.to_bytes();
    data.extend_from_slice(Digest::of(content).as_bytes());
    tree::leaf_hash(&data)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header() -> Header {
        Header {
            id: "01932c07-d000-7000-8000-000000000001".parse().unwrap(),
            organisation: "gemeente-markerwaard".parse().unwrap(),
            kind: "signal".parse().unwrap(),
            version: 1,
            time: "2026-11-23T20:00:00.123456Z".parse().unwrap(),
        }
    }

    #[test]
    fn a_header_is_written_in_one_way_for_ever() {
        let hex: String = header().to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            hex,
            concat!(
                "0101932c07d000700080000000000000011467656d65656e74652d6d61726b65727761617264",
                "067369676e616c0001000660f709ef3240"
            )
        );
    }

    #[test]
    fn every_part_of_a_header_and_a_body_changes_the_leaf() {
        let entry = Entry::new(0, header(), b"sealed".to_vec());
        assert_eq!(entry.computed_leaf(), entry.leaf);
        let changes: [fn(&mut Entry); 6] = [
            |entry| entry.header.id = "01932c07-d000-7000-8000-000000000002".parse().unwrap(),
            |entry| entry.header.organisation = "gemeente-markerwaar".parse().unwrap(),
            |entry| entry.header.kind = "dsignal".parse().unwrap(),
            |entry| entry.header.version = 2,
            |entry| entry.header.time = "2026-11-23T20:00:00.123457Z".parse().unwrap(),
            |entry| entry.content[0] ^= 1,
        ];
        for change in changes {
            let mut changed = entry.clone();
            change(&mut changed);
            assert_ne!(changed.computed_leaf(), entry.leaf);
        }
    }

    #[test]
    fn a_kind_is_a_short_plain_word() {
        for (text, good) in [
            ("signal", true),
            ("system.genesis", true),
            ("a-1.b", true),
            ("", false),
            ("Signal", false),
            (".a", false),
            ("kenteken AB-12", false),
        ] {
            assert_eq!(text.parse::<Kind>().is_ok(), good, "{text}");
        }
        assert!("a".repeat(49).parse::<Kind>().is_err());
    }
}
