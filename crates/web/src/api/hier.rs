//! `POST /hier/_zoek`: what is here. A question and not an address, so that no position stands in one.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use schouw_node::here::Where;
use schouw_picture::answer::Answer;
use schouw_picture::here::{QUERY_CHARS_MAX, RADIUS_M, RADIUS_M_MAX};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::json;
use crate::ask::{Fields, JsonBody};
use crate::problem::Problem;
use crate::state::App;

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_hier))
}

#[utoipa::path(
    post,
    path = "/hier/_zoek",
    operation_id = "zoekHier",
    tag = "hier",
    summary = "Wat is hier",
    description = "Gebieden, wie er optreedt, regels die nu gelden, bekendmakingen, problemen, plekken, cijfers, en wat we niet weten. De plek staat in de vraag en nooit in het adres.",
    request_body(content = ref("#/components/schemas/HierVraag"), content_type = "application/json", description = "Precies één plek, en misschien een ander moment."),
    responses(
        (status = 200, description = "Wat hier is", body = Answer),
        (status = 404, description = "Dit adres of gebied is er niet")
    )
)]
async fn post_hier(State(app): State<App>, JsonBody(mut ask): JsonBody) -> Result<Response<Body>, Problem> {
    let (serving, now) = (app.current()?, app.now());
    let place = place(&mut ask);
    let at = ask.moment("at", now).unwrap_or(now);
    let radius = ask.whole("radius", 0..=RADIUS_M_MAX).unwrap_or(RADIUS_M);
    let place = ask.finish(place)?;
    // a tenth of a millisecond: not worth another thread
    json(&serving.desk().here(&place, at, now, radius)?)
}

/// The one spot that is asked about.
fn place(ask: &mut Fields) -> Option<Where> {
    let given = [ask.has("lat") || ask.has("lon"), ask.has("rd"), ask.has("address"), ask.has("area")];
    let position = ask.position("");
    let rd = ask.numbers::<2>("rd", "x en y in meters");
    let address = ask.text("address", QUERY_CHARS_MAX);
    let area = ask.area("area", &[]);
    if given.into_iter().filter(|given| *given).count() != 1 {
        ask.fault("", "geef precies één plek: `lat` en `lon`, of `rd`, of `address`, of `area`");
        return None;
    }
    let degrees = position.map(|(lat, lon)| Where::Degrees(format!("{lat},{lon}")));
    let metres = rd.map(|[x, y]| Where::Rd(format!("{x},{y}")));
    degrees
        .or(metres)
        .or(address.map(Where::Address))
        .or(area.map(|code| Where::Area(code.as_str().to_owned())))
}
