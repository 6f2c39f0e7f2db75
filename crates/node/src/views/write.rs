//! From entries of the log to rows.

use rusqlite::{Connection, Transaction, params};
use schouw_base::UserId;
use schouw_signal::{Body, PermitNote, SignalId, State};

use super::{View, schema};
use crate::signals::SignalError;

/// An entry of the log, as the view takes it: its number, its body with what its permit said; none for one that was erased
/// or is of something else.
pub type Taken = (u64, Option<(Body, PermitNote)>);

impl View {
    /// Takes one entry and gives the signal as it then stands. An entry that comes again changes nothing.
    ///
    /// # Errors
    /// When the tables cannot be written, or the entry does not fit.
    pub fn take(&self, sequence: u64, body: &Body, permit: &PermitNote) -> Result<State, SignalError> {
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        let state = one(&transaction, sequence, body, permit)?;
        if schema::next(&transaction)? == sequence {
            schema::set_next(&transaction, sequence + 1)?;
        }
        transaction.commit()?;
        Ok(state)
    }

    /// Takes a run of entries in one transaction.
    ///
    /// # Errors
    /// When the tables cannot be written, or an entry does not fit.
    pub fn take_all(&self, entries: &[Taken]) -> Result<(), SignalError> {
        let Some((last, _)) = entries.last() else { return Ok(()) };
        let mut connection = self.lock();
        let transaction = connection.transaction()?;
        for (sequence, entry) in entries {
            if let Some((body, permit)) = entry {
                one(&transaction, *sequence, body, permit)?;
            }
        }
        schema::set_next(&transaction, last + 1)?;
        transaction.commit()?;
        Ok(())
    }
}

/// A signal as it stands.
pub(super) fn state(connection: &Connection, id: SignalId) -> Result<Option<State>, SignalError> {
    schema::row_of(connection, id)?.map(|(_, text)| schema::read_state(&text)).transpose()
}

fn one(
    transaction: &Transaction<'_>,
    sequence: u64,
    body: &Body,
    permit: &PermitNote,
) -> Result<State, SignalError> {
    let row = schema::row_of(transaction, body.signal)?;
    let before = row.as_ref().map(|(_, text)| schema::read_state(text)).transpose()?;
    if let Some(state) = before.as_ref().filter(|state| state.has_done(body.command)) {
        return Ok(state.clone());
    }
    let state = State::fold(before, body, permit).map_err(|error| SignalError::Form(error.to_string()))?;
    put(transaction, row.map(|(num, _)| num), &state)?;
    let sequence = i64::try_from(sequence).unwrap_or(i64::MAX);
    transaction
        .prepare_cached("INSERT OR IGNORE INTO command (id, signal, sequence) VALUES (?1, ?2, ?3)")?
        .execute(params![
        body.command.uuid().as_bytes().as_slice(),
        body.signal.uuid().as_bytes().as_slice(),
        sequence
    ])?;
    Ok(state)
}

fn user(user: Option<UserId>) -> Option<Vec<u8>> {
    user.map(|user| user.0.as_bytes().to_vec())
}

