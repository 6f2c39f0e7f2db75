//! The users of the own organisation, for the administrator. Users of another organisation are not there.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse as _;
use schouw_base::{Role, UserId};
use schouw_law::access::{Action, Thing};
use schouw_node::logs::{Activity, Handling, Outcome};
use schouw_node::people::{PeopleError, Person};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::json;
use crate::ask::{JsonBody, NoQuery};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::App;

/// Most roles of one user.
const ROLES_MAX: usize = Role::ALL.len();
/// Longest word of a role, in characters.
const ROLE_CHARS_MAX: usize = 40;

/// A user in the list of the administrator.
#[derive(Debug, Serialize, ToSchema)]
struct Account {
    id: String,
    naam: String,
    gebruikersnaam: Option<String>,
    team: Option<String>,
    rollen: Vec<String>,
    actief: bool,
    akte: Option<Akte>,
}

/// A deed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Akte {
    domein: String,
    gebied: String,
    geldig_tot: String,
}

/// The users of the organisation.
#[derive(Debug, Serialize, ToSchema)]
struct Gebruikers {
    gebruikers: Vec<Account>,
}

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_gebruikers))
        .routes(routes!(put_gebruiker))
        .routes(routes!(post_beeindig))
}

fn account(person: &Person) -> Account {
    Account {
        id: person.user.to_string(),
        naam: person.name.clone(),
        gebruikersnaam: person.login.clone(),
        team: person.team.clone(),
        rollen: person.roles.iter().map(ToString::to_string).collect(),
        actief: person.active,
        akte: person.deed.as_ref().map(|deed| Akte {
            domein: deed.domain.clone(),
            gebied: deed.territory.clone(),
            geldig_tot: deed.valid_until.to_string(),
        }),
    }
}

/// What is not the asker's looks like what is not there.
fn hidden() -> Problem {
    Problem::not_found("Dit is er niet, of het is niet voor jou.")
}

async fn allowed(app: &App, who: &SignedIn, action: Action, thing: &Thing) -> Result<(), Problem> {
    let office = app.office()?;
    let may = office.may(&who.actor, action, thing);
    let outcome = if may { Outcome::Done } else { Outcome::Refused };
    let mut handling = Handling::of(&who.actor, action, app.now())
        .outcome(outcome)
        .processing(Activity::Accounts, thing.holder.map(|user| user.to_string()));
    if let Some(user) = thing.holder {
        handling = handling.about(user);
    }
    office.logs.write(handling).await.map_err(|_| Problem::not_logged())?;
    if may { Ok(()) } else { Err(hidden()) }
}

/// The user of an address, and that something may be done with it.
async fn chosen(app: &App, who: &SignedIn, id: &str, action: Action) -> Result<UserId, Problem> {
    let user = UserId(id.parse().map_err(|_| hidden())?);
    let found = app.office()?.people.user(user).map_err(|error| app.broke(&error))?;
    // who is not there is asked about as somebody of the own organisation: the answer is the same
    let organisation = found.as_ref().map_or(&who.actor.organisation, |person| &person.organisation.id);
    let thing = Thing { holder: Some(user), ..Thing::of(organisation) };
    allowed(app, who, action, &thing).await?;
    if found.is_some() { Ok(user) } else { Err(hidden()) }
}

#[utoipa::path(
    get,
    path = "/gebruikers",
    operation_id = "haalGebruikers",
    tag = "gebruikers",
    summary = "De gebruikers van je organisatie",
    responses(
        (status = 200, description = "De gebruikers, met hun rollen en akte", body = Gebruikers),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit is er niet, of het is niet voor jou")
    )
)]
async fn get_gebruikers(
    State(app): State<App>,
    _: NoQuery,
    who: SignedIn,
) -> Result<Response<Body>, Problem> {
    allowed(&app, &who, Action::SeeUsers, &Thing::of(&who.actor.organisation)).await?;
    let users = app.office()?.people.users(Some(&who.actor.organisation));
    let users = users.map_err(|error| app.broke(&error))?;
    json(&Gebruikers { gebruikers: users.iter().map(account).collect() })
}

