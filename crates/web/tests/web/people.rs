//! Signing in, sessions, and who reaches what: every role × every organisation × every endpoint.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use schouw_base::{Actor, Clock as _};
use schouw_law::access::{AccessLaw, Action, Thing};
use schouw_node::journal::Place as JournalPlace;
use schouw_node::office::{Office, OfficePlace};
use schouw_node::people::{KEY_FILE, Lives, NewUser, Person, markerwaard, totp};
use schouw_web::App;
use schouw_web::settings::Settings;
use serde_json::{Value, json};

use crate::stage::{Answered, app_of, clock, send, town};

/// Where the server is, as a browser says it.
const HERE: &str = "http://localhost";
const PASSWORD: &str = "de reiger staat op de kade";

pub struct Place {
    pub folder: tempfile::TempDir,
    pub app: App,
    pub office: Arc<Office>,
}

pub fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let people = folder.path().join("people");
    let place = OfficePlace {
        key: people.join(KEY_FILE),
        people,
        logs: folder.path().join("logs"),
        journal: JournalPlace::sqlite(folder.path().join("journal")),
        providers: Vec::new(),
        lives: Lives::default(),
        public_url: None,
        create: true,
    };
    let office = Arc::new(Office::open(&place).unwrap());
    markerwaard::make(&office.people, clock().now()).unwrap();
    let settings = Settings { demo: true, one_click: true, ..Settings::default() };
    let app = app_of(town(), settings).with_office(Arc::clone(&office));
    Place { folder, app, office }
}

/// Somebody with a browser.
pub struct Browser {
    pub cookie: String,
    pub csrf: String,
}

pub async fn ask(
    app: &App,
    method: Method,
    path: &str,
    headers: &[(&str, &str)],
    body: Option<&Value>,
) -> Answered {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = match body {
        Some(body) => {
            request = request.header("content-type", "application/json");
            Body::from(body.to_string())
        }
        None => Body::empty(),
    };
    send(app, request.body(body).unwrap()).await
}

pub async fn sign_in(app: &App, person: &Person) -> Browser {
    let body = json!({ "soort": "demo", "gebruiker": person.user.to_string() });
    let answered = ask(app, Method::POST, "/v1/sessies", &[("origin", HERE)], Some(&body)).await;
    assert_eq!(answered.status, StatusCode::CREATED, "{}", answered.json());
    browser(&answered)
}

fn browser(answered: &Answered) -> Browser {
    let cookie = answered.header("set-cookie").split(';').next().unwrap().to_owned();
    Browser { cookie, csrf: answered.json()["csrf"].as_str().unwrap().to_owned() }
}

impl Browser {
    pub async fn ask(&self, app: &App, method: Method, path: &str, body: Option<&Value>) -> Answered {
        let headers = [
            ("cookie", self.cookie.as_str()),
            ("x-csrf-token", self.csrf.as_str()),
            ("origin", HERE),
            ("sec-fetch-site", "same-origin"),
        ];
        ask(app, method, path, &headers, body).await
    }
}

/// The operations of the document that ask who you are.
fn guarded() -> Vec<(Method, String)> {
    let document = schouw_web::api::document();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if path != "/sessies" && operation["responses"]["401"].is_object() {
                found.push((method.to_uppercase().parse().unwrap(), format!("/v1{path}")));
            }
        }
    }
    assert!(found.len() >= 7, "{found:?}");
    found
}

/// An address with ids of nothing.
fn filled(path: &str) -> String {
    let mut filled = String::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        filled.push('/');
        filled.push_str(if part.starts_with('{') { "01932c07-d000-7000-8000-000000000001" } else { part });
    }
    filled
}

