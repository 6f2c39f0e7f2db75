//! OGC API Features by its own rules: links, paging, boxes, moments, coordinate systems, faults.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use schouw_web::App;
use serde_json::Value;

use crate::stage::{Answered, app, get, kept, kept_path, with};

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const RD: &str = "http://www.opengis.net/def/crs/EPSG/0/28992";
const WGS84: &str = "http://www.opengis.net/def/crs/EPSG/0/4326";
const ETRS89: &str = "http://www.opengis.net/def/crs/EPSG/0/4258";

fn link<'v>(page: &'v Value, rel: &str) -> Option<&'v str> {
    page["links"].as_array()?.iter().find(|link| link["rel"] == rel)?["href"].as_str()
}

/// The path of a link of ours, for the router.
fn path(link: &str) -> &str {
    link.strip_prefix("http://localhost").unwrap_or_else(|| panic!("{link}"))
}

async fn items(app: &App, query: &str) -> Answered {
    get(app, &format!("/ogc/v1/collections/{query}")).await
}

async fn matched(app: &App, query: &str) -> u64 {
    let answered = items(app, query).await;
    assert_eq!(answered.status, StatusCode::OK, "{query}: {}", String::from_utf8_lossy(&answered.body));
    answered.json()["numberMatched"].as_u64().unwrap()
}

#[tokio::test]
async fn every_link_leads_to_what_it_says() {
    let app = app();
    let mut seen = BTreeSet::new();
    let mut open = vec!["/ogc/v1".to_owned()];
    while let Some(at) = open.pop() {
        // one page of items is as good as all
        if at.contains("offset=") || !seen.insert(at.clone()) {
            continue;
        }
        let answered = get(&app, &at).await;
        assert_eq!(answered.status, StatusCode::OK, "{at}");
        let Ok(page) = serde_json::from_slice::<Value>(&answered.body) else { continue };
        let mut links: Vec<&Value> = page["links"].as_array().into_iter().flatten().collect();
        let inner = page["collections"].as_array().into_iter().flatten();
        links.extend(inner.flat_map(|one| one["links"].as_array().into_iter().flatten()));
        for link in links {
            let kind = link["type"].as_str().unwrap();
            let to = path(link["href"].as_str().unwrap()).to_owned();
            if !to.contains("offset=") {
                let told = get(&app, &to).await;
                let told = told.header("content-type");
                assert!(told.starts_with(kind.split(';').next().unwrap()), "{to}: {told} and not {kind}");
            }
            open.push(to);
        }
    }
    assert!(seen.len() > 50, "{}", seen.len());
}

#[tokio::test]
async fn the_first_page_and_the_classes_are_those_of_the_standard() {
    let app = app();
    let landing = get(&app, "/ogc/v1").await;
    for rel in ["self", "alternate", "service-desc", "service-doc", "conformance", "data"] {
        assert!(link(&landing.json(), rel).is_some(), "{rel}");
    }
    let classes = get(&app, "/ogc/v1/conformance").await.json();
    kept(&kept_path("ogc-landing.json"), &format!("{:#}\n", landing.json()));
    kept(&kept_path("ogc-conformance.json"), &format!("{classes:#}\n"));
    let api = get(&app, "/ogc/v1/api").await;
    assert_eq!(api.header("content-type"), "application/vnd.oai.openapi+json;version=3.0");
    assert_eq!(api.json()["openapi"], "3.0.3");
    kept(&kept_path("ogc-gemeenten.json"), &format!("{:#}\n", items(&app, "gemeenten").await.json()));
    let one = items(
        &app,
        "gemeenten/items?limit=1&crs=http%3A%2F%2Fwww.opengis.net%2Fdef%2Fcrs%2FEPSG%2F0%2F28992",
    )
    .await;
    kept(&kept_path("ogc-gemeente-rd.json"), &format!("{:#}\n", one.json()));
}

