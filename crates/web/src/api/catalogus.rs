//! `GET /catalogus`: the open data in DCAT-AP-NL, as Turtle or JSON-LD.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::VARY;
use axum::http::{HeaderMap, HeaderValue, Response};
use axum::routing::get;
use schouw_node::dcat::{Addresses, Syntax, write};
use tower_http::cors::{Any, CorsLayer};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::BASE;
use crate::accept::accepted;
use crate::answer::{Keep, tagged};
use crate::ask::NoQuery;
use crate::edge::BaseUrl;
use crate::ogc;
use crate::problem::Problem;
use crate::state::App;

/// Media types of a catalogue; the first is given when there is no preference.
const KINDS: [(&str, Syntax); 2] = [("text/turtle", Syntax::Turtle), ("application/ld+json", Syntax::JsonLd)];
/// Where it stands for programs that know no `Accept`.
const FILE: &str = "/catalogus.ttl";

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_catalogus)).layer(anyone())
}

/// The catalogue as a file, beside the API.
pub fn file() -> Router<App> {
    Router::new().route(FILE, get(get_file)).layer(anyone())
}

/// Harvesters of other sites may read it: it is open data.
fn anyone() -> CorsLayer {
    CorsLayer::new().allow_origin(Any).allow_methods(Any)
}

#[utoipa::path(
    get,
    path = "/catalogus",
    operation_id = "haalCatalogus",
    tag = "bronnen",
    summary = "De catalogus in DCAT-AP-NL",
    description = "De datasets van deze momentopname, van wie ze zijn en waar ze te krijgen zijn; als Turtle of JSON-LD, naar wat `Accept` vraagt.",
    responses(
        (status = 200, description = "De catalogus", content(
            (String = "text/turtle"),
            (serde_json::Value = "application/ld+json")
        )),
        (status = 406, description = "Deze vorm is er niet")
    )
)]
async fn get_catalogus(
    State(app): State<App>,
    BaseUrl(base): BaseUrl,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let kinds = KINDS.map(|(kind, _)| kind);
    let chosen = accepted(&headers, &kinds).ok_or_else(|| Problem::not_acceptable(&kinds.join(", ")))?;
    let (kind, syntax) = KINDS.get(chosen).copied().unwrap_or(KINDS[0]);
    catalogue(app, base, headers, kind, syntax).await
}

async fn get_file(
    State(app): State<App>,
    BaseUrl(base): BaseUrl,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let (kind, syntax) = KINDS[0];
    catalogue(app, base, headers, kind, syntax).await
}

async fn catalogue(
    app: App,
    base: String,
    headers: HeaderMap,
    kind: &'static str,
    syntax: Syntax,
) -> Result<Response<Body>, Problem> {
    let holder = app.settings().holder.clone();
    let bytes = app
        .work(move |serving, _| {
            let (own, rest) = (format!("{base}{BASE}/catalogus"), format!("{base}{BASE}"));
            let features = format!("{base}{}", ogc::BASE);
            let at = Addresses { catalogue: &own, features: &features, rest: &rest };
            write(serving.manifest(), serving.features(), &holder, at, syntax).map_err(|error| {
                tracing::error!(target: "schouw::server", %error, "the catalogue cannot be written");
                Problem::broken()
            })
        })
        .await?;
    let mut response = tagged(bytes.into(), HeaderValue::from_static(kind), Keep::Revalidate, &headers);
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept"));
    Ok(response)
}
