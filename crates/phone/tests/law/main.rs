//! One law for server and phone: the open cases and some thousands of generated questions through the rules as they are
//! here, and through the engine of the phone (wasm32, run by Node), give the same answers to the letter.
//!
//! Skipped, loudly, without the target of wasm32 or without Node 20.
#![cfg(test)]

use std::path::{Path, PathBuf};
use std::process::Command;

use schouw_law::codes::Code;
use schouw_law::powers::codes::{Act, Circumstance, EmployerKind, Means, Place, Territory};
use schouw_law::share::codes::{Category, Domain, Employer, Fact, Hat, Purpose, Receiver, Regime, Source};
use schouw_phone::LawDesk;
use serde_json::{Value, json};

/// Generated questions of each kind.
const GENERATED: usize = 1_500;
/// Smallest major version of Node.
const NODE_MIN: u32 = 20;
/// The present moment of the questions: past midnight in the Netherlands, the day before elsewhere.
const NOW: &str = "2026-11-22T23:30:00Z";

/// Numbers that look random, always the same.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn one<C: Code>(&mut self) -> &'static str {
        C::ALL[self.below(C::ALL.len())].word()
    }

    fn some<C: Code>(&mut self, most: usize) -> Vec<&'static str> {
        let mut found: Vec<&str> = (0..self.below(most + 1)).map(|_| self.one::<C>()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn yes(&mut self, one_in: usize) -> bool {
        self.below(one_in) == 0
    }

    fn day(&mut self) -> &'static str {
        ["2026-11-23", "2025-02-28", "2025-03-01", "2024-12-31", "2022-06-01", "2021-09-30"][self.below(6)]
    }
}

fn share(random: &mut Random) -> Value {
    let regime = ["wpg", "wpg", "avg", random.one::<Regime>()][random.below(4)];
    let article = if regime == "wpg" { json!([8, 8, 9, 13][random.below(4)]) } else { Value::Null };
    let mut categories = random.some::<Category>(4);
    if categories.is_empty() {
        categories.push("identity");
    }
    let domain = |random: &mut Random| {
        if random.yes(3) { Value::Null } else { json!(random.one::<Domain>()) }
    };
    let mut question = json!({
        "sender": { "employer": random.one::<Employer>(), "hat": random.one::<Hat>(), "domain": domain(random) },
        "data": {
            "regime": regime, "wpg_article": article, "age_months": random.below(80), "archived": random.yes(12),
            "identifiable": !random.yes(6), "categories": categories, "special_category": random.yes(4),
            "minor": random.yes(4), "in_prosecution_file": random.yes(4), "source": random.one::<Source>()
        },
        "receiver": { "kind": random.one::<Receiver>(), "domain": domain(random) },
        "purpose": random.one::<Purpose>(),
        "facts": random.some::<Fact>(6)
    });
    if random.yes(3) {
        question["date"] = json!(random.day());
    }
    question
}

fn power(random: &mut Random) -> Value {
    let laws =
        [("APV", "2:48"), ("RVV 1990", "62 (sign C)"), ("Sr", "310"), ("Wm", "10.2"), ("Zondagswet", "3")];
    let (law, article) = laws[random.below(laws.len())];
    let offence = json!({ "law": law, "article": article, "description": "generated" });
    json!({
        "officer": {
            "domain": random.one::<Domain>(), "employer_kind": random.one::<EmployerKind>(),
            "deed_valid": !random.yes(6), "deed_territory": random.one::<Territory>(), "means": random.some::<Means>(3),
            "police_powers": random.yes(2), "search_power": random.yes(2),
            "supervisor_designation": if random.yes(2) { vec!["Wm"] } else { Vec::new() }
        },
        "act": random.one::<Act>(),
        "offence": if random.yes(5) { Value::Null } else { offence },
        "place": random.one::<Place>(),
        "circumstances": random.some::<Circumstance>(8)
    })
}