#[tokio::test]
async fn next_links_walk_every_collection_once_and_previous_ones_lead_back() {
    let app = app();
    let all = get(&app, "/ogc/v1/collections").await.json();
    let wanted = ["gemeenten", "wijken", "buurten", "regels", "bekendmakingen", "meldingen", "plekken"];
    let ids: Vec<&str> =
        all["collections"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    for id in wanted {
        assert!(ids.contains(&id), "{id}");
    }
    for id in ids {
        let total = matched(&app, &format!("{id}/items?limit=1")).await;
        let size = (total / 3).clamp(1, 2_000);
        let (mut seen, mut at) = (Vec::new(), format!("/ogc/v1/collections/{id}/items?limit={size}"));
        let mut last = at.clone();
        loop {
            let page = get(&app, &at).await.json();
            assert_eq!(page["numberMatched"], total);
            let features = page["features"].as_array().unwrap();
            assert_eq!(page["numberReturned"], features.len());
            seen.extend(features.iter().map(|feature| feature["id"].to_string()));
            let Some(next) = link(&page, "next") else { break };
            (last, at) = (at, path(next).to_owned());
        }
        if last != at {
            let page = get(&app, &at).await.json();
            let before = get(&app, path(link(&page, "prev").unwrap())).await.json();
            assert_eq!(
                before["features"][0]["id"],
                get(&app, &last).await.json()["features"][0]["id"],
                "{id}"
            );
        }
        let different: BTreeSet<&String> = seen.iter().collect();
        assert_eq!((seen.len() as u64, different.len() as u64), (total, total), "{id}");
    }
}

#[tokio::test]
async fn a_limit_is_kept_and_capped_and_a_page_beyond_the_end_is_empty() {
    let app = app();
    let count = |query: &'static str| {
        let app = app.clone();
        async move { items(&app, query).await.json()["numberReturned"].as_u64().unwrap() }
    };
    assert_eq!(count("adressen/items?limit=7").await, 7);
    assert_eq!(count("adressen/items").await, 100);
    let all = matched(&app, "adressen/items").await;
    assert_eq!(count("adressen/items?limit=99999999999999999999999").await, all.min(10_000));
    assert_eq!(count("adressen/items?offset=99999999999999999999999").await, 0);
    assert_eq!(count("buurten/items?offset=1000000").await, 0);
}

#[tokio::test]
async fn a_box_finds_what_meets_it_in_every_system_and_over_180_degrees() {
    let app = app();
    let all = matched(&app, "buurten/items").await;
    let one = items(&app, "buurten/items?limit=1").await.json();
    let first = one["features"][0]["geometry"]["coordinates"][0][0][0].clone();
    let (lon, lat) = (first[0].as_f64().unwrap(), first[1].as_f64().unwrap());
    let (w, s, e, n) = (lon - 0.003, lat - 0.003, lon + 0.003, lat + 0.003);
    let near = matched(&app, &format!("buurten/items?bbox={w},{s},{e},{n}")).await;
    assert!(near > 0 && near < all, "{near} of {all}");
    let check = async |query: String, expected: u64| {
        assert_eq!(matched(&app, &format!("buurten/items?{query}")).await, expected, "{query}");
    };
    check(format!("bbox={w},{s},-5,{e},{n},5"), near).await;
    check(format!("bbox={s},{w},{n},{e}&bbox-crs={WGS84}"), near).await;
    check(format!("bbox={s},{w},{n},{e}&bbox-crs={ETRS89}"), near).await;
    check(format!("bbox={w},{s},{e},{n}&bbox-crs={CRS84}"), near).await;
    check(
        format!("bbox={w},{s},-179,{n}"),
        matched(&app, &format!("buurten/items?bbox={w},{s},180,{n}")).await,
    )
    .await;
    check("bbox=170,-10,-170,10".into(), 0).await;
    check("bbox=-180,-90,180,90".into(), all).await;
    check(format!("bbox=0,300000,300000,650000&bbox-crs={RD}"), all).await;
    check(format!("bbox=900000,300000,990000,650000&bbox-crs={RD}"), 0).await;
}

