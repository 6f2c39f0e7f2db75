//! What the screens ask of the law: the conversation, the told answer, the search in own words, the cards.
#![cfg(test)]

use jiff::civil::{Date, date};
use schouw_law::call::{Call, CallError};
use schouw_law::codes::Code as _;
use schouw_law::powers::PowersLaw;
use schouw_law::share::{Question, ShareLaw};
use serde_json::{Value, json};

const TODAY: Date = date(2026, 11, 23);

/// Numbers that look random, always the same.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

fn ask(law: &ShareLaw, call: Call, asked: &Value) -> Value {
    serde_json::from_str(&law.call(call, asked, TODAY).unwrap()).unwrap()
}

fn act(law: &PowersLaw, call: Call, asked: &Value) -> Value {
    serde_json::from_str(&law.call(call, asked, TODAY).unwrap()).unwrap()
}

/// Answers with these codes where they are offered, else with the first.
fn converse(law: &ShareLaw, wanted: &[&str]) -> Value {
    let mut answers = json!({});
    for _ in 0..40 {
        let standing = ask(law, Call::ShareTalk, &json!({ "answers": answers }));
        answers = standing["answers"].clone();
        let Some(next) = standing.get("next") else { return standing["question"].clone() };
        let offered: Vec<&str> =
            next["options"].as_array().unwrap().iter().map(|option| option["id"].as_str().unwrap()).collect();
        let mut chosen: Vec<&str> = wanted.iter().copied().filter(|code| offered.contains(code)).collect();
        if chosen.is_empty() && next["none"] == false {
            chosen.push(offered[0]);
        }
        if next["many"] == false {
            chosen.truncate(1);
        }
        answers[next["id"].as_str().unwrap()] = json!(chosen);
    }
    panic!("the conversation does not end: {answers}");
}

#[test]
fn every_walk_through_the_conversation_ends_in_a_question_without_faults() {
    let law = ShareLaw::load().unwrap();
    let mut random = Random(7);
    for _ in 0..150 {
        let mut answers = json!({});
        let question = loop {
            let standing = ask(&law, Call::ShareTalk, &json!({ "answers": answers, "language": "en" }));
            answers = standing["answers"].clone();
            let Some(next) = standing.get("next") else { break standing["question"].clone() };
            let options = next["options"].as_array().unwrap();
            assert!(!options.is_empty(), "{next}");
            let many = next["many"] == true;
            let count = if many { random.below(3) + usize::from(next["none"] == false) } else { 1 };
            let mut chosen: Vec<&str> = Vec::new();
            for _ in 0..count {
                let code = options[random.below(options.len())]["id"].as_str().unwrap();
                if !chosen.contains(&code) {
                    chosen.push(code);
                }
            }
            answers[next["id"].as_str().unwrap()] = json!(chosen);
        };
        Question::read(&question, TODAY).unwrap();
        let told = ask(&law, Call::ShareTell, &json!({ "question": question }));
        let decided = ask(&law, Call::Share, &question);
        assert_eq!(told["decision"], decided, "{question}");
        assert_eq!(told["copy"].is_string(), decided["outcome"] != "deny");
        assert!(told["certainty"].as_str().unwrap().ends_with("niet door een jurist getoetst"));
    }
}

#[test]
fn the_wijkagent_gets_the_plate_and_the_corporation_does_not_get_the_name() {
    let law = ShareLaw::load().unwrap();
    let common = ["municipality", "I", "investigation", "recognisable", "own", "daily", "year", "no"];
    let plate =
        [&common[..], &["plate", "time_place", "police_and_boa", "police", "investigate_offence"]].concat();
    let told = ask(&law, Call::ShareTell, &json!({ "question": converse(&law, &plate) }));
    assert_eq!(told["title"], "Ja. Je moet dit zelfs delen.");
    assert_eq!(told["to"], "De politie");
    assert_eq!(told["go"][0]["text"], "Kenteken");
    assert!(told["articles"].as_array().unwrap().contains(&json!("Wpg 15(1)")));
    assert!(told["copy"].as_str().unwrap().contains("Regel: Wpg 46(2)(b), Wpg 15(1)"), "{}", told["copy"]);

    let name = [&common[..], &["identity", "private", "housing_corporation", "nuisance_approach"]].concat();
    let told = ask(&law, Call::ShareTell, &json!({ "question": converse(&law, &name) }));
    assert_eq!(
        (told["answer"].as_str(), told["title"].as_str()),
        (Some("no"), Some("Zo mag het niet. Dit kan wel:"))
    );
    assert_eq!(told["never"][0]["text"], "Naam");
    let ways = told["ways"].as_array().unwrap();
    assert!((2..=5).contains(&ways.len()), "{ways:?}");
    for way in ways {
        let again = ask(&law, Call::ShareTell, &json!({ "question": way["question"] }));
        assert_eq!(again["answer"], "yes", "{way}");
    }
}

