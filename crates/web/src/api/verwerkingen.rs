//! What was processed, why, by whom and until when, and what went to others: for the privacy officer. Looking is written
//! down too.

use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use schouw_law::access::{Action, Thing};
use schouw_node::logs::{Activity, BookKind, Entry, Found, Handling, Logs, Outcome};
use schouw_node::office::Office;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::json;
use crate::ask::{NoQuery, Query};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::App;

/// Lines on a page.
const PAGE: u32 = 50;
/// Most lines on a page.
const PAGE_MAX: u32 = 200;
/// Longest moment in a query, in characters.
const MOMENT_CHARS_MAX: usize = 40;
/// The books that are shown, with their words.
const BOOKS: [(&str, BookKind); 3] = [
    ("toezicht", BookKind::Supervision),
    ("opsporing", BookKind::Investigation),
    ("beheer", BookKind::Keeping),
];

/// Something that was processed.
#[derive(Debug, Serialize, ToSchema)]
struct Verwerking {
    operatie: String,
    /// when it began
    tijd: String,
    handeling: String,
    /// activity in the register
    activiteit: Option<String>,
    /// why
    doel: Option<String>,
    grondslag: Option<String>,
    /// until when it is kept
    bewaartermijn: Option<String>,
    /// pseudonym of the case
    zaak: Option<String>,
    /// who did it
    door: Option<Door>,
    uitkomst: Option<String>,
}

/// Who did it.
#[derive(Debug, Serialize, ToSchema)]
struct Door {
    id: Option<String>,
    naam: Option<String>,
    rollen: Vec<String>,
}

/// A page of what was processed, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct Verwerkingen {
    verwerkingen: Vec<Verwerking>,
    /// where the next page begins (`voor`); none when this is the last
    volgende: Option<String>,
}

/// Something that went to another organisation.
#[derive(Debug, Serialize, ToSchema)]
struct Verstrekking {
    tijd: String,
    /// the record that it was about
    voorwerp: Option<String>,
    aan: String,
    artikel: String,
    doel: String,
    door: Door,
}

/// A page of what went to others, newest first.
#[derive(Debug, Serialize, ToSchema)]
struct Verstrekkingen {
    verstrekkingen: Vec<Verstrekking>,
    /// where the next page begins (`voor`); none when this is the last
    volgende: Option<String>,
}

/// An activity in the register.
#[derive(Debug, Serialize, ToSchema)]
struct Activiteit {
    id: String,
    versie: u32,
    naam: String,
    doel: String,
    grondslag: String,
    regime: String,
    gegevens: String,
    betrokkenen: String,
    ontvangers: String,
    bewaartermijn: String,
}

/// The register.
#[derive(Debug, Serialize, ToSchema)]
struct Register {
    activiteiten: Vec<Activiteit>,
}

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_verwerkingen))
        .routes(routes!(get_verstrekkingen))
        .routes(routes!(get_verwerkingsactiviteiten))
}

async fn allowed(app: &App, who: &SignedIn, action: Action) -> Result<(), Problem> {
    let office = app.office()?;
    let may = office.may(&who.actor, action, &Thing::of(&who.actor.organisation));
    let handling = Handling::of(&who.actor, action, app.now())
        .outcome(if may { Outcome::Done } else { Outcome::Refused })
        .processing(Activity::Oversight, None);
    office.logs.write(handling).await.map_err(|_| Problem::not_logged())?;
    if may { Ok(()) } else { Err(Problem::not_found("Dit is er niet, of het is niet voor jou.")) }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn door(office: &Office, audit: &Value) -> Door {
    let id = text(&audit["gebruiker"]);
    let user = id.as_ref().and_then(|id| id.parse().ok()).map(schouw_base::UserId);
    let person = user.and_then(|user| office.people.user(user).ok().flatten());
    Door {
        id,
        naam: person.map(|person| person.name),
        rollen: audit["rollen"].as_array().into_iter().flatten().filter_map(text).collect(),
    }
}

fn verwerking(office: &Office, found: &Found) -> Verwerking {
    let line = &found.line;
    let address = line["attributes"]["dpl.core.processing_activity_id"].as_str().unwrap_or_default();
    let entry: Option<&Entry> = office.logs.register().of_address(address);
    let at = line["startTime"].as_i64().and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok());
    Verwerking {
        operatie: text(&line["operationId"]).unwrap_or_default(),
        tijd: at.map(|at| at.to_string()).unwrap_or_default(),
        handeling: text(&line["name"]).unwrap_or_default(),
        activiteit: entry.map(|entry| entry.naam.clone()),
        doel: entry.map(|entry| entry.doel.clone()),
        grondslag: entry.map(|entry| entry.grondslag.clone()),
        bewaartermijn: entry.map(|entry| entry.bewaartermijn.clone()),
        zaak: text(&line["attributes"]["dpl.core.data_subject_id"]),
        door: found.audit.as_ref().map(|audit| door(office, audit)),
        uitkomst: found.audit.as_ref().and_then(|audit| text(&audit["uitkomst"])),
    }
}

