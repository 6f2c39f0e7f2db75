//! Headers of every answer: the version of the API, and what a browser may do with it.

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

use schouw_picture::overview::BaseMapItem;

use super::base_url::is_secure;
use crate::state::App;

/// The full version of the API.
pub const API_VERSION: &str = "1.0.0";
const API_VERSION_NAME: HeaderName = HeaderName::from_static("api-version");
const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const OPENER_POLICY: HeaderName = HeaderName::from_static("cross-origin-opener-policy");

/// What an answer that is no page may load: nothing.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// A year, which is what HSTS asks for.
const ONLY_TLS: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");
/// Position, for `Hier`, and nothing else.
const ONLY_POSITION: HeaderValue = HeaderValue::from_static(
    "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()",
);

/// Puts the headers on; what a handler said itself stands.
pub async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let tls = is_secure(&parts, &app);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    let policy = policy(&response, &app);
    let headers = response.headers_mut();
    headers.insert(API_VERSION_NAME, HeaderValue::from_static(API_VERSION));
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
        (PERMISSIONS_POLICY, ONLY_POSITION),
        (OPENER_POLICY, HeaderValue::from_static("same-origin")),
    ] {
        headers.entry(name).or_insert(value);
    }
    if let Some(policy) = policy {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    if tls {
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(ONLY_TLS);
    }
    response
}

/// What a browser may load on account of an answer. A script may be a worker, and a worker goes by the policy of its own
/// file; "not modified" says nothing, since a browser would put it over the policy that it has.
fn policy(response: &Response, app: &App) -> Option<HeaderValue> {
    if response.status() == StatusCode::NOT_MODIFIED {
        return None;
    }
    let runs = response.headers().get(CONTENT_TYPE).is_some_and(|kind| {
        [b"text/html".as_slice(), b"text/javascript"].iter().any(|start| kind.as_bytes().starts_with(start))
    });
    Some(if runs { for_page(app) } else { NOTHING })
}

/// What the app may load: itself, and the map under ours when one is configured.
fn for_page(app: &App) -> HeaderValue {
    let map = app.settings().base_map.as_ref().and_then(origin).map(|origin| format!(" {origin}"));
    let map = map.unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:{map}; \
         connect-src 'self'{map}; worker-src 'self' blob:; font-src 'self'; manifest-src 'self'; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&policy).unwrap_or(NOTHING)
}

/// Scheme and host of the map under ours.
fn origin(map: &BaseMapItem) -> Option<String> {
    let (scheme, rest) = map.url.split_once("://")?;
    let host = rest.split('/').next()?;
    Some(format!("{scheme}://{host}"))
}
