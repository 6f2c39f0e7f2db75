//! Users: who they are, in which roles, with which deed.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, Transaction, params};
use schouw_base::{OrganisationId, Role, UserId};
use uuid::{Builder, Uuid};

use super::model::{Deed, Organisation, Person};
use super::organisations::{fit, read_column};
use super::{People, PeopleError, key};

/// Longest login, in characters.
pub(super) const LOGIN_CHARS_MAX: usize = 100;
/// Users of one organisation that are listed.
const LISTED_MAX: i64 = 5_000;
/// Texts in a deed.
const DEED_TEXTS_MAX: usize = 64;

/// A user to be.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// for whom
    pub organisation: OrganisationId,
    /// in which team
    pub team: Option<String>,
    /// name to sign in with; none for who signs in elsewhere only
    pub login: Option<String>,
    /// as colleagues say it
    pub name: String,
    /// as what
    pub roles: BTreeSet<Role>,
    /// whether one click is enough, in the demo
    pub demo: bool,
}

/// What every reading of a user asks for.
pub(super) const COLUMNS: &str =
    "u.id, u.login, u.name, u.team, u.roles, u.active, u.demo, o.id, o.name, o.kind,
    d.domain, d.territory, d.articles, d.means, d.valid_until
    FROM user u JOIN organisation o ON o.id = u.organisation LEFT JOIN deed d ON d.user = u.id";

pub(super) fn person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let domain: Option<String> = row.get(10)?;
    let deed = match domain {
        Some(domain) => Some(Deed {
            domain,
            territory: row.get(11)?,
            articles: split(&row.get::<_, String>(12)?),
            means: split(&row.get::<_, String>(13)?),
            valid_until: read_column(row, 14)?,
        }),
        None => None,
    };
    let roles: String = row.get(4)?;
    Ok(Person {
        user: UserId(Uuid::from_bytes(row.get(0)?)),
        login: row.get(1)?,
        name: row.get(2)?,
        team: row.get(3)?,
        // a role that this program does not know gives nothing
        roles: roles.split(' ').filter_map(|word| word.parse().ok()).collect(),
        active: row.get(5)?,
        demo: row.get(6)?,
        organisation: Organisation {
            id: read_column(row, 7)?,
            name: row.get(8)?,
            kind: read_column(row, 9)?,
        },
        deed,
    })
}

fn split(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

fn words(roles: &BTreeSet<Role>) -> String {
    roles.iter().map(|role| role.word()).collect::<Vec<_>>().join(" ")
}

/// A login as it is stored: who types a capital is the same.
pub(super) fn login(text: &str) -> Result<String, PeopleError> {
    let text = text.trim().to_lowercase();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '@' | '+');
    if text.is_empty() || text.chars().count() > LOGIN_CHARS_MAX || !text.chars().all(fits) {
        return Err(PeopleError::Refused(format!(
            "a login has 1 to {LOGIN_CHARS_MAX} letters, digits and . - _ @ +"
        )));
    }
    Ok(text)
}

