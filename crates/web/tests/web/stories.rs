//! Stories of Markerwaard, as clients ask them: many calls that are one problem (2), a name that stays out (8), and from
//! domain II to domain V and back (9).

use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::photos::png;
use crate::signals::town;

/// Kade 12, where the container is.
const KADE: &str = "Kade 12";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirteen_calls_are_one_problem_that_is_photographed_planned_and_answered() {
    let town = town().await;
    // what is known there: thirteen calls, one problem
    let here = town.ask("boa", Method::POST, "/v1/hier/_zoek", Some(json!({ "address": KADE }))).await.json();
    let problem = here["problems"].as_array().unwrap().iter().find(|one| one["id"] == "990412");
    let problem = problem.unwrap_or_else(|| panic!("no problem at {KADE}: {}", here["problems"]));
    assert_eq!(problem["reports"], 13, "{problem}");
    let (lat, lon) = (here["question"]["lat"].as_f64().unwrap(), here["question"]["lon"].as_f64().unwrap());

    // a boa stands there, takes a photo, and ties it to the problem
    let photo = town.id();
    let put = town.browsers["boa"].put(&town.app, &format!("/v1/fotos/{photo}"), png(40, 30)).await;
    assert_eq!(put.status, StatusCode::CREATED);
    let place = json!({ "lat": lat, "lon": lon, "nauwkeurigheid": 5, "adres": KADE });
    let problem = json!({ "dataset": "markerwaard-meldingen", "id": "990412" });
    let more = json!({ "thema": "afval", "plaats": place, "fotos": [photo], "verwijzing": problem });
    let first = town.record("boa", "Zakken naast de container", more).await;
    let more = json!({ "thema": "afval", "plaats": place });
    let second = town.record("leerplicht", "Weer zakken bij de container", more).await;

    // the coordinator sees both as perhaps one, joins them, and plans it
    let list = town.get("coordinator", "/v1/signalen?lijst=te-doen").await;
    let seen = list["signalen"].as_array().unwrap().iter().find(|one| one["id"] == first.as_str()).unwrap();
    assert_eq!(seen["dubbelen"], json!([second]), "{seen}");
    town.step("coordinator", &second, "samenvoegen", json!({ "met": first })).await;
    town.step("coordinator", &first, "wegen", json!({ "reden": "dertien meldingen in twee weken" })).await;
    town.step("coordinator", &first, "oppakken", json!({})).await;
    let planned = town.get("coordinator", &format!("/v1/signalen/{first}")).await;
    assert_eq!(planned["fotos"][0]["id"], photo, "{planned}");
    let picture = town.ask("coordinator", Method::GET, &format!("/v1/fotos/{photo}"), None).await;
    assert_eq!((picture.status, picture.header("content-type")), (StatusCode::OK, "image/jpeg"));

    // and who called it in reads what was done, each of them
    let text = "De container is geleegd. We kijken de komende weken vaker.";
    town.step("coordinator", &first, "sluiten", json!({ "tekst": text })).await;
    for (who, signal) in [("boa", &first), ("leerplicht", &second)] {
        let told = town.get(who, &format!("/v1/signalen/{signal}")).await;
        assert_eq!(told["antwoord"]["tekst"], text, "{who}: {told}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_complaint_about_a_named_person_goes_on_without_the_name() {
    let town = town().await;
    let text = "Auto van de heer Jansen staat weer op de stoep, kenteken 01-VBB-1";
    let signal = town.record("boa", text, json!({ "thema": "parkeren" })).await;
    let path = format!("/v1/signalen/{signal}");
    let to = json!({
        "aan": "woonstichting-het-nieuwe-land", "doel": "nuisance_approach", "vorm": "zonder-persoon"
    });
    let preview =
        town.ask("coordinator", Method::POST, &format!("{path}/voorbeelden"), Some(to.clone())).await;
    let preview = preview.json();
    let shown = preview["vorm"].to_string();
    assert!(!shown.contains("Jansen") && !shown.contains("VBB"), "{preview}");
    town.step("coordinator", &signal, "doorgeven", to).await;
    let copies = town.inbox("corporatie").await;
    let copy = town.get("corporatie", &format!("/v1/signalen/{}", copies[0]["id"].as_str().unwrap())).await;
    let said = copy.to_string();
    assert!(copy["tekst"].as_str().unwrap().contains("stoep"), "what matters is there: {copy}");
    assert!(!said.contains("Jansen") && !said.contains("VBB"), "the name stays out: {copy}");

    // health asks for a reason, and what the boa takes out is out of what is shown from then on
    let body = json!({
        "id": town.id(), "opgenomenOp": "2026-11-20T20:00:00Z", "thema": "parkeren",
        "tekst": "De bestuurder heeft een psychose", "plaats": { "lat": 52.5, "lon": 5.2 },
        "hoedanigheid": "toezicht", "fotos": []
    });
    let warned = town.ask("boa", Method::POST, "/v1/signalen", Some(body)).await;
    assert_eq!(warned.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", warned.json());
    let more = json!({ "tekst": "Auto staat weer op de stoep", "reden": "naam hoort er niet in" });
    town.step("boa", &signal, "corrigeren", more).await;
    let now = town.get("boa", &path).await;
    assert_eq!(now["tekst"], "Auto staat weer op de stoep");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn drums_in_a_greenhouse_go_from_domain_two_to_domain_five_and_back_comes_what_was_done() {
    let town = town().await;
    let text = "Vaten in de kas zijn leeg. Achterin staan acht slaapplaatsen, er wordt gewerkt";
    let signal = town.record("collega", text, json!({})).await;
    let path = format!("/v1/signalen/{signal}");
    town.step("od", &signal, "wegen", json!({ "reden": "dit is geen milieu meer" })).await;
    let to = json!({ "aan": "gemeente-markerwaard", "doel": "administrative_enforcement" });
    town.step("od", &signal, "doorgeven", to).await;
    let copies = town.inbox("coordinator").await;
    let copy = copies[0]["id"].as_str().unwrap().to_owned();

    // the social investigator of domain V has it in the inbox, takes it up and says what was done
    assert_eq!(town.inbox("sociaal").await[0]["id"], copy.as_str());
    town.step("sociaal", &copy, "ontvangst", json!({})).await;
    town.step("sociaal", &copy, "oppakken", json!({})).await;
    let done = json!({ "tekst": "We zijn er samen geweest. De slaapplaatsen zijn weg." });
    town.step("sociaal", &copy, "antwoorden", done.clone()).await;
    let waits = town.get("collega", &path).await;
    assert!(waits["antwoord"].is_null(), "nobody has looked yet whether a person is in it: {waits}");
    // the coordinator looks, and sends it back
    town.step("coordinator", &copy, "antwoorden", done.clone()).await;
    let back = town.get("collega", &path).await;
    assert_eq!(back["antwoord"]["tekst"], done["tekst"], "{back}");
    assert_eq!(back["verstrekkingen"][0]["aan"]["id"], "gemeente-markerwaard", "{back}");
    assert!(!back["verstrekkingen"][0]["artikel"].as_str().unwrap().is_empty());
    let theirs = town.get("sociaal", &format!("/v1/signalen/{copy}")).await;
    assert_eq!(theirs["artikel"], back["verstrekkingen"][0]["artikel"], "both logs name the article");
}