#[tokio::test]
async fn signing_in_gives_a_strict_cookie_and_signing_out_ends_it() {
    let place = place();
    let person = &place.office.people.demo_people().unwrap()[0];
    let body = json!({ "soort": "demo", "gebruiker": person.user.to_string() });
    let answered = ask(&place.app, Method::POST, "/v1/sessies", &[], Some(&body)).await;
    let cookie = answered.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(answered.header("cache-control"), "no-store");
    let browser = browser(&answered);
    let session = browser.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!(session.status, StatusCode::OK);
    assert_eq!(session.json()["gebruiker"]["naam"], person.name);
    assert_eq!(session.json()["csrf"], browser.csrf);
    let out = browser.ask(&place.app, Method::DELETE, "/v1/sessie", None).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    let session = browser.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!(session.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_that_somebody_planted_is_not_the_one_that_begins() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let planted = sign_in(&place.app, &people[0]).await;
    let body = json!({ "soort": "demo", "gebruiker": people[1].user.to_string() });
    let headers = [("cookie", planted.cookie.as_str()), ("origin", HERE)];
    let answered = ask(&place.app, Method::POST, "/v1/sessies", &headers, Some(&body)).await;
    assert_ne!(browser(&answered).cookie, planted.cookie);
    let old = planted.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED, "the planted one ended");
    let made_up = format!("schouw={}", "a".repeat(64));
    let answered = ask(&place.app, Method::GET, "/v1/sessie", &[("cookie", &made_up)], None).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn another_site_changes_nothing() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let browser = sign_in(&place.app, &people[0]).await;
    let other = sign_in(&place.app, &people[1]).await;
    let cookie = ("cookie", browser.cookie.as_str());
    let token = ("x-csrf-token", browser.csrf.as_str());
    for headers in [
        vec![cookie],
        vec![cookie, ("x-csrf-token", "")],
        vec![cookie, ("x-csrf-token", other.csrf.as_str())],
        vec![cookie, token, ("origin", "https://evil.example")],
        vec![cookie, token, ("origin", "null")],
        vec![cookie, token, ("origin", "http://localhost:81")],
        vec![cookie, token, ("sec-fetch-site", "cross-site")],
        vec![cookie, token, ("sec-fetch-site", "same-site")],
        vec![cookie, token, ("origin", HERE), ("origin", "https://evil.example")],
    ] {
        for (method, path) in guarded() {
            if method == Method::GET {
                continue;
            }
            let answered = ask(&place.app, method.clone(), &filled(&path), &headers, Some(&json!({}))).await;
            assert_eq!(answered.status, StatusCode::FORBIDDEN, "{method} {path} {headers:?}");
        }
        let answered = browser.ask(&place.app, Method::GET, "/v1/sessie", None).await;
        assert_eq!(answered.status, StatusCode::OK);
    }
    let body = json!({ "soort": "demo", "gebruiker": people[0].user.to_string() });
    for headers in [[("origin", "https://evil.example")], [("sec-fetch-site", "cross-site")]] {
        let answered = ask(&place.app, Method::POST, "/v1/sessies", &headers, Some(&body)).await;
        assert_eq!(answered.status, StatusCode::FORBIDDEN, "signing somebody in from elsewhere");
    }
}

#[tokio::test]
async fn one_click_works_on_loopback_in_the_demo_only() {
    let place = place();
    let person = &place.office.people.demo_people().unwrap()[0];
    let body = json!({ "soort": "demo", "gebruiker": person.user.to_string() });
    let elsewhere = [("host", "rebound.example"), ("origin", "http://rebound.example")];
    let answered = ask(&place.app, Method::POST, "/v1/sessies", &elsewhere, Some(&body)).await;
    assert_eq!(answered.status, StatusCode::BAD_REQUEST, "a name that was made to lead here");
    let app = app_of(town(), Settings::default()).with_office(Arc::clone(&place.office));
    let answered = ask(&app, Method::POST, "/v1/sessies", &[], Some(&body)).await;
    assert_eq!(answered.status, StatusCode::BAD_REQUEST);
    let ways = ask(&app, Method::GET, "/v1/aanmeldwijzen", &[], None).await.json();
    assert_eq!(ways, json!({ "lokaal": false, "oidc": [], "demo": [] }));
}

