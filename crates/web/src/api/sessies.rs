//! Signing in and out, and who is signed in.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{Response, StatusCode};
use axum::response::IntoResponse as _;
use schouw_base::UserId;
use schouw_node::logs::{Activity, Handling, Outcome};
use schouw_node::people::{LocalAttempt, NewSession, Person, SignInError};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::answer::json;
use crate::ask::{Fields, JsonBody, NoQuery};
use crate::edge::{BaseUrl, client_address, is_secure};
use crate::problem::Problem;
use crate::session::{SignedIn, clear, csrf_token, same_site, secret, set};
use crate::state::App;

/// Longest login or id that is taken, in characters.
const LOGIN_CHARS_MAX: usize = 100;
/// Longest password that is taken, in characters.
const PASSWORD_CHARS_MAX: usize = 256;
/// Longest code that is taken, with spaces.
const CODE_CHARS_MAX: usize = 12;

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Sessie {
    gebruiker: Gebruiker,
    /// the token for the header `X-CSRF-Token` of what changes something
    csrf: String,
    /// whether this is Markerwaard
    demo: bool,
}

/// A user, as the user sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Gebruiker {
    id: String,
    naam: String,
    rollen: Vec<String>,
    organisatie: Organisatie,
    /// domain of the deed, when it holds
    domein: Option<String>,
}

/// An organisation.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Organisatie {
    id: String,
    naam: String,
    soort: String,
}

/// How people sign in here.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Aanmeldwijzen {
    /// with login, password and code
    lokaal: bool,
    /// at the organisation's own provider
    oidc: Vec<Aanbieder>,
    /// with one click; only in the demo
    demo: Vec<DemoGebruiker>,
}

/// A provider to sign in at: `/aanmelden/oidc/{id}`.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Aanbieder {
    id: String,
    naam: String,
}

/// Somebody of Markerwaard.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct DemoGebruiker {
    id: String,
    naam: String,
    rol: String,
    organisatie: String,
}

/// The routes of this resource.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_sessie, delete_sessie))
        .routes(routes!(post_sessie))
        .routes(routes!(get_aanmeldwijzen))
}

pub(super) fn gebruiker(app: &App, person: &Person) -> Gebruiker {
    let today = app.now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    Gebruiker {
        id: person.user.to_string(),
        naam: person.name.clone(),
        rollen: person.roles.iter().map(ToString::to_string).collect(),
        organisatie: Organisatie {
            id: person.organisation.id.to_string(),
            naam: person.organisation.name.clone(),
            soort: person.organisation.kind.word().to_owned(),
        },
        domein: person.domain(today).map(str::to_owned),
    }
}

#[utoipa::path(
    get,
    path = "/sessie",
    operation_id = "haalSessie",
    tag = "sessie",
    summary = "Wie er is ingelogd",
    responses(
        (status = 200, description = "Wie er is ingelogd, en het token om iets te veranderen", body = Sessie),
        (status = 401, description = "Niemand; `wissen` zegt dat de app alles op het toestel weggooit"),
        (status = 404, description = "Deze server heeft geen gebruikers")
    )
)]
async fn get_sessie(State(app): State<App>, _: NoQuery, who: SignedIn) -> Result<Response<Body>, Problem> {
    json(&Sessie { gebruiker: gebruiker(&app, &who.person), csrf: who.csrf, demo: app.settings().demo })
}

