//! `POST /adressen/_zoek`: what may be meant by a text that someone is typing.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use schouw_area::Position;
use schouw_picture::here::QUERY_CHARS_MAX;
use schouw_picture::search::{SUGGESTIONS, SUGGESTIONS_MAX, Suggestions};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::forms::count;
use crate::answer::json;
use crate::ask::JsonBody;
use crate::problem::Problem;
use crate::state::App;

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_adressen))
}

#[utoipa::path(
    post,
    path = "/adressen/_zoek",
    operation_id = "zoekAdressen",
    tag = "adressen",
    summary = "Zoek terwijl je typt",
    description = "Adressen, straten, postcodes en gebieden die bij een tekst passen, het beste eerst. Met een plek erbij staat wat dichtbij is vooraan.",
    request_body(content = ref("#/components/schemas/AdresVraag"), content_type = "application/json", description = "Een tekst, en misschien een plek."),
    responses((status = 200, description = "Wat bedoeld kan zijn; leeg als niets past", body = Suggestions))
)]
async fn post_adressen(
    State(app): State<App>,
    JsonBody(mut ask): JsonBody,
) -> Result<Response<Body>, Problem> {
    let serving = app.current()?;
    let text = ask.text("text", QUERY_CHARS_MAX);
    ask.needed("text", text.is_some());
    let limit = ask.whole("limit", 1..=count(SUGGESTIONS_MAX)).map_or(SUGGESTIONS, |limit| limit as usize);
    let near = ask.position("").and_then(|(lat, lon)| Position::new(lat, lon).ok());
    let text = ask.finish(text)?;
    json(&serving.suggest(&text, limit, near)?)
}
