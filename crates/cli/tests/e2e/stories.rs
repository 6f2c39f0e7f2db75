//! The stories of Markerwaard that are about the open picture, told by the binary.

use serde_json::Value;

use crate::stage::{SQUARE, arg, find, here, list, rule, schouw, town};

const FRIDAY_EVENING: &str = "2026-11-27T21:40";
const KADE_12: &str = "52.5545358,5.2754812";
const DRUMS: &str = "52.5695267,5.2499170";
const FORELAND: &str = "52.5822881,5.2768950";
const PLATFORM: &str = "52.5436800,5.2400400";
const STATION_SQUARE: &str = "52.5431408,5.2400400";
const GREENHOUSES: &str = "52.5849842,5.2002359";

#[test]
fn on_friday_at_2140_the_alcohol_ban_holds_until_six_and_at_noon_it_does_not() {
    let evening = here(SQUARE, FRIDAY_EVENING);
    let ban = rule(&evening, "Alcoholverbod");
    assert_eq!(ban["in_force"], true);
    assert_eq!(ban["changes_at"], "2026-11-28T05:00:00Z");
    assert_eq!((&ban["article"], &ban["says"]), (&"APV 2:48".into(), &"tot morgen 06:00".into()));
    assert_eq!(rule(&here(SQUARE, "2026-11-28T05:59"), "Alcoholverbod")["in_force"], true);
    assert_eq!(rule(&here(SQUARE, "2026-11-28T06:00"), "Alcoholverbod")["in_force"], false);
    assert_eq!(rule(&here(SQUARE, "2026-11-27T12:00"), "Alcoholverbod")["in_force"], false);
}

#[test]
fn thirteen_calls_about_rubbish_at_kade_12_are_one_problem_with_the_id_of_the_oldest() {
    let answer = here(KADE_12, "2026-11-24T09:15");
    let problem = find(&answer, "problems", "theme", "Afval naast container");
    assert_eq!((&problem["reports"], &problem["open"]), (&13.into(), &true.into()));
    let timeline = list(problem, "timeline");
    assert_eq!(timeline.len(), 13);
    assert_eq!(problem["id"], timeline[0]["id"]);
    let moments: Vec<&str> = timeline.iter().map(|report| report["at"].as_str().unwrap()).collect();
    assert!(moments.is_sorted(), "{moments:?}");
    assert_eq!(problem["says"], "13 meldingen, 1 probleem, sinds 9 november");
    // free text of callers is nowhere in the answer
    assert!(problem["timeline"][0].get("text").is_none());
}

#[test]
fn behind_the_business_park_the_environmental_service_is_who_to_call() {
    let answer = here(DRUMS, "2026-11-24T11:00");
    let first = list(&answer, "who").iter().find(|who| {
        who["rank"] == 1 && who["themes"].as_array().is_some_and(|themes| themes.contains(&"milieu".into()))
    });
    assert_eq!(first.unwrap()["party"], "omgevingsdienst");
    assert!(
        list(&answer, "notices").iter().any(|n| n["title"].as_str().unwrap().contains("gevaarlijke stoffen"))
    );
}

#[test]
fn a_figure_that_is_too_small_has_no_number() {
    let answer = here(GREENHOUSES, "2026-11-24T12:00");
    let youth = find(&answer, "figures", "measure", "overlast-jeugd");
    assert_eq!((&youth["value"], &youth["absent"]), (&Value::Null, &"te weinig om te tonen".into()));
    assert!(youth.get("interval").is_none_or(Value::is_null), "an interval would tell the number: {youth}");
    assert!(youth.get("rate").is_none_or(Value::is_null), "a rate would tell the number: {youth}");
}

#[test]
fn a_source_of_two_years_ago_is_called_old_and_a_layer_of_its_own_is_there() {
    let answer = here(SQUARE, FRIDAY_EVENING);
    let lived = find(&answer, "figures", "measure", "leefbaarheid");
    assert_eq!((&lived["source"]["old"], &lived["source"]["date"]), (&true.into(), &"2024-09-24".into()));
    let areas = list(&answer, "areas");
    assert!(areas.iter().all(|area| area["source"]["old"] == false), "{areas:?}");
    let own = find(&answer, "places", "name", "Steiger S01");
    assert_eq!(own["source"]["dataset"], "markerwaard-steigers");
}

#[test]
fn the_dirty_files_are_used_as_far_as_they_go_and_their_faults_are_told() {
    let shown = schouw(["snapshot", "show", "--findings", arg(&town().snapshot)]).good();
    for (dataset, kind) in [
        ("markerwaard-deelfietsen", "swapped-coordinates"),
        ("markerwaard-deelfietsen", "outside-the-netherlands"),
        ("markerwaard-deelfietsen", "malformed-record"),
        ("markerwaard-deelfietsen", "duplicate"),
        ("markerwaard-fietstelling", "implausible-value"),
        ("markerwaard-fietstelling", "unknown-area"),
        ("markerwaard-meldingen", "shielded-text"),
    ] {
        let findings = shown.out.lines().filter(|line| line.starts_with('{'));
        let parsed: Vec<Value> = findings.map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(parsed.iter().any(|f| f["dataset"] == dataset && f["kind"] == kind), "{dataset}: {kind}");
    }
    let answer = here(SQUARE, FRIDAY_EVENING);
    assert!(list(&answer, "places").iter().any(|p| p["source"]["dataset"] == "markerwaard-deelfietsen"));
}

#[test]
fn on_the_platform_the_carrier_acts_and_on_the_square_the_municipality() {
    let acts = |spot: &str, theme: &str| -> Option<String> {
        let answer = here(spot, "2026-11-24T17:00");
        let rules = list(&answer, "rules").iter();
        let rule = rules.into_iter().find(|rule| rule["theme"] == theme && rule["distance_m"] == 0)?;
        Some(rule["acts"][0].as_str()?.to_owned())
    };
    assert_eq!(acts(PLATFORM, "openbaar-vervoer").as_deref(), Some("vervoerder"));
    assert_eq!(acts(PLATFORM, "openbare-orde"), None);
    assert_eq!(acts(STATION_SQUARE, "openbare-orde").as_deref(), Some("gemeente"));
    assert_eq!(acts(STATION_SQUARE, "openbaar-vervoer"), None);
}

#[test]
fn outside_the_dike_it_is_quiet_and_in_the_nesting_season_closed() {
    let dusk = here(FORELAND, "2027-06-05T22:15");
    for title in ["Broedseizoen: blijf op het pad", "Stiltegebied", "Voorland dicht na zonsondergang"] {
        assert_eq!(rule(&dusk, title)["in_force"], true, "{title}");
    }
    let noon = here(FORELAND, "2026-11-24T12:00");
    assert_eq!(rule(&noon, "Broedseizoen: blijf op het pad")["in_force"], false);
    assert_eq!(rule(&noon, "Stiltegebied")["in_force"], true);
}

#[test]
fn the_demo_shows_its_three_spots() {
    let shown = &town().shown;
    for text in [
        "▲ Alcoholverbod: tot morgen 06:00",
        "13 meldingen, 1 probleem, sinds 9 november",
        "▲ Broedseizoen: blijf op het pad",
        "☎ In nood: 112",
        "WAT WE NIET WETEN",
        "BRONNEN",
    ] {
        assert!(shown.contains(text), "{text}");
    }
    let again = schouw(["demo", "--once", "--today", "2026-11-23"]).good();
    assert_eq!(&again.out, shown, "the same seed and day show the same");
}
