//! The tables of people, and how older ones are brought up.

use rusqlite::Connection;

use super::PeopleError;

/// Version of the tables.
pub(super) const VERSION: i64 = 1;

/// What each version adds.
const STEPS: [&str; 1] = ["
CREATE TABLE organisation (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL
) STRICT;
CREATE TABLE team (
    organisation TEXT NOT NULL REFERENCES organisation,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (organisation, id)
) STRICT;
CREATE TABLE user (
    id BLOB PRIMARY KEY,
    organisation TEXT NOT NULL REFERENCES organisation,
    team TEXT,
    login TEXT UNIQUE,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    active INTEGER NOT NULL,
    demo INTEGER NOT NULL,
    made INTEGER NOT NULL,
    reviewed INTEGER NOT NULL,
    FOREIGN KEY (organisation, team) REFERENCES team (organisation, id)
) STRICT;
CREATE INDEX user_organisation ON user (organisation);
CREATE TABLE deed (
    user BLOB PRIMARY KEY REFERENCES user ON DELETE CASCADE,
    domain TEXT NOT NULL,
    territory TEXT NOT NULL,
    articles TEXT NOT NULL,
    means TEXT NOT NULL,
    valid_until TEXT NOT NULL
) STRICT;
CREATE TABLE password (
    user BLOB PRIMARY KEY REFERENCES user ON DELETE CASCADE,
    salt BLOB NOT NULL,
    hash BLOB NOT NULL,
    memory_kib INTEGER NOT NULL,
    passes INTEGER NOT NULL,
    lanes INTEGER NOT NULL,
    changed INTEGER NOT NULL
) STRICT;
CREATE TABLE totp (
    user BLOB PRIMARY KEY REFERENCES user ON DELETE CASCADE,
    sealed BLOB NOT NULL,
    last_step INTEGER NOT NULL
) STRICT;
CREATE TABLE identity (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user BLOB NOT NULL REFERENCES user ON DELETE CASCADE,
    PRIMARY KEY (issuer, subject)
) STRICT;
CREATE TABLE session (
    digest BLOB PRIMARY KEY,
    user BLOB NOT NULL REFERENCES user ON DELETE CASCADE,
    how TEXT NOT NULL,
    made INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    ended INTEGER,
    wipe INTEGER NOT NULL
) STRICT;
CREATE INDEX session_user ON session (user);
CREATE TABLE attempt (
    login BLOB PRIMARY KEY,
    failures INTEGER NOT NULL,
    last INTEGER NOT NULL
) STRICT;
"];

/// Brings the tables to the present version.
pub(super) fn bring_up(connection: &mut Connection) -> Result<(), PeopleError> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let found: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > VERSION {
        return Err(PeopleError::Newer(found));
    }
    for step in STEPS.iter().skip(usize::try_from(found).unwrap_or(0)) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(())
}
