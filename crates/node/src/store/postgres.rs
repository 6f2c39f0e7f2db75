//! Logs in PostgreSQL: many organisations in one database, a batch in one transaction and few round trips.

use std::fmt;
use std::time::Duration;

use postgres::types::ToSql;
use postgres::{Client, Config, NoTls, Row};
use schouw_base::{CommandId, OrganisationId};
use schouw_journal::store::READ_MAX;
use schouw_journal::{Batch, Entry, SignedHead, Standing, Store, StoreError};

use super::row::{EntryRow, HeadRow, frontier, to_column};
use super::statements::POSTGRES;

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(5);

/// A connection to a database with logs.
pub struct PostgresStore {
    /// there until the store is dropped
    client: Option<Client>,
}

/// Closing waits for the database, which panics on a thread that drives an async runtime, and a server that stops may drop
/// its last store on one: it is closed on a thread of its own.
impl Drop for PostgresStore {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // a panic there is reported where it happens; there is nothing more to do about a connection that is gone
            drop(std::thread::spawn(move || drop(client)).join());
        }
    }
}

impl fmt::Debug for PostgresStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostgresStore")
    }
}

impl PostgresStore {
    /// Connects (`host=/run/postgresql user=schouw dbname=schouw`) and makes the tables when they are not there. Without
    /// TLS: over a socket or a network of one's own.
    ///
    /// # Errors
    /// When there is no connection, or the database may lose what it says that it has: `fsync` or `synchronous_commit`
    /// off.
    pub fn open(connection: &str) -> Result<Self, StoreError> {
        let mut store = Self::connect(connection)?;
        store.check_durable()?;
        store.make_tables()?;
        Ok(store)
    }

    /// Connects to read.
    ///
    /// # Errors
    /// When there is no connection.
    pub fn open_to_read(connection: &str) -> Result<Self, StoreError> {
        Self::connect(connection)
    }

    fn connect(connection: &str) -> Result<Self, StoreError> {
        let mut config: Config =
            connection.parse().map_err(|error| world("the connection to PostgreSQL is not one", &error))?;
        config.connect_timeout(CONNECT).application_name("schouw");
        let client = config.connect(NoTls).map_err(|error| world("cannot connect to PostgreSQL", &error))?;
        Ok(Self { client: Some(client) })
    }

    fn client(&mut self) -> Result<&mut Client, StoreError> {
        let closed = || StoreError::World {
            what: "cannot ask PostgreSQL",
            why: "the connection was closed".to_owned(),
        };
        self.client.as_mut().ok_or_else(closed)
    }

    fn check_durable(&mut self) -> Result<(), StoreError> {
        for setting in ["fsync", "synchronous_commit"] {
            let row = self.client()?.query_one(&format!("SHOW {setting}"), &[]);
            let row = row.map_err(|error| world("cannot ask PostgreSQL for its settings", &error))?;
            if row.get::<_, &str>(0) == "off" {
                let why = format!("`{setting}` is off: what it acknowledges may be lost; set it to on");
                return Err(StoreError::World { what: "PostgreSQL is not durable", why });
            }
        }
        Ok(())
    }

    /// Two processes that make the same table at once may both try: the second sees that it is there. A batch whose
    /// connection broke may still be on its way: the lock waits until it came or went.
    fn make_tables(&mut self) -> Result<(), StoreError> {
        let failed = |error| world("cannot make the tables of the journal", &error);
        let mut transaction = self.client()?.transaction().map_err(failed)?;
        transaction.execute("SELECT pg_advisory_xact_lock(6962)", &[]).map_err(failed)?;
        transaction.batch_execute(POSTGRES.schema).map_err(failed)?;
        transaction.batch_execute(POSTGRES.wait_for_writers).map_err(failed)?;
        transaction.commit().map_err(failed)
    }

    fn query(&mut self, sql: &str, params: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, StoreError> {
        self.client()?.query(sql, params).map_err(|error| world("cannot read the journal", &error))
    }

    fn entries(
        &mut self,
        sql: &str,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        let limit = to_column(limit.min(READ_MAX) as u64);
        let rows = self.query(sql, &[&organisation.as_str(), &to_column(from), &limit])?;
        rows.iter().map(|row| entry_row(row).map_err(misread)?.entry(organisation)).collect()
    }
}

fn world(what: &'static str, error: &postgres::Error) -> StoreError {
    // the message of the server stands in the source
    let why = match error.as_db_error() {
        Some(told) => told.message().to_owned(),
        None => error.to_string(),
    };
    StoreError::World { what, why }
}

fn misread(error: postgres::Error) -> StoreError {
    StoreError::Damaged(error.to_string())
}

fn entry_row(row: &Row) -> Result<EntryRow, postgres::Error> {
    Ok(EntryRow {
        sequence: row.try_get(0)?,
        id: row.try_get(1)?,
        kind: row.try_get(2)?,
        version: row.try_get::<_, i32>(3)?.into(),
        time: row.try_get(4)?,
        content: row.try_get(5)?,
        leaf: row.try_get(6)?,
    })
}

fn head_row(row: &Row) -> Result<HeadRow, postgres::Error> {
    Ok(HeadRow {
        size: row.try_get(0)?,
        root: row.try_get(1)?,
        time: row.try_get(2)?,
        key: row.try_get(3)?,
        signature: row.try_get(4)?,
    })
}

impl Store for PostgresStore {
    fn standing(&mut self, organisation: &OrganisationId) -> Result<Standing, StoreError> {
        let name = organisation.as_str();
        let found = self.query(POSTGRES.standing, &[&name])?;
        let Some(row) = found.first() else { return Ok(Standing::default()) };
        let size: i64 = row.try_get(0).map_err(misread)?;
        if size == 0 {
            return Ok(Standing::default());
        }
        let frontier = frontier(size, row.try_get(1).map_err(misread)?)?;
        let heads = self.query(POSTGRES.head, &[&name, &size])?;
        let missing = || StoreError::Damaged(format!("the head of {size} entries is not there"));
        let row = heads.first().ok_or_else(missing)?;
        Ok(Standing { head: Some(head_row(row).map_err(misread)?.head(organisation)?), frontier })
    }