#[test]
fn what_is_supposed_opens_the_answer_and_is_named() {
    let law = ShareLaw::load().unwrap();
    let common =
        ["municipality", "I", "investigation", "recognisable", "own", "daily", "year", "no", "identity"];
    let claim = [&common[..], &["private", "injured_party", "civil_claim"]].concat();
    let question = converse(&law, &claim);
    let told = ask(&law, Call::ShareTell, &json!({ "question": question }));
    assert_eq!(
        (told["answer"].as_str(), told["open"][0]["code"].as_str()),
        (Some("yes_if"), Some("claim_stated"))
    );
    let told = ask(&law, Call::ShareTell, &json!({ "question": question, "suppose": ["claim_stated"] }));
    assert_eq!(
        (told["answer"].as_str(), told["supposed"][0]["code"].as_str()),
        (Some("yes"), Some("claim_stated"))
    );
}

#[test]
fn own_words_find_what_is_meant() {
    let law = PowersLaw::load().unwrap();
    let check = |typed: &str, expected: &str| {
        let found = act(&law, Call::ActFind, &json!({ "text": typed }));
        assert_eq!(found["topics"][0]["id"], expected, "{typed}: {}", found["topics"]);
    };
    check("mag ik in de auto kijken", "look_in_car");
    check("zwemmen in de haven", "swimming");
    check("mag de boa mijn ID vragen?", "identity");
    check("vuurwerk afpakken", "fireworks");
    check("zwartrijden", "fare");
    check("spijbelen", "truancy");
    check("vaten gedumpt", "drums");
    check("alcohol op het plein", "drinking");
    check("handboeien", "handcuffs");
    check("look into a car", "look_in_car");
    assert_eq!(act(&law, Call::ActFind, &json!({ "text": "xyzzy" }))["topics"], json!([]));
    assert!(act(&law, Call::ActFind, &json!({}))["topics"].as_array().unwrap().len() > 30);
}

#[test]
fn every_topic_is_told_in_every_domain_and_says_what_is_taken_to_be_so() {
    let law = PowersLaw::load().unwrap();
    let all = act(&law, Call::ActFind, &json!({}));
    for topic in all["topics"].as_array().unwrap() {
        for domain in ["I", "II", "III", "IV", "V", "VI"] {
            let asked = json!({ "topic": topic["id"], "domain": domain, "language": "nl" });
            let told = act(&law, Call::ActTell, &asked);
            assert_eq!(told["decision"], act(&law, Call::Act, &told["question"]), "{asked}");
            let rests_on_list =
                told["articles"].as_array().unwrap().iter().any(|a| a.as_str().unwrap().starts_with("REGDL"));
            assert!(!rests_on_list || told["answer"] != "yes", "{asked}: a list of 2017 gives no yes");
            assert!(told["answer"] != "no_but" || told["instead"].is_string(), "{asked}");
            for code in told["differs"].as_array().unwrap() {
                let mut more = asked.clone();
                more["more"] = json!([code["code"]]);
                let then = act(&law, Call::ActTell, &more);
                assert!(
                    then["answer"] != told["answer"]
                        || then["decision"]["missing"] != told["decision"]["missing"],
                    "{more}"
                );
            }
        }
    }
}

#[test]
fn a_card_has_every_answer_of_its_domain_and_warns_of_the_list() {
    let law = PowersLaw::load().unwrap();
    for domain in ["I", "II", "III", "IV", "V", "VI"] {
        let card = act(&law, Call::ActCard, &json!({ "domain": domain }));
        let lines = card["lines"].as_array().unwrap();
        assert!(lines.len() > 20, "{domain}: {}", lines.len());
        for line in lines {
            let told = act(&law, Call::ActTell, &json!({ "topic": line["id"], "domain": domain }));
            assert_eq!((&line["answer"], &line["articles"]), (&told["answer"], &told["articles"]));
        }
        let doubts = card["doubts"].to_string();
        // domain VI is for every offence and rests on no list
        assert_eq!(doubts.contains("Niet voor gebruik op straat"), domain != "VI", "{domain}: {doubts}");
    }
}

#[test]
fn a_call_with_faults_names_them() {
    let (share, powers) = (ShareLaw::load().unwrap(), PowersLaw::load().unwrap());
    let fields = |error: CallError| match error {
        CallError::Faults(faults) => faults.into_iter().map(|fault| fault.field).collect::<Vec<_>>(),
        CallError::Alarm(alarm) => panic!("{alarm}"),
    };
    let check_share = |call, asked: Value, expected: &[&str]| {
        assert_eq!(fields(share.call(call, &asked, TODAY).unwrap_err()), expected, "{asked}");
    };
    check_share(Call::ShareTalk, json!({ "answers": 3 }), &["answers"]);
    check_share(Call::ShareTalk, json!({ "language": "fr" }), &["language"]);
    check_share(Call::ShareTalk, json!({ "x": 1 }), &["x"]);
    check_share(Call::ShareTell, json!({}), &["question", "sender", "data", "receiver", "data.wpg_article"]);
    let check_act = |call, asked: Value, expected: &[&str]| {
        assert_eq!(fields(powers.call(call, &asked, TODAY).unwrap_err()), expected, "{asked}");
    };
    check_act(Call::ActTell, json!({ "topic": "nothing", "domain": "VII" }), &["domain", "topic"]);
    check_act(Call::ActTell, json!({ "topic": "fine", "domain": "I", "more": ["x"] }), &["more[0]"]);
    check_act(Call::ActFind, json!({ "text": "a".repeat(300) }), &["text"]);
    check_act(Call::ActCard, json!({ "domain": null }), &["domain"]);
    assert_eq!(Call::parse("share"), Some(Call::Share));
}
