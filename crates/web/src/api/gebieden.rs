//! `GET /gebieden`, `GET /gebieden/{code}`: areas, and the page of one.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use schouw_area::{AreaCode, Level, Year};
use schouw_picture::areas::{AREAS, AREAS_MAX, AreaList, AreasAsk};
use schouw_picture::story::{AreaPage, StoryAsk};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::forms::{YEARS, count};
use crate::answer::{json, kept};
use crate::ask::{Fields, Query};
use crate::problem::{Place, Problem};
use crate::state::App;

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_gebieden)).routes(routes!(get_gebied))
}

#[utoipa::path(
    get,
    path = "/gebieden",
    operation_id = "lijstGebieden",
    tag = "gebieden",
    summary = "Gebieden van een niveau",
    description = "Gemeenten, wijken, buurten of andere gebieden, op volgorde van hun code.",
    params(
        ("niveau" = Option<String>, Query, description = "Niveau; `buurt` als je niets zegt"),
        ("binnen" = Option<String>, Query, description = "Code van de gemeente of wijk waar ze in liggen"),
        ("jaar" = Option<u16>, Query, description = "Jaar van de indeling; het nieuwste als je niets zegt"),
        ("limit" = Option<u32>, Query, description = "Hoogstens zoveel"),
        ("omtrek" = Option<bool>, Query, description = "Met hun omtrek")
    ),
    responses((status = 200, description = "De gebieden", body = AreaList))
)]
async fn get_gebieden(
    State(app): State<App>,
    Query(mut ask): Query,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let areas = AreasAsk {
        level: ask.level("niveau", &Level::ALL).unwrap_or(Level::Buurt),
        within: ask.area("binnen", &[Level::Gemeente, Level::Wijk]),
        year: ask.whole("jaar", YEARS).and_then(|year| u16::try_from(year).ok()).map(Year),
        limit: ask.whole("limit", 1..=count(AREAS_MAX)).map_or(AREAS, |limit| limit as usize),
        outlines: ask.flag("omtrek").unwrap_or(false),
    };
    let areas = ask.finish(Some(areas))?;
    let list = app.work(move |serving, _| Ok(serving.areas(&areas))).await?;
    kept(&list, &headers)
}

#[utoipa::path(
    get,
    path = "/gebieden/{code}",
    operation_id = "haalGebied",
    tag = "gebieden",
    summary = "Een gebied als verhaal",
    description = "Wie er wonen en werken, wat er veranderde, hoe het verloopt met de marge van toeval, gebieden die erop lijken en waarom, bekendmakingen, problemen, afspraken, en wat we niet weten.",
    params(
        ("code" = String, Path, description = "Code van het gebied"),
        ("at" = Option<String>, Query, description = "Het moment; nu als je niets zegt")
    ),
    responses(
        (status = 200, description = "De bladzijde van het gebied", body = AreaPage),
        (status = 404, description = "Dit gebied is er niet")
    )
)]
async fn get_gebied(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(mut ask): Query,
) -> Result<Response<Body>, Problem> {
    let now = app.now();
    let at = ask.moment("at", now).unwrap_or(now);
    let code = of_path(&code, ask, &[])?;
    let page = app.work(move |serving, now| Ok(serving.story(&StoryAsk { code, at, now })?)).await?;
    json(&page)
}

/// The code of an area in a path; its fault is told with those of the query.
pub(super) fn of_path(code: &str, ask: Fields, levels: &[Level]) -> Result<AreaCode, Problem> {
    let found = code.parse::<AreaCode>().ok();
    let found = found.filter(|code| levels.is_empty() || levels.contains(&code.level()));
    let of_query = ask.finish(Some(())).err();
    match (found, of_query) {
        (Some(code), None) => Ok(code),
        (Some(_), Some(problem)) => Err(problem),
        (None, problem) => {
            let detail = "is geen code van een gebied (BU…, WK…, GM… of vier cijfers van een postcode)";
            let mut faults = Problem::fault(Place::Path, "code", detail).errors;
            faults.extend(problem.into_iter().flat_map(|problem| problem.errors));
            Err(Problem::faults(faults))
        }
    }
}
