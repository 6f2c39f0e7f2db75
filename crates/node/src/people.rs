//! People: organisations, teams, users with roles and deeds, local accounts, sessions.
//!
//! Ordinary tables in `people.db`, never in the journal. Two connections: one reads, one writes, so that looking up a
//! session does not wait for a write. What is secret is stored as a digest (sessions), by argon2id (passwords), or sealed
//! with a key that stands in a file of its own (TOTP).

mod attempts;
pub mod key;
pub mod markerwaard;
mod model;
pub mod oidc;
mod organisations;
mod password;
mod schema;
mod sessions;
mod sign_in;
pub mod totp;
mod users;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use tokio::sync::Semaphore;

pub use key::Key;
pub use model::{Deed, Organisation, OrganisationKind, Person};
pub use password::PASSWORD_CHARS_MIN;
pub use sessions::{Ended, How, NewSession, Session};
pub use sign_in::{LocalAttempt, SignInError};
pub use users::NewUser;

/// Name of the file with the tables, in the folder of people.
pub const FILE: &str = "people.db";
/// Name of the key that seals secrets, when the configuration names no other file.
pub const KEY_FILE: &str = "people.key";
/// How long a statement waits for another process (`schouw people`).
const BUSY: Duration = Duration::from_secs(5);
/// Passwords that are worked out at the same time: each takes 19 MiB and some 30 ms of a processor.
const HASHING_MAX: usize = 2;

/// How long a session lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lives {
    /// from signing in, whatever happens
    pub absolute: Duration,
    /// without a request
    pub idle: Duration,
}

impl Default for Lives {
    /// A shift, and an hour without a request.
    fn default() -> Self {
        Self { absolute: Duration::from_secs(10 * 3600), idle: Duration::from_secs(3600) }
    }
}

/// The people of a node.
pub struct People {
    read: Mutex<Connection>,
    write: Mutex<Connection>,
    key: Key,
    lives: Lives,
    hashing: Semaphore,
    waiting: std::sync::atomic::AtomicUsize,
}

/// Why something about people did not go.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// the tables
    #[error("the tables of people cannot be used: {0}")]
    Store(#[from] rusqlite::Error),
    /// a file
    #[error("`{path}`: {why}", path = .path.display())]
    File {
        /// which
        path: PathBuf,
        /// what is wrong
        why: String,
    },
    /// the tables are of a newer program
    #[error("`{FILE}` is of version {0}, this program knows up to {max}: use the newer program", max = schema::VERSION)]
    Newer(i64),
    /// what is asked cannot be
    #[error("{0}")]
    Refused(String),
    /// what is asked for is not there
    #[error("{0}")]
    NotThere(String),
    /// the system gives no randomness, or a secret does not open
    #[error("{0}")]
    Secret(&'static str),
}

impl People {
    /// Opens the people of a folder; makes folder, tables and key when `create`.
    ///
    /// # Errors
    /// When they are not there, the key cannot be read, or the tables are of a newer program.
    pub fn open(folder: &Path, key: &Path, lives: Lives, create: bool) -> Result<Self, PeopleError> {
        let path = folder.join(FILE);
        if create {
            std::fs::create_dir_all(folder)
                .map_err(|error| PeopleError::File { path: folder.into(), why: error.to_string() })?;
        } else if !path.is_file() {
            let why = "there are no people yet: make them with `schouw people init`".to_owned();
            return Err(PeopleError::File { path, why });
        }
        let key = if create { Key::read_or_make(key)? } else { Key::read(key)? };
        let mut write = connect(&path)?;
        key::only_for_owner(&path)?;
        schema::bring_up(&mut write)?;
        let read = connect(&path)?;
        read.pragma_update(None, "query_only", true)?;
        Ok(Self {
            read: Mutex::new(read),
            write: Mutex::new(write),
            key,
            lives,
            hashing: Semaphore::new(HASHING_MAX),
            waiting: std::sync::atomic::AtomicUsize::new(0),
        })
    }

    fn reading(&self) -> MutexGuard<'_, Connection> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One transaction: all of it, or nothing.
    fn writing<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, PeopleError>,
    ) -> Result<T, PeopleError> {
        let mut connection = self.write.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }
}

fn connect(path: &Path) -> Result<Connection, PeopleError> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(BUSY)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "secure_delete", true)?;
    Ok(connection)
}

#[cfg(test)]
mod tests;
