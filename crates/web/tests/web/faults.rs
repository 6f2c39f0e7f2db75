//! Every fault of a request is named, all at once.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::stage::{app, get, post, send};

#[tokio::test]
async fn the_faults_of_a_body_are_all_named() {
    let app = app();
    for (path, body, expected) in [
        ("/v1/hier/_zoek", r#"{}"#, &[""][..]),
        ("/v1/hier/_zoek", r#"{"lat":52}"#, &["lon"]),
        (
            "/v1/hier/_zoek",
            r#"{"lat":"a","lon":1000,"radius":6000,"at":"ooit","x":1,"y":2}"#,
            &["lat", "lon", "at", "radius", "x", "y"],
        ),
        ("/v1/hier/_zoek", r#"{"lat":52,"lon":5,"address":"Kade"}"#, &[""]),
        ("/v1/hier/_zoek", r#"{"rd":[1]}"#, &["rd"]),
        ("/v1/hier/_zoek", r#"{"rd":["1","2"],"radius":-1}"#, &["rd", "radius"]),
        ("/v1/hier/_zoek", r#"{"area":"ZZ12"}"#, &["area"]),
        ("/v1/hier/_zoek", r#"{"address":"  "}"#, &["address"]),
        ("/v1/hier/_zoek", r#"[]"#, &[""]),
        ("/v1/hier/_zoek", r#"{"lat":52"#, &[""]),
        ("/v1/hier/_zoek", "", &[""]),
        ("/v1/adressen/_zoek", r#"{"limit":0,"lat":52}"#, &["text", "limit", "lon"]),
        ("/v1/adressen/_zoek", r#"{"text":7}"#, &["text"]),
        ("/v1/adressen/_zoek", r#"{"text":"Kade","limit":null}"#, &["limit"]),
        ("/v1/hier/_zoek", r#"{"lat":52,"lon":5,"radius":null}"#, &["radius"]),
        ("/v1/hier/_zoek", r#"{"lat":null,"lon":5}"#, &["lat"]),
        (
            "/v1/kaart/_zoek",
            r#"{"box":[5,53,6,52],"from":{"lat":1,"z":2},"layers":["regels","regels","x"],"limit":1.5}"#,
            &["box", "layers", "layers", "from.lon", "from.z", "limit"],
        ),
        ("/v1/kaart/_zoek", r#"{"layers":"regels"}"#, &["box", "layers"]),
        ("/v1/kaart/_zoek", r#"{"box":[500,52,600,53]}"#, &["box"]),
    ] {
        let answered = post(&app, path, body).await;
        assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answered.faults(), expected, "{body}: {}", answered.json());
    }
}

#[tokio::test]
async fn the_faults_of_an_address_are_all_named() {
    let app = app();
    for (path, expected) in [
        ("/v1/momentopname?x=1&y=2", &["x", "y"][..]),
        (
            "/v1/gebieden?niveau=straat&binnen=BU99900101&limit=0&jaar=x&omtrek=1",
            &["niveau", "binnen", "jaar", "limit", "omtrek"],
        ),
        ("/v1/gebieden?limit=1&limit=2", &["limit"]),
        ("/v1/gebieden?niveau=%ff", &["niveau"]),
        ("/v1/gebieden/X1?at=ooit&z=1", &["code", "at", "z"]),
        ("/v1/gebieden/%ff", &[""]),
        ("/v1/cijfers/inwoners?niveau=x&periode=", &["niveau", "periode"]),
        ("/v1/bronnen?sorteer=naam", &["sorteer"]),
        ("/v1/openapi.json?format=yaml", &["format"]),
    ] {
        let answered = get(&app, path).await;
        assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(answered.faults(), expected, "{path}: {}", answered.json());
    }
    let answered = post(&app, "/v1/hier/_zoek?lat=52", r#"{"lat":52,"lon":5}"#).await;
    assert_eq!(answered.faults(), ["lat"], "a position does not belong in an address");
}

#[tokio::test]
async fn a_body_that_is_too_large_or_of_another_kind_is_refused() {
    let app = app();
    let send = async |kind: Option<&str>, body: Body| {
        let mut request = Request::post("/v1/hier/_zoek");
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        send(&app, request.body(body).unwrap()).await.status
    };
    let large = format!(r#"{{"address":"{}"}}"#, "a".repeat(70_000));
    assert_eq!(
        send(Some("application/json"), Body::from(large.clone())).await,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let pieces = large
        .into_bytes()
        .chunks(1_000)
        .map(|piece| Ok::<_, std::io::Error>(piece.to_vec()))
        .collect::<Vec<_>>();
    let stream = Body::from_stream(futures_util::stream::iter(pieces));
    assert_eq!(
        send(Some("application/json"), stream).await,
        StatusCode::PAYLOAD_TOO_LARGE,
        "of unknown length"
    );
    let form = Body::from("lat=52&lon=5");
    assert_eq!(
        send(Some("application/x-www-form-urlencoded"), form).await,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    assert_eq!(
        send(Some("Application/JSON; charset=utf-8"), Body::from(crate::stage::SQUARE)).await,
        StatusCode::OK
    );
    assert_eq!(send(None, Body::from(crate::stage::SQUARE)).await, StatusCode::OK);
}

#[tokio::test]
async fn an_address_that_is_too_long_is_refused() {
    let answered = get(&app(), &format!("/v1/gebieden?niveau={}", "a".repeat(9_000))).await;
    assert_eq!(answered.status, StatusCode::URI_TOO_LONG);
}