    fn append(&mut self, organisation: &OrganisationId, batch: &Batch) -> Result<(), StoreError> {
        let failed = |error| world("cannot write the journal", &error);
        let name = organisation.as_str();
        let mut transaction = self.client()?.transaction().map_err(failed)?;
        if batch.from() == 0 {
            transaction.execute(POSTGRES.begin_log, &[&name]).map_err(failed)?;
        }
        let locked = transaction.query_opt(POSTGRES.lock_log, &[&name]).map_err(failed)?;
        let size: i64 = locked.map_or(Ok(0), |row| row.try_get(0)).map_err(misread)?;
        if size != to_column(batch.from()) {
            let found = u64::try_from(size).unwrap_or_default();
            return Err(StoreError::Moved { expected: batch.from(), found });
        }
        insert(&mut transaction, name, batch).map_err(|error| match error.code() {
            Some(code) if *code == postgres::error::SqlState::UNIQUE_VIOLATION => StoreError::Taken,
            _ => failed(error),
        })?;
        transaction.commit().map_err(|error| match error.as_db_error() {
            Some(_) => failed(error),
            None => StoreError::InDoubt(error.to_string()),
        })
    }

    fn find(
        &mut self,
        organisation: &OrganisationId,
        ids: &[CommandId],
    ) -> Result<Vec<Option<u64>>, StoreError> {
        let ids = ids.get(..READ_MAX).unwrap_or(ids);
        let asked: Vec<Vec<u8>> = ids.iter().map(|id| id.uuid().as_bytes().to_vec()).collect();
        let rows = self.query(POSTGRES.find, &[&organisation.as_str(), &asked])?;
        let mut places = std::collections::HashMap::new();
        for row in &rows {
            let (id, place): (&[u8], i64) =
                (row.try_get(0).map_err(misread)?, row.try_get(1).map_err(misread)?);
            places.insert(id.to_vec(), u64::try_from(place).unwrap_or_default());
        }
        Ok(asked.iter().map(|id| places.get(id).copied()).collect())
    }

    fn read(
        &mut self,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        self.entries(POSTGRES.read, organisation, from, limit)
    }

    fn system(
        &mut self,
        organisation: &OrganisationId,
        from: u64,
        limit: usize,
    ) -> Result<Vec<Entry>, StoreError> {
        self.entries(POSTGRES.system, organisation, from, limit)
    }

    fn heads(
        &mut self,
        organisation: &OrganisationId,
        after: u64,
        limit: usize,
    ) -> Result<Vec<SignedHead>, StoreError> {
        let limit = to_column(limit.min(READ_MAX) as u64);
        let rows = self.query(POSTGRES.heads, &[&organisation.as_str(), &to_column(after), &limit])?;
        rows.iter().map(|row| head_row(row).map_err(misread)?.head(organisation)).collect()
    }

    fn organisations(&mut self) -> Result<Vec<OrganisationId>, StoreError> {
        let rows = self.query(POSTGRES.organisations, &[])?;
        let name = |row: &Row| -> Result<OrganisationId, StoreError> {
            let name: &str = row.try_get(0).map_err(misread)?;
            name.parse().map_err(|error| StoreError::Damaged(format!("{error}")))
        };
        rows.iter().map(name).collect()
    }
}

fn insert(
    transaction: &mut postgres::Transaction<'_>,
    name: &str,
    batch: &Batch,
) -> Result<(), postgres::Error> {
    let entries = batch.entries();
    let sequences: Vec<i64> = entries.iter().map(|entry| to_column(entry.sequence)).collect();
    let ids: Vec<Vec<u8>> = entries.iter().map(|entry| entry.header.id.uuid().as_bytes().to_vec()).collect();
    let kinds: Vec<&str> = entries.iter().map(|entry| entry.header.kind.as_str()).collect();
    let versions: Vec<i32> = entries.iter().map(|entry| entry.header.version.into()).collect();
    let times: Vec<i64> = entries.iter().map(|entry| entry.header.time.as_microsecond()).collect();
    let contents: Vec<&[u8]> = entries.iter().map(|entry| entry.content.as_slice()).collect();
    let leaves: Vec<&[u8]> = entries.iter().map(|entry| entry.leaf.as_bytes().as_slice()).collect();
    transaction.execute(
        POSTGRES.insert_entries,
        &[&name, &sequences, &ids, &kinds, &versions, &times, &contents, &leaves],
    )?;
    let SignedHead { head, signature } = batch.head();
    let (size, time) = (to_column(head.size), head.time.as_microsecond());
    let (root, key, signature) =
        (head.root.as_bytes().as_slice(), head.key.bytes().as_slice(), signature.bytes().as_slice());
    transaction.execute(POSTGRES.insert_head, &[&name, &size, &root, &time, &key, &signature])?;
    transaction.execute(POSTGRES.move_log, &[&name, &size, &batch.frontier().to_bytes()])?;
    Ok(())
}
