//! `keys.db`: the keys of entries and blobs, and the seed of the signing key. Apart from the log, never in its backup.
//!
//! A key is taken away by writing zeroes over it *in its place*: rows are never deleted or moved, so no page ever keeps a
//! copy of a key beside the row. The write-ahead log is emptied after that.

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, TransactionBehavior};
use schouw_journal::head::{HeadError, PublicKey, Signer};
use schouw_journal::{EntryKey, StoreError};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::store::sqlite::{Durable, prepare, world};

/// Marks the file (`PRAGMA application_id`): "SchK".
const APPLICATION: i32 = 0x5363_684b;
/// How often the write-ahead log is asked to empty itself when a reader is in the way.
const EMPTY_TRIES: u32 = 20;
/// Bytes of a key or a seed.
const BYTES: usize = 32;
/// Milliseconds that a statement waits for another process.
const BUSY_MS: u64 = 10_000;

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS entry_keys (
        slot INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, key BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS blob_keys (
        slot INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, key BLOB NOT NULL
    );
    CREATE TABLE IF NOT EXISTS signing_keys (public BLOB NOT NULL PRIMARY KEY, seed BLOB NOT NULL);
    CREATE TABLE IF NOT EXISTS swept (name TEXT NOT NULL PRIMARY KEY, slot INTEGER NOT NULL) WITHOUT ROWID;";

/// Whose keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// of entries
    Entries,
    /// of blobs
    Blobs,
}

impl Of {
    fn table(self) -> &'static str {
        match self {
            Self::Entries => "entry_keys",
            Self::Blobs => "blob_keys",
        }
    }
}

/// A key, or why it is not there.
#[derive(Debug)]
pub enum Kept {
    /// there
    Key(EntryKey),
    /// taken away
    Erased,
    /// never here: a restore without keys
    Unknown,
}

/// A connection to `keys.db`.
#[derive(Debug)]
pub struct KeyRing {
    db: Connection,
}

impl KeyRing {
    /// Opens it for writing, and makes it when it is not there.
    ///
    /// # Errors
    /// When it cannot be opened, or is something else.
    pub fn open(path: &Path, durable: Durable) -> Result<Self, StoreError> {
        let failed = |error| world("cannot open the keys", error);
        let db = Connection::open(path).map_err(failed)?;
        owner_only(path)?;
        let made = prepare(&db, durable).and_then(|()| {
            db.pragma_update(None, "application_id", APPLICATION)?;
            db.execute_batch(SCHEMA)
        });
        made.map_err(failed)?;
        Ok(Self { db })
    }

