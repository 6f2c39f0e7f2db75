//! OGC API Features, part 1 (core) and part 2 (coordinate systems), under `/ogc/v1`: the layers of the snapshot for QGIS,
//! ArcGIS, GDAL and who else reads the standard. `/v1` is for the app; this is for maps of others.

mod api_document;
mod ask;
mod collections;
mod form;
mod html;
mod items;
mod landing;
mod links;
mod queryables;
mod question;

use axum::Router;
use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LINK};
use axum::response::IntoResponse;
use axum::routing::get;
use tower_http::cors::{Any, CorsLayer};

use crate::problem::Problem;
use crate::state::App;

pub use api_document::document;

/// Where it lives.
pub const BASE: &str = "/ogc/v1";
/// Media type of features.
const GEO_JSON: &str = "application/geo+json";
/// The coordinate system of what is on a page.
const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");

/// The routes, with their whole path. Pages of other sites may ask too: it is open data.
pub fn routes() -> Router<App> {
    let anyone = CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers(Any)
        .expose_headers([CONTENT_TYPE, ETAG, LINK, CONTENT_CRS]);
    let inner = Router::new()
        .route("/", get(landing::landing))
        .route("/conformance", get(landing::conformance))
        .route("/api", get(api_document::api))
        .route("/stijl.css", get(html::style))
        .route("/collections", get(collections::all))
        .route("/collections/{collection}", get(collections::one))
        .route("/collections/{collection}/queryables", get(queryables::queryables))
        .route("/collections/{collection}/items", get(items::items))
        .route("/collections/{collection}/items/{feature}", get(items::item));
    // people paste it with a slash at the end
    let slashed = format!("{BASE}/");
    Router::new().nest(BASE, inner).route(&slashed, get(landing::landing)).layer(anyone)
}

/// The answer when a collection is not there.
fn no_collection() -> Problem {
    Problem::not_found(format!("Deze collectie is er niet. Alle collecties staan in {BASE}/collections."))
}

/// A header from a text of our own, or from ids that were checked.
fn header(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}

/// An answer or a problem.
type Answer = Result<axum::response::Response, Problem>;

/// Makes an answer of something that is one.
fn answer(response: impl IntoResponse) -> Answer {
    Ok(response.into_response())
}