impl People {
    /// A user.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn user(&self, user: UserId) -> Result<Option<Person>, PeopleError> {
        let connection = self.reading();
        let mut one = connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE u.id = ?1"))?;
        Ok(one.query_row([user.0.as_bytes()], person).optional()?)
    }

    /// A user by the name to sign in with.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn user_of_login(&self, text: &str) -> Result<Option<Person>, PeopleError> {
        let Ok(login) = login(text) else { return Ok(None) };
        let connection = self.reading();
        let mut one = connection.prepare_cached(&format!("SELECT {COLUMNS} WHERE u.login = ?1"))?;
        Ok(one.query_row([login], person).optional()?)
    }

    /// The users of an organisation, by name; of every organisation when none is named.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn users(&self, organisation: Option<&OrganisationId>) -> Result<Vec<Person>, PeopleError> {
        let connection = self.reading();
        let mut all = connection.prepare_cached(&format!(
            "SELECT {COLUMNS} WHERE ?1 IS NULL OR u.organisation = ?1 ORDER BY o.id, u.name, u.id LIMIT {LISTED_MAX}"
        ))?;
        let all = all.query_map([organisation.map(OrganisationId::as_str)], person)?;
        Ok(all.collect::<Result<_, _>>()?)
    }

    /// Adds a user; its id is random and says nothing.
    ///
    /// # Errors
    /// When the organisation or team is not there, there are no roles, or the login does not fit or is taken.
    pub fn add_user(&self, new: &NewUser, now: Timestamp) -> Result<UserId, PeopleError> {
        let id = UserId(Builder::from_random_bytes(key::random()?).into_uuid());
        self.put_user(id, new, now)?;
        Ok(id)
    }

    /// Adds a user with an id that is known beforehand: those of the demo.
    pub(super) fn put_user(&self, id: UserId, new: &NewUser, now: Timestamp) -> Result<(), PeopleError> {
        let name = fit(&new.name)?;
        let login = new.login.as_deref().map(login).transpose()?;
        if new.roles.is_empty() {
            return Err(PeopleError::Refused("a user has at least one role".into()));
        }
        if self.organisation(&new.organisation)?.is_none() {
            let why = format!("there is no organisation `{}`: add it first", new.organisation);
            return Err(PeopleError::NotThere(why));
        }
        self.writing(|tables| {
            let made = tables.execute(
                "INSERT INTO user (id, organisation, team, login, name, roles, active, demo, made, reviewed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1, ?7, ?8, ?8)",
                params![
                    id.0.as_bytes(),
                    new.organisation.as_str(),
                    new.team,
                    login,
                    name,
                    words(&new.roles),
                    new.demo,
                    now.as_millisecond(),
                ],
            );
            match made {
                Ok(_) => Ok(()),
                Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) => {
                    Err(PeopleError::Refused("the login or id is taken, or there is no such team".into()))
                }
                Err(error) => Err(error.into()),
            }
        })
    }

    /// Gives a user other roles, and ends the sessions that had the old ones.
    ///
    /// # Errors
    /// When the user is not there, or no role is left.
    pub fn give_roles(
        &self,
        user: UserId,
        roles: &BTreeSet<Role>,
        now: Timestamp,
    ) -> Result<(), PeopleError> {
        if roles.is_empty() {
            return Err(PeopleError::Refused("a user has at least one role: block the user instead".into()));
        }
        self.writing(|tables| {
            let changed = tables.execute(
                "UPDATE user SET roles = ?2, reviewed = ?3 WHERE id = ?1",
                params![user.0.as_bytes(), words(roles), now.as_millisecond()],
            )?;
            found(changed)?;
            end_all(tables, user, false, now)
        })
    }

    /// Lets a user sign in, or blocks the user and ends all sessions.
    ///
    /// # Errors
    /// When the user is not there.
    pub fn set_active(&self, user: UserId, active: bool, now: Timestamp) -> Result<(), PeopleError> {
        self.writing(|tables| {
            let changed = tables
                .execute("UPDATE user SET active = ?2 WHERE id = ?1", params![user.0.as_bytes(), active])?;
            found(changed)?;
            if active { Ok(()) } else { end_all(tables, user, false, now) }
        })
    }

    /// Writes the deed of a boa; sessions end, since what may be done hangs on it.
    ///
    /// # Errors
    /// When the user is not there, or the deed has too many texts.
    pub fn put_deed(&self, user: UserId, deed: &Deed, now: Timestamp) -> Result<(), PeopleError> {
        let texts = deed.articles.iter().chain(&deed.means);
        for text in texts.chain([&deed.domain, &deed.territory]) {
            fit(text)?;
        }
        if deed.articles.len() + deed.means.len() > DEED_TEXTS_MAX {
            return Err(PeopleError::Refused(format!(
                "a deed has at most {DEED_TEXTS_MAX} articles and means"
            )));
        }
        if self.user(user)?.is_none() {
            return Err(not_there());
        }
        self.writing(|tables| {
            tables.execute(
                "INSERT OR REPLACE INTO deed (user, domain, territory, articles, means, valid_until)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                params![
                    user.0.as_bytes(),
                    deed.domain,
                    deed.territory,
                    deed.articles.join("\n"),
                    deed.means.join("\n"),
                    deed.valid_until.to_string(),
                ],
            )?;
            end_all(tables, user, false, now)
        })
    }

    /// The deed of a user.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn deed(&self, user: UserId) -> Result<Option<Deed>, PeopleError> {
        Ok(self.user(user)?.and_then(|person| person.deed))
    }

    /// Ties a user to an account at a provider: who signs in there with it is this user.
    ///
    /// # Errors
    /// When the user is not there, or the account is tied to somebody else.
    pub fn link(&self, user: UserId, issuer: &str, subject: &str) -> Result<(), PeopleError> {
        for text in [issuer, subject] {
            fit(text)?;
        }
        if self.user(user)?.is_none() {
            return Err(not_there());
        }
        self.writing(|tables| {
            tables.execute(
                "INSERT INTO identity (issuer, subject, user) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                params![issuer, subject, user.0.as_bytes()],
            )?;
            let tied: [u8; 16] = tables.query_row(
                "SELECT user FROM identity WHERE issuer = ?1 AND subject = ?2",
                [issuer, subject],
                |row| row.get(0),
            )?;
            if tied == *user.0.as_bytes() {
                return Ok(());
            }
            Err(PeopleError::Refused("this account is tied to somebody else".into()))
        })
    }

    /// The user who is tied to an account at a provider.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn user_of_account(&self, issuer: &str, subject: &str) -> Result<Option<Person>, PeopleError> {
        let connection = self.reading();
        let mut one = connection.prepare_cached(&format!(
            "SELECT {COLUMNS} JOIN identity i ON i.user = u.id WHERE i.issuer = ?1 AND i.subject = ?2"
        ))?;
        Ok(one.query_row([issuer, subject], person).optional()?)
    }

    /// Ends every session of a user; with `wipe` the app throws away what it holds: the phone was lost.
    ///
    /// # Errors
    /// When the tables cannot be written.
    pub fn end_sessions(&self, user: UserId, wipe: bool, now: Timestamp) -> Result<(), PeopleError> {
        self.writing(|tables| end_all(tables, user, wipe, now))
    }
}

pub(super) fn not_there() -> PeopleError {
    PeopleError::NotThere("there is no such user: see `schouw people list`".into())
}

pub(super) fn found(changed: usize) -> Result<(), PeopleError> {
    if changed == 0 { Err(not_there()) } else { Ok(()) }
}

pub(super) fn end_all(
    tables: &Transaction<'_>,
    user: UserId,
    wipe: bool,
    now: Timestamp,
) -> Result<(), PeopleError> {
    tables.execute(
        "UPDATE session SET ended = ifnull(ended, ?2), wipe = max(wipe, ?3) WHERE user = ?1",
        params![user.0.as_bytes(), now.as_millisecond(), wipe],
    )?;
    Ok(())
}
