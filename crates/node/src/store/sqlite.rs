//! Logs in SQLite: one file, write-ahead log, brought to disk at every commit.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Params, Row, TransactionBehavior};
use schouw_base::{CommandId, OrganisationId};
use schouw_journal::store::READ_MAX;
use schouw_journal::{Batch, Entry, SignedHead, Standing, Store, StoreError};

use super::BUSY_MS;
use super::row::{EntryRow, HeadRow, frontier, to_column};
use super::statements::SQLITE;

/// Marks the file as a journal (`PRAGMA application_id`): "SchJ".
const APPLICATION: i32 = 0x5363_684a;
/// Pages in the write-ahead log before they move to the file.
const CHECKPOINT_PAGES: u32 = 4_000;
/// Prepared statements that are kept.
const STATEMENTS_KEPT: usize = 32;

/// Is a commit brought to disk before it counts?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durable {
    /// Always, where anything matters.
    #[default]
    Yes,
    /// Survives the end of the process, not of the machine: for data that are generated again, and for the test that
    /// shows that the difference is seen.
    No,
}

impl Durable {
    /// The word of `PRAGMA synchronous`.
    #[must_use]
    pub fn synchronous(self) -> &'static str {
        match self {
            Self::Yes => "FULL",
            Self::No => "OFF",
        }
    }
}

/// A connection to `journal.db`.
#[derive(Debug)]
pub struct SqliteStore {
    db: Connection,
}

impl SqliteStore {
    /// Opens a log for writing, and makes it when it is not there.
    ///
    /// # Errors
    /// When the file cannot be opened, or is something else.
    pub fn open(path: &Path, durable: Durable) -> Result<Self, StoreError> {
        let db = Connection::open(path).map_err(|error| world("cannot open the journal", error))?;
        let made = prepare(&db, durable).and_then(|()| {
            db.pragma_update(None, "application_id", APPLICATION)?;
            db.execute_batch(SQLITE.schema)
        });
        made.map_err(|error| world("cannot open the journal", error))?;
        Ok(Self { db })
    }

    /// Opens a log that is there, to read; beside a running writer too.
    ///
    /// # Errors
    /// When it is not there or cannot be opened.
    pub fn open_to_read(path: &Path) -> Result<Self, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags);
        let db = db.map_err(|error| world("cannot open the journal", error))?;
        let ready = db.busy_timeout(Duration::from_millis(BUSY_MS));
        ready.map_err(|error| world("cannot open the journal", error))?;
        db.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
        Ok(Self { db })
    }

    /// The connection, for a copy while it is running.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.db
    }

    fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        mut each: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let failed = |error| world("cannot read the journal", error);
        let mut statement = self.db.prepare_cached(sql).map_err(failed)?;
        let mut rows = statement.query(params).map_err(failed)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(failed)? {
            found.push(each(row)?);
        }
        Ok(found)
    }

    fn entries(
        &self,
        sql: &str,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let limit = to_column(limit.min(READ_MAX) as u64);
        self.rows(sql, (organisation.as_str(), to_column(from), limit), |row| {
            entry_row(row).map_err(misread)?.entry(organisation)
        })
    }
}

/// How a file of ours is written: write-ahead log, on disk at every commit, nothing of what was deleted left in it.
pub(crate) fn prepare(db: &Connection, durable: Durable) -> rusqlite::Result<()> {
    db.busy_timeout(Duration::from_millis(BUSY_MS))?;
    db.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", durable.synchronous())?;
    db.pragma_update(None, "secure_delete", "ON")?;
    db.pragma_update(None, "temp_store", "MEMORY")?;
    db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)
}

/// What SQLite says, as an error of the world, or as damage when it says so itself.
pub(crate) fn world(what: &'static str, error: rusqlite::Error) -> StoreError {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    match error.sqlite_error_code() {
        Some(DatabaseCorrupt | NotADatabase) => StoreError::Damaged(format!("{what}: {error}")),
        _ => StoreError::World { what, why: error.to_string() },
    }
}

/// A column of another type than was written.
fn misread(error: rusqlite::Error) -> StoreError {
    StoreError::Damaged(error.to_string())
}

fn entry_row(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    Ok(EntryRow {
        sequence: row.get(0)?,
        id: row.get(1)?,
        kind: row.get(2)?,
        version: row.get(3)?,
        time: row.get(4)?,
        content: row.get(5)?,
        leaf: row.get(6)?,
    })
}

fn head_row(row: &Row<'_>) -> rusqlite::Result<HeadRow> {
    Ok(HeadRow {
        size: row.get(0)?,
        root: row.get(1)?,
        time: row.get(2)?,
        key: row.get(3)?,
        signature: row.get(4)?,
    })
}