#[tokio::test]
async fn a_moment_chooses_the_year_of_a_division() {
    let app = app();
    let all = matched(&app, "gemeenten/items").await;
    let first = items(&app, "gemeenten/items?limit=1").await.json();
    let year = first["features"][0]["properties"]["year"].as_i64().unwrap();
    let of_year = matched(&app, &format!("gemeenten/items?year={year}")).await;
    assert!(of_year > 0);
    for (query, expected) in [
        (format!("datetime={year}-06-01"), of_year),
        (format!("datetime={year}-06-01T12:00:00Z"), of_year),
        (format!("datetime={year}-06-01T12:00:00%2B02:00/.."), of_year),
        ("datetime=../..".into(), all),
        ("datetime=/1900-01-01".into(), 0),
        ("datetime=2999-01-01/..".into(), 0),
    ] {
        assert_eq!(matched(&app, &format!("gemeenten/items?{query}")).await, expected, "{query}");
    }
}

#[tokio::test]
async fn coordinates_come_in_the_system_that_was_asked_for() {
    let app = app();
    for (crs, first) in
        [(CRS84, 4.0..8.0), (WGS84, 50.0..54.0), (ETRS89, 50.0..54.0), (RD, 1_000.0..300_000.0)]
    {
        for at in ["plekken/items?limit=1&", "plekken/items/{}?"] {
            let one = items(&app, "plekken/items?limit=1").await.json();
            let id = one["features"][0]["id"].as_str().unwrap().replace('/', "%2F").replace('#', "%23");
            let answered = items(&app, &format!("{}crs={crs}", at.replace("{}", &id))).await;
            assert_eq!(answered.status, StatusCode::OK, "{at} {crs}");
            assert_eq!(answered.header("content-crs"), format!("<{crs}>"));
            let page = answered.json();
            let feature = if page["features"].is_array() { &page["features"][0] } else { &page };
            let x = feature["geometry"]["coordinates"][0].as_f64().unwrap();
            assert!(first.contains(&x), "{crs}: {x}");
        }
    }
}

