//! `POST /kaart/_zoek`: what a map shows. A question and not an address: where someone looks says where someone is.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use schouw_area::{Bounds, Position};
use schouw_picture::map::{ITEMS, ITEMS_MAX, MapAsk, MapItems, MapLayer};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::forms::count;
use crate::answer::json;
use crate::ask::{Fields, JsonBody};
use crate::problem::Problem;
use crate::state::App;

/// Longest name of a layer, in characters.
const LAYER_CHARS_MAX: usize = 64;

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_kaart))
}

#[utoipa::path(
    post,
    path = "/kaart/_zoek",
    operation_id = "zoekKaart",
    tag = "kaart",
    summary = "Wat de kaart laat zien",
    description = "Regels, bekendmakingen, meldingen en plekken in een kader, op looproute vanaf een plek of vanuit het midden.",
    request_body(content = ref("#/components/schemas/KaartVraag"), content_type = "application/json", description = "Een kader, en misschien lagen, een moment en een plek om te beginnen."),
    responses((status = 200, description = "Wat er in het kader ligt", body = MapItems))
)]
async fn post_kaart(State(app): State<App>, JsonBody(mut ask): JsonBody) -> Result<Response<Body>, Problem> {
    let now = app.now();
    let bounds = bounds(&mut ask);
    let layers = layers(&mut ask);
    let at = ask.moment("at", now).unwrap_or(now);
    let from = ask.position("from").and_then(|(lat, lon)| Position::new(lat, lon).ok());
    let limit = ask.whole("limit", 1..=count(ITEMS_MAX)).map_or(ITEMS, |limit| limit as usize);
    let bounds = ask.finish(bounds)?;
    let asked = MapAsk { bounds, layers, at, now, from, limit };
    let items = app.work(move |serving, _| serving.map(&asked).map_err(|_| Problem::broken())).await?;
    json(&items)
}

/// The box: west, south, east, north in degrees.
fn bounds(ask: &mut Fields) -> Option<Bounds> {
    let corners = ask.numbers::<4>("box", "west, zuid, oost, noord in graden");
    ask.needed("box", corners.is_some());
    let [west, south, east, north] = corners?;
    let corner = |lat, lon| Position::new(lat, lon).ok().map(Position::steps);
    let (Some(low), Some(high)) = (corner(south, west), corner(north, east)) else {
        ask.fault(
            "box",
            "ligt niet op de aardbol: west en oost zijn -180 tot en met 180, zuid en noord -90 tot en met 90",
        );
        return None;
    };
    if low.0 > high.0 || low.1 > high.1 {
        ask.fault("box", "staat verkeerd om: geef west, zuid, oost, noord");
        return None;
    }
    Some(Bounds { west: low.0, south: low.1, east: high.0, north: high.1 })
}

/// The layers; all when none is named.
fn layers(ask: &mut Fields) -> Vec<MapLayer> {
    let words = ask.texts("layers", MapLayer::ALL.len(), LAYER_CHARS_MAX).unwrap_or_default();
    let mut layers = Vec::new();
    for word in words {
        match MapLayer::from_word(&word) {
            Some(layer) if !layers.contains(&layer) => layers.push(layer),
            Some(_) => ask.fault("layers", format!("`{word}` staat er twee keer")),
            None => {
                let known = MapLayer::ALL.map(MapLayer::word).join("`, `");
                ask.fault("layers", format!("`{word}` is geen laag; lagen zijn `{known}`"));
            }
        }
    }
    layers
}