#[utoipa::path(
    put,
    path = "/gebruikers/{id}",
    operation_id = "wijzigGebruiker",
    tag = "gebruikers",
    summary = "Rollen geven, of een gebruiker blokkeren",
    description = "De sessies van de gebruiker gaan dicht, zodat meteen geldt wat er nu staat.",
    params(("id" = String, Path, description = "kenmerk van de gebruiker")),
    request_body(content = ref("#/components/schemas/GebruikerVraag"), content_type = "application/json"),
    responses(
        (status = 204, description = "Gewijzigd"),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 403, description = "De vraag kwam niet van een pagina van deze server"),
        (status = 404, description = "Dit is er niet, of het is niet voor jou")
    )
)]
async fn put_gebruiker(
    State(app): State<App>,
    Path(id): Path<String>,
    who: SignedIn,
    JsonBody(mut fields): JsonBody,
) -> Result<Response<Body>, Problem> {
    let roles = fields.texts("rollen", ROLES_MAX, ROLE_CHARS_MAX);
    fields.needed("rollen", roles.is_some());
    let active = fields.flag("actief");
    fields.needed("actief", active.is_some());
    let parsed: Option<BTreeSet<Role>> =
        roles.and_then(|roles| roles.iter().map(|word| word.parse().ok()).collect());
    if parsed.as_ref().is_none_or(BTreeSet::is_empty) {
        let words: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
        fields.fault("rollen", format!("moet één of meer zijn van {}", words.join(", ")));
    }
    let (roles, active) = fields.finish(parsed.zip(active))?;
    let user = chosen(&app, &who, &id, Action::ChangeUser).await?;
    let (people, now) = (app.office()?.people.clone(), app.now());
    run(&app, move || {
        people.give_roles(user, &roles, now)?;
        people.set_active(user, active, now)
    })
    .await
}

#[utoipa::path(
    post,
    path = "/gebruikers/{id}/_beeindig",
    operation_id = "beeindigSessies",
    tag = "gebruikers",
    summary = "Alle sessies van een gebruiker beëindigen",
    description = "Met `wissen` gooit de app op het toestel weg wat er nog staat: het toestel is kwijt.",
    params(("id" = String, Path, description = "kenmerk van de gebruiker")),
    request_body(content = ref("#/components/schemas/BeeindigVraag"), content_type = "application/json"),
    responses(
        (status = 204, description = "De sessies zijn voorbij"),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 403, description = "De vraag kwam niet van een pagina van deze server"),
        (status = 404, description = "Dit is er niet, of het is niet voor jou")
    )
)]
async fn post_beeindig(
    State(app): State<App>,
    Path(id): Path<String>,
    who: SignedIn,
    JsonBody(mut fields): JsonBody,
) -> Result<Response<Body>, Problem> {
    let wipe = fields.flag("wissen");
    fields.needed("wissen", wipe.is_some());
    let wipe = fields.finish(wipe)?;
    let user = chosen(&app, &who, &id, Action::EndSessions).await?;
    let (people, now) = (app.office()?.people.clone(), app.now());
    run(&app, move || people.end_sessions(user, wipe, now)).await
}

/// Changes people on a thread that may wait for the disk.
async fn run(
    app: &App,
    work: impl FnOnce() -> Result<(), PeopleError> + Send + 'static,
) -> Result<Response<Body>, Problem> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|_| Problem::broken())?;
    done.map_err(|error| app.broke(&error))?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The forms of what is sent.
pub(super) fn forms() -> [(&'static str, Value); 2] {
    let words: Vec<&str> = Role::ALL.iter().map(|role| role.word()).collect();
    let object = |required: &[&str], properties: Value| json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false });
    let roles = json!({ "type": "array", "minItems": 1, "maxItems": ROLES_MAX, "items": { "enum": words } });
    [
        (
            "GebruikerVraag",
            object(&["rollen", "actief"], json!({ "rollen": roles, "actief": { "type": "boolean" } })),
        ),
        ("BeeindigVraag", object(&["wissen"], json!({ "wissen": { "type": "boolean" } }))),
    ]
}
