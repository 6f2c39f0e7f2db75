//! Signing in at the organisation's own provider (OpenID Connect): going there, and coming back.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, COOKIE, HeaderValue, LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse as _;
use axum::routing::get;
use schouw_node::logs::{Activity, Handling};
use schouw_node::people::How;
use schouw_node::people::oidc::{Came, OidcError, Provider};
use tokio::runtime::Handle;

use crate::answer::Keep;
use crate::ask::Query;
use crate::edge::{BaseUrl, client_address, is_secure};
use crate::problem::Problem;
use crate::session::{secret, set};
use crate::state::App;

/// Where these addresses begin.
const PATH: &str = "/aanmelden/oidc";
/// Name of the cookie with the state, over TLS and without.
const STATES: [&str; 2] = ["schouw-heen", "__Secure-schouw-heen"];
/// Seconds that the cookie lives.
const STATE_S: u32 = 600;
/// Longest code, state or issuer that is taken, in characters.
const PARAMETER_CHARS_MAX: usize = 2_048;

/// The routes.
pub fn routes() -> Router<App> {
    Router::new().route("/aanmelden/oidc/{id}", get(go)).route("/aanmelden/oidc/{id}/terug", get(back))
}

fn provider(app: &App, id: &str) -> Result<Arc<Provider>, Problem> {
    let found = app.office()?.providers.iter().find(|one| one.settings().id == id);
    found.cloned().ok_or_else(|| Problem::not_found("Hier kun je zo niet inloggen."))
}

/// Takes somebody to another address; nobody keeps that.
fn to(address: &str, cookies: &[String]) -> Result<Response<Body>, Problem> {
    let mut response = StatusCode::SEE_OTHER.into_response();
    let headers = response.headers_mut();
    headers.insert(LOCATION, HeaderValue::from_str(address).map_err(|_| Problem::broken())?);
    headers.insert(CACHE_CONTROL, Keep::Never.value());
    for cookie in cookies {
        headers.append(SET_COOKIE, HeaderValue::from_str(cookie).map_err(|_| Problem::broken())?);
    }
    Ok(response)
}

/// The cookie that ties the way there to the way back. It must come along from the provider's page, so it is lax.
fn state_cookie(state: &str, seconds: u32, tls: bool) -> String {
    let secure = if tls { "; Secure" } else { "" };
    let name = STATES[usize::from(tls)];
    format!("{name}={state}; Path={PATH}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}

fn state_of(headers: &HeaderMap, tls: bool) -> Option<String> {
    let lists = headers.get_all(COOKIE).iter().filter_map(|list| list.to_str().ok());
    let mut pairs = lists.flat_map(|list| list.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == STATES[usize::from(tls)]).map(|(_, state)| state.to_owned())
}

async fn go(
    State(app): State<App>,
    Path(id): Path<String>,
    base: BaseUrl,
    parts: Parts,
) -> Result<Response<Body>, Problem> {
    let provider = provider(&app, &id)?;
    if let Some(address) = client_address(&parts, &app) {
        app.sign_ins().take(address, app.now()).map_err(Problem::too_many)?;
    }
    let redirect = format!("{}{PATH}/{id}/terug", base.0);
    let (runtime, now) = (Handle::current(), app.now());
    // on a thread that may wait: two that come at once share what the provider says of itself
    let begin = move || runtime.block_on(provider.begin(&redirect, now));
    let begun = tokio::task::spawn_blocking(begin).await.map_err(|_| Problem::broken())?;
    let begun = begun.map_err(|error| refused(&error))?;
    to(&begun.address, &[state_cookie(&begun.state, STATE_S, is_secure(&parts, &app))])
}

async fn back(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(mut query): Query,
    parts: Parts,
) -> Result<Response<Body>, Problem> {
    let (provider, office, now) = (provider(&app, &id)?, app.office()?.clone(), app.now());
    let tls = is_secure(&parts, &app);
    let mut told = |name| query.text(name, PARAMETER_CHARS_MAX);
    // what else a provider says is passed over, as RFC 6749 wants
    let (state, code, issuer) = (told("state"), told("code"), told("iss"));
    let cookie = state_of(&parts.headers, tls);
    let (Some(state), Some(code), Some(cookie)) = (state, code, cookie) else {
        return Err(Problem::wrong_sign_in());
    };
    let came = Came { state, cookie, code, issuer };
    let (runtime, people) = (Handle::current(), office.people.clone());
    // on a thread that may wait: users are looked up on the way
    let finish = move || runtime.block_on(provider.finish(&people, &came, now));
    let person = tokio::task::spawn_blocking(finish).await.map_err(|_| Problem::broken())?;
    let person = person.map_err(|error| refused(&error))?;
    let before = secret(&parts.headers, tls);
    let people = office.people.clone();
    let begin = move || people.begin_session(person.user, How::Oidc, before.as_deref(), now);
    let session = tokio::task::spawn_blocking(begin).await.map_err(|_| Problem::broken())?;
    let session = session.map_err(|error| app.broke(&error))?;
    let handling =
        Handling::named(&session.person.actor(), "sign_in", now).processing(Activity::Accounts, None);
    office.logs.write(handling).await.map_err(|_| Problem::not_logged())?;
    let mut response = to("/", &[state_cookie("", 0, tls)])?;
    response.headers_mut().extend(set(&session.secret, tls).map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}

/// What is told is only that it failed; why goes to the log of the server, without code or account.
fn refused(error: &OidcError) -> Problem {
    tracing::warn!(target: "schouw::people", %error, "signing in elsewhere failed");
    match error {
        OidcError::Refused(_) | OidcError::Unknown => Problem::wrong_sign_in(),
        OidcError::Provider(_) => Problem::too_slow(false),
        OidcError::People(_) => Problem::broken(),
    }
}