impl Store for SqliteStore {
    fn standing(&mut self, organisation: &OrganisationId) -> Result<Standing, StoreError> {
        let name = organisation.as_str();
        let found = self.rows(SQLITE.standing, (name,), |row| {
            let (size, bytes): (i64, Vec<u8>) = (row.get(0).map_err(misread)?, row.get(1).map_err(misread)?);
            Ok((size, frontier(size, &bytes)?))
        })?;
        let Some((size, frontier)) = found.into_iter().next() else { return Ok(Standing::default()) };
        if size == 0 {
            return Ok(Standing::default());
        }
        let heads =
            self.rows(SQLITE.head, (name, size), |row| head_row(row).map_err(misread)?.head(organisation))?;
        let head = heads.into_iter().next();
        let missing = || StoreError::Damaged(format!("the head of {size} entries is not there"));
        Ok(Standing { head: Some(head.ok_or_else(missing)?), frontier })
    }

    fn append(&mut self, organisation: &OrganisationId, batch: &Batch) -> Result<(), StoreError> {
        let failed = |error| world("cannot write the journal", error);
        let name = organisation.as_str();
        let transaction =
            self.db.transaction_with_behavior(TransactionBehavior::Immediate).map_err(failed)?;
        transaction
            .prepare_cached(SQLITE.begin_log)
            .and_then(|mut sql| sql.execute((name,)))
            .map_err(failed)?;
        let size: i64 = transaction
            .prepare_cached(SQLITE.lock_log)
            .and_then(|mut sql| sql.query_row((name,), |row| row.get(0)))
            .map_err(failed)?;
        if size != to_column(batch.from()) {
            let found = u64::try_from(size).unwrap_or_default();
            return Err(StoreError::Moved { expected: batch.from(), found });
        }
        insert(&transaction, name, batch).map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) => StoreError::Taken,
            _ => failed(error),
        })?;
        transaction.commit().map_err(failed)
    }

    fn find(
        &mut self,
        organisation: &OrganisationId,
        ids: &[CommandId],
    ) -> Result<Vec<Option<u64>>, StoreError> {
        let failed = |error| world("cannot read the journal", error);
        let mut statement = self.db.prepare_cached(SQLITE.find).map_err(failed)?;
        let mut places = Vec::with_capacity(ids.len());
        for id in ids.iter().take(READ_MAX) {
            let found: Option<i64> = statement
                .query_row((organisation.as_str(), id.uuid().as_bytes()), |row| row.get(0))
                .optional()
                .map_err(failed)?;
            places.push(found.and_then(|place| u64::try_from(place).ok()));
        }
        Ok(places)
    }

    fn read(
        &mut self,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        self.entries(SQLITE.read, organisation, from, limit)
    }

    fn system(
        &mut self,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        self.entries(SQLITE.system, organisation, from, limit)
    }

    fn heads(
        &mut self,
        organisation: &OrganisationId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<SignedHead>, StoreError> {
        let limit = to_column(limit.min(READ_MAX) as u64);
        self.rows(SQLITE.heads, (organisation.as_str(), to_column(after), limit), |row| {
            head_row(row).map_err(misread)?.head(organisation)
        })
    }

    fn organisations(&mut self) -> Result<Vec<OrganisationId>, StoreError> {
        self.rows(SQLITE.organisations, (), |row| {
            let name: String = row.get(0).map_err(misread)?;
            name.parse().map_err(|error| StoreError::Damaged(format!("{error}")))
        })
    }
}

fn insert(db: &Connection, name: &str, batch: &Batch) -> rusqlite::Result<()> {
    let mut sql = db.prepare_cached(SQLITE.insert_entries)?;
    for entry in batch.entries() {
        let header = &entry.header;
        sql.execute((
            name,
            to_column(entry.sequence),
            header.id.uuid().as_bytes(),
            header.kind.as_str(),
            header.version,
            header.time.as_microsecond(),
            &entry.content,
            entry.leaf.as_bytes(),
        ))?;
    }
    let SignedHead { head, signature } = batch.head();
    db.prepare_cached(SQLITE.insert_head)?.execute((
        name,
        to_column(head.size),
        head.root.as_bytes(),
        head.time.as_microsecond(),
        head.key.bytes(),
        signature.bytes(),
    ))?;
    let frontier = batch.frontier().to_bytes();
    db.prepare_cached(SQLITE.move_log)?.execute((name, to_column(head.size), frontier))?;
    Ok(())
}
