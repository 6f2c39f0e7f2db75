//! The story of a signal through three organisations, as clients ask it.

use std::collections::BTreeMap;

use axum::http::{Method, StatusCode};
use schouw_web::App;
use serde_json::{Value, json};

use crate::people::{Browser, Place, place, sign_in, with_signals};
use crate::stage::Answered;

pub struct Town {
    pub place: Place,
    pub app: App,
    pub browsers: BTreeMap<&'static str, Browser>,
    count: std::cell::Cell<u32>,
}

const PEOPLE: [(&str, &str); 9] = [
    ("collega", "Boa Blauwborst (domein II)"),
    ("sociaal", "Sociaal rechercheur Steenuil (domein V)"),
    ("leerplicht", "Leerplichtambtenaar Grutto (domein III)"),
    ("boa", "Boa Zilverreiger (domein I)"),
    ("wijkagent", "Wijkagent Buizerd"),
    ("inspecteur", "Inspecteur Fuut"),
    ("od", "Coördinator Roerdomp"),
    ("privacy", "Privacyfunctionaris Waterral"),
    ("beheerder", "Beheerder Meerkoet"),
];

pub async fn town() -> Town {
    let place = place();
    let app = with_signals(&place);
    let people = place.office.people.demo_people().unwrap();
    let mut browsers = BTreeMap::new();
    for (word, name) in PEOPLE {
        let person = people.iter().find(|person| person.name == name).unwrap();
        browsers.insert(word, sign_in(&app, person).await);
    }
    for (word, organisation) in
        [("coordinator", "gemeente-markerwaard"), ("corporatie", "woonstichting-het-nieuwe-land")]
    {
        let is = |person: &&schouw_node::people::Person| {
            person.organisation.id.as_str() == organisation
                && person.roles.contains(&schouw_base::Role::Coordinator)
        };
        browsers.insert(word, sign_in(&app, people.iter().find(is).unwrap()).await);
    }
    Town { place, app, browsers, count: std::cell::Cell::new(0) }
}

impl Town {
    pub fn id(&self) -> String {
        self.count.set(self.count.get() + 1);
        format!("01932c07-d000-7000-8000-{:012}", self.count.get())
    }

    pub async fn ask(&self, who: &str, method: Method, path: &str, body: Option<Value>) -> Answered {
        self.browsers[who].ask(&self.app, method, path, body.as_ref()).await
    }

    pub async fn get(&self, who: &str, path: &str) -> Value {
        let answered = self.ask(who, Method::GET, path, None).await;
        assert_eq!(answered.status, StatusCode::OK, "{who} {path}: {}", answered.json());
        answered.json()
    }

    pub async fn record(&self, who: &str, text: &str, more: Value) -> String {
        let id = self.id();
        let mut body = json!({
            "id": id, "opgenomenOp": "2026-11-20T20:00:00Z", "thema": "milieu", "tekst": text,
            "plaats": { "lat": 52.5, "lon": 5.2, "nauwkeurigheid": 5, "adres": "Energiekade 12" },
            "hoedanigheid": "toezicht", "fotos": []
        });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        let answered = self.ask(who, Method::POST, "/v1/signalen", Some(body.clone())).await;
        assert_eq!(answered.status, StatusCode::CREATED, "{}", answered.json());
        let again = self.ask(who, Method::POST, "/v1/signalen", Some(body)).await;
        assert_eq!(again.status, StatusCode::OK, "sending twice is one signal");
        assert_eq!(again.json()["nummer"], answered.json()["nummer"]);
        id
    }

    pub async fn try_step(&self, who: &str, signal: &str, step: &str, more: Value) -> Answered {
        let now = self.ask(who, Method::GET, &format!("/v1/signalen/{signal}"), None).await.json();
        let mut body = json!({ "id": self.id(), "versie": now["versie"], "stap": step });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        self.ask(who, Method::POST, &format!("/v1/signalen/{signal}/stappen"), Some(body)).await
    }

    pub async fn step(&self, who: &str, signal: &str, step: &str, more: Value) {
        let answered = self.try_step(who, signal, step, more).await;
        assert_eq!(answered.status, StatusCode::CREATED, "{who} {step}: {}", answered.json());
    }