#[tokio::test]
async fn who_signs_in_wrongly_learns_nothing_and_has_to_wait() {
    let place = place();
    let people = &place.office.people;
    let now = clock().now();
    let new = NewUser {
        organisation: "gemeente-markerwaard".parse().unwrap(),
        team: None,
        login: Some("p.dijk".into()),
        name: "Boa Dijk".into(),
        roles: BTreeSet::from([schouw_base::Role::Boa]),
        demo: false,
    };
    let user = people.add_user(&new, now).unwrap();
    people.set_password(user, PASSWORD, now).unwrap();
    let code = totp::code_at(&people.enrol_totp(user, now).unwrap().secret, now);
    let local = |login: &str, password: &str, code: &str| json!({ "soort": "lokaal", "gebruikersnaam": login, "wachtwoord": password, "code": code });
    let mut answers = BTreeSet::new();
    for (login, password, typed) in
        [("p.dijk", "verkeerd", code.as_str()), ("p.dijk", PASSWORD, "000000"), ("niemand", PASSWORD, &code)]
    {
        let body = local(login, password, typed);
        let answered = ask(&place.app, Method::POST, "/v1/sessies", &[], Some(&body)).await;
        assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
        assert_eq!(answered.header("set-cookie"), "");
        answers.insert(answered.body);
    }
    assert_eq!(answers.len(), 1, "the same answer");
    let body = local("p.dijk", PASSWORD, &code);
    let answered = ask(&place.app, Method::POST, "/v1/sessies", &[], Some(&body)).await;
    assert_eq!(answered.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_lost_phone_is_told_to_throw_away_what_it_holds() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let administrator = people.iter().find(|person| person.user == markerwaard::id(7)).unwrap();
    let boa = people.iter().find(|person| person.user == markerwaard::id(1)).unwrap();
    let (desk, phone) = (sign_in(&place.app, administrator).await, sign_in(&place.app, boa).await);
    let path = format!("/v1/gebruikers/{}/_beeindig", boa.user);
    let done = desk.ask(&place.app, Method::POST, &path, Some(&json!({ "wissen": true }))).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    let answered = phone.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!((answered.status, &answered.json()["wissen"]), (StatusCode::UNAUTHORIZED, &json!(true)));
    let never = ask(&place.app, Method::GET, "/v1/sessie", &[], None).await;
    assert!(never.json().get("wissen").is_none());
}

#[tokio::test]
async fn roles_that_change_end_the_session() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let of = |number: u8| people.iter().find(|person| person.user == markerwaard::id(number)).unwrap();
    let (desk, boa) = (sign_in(&place.app, of(7)).await, sign_in(&place.app, of(1)).await);
    let path = format!("/v1/gebruikers/{}", of(1).user);
    let body = json!({ "rollen": ["adviser"], "actief": true });
    let done = desk.ask(&place.app, Method::PUT, &path, Some(&body)).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    let answered = boa.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
    let own = format!("/v1/gebruikers/{}", of(7).user);
    let all = json!({ "rollen": ["administrator", "privacy_officer"], "actief": true });
    let answered = desk.ask(&place.app, Method::PUT, &own, Some(&all)).await;
    assert_eq!(answered.status, StatusCode::NOT_FOUND, "nobody changes the own roles");
}

/// What an endpoint asks of the rules on access, with the status when they say yes.
fn asks(method: &Method, path: &str) -> Option<(Action, StatusCode, Option<Value>)> {
    let roles = json!({ "rollen": ["boa"], "actief": true });
    Some(match (method.as_str(), path) {
        ("GET", "/v1/gebruikers") => (Action::SeeUsers, StatusCode::OK, None),
        ("PUT", "/v1/gebruikers/{id}") => (Action::ChangeUser, StatusCode::NO_CONTENT, Some(roles)),
        ("POST", "/v1/gebruikers/{id}/_beeindig") => {
            (Action::EndSessions, StatusCode::NO_CONTENT, Some(json!({ "wissen": false })))
        }
        ("GET", "/v1/verwerkingen") => (Action::SeeProcessing, StatusCode::OK, None),
        ("GET", "/v1/verstrekkingen") => (Action::SeeProvisions, StatusCode::OK, None),
        _ => return None,
    })
}

#[tokio::test]
async fn every_role_of_every_organisation_reaches_exactly_what_the_rules_say() {
    let place = place();
    let law = AccessLaw::load().unwrap();
    let now = clock().now();
    let organisations = place.office.people.organisations().unwrap();
    // somebody in every role of every organisation
    let mut everybody = Vec::new();
    for organisation in &organisations {
        for role in schouw_base::Role::ALL {
            let new = NewUser {
                organisation: organisation.id.clone(),
                team: None,
                login: None,
                name: format!("{role} van {}", organisation.id),
                roles: BTreeSet::from([role]),
                demo: true,
            };
            let user = place.office.people.add_user(&new, now).unwrap();
            everybody.push(place.office.people.user(user).unwrap().unwrap());
        }
    }
    let mut asked = 0;
    for (method, path) in guarded() {
        let nobody = ask(&place.app, method.clone(), &filled(&path), &[], Some(&json!({}))).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "nobody, {method} {path}");
        let Some((action, good, body)) = asks(&method, &path) else { continue };
        for person in &everybody {
            let browser = sign_in(&place.app, person).await;
            for target in &organisations {
                // an account of that organisation; one of its own changes, so that nobody is blocked on the way
                let victim = NewUser {
                    organisation: target.id.clone(),
                    team: None,
                    login: None,
                    name: "Iemand".into(),
                    roles: BTreeSet::from([schouw_base::Role::Boa]),
                    demo: false,
                };
                let one = path.contains('{');
                if !one && target.id != person.organisation.id {
                    continue;
                }
                let user = if one { Some(place.office.people.add_user(&victim, now).unwrap()) } else { None };
                let address =
                    user.map_or_else(|| path.clone(), |user| path.replace("{id}", &user.to_string()));
                let actor: Actor = person.actor();
                let thing = Thing { holder: user, ..Thing::of(&target.id) };
                let may = law.may(&actor, action, &thing).unwrap();
                let answered = browser.ask(&place.app, method.clone(), &address, body.as_ref()).await;
                let expected = if may { good } else { StatusCode::NOT_FOUND };
                assert_eq!(answered.status, expected, "{}: {method} {address}", person.name);
                if !may && one {
                    let absent = path.replace("{id}", "936da01f-9abd-4d9d-80c7-02af85c822a8");
                    let never = browser.ask(&place.app, method.clone(), &absent, body.as_ref()).await;
                    assert_eq!(never.body, answered.body, "not yours looks like not there");
                }
                asked += 1;
            }
        }
    }
    assert!(asked > 1_000, "{asked}");
}

