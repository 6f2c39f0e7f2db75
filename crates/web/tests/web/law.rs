//! The rules of law through the router: the answers of the contract, faults by name, nothing kept.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::stage::{app, post};

fn plate() -> Value {
    json!({
        "sender": { "employer": "municipality", "hat": "investigation", "domain": "I" },
        "data": {
            "regime": "wpg", "wpg_article": 8, "age_months": 1, "archived": false, "identifiable": true,
            "categories": ["plate", "time_place"], "special_category": false, "minor": false,
            "in_prosecution_file": false, "source": "own"
        },
        "receiver": { "kind": "police", "domain": null },
        "purpose": "investigate_offence",
        "facts": []
    })
}

#[tokio::test]
async fn the_rules_answer_and_nothing_is_kept() {
    let app = app();
    let answered = post(&app, "/v1/mag-delen/_vraag", &plate().to_string()).await;
    assert_eq!(answered.status, StatusCode::OK);
    assert_eq!(answered.header("cache-control"), "no-store");
    let decision = answered.json();
    assert_eq!((&decision["outcome"], &decision["effect"]), (&json!("allow"), &json!("must")));
    assert_eq!((&decision["reviewed"], &decision["law_date"]), (&json!(false), &json!("2026-11-27")));
    let told = post(&app, "/v1/mag-delen/_uitleg", &json!({ "question": plate() }).to_string()).await.json();
    assert_eq!(told["decision"], decision);
    let next = post(&app, "/v1/mag-delen/_gesprek", "{}").await.json();
    assert_eq!(next["next"]["id"], "employer");
    let found = post(&app, "/v1/mag-doen/_zoek", r#"{"text":"zwemmen in de haven"}"#).await.json();
    assert_eq!(found["topics"][0]["id"], "swimming");
    let told = post(&app, "/v1/mag-doen/_uitleg", r#"{"topic":"swimming","domain":"I"}"#).await.json();
    let decision = post(&app, "/v1/mag-doen/_vraag", &told["question"].to_string()).await.json();
    assert_eq!(told["decision"], decision);
    let card = post(&app, "/v1/mag-doen/_kaart", r#"{"domain":"IV"}"#).await.json();
    assert!(card["lines"].as_array().unwrap().len() > 20);
}

#[tokio::test]
async fn faults_of_a_question_to_the_law_are_named() {
    let app = app();
    let check = async |path: &str, body: &str, expected: &[&str]| {
        let answered = post(&app, path, body).await;
        assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{path} {body}");
        assert_eq!(answered.faults(), expected, "{path} {body}");
    };
    let mut wrong = plate();
    wrong["receiver"]["kind"] = json!("neighbour");
    wrong["data"]["age_months"] = json!(-1);
    check("/v1/mag-delen/_vraag", &wrong.to_string(), &["data.age_months", "receiver.kind"]).await;
    check("/v1/mag-delen/_vraag", r#"{"facts":[],"facts":["x"]}"#, &[""]).await;
    check("/v1/mag-delen/_vraag", "[]", &[""]).await;
    check("/v1/mag-doen/_uitleg", r#"{"topic":"x","domain":"I"}"#, &["topic"]).await;
    check("/v1/mag-doen/_kaart", r#"{"domain":"VII"}"#, &["domain"]).await;
}
