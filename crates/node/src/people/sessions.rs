//! Sessions: a random secret in a cookie, of which only the digest is stored.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use schouw_base::{Digest, UserId};

use super::model::Person;
use super::users::{COLUMNS, person};
use super::{People, PeopleError, key};

/// Bytes of the secret of a session.
const SECRET_BYTES: usize = 32;
/// Sessions of one user at the same time; the oldest ends.
const SESSIONS_MAX: i64 = 8;
/// How often it is written down that a session is used.
const SEEN_EVERY_MS: i64 = 60_000;
/// How long it is known that a session ended, for a phone that comes back.
const ENDED_KEPT_MS: i64 = 90 * 86_400_000;

/// How somebody signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// password and code
    Local,
    /// at the organisation's own provider
    Oidc,
    /// one click, in the demo
    Demo,
}

impl How {
    fn word(self) -> &'static str {
        match self {
            Self::Local => "local",
            Self::Oidc => "oidc",
            Self::Demo => "demo",
        }
    }

    fn of(word: &str) -> Self {
        match word {
            "oidc" => Self::Oidc,
            "demo" => Self::Demo,
            _ => Self::Local,
        }
    }
}

/// A session that just began. The secret goes into the cookie and is nowhere else.
pub struct NewSession {
    /// 64 hexadecimal digits
    pub secret: String,
    /// who signed in
    pub person: Person,
}

/// A session that holds.
#[derive(Debug, Clone)]
pub struct Session {
    /// stands for the secret in the tables and nowhere else
    pub digest: Digest,
    /// who, in the roles of this moment
    pub person: Person,
    /// how it began
    pub how: How,
    /// whether it should be written down that it is used
    pub stale: bool,
}

/// Why there is no session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// unknown, too old, not used for too long, or ended
    Over,
    /// ended because the phone was lost: it throws away what it holds
    Wipe,
}

/// The digest under which a secret is stored; nothing for what cannot be one.
fn digest(secret: &str) -> Option<Digest> {
    let bytes: Digest = secret.parse().ok()?;
    Some(Digest::of(bytes.as_bytes()))
}

impl People {
    /// Begins a session: always with a new secret. The session that the browser had ends.
    ///
    /// # Errors
    /// When the user is blocked, or the tables cannot be written.
    pub fn begin_session(
        &self,
        user: UserId,
        how: How,
        before: Option<&str>,
        now: Timestamp,
    ) -> Result<NewSession, PeopleError> {
        let person = self.user(user)?.filter(|person| person.active);
        let person = person.ok_or_else(super::users::not_there)?;
        let bytes: [u8; SECRET_BYTES] = key::random()?;
        let secret: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let (stored, at) = (Digest::of(&bytes), now.as_millisecond());
        self.writing(|tables| {
            if let Some(before) = before.and_then(digest) {
                tables.execute(
                    "UPDATE session SET ended = ?2 WHERE digest = ?1 AND ended IS NULL",
                    params![before.as_bytes(), at],
                )?;
            }
            tables.execute(
                "UPDATE session SET ended = ?2 WHERE user = ?1 AND ended IS NULL AND digest NOT IN
                 (SELECT digest FROM session WHERE user = ?1 AND ended IS NULL ORDER BY made DESC LIMIT ?3)",
                params![user.0.as_bytes(), at, SESSIONS_MAX - 1],
            )?;
            tables.execute("DELETE FROM session WHERE ifnull(ended, seen) < ?1", [at - ENDED_KEPT_MS])?;
            tables.execute(
                "INSERT INTO session (digest, user, how, made, seen, ended, wipe) VALUES (?1, ?2, ?3, ?4, ?4, NULL, 0)",
                params![stored.as_bytes(), user.0.as_bytes(), how.word(), at],
            )?;
            Ok(())
        })?;
        Ok(NewSession { secret, person })
    }

    /// The session of a secret.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn session(&self, secret: &str, now: Timestamp) -> Result<Result<Session, Ended>, PeopleError> {
        let Some(digest) = digest(secret) else { return Ok(Err(Ended::Over)) };
        let connection = self.reading();
        let mut one = connection.prepare_cached(&format!(
            "SELECT {} JOIN session s ON s.user = u.id WHERE s.digest = ?1",
            COLUMNS.replacen("d.valid_until\n", "d.valid_until, s.how, s.made, s.seen, s.ended, s.wipe\n", 1)
        ))?;
        let found = one
            .query_row([digest.as_bytes()], |row| {
                let how: String = row.get(15)?;
                let (made, seen): (i64, i64) = (row.get(16)?, row.get(17)?);
                let (ended, wipe): (Option<i64>, bool) = (row.get(18)?, row.get(19)?);
                Ok((person(row)?, How::of(&how), made, seen, ended, wipe))
            })
            .optional()?;
        let Some((person, how, made, seen, ended, wipe)) = found else { return Ok(Err(Ended::Over)) };
        if wipe {
            return Ok(Err(Ended::Wipe));
        }
        let ms = |life: std::time::Duration| i64::try_from(life.as_millis()).unwrap_or(i64::MAX);
        let now = now.as_millisecond();
        let over = now - made >= ms(self.lives.absolute) || now - seen >= ms(self.lives.idle);
        if over || ended.is_some() || !person.active {
            return Ok(Err(Ended::Over));
        }
        Ok(Ok(Session { digest, person, how, stale: now - seen >= SEEN_EVERY_MS }))
    }

    /// Writes down that a session is used.
    ///
    /// # Errors
    /// When the tables cannot be written.
    pub fn touch(&self, session: &Digest, now: Timestamp) -> Result<(), PeopleError> {
        self.writing(|tables| {
            tables.execute(
                "UPDATE session SET seen = max(seen, ?2) WHERE digest = ?1",
                params![session.as_bytes(), now.as_millisecond()],
            )?;
            Ok(())
        })
    }

    /// Ends one session.
    ///
    /// # Errors
    /// When the tables cannot be written.
    pub fn end_session(&self, session: &Digest, now: Timestamp) -> Result<(), PeopleError> {
        self.writing(|tables| {
            tables.execute(
                "UPDATE session SET ended = ifnull(ended, ?2) WHERE digest = ?1",
                params![session.as_bytes(), now.as_millisecond()],
            )?;
            Ok(())
        })
    }
}
