//! The tables, and how they are opened.

use std::path::Path;

use rusqlite::{Connection, OptionalExtension as _, params};
use schouw_signal::{SignalId, State};
use uuid::Uuid;

use crate::signals::SignalError;

/// The form of the tables; a view of another form is thrown away and made again.
const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE progress (one INTEGER PRIMARY KEY CHECK (one = 1), next INTEGER NOT NULL);
INSERT INTO progress VALUES (1, 0);
CREATE TABLE signal (
    num INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    copy INTEGER NOT NULL,
    stage TEXT NOT NULL,
    todo INTEGER NOT NULL,
    theme TEXT NOT NULL,
    investigation INTEGER NOT NULL,
    recorder BLOB,
    owner BLOB,
    recorded INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    due TEXT NOT NULL,
    seen INTEGER NOT NULL,
    lat REAL,
    lon REAL,
    state TEXT NOT NULL
);
CREATE INDEX signal_number ON signal (number);
CREATE INDEX signal_recorder ON signal (recorder, changed DESC);
CREATE INDEX signal_owner ON signal (owner, changed DESC);
CREATE INDEX signal_todo ON signal (copy, todo, due, num) WHERE todo = 1;
CREATE INDEX signal_inbox ON signal (copy, todo DESC, due, num) WHERE copy = 1;
CREATE INDEX signal_changed ON signal (changed DESC);
CREATE VIRTUAL TABLE place USING rtree (num, west, east, south, north);
CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
CREATE TABLE command (id BLOB PRIMARY KEY, signal BLOB NOT NULL, sequence INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX command_signal ON command (signal);
CREATE TABLE photo (photo BLOB NOT NULL, signal BLOB NOT NULL, PRIMARY KEY (photo, signal)) WITHOUT ROWID;
CREATE INDEX photo_signal ON photo (signal);
CREATE TABLE provision (
    signal BLOB NOT NULL,
    copy BLOB NOT NULL,
    receiver TEXT NOT NULL,
    given INTEGER NOT NULL,
    purpose TEXT NOT NULL,
    articles TEXT NOT NULL,
    due TEXT,
    answered INTEGER,
    PRIMARY KEY (signal, copy)
) WITHOUT ROWID;
CREATE INDEX provision_receiver ON provision (receiver, given);
CREATE INDEX provision_given ON provision (given);
";

/// Opens the file; makes the tables when it is new.
///
/// # Errors
/// When it cannot be read, or is of another form.
pub(super) fn open(path: &Path) -> Result<Connection, SignalError> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "wal")?;
    // a view that a crash broke is made again from the log
    connection.pragma_update(None, "synchronous", "off")?;
    connection.pragma_update(None, "secure_delete", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if version == VERSION {
        return Ok(connection);
    }
    if version != 0 {
        return Err(SignalError::Form(format!("the view is of version {version}")));
    }
    connection.execute_batch("BEGIN")?;
    connection.execute_batch(TABLES)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    connection.execute_batch("COMMIT")?;
    Ok(connection)
}

/// Takes the file away with what SQLite puts beside it. What cannot be taken away shows when it is opened.
pub(super) fn throw_away(path: &Path) {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let _ = std::fs::remove_file(name);
    }
}

/// The number of the first entry that was not read.
pub(super) fn next(connection: &Connection) -> Result<u64, SignalError> {
    let next: i64 =
        connection.prepare_cached("SELECT next FROM progress")?.query_row([], |row| row.get(0))?;
    Ok(next.unsigned_abs())
}

/// Sets how far it is, never back.
pub(super) fn set_next(connection: &Connection, next: u64) -> Result<(), SignalError> {
    connection
        .prepare_cached("UPDATE progress SET next = max(next, ?1)")?
        .execute(params![i64::try_from(next).unwrap_or(i64::MAX)])?;
    Ok(())
}

/// The row of a signal.
pub(super) fn row_of(connection: &Connection, id: SignalId) -> Result<Option<(i64, String)>, SignalError> {
    Ok(connection
        .prepare_cached("SELECT num, state FROM signal WHERE id = ?1")?
        .query_row(params![id.uuid().as_bytes().as_slice()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// A signal from its text in the table.
pub(super) fn read_state(text: &str) -> Result<State, SignalError> {
    serde_json::from_str(text).map_err(|error| SignalError::Form(format!("a signal in the view: {error}")))
}

/// An id from its bytes.
pub(super) fn id(bytes: &[u8]) -> Result<SignalId, SignalError> {
    let uuid = Uuid::from_slice(bytes).map_err(|error| SignalError::Form(error.to_string()))?;
    SignalId::new(uuid).map_err(|error| SignalError::Form(error.to_string()))
}
