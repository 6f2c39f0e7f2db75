//! Random bytes for keys, nonces and ids.

use jiff::Timestamp;
use ring::rand::{SecureRandom as _, SystemRandom};
use schouw_base::CommandId;
use schouw_journal::{EntryKey, Nonce, StoreError};
use uuid::{Builder, Uuid};

/// The random source of the system.
#[derive(Debug)]
pub(crate) struct Chance(SystemRandom);

impl Default for Chance {
    fn default() -> Self {
        Self(SystemRandom::new())
    }
}

impl Chance {
    /// So many random bytes.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], StoreError> {
        let mut bytes = [0; N];
        let why = "the system gives no random bytes".to_owned();
        self.0.fill(&mut bytes).map_err(|_| StoreError::World { what: "cannot make a key", why })?;
        Ok(bytes)
    }

    /// A key and a nonce to use with it once.
    pub fn key(&self) -> Result<(EntryKey, Nonce), StoreError> {
        Ok((EntryKey::new(self.bytes()?), Nonce(self.bytes()?)))
    }

    /// An id that grants something when it is known: 122 random bits.
    pub fn secret_id(&self) -> Result<Uuid, StoreError> {
        Ok(Builder::from_random_bytes(self.bytes()?).into_uuid())
    }

    /// An id for a command of the node itself.
    pub fn command(&self, now: Timestamp) -> Result<CommandId, StoreError> {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        let id = Builder::from_unix_timestamp_millis(millis, &self.bytes()?).into_uuid();
        CommandId::new(id).map_err(|error| StoreError::Damaged(error.to_string()))
    }
}
