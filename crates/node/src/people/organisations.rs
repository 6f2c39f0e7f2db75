//! Organisations and teams.

use rusqlite::{OptionalExtension as _, Row, params};
use schouw_base::OrganisationId;

use super::model::Organisation;
use super::{People, PeopleError};

/// Longest name of an organisation, a team or a person, in characters.
pub(super) const NAME_CHARS_MAX: usize = 120;

/// Refuses a name that is empty, too long or steers a terminal.
pub(super) fn fit(name: &str) -> Result<&str, PeopleError> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > NAME_CHARS_MAX || name.chars().any(char::is_control) {
        return Err(PeopleError::Refused(format!("a name has 1 to {NAME_CHARS_MAX} characters on one line")));
    }
    Ok(name)
}

/// A column whose text must be read further.
pub(super) fn read_column<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Err: std::fmt::Display,
{
    let text: String = row.get(column)?;
    text.parse().map_err(|error: T::Err| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            error.to_string().into(),
        )
    })
}

fn organisation(row: &Row<'_>) -> rusqlite::Result<Organisation> {
    Ok(Organisation { id: read_column(row, 0)?, name: row.get(1)?, kind: read_column(row, 2)? })
}

impl People {
    /// The organisations of this node, by id.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn organisations(&self) -> Result<Vec<Organisation>, PeopleError> {
        let connection = self.reading();
        let mut all = connection.prepare_cached("SELECT id, name, kind FROM organisation ORDER BY id")?;
        let all = all.query_map([], organisation)?.collect::<Result<_, _>>()?;
        Ok(all)
    }

    /// An organisation.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn organisation(&self, id: &OrganisationId) -> Result<Option<Organisation>, PeopleError> {
        let connection = self.reading();
        let mut one = connection.prepare_cached("SELECT id, name, kind FROM organisation WHERE id = ?1")?;
        Ok(one.query_row([id.as_str()], organisation).optional()?)
    }

    /// Adds an organisation, or gives one another name and kind.
    ///
    /// # Errors
    /// When the name does not fit.
    pub fn put_organisation(&self, new: &Organisation) -> Result<(), PeopleError> {
        let name = fit(&new.name)?;
        self.writing(|tables| {
            tables.execute(
                "INSERT INTO organisation (id, name, kind) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind",
                params![new.id.as_str(), name, new.kind.word()],
            )?;
            Ok(())
        })
    }

    /// Adds a team, or gives one another name.
    ///
    /// # Errors
    /// When the organisation is not there or a name does not fit.
    pub fn put_team(&self, organisation: &OrganisationId, id: &str, name: &str) -> Result<(), PeopleError> {
        let id: OrganisationId = id.parse().map_err(|_| {
            PeopleError::Refused("the id of a team has lower case letters, digits and hyphens".into())
        })?;
        let name = fit(name)?;
        self.writing(|tables| {
            tables.execute(
                "INSERT INTO team (organisation, id, name) VALUES (?1, ?2, ?3)
                 ON CONFLICT (organisation, id) DO UPDATE SET name = excluded.name",
                params![organisation.as_str(), id.as_str(), name],
            )?;
            Ok(())
        })
    }
}
