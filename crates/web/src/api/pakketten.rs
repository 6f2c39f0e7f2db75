//! `GET /pakketten`, `GET /pakketten/{gemeente}/{digest}`: one file per gemeente for a phone without network.

use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{HeaderMap, Response};
use schouw_area::Level;
use schouw_base::Digest;
use schouw_node::packs::Packs;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::gebieden::of_path;
use crate::answer::{Keep, kept, part};
use crate::ask::Query;
use crate::problem::{Place, Problem};
use crate::state::App;

/// Media type of an area pack.
const PACK: HeaderValue = HeaderValue::from_static("application/vnd.schouw.pakket");

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_pakketten)).routes(routes!(get_pakket))
}

#[utoipa::path(
    get,
    path = "/pakketten",
    operation_id = "lijstPakketten",
    tag = "pakketten",
    summary = "Pakketten per gemeente",
    description = "Wat een telefoon nodig heeft om zonder netwerk antwoord te geven, per gemeente. Wie dit het eerst vraagt, laat ze maken; `pending` zegt hoeveel er nog komen. Vraag je om een gemeente, dan komt die als eerste aan de beurt.",
    params(("gemeente" = Option<String>, Query, description = "Code van de gemeente waar je op wacht")),
    responses((status = 200, description = "De pakketten", body = ref("#/components/schemas/PackList")))
)]
async fn get_pakketten(
    State(app): State<App>,
    Query(mut ask): Query,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let serving = app.current()?;
    let gemeente = ask.area("gemeente", &[Level::Gemeente]);
    let gemeente = ask.finish(Some(gemeente))?;
    let list = tokio::task::spawn_blocking(move || Packs::list(&serving, gemeente.as_ref()));
    kept(&list.await.map_err(|_| Problem::broken())?, &headers)
}

#[utoipa::path(
    get,
    path = "/pakketten/{gemeente}/{digest}",
    operation_id = "haalPakket",
    tag = "pakketten",
    summary = "Een pakket",
    description = "Het bestand zelf; het verandert nooit, want zijn kenmerk staat in het adres. Een deel mag ook (`Range`).",
    params(
        ("gemeente" = String, Path, description = "Code van de gemeente"),
        ("digest" = String, Path, description = "SHA-256 van het pakket, zoals in de lijst")
    ),
    responses(
        (status = 200, description = "Het pakket", body = Vec<u8>, content_type = "application/vnd.schouw.pakket"),
        (status = 206, description = "Een deel van het pakket", body = Vec<u8>, content_type = "application/vnd.schouw.pakket"),
        (status = 404, description = "Dit pakket is er niet, of niet meer"),
        (status = 416, description = "Dit deel is er niet")
    )
)]
async fn get_pakket(
    State(app): State<App>,
    Path((gemeente, digest)): Path<(String, String)>,
    Query(ask): Query,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let code = of_path(&gemeente, ask, &[Level::Gemeente]).map_err(in_gemeente)?;
    let wrong =
        |_| Problem::fault(Place::Path, "digest", "is geen SHA-256: 64 cijfers en letters a tot en met f");
    let digest: Digest = digest.parse().map_err(wrong)?;
    let serving = app.current()?;
    let bytes = tokio::task::spawn_blocking(move || Packs::bytes(&Arc::clone(&serving), &code, digest));
    let bytes = bytes.await.map_err(|_| Problem::broken())?.map_err(|_| Problem::broken())?;
    let gone =
        || Problem::not_found("Dit pakket is er niet, of niet meer. Wat er is staat in /v1/pakketten.");
    let mut response = part(Bytes::from(bytes.ok_or_else(gone)?), Keep::Forever, &headers)?;
    response.headers_mut().insert(CONTENT_TYPE, PACK);
    Ok(response)
}

/// The path calls it the gemeente.
fn in_gemeente(mut problem: Problem) -> Problem {
    for fault in problem.errors.iter_mut().filter(|fault| fault.place == Place::Path) {
        "gemeente".clone_into(&mut fault.name);
        "is geen code van een gemeente (GM en vier cijfers)".clone_into(&mut fault.detail);
    }
    Problem::faults(problem.errors)
}
