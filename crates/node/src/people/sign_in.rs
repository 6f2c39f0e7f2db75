//! Signing in with a password and a code. Whoever fails learns only that it failed: not whether the login is there, the
//! password was right, the code was right, or the account waits; and it takes as long.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use jiff::Timestamp;

use super::password::{PASSWORD_BYTES_MAX, Stored};
use super::sessions::{How, NewSession};
use super::users::login;
use super::{People, PeopleError};

/// Attempts that wait until a password can be worked out; more are turned away.
const WAITING_MAX: usize = 32;

/// What somebody typed.
pub struct LocalAttempt {
    /// the login
    pub login: String,
    /// the password
    pub password: String,
    /// the code of the authenticator app
    pub code: String,
    /// the secret of the session that the browser has, which ends
    pub before: Option<String>,
}

/// Why nobody signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// login, password or code is wrong, or the account waits or is blocked
    #[error("login, password or code is wrong")]
    Wrong,
    /// too many are signing in
    #[error("too many are signing in at this moment")]
    Busy,
    /// the world
    #[error(transparent)]
    People(#[from] PeopleError),
}

impl People {
    /// Signs somebody in with login, password and code. The password is worked out on a thread of its own, two at the
    /// same time.
    ///
    /// # Errors
    /// [`SignInError::Wrong`] for everything that who asks could have typed better.
    pub async fn sign_in(
        self: Arc<Self>,
        attempt: LocalAttempt,
        now: Timestamp,
    ) -> Result<NewSession, SignInError> {
        if self.waiting.fetch_add(1, Ordering::Relaxed) >= WAITING_MAX {
            self.waiting.fetch_sub(1, Ordering::Relaxed);
            return Err(SignInError::Busy);
        }
        let permit = self.hashing.acquire().await;
        self.waiting.fetch_sub(1, Ordering::Relaxed);
        let Ok(_permit) = permit else { return Err(SignInError::Busy) };
        let people = Arc::clone(&self);
        let job = tokio::task::spawn_blocking(move || people.sign_in_now(&attempt, now));
        job.await.unwrap_or(Err(SignInError::Busy))
    }

    fn sign_in_now(&self, attempt: &LocalAttempt, now: Timestamp) -> Result<NewSession, SignInError> {
        // what cannot be a login is treated as one that is not there
        let name = login(&attempt.login).unwrap_or_default();
        let waits = self.waits(&name, now)?;
        let person = self.user_of_login(&name)?.filter(|person| person.active);
        let user = person.as_ref().map(|person| person.user);
        let stored = user.map(|user| self.password(user)).transpose()?.flatten();
        let known = stored.is_some();
        let typed = if attempt.password.len() <= PASSWORD_BYTES_MAX { attempt.password.as_str() } else { "" };
        let right = stored.unwrap_or_else(Stored::nobody).is(typed)?;
        let step = self.totp_step(user, &attempt.code, now)?;
        let good = user.filter(|_| known && right && !waits).zip(step);
        // a code counts once, also when two sign in with it in the same moment
        let good = match good {
            Some((user, step)) if self.use_step(user, step)? => Some(user),
            _ => None,
        };
        let Some(user) = good else {
            // who waits is not made to wait longer by trying: that would let others keep an account shut
            if !waits {
                self.failed(&name, now)?;
            }
            return Err(SignInError::Wrong);
        };
        self.succeeded(&name)?;
        Ok(self.begin_session(user, How::Local, attempt.before.as_deref(), now)?)
    }
}
