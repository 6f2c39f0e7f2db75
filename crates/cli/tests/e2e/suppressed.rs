//! What may not be shown is not shown, anywhere in the answer; and when that cannot be known, nothing is.

use std::path::PathBuf;

use serde_json::Value;

use crate::stage::{SQUARE, arg, command, copy, list, run, schouw, town};

/// The town's snapshot in a folder of its own, with a suppression list beside it.
struct Served {
    folder: tempfile::TempDir,
}

impl Served {
    fn new(hidden: &[(&str, &str)]) -> Self {
        let served = Self { folder: tempfile::tempdir().unwrap() };
        copy(&town().snapshot, &served.snapshot());
        let entries = hidden.iter().map(|(dataset, id)| {
            format!("[[hidden]]\ndataset = \"{dataset}\"\nid = \"{id}\"\nsince = 2026-11-23\nwhy = \"withdrawn\"\n")
        });
        served.write(&entries.collect::<String>());
        served
    }

    fn snapshot(&self) -> PathBuf {
        self.folder.path().join("snapshot")
    }

    fn write(&self, list: &str) {
        std::fs::write(self.folder.path().join("suppressed.toml"), list).unwrap();
    }

    fn here(&self) -> Value {
        let snapshot = self.snapshot();
        schouw(["here", SQUARE, "--at", "2026-11-27T21:40", "--json", "--snapshot", arg(&snapshot)])
            .good()
            .json()
    }
}

/// The first item of a kind on the square: its dataset and id.
fn first(key: &str) -> (String, String) {
    let answer = crate::stage::here(SQUARE, "2026-11-27T21:40");
    let item = &list(&answer, key)[0];
    (item["source"]["dataset"].as_str().unwrap().to_owned(), item["id"].as_str().unwrap().to_owned())
}

#[test]
fn a_hidden_record_is_gone_and_the_others_are_there() {
    for key in ["rules", "notices", "places", "who"] {
        let (dataset, id) = first(key);
        let before = crate::stage::here(SQUARE, "2026-11-27T21:40");
        let after = Served::new(&[(&dataset, &id)]).here();
        assert_eq!(list(&after, key).len() + 1, list(&before, key).len(), "{key}: {dataset} {id}");
        assert!(list(&after, key).iter().all(|item| item["id"] != id.as_str()), "{key}: {id}");
        // the same id in another dataset is another record
        let other = Served::new(&[("another-dataset", &id)]).here();
        assert_eq!(list(&other, key).len(), list(&before, key).len());
    }
}

/// The problem of thirteen reports as it is shown: its dataset, its theme and the ids of its reports, oldest first.
fn rubbish() -> (String, Value, Vec<String>) {
    let answer = crate::stage::here(SQUARE, "2026-11-27T21:40");
    let problem = list(&answer, "problems").iter().find(|problem| problem["reports"] == 13).unwrap();
    let ids = list(problem, "timeline").iter().map(|report| report["id"].as_str().unwrap().to_owned());
    (problem["source"]["dataset"].as_str().unwrap().to_owned(), problem["theme"].clone(), ids.collect())
}

/// Hides one report and looks for it in the answer.
fn hide_one(hidden: &str) {
    let (dataset, ..) = rubbish();
    let after = Served::new(&[(&dataset, hidden)]).here();
    let problems = list(&after, "problems");
    assert!(problems.iter().any(|problem| problem["reports"] == 12), "{problems:?}");
    assert!(!after.to_string().contains(&format!("\"{hidden}\"")), "{hidden} is still in the answer");
}

#[test]
fn a_problem_loses_a_hidden_report_and_is_gone_when_all_are_hidden() {
    let (dataset, theme, ids) = rubbish();
    hide_one(&ids[5]);
    hide_one(&ids[12]);
    let all: Vec<(&str, &str)> = ids.iter().map(|id| (dataset.as_str(), id.as_str())).collect();
    let after = Served::new(&all).here();
    assert!(list(&after, "problems").iter().all(|other| other["theme"] != theme));
}

#[test]
fn a_problem_of_which_the_oldest_report_is_hidden_has_the_id_of_the_next() {
    hide_one(&rubbish().2[0]);
}

#[test]
fn hidden_numbers_of_an_area_are_gone_and_those_of_others_are_there() {
    let before = crate::stage::here(SQUARE, "2026-11-27T21:40");
    let text = |figure: &Value, key: &str| figure[key].as_str().unwrap().to_owned();
    let (code, measure) = {
        let figure = &list(&before, "figures")[0];
        (text(figure, "code"), text(figure, "measure"))
    };
    let numbers = |answer: &Value, measure: Option<&str>| {
        let of = |figure: &&Value| figure["code"] == *code && measure.is_none_or(|m| figure["measure"] == m);
        list(answer, "figures").iter().filter(of).count()
    };
    let served = Served::new(&[]);
    served.write(&format!("[[hidden]]\narea = \"{code}\"\nmeasure = \"{measure}\"\n"));
    let after = served.here();
    assert_eq!(numbers(&after, Some(&measure)), 0);
    let larger = |figure: &Value| figure["measure"] == *measure && figure["code"] != *code;
    assert!(list(&after, "figures").iter().any(larger), "a larger area is told in its place");
    assert!(numbers(&after, None) > 0, "only one measure is hidden");
    served.write(&format!("[[hidden]]\narea = \"{code}\"\n"));
    assert_eq!(numbers(&served.here(), None), 0);
}

