//! Sealing: ChaCha20-Poly1305 (RFC 8439) with a random key for each entry, bound to the header. Whoever has no key has
//! nothing: taking away the key erases the entry.

use std::fmt;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, UnboundKey};
use zeroize::Zeroize as _;

use crate::entry::Header;

/// Bytes of a key.
pub const KEY_BYTES: usize = 32;
/// Bytes of a nonce.
pub const NONCE_BYTES: usize = 12;
/// Bytes that a sealed body has more than its content: the nonce before it and the tag after it.
pub const OVERHEAD_BYTES: usize = NONCE_BYTES + 16;
/// Most bytes of what is sealed in an entry: warrant and body.
pub const PLAIN_BYTES_MAX: usize = 512 * 1024;

/// The key of one entry or one blob. It is wiped from memory when it is dropped, and shows itself nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct EntryKey([u8; KEY_BYTES]);

/// A nonce; used once with its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nonce(pub [u8; NONCE_BYTES]);

/// What is sealed, opened; wiped from memory when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Plain(Vec<u8>);

/// Why something could not be sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// larger than an entry may be
    #[error("a body has {0} bytes, at most {PLAIN_BYTES_MAX} fit in an entry: put what is large in a blob")]
    TooLarge(usize),
    /// key, header and content do not belong together
    #[error("the body cannot be opened: it was changed, or key or header are of another entry")]
    Unopened,
}

impl EntryKey {
    /// A key from random bytes.
    #[must_use]
    pub fn new(bytes: [u8; KEY_BYTES]) -> Self {
        Self(bytes)
    }

    /// The bytes, for who keeps keys.
    #[must_use]
    pub fn bytes(&self) -> &[u8; KEY_BYTES] {
        &self.0
    }

    fn cipher(&self) -> Result<LessSafeKey, SealError> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.0).map_err(|_| SealError::Unopened)?;
        Ok(LessSafeKey::new(key))
    }
}

impl Drop for EntryKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for EntryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EntryKey(..)")
    }
}

impl Plain {
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Plain {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl fmt::Debug for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Plain({} bytes)", self.0.len())
    }
}

/// Seals the content of an entry, bound to its header: nonce, ciphertext, tag.
///
/// # Errors
/// When it is larger than [`PLAIN_BYTES_MAX`].
pub fn seal(key: &EntryKey, nonce: Nonce, header: &Header, plain: Vec<u8>) -> Result<Vec<u8>, SealError> {
    if plain.len() > PLAIN_BYTES_MAX {
        return Err(SealError::TooLarge(plain.len()));
    }
    seal_bound(key, nonce, &header.to_bytes(), plain)
}

/// Opens the content of an entry.
///
/// # Errors
/// When it was changed, or key or header are of another entry.
pub fn open(key: &EntryKey, header: &Header, content: &[u8]) -> Result<Plain, SealError> {
    open_bound(key, &header.to_bytes(), content)
}

/// Seals bytes bound to other bytes, as for a blob; without a limit of its own.
///
/// # Errors
/// When the cipher refuses: above 256 GiB.
pub fn seal_bound(
    key: &EntryKey,
    nonce: Nonce,
    bound: &[u8],
    mut plain: Vec<u8>,
) -> Result<Vec<u8>, SealError> {
    let mut content = Vec::with_capacity(plain.len() + OVERHEAD_BYTES);
    content.extend_from_slice(&nonce.0);
    let length = plain.len();
    let tag = key.cipher()?.seal_in_place_separate_tag(
        ring::aead::Nonce::assume_unique_for_key(nonce.0),
        Aad::from(bound),
        &mut plain,
    );
    let tag = tag.map_err(|_| SealError::TooLarge(length))?;
    content.extend_from_slice(&plain);
    content.extend_from_slice(tag.as_ref());
    Ok(content)
}

/// Opens bytes that were sealed bound to others.
///
/// # Errors
/// When they were changed, or are bound to something else.
pub fn open_bound(key: &EntryKey, bound: &[u8], content: &[u8]) -> Result<Plain, SealError> {
    let (nonce, sealed) = content.split_first_chunk::<NONCE_BYTES>().ok_or(SealError::Unopened)?;
    let mut plain = Plain(sealed.to_vec());
    let nonce = ring::aead::Nonce::assume_unique_for_key(*nonce);
    let opened = key.cipher()?.open_in_place(nonce, Aad::from(bound), &mut plain.0);
    let length = opened.map_err(|_| SealError::Unopened)?.len();
    plain.0.truncate(length);
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(number: u8) -> Header {
        Header {
            id: format!("01932c07-d000-7000-8000-0000000000{number:02x}").parse().unwrap(),
            organisation: "gemeente-markerwaard".parse().unwrap(),
            kind: "signal".parse().unwrap(),
            version: 1,
            time: "2026-11-23T20:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn what_was_sealed_opens_with_its_key_and_header_only() {
        let (key, nonce) = (EntryKey::new([7; KEY_BYTES]), Nonce([3; NONCE_BYTES]));
        let sealed = seal(&key, nonce, &header(1), b"drums behind the hall".to_vec()).unwrap();
        assert_eq!(open(&key, &header(1), &sealed).unwrap().bytes(), b"drums behind the hall");
        assert_eq!(sealed.len(), 21 + OVERHEAD_BYTES);
        assert_eq!(open(&key, &header(2), &sealed), Err(SealError::Unopened));
        assert_eq!(open(&EntryKey::new([8; KEY_BYTES]), &header(1), &sealed), Err(SealError::Unopened));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(open(&key, &header(1), &changed), Err(SealError::Unopened), "byte {at}");
            assert_eq!(open(&key, &header(1), &sealed[..at]), Err(SealError::Unopened), "cut at {at}");
        }
    }

    #[test]
    fn the_cipher_is_that_of_the_rfc() {
        // RFC 8439 §2.8.2: the first bytes of the ciphertext and the tag
        let key: [u8; 32] = std::array::from_fn(|at| 0x80 + u8::try_from(at).unwrap());
        let nonce = Nonce([7, 0, 0, 0, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47]);
        let bound = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let text = b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
        let sealed = seal_bound(&EntryKey::new(key), nonce, &bound, text.to_vec()).unwrap();
        assert_eq!(sealed[12..20], [0xd3, 0x1a, 0x8d, 0x34, 0x64, 0x8e, 0x60, 0xdb]);
        assert_eq!(sealed[sealed.len() - 16..][..4], [0x1a, 0xe1, 0x0b, 0x59]);
    }

    #[test]
    fn keys_and_plain_text_do_not_show_in_debug_output() {
        let key = EntryKey::new([65; KEY_BYTES]);
        assert_eq!(format!("{key:?} {:?}", Plain(b"AAAA".to_vec())), "EntryKey(..) Plain(4 bytes)");
    }

    #[test]
    fn what_is_too_large_for_an_entry_is_refused() {
        let key = EntryKey::new([7; KEY_BYTES]);
        let sealed = seal(&key, Nonce([0; NONCE_BYTES]), &header(1), vec![0; PLAIN_BYTES_MAX + 1]);
        assert_eq!(sealed, Err(SealError::TooLarge(PLAIN_BYTES_MAX + 1)));
    }
}
