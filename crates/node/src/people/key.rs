//! The key that seals secrets at rest, in a file of its own; and randomness.

use std::io::{Read as _, Write as _};
use std::path::Path;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};

use super::PeopleError;

/// Bytes of a key.
const KEY_BYTES: usize = 32;
/// Bytes of the file of a key: hexadecimal digits and a line end.
const FILE_BYTES_MAX: u64 = 128;

/// A key of 256 bits. It is never shown.
pub struct Key {
    seal: LessSafeKey,
    names: hmac::Key,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

impl Key {
    fn of(bytes: &[u8; KEY_BYTES]) -> Result<Self, PeopleError> {
        // two uses, two keys
        let root = hmac::Key::new(hmac::HMAC_SHA256, bytes);
        let seal = hmac::sign(&root, b"schouw people seal");
        let names = hmac::sign(&root, b"schouw people names");
        let seal = UnboundKey::new(&CHACHA20_POLY1305, seal.as_ref())
            .map_err(|_| PeopleError::Secret("the key cannot be used"))?;
        Ok(Self { seal: LessSafeKey::new(seal), names: hmac::Key::new(hmac::HMAC_SHA256, names.as_ref()) })
    }

    /// Reads a key: 64 hexadecimal digits.
    ///
    /// # Errors
    /// When the file is not there, is no key, or others may read it.
    pub fn read(path: &Path) -> Result<Self, PeopleError> {
        let wrong = |why: String| PeopleError::File { path: path.into(), why };
        let file =
            std::fs::File::open(path).map_err(|error| wrong(format!("the key cannot be read: {error}")))?;
        refuse_when_open_to_others(&file, path)?;
        let mut text = String::new();
        file.take(FILE_BYTES_MAX)
            .read_to_string(&mut text)
            .map_err(|error| wrong(format!("the key cannot be read: {error}")))?;
        let digits: schouw_base::Digest =
            text.trim().parse().map_err(|_| wrong("a key is 64 hexadecimal digits".into()))?;
        Self::of(digits.as_bytes())
    }

    /// Reads a key, or makes one for its owner alone.
    ///
    /// # Errors
    /// As [`Key::read`], and when the file cannot be written.
    pub fn read_or_make(path: &Path) -> Result<Self, PeopleError> {
        if path.exists() {
            return Self::read(path);
        }
        let bytes: [u8; KEY_BYTES] = random()?;
        let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).chain(["\n".into()]).collect();
        write_secret(path, text.as_bytes())?;
        Self::of(&bytes)
    }

    /// Seals a secret, bound to what it belongs to.
    pub(super) fn seal(&self, secret: &[u8], of: &[u8]) -> Result<Vec<u8>, PeopleError> {
        let nonce: [u8; NONCE_LEN] = random()?;
        let mut sealed = secret.to_vec();
        self.seal
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(of), &mut sealed)
            .map_err(|_| PeopleError::Secret("a secret cannot be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for the same.
    pub(super) fn open(&self, sealed: &[u8], of: &[u8]) -> Result<Vec<u8>, PeopleError> {
        let wrong =
            || PeopleError::Secret("a secret does not open: is this the key that it was sealed with?");
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or_else(wrong)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| wrong())?;
        let mut body = body.to_vec();
        let plain = self.seal.open_in_place(nonce, Aad::from(of), &mut body).map_err(|_| wrong())?;
        Ok(plain.to_vec())
    }

    /// A name that cannot be read back: for logins that were tried.
    pub(super) fn name(&self, text: &str) -> Vec<u8> {
        hmac::sign(&self.names, text.as_bytes()).as_ref().to_vec()
    }
}

/// Random bytes of the system.
///
/// # Errors
/// When the system gives none.
pub fn random<const N: usize>() -> Result<[u8; N], PeopleError> {
    let mut bytes = [0_u8; N];
    SystemRandom::new()
        .fill(&mut bytes)
        .map_err(|_| PeopleError::Secret("the system gives no randomness"))?;
    Ok(bytes)
}

/// Whether two secrets are the same, in the same time wherever they differ.
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    let differs = one.iter().zip(other).fold(0, |differs, (a, b)| differs | (a ^ b));
    one.len() == other.len() && std::hint::black_box(differs) == 0
}

/// Writes a secret into a new file that only its owner may read.
///
/// # Errors
/// When the file is there already, or cannot be written.
pub fn write_secret(path: &Path, bytes: &[u8]) -> Result<(), PeopleError> {
    let wrong = |error: std::io::Error| PeopleError::File { path: path.into(), why: error.to_string() };
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(wrong)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(wrong)
}

/// Takes a file from everyone but its owner.
pub(super) fn only_for_owner(path: &Path) -> Result<(), PeopleError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600))
            .map_err(|error| PeopleError::File { path: path.into(), why: error.to_string() })?;
    }
    Ok(())
}

fn refuse_when_open_to_others(file: &std::fs::File, path: &Path) -> Result<(), PeopleError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = file.metadata().map_or(0, |data| data.permissions().mode());
        if mode & 0o077 != 0 {
            let why = format!("others may read this key (mode {:o}): give it mode 600", mode & 0o777);
            return Err(PeopleError::File { path: path.into(), why });
        }
    }
    Ok(())
}
