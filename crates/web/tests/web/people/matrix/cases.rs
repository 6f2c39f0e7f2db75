//! What each endpoint asks of the rules on access. An endpoint without a case fails the test.

use axum::http::Method;
use schouw_law::access::Action;
use serde_json::{Value, json};

/// What everybody may ask, also who did not sign in.
pub const OPEN: [&str; 27] = [
    "/aanmeldwijzen",
    "/adressen/_zoek",
    "/bronnen",
    "/bronnen/{id}",
    "/catalogus",
    "/cijfers",
    "/cijfers/{id}",
    "/gebieden",
    "/gebieden/{code}",
    "/hier/_zoek",
    "/kaart/_zoek",
    "/mag-delen/_gesprek",
    "/mag-delen/_uitleg",
    "/mag-delen/_vorm",
    "/mag-delen/_vraag",
    "/mag-doen/_kaart",
    "/mag-doen/_uitleg",
    "/mag-doen/_vraag",
    "/mag-doen/_zoek",
    "/mag-vastleggen/_bewaren",
    "/mag-vastleggen/_vraag",
    "/momentopname",
    "/openapi.json",
    "/pakketten",
    "/pakketten/{gemeente}/{digest}",
    "/sessies",
    "/verwerkingsactiviteiten",
];

/// What an address is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// the own organisation as a whole, or something new
    Own,
    User,
    Signal,
    Photo,
}

/// What is sent.
#[derive(Debug, PartialEq)]
pub enum Body {
    None,
    /// with a new `id` each time when it has one
    Json(Value),
    Photo,
}

/// One way to ask an endpoint.
pub struct Ask {
    /// the action that the rules decide about; everybody who signed in when there is none
    pub action: Option<Action>,
    pub about: About,
    pub query: &'static str,
    pub body: Body,
    /// how it may be answered when the rules say yes: the law or the signal may still say no (409, 422)
    pub good: &'static [u16],
}

impl Ask {
    fn of(about: About, action: Action, body: Body, good: &'static [u16]) -> Self {
        Self { action: Some(action), about, query: "", body, good }
    }
}

/// The operations of the document: method, address, whether it asks who you are.
pub fn operations() -> Vec<(Method, String, bool)> {
    let document = schouw_web::api::document();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let guarded = path != "/sessies" && operation["responses"]["401"].is_object();
            found.push((method.to_uppercase().parse().unwrap(), format!("/v1{path}"), guarded));
        }
    }
    found
}

/// How an endpoint is asked.
pub fn cases(method: &Method, path: &str) -> Vec<Ask> {
    let json = Body::Json;
    let own = |action, body, good| vec![Ask::of(About::Own, action, body, good)];
    let user = |action, body| vec![Ask::of(About::User, action, Body::Json(body), &[204])];
    let signal = |action, body, good| vec![Ask::of(About::Signal, action, body, good)];
    let anybody = |good| vec![Ask { action: None, about: About::Own, query: "", body: Body::None, good }];
    match (method.as_str(), path) {
        ("GET", "/v1/sessie" | "/v1/themas" | "/v1/standaardantwoorden") => anybody(&[200]),
        ("DELETE", "/v1/sessie") => anybody(&[204]),
        ("GET", "/v1/gebruikers") => own(Action::SeeUsers, Body::None, &[200]),
        ("PUT", "/v1/gebruikers/{id}") => {
            user(Action::ChangeUser, json!({ "rollen": ["boa"], "actief": true }))
        }
        ("POST", "/v1/gebruikers/{id}/_beeindig") => user(Action::EndSessions, json!({ "wissen": false })),
        ("GET", "/v1/verwerkingen") => own(Action::SeeProcessing, Body::None, &[200]),
        ("GET", "/v1/verstrekkingen") => own(Action::SeeProvisions, Body::None, &[200]),
        ("GET", "/v1/opruimingen/_proef") => own(Action::TryErasure, Body::None, &[200]),
        ("GET", "/v1/partners") => own(Action::SeePartners, Body::None, &[200]),
        ("POST", "/v1/signalen") => own(Action::RecordSignal, json(observation()), &[201, 422]),
        ("GET", "/v1/signalen") => lists(),
        ("POST", "/v1/signalen/_zoek") => own(Action::ListTeam, json(json!({ "lijst": "te-doen" })), &[200]),
        ("POST", "/v1/signalen/_nabij") => {
            own(Action::SeeSignal, json(json!({ "lat": 52.5, "lon": 5.2 })), &[200])
        }
        ("POST", "/v1/vragen") => own(Action::Ask, json(question()), &[201, 400, 422]),
        ("GET", "/v1/vragen") => own(Action::ListInbox, Body::None, &[200]),
        ("GET", "/v1/signalen/{id}") => signal(Action::SeeSignal, Body::None, &[200]),
        ("POST", "/v1/signalen/{id}/voorbeelden") => {
            let body = json!({ "aan": "parket-markermeer", "doel": "administrative_enforcement" });
            signal(Action::Preview, json(body), &[200, 400, 422])
        }
        ("POST", "/v1/signalen/{id}/stappen") => steps(),
        ("GET", "/v1/fotos/{id}") => vec![Ask::of(About::Photo, Action::SeePhoto, Body::None, &[200])],
        ("PUT", "/v1/fotos/{id}") => own(Action::PutPhoto, Body::Photo, &[201]),
        _ => panic!("{method} {path} has no case here: who may reach it?"),
    }
}

