//! Every resource answers; the form of each answer is kept.

use std::fmt::Write as _;

use axum::http::{Method, StatusCode};
use serde_json::Value;

use crate::stage::{SQUARE, app, get, kept, kept_path, post, with};

/// The form of a value: keys and kinds, of a list its first element.
fn form(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(map) if depth < 4 => {
            out.push('\n');
            for (key, value) in map {
                let _ = write!(out, "{indent}{key}: ");
                form(value, depth + 1, out);
            }
        }
        Value::Array(items) if depth < 4 => {
            let _ = write!(out, "list of ");
            match items.first() {
                Some(first) => form(first, depth + 1, out),
                None => out.push_str("nothing\n"),
            }
        }
        Value::Object(_) => out.push_str("object\n"),
        Value::Array(_) => out.push_str("list\n"),
        Value::String(_) => out.push_str("text\n"),
        Value::Number(_) => out.push_str("number\n"),
        Value::Bool(_) => out.push_str("boolean\n"),
        Value::Null => out.push_str("null\n"),
    }
}

#[tokio::test]
async fn every_resource_answers_in_its_form() {
    let app = app();
    let mut forms = String::new();
    for (path, body) in [
        ("/v1/momentopname", ""),
        ("/v1/hier/_zoek", SQUARE),
        ("/v1/adressen/_zoek", r#"{"text":"haven"}"#),
        ("/v1/gebieden?niveau=buurt&binnen=GM9990&limit=3", ""),
        ("/v1/gebieden/BU99900101", ""),
        ("/v1/cijfers", ""),
        ("/v1/cijfers/inwoners?niveau=buurt", ""),
        ("/v1/kaart/_zoek", r#"{"box":[5.2,52.5,5.3,52.6],"limit":5}"#),
        ("/v1/bronnen", ""),
        ("/v1/bronnen/markerwaard-buurten", ""),
        ("/v1/pakketten", ""),
        ("/health", ""),
    ] {
        let answered = if body.is_empty() { get(&app, path).await } else { post(&app, path, body).await };
        let text = String::from_utf8_lossy(&answered.body).into_owned();
        assert_eq!(answered.status, StatusCode::OK, "{path}: {text}");
        assert_eq!(answered.header("content-type"), "application/json", "{path}");
        let _ = write!(forms, "== {path}\ncache-control: {}", answered.header("cache-control"));
        form(&answered.json(), 1, &mut forms);
    }
    kept(&kept_path("forms.txt"), &forms);
}

#[tokio::test]
async fn the_same_spot_is_answered_alike_however_it_is_asked() {
    let app = app();
    let of = async |body: &str| post(&app, "/v1/hier/_zoek", body).await.json();
    let by_degrees = of(SQUARE).await;
    let rd = &by_degrees["question"]["rd"];
    let by_rd = of(&format!(r#"{{"rd":[{},{}]}}"#, rd[0], rd[1])).await;
    assert_eq!(by_degrees["place"], by_rd["place"]);
    assert_eq!(by_degrees["rules"], by_rd["rules"]);
    let by_address = of(r#"{"address":"Havenplein"}"#).await;
    assert!(by_address["place"].as_str().unwrap().contains("Havenplein"));
    let of_area = of(r#"{"area":"BU99900101","radius":0}"#).await;
    assert_eq!(of_area["question"]["area"], "BU99900101");
    let at = of(r#"{"lat":52.5555971,"lon":5.2732084,"at":"2026-11-28 12:00","radius":1000.0}"#).await;
    assert_eq!(at["question"]["at"], "2026-11-28T11:00:00Z");
}

#[tokio::test]
async fn what_is_not_there_is_told_as_a_problem() {
    let app = app();
    for (path, body) in [
        ("/v1/hier/_zoek", r#"{"address":"Nergensstraat 1"}"#),
        ("/v1/hier/_zoek", r#"{"area":"GM0001"}"#),
        ("/v1/gebieden/GM0001", ""),
        ("/v1/cijfers/nietbestaand", ""),
        ("/v1/cijfers/inwoners?periode=1800", ""),
        ("/v1/bronnen/nietbestaand", ""),
        ("/v1/nergens", ""),
        ("/v1/momentopname/", ""),
        ("/tegels", ""),
        ("/assets/weg.js", ""),
    ] {
        let answered = if body.is_empty() { get(&app, path).await } else { post(&app, path, body).await };
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answered.header("content-type"), "application/problem+json", "{path}");
        let problem = answered.json();
        assert!(problem["title"].is_string() && problem["detail"].is_string(), "{problem}");
        assert_eq!(problem["status"], 404);
    }
}

#[tokio::test]
async fn a_pack_is_fetched_whole_or_in_parts_and_never_changes() {
    let app = app();
    let list = get(&app, "/v1/pakketten").await.json();
    let pack = &list["results"][0];
    assert_eq!((list["pending"].as_u64(), pack["gemeente"].as_str()), (Some(0), Some("GM9990")));
    let path = format!("/v1/pakketten/GM9990/{}", pack["digest"].as_str().unwrap());
    let whole = get(&app, &path).await;
    assert_eq!(whole.body.len() as u64, pack["size"].as_u64().unwrap());
    assert!(whole.header("cache-control").contains("immutable"));
    assert_eq!(schouw_base::Digest::of(&whole.body).to_string(), pack["digest"].as_str().unwrap());

    let part = with(&app, Method::GET, &path, &[("range", "bytes=10-19")]).await;
    assert_eq!((part.status, part.body.as_slice()), (StatusCode::PARTIAL_CONTENT, &whole.body[10..20]));
    assert_eq!(part.header("content-range"), format!("bytes 10-19/{}", whole.body.len()));
    let outside = with(&app, Method::GET, &path, &[("range", "bytes=99999999-")]).await;
    assert_eq!(outside.status, StatusCode::RANGE_NOT_SATISFIABLE);
    let broken = with(&app, Method::GET, &path, &[("range", "bytes=9-2,x")]).await;
    assert_eq!((broken.status, broken.body.len()), (StatusCode::OK, whole.body.len()));

    let other = format!("/v1/pakketten/GM9990/{}", "0".repeat(64));
    assert_eq!(get(&app, &other).await.status, StatusCode::NOT_FOUND);
    let faults = get(&app, "/v1/pakketten/BU99900101/zz").await;
    assert_eq!(faults.status, StatusCode::BAD_REQUEST);
}
