//! `schouw here`: the ways to ask, and what is no question.

use std::path::Path;

use serde_json::Value;

use crate::stage::{Ran, SQUARE, arg, command, here, list, project, run, run_with, schouw, town};

/// Asks the town with these arguments.
fn ask<const N: usize>(args: [&str; N]) -> Ran {
    run(command().arg("here").args(args).args(["--json", "--snapshot", arg(&town().snapshot)]))
}

fn codes(answer: &Value) -> Vec<&str> {
    list(answer, "areas").iter().map(|area| area["code"].as_str().unwrap()).collect()
}

fn spot(answer: &Value) -> (f64, f64) {
    (answer["question"]["lat"].as_f64().unwrap(), answer["question"]["lon"].as_f64().unwrap())
}

/// Rough metres between the spots of two answers.
fn metres(one: &Value, other: &Value) -> f64 {
    let ((a, b), (c, d)) = (spot(one), spot(other));
    ((a - c) * 111_272.0).hypot((b - d) * 67_833.0)
}

/// The first line of the sheet of addresses that fits, by column.
fn address(fits: impl Fn(&[&str]) -> bool) -> Vec<String> {
    let sheet = std::fs::read_to_string(town().raw.join("adressen/adressen.csv")).unwrap();
    let mut rows = sheet.lines().skip(1).map(|line| line.split(';').collect::<Vec<_>>());
    rows.find(|row| fits(row)).unwrap().into_iter().map(str::to_owned).collect()
}

#[test]
fn degrees_and_rd_are_the_same_spot() {
    let degrees = here(SQUARE, "2026-11-27T21:40");
    let (x, y) =
        (degrees["question"]["rd"][0].as_f64().unwrap(), degrees["question"]["rd"][1].as_f64().unwrap());
    let by_rd = ask(["--rd", &format!("{x},{y}"), "--at", "2026-11-27T21:40"]).good().json();
    assert!(metres(&degrees, &by_rd) < 0.01);
    assert_eq!(codes(&degrees), codes(&by_rd));
    assert_eq!(degrees["rules"], by_rd["rules"]);
    ask(["--rd", "0,0"]).refused(2, "RD");
    ask(["--rd", "131000"]).refused(2, "131000,501000");
}

#[test]
fn a_dwelling_is_answered_for_its_street_without_number() {
    let row = address(|row| row[6] == "woonfunctie" && row[2] == "12");
    let (street, number, postcode) = (&row[1], &row[2], &row[4]);
    for text in [
        format!("{street} {number}"),
        format!("{postcode} {number}"),
        format!("{street} {number} Markerwaard"),
    ] {
        let answer = ask(["--address", &text]).good().json();
        let place = answer["place"].as_str().unwrap();
        assert!(place.starts_with(street.as_str()), "{text}: {place}");
        assert!(!place.chars().any(|c| c.is_ascii_digit()), "{text}: {place}");
        // another dwelling in the street gives the same answer
        let other = address(|other| other[1] == *street && other[6] == "woonfunctie" && other[2] != *number);
        let other = ask(["--address", &format!("{street} {}", other[2])]).good().json();
        assert_eq!(spot(&answer), spot(&other), "{text}");
    }
}

#[test]
fn what_is_no_dwelling_is_answered_exactly() {
    let row = address(|row| !row[6].contains("woonfunctie"));
    let (street, number) = (&row[1], &row[2]);
    let answer = ask(["--address", &format!("{street} {number}{}", row[3])]).good().json();
    let place = answer["place"].as_str().unwrap();
    assert!(place.contains(&format!("{street} {number}")), "{place}");
    let rd = |column: &str| column.replace(',', ".");
    let by_rd = ask(["--rd", &format!("{},{}", rd(&row[7]), rd(&row[8]))]).good().json();
    assert!(metres(&answer, &by_rd) < 1.0, "{place}");
}

#[test]
fn a_postal_code_or_a_street_alone_is_enough_and_nonsense_is_not_there() {
    let row = address(|row| row[1] == "Kade");
    for text in
        [row[4].clone(), row[4].to_lowercase(), format!("{} {}", &row[4][..4], &row[4][4..]), "kade".into()]
    {
        let answer = ask(["--address", &text]).good().json();
        assert!(answer["place"].as_str().unwrap().contains("Kade"), "{text}: {}", answer["place"]);
    }
    ask(["--address", "Nergensstraat 1"]).refused(6, "Nergensstraat 1");
    ask(["--address", ""]).refused(6, "postal code");
    ask(["--address", "9999ZZ 1"]).refused(6, "9999ZZ 1");
    ask(["--address", &"x".repeat(500)]).refused(6, "120 characters");
    // the start of several streets: named, so that one can be chosen
    let several = ask(["--address", "ha"]);
    assert!(several.code == Some(6), "{}", several.err);
}

