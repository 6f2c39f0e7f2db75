//! The extractor that only who signed in gets past.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::header::HeaderName;
use axum::http::request::Parts;
use schouw_base::Actor;
use schouw_node::people::{Ended, Person, Session};

use super::{cookie, origin, token};
use crate::edge::{BaseUrl, is_secure};
use crate::problem::Problem;
use crate::state::App;

/// The header with the token of the session.
pub const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrf-token");

/// Who asks, when somebody signed in. What changes something has been checked to come from a page of ours.
pub struct SignedIn {
    /// for whom, who, as what
    pub actor: Actor,
    /// more about who
    pub person: Person,
    /// the session
    pub session: Session,
    /// the token that a page sends with what changes something
    pub csrf: String,
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let office = app.office()?;
        let tls = is_secure(parts, app);
        let secret = cookie::secret(&parts.headers, tls).ok_or_else(|| no_session(Ended::Over))?;
        let found = office.people.session(&secret, app.now()).map_err(|error| app.broke(&error))?;
        let session = found.map_err(no_session)?;
        let csrf = token::csrf_token(&secret);
        if !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
            let base = BaseUrl::from_request_parts(parts, app).await?;
            let sent = parts.headers.get(CSRF_HEADER).and_then(|sent| sent.to_str().ok()).unwrap_or_default();
            if !origin::same_site(parts, &base) || !token::same(sent, &csrf) {
                return Err(Problem::elsewhere());
            }
        }
        if session.stale {
            let (people, digest, now) = (office.people.clone(), session.digest, app.now());
            // who asks does not wait for it
            tokio::task::spawn_blocking(move || {
                if let Err(error) = people.touch(&digest, now) {
                    tracing::warn!(target: "schouw::people", %error, "the use of a session was not written down");
                }
            });
        }
        Ok(Self { actor: session.person.actor(), person: session.person.clone(), session, csrf })
    }
}

/// The problem of who did not sign in (401); of a phone that was lost it says that it throws away what it holds.
#[must_use]
pub fn no_session(ended: Ended) -> Problem {
    let problem = Problem::not_signed_in();
    if ended == Ended::Wipe { problem.with_extra("wissen", true.into()) } else { problem }
}
