//! Questions that want a wrong yes: contradictions, conditions left out, near misses of a ground. What is expected follows
//! from the rules of the collection, not from what the engine says.
#![cfg(test)]

use jiff::civil::{Date, date};
use schouw_law::powers::{PowersLaw, PowersQuestion};
use schouw_law::share::{Question, ShareLaw};
use serde_json::{Value, json};

const TODAY: Date = date(2026, 11, 23);

/// Police data of a boa about a person, to the mayor for public order.
fn base() -> Value {
    json!({
        "sender": { "employer": "municipality", "hat": "investigation", "domain": "I" },
        "data": {
            "regime": "wpg", "wpg_article": 8, "age_months": 2, "archived": false, "identifiable": true,
            "categories": ["identity", "conduct"], "special_category": false, "minor": false,
            "in_prosecution_file": false, "source": "own"
        },
        "receiver": { "kind": "mayor", "domain": null },
        "purpose": "public_order",
        "facts": []
    })
}

/// The base with other values, by pointer.
fn with(changes: &[(&str, Value)]) -> Value {
    let mut question = base();
    for (pointer, to) in changes {
        *question.pointer_mut(pointer).unwrap() = to.clone();
    }
    question
}

fn to(kind: &str, purpose: &str, facts: &[&str]) -> Vec<(&'static str, Value)> {
    vec![("/receiver/kind", json!(kind)), ("/purpose", json!(purpose)), ("/facts", json!(facts))]
}

