//! What went to others: for the register of provisions, and how partners answer.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::params;
use schouw_base::OrganisationId;
use schouw_signal::SignalId;
use schouw_signal::partner::InTime;

use super::{View, schema};
use crate::signals::SignalError;

/// Something that went to another organisation. It holds no content.
#[derive(Debug, Clone)]
pub struct Provided {
    /// which signal
    pub signal: SignalId,
    /// the copy with them
    pub copy: SignalId,
    /// to whom
    pub receiver: String,
    /// when
    pub given: Timestamp,
    /// what for, in the code of `law`
    pub purpose: String,
    /// under which articles
    pub articles: String,
}

impl View {
    /// What went to others, the newest first.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn provisions(&self, from: u32, count: u32) -> Result<(Vec<Provided>, u64), SignalError> {
        let connection = self.lock();
        let total: i64 =
            connection.prepare_cached("SELECT count(*) FROM provision")?.query_row([], |row| row.get(0))?;
        let mut statement = connection.prepare_cached(
            "SELECT signal, copy, receiver, given, purpose, articles FROM provision ORDER BY given DESC, copy LIMIT ?1 \
             OFFSET ?2",
        )?;
        let mut rows = statement.query(params![count, from])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Provided {
                signal: schema::id(&row.get::<_, Vec<u8>>(0)?)?,
                copy: schema::id(&row.get::<_, Vec<u8>>(1)?)?,
                receiver: row.get(2)?,
                given: Timestamp::from_millisecond(row.get(3)?)
                    .map_err(|error| SignalError::Form(error.to_string()))?,
                purpose: row.get(4)?,
                articles: row.get(5)?,
            });
        }
        Ok((found, total.unsigned_abs()))
    }

    /// By partner, how much was answered in time of what was due.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn in_time(&self, today: Date) -> Result<BTreeMap<OrganisationId, InTime>, SignalError> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT receiver, due, answered FROM provision")?;
        let mut rows = statement.query([])?;
        let mut shares: BTreeMap<OrganisationId, InTime> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let Ok(receiver) = row.get::<_, String>(0)?.parse() else { continue };
            let due: Option<Date> = row.get::<_, Option<String>>(1)?.and_then(|day| day.parse().ok());
            let answered: Option<i64> = row.get(2)?;
            let answered = answered.and_then(|at| Timestamp::from_millisecond(at).ok());
            shares.entry(receiver).or_default().count(due, answered, today);
        }
        Ok(shares)
    }
}
