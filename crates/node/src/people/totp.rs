//! Codes of an authenticator app (RFC 6238, HMAC-SHA-1, 6 digits, 30 seconds), each good for once.

use jiff::Timestamp;
use ring::hmac;
use rusqlite::{OptionalExtension as _, params};
use schouw_base::UserId;

use super::users::{end_all, not_there};
use super::{People, PeopleError, key};

/// Bytes of a secret: those of the hash, as RFC 4226 wants.
const SECRET_BYTES: usize = 20;
/// Seconds that a code holds.
const STEP_S: i64 = 30;
/// Codes before and after the present one that are taken: clocks differ.
const DRIFT_STEPS: i64 = 1;
/// Codes are below this.
const CODES: u32 = 1_000_000;

/// The code of a step.
fn code(secret: &[u8], step: i64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let mac = hmac::sign(&key, &step.to_be_bytes());
    let bytes = mac.as_ref();
    let at = bytes.last().map_or(0, |last| usize::from(last & 0x0f));
    let word = bytes.iter().skip(at).take(4).fold(0_u32, |word, byte| (word << 8) | u32::from(*byte));
    (word & 0x7fff_ffff) % CODES
}

/// The code that an authenticator shows at a moment; for tests and for the demo of signing in.
#[must_use]
pub fn code_at(secret: &[u8], now: Timestamp) -> String {
    format!("{:06}", code(secret, now.as_second().div_euclid(STEP_S)))
}

/// The step of which this is the code, when it is one of those that are taken now.
fn step_of(secret: &[u8], typed: &str, now: Timestamp) -> Option<i64> {
    let typed: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
    let digits = typed.len() == 6 && typed.bytes().all(|byte| byte.is_ascii_digit());
    let present = now.as_second().div_euclid(STEP_S);
    // every code is worked out, whichever fits
    let found = (-DRIFT_STEPS..=DRIFT_STEPS).fold(None, |found, drift| {
        let step = present + drift;
        let right = format!("{:06}", code(secret, step));
        if key::same(right.as_bytes(), typed.as_bytes()) { Some(step) } else { found }
    });
    found.filter(|_| digits)
}

/// Base32 of RFC 4648 without padding, as authenticator apps read it.
fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for chunk in bytes.chunks(5) {
        let mut five = [0_u8; 5];
        five.iter_mut().zip(chunk).for_each(|(to, from)| *to = *from);
        let word = five.iter().fold(0_u64, |word, byte| (word << 8) | u64::from(*byte));
        let letters = (chunk.len() * 8).div_ceil(5);
        for place in 0..letters {
            let index = (word >> (35 - 5 * place)) & 31;
            text.extend(LETTERS.get(usize::try_from(index).unwrap_or(0)).map(|letter| char::from(*letter)));
        }
    }
    text
}

/// A new secret, as its bytes and as the address that an authenticator app reads.
pub struct Enrolled {
    /// the bytes
    pub secret: Vec<u8>,
    /// `otpauth://totp/…`
    pub address: String,
}

impl People {
    /// Gives an account a new secret for codes; the old one ends, as do the sessions.
    ///
    /// # Errors
    /// When the user has no login.
    pub fn enrol_totp(&self, user: UserId, now: Timestamp) -> Result<Enrolled, PeopleError> {
        let login = self.user(user)?.ok_or_else(not_there)?.login;
        let login = login.ok_or_else(|| {
            PeopleError::Refused("this user signs in elsewhere and has no login for a code".into())
        })?;
        let secret: [u8; SECRET_BYTES] = key::random()?;
        let sealed = self.key.seal(&secret, user.0.as_bytes())?;
        self.writing(|tables| {
            tables.execute(
                "INSERT OR REPLACE INTO totp (user, sealed, last_step) VALUES (?1, ?2, 0)",
                params![user.0.as_bytes(), sealed],
            )?;
            end_all(tables, user, false, now)
        })?;
        let label = percent_encoding::utf8_percent_encode(&login, percent_encoding::NON_ALPHANUMERIC);
        let address = format!("otpauth://totp/Schouw:{label}?secret={}&issuer=Schouw", base32(&secret));
        Ok(Enrolled { secret: secret.to_vec(), address })
    }

    /// The step of a typed code, when it is right and was not used before; without a secret it takes as long and is no.
    pub(super) fn totp_step(
        &self,
        user: Option<UserId>,
        typed: &str,
        now: Timestamp,
    ) -> Result<Option<i64>, PeopleError> {
        let stored: Option<(Vec<u8>, i64)> = {
            let connection = self.reading();
            let mut one = connection.prepare_cached("SELECT sealed, last_step FROM totp WHERE user = ?1")?;
            let id = user.unwrap_or(UserId(uuid::Uuid::nil()));
            one.query_row([id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?
        };
        match (user, stored) {
            (Some(user), Some((sealed, last))) => {
                let secret = self.key.open(&sealed, user.0.as_bytes())?;
                Ok(step_of(&secret, typed, now).filter(|step| *step > last))
            }
            _ => {
                let _ = step_of(&[0; SECRET_BYTES], typed, now);
                Ok(None)
            }
        }
    }

    /// Uses a step up; no when somebody else was first.
    pub(super) fn use_step(&self, user: UserId, step: i64) -> Result<bool, PeopleError> {
        self.writing(|tables| {
            let changed = tables.execute(
                "UPDATE totp SET last_step = ?2 WHERE user = ?1 AND last_step < ?2",
                params![user.0.as_bytes(), step],
            )?;
            Ok(changed == 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // appendix B, the last six of eight digits
        for (second, expected) in [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (2_000_000_000, 279_037),
            (20_000_000_000_i64, 353_130),
        ] {
            assert_eq!(code(b"12345678901234567890", second / STEP_S), expected, "{second}");
        }
    }

    #[test]
    fn base32_is_that_of_rfc_4648() {
        for (text, expected) in
            [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foobar", "MZXW6YTBOI")]
        {
            assert_eq!(base32(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn a_clock_may_be_half_a_minute_off_and_no_more() {
        let secret = b"12345678901234567890";
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let typed = code_at(secret, at(1_000_000_000));
        for (second, good) in
            [(1_000_000_000, true), (1_000_000_030, true), (999_999_970, true), (1_000_000_090, false)]
        {
            assert_eq!(step_of(secret, &typed, at(second)).is_some(), good, "{second}");
        }
        for wrong in ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"] {
            assert_eq!(step_of(secret, wrong, at(1_000_000_000)), None, "{wrong}");
        }
    }
}