fn also(
    mut changes: Vec<(&'static str, Value)>,
    more: &[(&'static str, Value)],
) -> Vec<(&'static str, Value)> {
    changes.extend(more.iter().cloned());
    changes
}

#[test]
fn near_misses_and_conditions_left_out_get_no_yes() {
    let law = ShareLaw::load().unwrap();
    let check = |name: &str, changes: &[(&str, Value)], outcome: &str, missing: &[&str]| {
        let question = Question::read(&with(changes), TODAY).unwrap();
        let decision = serde_json::to_value(law.decide(&question).unwrap()).unwrap();
        assert_eq!(decision["outcome"], outcome, "{name}: {decision}");
        let mut said: Vec<&str> =
            decision["missing"].as_array().unwrap().iter().map(|fact| fact.as_str().unwrap()).collect();
        said.sort_unstable();
        assert_eq!(said, missing, "{name}");
    };
    let age = |months: u64| ("/data/age_months", json!(months));
    let avg: &[(&str, Value)] = &[
        ("/data/regime", json!("avg")),
        ("/data/wpg_article", Value::Null),
        ("/sender/hat", json!("supervision")),
    ];
    // the age rule, on both sides of its borders
    check("12 months is free", &[age(12)], "allow", &[]);
    check("13 months asks a hit", &[age(13)], "allow_with_conditions", &["comparison_hit"]);
    check("60 months asks a hit", &[age(60)], "allow_with_conditions", &["comparison_hit"]);
    check("61 months is gone", &[age(61), ("/facts", json!(["comparison_hit"]))], "deny", &[]);
    check(
        "archived, with every approval",
        &[
            age(20),
            ("/data/archived", json!(true)),
            (
                "/facts",
                json!([
                    "comparison_hit",
                    "prosecutor_agreement",
                    "mayor_agreement",
                    "formal_demand",
                    "article20_decision",
                    "within_decision_scope"
                ]),
            ),
        ],
        "deny",
        &[],
    );
    check(
        "an archive order for another purpose",
        &also(
            to("police", "investigate_offence", &["archive_order_14_3"]),
            &[age(20), ("/data/archived", json!(true))],
        ),
        "deny",
        &[],
    );
    check(
        "an archive order to the mayor",
        &also(
            to("mayor", "targeted_investigation", &["archive_order_14_3"]),
            &[age(20), ("/data/archived", json!(true))],
        ),
        "deny",
        &[],
    );
    // the origin beats everything, also what must
    check(
        "unlawful to the police",
        &to("police", "investigate_offence", &["unlawfully_obtained"]),
        "deny",
        &[],
    );
    check(
        "covert, anonymised",
        &also(
            to("general_public", "statistics", &["covert_or_systematic_collection", "anonymisation_checked"]),
            &[("/data/identifiable", json!(false))],
        ),
        "deny",
        &[],
    );
    // anonymous needs the test, pseudonymous is no anonymity
    check(
        "anonymous, not tested",
        &also(to("press", "news", &[]), &[("/data/identifiable", json!(false))]),
        "allow_with_conditions",
        &["anonymisation_checked"],
    );
    check(
        "pseudonymised to the press",
        &to("press", "news", &["pseudonymised", "anonymisation_checked"]),
        "deny",
        &[],
    );
    // a special case is a gate, its reasoning and its approval are conditions, and approval is no gate
    check(
        "only the agreement",
        &to(
            "housing_corporation",
            "nuisance_approach",
            &["prosecutor_agreement", "weighty_interest_reasoned"],
        ),
        "deny",
        &[],
    );
    check(
        "only the case",
        &to("housing_corporation", "nuisance_approach", &["special_case"]),
        "allow_with_conditions",
        &["prosecutor_agreement", "weighty_interest_reasoned"],
    );
    check(
        "a case that is a list",
        &to(
            "housing_corporation",
            "nuisance_approach",
            &["special_case", "weighty_interest_reasoned", "prosecutor_agreement", "routine_or_bulk"],
        ),
        "deny",
        &[],
    );
    check(
        "a case for another goal",
        &to(
            "housing_corporation",
            "civil_claim",
            &["special_case", "weighty_interest_reasoned", "prosecutor_agreement"],
        ),
        "deny",
        &[],
    );
    check(
        "a covenant without the check of its scope",
        &to("housing_corporation", "nuisance_approach", &["article20_decision"]),
        "allow_with_conditions",
        &["within_decision_scope"],
    );
    check(
        "consent does not open the Wpg",
        &to("care_organisation", "help_person", &["consent_of_person", "vital_interest"]),
        "deny",
        &[],
    );
    // targeted investigations
    check(
        "article 9 in one case, strictness not reasoned",
        &also(
            to(
                "housing_corporation",
                "nuisance_approach",
                &[
                    "special_case",
                    "weighty_interest_reasoned",
                    "prosecutor_agreement",
                    "functionary_consulted",
                ],
            ),
            &[("/data/wpg_article", json!(9))],
        ),
        "deny",
        &[],
    );
    check(
        "article 9 to the injured party",
        &also(to("injured_party", "civil_claim", &["claim_stated"]), &[("/data/wpg_article", json!(9))]),
        "deny",
        &[],
    );
    check(
        "article 9 to a colleague",
        &also(to("boa_same_employer", "investigate_offence", &[]), &[("/data/wpg_article", json!(9))]),
        "allow_with_conditions",
        &["functionary_consent"],
    );
    // one word beside a ground
    check("the college for public order", &to("college", "public_order", &[]), "deny", &[]);
    check("the dwelling without the nuisance", &to("mayor", "nuisance_around_dwelling", &[]), "deny", &[]);
    check("Halt for an adult", &to("halt", "halt_settlement", &["halt_criteria_met"]), "deny", &[]);
    check("a colleague out of curiosity", &to("boa_same_employer", "curiosity", &[]), "deny", &[]);
    check("the police to know something", &to("police", "background_information", &[]), "deny", &[]);
    check(
        "a RIEC because it is one",
        &to("riec", "organised_crime", &["article20_decision"]),
        "allow_with_conditions",
        &["prosecutor_agreement", "wgs_case_accepted"],
    );
    check(
        "a RIEC under the fallen ground",
        &also(to("riec", "organised_crime", &["riec_agreement_written"]), &[]),
        "allow_with_conditions",
        &["prosecutor_agreement", "wgs_case_accepted"],
    );
    check(
        "the housing corporation with a court's demand",
        &to("housing_corporation", "civil_claim", &["formal_demand"]),
        "deny",
        &[],
    );
    // the AVG has its own doors, and the Wpg's do not open them
    check("avg: the mayor's public order", avg, "deny", &[]);
    check("avg: a claim", &also(to("injured_party", "civil_claim", &["claim_stated"]), avg), "deny", &[]);
    check(
        "avg: a task without the test",
        &also(to("college", "permit_or_housing", &["statutory_task_receiver"]), avg),
        "allow_with_conditions",
        &["compatible_purpose"],
    );
    check(
        "avg: the test without a task",
        &also(to("college", "permit_or_housing", &["compatible_purpose"]), avg),
        "deny",
        &[],
    );
    check(
        "avg: a list for a task",
        &also(
            to(
                "college",
                "permit_or_housing",
                &["statutory_task_receiver", "compatible_purpose", "routine_or_bulk"],
            ),
            avg,
        ),
        "deny",
        &[],
    );
    check(
        "tax secrecy and a compatible purpose",
        &also(
            also(to("college", "permit_or_housing", &["statutory_task_receiver", "compatible_purpose"]), avg),
            &[("/sender/hat", json!("tax"))],
        ),
        "deny",
        &[],
    );
}

#[test]
fn a_power_is_not_stretched() {
    let law = PowersLaw::load().unwrap();
    let check = |name: &str, domain: &str, act: &str, law_of: Value, circumstances: &[&str], not: &[&str]| {
        let question = json!({
            "officer": {
                "domain": domain, "employer_kind": "municipality", "deed_valid": true, "deed_territory": "own_municipality",
                "means": ["handcuffs", "baton", "pepper_spray"], "police_powers": false, "search_power": false,
                "supervisor_designation": []
            },
            "act": act, "offence": law_of, "place": "public_space", "circumstances": circumstances
        });
        let read = PowersQuestion::read(&question, TODAY).unwrap();
        let decision = serde_json::to_value(law.decide(&read).unwrap()).unwrap();
        assert!(!not.contains(&decision["answer"].as_str().unwrap()), "{name}: {decision}");
    };
    let apv = json!({ "law": "APV", "article": "2:48", "description": "drinking in the street" });
    let odd = json!({ "law": "Kieswet", "article": "Z 1", "description": "elections" });
    let deed = ["caught_in_act", "seen_by_officer", "suspicion", "fact_in_deed", "within_task"];
    let and = |more: &[&'static str]| [&deed[..], more].concat();
    check("no list, no yes", "I", "stop_suspect", apv.clone(), &deed, &["yes"]);
    check(
        "a law that no list names",
        "I",
        "issue_penal_order",
        odd,
        &and(&["fact_in_annex_I"]),
        &["yes", "yes_if"],
    );
    check(
        "on the list and not on the deed",
        "I",
        "issue_penal_order",
        apv.clone(),
        &["caught_in_act", "fact_in_domain_list", "fact_in_annex_I"],
        &["yes"],
    );
    check(
        "on another's list",
        "I",
        "write_report",
        apv.clone(),
        &["caught_in_act", "suspicion", "fact_not_in_domain_list", "fact_in_deed"],
        &["yes", "yes_if"],
    );
    check(
        "an assignment that is over",
        "I",
        "write_report",
        apv.clone(),
        &and(&["fact_not_in_domain_list", "prosecutor_assigned", "assignment_ended"]),
        &["yes", "yes_if"],
    );
    check(
        "force without powers on the deed",
        "I",
        "use_force",
        apv.clone(),
        &and(&[
            "fact_in_domain_list",
            "suspect_resists",
            "no_lighter_means",
            "warning_given",
            "means_trained",
        ]),
        &["yes", "yes_if"],
    );
    check(
        "a borrowed baton",
        "I",
        "use_baton",
        apv.clone(),
        &and(&[
            "fact_in_domain_list",
            "suspect_resists",
            "colleague_lends_baton",
            "no_lighter_means",
            "warning_given",
        ]),
        &["yes", "yes_if"],
    );
    check(
        "a search for identity is no frisk for safety",
        "I",
        "frisk",
        apv.clone(),
        &and(&["fact_in_domain_list", "purpose_identity", "suspect_refuses_id"]),
        &["yes", "yes_if"],
    );
    check(
        "the dwelling of who refuses",
        "I",
        "enter_dwelling",
        apv.clone(),
        &and(&["fact_in_domain_list", "suspect_flees", "resident_refuses"]),
        &["yes", "yes_if"],
    );
    check(
        "later and not in the act, without an order",
        "I",
        "arrest_later",
        apv,
        &["not_caught_in_act", "suspicion", "fact_in_domain_list", "fact_in_deed"],
        &["yes"],
    );
}
