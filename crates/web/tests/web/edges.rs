//! What every answer has: version, headers, methods, keeping, compression; and what no log has.

use axum::http::{Method, StatusCode};
use schouw_picture::overview::BaseMapItem;
use schouw_web::edge::Peer;
use schouw_web::settings::Settings;

use crate::stage::{SQUARE, app, app_of, get, post, send, town, with};

#[tokio::test]
async fn every_answer_has_the_version_and_says_what_a_browser_may_do() {
    let app = app();
    for path in ["/v1/momentopname", "/v1/nergens", "/", "/kaart", "/health", "/metrics", "/v1/openapi.json"]
    {
        let answered = get(&app, path).await;
        assert_eq!(answered.header("api-version"), "1.0.0", "{path}");
        assert_eq!(answered.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answered.header("x-frame-options"), "DENY", "{path}");
        assert_eq!(answered.header("referrer-policy"), "no-referrer", "{path}");
        assert!(answered.header("permissions-policy").contains("geolocation=(self)"), "{path}");
        let policy = answered.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("http"), "no third party: {policy}");
        assert_eq!(answered.header("strict-transport-security"), "", "not over TLS");
        assert_ne!(answered.header("cache-control"), "", "{path}");
    }
    assert_eq!(post(&app, "/v1/hier/_zoek", SQUARE).await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn what_was_not_modified_leaves_the_policy_that_a_browser_has() {
    let app = app();
    for path in ["/v1/bronnen", "/"] {
        let tag = get(&app, path).await.header("etag").to_owned();
        let again = with(&app, Method::GET, path, &[("if-none-match", &tag)]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED, "{path}");
        assert_eq!(again.header("content-security-policy"), "", "{path}");
    }
}

#[tokio::test]
async fn a_script_may_do_what_its_page_may_since_it_may_be_a_worker() {
    let script = get(&app(), "/sw.js").await;
    if !schouw_web::pages::is_built() {
        eprintln!("skipped: the app is not in this program; build it with `cargo xtask pwa`");
        return;
    }
    let policy = script.header("content-security-policy");
    assert!(policy.contains("connect-src 'self'") && policy.contains("'wasm-unsafe-eval'"), "{policy}");
}

#[tokio::test]
async fn a_configured_map_may_be_loaded_and_nothing_else() {
    let url = "https://kaart.example/brt/{z}/{x}/{y}.png".to_owned();
    let base_map =
        BaseMapItem { kind: "raster".into(), url, attribution: "Kadaster".into(), max_zoom: Some(19) };
    let app = app_of(town(), Settings { base_map: Some(base_map), ..Settings::default() });
    let policy = get(&app, "/").await.header("content-security-policy").to_owned();
    assert!(policy.contains("img-src 'self' data: blob: https://kaart.example;"), "{policy}");
    assert_eq!(get(&app, "/v1/momentopname").await.json()["base_map"]["attribution"], "Kadaster");
}

#[tokio::test]
async fn other_methods_are_refused_with_those_that_there_are() {
    let app = app();
    let check = async |method: Method, path: &str, status: u16, allow: &str| {
        let answered = with(&app, method.clone(), path, &[]).await;
        assert_eq!(answered.status.as_u16(), status, "{method} {path}");
        assert_eq!(answered.header("allow"), allow, "{method} {path}");
        if status == 405 {
            assert_eq!(answered.header("content-type"), "application/problem+json", "{method} {path}");
        }
    };
    check(Method::DELETE, "/v1/momentopname", 405, "GET, HEAD, OPTIONS").await;
    check(Method::GET, "/v1/hier/_zoek", 405, "POST, OPTIONS").await;
    check(Method::OPTIONS, "/v1/hier/_zoek", 204, "POST, OPTIONS").await;
    check(Method::OPTIONS, "/v1/momentopname", 204, "GET, HEAD, OPTIONS").await;
    check(Method::POST, "/kaart", 405, "GET, HEAD, OPTIONS").await;
    check(Method::TRACE, "/health", 405, "GET, HEAD, OPTIONS").await;
    let head = with(&app, Method::HEAD, "/v1/momentopname", &[]).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_ne!(head.header("content-length"), "0");
}

#[tokio::test]
async fn what_is_the_same_is_not_sent_again() {
    let app = app();
    for path in ["/v1/bronnen", "/v1/cijfers", "/v1/gebieden", "/v1/openapi.json", "/"] {
        let first = get(&app, path).await;
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with("W/\""), "{path}");
        let again = with(&app, Method::GET, path, &[("if-none-match", &tag)]).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert_eq!(again.header("etag"), tag);
        for broken in ["\"", "W/", "nonsense", "\"a\",,"] {
            let again = with(&app, Method::GET, path, &[("if-none-match", broken)]).await;
            assert_eq!(again.status, StatusCode::OK, "{path} {broken}");
        }
    }
}

