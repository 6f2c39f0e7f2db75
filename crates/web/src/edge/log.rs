//! The access log: method, route, status, time and size. No address of who asks, no query, no tile, no code of an area, no
//! body: the route is the form of the path, not the path.

use axum::body::HttpBody as _;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use schouw_node::stopwatch::Timer;

use crate::state::App;

/// What stands in the log for paths that no route has: the app and its files.
const APP: &str = "app";

/// Writes a line for each request, and counts it.
pub async fn log(State(app): State<App>, request: Request, next: Next) -> Response {
    let timer = Timer::start();
    let method = word(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let route = route.as_ref().map_or(APP, MatchedPath::as_str);
    // such a question is answered further out
    let options = method == "OPTIONS" && response.status() == StatusCode::METHOD_NOT_ALLOWED;
    let status = if options { StatusCode::NO_CONTENT } else { response.status() }.as_u16();
    let took = timer.took();
    app.metrics().answered(method, route, status, took);
    // before it is compressed
    let bytes = response.body().size_hint().exact();
    let ms = (took.as_secs_f64() * 1e6).round() / 1e3;
    tracing::info!(target: "schouw::access", method, route, status, ms, bytes);
    response
}

/// A method as a word that who asks cannot choose.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}
