//! `GET /momentopname`: what the snapshot in service holds, and how it is served.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use schouw_picture::overview::Overview;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::json;
use crate::ask::NoQuery;
use crate::problem::Problem;
use crate::state::App;

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_momentopname))
}

#[utoipa::path(
    get,
    path = "/momentopname",
    operation_id = "haalMomentopname",
    tag = "momentopname",
    summary = "Wat er in deze momentopname zit",
    description = "Kenmerk, gemeenten, indelingen, cijfers, kaartlagen, en hoe laat het hier is.",
    responses((status = 200, description = "De momentopname die nu in gebruik is", body = Overview))
)]
async fn get_momentopname(State(app): State<App>, _: NoQuery) -> Result<Response<Body>, Problem> {
    let overview = app.work(|serving, now| Ok(serving.overview(now))).await?;
    let settings = app.settings();
    json(&Overview { demo: settings.demo, base_map: settings.base_map.clone(), ..overview })
}