#[test]
fn a_hidden_address_is_not_found_and_its_neighbours_are() {
    let served = Served::new(&[]);
    let snapshot = served.snapshot();
    let ask = |address: &str| schouw(["here", "--address", address, "--json", "--snapshot", arg(&snapshot)]);
    let found = ask("Havenplein 3").good().json();
    served.write(&format!("[[hidden]]\naddress = {}\n", found["place"]));
    let refused = ask("Havenplein 3");
    assert_eq!((refused.code, refused.out.as_str()), (Some(6), ""), "{}", refused.err);
    ask("Havenplein").good();
}

#[test]
fn a_list_that_cannot_be_read_shows_nothing() {
    let served = Served::new(&[]);
    let snapshot = served.snapshot();
    for (list, why) in [
        ("[[hidden]]\ndataset = \"a\"\n", "id"),
        ("[[hidden]]\ndataset = \"a\"\nid = \"1\"\nuntil = 2027-01-01\n", "until"),
        ("[[hidden]\n", "suppressed.toml"),
        ("[[hide]]\n", "hide"),
        ("[[hidden]]\ndataset = \"A b\"\nid = \"1\"\n", "suppressed.toml"),
    ] {
        served.write(list);
        let ran = schouw(["here", SQUARE, "--snapshot", arg(&snapshot)]).refused(3, why);
        assert!(ran.err.contains("nothing is shown"), "{}", ran.err);
    }
    std::fs::write(served.folder.path().join("suppressed.toml"), [0xff, 0xfe, 0x00]).unwrap();
    schouw(["here", SQUARE, "--snapshot", arg(&snapshot)]).refused(3, "nothing is shown");
}

#[test]
fn a_list_that_is_named_must_be_there_and_also_holds_for_lines() {
    let served = Served::new(&[]);
    let (snapshot, list) = (served.snapshot(), served.folder.path().join("other.toml"));
    let with = ["here", SQUARE, "--snapshot", arg(&snapshot), "--suppressed", arg(&list)];
    schouw(with).refused(3, "nothing is shown");
    let (dataset, id) = first("rules");
    std::fs::write(&list, format!("[[hidden]]\ndataset = \"{dataset}\"\nid = \"{id}\"\n")).unwrap();
    let questions = served.folder.path().join("questions.jsonl");
    let (lat, lon) = SQUARE.split_once(',').unwrap();
    std::fs::write(&questions, format!("{{\"lat\":{lat},\"lon\":{lon},\"at\":\"2026-11-27T21:40\"}}\n"))
        .unwrap();
    let mut ask = command();
    ask.args(["here", "--jsonl", arg(&questions), "--snapshot", arg(&snapshot), "--suppressed", arg(&list)]);
    let answer = run(&mut ask).good().json();
    assert!(crate::stage::list(&answer, "rules").iter().all(|rule| rule["id"] != id.as_str()));
}

/// In a folder where `suppressed.toml` is a folder or cannot be opened, nothing is shown either.
#[test]
fn a_list_that_is_a_folder_shows_nothing() {
    let served = Served::new(&[]);
    let list = served.folder.path().join("suppressed.toml");
    std::fs::remove_file(&list).unwrap();
    std::fs::create_dir(&list).unwrap();
    let snapshot = served.snapshot();
    schouw(["here", SQUARE, "--snapshot", arg(&snapshot)]).refused(3, "nothing is shown");
    std::fs::remove_dir(&list).unwrap();
    std::os::unix::fs::symlink("/nowhere/suppressed.toml", &list).unwrap();
    schouw(["here", SQUARE, "--snapshot", arg(&snapshot)]).refused(3, "nothing is shown");
}

/// A snapshot that is asked for by a bare name finds the list beside it.
#[test]
fn the_list_is_found_beside_a_snapshot_however_it_is_named() {
    let (dataset, id) = first("rules");
    let served = Served::new(&[(&dataset, &id)]);
    let inside = served.snapshot().join("layers");
    let link = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(served.snapshot(), link.path().join("current")).unwrap();
    let ways = [
        (served.folder.path().to_owned(), "snapshot".to_owned()),
        (served.folder.path().to_owned(), "./snapshot/".to_owned()),
        (served.snapshot(), ".".to_owned()),
        (inside, "..".to_owned()),
        (link.path().to_owned(), "current".to_owned()),
    ];
    for (from, name) in ways {
        let mut ask = command();
        ask.current_dir(&from).args([
            "here",
            SQUARE,
            "--at",
            "2026-11-27T21:40",
            "--json",
            "--snapshot",
            &name,
        ]);
        let answer = run(&mut ask).good().json();
        assert!(
            list(&answer, "rules").iter().all(|rule| rule["id"] != id.as_str()),
            "{name} in {}",
            from.display()
        );
    }
}