    pub async fn inbox(&self, who: &str) -> Vec<Value> {
        self.get(who, "/v1/signalen?lijst=postvak").await["signalen"].as_array().unwrap().clone()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drums_behind_the_business_park_go_to_the_omgevingsdienst_and_get_an_answer() {
    let town = town().await;
    let id = town.record("boa", "Vijf vaten achter de loods, een lekt", json!({})).await;
    let path = format!("/v1/signalen/{id}");
    let refused = town.try_step("coordinator", &id, "sluiten", json!({})).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no answer, no end");
    town.step("coordinator", &id, "wegen", json!({ "reden": "lekt" })).await;
    let preview = town
        .ask(
            "coordinator",
            Method::POST,
            &format!("{path}/voorbeelden"),
            Some(json!({ "aan": "omgevingsdienst-markermeer", "doel": "administrative_enforcement" })),
        )
        .await;
    assert_eq!(preview.json()["besluit"]["uitkomst"], "ja", "{}", preview.json());
    town.step(
        "coordinator",
        &id,
        "doorgeven",
        json!({ "aan": "omgevingsdienst-markermeer", "doel": "administrative_enforcement" }),
    )
    .await;
    town.step(
        "coordinator",
        &id,
        "doorgeven",
        json!({ "aan": "politie-markerwaard", "doel": "police_task" }),
    )
    .await;
    let ours = town.get("coordinator", &path).await;
    let copies = town.inbox("od").await;
    assert_eq!(copies.len(), 1);
    let copy = copies[0]["id"].as_str().unwrap();
    let theirs = town.get("od", &format!("/v1/signalen/{copy}")).await;
    assert_eq!(theirs["artikel"], ours["verstrekkingen"][0]["artikel"], "both logs name the article");
    assert!(!theirs["artikel"].as_str().unwrap().is_empty());
    assert_eq!(town.ask("od", Method::GET, &path, None).await.status, StatusCode::NOT_FOUND, "not theirs");
    assert_eq!(
        town.ask("boa", Method::GET, &format!("/v1/signalen/{copy}"), None).await.status,
        StatusCode::NOT_FOUND
    );

    town.step("od", copy, "ontvangst", json!({})).await;
    town.step("od", copy, "oppakken", json!({})).await;
    town.step(
        "boa",
        &id,
        "corrigeren",
        json!({ "tekst": "Zes vaten achter de loods, een lekt", "reden": "beter geteld" }),
    )
    .await;
    let theirs = town.get("od", &format!("/v1/signalen/{copy}")).await;
    assert_eq!(theirs["tekst"], "Zes vaten achter de loods, een lekt");
    let ours = town.get("boa", &path).await;
    assert!(ours["verstrekkingen"][0]["gecorrigeerd"].is_string(), "the receipt: {ours}");

    town.step(
        "od",
        copy,
        "antwoorden",
        json!({ "tekst": "We hebben een monster genomen. De vaten zijn weg." }),
    )
    .await;
    let ours = town.get("boa", &path).await;
    assert_eq!(ours["antwoord"]["tekst"], "We hebben een monster genomen. De vaten zijn weg.", "{ours}");
    let police = town.inbox("wijkagent").await;
    let seen = town.get("wijkagent", &format!("/v1/signalen/{}", police[0]["id"].as_str().unwrap())).await;
    assert_eq!(seen["antwoord"]["tekst"], "We hebben een monster genomen. De vaten zijn weg.", "{seen}");

    town.step(
        "coordinator",
        &id,
        "sluiten",
        json!({ "tekst": "De omgevingsdienst heeft de vaten weggehaald." }),
    )
    .await;
    town.step("coordinator", &id, "heropenen", json!({ "reden": "er staan er weer twee" })).await;
    assert_eq!(town.get("boa", &path).await["nummer"], ours["nummer"], "number and thread stay");
    let old = json!({ "id": town.id(), "versie": 1, "stap": "bewaren", "reden": "later" });
    let clash = town.ask("coordinator", Method::POST, &format!("{path}/stappen"), Some(old)).await;
    assert_eq!(clash.status, StatusCode::CONFLICT);
    assert_eq!(clash.json()["huidig"]["id"], id);
    town.step("boa", &id, "intrekken", json!({ "reden": "vergissing" })).await;
    assert_eq!(town.get("od", &format!("/v1/signalen/{copy}")).await["toestand"], "ingetrokken");
    assert!(town.place.folder.path().join("journal").is_dir());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_wijkagent_gets_the_plate_and_the_corporation_gets_no_name() {
    let town = town().await;
    let id = town
        .record(
            "boa",
            "Witte bus 01-VBB-1 van de heer Jansen stortte afval",
            json!({ "hoedanigheid": "opsporing", "thema": "afval" }),
        )
        .await;
    let question = town.id();
    let asked = town
        .ask("wijkagent", Method::POST, "/v1/vragen", Some(json!({
            "id": question, "aan": "gemeente-markerwaard", "doel": "investigate_offence", "wil": ["plate"],
            "tekst": "Welk kenteken had de bus bij de Energiekade vorige week?"
        })))
        .await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.json());
    let waiting = town.inbox("coordinator").await;
    assert_eq!((waiting.len(), waiting[0]["soort"].as_str()), (1, Some("vraag")));
    let preview = town
        .ask(
            "coordinator",
            Method::POST,
            &format!("/v1/signalen/{id}/voorbeelden"),
            Some(json!({ "aan": "politie-markerwaard", "doel": "investigate_offence" })),
        )
        .await;
    assert_eq!(preview.json()["besluit"]["uitkomst"], "moet", "{}", preview.json());
    town.step(
        "coordinator",
        waiting[0]["id"].as_str().unwrap(),
        "antwoorden",
        json!({ "tekst": "Zie het signaal.", "metSignaal": id }),
    )
    .await;
    let given = town.inbox("wijkagent").await;
    assert_eq!(given.len(), 1);
    let given = town.get("wijkagent", &format!("/v1/signalen/{}", given[0]["id"].as_str().unwrap())).await;
    assert!(given["tekst"].as_str().unwrap().contains("01-VBB-1"), "{given}");
    assert_eq!(given["vraag"], question);
    assert_eq!(
        town.get("wijkagent", &format!("/v1/signalen/{question}")).await["antwoord"]["tekst"],
        "Zie het signaal."
    );

    let asked = town
        .ask("corporatie", Method::POST, "/v1/vragen", Some(json!({
            "id": town.id(), "aan": "gemeente-markerwaard", "doel": "nuisance_approach", "wil": ["identity"],
            "tekst": "Wie stortte er afval bij ons complex?"
        })))
        .await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.json());
    let preview = town
        .ask(
            "coordinator",
            Method::POST,
            &format!("/v1/signalen/{id}/voorbeelden"),
            Some(json!({ "aan": "woonstichting-het-nieuwe-land", "doel": "nuisance_approach" })),
        )
        .await;
    assert_eq!(preview.json()["besluit"]["uitkomst"], "nee", "{}", preview.json());
    let routes = preview.json()["besluit"]["routes"].clone();
    assert!(routes.as_array().unwrap().iter().any(|route| route["vorm"] == "zonder-persoon"), "{routes}");
    let no = town
        .try_step(
            "coordinator",
            &id,
            "doorgeven",
            json!({ "aan": "woonstichting-het-nieuwe-land", "doel": "nuisance_approach" }),
        )
        .await;
    assert_eq!(no.status, StatusCode::UNPROCESSABLE_ENTITY);
    town.step("coordinator", &id, "doorgeven", json!({ "aan": "woonstichting-het-nieuwe-land", "doel": "nuisance_approach", "vorm": "zonder-persoon" })).await;
    let seen = town.inbox("corporatie").await;
    let text = seen[0]["kort"].as_str().unwrap();
    assert!(!text.contains("Jansen") && !text.contains("VBB"), "{text}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_works_with_no_content_sees_none() {
    let town = town().await;
    let id = town.record("boa", "Vaten", json!({})).await;
    for who in ["privacy", "beheerder", "wijkagent", "corporatie"] {
        let answered = town.ask(who, Method::GET, &format!("/v1/signalen/{id}"), None).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{who}");
    }
    let dry = town.get("privacy", "/v1/opruimingen/_proef").await;
    assert_eq!(dry["totaal"], 0);
}
