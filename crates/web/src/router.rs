//! Every address, and the layers that every request passes.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Response, Uri};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse as _;
use axum::routing::get;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeFile;

use crate::problem::Problem;
use crate::state::App;
use crate::{api, edge, elsewhere, health, ogc, pages, tiles};

/// Where the file of the map under ours is, when there is one.
pub const BASE_MAP_PATH: &str = "/ondergrond.pmtiles";

/// How hard an answer is compressed, from 1 to 9: beyond it costs more time than it saves on the way.
const COMPRESSION: i32 = 4;

/// First parts of paths that are never the app: what is not there is a problem, not a page.
const PROGRAMS: [&str; 6] = ["/v1", "/ogc", "/tegels", "/health", "/metrics", "/catalogus.ttl"];

/// The whole server as one service.
pub fn router(app: App) -> Router {
    let mut all = Router::new()
        .merge(api::routes())
        .merge(api::catalogue_file())
        .merge(elsewhere::routes())
        .merge(ogc::routes())
        .merge(tiles::routes());
    if let Some(file) = &app.settings().base_map_file {
        // parts of it are asked for by Range
        all = all.route_service(BASE_MAP_PATH, ServeFile::new(file));
    }
    let all = all
        .route("/health", get(health::health))
        .route("/metrics", get(health::metrics))
        .fallback(elsewhere)
        .layer(from_fn(edge::short))
        .layer(from_fn_with_state(app.clone(), edge::in_time))
        .layer(CatchPanicLayer::custom(edge::panicked))
        // knows the route, which is known inside only
        .layer(from_fn_with_state(app.clone(), edge::log))
        .with_state(app.clone());
    // the methods that an address has are told by the router round its routes, so this is outside it
    let packed =
        CompressionLayer::new().quality(CompressionLevel::Precise(COMPRESSION)).compress_when(edge::is_text);
    Router::new()
        .fallback_service(all)
        .layer(from_fn(edge::methods))
        .layer(packed)
        .layer(from_fn_with_state(app, edge::secure))
}

/// What no route has: the app, or a problem for programs.
async fn elsewhere(method: Method, uri: Uri, headers: axum::http::HeaderMap) -> Response<Body> {
    let path = uri.path();
    let of_programs = PROGRAMS
        .iter()
        .any(|first| path.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    if of_programs {
        return Problem::not_found("Dit adres bestaat niet. Alle adressen staan in /v1/openapi.json.")
            .into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return Problem::method("GET, HEAD, OPTIONS").into_response();
    }
    pages::page(path, &headers)
}
