//! `/signalen`: recording, lists, one signal, steps, and what a partner would see.

mod antwoorden;
mod lezen;
mod lijsten;
mod nabij;
mod stappen;
mod toegang;
mod tonen;
mod voorbeelden;
mod vragen;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use schouw_law::access::{Action, Thing};
use schouw_node::signals::{Done, RecordAsk};
use schouw_node::views::{Asked, ListKind};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::json;
use crate::ask::{JsonBody, NoQuery, Query};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::App;
use antwoorden::problem;
use toegang::{logged, see, things_of};

pub(super) use toegang::{allowed, photo_may, thing, work};

/// Signals on a page, when nothing else is said.
const PAGE: u32 = 50;
/// Most signals on a page.
const PAGE_MAX: u32 = 200;
/// Furthest that a list goes.
const FROM_MAX: u32 = 1_000_000;
/// Longest word of a list, in characters.
const LIST_CHARS_MAX: usize = 20;

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(post_signalen, get_signalen))
        .routes(routes!(get_signaal))
        .merge(nabij::routes())
        .merge(stappen::routes())
        .merge(voorbeelden::routes())
        .merge(vragen::routes())
        .merge(lijsten::routes())
}

/// A done step as a short answer.
fn receipt(done: &Done) -> Result<Response<Body>, Problem> {
    let mut response = json(&tonen::Ontvangst::of(done))?;
    *response.status_mut() = if done.again { StatusCode::OK } else { StatusCode::CREATED };
    Ok(response)
}

#[utoipa::path(
    post,
    path = "/signalen",
    operation_id = "maakSignaal",
    tag = "signalen",
    summary = "Leg een waarneming vast",
    description = "Het `id` maakt de telefoon (UUID versie 7). Twee keer sturen is één signaal: de tweede keer is het antwoord 200.",
    request_body(content = ref("#/components/schemas/SignaalVraag"), content_type = "application/json"),
    responses(
        (status = 201, description = "Vastgelegd", body = tonen::Ontvangst),
        (status = 200, description = "Was al vastgelegd", body = tonen::Ontvangst),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit is niet voor jou"),
        (status = 409, description = "Dit id is al voor iets anders gebruikt"),
        (status = 422, description = "Zo mag het niet worden vastgelegd")
    )
)]
async fn post_signalen(
    State(app): State<App>,
    who: SignedIn,
    JsonBody(mut ask): JsonBody,
) -> Result<Response<Body>, Problem> {
    let now = app.now();
    let read: Option<RecordAsk> = lezen::observation(&mut ask, now);
    let record = ask.finish(read)?;
    let thing = Thing {
        investigation: record.hat == schouw_signal::Hat::Investigation,
        ..Thing::of(&who.actor.organisation)
    };
    allowed(&app, &who, Action::RecordSignal, &thing, Some(record.id)).await?;
    let actor = who.actor.clone();
    let done = work(&app, move |signals| signals.record(&actor, &record, now)).await?;
    receipt(&done)
}

#[utoipa::path(
    get,
    path = "/signalen",
    operation_id = "haalSignalen",
    tag = "signalen",
    summary = "Een lijst van signalen",
    params(
        ("lijst" = Option<String>, Query, description = "`mijn`, `te-doen`, `postvak` of `alle`; `mijn` als je niets zegt"),
        ("vanaf" = Option<u32>, Query, description = "hoeveel er worden overgeslagen"),
        ("aantal" = Option<u32>, Query, description = "hoeveel; 50 als je niets zegt, hoogstens 200")
    ),
    responses(
        (status = 200, description = "De signalen", body = tonen::Lijst),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Deze lijst is niet voor jou")
    )
)]
async fn get_signalen(
    State(app): State<App>,
    who: SignedIn,
    Query(mut query): Query,
) -> Result<Response<Body>, Problem> {
    let kind = list_kind(&mut query);
    let asked = Asked {
        from: query.whole("vanaf", 0..=FROM_MAX).unwrap_or(0),
        count: query.whole("aantal", 1..=PAGE_MAX).unwrap_or(PAGE),
        ..Asked::default()
    };
    let kind = query.finish(kind)?;
    list(&app, &who, kind, asked, None).await
}