    /// Opens it to read.
    ///
    /// # Errors
    /// When it is not there or cannot be opened.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let failed = |error| world("cannot open the keys", error);
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(failed)?;
        db.busy_timeout(std::time::Duration::from_millis(BUSY_MS)).map_err(failed)?;
        Ok(Self { db })
    }

    /// Keeps keys; they are on disk when this returns. A key that was there for an id is replaced: it was of an entry that
    /// never came.
    ///
    /// # Errors
    /// The disk.
    pub fn add(&mut self, of: Of, keys: &[(Uuid, &EntryKey)]) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO {} (id, key) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET key = excluded.key",
            of.table()
        );
        self.write("cannot keep the keys", |db| {
            let mut statement = db.prepare_cached(&sql)?;
            for (id, key) in keys {
                statement.execute((id.as_bytes(), key.bytes()))?;
            }
            Ok(())
        })
    }

    /// Keys by id, in their order.
    ///
    /// # Errors
    /// The disk, or damage.
    pub fn get(&self, of: Of, ids: &[Uuid]) -> Result<Vec<Kept>, StoreError> {
        let failed = |error| world("cannot read the keys", error);
        let sql = format!("SELECT key FROM {} WHERE id = ?1", of.table());
        // one transaction, so that not every key takes the lock
        let reading = self.db.unchecked_transaction().map_err(failed)?;
        let mut statement = reading.prepare_cached(&sql).map_err(failed)?;
        let mut kept = Vec::with_capacity(ids.len());
        for id in ids {
            let bytes = statement.query_row((id.as_bytes(),), |row| row.get::<_, [u8; BYTES]>(0));
            kept.push(match bytes.optional().map_err(failed)? {
                None => Kept::Unknown,
                Some([0, rest @ ..]) if rest.iter().all(|byte| *byte == 0) => Kept::Erased,
                Some(bytes) => Kept::Key(EntryKey::new(bytes)),
            });
        }
        Ok(kept)
    }

    /// Takes keys away for good: zeroes in their place, and nothing of them in the write-ahead log. Ids without a key are
    /// kept as erased, so that a later restore of keys does not bring them back by mistake. Tells how many were there.
    ///
    /// # Errors
    /// The disk; or a reader of another process stands in the way, and it has to be done again.
    pub fn erase(&mut self, of: Of, ids: &[Uuid]) -> Result<usize, StoreError> {
        let update =
            format!("UPDATE {} SET key = zeroblob(32) WHERE id = ?1 AND key <> zeroblob(32)", of.table());
        let insert =
            format!("INSERT INTO {} (id, key) VALUES (?1, zeroblob(32)) ON CONFLICT DO NOTHING", of.table());
        let gone = self.write("cannot take the keys away", |db| {
            let (mut update, mut insert) = (db.prepare_cached(&update)?, db.prepare_cached(&insert)?);
            let mut gone = 0;
            for id in ids {
                gone += update.execute((id.as_bytes(),))?;
                insert.execute((id.as_bytes(),))?;
            }
            Ok(gone)
        })?;
        self.empty_log()?;
        Ok(gone)
    }

    /// Moves everything to the file and makes the write-ahead log empty.
    ///
    /// # Errors
    /// The disk, or a reader that does not go away.
    pub fn empty_log(&self) -> Result<(), StoreError> {
        let failed = |error| world("cannot empty the write-ahead log of the keys", error);
        for _ in 0..EMPTY_TRIES {
            let busy: i64 =
                self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |row| row.get(0)).map_err(failed)?;
            if busy == 0 {
                return Ok(());
            }
        }
        let why = "another process reads the keys; try again when it is done".to_owned();
        Err(StoreError::World {
            what: "the keys are taken away, but may still be in the write-ahead log",
            why,
        })
    }

    /// Ids of keys after the last sweep, in the order of their slots, with the last slot.
    ///
    /// # Errors
    /// The disk, or damage.
    pub fn unswept(&self, of: Of) -> Result<(Vec<Uuid>, i64), StoreError> {
        let failed = |error| world("cannot read the keys", error);
        let sql = format!(
            "SELECT slot, id FROM {0} WHERE slot > coalesce((SELECT slot FROM swept WHERE name = '{0}'), 0)
             AND key <> zeroblob(32) ORDER BY slot",
            of.table()
        );
        let mut statement = self.db.prepare(&sql).map_err(failed)?;
        let mut rows = statement.query(()).map_err(failed)?;
        let (mut ids, mut last) = (Vec::new(), 0);
        while let Some(row) = rows.next().map_err(failed)? {
            last = row.get(0).map_err(failed)?;
            ids.push(Uuid::from_bytes(row.get(1).map_err(failed)?));
        }
        Ok((ids, last))
    }

    /// Remembers that keys up to this slot were swept.
    ///
    /// # Errors
    /// The disk.
    pub fn set_swept(&mut self, of: Of, slot: i64) -> Result<(), StoreError> {
        let sql = "INSERT INTO swept (name, slot) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET slot = excluded.slot";
        self.write("cannot keep the keys", |db| db.execute(sql, (of.table(), slot)).map(drop))
    }

    /// Every key that is there: for the backup of keys.
    ///
    /// # Errors
    /// The disk, damage, or what `each` says.
    pub fn each(
        &self,
        of: Of,
        each: &mut dyn FnMut(Uuid, &EntryKey) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let failed = |error| world("cannot read the keys", error);
        let sql = format!("SELECT id, key FROM {} WHERE key <> zeroblob(32) ORDER BY slot", of.table());
        let mut statement = self.db.prepare(&sql).map_err(failed)?;
        let mut rows = statement.query(()).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let id = Uuid::from_bytes(row.get(0).map_err(failed)?);
            each(id, &EntryKey::new(row.get(1).map_err(failed)?))?;
        }
        Ok(())
    }

    /// Keeps the seed of a signing key.
    ///
    /// # Errors
    /// The disk, or a seed that is none.
    pub fn add_signer(&mut self, seed: &[u8; BYTES]) -> Result<Signer, StoreError> {
        let signer = Signer::from_seed(*seed).map_err(|error| seedless(&error))?;
        let sql = "INSERT INTO signing_keys (public, seed) VALUES (?1, ?2) ON CONFLICT (public) DO UPDATE SET seed = excluded.seed";
        let public = signer.public();
        self.write("cannot keep the signing key", |db| db.execute(sql, (public.bytes(), seed)).map(drop))?;
        Ok(signer)
    }

    /// The signing key with this public key, when its seed is here.
    ///
    /// # Errors
    /// The disk, or damage.
    pub fn signer(&self, public: &PublicKey) -> Result<Option<Signer>, StoreError> {
        Ok(match self.seed(public)? {
            Some(seed) => Some(Signer::from_seed(*seed).map_err(|error| seedless(&error))?),
            None => None,
        })
    }

    /// The seed of the signing key with this public key: for the backup of keys.
    ///
    /// # Errors
    /// The disk, or damage.
    pub fn seed(&self, public: &PublicKey) -> Result<Option<Zeroizing<[u8; BYTES]>>, StoreError> {
        let sql = "SELECT seed FROM signing_keys WHERE public = ?1 AND seed <> zeroblob(32)";
        let seed = self.db.query_row(sql, (public.bytes(),), |row| row.get(0)).optional();
        Ok(seed.map_err(|error| world("cannot read the signing key", error))?.map(Zeroizing::new))
    }

    /// Takes away every seed but this one's.
    ///
    /// # Errors
    /// The disk.
    pub fn retire_signers(&mut self, but: &PublicKey) -> Result<(), StoreError> {
        let sql = "UPDATE signing_keys SET seed = zeroblob(32) WHERE public <> ?1";
        self.write("cannot retire the signing key", |db| db.execute(sql, (but.bytes(),)).map(drop))?;
        self.empty_log()
    }

    fn write<T>(
        &mut self,
        what: &'static str,
        run: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, StoreError> {
        let failed = |error| world(what, error);
        let transaction =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        let done = run(&transaction).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(done)
    }
}

fn seedless(error: &HeadError) -> StoreError {
    StoreError::Damaged(error.to_string())
}

/// Keys are for the user that runs the node alone.
#[cfg(unix)]
fn owner_only(path: &Path) -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt as _;
    let kept = std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600));
    kept.map_err(|error| StoreError::World {
        what: "cannot keep the keys to their owner",
        why: error.to_string(),
    })
}

#[cfg(not(unix))]
fn owner_only(_path: &Path) -> Result<(), StoreError> {
    Ok(())
}
