//! The OpenAPI document, as it is kept in `docs/`.

use std::path::Path;

use serde_json::Value;

use crate::stage::{app, get, kept};

fn document() -> Value {
    schouw_web::api::document()
}

#[test]
fn the_document_is_the_one_that_is_kept() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    kept(&path, &format!("{:#}\n", document()));
}

#[tokio::test]
async fn the_document_is_served_as_it_is_kept() {
    assert_eq!(get(&app(), "/v1/openapi.json").await.json(), document());
}

/// Every reference in the document, with where it stands.
fn references<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                match value.as_str() {
                    Some(to) if key == "$ref" => found.push(to),
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_operation_tells_its_problems() {
    let document = document();
    let mut found = Vec::new();
    references(&document, &mut found);
    for to in found {
        assert!(document.pointer(to.trim_start_matches('#')).is_some(), "{to}");
    }
    let paths = document["paths"].as_object().unwrap();
    let mut ids = Vec::new();
    for (path, operations) in paths {
        for (method, operation) in operations.as_object().unwrap() {
            ids.push(operation["operationId"].as_str().unwrap());
            let responses = operation["responses"].as_object().unwrap();
            for status in ["400", "405", "500", "503"] {
                assert!(responses.contains_key(status), "{method} {path} {status}");
            }
            for (status, response) in responses {
                assert!(response["headers"]["API-Version"].is_object(), "{method} {path} {status}");
            }
        }
    }
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "every operation has an id of its own");
}

#[test]
fn no_position_stands_in_an_address() {
    let document = document();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for operation in operations.as_object().unwrap().values() {
            for parameter in operation["parameters"].as_array().into_iter().flatten() {
                let name = parameter["name"].as_str().unwrap();
                assert!(
                    !["lat", "lon", "rd", "address", "box", "from", "q"].contains(&name),
                    "{path} {name}"
                );
            }
        }
    }
}
