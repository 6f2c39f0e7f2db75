//! `/vragen`: what is asked of a partner.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use schouw_law::access::{Action, Thing};
use schouw_law::codes::Code as _;
use schouw_law::share::codes::Category;
use schouw_node::signals::QuestionAsk;
use schouw_node::views::{Asked, ListKind};
use schouw_signal::content::TEXT_CHARS_MAX;
use schouw_signal::{Content, Theme};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{failed, lezen, list, receipt, toegang};
use crate::ask::{Fields, JsonBody, NoQuery};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::App;

/// Most categories that a question asks for.
const WANTED_MAX: usize = 20;
/// Longest code, in characters.
const CODE_CHARS_MAX: usize = 64;
/// Questions on a page.
const PAGE: u32 = 200;

/// The routes of this resource.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_vragen, get_vragen))
}

#[utoipa::path(
    post,
    path = "/vragen",
    operation_id = "stelVraag",
    tag = "signalen",
    summary = "Vraag iets aan een partner",
    request_body(content = ref("#/components/schemas/PartnerVraag"), content_type = "application/json"),
    responses(
        (status = 201, description = "Gesteld", body = super::tonen::Ontvangst),
        (status = 200, description = "Was al gesteld", body = super::tonen::Ontvangst),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit is niet voor jou"),
        (status = 409, description = "Dit id is al voor iets anders gebruikt"),
        (status = 422, description = "Zo mag het niet worden gevraagd: `besluit` zegt waarom")
    )
)]
async fn post_vragen(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(mut ask): JsonBody,
) -> Result<Response<Body>, Problem> {
    let now = app.now();
    let question = read(&mut ask, &who, now);
    let question = ask.finish(question)?;
    let thing = Thing::of(&who.actor.organisation);
    toegang::allowed(
        &app,
        &who,
        Action::Ask,
        &Thing { maker: Some(who.actor.user), ..thing },
        Some(question.id),
    )
    .await?;
    let actor = who.actor.clone();
    match toegang::tried(&app, move |signals| signals.ask(&actor, &question, now)).await? {
        Ok(done) => {
            if !done.again {
                toegang::provided(&app, &who, &done.state).await?;
            }
            receipt(&done)
        }
        Err(error) => Err(failed(&app, &who, error).await),
    }
}

#[utoipa::path(
    get,
    path = "/vragen",
    operation_id = "haalVragen",
    tag = "signalen",
    summary = "Wat partners sturen en vragen",
    responses(
        (status = 200, description = "De vragen en kopieën", body = super::tonen::Lijst),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit is niet voor jou")
    )
)]
async fn get_vragen(State(app): State<App>, who: SignedIn, _: NoQuery) -> Result<Response<Body>, Problem> {
    let asked = Asked { count: PAGE, ..Asked::default() };
    list(&app, &who, ListKind::Inbox, asked, None).await
}

fn read(ask: &mut Fields, who: &SignedIn, now: jiff::Timestamp) -> Option<QuestionAsk> {
    let id = lezen::id(ask, "id");
    ask.needed("id", id.is_some());
    let pass = id.and_then(|id| super::stappen::pass_on(ask, id, &who.actor, true));
    let text = ask.text("tekst", TEXT_CHARS_MAX);
    ask.needed("tekst", text.is_some());
    let place = lezen::place(ask, "plaats");
    let theme = lezen::theme(ask).unwrap_or(Theme::Other);
    let wanted = ask.texts("wil", WANTED_MAX, CODE_CHARS_MAX).unwrap_or_default();
    for word in wanted.iter().filter(|word| Category::parse(word).is_none()) {
        ask.fault("wil", format!("`{word}` is geen soort gegeven; soorten zijn {}", Category::allowed()));
    }
    let pass = pass?;
    Some(QuestionAsk {
        id: id?,
        content: Content {
            place,
            seen: now,
            theme,
            text: text?,
            photos: Vec::new(),
            offence: None,
            about_person: false,
            kept: Vec::new(),
            wanted,
        },
        to: pass.to,
        purpose: pass.purpose,
    })
}
