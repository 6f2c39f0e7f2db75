//! Failed attempts: after some of them an account waits, longer each time. A login that is not there waits just so.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::{People, PeopleError};

/// Failures that cost nothing.
const FREE: u32 = 5;
/// Wait after the first failure that is not free, in milliseconds; it doubles with each.
const WAIT_MS: i64 = 30_000;
/// Longest wait, in milliseconds: somebody else's attempts do not shut an account for a day.
const WAIT_MAX_MS: i64 = 15 * 60_000;
/// Failures are forgotten after so long without one, in milliseconds.
const FORGOTTEN_MS: i64 = 24 * 3_600_000;
/// Logins whose failures are kept: whoever tries millions of them fills no disk.
const LOGINS_MAX: i64 = 100_000;

/// How long to wait after so many failures, in milliseconds.
fn wait(failures: u32) -> i64 {
    match failures.checked_sub(FREE) {
        None => 0,
        Some(more) => WAIT_MS.saturating_mul(1 << more.min(20)).min(WAIT_MAX_MS),
    }
}

impl People {
    /// Whether a login has to wait.
    pub(super) fn waits(&self, login: &str, now: Timestamp) -> Result<bool, PeopleError> {
        let connection = self.reading();
        let mut one = connection.prepare_cached("SELECT failures, last FROM attempt WHERE login = ?1")?;
        let found: Option<(u32, i64)> =
            one.query_row([self.key.name(login)], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        Ok(found.is_some_and(|(failures, last)| now.as_millisecond() < last + wait(failures)))
    }

    /// Counts a failure.
    pub(super) fn failed(&self, login: &str, now: Timestamp) -> Result<(), PeopleError> {
        let (name, at) = (self.key.name(login), now.as_millisecond());
        self.writing(|tables| {
            tables.execute("DELETE FROM attempt WHERE last < ?1", [at - FORGOTTEN_MS])?;
            tables.execute(
                "DELETE FROM attempt WHERE login IN (SELECT login FROM attempt ORDER BY last DESC LIMIT -1 OFFSET ?1)",
                [LOGINS_MAX],
            )?;
            tables.execute(
                "INSERT INTO attempt (login, failures, last) VALUES (?1, 1, ?2)
                 ON CONFLICT (login) DO UPDATE SET failures = failures + 1, last = excluded.last",
                params![name, at],
            )?;
            Ok(())
        })
    }

    /// Forgets the failures of a login.
    pub(super) fn succeeded(&self, login: &str) -> Result<(), PeopleError> {
        let name = self.key.name(login);
        self.writing(|tables| {
            tables.execute("DELETE FROM attempt WHERE login = ?1", [name])?;
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_and_has_an_end() {
        for (failures, seconds) in [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (10, 900), (400, 900)] {
            assert_eq!(wait(failures), seconds * 1_000, "{failures}");
        }
    }
}