fn questions() -> Vec<(&'static str, String)> {
    let mut random = Random(11);
    let mut asked = Vec::new();
    for (file, call) in
        [("cases-open.json", "share"), ("cases-extra.json", "share"), ("powers-cases-open.json", "act")]
    {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/law")).join(file);
        let Ok(text) = std::fs::read_to_string(&path) else {
            eprintln!("skipped: `{file}` is not beside the project");
            continue;
        };
        let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
        asked.extend(cases.iter().map(|case| (call, case["question"].to_string())));
    }
    for at in 0..GENERATED {
        let question = share(&mut random);
        if at % 10 == 0 {
            let language = ["nl", "en"][random.below(2)];
            asked.push(("share_tell", json!({ "question": question, "language": language }).to_string()));
        }
        asked.push(("share", question.to_string()));
        asked.push(("act", power(&mut random).to_string()));
    }
    for domain in ["I", "II", "III", "IV", "V", "VI", "VII"] {
        asked.push(("act_card", json!({ "domain": domain }).to_string()));
        for topic in ["look_in_car", "swimming", "fine", "dwelling", "nothing"] {
            asked.push(("act_tell", json!({ "topic": topic, "domain": domain }).to_string()));
        }
    }
    for text in ["mag ik in de auto kijken", "zwemmen in de haven", "", "xyzzy"] {
        asked.push(("act_find", json!({ "text": text }).to_string()));
    }
    let recorded = json!({
        "recorder": { "employer": "municipality", "hat": "investigation", "domain": "I" },
        "data": {
            "regime": "wpg", "wpg_article": 8, "identifiable": true, "categories": ["plate"], "special_category": false,
            "minor": false, "source": "own"
        },
        "purpose": "investigate_offence", "facts": ["offence_in_akte"]
    });
    asked.push(("record", recorded.to_string()));
    asked.push(("share_talk", "{}".to_owned()));
    asked.push(("share", "{\"facts\":[],\"facts\":[]}".to_owned()));
    asked.push(("nothing", "{}".to_owned()));
    asked
}

fn has_node() -> bool {
    let version = Command::new("node").arg("--version").output().ok();
    let version = version.and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let major = version.trim().trim_start_matches('v').split('.').next().map(str::to_owned);
    major.and_then(|text| text.parse::<u32>().ok()).is_some_and(|major| major >= NODE_MIN)
}

/// The engine for Node, compiled; none, said loudly, when that cannot be done here.
fn engine() -> Option<PathBuf> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
    if !has_node() {
        eprintln!("skipped: no Node of version {NODE_MIN} or higher, so the phone is not compared");
        return None;
    }
    let mut cargo = Command::new(env!("CARGO"));
    // the variables of this test's own build are not those of that one
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CARGO_") && name != "CARGO_HOME" {
            cargo.env_remove(name);
        }
    }
    let made =
        cargo.args(["run", "--quiet", "--package", "xtask", "--", "phone", "node", "law"]).current_dir(root);
    assert!(made.status().unwrap().success(), "cargo xtask phone node");
    let engine = root.join("target/phone-node/schouw_law.js");
    if !engine.is_file() {
        eprintln!("skipped: no target wasm32-unknown-unknown, so the phone is not compared");
        return None;
    }
    Some(engine)
}

#[test]
#[ignore = "compiles the law for wasm32, which takes minutes: `make test-browser` runs it"]
fn the_law_says_the_same_on_a_phone() {
    let Some(engine) = engine() else { return };
    let asked = questions();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("ask.mjs"), include_str!("ask.mjs")).unwrap();
    let list: Vec<Value> =
        asked.iter().map(|(call, question)| json!({ "call": call, "question": question })).collect();
    std::fs::write(path("questions.json"), json!({ "now": NOW, "questions": list }).to_string()).unwrap();
    let mut node = Command::new("node");
    node.arg(path("ask.mjs")).arg(&engine).args([path("questions.json"), path("answers.json")]);
    let done = node.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let answers: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(path("answers.json")).unwrap()).unwrap();
    assert_eq!(answers.len(), asked.len());
    let desk = LawDesk::new();
    let mut said = 0;
    for ((call, question), answer) in asked.iter().zip(&answers) {
        match desk.ask(call, question, NOW) {
            Ok(native) => {
                said += 1;
                assert_eq!(answer["answer"].as_str(), Some(native.as_str()), "{call} {question}");
            }
            Err(refused) => {
                assert_ne!(refused.status, 500, "{call} {question}: {}", refused.detail);
                let native = serde_json::to_string(&refused).unwrap();
                assert_eq!(answer["refused"].as_str(), Some(native.as_str()), "{call} {question}");
            }
        }
    }
    let timing = String::from_utf8_lossy(&done.stdout);
    eprintln!("{} questions the same, {said} with an answer; phone: {}", asked.len(), timing.trim());
    assert!(said * 2 > asked.len());
}
