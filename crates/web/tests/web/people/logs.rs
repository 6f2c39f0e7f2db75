//! What the administrator and the privacy officer see, and that looking is written down.

use std::sync::Arc;

use axum::http::{Method, StatusCode};
use schouw_node::journal::Place as JournalPlace;
use schouw_node::office::{Office, OfficePlace};
use schouw_node::people::{KEY_FILE, Lives, markerwaard};
use schouw_web::settings::Settings;

use super::{place, sign_in};
use crate::stage::{app_of, town};

#[tokio::test]
async fn the_list_of_users_is_that_of_the_own_organisation() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let of = people.iter().find(|person| person.user == markerwaard::id(7)).unwrap();
    let desk = sign_in(&place.app, of).await;
    let users = desk.ask(&place.app, Method::GET, "/v1/gebruikers", None).await.json();
    assert_eq!(users["gebruikers"].as_array().unwrap().len(), 7);
    assert!(!users.to_string().contains("Buizerd"), "the wijkagent is of the police");
}

#[tokio::test]
async fn the_privacy_officer_sees_what_was_done_and_looking_is_written_down() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let of = |number: u8| people.iter().find(|person| person.user == markerwaard::id(number)).unwrap();
    let desk = sign_in(&place.app, of(7)).await;
    desk.ask(&place.app, Method::GET, "/v1/gebruikers", None).await;
    let officer = sign_in(&place.app, of(6)).await;
    for _ in 0..2 {
        officer.ask(&place.app, Method::GET, "/v1/verwerkingen?boek=beheer", None).await;
    }
    let seen =
        officer.ask(&place.app, Method::GET, "/v1/verwerkingen?boek=beheer&aantal=3", None).await.json();
    let acts: Vec<&str> = seen["verwerkingen"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["handeling"].as_str().unwrap())
        .collect();
    assert_eq!(acts, ["see_processing", "see_processing", "see_processing"], "{seen}");
    let first = &seen["verwerkingen"][0];
    assert_eq!(first["door"]["naam"], of(6).name);
    assert!(first["grondslag"].is_string() && first["bewaartermijn"].is_string(), "{first}");
    let theirs = sign_in(&place.app, of(10)).await;
    let seen = theirs.ask(&place.app, Method::GET, "/v1/verwerkingen?boek=beheer", None).await.json();
    assert!(!seen.to_string().contains(&of(6).user.to_string()), "another organisation");
}

#[tokio::test]
async fn when_the_log_cannot_be_written_nothing_is_shown() {
    let place = place();
    let people = place.office.people.demo_people().unwrap();
    let of = people.iter().find(|person| person.user == markerwaard::id(7)).unwrap();
    let desk = sign_in(&place.app, of).await;
    let mine = place.folder.path().join("logs/gemeente-markerwaard");
    // a file stands where the folder of the audit log of this organisation would be, for a writer that opens it anew
    let other =
        sign_in(&place.app, people.iter().find(|person| person.user == markerwaard::id(9)).unwrap()).await;
    drop(other);
    std::fs::remove_dir_all(&mine).unwrap();
    std::fs::write(&mine, "").unwrap();
    let fresh = OfficePlace {
        people: place.folder.path().join("people"),
        key: place.folder.path().join("people").join(KEY_FILE),
        logs: place.folder.path().join("logs"),
        journal: JournalPlace::sqlite(place.folder.path().join("journal")),
        providers: Vec::new(),
        lives: Lives::default(),
        public_url: None,
        create: false,
    };
    let settings = Settings { demo: true, one_click: true, ..Settings::default() };
    let app = app_of(town(), settings).with_office(Arc::new(Office::open(&fresh).unwrap()));
    let answered = desk.ask(&app, Method::GET, "/v1/gebruikers", None).await;
    assert_eq!(answered.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!String::from_utf8_lossy(&answered.body).contains("Meerkoet"));
}
