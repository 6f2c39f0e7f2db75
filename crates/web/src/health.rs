//! Is it well: for who runs it, and for what restarts it.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::HeaderValue;
use axum::http::{Response, StatusCode};
use jiff::Timestamp;
use serde::Serialize;

use crate::answer::{Keep, json, respond};
use crate::ask::NoQuery;
use crate::problem::Problem;
use crate::state::App;

/// Media type of the counters.
const OPENMETRICS: HeaderValue =
    HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");

/// How it is.
#[derive(Debug, Serialize)]
struct Health {
    /// `ok`, `degraded` (an older snapshot answers, or one without a map) or `no_snapshot`
    status: &'static str,
    /// version of the program
    version: &'static str,
    /// digest of the snapshot in service
    snapshot: Option<String>,
    /// when that was made
    made: Option<Timestamp>,
    /// what is wrong, and what to do
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// since when
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Timestamp>,
}

/// `GET /health`: 200 as long as there are answers, 503 when there is no snapshot.
pub async fn health(State(app): State<App>, _: NoQuery) -> Result<Response<Body>, Problem> {
    let (serving, trouble) = (app.service().current(), app.service().trouble());
    let no_map = serving.as_ref().and_then(|serving| serving.tiles_trouble());
    let status = match (&serving, trouble.is_some() || no_map.is_some()) {
        (Some(_), false) => "ok",
        (Some(_), true) => "degraded",
        (None, _) => "no_snapshot",
    };
    let health = Health {
        status,
        version: env!("CARGO_PKG_VERSION"),
        snapshot: serving.as_ref().map(|serving| serving.digest().to_owned()),
        made: serving.as_ref().map(|serving| serving.manifest().created),
        why: trouble.as_ref().map(|trouble| trouble.why.clone()).or(no_map),
        since: trouble.as_ref().map(|trouble| trouble.since),
    };
    let mut response = json(&health)?;
    if serving.is_none() {
        *response.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    }
    Ok(response)
}

/// `GET /metrics`: the counters, for Prometheus.
pub async fn metrics(State(app): State<App>, _: NoQuery) -> Result<Response<Body>, Problem> {
    if !app.settings().metrics {
        return Err(Problem::not_found("De tellers staan uit; de beheerder kan ze aanzetten."));
    }
    let (serving, now) = (app.service().current(), app.now());
    let well = serving.as_ref().is_some_and(|serving| serving.tiles_trouble().is_none());
    let degraded = !well || app.service().trouble().is_some();
    let age = serving.map(|serving| (now.as_second() - serving.manifest().created.as_second()) as f64);
    let text = app.metrics().text(degraded, age);
    Ok(respond(text.into(), OPENMETRICS, Keep::Never))
}