#[tokio::test]
async fn the_list_of_users_is_that_of_the_own_organisation() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let of = people.iter().find(|person| person.user == markerwaard::id(7)).unwrap();
    let desk = sign_in(&place.app, of).await;
    let users = desk.ask(&place.app, Method::GET, "/v1/gebruikers", None).await.json();
    assert_eq!(users["gebruikers"].as_array().unwrap().len(), 7);
    assert!(!users.to_string().contains("Buizerd"), "the wijkagent is of the police");
}

#[tokio::test]
async fn the_privacy_officer_sees_what_was_done_and_looking_is_written_down() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let of = |number: u8| people.iter().find(|person| person.user == markerwaard::id(number)).unwrap();
    let desk = sign_in(&place.app, of(7)).await;
    desk.ask(&place.app, Method::GET, "/v1/gebruikers", None).await;
    let officer = sign_in(&place.app, of(6)).await;
    for _ in 0..2 {
        officer.ask(&place.app, Method::GET, "/v1/verwerkingen?boek=beheer", None).await;
    }
    let seen =
        officer.ask(&place.app, Method::GET, "/v1/verwerkingen?boek=beheer&aantal=3", None).await.json();
    let acts: Vec<&str> = seen["verwerkingen"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["handeling"].as_str().unwrap())
        .collect();
    assert_eq!(acts, ["see_processing", "see_processing", "see_processing"], "{seen}");
    let first = &seen["verwerkingen"][0];
    assert_eq!(first["door"]["naam"], of(6).name);
    assert!(first["grondslag"].is_string() && first["bewaartermijn"].is_string(), "{first}");
    let theirs = sign_in(&place.app, of(10)).await;
    let seen = theirs.ask(&place.app, Method::GET, "/v1/verwerkingen?boek=beheer", None).await.json();
    assert!(!seen.to_string().contains(&of(6).user.to_string()), "another organisation");
}

#[tokio::test]
async fn when_the_log_cannot_be_written_nothing_is_shown() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let of = people.iter().find(|person| person.user == markerwaard::id(7)).unwrap();
    let desk = sign_in(&place.app, of).await;
    let mine = place.folder.path().join("logs/gemeente-markerwaard");
    // a file stands where the folder of the audit log of this organisation would be, for a writer that opens it anew
    let other =
        sign_in(&place.app, people.iter().find(|person| person.user == markerwaard::id(9)).unwrap()).await;
    drop(other);
    std::fs::remove_dir_all(&mine).unwrap();
    std::fs::write(&mine, "").unwrap();
    let fresh = OfficePlace {
        people: place.folder.path().join("people"),
        key: place.folder.path().join("people").join(KEY_FILE),
        logs: place.folder.path().join("logs"),
        journal: JournalPlace::sqlite(place.folder.path().join("journal")),
        providers: Vec::new(),
        lives: Lives::default(),
        public_url: None,
        create: false,
    };
    let settings = Settings { demo: true, one_click: true, ..Settings::default() };
    let app = app_of(town(), settings).with_office(Arc::new(Office::open(&fresh).unwrap()));
    let answered = desk.ask(&app, Method::GET, "/v1/gebruikers", None).await;
    assert_eq!(answered.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!String::from_utf8_lossy(&answered.body).contains("Meerkoet"));
}
