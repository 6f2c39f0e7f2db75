//! `GET /bronnen`, `GET /bronnen/{id}`: from whom, how old, and what is wrong with it.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use schouw_picture::sources::{SourceCard, SourceList};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::kept;
use crate::ask::NoQuery;
use crate::problem::Problem;
use crate::state::App;

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_bronnen)).routes(routes!(get_bron))
}

#[utoipa::path(
    get,
    path = "/bronnen",
    operation_id = "lijstBronnen",
    tag = "bronnen",
    summary = "De bronnen",
    description = "Van wie, hoe oud, onder welke licentie, en wat er mis was bij het inlezen.",
    responses((status = 200, description = "De bronnen", body = SourceList))
)]
async fn get_bronnen(
    State(app): State<App>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let list = app.work(|serving, now| Ok(serving.sources(now))).await?;
    kept(&list, &headers)
}

#[utoipa::path(
    get,
    path = "/bronnen/{id}",
    operation_id = "haalBron",
    tag = "bronnen",
    summary = "Een bron",
    params(("id" = String, Path, description = "Id van de bron")),
    responses(
        (status = 200, description = "De bron", body = SourceCard),
        (status = 404, description = "Deze bron is er niet")
    )
)]
async fn get_bron(
    State(app): State<App>,
    Path(id): Path<String>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let card = app.work(move |serving, now| Ok(serving.source(&id, now))).await?;
    let no_such = || Problem::not_found("Deze bron is er niet. Alle bronnen staan in /v1/bronnen.");
    kept(&card.ok_or_else(no_such)?, &headers)
}