#[tokio::test]
async fn every_fault_is_named_at_once() {
    let app = app();
    let check = async |query: &str, expected: &[&str]| {
        let answered = items(&app, query).await;
        assert_eq!(answered.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answered.header("content-type"), "application/problem+json", "{query}");
        assert_eq!(answered.faults(), expected, "{query}");
    };
    check("buurten/items?limit=0", &["limit"]).await;
    check("buurten/items?limit=-1", &["limit"]).await;
    check("buurten/items?limit=", &["limit"]).await;
    check("buurten/items?limit=1.5", &["limit"]).await;
    check("buurten/items?offset=-1", &["offset"]).await;
    check("buurten/items?bbox=", &["bbox"]).await;
    check("buurten/items?bbox=1,2,3", &["bbox"]).await;
    check("buurten/items?bbox=1,2,3,4,5", &["bbox"]).await;
    check("buurten/items?bbox=1,2,3,a", &["bbox"]).await;
    check("buurten/items?bbox=1,nan,3,4", &["bbox"]).await;
    check("buurten/items?bbox=1,inf,3,4", &["bbox"]).await;
    check("buurten/items?bbox=5,53,6,52", &["bbox"]).await;
    check("buurten/items?bbox=5,52,6,95", &["bbox"]).await;
    check("buurten/items?bbox=5,52,9,6,53,1", &["bbox"]).await;
    check(&format!("buurten/items?bbox=2,1,1,2&bbox-crs={RD}"), &["bbox"]).await;
    check("buurten/items?datetime=gisteren", &["datetime"]).await;
    check("buurten/items?datetime=2024-02-30", &["datetime"]).await;
    check("buurten/items?datetime=2024-02-01/2024-01-01", &["datetime"]).await;
    check("buurten/items?crs=EPSG:28992", &["crs"]).await;
    check("buurten/items?year=nu", &["year"]).await;
    check("buurten/items?limit=1&limit=2", &["limit"]).await;
    check("buurten/items?onbekend=1&limit=0&bbox=x&crs=x&f=xml", &["f", "limit", "crs", "bbox", "onbekend"])
        .await;
    check("buurten?limit=1", &["limit"]).await;
    check("buurten/queryables?x=1", &["x"]).await;
    for path in ["/ogc/v1?x=1", "/ogc/v1/conformance?x=1", "/ogc/v1/api?x=1", "/ogc/v1/collections?x=1"] {
        assert_eq!(get(&app, path).await.faults(), ["x"], "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_404_and_what_is_not_offered_406() {
    let app = app();
    for path in [
        "/ogc/v1/collections/niets",
        "/ogc/v1/collections/niets/items",
        "/ogc/v1/collections/niets/queryables",
        "/ogc/v1/collections/buurten/items/niets",
        "/ogc/v1/collections/adressen/items/999999999999",
        "/ogc/v1/collections/adressen/items/-1",
        "/ogc/v1/collections/adressen/items/01",
        "/ogc/v1/collections/%2e%2e/items",
        "/ogc/v1/niets",
        "/ogc/v2",
    ] {
        let answered = get(&app, path).await;
        assert_eq!(answered.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answered.header("content-type"), "application/problem+json", "{path}");
    }
    let path = "/ogc/v1/collections/buurten/items";
    let bad = with(&app, Method::GET, path, &[("accept", "text/turtle")]).await;
    assert_eq!(bad.status, StatusCode::NOT_ACCEPTABLE);
    let posted = with(&app, Method::POST, path, &[]).await;
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(posted.header("allow").contains("GET"));
}

#[tokio::test]
async fn a_browser_gets_a_page_and_other_sites_may_ask() {
    let app = app();
    for path in [
        "/ogc/v1",
        "/ogc/v1/",
        "/ogc/v1/api",
        "/ogc/v1/conformance",
        "/ogc/v1/collections",
        "/ogc/v1/collections/regels",
        "/ogc/v1/collections/regels/queryables",
        "/ogc/v1/collections/regels/items",
    ] {
        let page = with(&app, Method::GET, path, &[("accept", "text/html,*/*;q=0.8")]).await;
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
        let text = String::from_utf8(page.body.clone()).unwrap();
        assert!(text.contains("<html lang=\"nl\">") && !text.contains("<script"), "{path}");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"), "{path}");
        let program = with(&app, Method::GET, path, &[("origin", "https://kaart.example.nl")]).await;
        assert_eq!(program.header("access-control-allow-origin"), "*", "{path}");
        assert_ne!(program.header("content-type"), "text/html; charset=utf-8", "{path}");
    }
}

#[tokio::test]
async fn who_has_a_page_already_gets_nothing_again_and_head_gives_no_body() {
    let app = app();
    let path = "/ogc/v1/collections/regels/items?limit=3";
    let first = get(&app, path).await;
    assert_eq!(first.header("content-type"), "application/geo+json");
    let tag = first.header("etag").to_owned();
    let again = with(&app, Method::GET, path, &[("if-none-match", &tag)]).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let other =
        with(&app, Method::GET, "/ogc/v1/collections/regels/items?limit=4", &[("if-none-match", &tag)]).await;
    assert_eq!(other.status, StatusCode::OK);
    let head = with(&app, Method::HEAD, path, &[]).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(head.header("etag"), tag);
    let packed = with(&app, Method::GET, path, &[("accept-encoding", "gzip")]).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
}

#[tokio::test]
async fn nothing_that_a_reporter_wrote_stands_in_a_report() {
    let app = app();
    let page = items(&app, "meldingen/items?limit=10000").await.json();
    let names: BTreeSet<&String> = page["features"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|feature| feature["properties"].as_object().unwrap().keys())
        .collect();
    let allowed =
        ["dataset", "first_report_at", "id", "last_report_at", "open", "report_count", "report_ids", "theme"];
    assert!(!names.is_empty());
    assert_eq!(names.into_iter().collect::<Vec<_>>(), allowed);
}
