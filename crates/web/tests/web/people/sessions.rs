//! Sessions: how they begin, how they end, and that no other site uses one.

use axum::http::{Method, StatusCode};
use schouw_node::people::markerwaard;
use schouw_web::settings::Settings;
use serde_json::json;
use std::sync::Arc;

use super::{HERE, ask, browser, filled, guarded, place, sign_in};
use crate::stage::{app_of, town};

#[tokio::test]
async fn signing_in_gives_a_strict_cookie_and_signing_out_ends_it() {
    let place = place();
    let person = &place.office.people.demo_people().unwrap()[0];
    let body = json!({ "soort": "demo", "gebruiker": person.user.to_string() });
    let answered = ask(&place.app, Method::POST, "/v1/sessies", &[], Some(&body)).await;
    let cookie = answered.header("set-cookie");
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_eq!(answered.header("cache-control"), "no-store");
    let browser = browser(&answered);
    let session = browser.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!(session.status, StatusCode::OK);
    assert_eq!(session.json()["gebruiker"]["naam"], person.name);
    assert_eq!(session.json()["csrf"], browser.csrf);
    let out = browser.ask(&place.app, Method::DELETE, "/v1/sessie", None).await;
    assert_eq!(out.status, StatusCode::NO_CONTENT);
    let session = browser.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!(session.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_that_somebody_planted_is_not_the_one_that_begins() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let planted = sign_in(&place.app, &people[0]).await;
    let body = json!({ "soort": "demo", "gebruiker": people[1].user.to_string() });
    let headers = [("cookie", planted.cookie.as_str()), ("origin", HERE)];
    let answered = ask(&place.app, Method::POST, "/v1/sessies", &headers, Some(&body)).await;
    assert_ne!(browser(&answered).cookie, planted.cookie);
    let old = planted.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!(old.status, StatusCode::UNAUTHORIZED, "the planted one ended");
    let made_up = format!("schouw={}", "a".repeat(64));
    let answered = ask(&place.app, Method::GET, "/v1/sessie", &[("cookie", &made_up)], None).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn another_site_changes_nothing() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let browser = sign_in(&place.app, &people[0]).await;
    let other = sign_in(&place.app, &people[1]).await;
    let cookie = ("cookie", browser.cookie.as_str());
    let token = ("x-csrf-token", browser.csrf.as_str());
    for headers in [
        vec![cookie],
        vec![cookie, ("x-csrf-token", "")],
        vec![cookie, ("x-csrf-token", other.csrf.as_str())],
        vec![cookie, token, ("origin", "https://evil.example")],
        vec![cookie, token, ("origin", "null")],
        vec![cookie, token, ("origin", "http://localhost:81")],
        vec![cookie, token, ("sec-fetch-site", "cross-site")],
        vec![cookie, token, ("sec-fetch-site", "same-site")],
        vec![cookie, token, ("origin", HERE), ("origin", "https://evil.example")],
    ] {
        for (method, path) in guarded() {
            if method == Method::GET {
                continue;
            }
            let answered = ask(&place.app, method.clone(), &filled(&path), &headers, Some(&json!({}))).await;
            assert_eq!(answered.status, StatusCode::FORBIDDEN, "{method} {path} {headers:?}");
        }
        let answered = browser.ask(&place.app, Method::GET, "/v1/sessie", None).await;
        assert_eq!(answered.status, StatusCode::OK);
    }
    let body = json!({ "soort": "demo", "gebruiker": people[0].user.to_string() });
    for headers in [[("origin", "https://evil.example")], [("sec-fetch-site", "cross-site")]] {
        let answered = ask(&place.app, Method::POST, "/v1/sessies", &headers, Some(&body)).await;
        assert_eq!(answered.status, StatusCode::FORBIDDEN, "signing somebody in from elsewhere");
    }
}

#[tokio::test]
async fn one_click_works_on_loopback_in_the_demo_only() {
    let place = place();
    let person = &place.office.people.demo_people().unwrap()[0];
    let body = json!({ "soort": "demo", "gebruiker": person.user.to_string() });
    let elsewhere = [("host", "rebound.example"), ("origin", "http://rebound.example")];
    let answered = ask(&place.app, Method::POST, "/v1/sessies", &elsewhere, Some(&body)).await;
    assert_eq!(answered.status, StatusCode::BAD_REQUEST, "a name that was made to lead here");
    let app = app_of(town(), Settings::default()).with_office(Arc::clone(&place.office));
    let answered = ask(&app, Method::POST, "/v1/sessies", &[], Some(&body)).await;
    assert_eq!(answered.status, StatusCode::BAD_REQUEST);
    let ways = ask(&app, Method::GET, "/v1/aanmeldwijzen", &[], None).await.json();
    assert_eq!(ways, json!({ "lokaal": false, "oidc": [], "demo": [] }));
}

#[tokio::test]
async fn a_lost_phone_is_told_to_throw_away_what_it_holds() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let administrator = people.iter().find(|person| person.user == markerwaard::id(7)).unwrap();
    let boa = people.iter().find(|person| person.user == markerwaard::id(1)).unwrap();
    let (desk, phone) = (sign_in(&place.app, administrator).await, sign_in(&place.app, boa).await);
    let path = format!("/v1/gebruikers/{}/_beeindig", boa.user);
    let done = desk.ask(&place.app, Method::POST, &path, Some(&json!({ "wissen": true }))).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    let answered = phone.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!((answered.status, &answered.json()["wissen"]), (StatusCode::UNAUTHORIZED, &json!(true)));
    let never = ask(&place.app, Method::GET, "/v1/sessie", &[], None).await;
    assert!(never.json().get("wissen").is_none());
}

#[tokio::test]
async fn roles_that_change_end_the_session() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let of = |number: u8| people.iter().find(|person| person.user == markerwaard::id(number)).unwrap();
    let (desk, boa) = (sign_in(&place.app, of(7)).await, sign_in(&place.app, of(1)).await);
    let path = format!("/v1/gebruikers/{}", of(1).user);
    let body = json!({ "rollen": ["adviser"], "actief": true });
    let done = desk.ask(&place.app, Method::PUT, &path, Some(&body)).await;
    assert_eq!(done.status, StatusCode::NO_CONTENT);
    let answered = boa.ask(&place.app, Method::GET, "/v1/sessie", None).await;
    assert_eq!(answered.status, StatusCode::UNAUTHORIZED);
    let own = format!("/v1/gebruikers/{}", of(7).user);
    let all = json!({ "rollen": ["administrator", "privacy_officer"], "actief": true });
    let answered = desk.ask(&place.app, Method::PUT, &own, Some(&all)).await;
    assert_eq!(answered.status, StatusCode::NOT_FOUND, "nobody changes the own roles");
}
