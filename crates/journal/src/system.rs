//! What the log writes about itself: its beginning, another signing key, what was erased. These entries are open: they
//! hold ids, public keys and citations, and have to be read when no key is there, as after a restore.

use schouw_base::{CommandId, OrganisationId};
use serde::{Deserialize, Serialize};

use crate::entry::{Kind, KindError};
use crate::head::{HeadError, PublicKey, Signature, Signer};

/// Most entries that one erasure names.
pub const ERASED_MAX: usize = 5_000;
/// Most bytes of a citation.
pub const CITATION_BYTES_MAX: usize = 500;

/// The version of the form of these bodies.
pub const VERSION: u16 = 1;

/// A system entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "system", rename_all = "snake_case", deny_unknown_fields)]
pub enum System {
    /// The first entry of a log.
    Genesis {
        /// Signs from here on.
        key: PublicKey,
        /// Under which article this log is kept.
        citation: String,
    },
    /// Another signing key.
    Rotation {
        /// Signs from here on, this entry's head included.
        key: PublicKey,
        /// The key before it vouches for it.
        endorsed: Signature,
        /// Why.
        citation: String,
    },
    /// Keys were taken away.
    Erasure {
        /// Of these entries.
        entries: Vec<CommandId>,
        /// Of these blobs; random UUIDs.
        blobs: Vec<uuid::Uuid>,
        /// Under which article.
        citation: String,
    },
}

/// Why a system entry is not one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SystemError {
    /// no citation, or too long a one
    #[error("a system entry needs a citation of at most {CITATION_BYTES_MAX} bytes: which article")]
    Citation,
    /// too much at once
    #[error("one erasure names at most {ERASED_MAX} entries and blobs, this names {0}: split it")]
    TooMany(usize),
    /// not the form that this program knows
    #[error("the body of a system entry cannot be read: {0}")]
    Unreadable(String),
    /// the kind of the header is another
    #[error("the body of this entry is not what its kind `{0}` says")]
    OtherKind(String),
}

impl From<KindError> for SystemError {
    fn from(error: KindError) -> Self {
        Self::Unreadable(error.to_string())
    }
}

impl System {
    /// A rotation to this key, vouched for by the one before it.
    #[must_use]
    pub fn rotation(
        organisation: &OrganisationId,
        before: &Signer,
        key: PublicKey,
        citation: String,
    ) -> Self {
        let endorsed = before.sign(&endorsement(organisation, &key));
        Self::Rotation { key, endorsed, citation }
    }

    /// Is the new key vouched for by the one before it?
    ///
    /// # Errors
    /// When it is not.
    pub fn check_endorsement(
        &self,
        organisation: &OrganisationId,
        before: &PublicKey,
    ) -> Result<(), HeadError> {
        match self {
            Self::Rotation { key, endorsed, .. } => before.check(&endorsement(organisation, key), endorsed),
            _ => Ok(()),
        }
    }

    /// The word of its kind.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Genesis { .. } => "system.genesis",
            Self::Rotation { .. } => "system.rotation",
            Self::Erasure { .. } => "system.erasure",
        }
    }

    /// Its kind.
    ///
    /// # Errors
    /// Never with the words above.
    pub fn kind(&self) -> Result<Kind, SystemError> {
        Ok(self.word().parse()?)
    }

    /// The key that signs from here on, when it names one.
    #[must_use]
    pub fn key(&self) -> Option<&PublicKey> {
        match self {
            Self::Genesis { key, .. } | Self::Rotation { key, .. } => Some(key),
            Self::Erasure { .. } => None,
        }
    }

    /// Under which article.
    #[must_use]
    pub fn citation(&self) -> &str {
        match self {
            Self::Genesis { citation, .. }
            | Self::Rotation { citation, .. }
            | Self::Erasure { citation, .. } => citation,
        }
    }

    /// The body of the entry.
    ///
    /// # Errors
    /// When it has no citation or names too much.
    pub fn to_bytes(&self) -> Result<Vec<u8>, SystemError> {
        let citation = self.citation().trim();
        if citation.is_empty() || citation.len() > CITATION_BYTES_MAX {
            return Err(SystemError::Citation);
        }
        if let Self::Erasure { entries, blobs, .. } = self
            && entries.len() + blobs.len() > ERASED_MAX
        {
            return Err(SystemError::TooMany(entries.len() + blobs.len()));
        }
        serde_json::to_vec(self).map_err(|error| SystemError::Unreadable(error.to_string()))
    }

    /// From the body of an entry of this kind.
    ///
    /// # Errors
    /// When it cannot be read, or says something else than its kind.
    pub fn read(kind: &Kind, content: &[u8]) -> Result<Self, SystemError> {
        let read: Self =
            serde_json::from_slice(content).map_err(|error| SystemError::Unreadable(error.to_string()))?;
        if read.word() == kind.as_str() { Ok(read) } else { Err(SystemError::OtherKind(kind.to_string())) }
    }
}

/// What the key before signs to vouch for the next.
fn endorsement(organisation: &OrganisationId, key: &PublicKey) -> Vec<u8> {
    [b"schouw signing key 1\n", organisation.as_str().as_bytes(), b"\n", key.bytes().as_slice()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(number: u8) -> Signer {
        Signer::from_seed([number; 32]).unwrap()
    }

    #[test]
    fn a_system_entry_reads_back_under_its_own_kind_only() {
        let genesis = System::Genesis { key: signer(1).public(), citation: "Archiefwet 3".into() };
        let bytes = genesis.to_bytes().unwrap();
        assert_eq!(System::read(&genesis.kind().unwrap(), &bytes), Ok(genesis));
        let other: Kind = "system.erasure".parse().unwrap();
        assert!(matches!(System::read(&other, &bytes), Err(SystemError::OtherKind(_))));
        assert!(matches!(System::read(&other, b"{"), Err(SystemError::Unreadable(_))));
    }

    #[test]
    fn a_new_key_is_vouched_for_by_the_one_before_it() {
        let (markerwaard, other) =
            ("gemeente-markerwaard".parse().unwrap(), "gemeente-edam".parse().unwrap());
        let rotation = System::rotation(&markerwaard, &signer(1), signer(2).public(), "jaarlijks".into());
        assert!(rotation.check_endorsement(&markerwaard, &signer(1).public()).is_ok());
        assert!(rotation.check_endorsement(&markerwaard, &signer(2).public()).is_err());
        assert!(rotation.check_endorsement(&other, &signer(1).public()).is_err());
    }

    #[test]
    fn without_a_citation_or_with_too_much_nothing_is_erased() {
        let erase = |entries: usize, citation: &str| {
            let id: CommandId = "01932c07-d000-7000-8000-000000000001".parse().unwrap();
            System::Erasure { entries: vec![id; entries], blobs: Vec::new(), citation: citation.into() }
                .to_bytes()
        };
        assert!(erase(1, "AVG 17(1)(a)").is_ok());
        assert_eq!(erase(1, " "), Err(SystemError::Citation));
        assert_eq!(erase(1, &"a".repeat(501)), Err(SystemError::Citation));
        assert_eq!(erase(ERASED_MAX + 1, "AVG 17"), Err(SystemError::TooMany(ERASED_MAX + 1)));
    }
}
