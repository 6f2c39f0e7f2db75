//! Ids of somebody else: of another organisation, and of a colleague who has another role or another case. What is not
//! yours looks like what is not there.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::people::{HERE, ask, somebody};
use crate::photos::png;
use crate::signals::{Town, town};

/// A record that is nowhere.
const NOWHERE: &str = "01932c07-d000-7000-8000-00000000ffff";

/// What is asked about an id.
fn about(id: &str) -> Vec<(Method, String, Option<Value>)> {
    let step = |body: Value| (Method::POST, format!("/v1/signalen/{id}/stappen"), Some(body));
    let command = "01932c07-d000-7000-8000-00000000fffe";
    vec![
        (Method::GET, format!("/v1/signalen/{id}"), None),
        (Method::GET, format!("/v1/fotos/{id}"), None),
        (
            Method::POST,
            format!("/v1/signalen/{id}/voorbeelden"),
            Some(json!({ "aan": "politie-markerwaard", "doel": "police_task" })),
        ),
        step(json!({ "id": command, "versie": 1, "stap": "wegen", "reden": "kijken" })),
        step(json!({ "id": command, "versie": 1, "stap": "oppakken", "overnemen": true })),
        step(json!({ "id": command, "versie": 9, "stap": "bewaren", "reden": "kijken" })),
        step(json!({ "id": command, "stap": "ontvangst" })),
        step(
            json!({ "id": command, "versie": 1, "stap": "doorgeven", "aan": "politie-markerwaard", "doel": "police_task" }),
        ),
    ]
}

/// Asks everything about an id, and the same about one that is nowhere: the answers are the same.
async fn sees_nothing(town: &Town, who: &str, id: &str) {
    for ((method, path, body), (_, nowhere, _)) in about(id).into_iter().zip(about(NOWHERE)) {
        let answered = town.ask(who, method.clone(), &path, body.clone()).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{who}: {method} {path}: {}", answered.json());
        let never = town.ask(who, method.clone(), &nowhere, body).await;
        assert_eq!(never.status, StatusCode::NOT_FOUND, "{who}: {method} {nowhere}");
        // a photo and a signal each have words of their own, but one has the same words for both answers
        assert_eq!(answered.body, never.body, "{who}: {method} {path}");
    }
}

