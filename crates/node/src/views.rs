//! Views: tables made from the log of one organisation, so that lists, search and maps are quick. They hold nothing that
//! is not in the log, and can be thrown away and made again.
//!
//! A view knows how far it is. What was appended while it was closed it reads when it opens; when its form changed, or it
//! cannot be read, it is thrown away and made again. What is deleted is overwritten (`secure_delete`, also of the index of
//! words).

mod list;
mod near;
mod provisions;
mod schema;
mod write;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension as _, params};
use schouw_base::CommandId;
use schouw_signal::{SignalId, State};

use crate::signals::SignalError;

pub use list::{Asked, ListKind, Page, Row, Scope};
pub use near::{DoubleOf, Near, spot};
pub use provisions::Provided;

/// The file with the view of signals.
pub const FILE: &str = "signals.db";

/// The view of the signals of one organisation.
pub struct View {
    connection: Mutex<Connection>,
    path: PathBuf,
}

impl View {
    /// Opens the view in a folder of views; one of another form is thrown away.
    ///
    /// # Errors
    /// When the disk does not let it be made.
    pub fn open(views: &Path) -> Result<Self, SignalError> {
        std::fs::create_dir_all(views)
            .map_err(|error| SignalError::Form(format!("cannot make `{}`: {error}", views.display())))?;
        let path = views.join(FILE);
        let connection = match schema::open(&path) {
            Ok(connection) => connection,
            Err(_) => {
                schema::throw_away(&path);
                schema::open(&path)?
            }
        };
        Ok(Self { connection: Mutex::new(connection), path })
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How far it is: the number of the first entry that it has not read.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn next(&self) -> Result<u64, SignalError> {
        schema::next(&self.lock())
    }

    /// A signal as it stands.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn state(&self, id: SignalId) -> Result<Option<State>, SignalError> {
        write::state(&self.lock(), id)
    }

    /// The first signal that holds a photo.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn with_photo(&self, photo: CommandId) -> Result<Option<State>, SignalError> {
        let connection = self.lock();
        let found: Option<Vec<u8>> = connection
            .prepare_cached("SELECT signal FROM photo WHERE photo = ?1 ORDER BY signal LIMIT 1")?
            .query_row(params![photo.uuid().as_bytes().as_slice()], |row| row.get(0))
            .optional()?;
        match found {
            Some(id) => write::state(&connection, schema::id(&id)?),
            None => Ok(None),
        }
    }

    /// What a command did: the signal, and the version of it then.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn done(&self, command: CommandId) -> Result<Option<(SignalId, u64)>, SignalError> {
        let connection = self.lock();
        let found = connection
            .prepare_cached("SELECT signal, sequence FROM command WHERE id = ?1")?
            .query_row(params![command.uuid().as_bytes().as_slice()], |row| {
                Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, i64>(1)?))
            })
            .optional()?;
        found.map(|(id, sequence)| Ok((schema::id(&id)?, sequence.unsigned_abs()))).transpose()
    }

    /// The number that comes after the highest of a year.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn highest_number(&self, year: i16) -> Result<u64, SignalError> {
        let connection = self.lock();
        let found: Option<String> = connection
            .prepare_cached("SELECT max(number) FROM signal WHERE number >= ?1 AND number < ?2")?
            .query_row(params![format!("{year}-"), format!("{year}.")], |row| row.get(0))?;
        Ok(found.and_then(|number| number.rsplit('-').next()?.parse().ok()).unwrap_or(0))
    }

    /// Every signal, one by one, in the order in which they came: for what runs over all of them.
    ///
    /// # Errors
    /// When the tables cannot be read, or `each` gives an error.
    pub fn each(&self, mut each: impl FnMut(State) -> Result<(), SignalError>) -> Result<(), SignalError> {
        let mut after = 0_i64;
        loop {
            let states = self.some_after(&mut after)?;
            if states.is_empty() {
                return Ok(());
            }
            for state in states {
                each(state)?;
            }
        }
    }

    /// Some signals after a place, so that nobody waits for a run over all of them.
    fn some_after(&self, after: &mut i64) -> Result<Vec<State>, SignalError> {
        let connection = self.lock();
        let mut statement = connection
            .prepare_cached("SELECT num, state FROM signal WHERE num > ?1 ORDER BY num LIMIT 256")?;
        let mut rows = statement.query(params![*after])?;
        let mut states = Vec::new();
        while let Some(row) = rows.next()? {
            *after = row.get(0)?;
            states.push(schema::read_state(&row.get::<_, String>(1)?)?);
        }
        Ok(states)
    }

    /// Takes signals out, as the log did with their keys.
    ///
    /// # Errors
    /// When the tables cannot be written.
    pub fn purge(&self, ids: &[SignalId]) -> Result<(), SignalError> {
        write::purge(&mut self.lock(), ids)
    }
}