#[test]
fn an_area_is_answered_as_a_whole() {
    let wijk = ask(["--area", "WK999001", "--at", "2026-11-27T21:40"]).good().json();
    assert_eq!(codes(&wijk), ["GM9990", "WK999001"]);
    assert_eq!(wijk["question"]["area"], "WK999001");
    assert!(list(&wijk, "rules").iter().any(|rule| rule["title"] == "Alcoholverbod"));
    assert!(list(&wijk, "figures").iter().all(|figure| figure["level"] != "buurt"));
    let gemeente = ask(["--area", "GM9990", "--at", "2026-11-27T21:40"]).good().json();
    assert!(list(&gemeente, "rules").len() >= list(&wijk, "rules").len());
    ask(["--area", "BU00000000"]).refused(6, "BU00000000");
    ask(["--area", "1234"]).refused(6, "1234");
    ask(["--area", "Volendam"]).refused(2, "Volendam");
}

#[test]
fn outside_the_country_nothing_is_known_and_the_gap_says_so() {
    let paris = ask(["48.8566,2.3522"]).good().json();
    assert!(codes(&paris).is_empty() && list(&paris, "rules").is_empty());
    assert!(list(&paris, "gaps")[0]["what"].as_str().unwrap().contains("buiten Nederland"));
    for pole in ["90,0", "0,-180", "0,0", "89.9999999,179.9999999", "-90,-180", "-.5,5"] {
        assert!(codes(&ask([pole]).good().json()).is_empty(), "{pole}");
    }
}

#[test]
fn what_is_no_question_is_refused_with_what_to_write() {
    for (args, says) in [
        (vec!["5.0742,52.4956"], "did you mean 52.4956"),
        (vec!["5.0742,52.4956"], "latitude comes first"),
        (vec!["Volendam"], "52.4956,5.0742"),
        (vec!["52.5"], "52.4956,5.0742"),
        (vec!["52.5,5.2,7"], "52.4956,5.0742"),
        (vec!["NaN,5"], "must be numbers"),
        (vec!["inf,5"], "must be numbers"),
        (vec!["91,5"], "-90 and 90"),
        (vec!["1e309,5"], "must be numbers"),
        (vec![SQUARE, "--radius", "5001"], "5000 m at most"),
        (vec![SQUARE, "--radius", "-1"], "radius"),
        (vec![SQUARE, "--at", "ooit"], "2026-11-27 21:40"),
        (vec![SQUARE, "--at", "2026-02-30T12:00"], "is not a moment"),
        (vec![], "say where"),
        (vec![SQUARE, "--area", "GM9990"], "cannot be used with"),
        (vec![SQUARE, "--colour", "red"], "--colour"),
    ] {
        run(command().arg("here").args(&args).args(["--snapshot", arg(&town().snapshot)])).refused(2, says);
    }
}

#[test]
fn a_larger_radius_finds_more_and_none_only_what_holds_at_the_spot() {
    let places = |radius: &str| list(&ask([SQUARE, "--radius", radius]).good().json(), "places").len();
    assert!(places("5") < places("250"));
    let spot = ask([SQUARE, "--radius", "0", "--at", "2026-11-27T21:40"]).good().json();
    assert!(list(&spot, "rules").iter().all(|rule| rule["distance_m"] == 0));
    assert!(list(&spot, "rules").iter().any(|rule| rule["title"] == "Alcoholverbod"));
    ask([SQUARE, "--radius", "5000"]).good();
}

