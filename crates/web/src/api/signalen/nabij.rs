//! Searching: a box, words, a walk; and what was seen near a spot. Questions and not addresses, so that no position
//! stands in one.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use schouw_area::Position;
use schouw_law::access::{Action, Thing};
use schouw_node::signals::SignalError;
use schouw_node::views::Asked;
use schouw_signal::Hat;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{FROM_MAX, PAGE, PAGE_MAX, lezen, list, list_kind, logged, toegang, work};
use crate::answer::json;
use crate::ask::JsonBody;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::App;

/// Furthest that is looked, in metres.
const METRES_MAX: u32 = 500;
/// How far is looked when nothing else is said, in metres.
const METRES: u32 = 30;
/// Most signals near a spot.
const NEAR_MAX: usize = 20;
/// Longest words that are looked for, in characters.
const WORDS_CHARS_MAX: usize = 200;

/// A signal near a spot.
#[derive(Debug, Serialize, ToSchema)]
struct Nabij {
    id: String,
    nummer: String,
    thema: &'static str,
    kort: String,
    /// metres
    afstand: u32,
    op: String,
}

/// Signals near a spot, the nearest first.
#[derive(Debug, Serialize, ToSchema)]
struct NabijLijst {
    signalen: Vec<Nabij>,
}

/// The routes of this resource.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_zoek)).routes(routes!(post_nabij))
}

#[utoipa::path(
    post,
    path = "/signalen/_zoek",
    operation_id = "zoekSignalen",
    tag = "signalen",
    summary = "Zoek in een lijst, in een kader, of op looproute",
    request_body(content = ref("#/components/schemas/ZoekVraag"), content_type = "application/json"),
    responses(
        (status = 200, description = "De signalen", body = super::tonen::Lijst),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Deze lijst is niet voor jou")
    )
)]
async fn post_zoek(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(mut ask): JsonBody,
) -> Result<Response<Body>, Problem> {
    let kind = list_kind(&mut ask);
    let bounds = ask.numbers::<4>("kader", "west, zuid, oost, noord in graden");
    let from = ask.position("van");
    let asked = Asked {
        words: ask.text("tekst", WORDS_CHARS_MAX),
        bounds,
        theme: lezen::theme(&mut ask).map(|theme| theme.word().to_owned()),
        from: ask.whole("vanaf", 0..=FROM_MAX).unwrap_or(0),
        count: ask.whole("aantal", 1..=PAGE_MAX).unwrap_or(PAGE),
    };
    if asked.words.as_ref().is_some_and(|words| !words.contains(char::is_alphanumeric)) {
        ask.fault("tekst", "moet een woord of getal hebben");
    }
    let kind = ask.finish(kind)?;
    list(&app, &who, kind, asked, from).await
}

#[utoipa::path(
    post,
    path = "/signalen/_nabij",
    operation_id = "zoekSignalenNabij",
    tag = "signalen",
    summary = "Eerdere signalen bij een plek",
    request_body(content = ref("#/components/schemas/NabijVraag"), content_type = "application/json"),
    responses(
        (status = 200, description = "De signalen, de dichtste eerst", body = NabijLijst),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit is niet voor jou")
    )
)]
async fn post_nabij(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(mut ask): JsonBody,
) -> Result<Response<Body>, Problem> {
    let theme = lezen::theme(&mut ask);
    let metres = ask.whole("straal", 1..=METRES_MAX).unwrap_or(METRES);
    let position = ask.position("").and_then(|(lat, lon)| Position::new(lat, lon).ok());
    ask.needed("lat", position.is_some());
    let position = ask.finish(position)?;
    let office = app.office()?;
    let thing = Thing::of(&who.actor.organisation);
    if !office.may(&who.actor, Action::SeeSignal, &thing) {
        toegang::allowed(&app, &who, Action::SeeSignal, &thing, None).await?;
    }
    let scope = toegang::scope(office, &who.actor);
    let (organisation, now) = (who.actor.organisation.clone(), app.now());
    let found = work(&app, move |signals| {
        let near = signals.view(&organisation)?.near(position, f64::from(metres), Some(now))?;
        let own = |state: &schouw_signal::State| {
            state.recorder.user == Some(scope.user) || state.owner == Some(scope.user)
        };
        let seen = near.into_iter().filter(|near| {
            let state = &near.state;
            let content = state.content();
            !state.stage.is_over()
                && !state.is_copy()
                && theme.is_none_or(|theme| content.is_some_and(|content| content.theme == theme))
                && (state.hat == Hat::Supervision || scope.investigation || own(state))
        });
        Ok::<_, SignalError>(seen.take(NEAR_MAX).collect::<Vec<_>>())
    })
    .await?;
    let seen: Vec<_> =
        found.iter().map(|near| (near.state.id, near.state.hat == Hat::Investigation)).collect();
    logged(&app, &who, Action::SeeSignal, &seen).await?;
    let shown = found.iter().map(|near| {
        let content = near.state.content();
        Nabij {
            id: near.state.id.to_string(),
            nummer: near.state.number.clone(),
            thema: content.map_or("anders", |content| content.theme.word()),
            kort: content.map(schouw_signal::Content::short).unwrap_or_default(),
            afstand: near.metres.round() as u32,
            op: content.map_or(near.state.recorded, |content| content.seen).to_string(),
        }
    });
    json(&NabijLijst { signalen: shown.collect() })
}