fn lists() -> Vec<Ask> {
    let list = |query, action| Ask { query, ..Ask::of(About::Own, action, Body::None, &[200]) };
    vec![
        list("", Action::ListOwn),
        list("?lijst=te-doen", Action::ListTeam),
        list("?lijst=alle", Action::ListTeam),
        list("?lijst=postvak", Action::ListInbox),
    ]
}

/// Every step, made for a version that is not there, so that nothing changes on the way.
fn steps() -> Vec<Ask> {
    let id = "01932c07-d000-7000-8000-00000000fffe";
    let pass = |more: &str| json!({ "stap": more, "aan": "platform-markerwaard", "doel": "police_task" });
    let bodies = [
        (Action::Weigh, json!({ "stap": "wegen", "reden": "lekt" })),
        (Action::TakeUp, json!({ "stap": "oppakken" })),
        (Action::PassOn, pass("doorgeven")),
        (Action::Ask, pass("vragen")),
        (Action::Keep, json!({ "stap": "bewaren", "reden": "later" })),
        (Action::NoAction, json!({ "stap": "geen-actie", "reden": "niets te zien" })),
        (Action::Answer, json!({ "stap": "antwoorden", "tekst": "Gedaan." })),
        (Action::Close, json!({ "stap": "sluiten", "tekst": "Gedaan." })),
        (Action::Reopen, json!({ "stap": "heropenen", "reden": "weer" })),
        (Action::Correct, json!({ "stap": "corrigeren", "tekst": "Anders", "reden": "beter" })),
        (Action::Withdraw, json!({ "stap": "intrekken", "reden": "vergissing" })),
        (Action::Merge, json!({ "stap": "samenvoegen", "met": id })),
        (
            Action::AttachProblem,
            json!({ "stap": "bij-probleem", "verwijzing": { "dataset": "markerwaard-meldingen", "id": "990412" } }),
        ),
        (Action::ToInvestigation, json!({ "stap": "naar-opsporing", "reden": "verdenking", "inAkte": true })),
        (Action::CouldNotAct, json!({ "stap": "kon-niet-optreden", "reden": "geen-middelen" })),
        (Action::Acknowledge, json!({ "stap": "ontvangst" })),
    ];
    let ask = |(action, mut body): (Action, Value)| {
        body["id"] = id.into();
        body["versie"] = 999_999.into();
        let good: &[u16] = match action {
            // what would be joined with is not there
            Action::Merge => &[400],
            // one organisation is the partner itself
            Action::PassOn | Action::Ask => &[400, 409, 422],
            _ => &[201, 409, 422],
        };
        Ask::of(About::Signal, action, Body::Json(body), good)
    };
    bodies.into_iter().map(ask).collect()
}

fn observation() -> Value {
    json!({
        "id": "", "opgenomenOp": "2026-11-20T20:00:00Z", "thema": "afval", "tekst": "Zakken naast de container",
        "plaats": { "lat": 52.4, "lon": 5.1 }, "hoedanigheid": "toezicht", "fotos": []
    })
}

fn question() -> Value {
    json!({
        "id": "", "aan": "gemeente-markerwaard", "doel": "nuisance_approach", "wil": [],
        "tekst": "Is de container geleegd?"
    })
}