#[test]
fn lines_are_answered_in_order_and_a_bad_one_does_not_stop_the_rest() {
    let (lat, lon) = SQUARE.split_once(',').unwrap();
    let good = format!("{{\"id\":1,\"lat\":{lat},\"lon\":{lon},\"at\":\"2026-11-27T21:40\"}}");
    let lines: [(&str, Option<&str>); 13] = [
        (&good, None),
        (r#"{"id":"two","area":"WK999001"}"#, None),
        (r#"{"id":3,"lat":5.2,"lon":52.5}"#, Some("latitude comes first")),
        ("no json", Some("expected")),
        ("", None),
        (r#"{"id":5,"lat":52.5}"#, Some("lat and lon")),
        (r#"{"id":6,"lat":52.5,"lon":5.2,"colour":1}"#, Some("colour")),
        (r#"{"id":7,"address":"Kade 12"}"#, None),
        (r#"{"id":8,"lat":52.5,"lon":5.2,"radius":6000}"#, Some("5000 m at most")),
        (r#"{"id":9,"area":"BU00000000"}"#, Some("BU00000000")),
        (r#"{"id":10,"lat":52.5,"lon":5.2,"at":"ooit"}"#, Some("is not a moment")),
        (r#"{"id":11,"lat":1e999,"lon":5.2}"#, Some("number")),
        (&good, None),
    ];
    let input: String = lines.iter().map(|(line, _)| format!("{line}\r\n")).collect();
    let mut asked = command();
    asked.args(["here", "--jsonl", "-", "--snapshot", arg(&town().snapshot)]);
    let ran = run_with(&mut asked, input.as_bytes());
    assert_eq!(ran.code, Some(2), "{}", ran.err);
    let expected: Vec<&(&str, Option<&str>)> = lines.iter().filter(|(line, _)| !line.is_empty()).collect();
    let answers: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(answers.len(), expected.len());
    for ((line, refused), answer) in expected.into_iter().zip(&answers) {
        let asked: Value = serde_json::from_str(line).unwrap_or_default();
        match refused {
            None => assert_eq!((&answer["id"], &answer["version"]), (&asked["id"], &1.into()), "{line}"),
            Some(says) => {
                assert!(answer["error"]["why"].as_str().unwrap().contains(says), "{line}: {answer}");
            }
        }
    }
    assert_eq!(answers.first(), answers.last());
    assert_eq!(answers[1]["id"], "two");
    let all_good = run_with(
        command().args(["here", "--jsonl", "-", "--snapshot", arg(&town().snapshot)]),
        good.as_bytes(),
    );
    assert_eq!(all_good.code, Some(0), "{}", all_good.err);
}

#[test]
fn a_line_without_end_and_bytes_that_are_no_text_are_refused() {
    let mut asked = command();
    asked.args(["here", "--jsonl", "-", "--snapshot", arg(&town().snapshot)]);
    run_with(&mut asked, &vec![b'7'; 200 << 10]).refused(2, "65536 bytes");
    let mut asked = command();
    asked.args(["here", "--jsonl", "-", "--snapshot", arg(&town().snapshot)]);
    let ran = run_with(&mut asked, &[0xff, 0xfe, b'\n', b'{', 0xc3, b'}', b'\n']);
    assert_eq!((ran.code, ran.out.lines().count()), (Some(2), 2), "{}", ran.err);
    let nested = format!("{}\n", "[".repeat(60_000));
    let mut asked = command();
    asked.args(["here", "--jsonl", "-", "--snapshot", arg(&town().snapshot)]);
    assert_eq!(run_with(&mut asked, nested.as_bytes()).code, Some(2));
    schouw(["here", "--jsonl", "/nowhere/q.jsonl", "--snapshot", arg(&town().snapshot)])
        .refused(1, "/nowhere/q.jsonl");
}

#[test]
fn every_answer_fits_the_schema() {
    let path = project().join("docs/here.schema.json");
    let schema: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let fits = |answer: &Value| {
        let faults: Vec<String> =
            schema.iter_errors(answer).map(|e| format!("{}: {e}", e.instance_path)).collect();
        assert!(faults.is_empty(), "{faults:#?}");
    };
    for at in ["2026-11-27T21:40", "2027-06-05T22:15", "2030-01-01T00:00"] {
        for spot in [SQUARE, "52.5545,5.2755", "52.5822881,5.2768950", "52.5431408,5.2400400", "48.85,2.35"] {
            fits(&here(spot, at));
        }
    }
    for area in ["GM9990", "WK999003", "BU99900302"] {
        fits(&ask(["--area", area]).good().json());
    }
    let mut asked = command();
    asked.args(["here", "--jsonl", "-", "--snapshot", arg(&town().snapshot)]);
    fits(&run_with(&mut asked, br#"{"id":{"any":["thing"]},"area":"GM9990"}"#).good().json());
}

#[test]
fn the_snapshot_is_named_or_taken_from_the_environment() {
    let mut asked = command();
    asked.args(["here", SQUARE]).env("SCHOUW_SNAPSHOT", &town().snapshot);
    run(&mut asked).good();
    let mut asked = command();
    let parent: &Path = town().snapshot.parent().unwrap();
    run(asked.args(["here", SQUARE]).current_dir(parent)).good();
    let empty = tempfile::tempdir().unwrap();
    run(command().args(["here", SQUARE]).current_dir(empty.path()))
        .refused(6, "there is no snapshot at `snapshot`");
}

#[test]
fn an_answer_for_people_fits_a_terminal_and_survives_a_reader_that_leaves() {
    let text =
        schouw(["here", SQUARE, "--at", "2026-11-27T21:40", "--snapshot", arg(&town().snapshot)]).good().out;
    assert!(text.contains("▲ Alcoholverbod: tot morgen 06:00"));
    let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(widest <= 100, "{widest} columns");
    let mut shell = std::process::Command::new("sh");
    let script = "\"$0\" here \"$1\" --snapshot \"$2\" | head -1; exit 0";
    let args = ["-c", script, env!("CARGO_BIN_EXE_schouw"), SQUARE, arg(&town().snapshot)];
    assert!(run(shell.args(args)).good().err.is_empty());
}