fn put(transaction: &Transaction<'_>, num: Option<i64>, state: &State) -> Result<(), SignalError> {
    let content = state.content().ok_or_else(|| SignalError::Form("a signal without content".to_owned()))?;
    let text = serde_json::to_string(state).map_err(|error| SignalError::Form(error.to_string()))?;
    let todo = !state.stage.is_over() && !state.answered;
    let is_new = num.is_none();
    let sql = if is_new {
        "INSERT INTO signal (num, id, number, kind, copy, stage, todo, theme, investigation, recorder, owner, recorded, \
         changed, due, seen, lat, lon, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, \
         ?16, ?17, ?18)"
    } else {
        "UPDATE signal SET id = ?2, number = ?3, kind = ?4, copy = ?5, stage = ?6, todo = ?7, theme = ?8, \
         investigation = ?9, recorder = ?10, owner = ?11, recorded = ?12, changed = ?13, due = ?14, seen = ?15, \
         lat = ?16, lon = ?17, state = ?18 WHERE num = ?1"
    };
    let place = content.place.as_ref();
    transaction.prepare_cached(sql)?.execute(params![
        num,
        state.id.uuid().as_bytes().as_slice(),
        state.number,
        state.kind.word(),
        state.is_copy(),
        state.stage.word(),
        todo,
        content.theme.word(),
        state.hat == schouw_signal::Hat::Investigation,
        user(state.recorder.user),
        user(state.owner),
        state.recorded.as_millisecond(),
        state.changed.as_millisecond(),
        state.due.to_string(),
        content.seen.as_millisecond(),
        place.map(|place| place.lat),
        place.map(|place| place.lon),
        text,
    ])?;
    let num = num.unwrap_or_else(|| transaction.last_insert_rowid());
    let written_now = is_new || state.written.last().is_some_and(|last| last.version == state.version);
    if written_now {
        index(transaction, num, is_new, state)?;
    }
    provisions(transaction, state)
}

/// The words and the place, which change with what was written only.
fn index(transaction: &Transaction<'_>, num: i64, is_new: bool, state: &State) -> Result<(), SignalError> {
    let Some(content) = state.content() else { return Ok(()) };
    if !is_new {
        transaction.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute(params![num])?;
        transaction.prepare_cached("DELETE FROM place WHERE num = ?1")?.execute(params![num])?;
    }
    let address = content.place.as_ref().and_then(|place| place.address.as_deref()).unwrap_or_default();
    let words = format!("{} {} {}", state.number, content.text, address);
    transaction
        .prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
        .execute(params![num, words])?;
    for photo in &content.photos {
        transaction
            .prepare_cached("INSERT OR IGNORE INTO photo (photo, signal) VALUES (?1, ?2)")?
            .execute(params![photo.id.uuid().as_bytes().as_slice(), state.id.uuid().as_bytes().as_slice()])?;
    }
    if let Some(place) = &content.place {
        transaction
            .prepare_cached("INSERT INTO place (num, west, east, south, north) VALUES (?1, ?2, ?2, ?3, ?3)")?
            .execute(params![num, place.lon, place.lat])?;
    }
    Ok(())
}

fn provisions(transaction: &Transaction<'_>, state: &State) -> Result<(), SignalError> {
    for passing in &state.passings {
        let given = &passing.provision;
        transaction
            .prepare_cached(
                "INSERT INTO provision (signal, copy, receiver, given, purpose, articles, due, answered) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) \
                 ON CONFLICT (signal, copy) DO UPDATE SET answered = excluded.answered",
            )?
            .execute(params![
                state.id.uuid().as_bytes().as_slice(),
                given.copy.uuid().as_bytes().as_slice(),
                given.to.as_str(),
                passing.at.as_millisecond(),
                given.purpose,
                passing.permit.articles.join("; "),
                given.due.map(|due| due.to_string()),
                passing.answered.map(jiff::Timestamp::as_millisecond),
            ])?;
    }
    Ok(())
}

/// Takes signals out of every table, and what was written beside the file too.
pub(super) fn purge(connection: &mut Connection, ids: &[SignalId]) -> Result<(), SignalError> {
    let transaction = connection.transaction()?;
    for id in ids {
        let Some((num, _)) = schema::row_of(&transaction, *id)? else { continue };
        let uuid = id.uuid();
        let bytes = uuid.as_bytes().as_slice();
        transaction.execute("DELETE FROM words WHERE rowid = ?1", params![num])?;
        transaction.execute("DELETE FROM place WHERE num = ?1", params![num])?;
        transaction.execute("DELETE FROM photo WHERE signal = ?1", params![bytes])?;
        transaction.execute("DELETE FROM provision WHERE signal = ?1", params![bytes])?;
        transaction.execute("DELETE FROM command WHERE signal = ?1", params![bytes])?;
        transaction.execute("DELETE FROM signal WHERE num = ?1", params![num])?;
    }
    transaction.commit()?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}
