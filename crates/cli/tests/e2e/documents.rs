//! The documents for municipalities, followed to the letter: their commands are run and their tables are checked.

use std::path::Path;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use crate::stage::{Ran, arg, command, copy, list, names, project, rule, run, schouw, town};

fn document(name: &str) -> String {
    std::fs::read_to_string(project().join("docs").join(name)).unwrap()
}

/// Runs the commands of a document, with another folder for its `/tmp/…`.
fn follow(text: &str, its_folder: &str, folder: &Path) -> Vec<Ran> {
    let commands = text.lines().filter_map(|line| line.strip_prefix("schouw "));
    let with_folder = commands.map(|line| line.replace(its_folder, arg(folder)));
    with_folder.map(|line| run(command().args(line.split_whitespace())).good()).collect()
}

/// The blocks of a language in a document.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let opening = format!("```{language}\n");
    text.split(opening.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

/// Day and time in words like "Friday 2026-11-27, 23:30", as an argument.
fn moment(words: &str) -> String {
    let mut parts = words.trim().split([' ', ',']).filter(|part| !part.is_empty());
    let (weekday, date, time) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
    let day: jiff::civil::Date = date.parse().unwrap();
    assert_eq!(day.strftime("%A").to_string(), weekday, "{words}");
    format!("{date}T{time}")
}

fn ask(snapshot: &Path, spot: &str, at: &str) -> Value {
    schouw(["here", spot, "--snapshot", arg(snapshot), "--at", at, "--json"]).good().json()
}

/// The moment at which a rule changes, in Dutch time.
fn changes(rule: &Value) -> String {
    let at: Timestamp = rule["changes_at"].as_str().unwrap().parse().unwrap();
    at.to_zoned_datetime(TimeZone::get("Europe/Amsterdam").unwrap()).strftime("%A %H:%M").to_string()
}

#[test]
fn a_municipality_that_follows_import_rules_sees_its_rules_at_every_moment_of_the_table() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = folder.path().join("regels");
    let text = document("import-rules.md");
    let ran = follow(&text, "/tmp/regels", &snapshot);
    assert_eq!(ran.len(), 3);
    assert!(ran[1].out.contains("▲ Alcoholverbod: tot morgen 06:00"), "{}", ran[1].out);
    assert!(ran[2].out.contains("○ Alcoholverbod: vanaf 22:00"), "{}", ran[2].out);
    let table = text.split("| moment | alcohol ban | why |").nth(1).unwrap().split("\n\n").next().unwrap();
    let rows: Vec<Vec<&str>> = table.lines().skip(2).map(|line| line.split('|').collect()).collect();
    assert!(rows.len() >= 10);
    for row in rows {
        let (at, says) = (moment(row[1]), row[2].trim());
        let answer = ask(&snapshot, "52.5556,5.2730", &at);
        let ban = rule(&answer, "Alcoholverbod");
        assert_eq!(ban["in_force"], says.starts_with("holds"), "{at}: {ban}");
        if let Some(until) = says.strip_prefix("holds, until ") {
            assert_eq!(changes(ban), until, "{at}");
        }
        if let Some((_, from)) = says.split_once("from ").filter(|_| says.ends_with("it does")) {
            let from = from.trim_end_matches(" it does");
            assert!(changes(ban).ends_with(from), "{at}: {} is not {from}", changes(ban));
        }
    }
}

#[test]
fn what_import_rules_says_below_its_table_holds_too() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = folder.path().join("regels");
    follow(&document("import-rules.md"), "/tmp/regels", &snapshot);
    let check = |spot: &str, title: &str, at: &str, holds: bool| {
        let answer = ask(&snapshot, spot, at);
        let found = list(&answer, "rules").iter().find(|rule| rule["title"] == title);
        // a rule that has ended is not shown at all
        assert_eq!(found.is_some_and(|rule| rule["in_force"] == true), holds, "{title} at {at}: {found:?}");
    };
    let (square, wood, station) = ("52.5556,5.2730", "52.5890,5.1600", "52.5431,5.2400");
    check(square, "Winterfeest", "2026-12-19T14:00", true);
    check(square, "Winterfeest", "2026-12-25T14:00", false);
    check(square, "Winterfeest", "2027-01-03T14:00", true);
    check(square, "Winterfeest", "2027-01-04T14:00", false);
    check(wood, "Hond aan de lijn", "2026-11-28T10:00", true);
    check(wood, "Hond aan de lijn", "2030-04-27T03:00", true);
    check(station, "Parkeren met vergunning", "2026-11-28T10:00", true);
    check(station, "Parkeren met vergunning", "2026-12-26T10:00", false);
    // Easter Monday, Ascension Day, Whit Monday
    for day in ["2027-03-29", "2027-05-06", "2027-05-17"] {
        check(station, "Parkeren met vergunning", &format!("{day}T10:00"), false);
    }
    check(station, "Parkeren met vergunning", "2027-03-30T10:00", true);
    // the night in which the clock goes forward: 02:30 does not exist, 05:30 does
    check(square, "Alcoholverbod", "2027-03-28T02:30", true);
    check(square, "Alcoholverbod", "2027-03-28T05:59", true);
    check(square, "Alcoholverbod", "2027-03-28T06:00", false);
    // the second 02:30 of the night in which it goes back
    check(square, "Alcoholverbod", "2026-10-25T01:30:00Z", true);
    check(square, "Alcoholverbod", "2026-10-25T05:00:00Z", false);
}

