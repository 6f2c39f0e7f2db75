//! The app: its pages, and the page that says how to build it.

use axum::http::{Method, StatusCode};

use crate::stage::{app, get, with};

#[tokio::test]
async fn addresses_of_the_app_give_its_page_and_those_of_programs_never_do() {
    let app = app();
    for path in ["/", "/kaart", "/gebied/BU99900101", "/bronnen"] {
        let answered = get(&app, path).await;
        assert_eq!(answered.status, StatusCode::OK, "{path}");
        assert_eq!(answered.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(answered.header("cache-control"), "no-cache", "{path}");
    }
    for path in ["/v1", "/v1/kaart", "/tegels/x", "/health/x", "/metrics/x", "/ogc/v1/nergens", "/weg.js"] {
        let answered = get(&app, path).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answered.header("content-type"), "application/problem+json", "{path}");
    }
}

#[tokio::test]
async fn without_the_app_the_first_page_says_how_to_build_it() {
    let page = get(&app(), "/").await;
    let text = String::from_utf8(page.body).unwrap();
    if schouw_web::pages::is_built() {
        assert!(text.contains("<script"), "{text}");
        let worker = get(&app(), "/sw.js").await;
        assert_eq!((worker.status, worker.header("cache-control")), (StatusCode::OK, "no-cache"));
        let script =
            text.split('"').find(|part| part.starts_with("/assets/") && part.ends_with(".js")).unwrap();
        let file = with(&app(), Method::GET, script, &[("accept-encoding", "br, gzip")]).await;
        assert!(file.header("cache-control").contains("immutable"));
        assert_ne!(file.header("content-encoding"), "");
    } else {
        eprintln!("skipped: the app is not built");
        assert!(text.contains("cargo xtask pwa"), "{text}");
    }
}