#[utoipa::path(
    delete,
    path = "/sessie",
    operation_id = "beeindigSessie",
    tag = "sessie",
    summary = "Uitloggen",
    responses(
        (status = 204, description = "De sessie is voorbij"),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 403, description = "De vraag kwam niet van een pagina van deze server"),
        (status = 404, description = "Deze server heeft geen gebruikers")
    )
)]
async fn delete_sessie(State(app): State<App>, _: NoQuery, who: SignedIn) -> Result<Response<Body>, Problem> {
    let (office, now) = (app.office()?.clone(), app.now());
    let handling = Handling::named(&who.actor, "sign_out", now).processing(Activity::Accounts, None);
    office.logs.write(handling).await.map_err(|_| Problem::not_logged())?;
    let digest = who.session.digest;
    let ended = tokio::task::spawn_blocking(move || office.people.end_session(&digest, now)).await;
    ended.map_err(|_| Problem::broken())?.map_err(|error| app.broke(&error))?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    // over TLS or not: the browser has one of the two
    for cookie in [clear(true), clear(false)].into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

#[utoipa::path(
    get,
    path = "/aanmeldwijzen",
    operation_id = "haalAanmeldwijzen",
    tag = "sessie",
    summary = "Hoe je hier inlogt",
    responses((status = 200, description = "Hoe je hier inlogt", body = Aanmeldwijzen))
)]
async fn get_aanmeldwijzen(State(app): State<App>, _: NoQuery) -> Result<Response<Body>, Problem> {
    let Ok(office) = app.office() else {
        return json(&Aanmeldwijzen { lokaal: false, oidc: Vec::new(), demo: Vec::new() });
    };
    let demo = if app.settings().one_click {
        office.people.demo_people().map_err(|error| app.broke(&error))?
    } else {
        Vec::new()
    };
    let lokaal = office.people.has_passwords().map_err(|error| app.broke(&error))?;
    let one = |person: &Person| DemoGebruiker {
        id: person.user.to_string(),
        naam: person.name.clone(),
        rol: person.roles.iter().next().map(ToString::to_string).unwrap_or_default(),
        organisatie: person.organisation.name.clone(),
    };
    let oidc = office
        .providers
        .iter()
        .map(|one| Aanbieder { id: one.settings().id.clone(), naam: one.settings().name.clone() })
        .collect();
    json(&Aanmeldwijzen { lokaal, oidc, demo: demo.iter().map(one).collect() })
}

/// What somebody sends to sign in.
enum Asked {
    Local { login: String, password: String, code: String },
    Demo(UserId),
}

fn asked(fields: &mut Fields, demo: bool) -> Option<Asked> {
    let kind = fields.text("soort", LOGIN_CHARS_MAX);
    fields.needed("soort", kind.is_some());
    match kind.as_deref()? {
        "lokaal" => {
            let login = fields.text("gebruikersnaam", LOGIN_CHARS_MAX);
            let password = fields.text("wachtwoord", PASSWORD_CHARS_MAX);
            let code = fields.text("code", CODE_CHARS_MAX);
            for (name, found) in [
                ("gebruikersnaam", login.is_some()),
                ("wachtwoord", password.is_some()),
                ("code", code.is_some()),
            ] {
                fields.needed(name, found);
            }
            Some(Asked::Local { login: login?, password: password?, code: code? })
        }
        "demo" if demo => {
            let user = fields.text("gebruiker", LOGIN_CHARS_MAX);
            fields.needed("gebruiker", user.is_some());
            let id = user?.parse();
            if id.is_err() {
                fields.fault("gebruiker", "is geen gebruiker van de demo; zie /v1/aanmeldwijzen");
            }
            Some(Asked::Demo(UserId(id.ok()?)))
        }
        _ => {
            let known = if demo { "`lokaal` of `demo`" } else { "`lokaal`" };
            fields.fault("soort", format!("moet {known} zijn"));
            None
        }
    }
}

