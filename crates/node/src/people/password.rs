//! Passwords by argon2id, with the parameters that OWASP gives (19 MiB, 2 passes, 1 lane).

use argon2::{Algorithm, Argon2, Params, Version};
use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};
use schouw_base::UserId;

use super::users::{end_all, not_there};
use super::{People, PeopleError, key};

/// Memory that one password takes, in KiB.
const MEMORY_KIB: u32 = 19_456;
/// Passes over that memory.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;
/// Bytes of a salt.
const SALT_BYTES: usize = 16;
/// Bytes of a hash.
const HASH_BYTES: usize = 32;
/// Shortest password, in characters.
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Longest password, in bytes.
pub(super) const PASSWORD_BYTES_MAX: usize = 256;
/// Passwords that everybody tries first, as parts that do not count for the length.
const WORN: [&str; 12] = [
    "wachtwoord",
    "welkom",
    "password",
    "gemeente",
    "politie",
    "schouw",
    "qwerty",
    "azerty",
    "zomer",
    "winter",
    "12345678",
    "geheim",
];

/// A password as it is stored.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    salt: Vec<u8>,
    hash: Vec<u8>,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
}

impl Stored {
    /// What is worked out for a user that is not there, so that it takes as long.
    pub(super) fn nobody() -> Self {
        Self {
            salt: vec![0; SALT_BYTES],
            hash: vec![0; HASH_BYTES],
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            lanes: LANES,
        }
    }

    fn make(password: &str) -> Result<Self, PeopleError> {
        let salt: [u8; SALT_BYTES] = key::random()?;
        let mut stored = Self { salt: salt.to_vec(), ..Self::nobody() };
        stored.hash = stored.work_out(password)?;
        Ok(stored)
    }

    fn work_out(&self, password: &str) -> Result<Vec<u8>, PeopleError> {
        let wrong = |_| PeopleError::Secret("a password cannot be worked out with these parameters");
        let params =
            Params::new(self.memory_kib, self.passes, self.lanes, Some(HASH_BYTES)).map_err(wrong)?;
        let mut hash = vec![0; HASH_BYTES];
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(password.as_bytes(), &self.salt, &mut hash)
            .map_err(wrong)?;
        Ok(hash)
    }

    /// Whether this is the password. Takes tens of milliseconds of a processor.
    pub(super) fn is(&self, password: &str) -> Result<bool, PeopleError> {
        Ok(key::same(&self.work_out(password)?, &self.hash))
    }
}

/// Refuses a password that is guessed soon.
fn strong(password: &str, login: &str) -> Result<(), PeopleError> {
    let lower = password.to_lowercase();
    let mut left = lower.clone();
    for worn in WORN.iter().copied().chain([login].into_iter().filter(|login| login.len() > 2)) {
        left = left.replace(worn, "");
    }
    let different: std::collections::BTreeSet<char> = left.chars().collect();
    let why = if password.len() > PASSWORD_BYTES_MAX {
        format!("a password has at most {PASSWORD_BYTES_MAX} bytes")
    } else if password.chars().count() < PASSWORD_CHARS_MIN {
        format!("a password has at least {PASSWORD_CHARS_MIN} characters; a sentence is easy to remember")
    } else if left.chars().count() < PASSWORD_CHARS_MIN / 2 || different.len() < PASSWORD_CHARS_MIN / 2 {
        "this password is guessed soon: take a sentence of your own, without the login and worn words"
            .to_owned()
    } else {
        return Ok(());
    };
    Err(PeopleError::Refused(why))
}

impl People {
    /// Gives a local account a password. The sessions that there are end.
    ///
    /// # Errors
    /// When the user has no login, or the password is too short, too long or guessed soon.
    pub fn set_password(&self, user: UserId, password: &str, now: Timestamp) -> Result<(), PeopleError> {
        let login = self.user(user)?.ok_or_else(not_there)?.login;
        let login = login.ok_or_else(|| {
            PeopleError::Refused("this user signs in elsewhere and has no login for a password".into())
        })?;
        strong(password, &login)?;
        let stored = Stored::make(password)?;
        self.writing(|tables| {
            tables.execute(
                "INSERT OR REPLACE INTO password (user, salt, hash, memory_kib, passes, lanes, changed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                params![
                    user.0.as_bytes(),
                    stored.salt,
                    stored.hash,
                    stored.memory_kib,
                    stored.passes,
                    stored.lanes,
                    now.as_millisecond(),
                ],
            )?;
            end_all(tables, user, false, now)
        })
    }

    /// Whether any account signs in with a password.
    ///
    /// # Errors
    /// When the tables cannot be read.
    pub fn has_passwords(&self) -> Result<bool, PeopleError> {
        Ok(self.reading().query_row("SELECT EXISTS (SELECT 1 FROM password)", [], |row| row.get(0))?)
    }

    pub(super) fn password(&self, user: UserId) -> Result<Option<Stored>, PeopleError> {
        let connection = self.reading();
        let mut one = connection
            .prepare_cached("SELECT salt, hash, memory_kib, passes, lanes FROM password WHERE user = ?1")?;
        let stored = one.query_row([user.0.as_bytes()], |row| {
            Ok(Stored {
                salt: row.get(0)?,
                hash: row.get(1)?,
                memory_kib: row.get(2)?,
                passes: row.get(3)?,
                lanes: row.get(4)?,
            })
        });
        Ok(stored.optional()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_enough_and_not_the_first_that_is_tried() {
        let check = |password: &str, good: bool| {
            assert_eq!(strong(password, "p.dijk").is_ok(), good, "{password}");
        };
        check("de reiger staat op de kade", true);
        check("k8-Wilg.Sluis", true);
        check("kort", false);
        check("wachtwoord12345", false);
        check("Welkom2026!!", false);
        check("aaaaaaaaaaaaaaaa", false);
        check("p.dijkp.dijk1", false);
        check(&"reiger op de kade ".repeat(20), false);
    }

    #[test]
    fn only_the_same_password_is_the_password() {
        let stored = Stored::make("de reiger staat op de kade").unwrap();
        assert!(stored.is("de reiger staat op de kade").unwrap());
        assert!(!stored.is("de reiger staat op de kadE").unwrap());
        assert!(!Stored::nobody().is("").unwrap());
    }

    #[test]
    fn the_hash_is_that_of_argon2id() {
        // reference implementation: echo -n password | argon2 somesaltsomesalt -id -k 19456 -t 2 -p 1 -l 32
        let stored = Stored { salt: b"somesaltsomesalt".to_vec(), ..Stored::nobody() };
        let hash = stored.work_out("password").unwrap();
        assert_eq!(hash.len(), HASH_BYTES);
        assert_ne!(hash, Stored::nobody().work_out("password").unwrap(), "the salt counts");
    }
}
