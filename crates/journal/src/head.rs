//! The signed head of a log: whose, how many entries, their root, when, and with which key (Ed25519, RFC 8032).

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use schouw_base::{Digest, OrganisationId};
use serde::{Deserialize, Serialize};

/// Bytes of a public key and of a seed.
pub const PUBLIC_KEY_BYTES: usize = 32;
/// Bytes of a signature.
pub const SIGNATURE_BYTES: usize = 64;

/// Bytes written as lower case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hex<const N: usize>([u8; N]);

/// A public key.
pub type PublicKey = Hex<PUBLIC_KEY_BYTES>;
/// A signature.
pub type Signature = Hex<SIGNATURE_BYTES>;

/// Why a head or a key is not good.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HeadError {
    /// not hexadecimal, or of another length
    #[error("this is not {0} bytes in hexadecimal digits")]
    NotHex(usize),
    /// the signature is of another key or of other words
    #[error("the signature does not hold: it is of another key, or what was signed was changed")]
    Signature,
    /// no seed of a signing key
    #[error("this is not the seed of a signing key")]
    Seed,
}

impl<const N: usize> Hex<N> {
    /// From bytes.
    #[must_use]
    pub fn new(bytes: [u8; N]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; N] {
        &self.0
    }
}

impl<const N: usize> fmt::Display for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl<const N: usize> fmt::Debug for Hex<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl<const N: usize> FromStr for Hex<N> {
    type Err = HeadError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || HeadError::NotHex(N);
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != N || !rest.is_empty() || !text.bytes().all(|sign| sign.is_ascii_hexdigit()) {
            return Err(wrong());
        }
        let mut bytes = [0; N];
        for (byte, pair) in bytes.iter_mut().zip(pairs) {
            let pair = std::str::from_utf8(pair).map_err(|_| wrong())?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

impl<const N: usize> TryFrom<String> for Hex<N> {
    type Error = HeadError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl<const N: usize> From<Hex<N>> for String {
    fn from(hex: Hex<N>) -> Self {
        hex.to_string()
    }
}

impl PublicKey {
    /// Did this key sign these words?
    ///
    /// # Errors
    /// When it did not.
    pub fn check(&self, words: &[u8], signature: &Signature) -> Result<(), HeadError> {
        let key = UnparsedPublicKey::new(&ED25519, self.0);
        key.verify(words, &signature.0).map_err(|_| HeadError::Signature)
    }
}

/// A signing key; the seed is kept by who made it.
pub struct Signer {
    pair: Ed25519KeyPair,
}

impl Signer {
    /// From 32 random bytes.
    ///
    /// # Errors
    /// When they are no seed.
    pub fn from_seed(seed: [u8; PUBLIC_KEY_BYTES]) -> Result<Self, HeadError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(&seed).map_err(|_| HeadError::Seed)?;
        Ok(Self { pair })
    }

    /// Its public key.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; PUBLIC_KEY_BYTES];
        bytes.copy_from_slice(self.pair.public_key().as_ref());
        Hex(bytes)
    }

    /// Signs words.
    #[must_use]
    pub fn sign(&self, words: &[u8]) -> Signature {
        let mut bytes = [0; SIGNATURE_BYTES];
        bytes.copy_from_slice(self.pair.sign(words).as_ref());
        Hex(bytes)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signer({})", self.public())
    }
}

/// What is signed about a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Whose log.
    pub organisation: OrganisationId,
    /// How many entries.
    pub size: u64,
    /// The root of their tree.
    pub root: Digest,
    /// The time of the last entry.
    pub time: Timestamp,
    /// Who signs.
    pub key: PublicKey,
}

/// A head with its signature. As JSON it is what somebody keeps elsewhere to hold the log to it later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// What is signed.
    #[serde(flatten)]
    pub head: Head,
    /// The signature.
    pub signature: Signature,
}

impl Head {
    /// The words that are signed: one way to write them, for ever.
    #[must_use]
    pub fn words(&self) -> Vec<u8> {
        format!(
            "schouw journal head 1\n{}\n{}\n{}\n{}\n{}\n",
            self.organisation,
            self.size,
            self.root,
            self.time.as_microsecond(),
            self.key
        )
        .into_bytes()
    }

    /// Signs it; the key in it becomes that of the signer.
    #[must_use]
    pub fn signed(mut self, signer: &Signer) -> SignedHead {
        self.key = signer.public();
        let signature = signer.sign(&self.words());
        SignedHead { head: self, signature }
    }
}

impl SignedHead {
    /// Does the signature hold under the key that the head names?
    ///
    /// # Errors
    /// When it does not.
    pub fn check(&self) -> Result<(), HeadError> {
        self.head.key.check(&self.head.words(), &self.signature)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head() -> SignedHead {
        let signer = Signer::from_seed([1; 32]).unwrap();
        Head {
            organisation: "gemeente-markerwaard".parse().unwrap(),
            size: 12,
            root: Digest::of(b"root"),
            time: "2026-11-23T20:00:00.5Z".parse().unwrap(),
            key: signer.public(),
        }
        .signed(&signer)
    }

    #[test]
    fn the_signature_is_that_of_the_rfc() {
        // RFC 8032 §7.1, test 1: the empty message
        let seed: Hex<32> =
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60".parse().unwrap();
        let signer = Signer::from_seed(*seed.bytes()).unwrap();
        assert_eq!(
            signer.public().to_string(),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        );
        assert!(signer.sign(b"").to_string().starts_with("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974"));
    }

    #[test]
    fn a_head_reads_back_from_json_and_any_change_breaks_it() {
        let head = head();
        let text = serde_json::to_string(&head).unwrap();
        let again: SignedHead = serde_json::from_str(&text).unwrap();
        assert_eq!(again, head);
        assert!(again.check().is_ok());
        let changes: [fn(&mut Head); 5] = [
            |head| head.organisation = "gemeente-edam".parse().unwrap(),
            |head| head.size += 1,
            |head| head.root = Digest::of(b"another"),
            |head| head.time = "2026-11-23T20:00:00.500001Z".parse().unwrap(),
            |head| head.key = Signer::from_seed([2; 32]).unwrap().public(),
        ];
        for change in changes {
            let mut changed = head.clone();
            change(&mut changed.head);
            assert_eq!(changed.check(), Err(HeadError::Signature));
        }
    }

    #[test]
    fn what_is_not_hexadecimal_is_refused() {
        for text in ["", "00", &"0".repeat(63), &"g".repeat(64), &"é".repeat(32), &"+1".repeat(32)] {
            assert!(text.parse::<PublicKey>().is_err(), "{text}");
        }
    }
}
