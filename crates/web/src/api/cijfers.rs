//! `GET /cijfers`, `GET /cijfers/{id}`: figures that can be mapped, and one of them on a map.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use schouw_area::Level;
use schouw_picture::choropleth::{Choropleth, ChoroplethAsk, ChoroplethError, MeasureItem};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::forms::{MEASURE_CHARS_MAX, PERIOD_CHARS_MAX};
use crate::answer::kept;
use crate::ask::{NoQuery, Query};
use crate::problem::Problem;
use crate::state::App;

/// The figures that can be mapped.
#[derive(Serialize, ToSchema)]
struct MeasureList {
    /// the figures, in the order of a page
    measures: Vec<MeasureItem>,
}

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_cijfers)).routes(routes!(get_cijfer))
}

#[utoipa::path(
    get,
    path = "/cijfers",
    operation_id = "lijstCijfers",
    tag = "cijfers",
    summary = "Cijfers die op een kaart kunnen",
    responses((status = 200, description = "De cijfers, met de niveaus en perioden waarvan ze er zijn", body = MeasureList))
)]
async fn get_cijfers(
    State(app): State<App>,
    _: NoQuery,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let measures = app.work(|serving, _| Ok(serving.measures())).await?;
    kept(&MeasureList { measures }, &headers)
}

#[utoipa::path(
    get,
    path = "/cijfers/{id}",
    operation_id = "haalCijfer",
    tag = "cijfers",
    summary = "Een cijfer op de kaart",
    description = "Per gebied het cijfer en zijn klasse, in weinig en ronde klassen. Te weinig om te tonen en onbekend zijn geen nul.",
    params(
        ("id" = String, Path, description = "Id van het cijfer"),
        ("niveau" = Option<String>, Query, description = "Niveau van de gebieden; `buurt` als je niets zegt"),
        ("binnen" = Option<String>, Query, description = "Code van de gemeente of wijk waar ze in liggen"),
        ("periode" = Option<String>, Query, description = "De periode; de laatste als je niets zegt")
    ),
    responses(
        (status = 200, description = "Het cijfer op de kaart", body = Choropleth),
        (status = 404, description = "Dit cijfer is er niet, of niet voor dit niveau of deze periode")
    )
)]
async fn get_cijfer(
    State(app): State<App>,
    Path(id): Path<String>,
    Query(mut ask): Query,
    headers: HeaderMap,
) -> Result<Response<Body>, Problem> {
    let asked = ChoroplethAsk {
        measure: id.chars().take(MEASURE_CHARS_MAX).collect(),
        level: ask.level("niveau", &Level::ALL).unwrap_or(Level::Buurt),
        within: ask.area("binnen", &[Level::Gemeente, Level::Wijk]),
        period: ask.text("periode", PERIOD_CHARS_MAX),
    };
    let asked = ask.finish(Some(asked))?;
    let map = app.work(move |serving, now| Ok(serving.choropleth(&asked, now)?)).await?;
    kept(&map, &headers)
}

impl From<ChoroplethError> for Problem {
    fn from(error: ChoroplethError) -> Self {
        Self::not_found(match error {
            ChoroplethError::NoSuchMeasure(id) => {
                format!("Het cijfer `{id}` is er niet. Alle cijfers staan in /v1/cijfers.")
            }
            ChoroplethError::NotAtLevel { measure, level, known } => {
                format!("Het cijfer `{measure}` is er niet per {level}, wel per {}.", known.join(", "))
            }
            ChoroplethError::NoSuchPeriod { measure, period, known } => {
                format!("Het cijfer `{measure}` is er niet over `{period}`, wel over {}.", known.join(", "))
            }
        })
    }
}