#[test]
fn the_pieces_shown_in_the_documents_are_those_of_the_examples() {
    for (name, example) in [("import-rules.md", "rules"), ("import-contacts.md", "contacts")] {
        let text = document(name);
        let folder = project().join("docs/examples").join(example);
        let mut files = String::new();
        for part in ["datasets", "raw"] {
            for file in names(&folder.join(part)) {
                files.push_str(&std::fs::read_to_string(folder.join(part).join(file)).unwrap());
            }
        }
        let tables = blocks(&text, "toml");
        assert!(!tables.is_empty());
        for line in tables.iter().flat_map(|block| block.lines()).filter(|line| !line.starts_with('#')) {
            assert!(files.lines().any(|known| known == line), "{name}: `{line}` is not in the example");
        }
        for sheet in blocks(&text, "csv") {
            let header = sheet.lines().next().unwrap();
            assert!(
                files.lines().any(|known| known == header),
                "{name}: no sheet has the columns `{header}`"
            );
        }
    }
}

#[test]
fn a_municipality_that_follows_import_contacts_sees_who_acts_and_how_old_that_is() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = folder.path().join("contacten");
    follow(&document("import-contacts.md"), "/tmp/contacten", &snapshot);
    let answer = ask(&snapshot, "52.5556,5.2730", "2026-11-27T21:40");
    let who = list(&answer, "who");
    let of_kind = |kind: &str| who.iter().filter(|who| who["kind"] == kind).count();
    assert_eq!((of_kind("basisteam"), of_kind("contactpunt"), of_kind("afspraak")), (1, 2, 4), "{who:#?}");
    let alcohol = who.iter().filter(|who| who["themes"].as_array().unwrap().contains(&"alcohol".into()));
    let order: Vec<(u64, &str)> =
        alcohol.map(|who| (who["rank"].as_u64().unwrap(), who["party"].as_str().unwrap())).collect();
    assert_eq!(order, [(1, "gemeente"), (2, "politie")]);
    let old = who.iter().find(|who| who["id"] == "HA-04").unwrap();
    assert_eq!((&old["last_confirmed"], &old["expired"]), (&"2025-03-10".into(), &false.into()));
    let gone = ask(&snapshot, "52.5556,5.2730", "2028-01-01T12:00");
    assert_eq!(list(&gone, "who").iter().find(|who| who["id"] == "HA-01").unwrap()["expired"], true);
}

#[test]
fn rules_beside_the_areas_of_the_municipality_are_shown_with_their_names() {
    let folder = tempfile::tempdir().unwrap();
    let raw = folder.path().join("raw");
    copy(&project().join("docs/examples/rules/raw"), &raw);
    copy(&town().raw.join("gebieden"), &raw.join("gebieden"));
    let mut index = std::fs::read_to_string(raw.join("raw.toml")).unwrap();
    for (file, dataset) in [("gemeente", "gemeente"), ("wijken", "wijken"), ("buurten", "buurten")] {
        index.push_str(&format!(
            "\n[[file]]\npath = \"gebieden/{file}_2026.geojson\"\ndataset = \"markerwaard-{dataset}\"\nyear = 2026\nretrieved = \"2026-11-20\"\n"
        ));
    }
    std::fs::write(raw.join("raw.toml"), index).unwrap();
    let out = folder.path().join("snapshot");
    let build =
        ["build", "--raw", arg(&raw), "--datasets", "docs/examples/rules/datasets", "--out", arg(&out)];
    schouw(build).good();
    let answer = ask(&out, "52.5556,5.2730", "2026-11-28T05:59");
    assert_eq!(rule(&answer, "Alcoholverbod")["in_force"], true);
    let codes: Vec<&str> = list(&answer, "areas").iter().map(|area| area["code"].as_str().unwrap()).collect();
    assert_eq!(codes, ["GM9990", "WK999001", "BU99900101"]);
    assert!(answer["place"].as_str().unwrap().contains("Havenkwartier"), "{}", answer["place"]);
    assert!(!answer["gaps"].to_string().contains("geen zones van de APV"));
}