#[tokio::test]
async fn words_are_compressed_and_packs_are_not() {
    let app = app();
    for (accept, expected) in [("br", "br"), ("gzip", "gzip"), ("identity", ""), ("x", "")] {
        let answered = with(&app, Method::GET, "/v1/momentopname", &[("accept-encoding", accept)]).await;
        assert_eq!(answered.header("content-encoding"), expected);
    }
    let list = get(&app, "/v1/pakketten").await.json();
    let path = format!("/v1/pakketten/GM9990/{}", list["results"][0]["digest"].as_str().unwrap());
    let pack = with(&app, Method::GET, &path, &[("accept-encoding", "br, gzip")]).await;
    assert_eq!(pack.header("content-encoding"), "");
}

#[tokio::test]
async fn forwarded_headers_are_believed_of_trusted_proxies_only() {
    let settings = Settings { trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()], ..Settings::default() };
    let app = app_of(town(), settings);
    let from = async |address: &str| {
        let mut request = axum::http::Request::get("/health")
            .header("x-forwarded-proto", "https")
            .body(axum::body::Body::empty())
            .unwrap();
        request.extensions_mut().insert(Peer { address: address.parse().unwrap(), tls: false });
        send(&app, request).await.header("strict-transport-security").to_owned()
    };
    assert!(from("10.1.2.3:4000").await.starts_with("max-age="));
    assert!(from("[::ffff:10.1.2.3]:4000").await.starts_with("max-age="));
    assert_eq!(from("192.0.2.1:4000").await, "");
}

#[tokio::test]
async fn pages_of_others_may_read_the_document_and_not_the_answers() {
    let app = app();
    let origin = [("origin", "https://elders.example")];
    let document = with(&app, Method::GET, "/v1/openapi.json", &origin).await;
    assert_eq!(document.header("access-control-allow-origin"), "*");
    let moment = with(&app, Method::GET, "/v1/momentopname", &origin).await;
    assert_eq!(moment.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn counters_tell_routes_and_nothing_of_who_asks() {
    let app = app();
    post(&app, "/v1/hier/_zoek", SQUARE).await;
    get(&app, "/v1/gebieden/BU99900101").await;
    get(&app, "/v1/cijfers/inwoners?niveau=buurt").await;
    let text = String::from_utf8(get(&app, "/metrics").await.body).unwrap();
    assert!(
        text.contains(r#"schouw_requests_total{method="POST",route="/v1/hier/_zoek",status="200"} 1"#),
        "{text}"
    );
    assert!(text.contains(r#"route="/v1/gebieden/{code}""#) && text.ends_with("# EOF\n"));
    for word in ["BU99900101", "inwoners", "52.55", "niveau"] {
        assert!(!text.contains(word), "{word}");
    }
    let off = app_of(town(), Settings { metrics: false, ..Settings::default() });
    assert_eq!(get(&off, "/metrics").await.status, StatusCode::NOT_FOUND);
}
