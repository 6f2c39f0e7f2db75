//! Answers about powers keep the contract, whatever is asked.

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use schouw_law::codes::Code;
    use schouw_law::powers::codes::{Act, Circumstance, EmployerKind, Means, Place, Territory};
    use schouw_law::powers::{PowersLaw, PowersQuestion};
    use schouw_law::share::codes::Domain;
    use serde_json::json;

    fn contract() -> Option<jsonschema::Validator> {
        let folder = std::env::var("SCHOUW_LAW_CASES")
            .unwrap_or_else(|_| format!("{}/../../../shared/law", env!("CARGO_MANIFEST_DIR")));
        let Ok(text) = std::fs::read_to_string(format!("{folder}/powers-decision.schema.json")) else {
            eprintln!("skipped: `{folder}/powers-decision.schema.json` is not there");
            return None;
        };
        Some(jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap())
    }

    fn word<C: Code>() -> impl Strategy<Value = &'static str> {
        let words: Vec<&'static str> = C::ALL.iter().map(|code| code.word()).collect();
        proptest::sample::select(words)
    }

    #[test]
    fn every_answer_keeps_the_contract_and_no_yes_rests_on_the_list_of_2017() {
        let law = PowersLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
        let contract = contract();
        let officer = (
            word::<Domain>(),
            word::<EmployerKind>(),
            any::<bool>(),
            word::<Territory>(),
            proptest::collection::hash_set(word::<Means>(), 0..3),
            any::<bool>(),
        );
        let offence = proptest::sample::select(vec![
            ("APV", "2:1"),
            ("Sr", "310"),
            ("Sr", "426"),
            ("RVV 1990", "62 (sign C12)"),
            ("Wm", "10.2"),
            ("Onbekende wet", "1"),
        ]);
        let all = (
            officer,
            word::<Act>(),
            offence,
            word::<Place>(),
            proptest::collection::hash_set(word::<Circumstance>(), 0..12),
        );
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(3_000));
        let done = runner.run(&all, |((domain, employer, valid, territory, means, powers), act, (name, article), place, circumstances)| {
        let question = json!({"officer": {"domain": domain, "employer_kind": employer, "deed_valid": valid, "deed_territory": territory, "means": means, "police_powers": powers, "search_power": powers, "supervisor_designation": []}, "act": act, "offence": {"law": name, "article": article, "description": "a fact"}, "place": place, "circumstances": circumstances});
        let Ok(question) = PowersQuestion::read(&question, jiff::civil::date(2026, 11, 23)) else { return Ok(()) };
        let decision = serde_json::to_value(law.decide(&question).unwrap()).unwrap();
        if let Some(contract) = &contract {
            prop_assert!(contract.is_valid(&decision), "{act}: {decision}");
        }
        let on_list = decision["articles"].as_array().unwrap().iter().any(|article| article.as_str().unwrap().starts_with("REGDL"));
        prop_assert!(!(decision["answer"] == "yes" && on_list), "{decision}");
        Ok(())
    });
        done.unwrap();
    }
}