async fn photo(town: &Town, who: &str) -> String {
    let id = town.id();
    let put = town.browsers[who].put(&town.app, &format!("/v1/fotos/{id}"), png(9, 9)).await;
    assert_eq!(put.status, StatusCode::CREATED, "{}", put.json());
    id
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn signals_and_photos_of_another_organisation_are_not_there() {
    let town = town().await;
    let photo = photo(&town, "boa").await;
    let signal = town.record("boa", "Vaten achter de loods", json!({ "fotos": [photo] })).await;
    for who in ["wijkagent", "inspecteur", "od", "collega", "corporatie", "privacy", "beheerder"] {
        sees_nothing(&town, who, &signal).await;
        sees_nothing(&town, who, &photo).await;
    }
    let mine = town.get("boa", &format!("/v1/signalen/{signal}")).await;
    assert_eq!(mine["versie"], 1, "nothing happened to it: {mine}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_investigation_is_not_there_for_a_colleague() {
    let town = town().await;
    let photo = photo(&town, "boa").await;
    let more = json!({ "hoedanigheid": "opsporing", "thema": "afval", "fotos": [photo] });
    let signal = town.record("boa", "Witte bus 01-VBB-1 stortte puin", more).await;
    for who in ["sociaal", "leerplicht"] {
        sees_nothing(&town, who, &signal).await;
        sees_nothing(&town, who, &photo).await;
        let near = json!({ "lat": 52.5, "lon": 5.2 });
        let near = town.ask(who, Method::POST, "/v1/signalen/_nabij", Some(near)).await;
        assert_eq!(near.json()["signalen"], json!([]), "{who}");
        for list in ["mijn", "postvak"] {
            let list = town.get(who, &format!("/v1/signalen?lijst={list}")).await;
            assert_eq!(list["totaal"], 0, "{who}: {list}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_of_a_colleague_is_not_seen_by_putting_it_with_an_own_signal() {
    let town = town().await;
    let photo = photo(&town, "boa").await;
    let more = json!({ "hoedanigheid": "opsporing", "thema": "afval", "fotos": [photo] });
    town.record("boa", "Witte bus stortte puin", more).await;
    // an id before that of the signal that the photo is of
    let mine = json!({
        "id": "01900000-0000-7000-8000-000000000001", "opgenomenOp": "2026-11-20T20:00:00Z", "thema": "afval",
        "tekst": "Zakken", "plaats": { "lat": 52.5, "lon": 5.2 }, "hoedanigheid": "toezicht", "fotos": [photo]
    });
    let refused = town.ask("sociaal", Method::POST, "/v1/signalen", Some(mine)).await;
    assert_eq!((refused.status, refused.faults()), (StatusCode::BAD_REQUEST, vec!["fotos".to_owned()]));
    let seen = town.ask("sociaal", Method::GET, &format!("/v1/fotos/{photo}"), None).await;
    assert_eq!(seen.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_id_that_is_taken_is_said_and_never_passed_off_as_kept() {
    let town = town().await;
    let photo = photo(&town, "boa").await;
    let signal = town.record("boa", "Vaten", json!({})).await;
    let put = async |who: &str, id: &str| {
        town.browsers[who].put(&town.app, &format!("/v1/fotos/{id}"), png(9, 9)).await.status
    };
    assert_eq!(put("boa", &photo).await, StatusCode::OK, "the same photo again");
    assert_eq!(put("sociaal", &photo).await, StatusCode::CONFLICT, "somebody else's photo");
    assert_eq!(put("boa", &signal).await, StatusCode::CONFLICT, "a signal");
    assert_eq!(
        put("wijkagent", &photo).await,
        StatusCode::CREATED,
        "another organisation has ids of its own"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn accounts_and_sessions_of_another_organisation_are_not_there() {
    let town = town().await;
    let theirs = somebody(&town.place, 8).user.to_string();
    for (method, end, body) in [
        (Method::PUT, "", json!({ "rollen": ["adviser"], "actief": false })),
        (Method::POST, "/_beeindig", json!({ "wissen": true })),
    ] {
        let of = |user: &str| format!("/v1/gebruikers/{user}{end}");
        let answered = town.ask("beheerder", method.clone(), &of(&theirs), Some(body.clone())).await;
        let never =
            town.ask("beheerder", method, &of("936da01f-9abd-4d9d-80c7-02af85c822a8"), Some(body)).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND);
        assert_eq!(answered.body, never.body);
    }
    let still = town.get("wijkagent", "/v1/sessie").await;
    assert_eq!(still["gebruiker"]["id"], theirs);
    // the token of one session does not help another
    let (boa, other) = (&town.browsers["boa"], &town.browsers["wijkagent"]);
    let headers = [("cookie", other.cookie.as_str()), ("x-csrf-token", boa.csrf.as_str()), ("origin", HERE)];
    let out = ask(&town.app, Method::DELETE, "/v1/sessie", &headers, None).await;
    assert_eq!(out.status, StatusCode::FORBIDDEN);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_not_answered_with_the_signal_of_another() {
    let town = town().await;
    let theirs = town.record("inspecteur", "Vaten in de kas", json!({})).await;
    let asked = json!({
        "id": town.id(), "aan": "gemeente-markerwaard", "doel": "investigate_offence", "wil": ["plate"],
        "tekst": "Welk kenteken had de bus?"
    });
    let asked = town.ask("wijkagent", Method::POST, "/v1/vragen", Some(asked)).await;
    assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.json());
    let waiting = town.inbox("coordinator").await[0]["id"].as_str().unwrap().to_owned();
    let more = json!({ "tekst": "Zie het signaal.", "metSignaal": theirs });
    let refused = town.try_step("coordinator", &waiting, "antwoorden", more).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let merged = town.record("boa", "Zakken", json!({})).await;
    let refused = town.try_step("coordinator", &merged, "samenvoegen", json!({ "met": theirs })).await;
    assert_eq!((refused.status, refused.faults()), (StatusCode::BAD_REQUEST, vec!["met".to_owned()]));
}