/// Which list is asked for.
fn list_kind(ask: &mut crate::ask::Fields) -> Option<ListKind> {
    let word = ask.text("lijst", LIST_CHARS_MAX).unwrap_or_else(|| "mijn".to_owned());
    let kind = ListKind::parse(&word);
    if kind.is_none() {
        ask.fault("lijst", "moet `mijn`, `te-doen`, `postvak` of `alle` zijn");
    }
    kind
}

/// A page of a list, written in the log.
async fn list(
    app: &App,
    who: &SignedIn,
    kind: ListKind,
    asked: Asked,
    walk_from: Option<(f64, f64)>,
) -> Result<Response<Body>, Problem> {
    let action = match kind {
        ListKind::Mine => Action::ListOwn,
        ListKind::Inbox => Action::ListInbox,
        ListKind::ToDo | ListKind::All => Action::ListTeam,
    };
    let office = app.office()?;
    let scope = toegang::scope(office, &who.actor);
    if !office.may(&who.actor, action, &Thing::of(&who.actor.organisation)) {
        allowed(app, who, action, &Thing::of(&who.actor.organisation), None).await?;
    }
    let actor = who.actor.clone();
    let now = app.now();
    let (page, list) = work(app, move |signals| {
        let view = signals.view(&actor.organisation)?;
        let page = view.list(kind, scope, &asked)?;
        let list = tonen::list(signals, &actor, &page, walk_from, now)?;
        Ok((things_of(&page), list))
    })
    .await?;
    logged(app, who, action, &page).await?;
    json(&list)
}

#[utoipa::path(
    get,
    path = "/signalen/{id}",
    operation_id = "haalSignaal",
    tag = "signalen",
    summary = "Een signaal met zijn tijdlijn",
    params(("id" = String, Path, description = "id van het signaal")),
    responses(
        (status = 200, description = "Het signaal, zoals jij het mag zien", body = tonen::Detail),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit signaal is er niet, of het is niet voor jou")
    )
)]
async fn get_signaal(
    State(app): State<App>,
    who: SignedIn,
    _: NoQuery,
    Path(id): Path<String>,
) -> Result<Response<Body>, Problem> {
    let state = see(&app, &who, &id, Action::SeeSignal).await?;
    json(&detail(&app, &who, state).await?)
}

/// A signal as the reader sees it.
async fn detail(app: &App, who: &SignedIn, state: schouw_signal::State) -> Result<tonen::Detail, Problem> {
    let (actor, now) = (who.actor.clone(), app.now());
    let open = toegang::steps(app.office()?, &who.actor, &state);
    work(app, move |signals| tonen::detail(signals, &actor, &state, open, now)).await
}

/// The problem of a step that clashes, with how the signal stands now.
async fn clash(app: &App, who: &SignedIn, state: schouw_signal::State) -> Problem {
    let changed = Problem::conflict(
        "Iemand anders heeft dit signaal intussen veranderd. Bekijk beide versies en doe het opnieuw.",
    );
    // who may take a step and not see the signal is not shown it by way of a clash
    let thing = thing(&who.actor, &state);
    if !app.office().is_ok_and(|office| office.may(&who.actor, Action::SeeSignal, &thing)) {
        return changed;
    }
    match detail(app, who, state).await {
        Ok(now) => changed.with_extra("huidig", serde_json::to_value(now).unwrap_or_default()),
        Err(problem) => problem,
    }
}

/// The problem of an error, with how the signal stands when that is what is wrong.
async fn failed(app: &App, who: &SignedIn, error: schouw_node::signals::SignalError) -> Problem {
    match error {
        schouw_node::signals::SignalError::Changed(state) => clash(app, who, *state).await,
        other => problem(app, other),
    }
}