#[utoipa::path(
    get,
    path = "/verwerkingen",
    operation_id = "haalVerwerkingen",
    tag = "verwerkingen",
    summary = "Wat er verwerkt is, waarom, door wie en tot wanneer",
    params(
        ("boek" = Option<String>, Query, description = "`toezicht`, `opsporing` of `beheer`; `toezicht` als je niets zegt"),
        ("voor" = Option<String>, Query, description = "alleen wat voor dit moment begon"),
        ("aantal" = Option<u32>, Query, description = "hoeveel; 50 als je niets zegt, hoogstens 200")
    ),
    responses(
        (status = 200, description = "Wat er verwerkt is, het nieuwste eerst", body = Verwerkingen),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit is er niet, of het is niet voor jou")
    )
)]
async fn get_verwerkingen(
    State(app): State<App>,
    who: SignedIn,
    Query(mut query): Query,
) -> Result<Response<Body>, Problem> {
    let word = query.text("boek", MOMENT_CHARS_MAX).unwrap_or_else(|| "toezicht".into());
    let book = BOOKS.iter().find(|(name, _)| *name == word).map(|(_, book)| *book);
    if book.is_none() {
        query.fault("boek", "moet `toezicht`, `opsporing` of `beheer` zijn");
    }
    let before = moment(&mut query);
    let count = query.whole("aantal", 1..=PAGE_MAX).unwrap_or(PAGE) as usize;
    let book = query.finish(book)?;
    allowed(&app, &who, Action::SeeProcessing).await?;
    let office = app.office()?.clone();
    let job = tokio::task::spawn_blocking(move || {
        let before = before.map(jiff::Timestamp::as_millisecond);
        let page = office.logs.processed(&who.actor.organisation, book, before, count)?;
        let last = page.found.last().filter(|_| page.more).and_then(|one| one.line["startTime"].as_i64());
        Ok::<_, std::io::Error>(Verwerkingen {
            verwerkingen: page.found.iter().map(|found| verwerking(&office, found)).collect(),
            volgende: last.and_then(|ms| jiff::Timestamp::from_millisecond(ms).ok()).map(|at| at.to_string()),
        })
    });
    json(&job.await.map_err(|_| Problem::broken())?.map_err(|error| app.broke(&error))?)
}

fn moment(query: &mut crate::ask::Fields) -> Option<jiff::Timestamp> {
    let typed = query.text("voor", MOMENT_CHARS_MAX)?;
    let read = typed.parse().ok();
    if read.is_none() {
        query.fault("voor", "moet een moment zijn zoals `2026-11-27T20:40:00Z`");
    }
    read
}

#[utoipa::path(
    get,
    path = "/verstrekkingen",
    operation_id = "haalVerstrekkingen",
    tag = "verwerkingen",
    summary = "Wat er naar anderen ging, met artikel en doel",
    params(
        ("voor" = Option<String>, Query, description = "alleen wat voor dit moment ging"),
        ("aantal" = Option<u32>, Query, description = "hoeveel; 50 als je niets zegt, hoogstens 200")
    ),
    responses(
        (status = 200, description = "Wat er naar anderen ging, het nieuwste eerst", body = Verstrekkingen),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit is er niet, of het is niet voor jou")
    )
)]
async fn get_verstrekkingen(
    State(app): State<App>,
    who: SignedIn,
    Query(mut query): Query,
) -> Result<Response<Body>, Problem> {
    let before = moment(&mut query);
    let count = query.whole("aantal", 1..=PAGE_MAX).unwrap_or(PAGE) as usize;
    query.finish(Some(()))?;
    allowed(&app, &who, Action::SeeProvisions).await?;
    let office = app.office()?.clone();
    let job = tokio::task::spawn_blocking(move || {
        let logs: &Logs = &office.logs;
        let before = before.map(|at| at.to_string());
        let given = |line: &Value| line["verstrekking"].is_object() && line["uitkomst"] == "gedaan";
        let (lines, more) = logs.audited(&who.actor.organisation, before.as_deref(), count, given)?;
        let last = lines.last().filter(|_| more).and_then(|line| text(&line["tijd"]));
        let one = |line: &Value| Verstrekking {
            tijd: text(&line["tijd"]).unwrap_or_default(),
            voorwerp: text(&line["voorwerp"]),
            aan: text(&line["verstrekking"]["aan"]).unwrap_or_default(),
            artikel: text(&line["verstrekking"]["artikel"]).unwrap_or_default(),
            doel: text(&line["verstrekking"]["doel"]).unwrap_or_default(),
            door: door(&office, line),
        };
        Ok::<_, std::io::Error>(Verstrekkingen {
            verstrekkingen: lines.iter().map(one).collect(),
            volgende: last,
        })
    });
    json(&job.await.map_err(|_| Problem::broken())?.map_err(|error| app.broke(&error))?)
}

#[utoipa::path(
    get,
    path = "/verwerkingsactiviteiten",
    operation_id = "haalVerwerkingsactiviteiten",
    tag = "verwerkingen",
    summary = "Het register van verwerkingsactiviteiten",
    responses(
        (status = 200, description = "Elke activiteit, met doel, grondslag en bewaartermijn", body = Register),
        (status = 404, description = "Deze server heeft geen gebruikers")
    )
)]
async fn get_verwerkingsactiviteiten(State(app): State<App>, _: NoQuery) -> Result<Response<Body>, Problem> {
    let one = |entry: &Entry| Activiteit {
        id: entry.id.clone(),
        versie: entry.version,
        naam: entry.naam.clone(),
        doel: entry.doel.clone(),
        grondslag: entry.grondslag.clone(),
        regime: entry.regime.clone(),
        gegevens: entry.gegevens.clone(),
        betrokkenen: entry.betrokkenen.clone(),
        ontvangers: entry.ontvangers.clone(),
        bewaartermijn: entry.bewaartermijn.clone(),
    };
    json(&Register { activiteiten: app.office()?.logs.register().entries().map(one).collect() })
}