#[utoipa::path(
    post,
    path = "/sessies",
    operation_id = "beginSessie",
    tag = "sessie",
    summary = "Inloggen",
    description = "Geeft bij elke keer inloggen een nieuwe sessie, als cookie. Wat er niet klopte zegt het antwoord niet.",
    request_body(content = ref("#/components/schemas/SessieVraag"), content_type = "application/json"),
    responses(
        (status = 201, description = "Ingelogd", body = Sessie),
        (status = 401, description = "Inloggen is niet gelukt"),
        (status = 403, description = "De vraag kwam niet van een pagina van deze server"),
        (status = 404, description = "Deze server heeft geen gebruikers"),
        (status = 429, description = "Te veel pogingen")
    )
)]
async fn post_sessie(
    State(app): State<App>,
    base: BaseUrl,
    Asking(parts): Asking,
    JsonBody(mut fields): JsonBody,
) -> Result<Response<Body>, Problem> {
    let (office, now) = (app.office()?.clone(), app.now());
    if !same_site(&parts, &base) {
        return Err(Problem::elsewhere());
    }
    let one_click = app.settings().one_click && is_loopback(&base);
    let asked = asked(&mut fields, one_click);
    let asked = fields.finish(asked)?;
    let tls = is_secure(&parts, &app);
    let before = secret(&parts.headers, tls);
    let found = match asked {
        Asked::Local { login, password, code } => {
            if let Some(address) = client_address(&parts, &app) {
                app.sign_ins().take(address, now).map_err(Problem::too_many)?;
            }
            let attempt = LocalAttempt { login, password, code, before };
            office.people.clone().sign_in(attempt, now).await
        }
        Asked::Demo(user) => {
            let people = office.people.clone();
            let job = move || people.sign_in_demo(user, before.as_deref(), now);
            match tokio::task::spawn_blocking(job).await {
                Ok(Ok(session)) => Ok(session),
                Ok(Err(schouw_node::people::PeopleError::NotThere(_))) => Err(SignInError::Wrong),
                Ok(Err(error)) => Err(error.into()),
                Err(_) => return Err(Problem::broken()),
            }
        }
    };
    let session = match found {
        Ok(session) => session,
        Err(SignInError::Wrong) => {
            // how many there are is worth knowing; who it was is not told
            tracing::warn!(target: "schouw::people", "signing in failed");
            return Err(Problem::wrong_sign_in());
        }
        Err(SignInError::Busy) => return Err(Problem::too_slow(false)),
        Err(SignInError::People(error)) => return Err(app.broke(&error)),
    };
    begun(&app, &session, tls).await
}

/// Whether people reach this server by a name of this machine: a page elsewhere whose name is made to lead here does not.
fn is_loopback(base: &BaseUrl) -> bool {
    let host = base.0.split_once("://").map_or("", |(_, host)| host);
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_matches(['[', ']']);
    name == "localhost" || name.parse().is_ok_and(|address: std::net::IpAddr| address.is_loopback())
}

/// The answer of a session that began: written in the log first.
async fn begun(app: &App, session: &NewSession, tls: bool) -> Result<Response<Body>, Problem> {
    let handling = Handling::named(&session.person.actor(), "sign_in", app.now())
        .outcome(Outcome::Done)
        .processing(Activity::Accounts, None);
    app.office()?.logs.write(handling).await.map_err(|_| Problem::not_logged())?;
    let sessie = Sessie {
        gebruiker: gebruiker(app, &session.person),
        csrf: csrf_token(&session.secret),
        demo: app.settings().demo,
    };
    let mut response = json(&sessie)?;
    *response.status_mut() = StatusCode::CREATED;
    let headers = response.headers_mut();
    headers.insert("location", HeaderValue::from_static("/v1/sessie"));
    headers.extend(set(&session.secret, tls).map(|cookie| (SET_COOKIE, cookie)));
    Ok(response)
}

/// The head of a request, beside its body.
struct Asking(Parts);

impl axum::extract::FromRequestParts<App> for Asking {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        Ok(Self(parts.clone()))
    }
}

/// The form of what is sent to sign in.
pub(super) fn form() -> Value {
    let text = |most: usize| json!({ "type": "string", "minLength": 1, "maxLength": most, "pattern": r"\S" });
    let object = |required: &[&str], properties: Value| json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false });
    json!({ "oneOf": [
        object(&["soort", "gebruikersnaam", "wachtwoord", "code"], json!({
            "soort": { "const": "lokaal" },
            "gebruikersnaam": text(LOGIN_CHARS_MAX),
            "wachtwoord": text(PASSWORD_CHARS_MAX),
            "code": text(CODE_CHARS_MAX),
        })),
        object(&["soort", "gebruiker"], json!({
            "soort": { "const": "demo" },
            "gebruiker": { "type": "string", "format": "uuid" },
        })),
    ] })
}
