//! What every request passes: the access log, limits, headers, and answers to methods that an address does not have.

mod base_url;
mod compress;
mod headers;
mod log;
mod methods;
mod time;

pub use base_url::{BaseUrl, Peer, client_address, is_secure};
pub use compress::is_text;
pub use headers::{API_VERSION, secure};
pub use log::log;
pub use methods::{ADDRESS_BYTES_MAX, methods, short};
pub use time::in_time;

use std::any::Any;

use axum::body::Body;
use axum::http::Response;
use axum::response::IntoResponse as _;

use crate::problem::Problem;

/// The answer when a handler panicked: the others go on. What the panic said may hold what was asked, so it is not told.
#[must_use]
pub fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    tracing::error!(target: "schouw::server", "a handler panicked");
    Problem::broken().into_response()
}
