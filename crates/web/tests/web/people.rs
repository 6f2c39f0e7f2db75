//! People who ask: how they sign in, and how their browsers ask.

mod logs;
mod matrix;
mod sessions;
mod wrong;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use schouw_base::Clock as _;
use schouw_node::journal::Place as JournalPlace;
use schouw_node::office::{Office, OfficePlace};
use schouw_node::people::{KEY_FILE, Lives, Person, markerwaard};
use schouw_node::signals;
use schouw_web::App;
use schouw_web::settings::Settings;
use serde_json::{Value, json};

use crate::stage::{Answered, app_of, clock, send, town};

/// Where the server is, as a browser says it.
pub const HERE: &str = "http://localhost";

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

/// The server of a place with the signals of its organisations.
pub fn with_signals(place: &Place) -> App {
    let root = place.folder.path().join("journal");
    let signals = signals::open(&place.office, JournalPlace::sqlite(root), Arc::new(clock())).unwrap();
    place.app.clone().with_signals(Arc::new(signals))
}

/// Somebody of the demo, by number.
pub fn somebody(place: &Place, number: u8) -> Person {
    place.office.people.user(markerwaard::id(number)).unwrap().unwrap()
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

pub fn browser(answered: &Answered) -> Browser {
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

    /// Puts bytes that say they are a JPEG.
    pub async fn put(&self, app: &App, path: &str, bytes: Vec<u8>) -> Answered {
        let request = Request::put(path)
            .header("cookie", &self.cookie)
            .header("x-csrf-token", &self.csrf)
            .header("origin", HERE)
            .header("content-type", "image/jpeg");
        send(app, request.body(Body::from(bytes)).unwrap()).await
    }
}

/// The operations of the document that ask who you are.
pub fn guarded() -> Vec<(Method, String)> {
    let document = schouw_web::api::document();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            if path != "/sessies" && operation["responses"]["401"].is_object() {
                found.push((method.to_uppercase().parse().unwrap(), format!("/v1{path}")));
            }
        }
    }
    assert!(found.len() >= 22, "{found:?}");
    found
}

/// An address with ids of nothing.
pub fn filled(path: &str) -> String {
    let mut filled = String::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        filled.push('/');
        filled.push_str(if part.starts_with('{') { "01932c07-d000-7000-8000-000000000001" } else { part });
    }
    filled
}
