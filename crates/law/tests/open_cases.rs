//! The open cases of the collection, when the folder with the collection is there.

#[cfg(test)]
mod tests {
    use schouw_law::share::{Question, ShareLaw};
    use serde_json::Value;

    fn cases(name: &str) -> Option<Vec<Value>> {
        let path = format!("{}/../../../shared/law/{name}", env!("CARGO_MANIFEST_DIR"));
        let path = std::env::var("SCHOUW_LAW_CASES").map_or(path, |folder| format!("{folder}/{name}"));
        match std::fs::read_to_string(&path) {
            Ok(text) => Some(serde_json::from_str(&text).unwrap()),
            Err(_) => {
                eprintln!("skipped: `{path}` is not there");
                None
            }
        }
    }

    fn strings(value: &Value) -> Vec<&str> {
        value.as_array().map(|items| items.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
    }

    #[test]
    fn the_sharing_cases_have_no_false_and_no_premature_allow_and_reach_the_marks() {
        let law = ShareLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
        for name in ["cases-open.json", "cases-extra.json"] {
            let Some(cases) = cases(name) else { return };
            let (mut outcomes, mut articles, mut all) = (0, 0, 0);
            for case in cases.iter().filter(|case| case["strict"] == true) {
                let (id, expected) = (case["id"].as_str().unwrap(), &case["expected"]);
                let question = Question::read(&case["question"], jiff::civil::date(2026, 11, 23)).unwrap();
                let decision = serde_json::to_value(law.decide(&question).unwrap()).unwrap();
                let (said, wanted) = (&decision["outcome"], &expected["outcome"]);
                assert!(!(wanted == "deny" && said != "deny"), "{id}: false allow, {decision}");
                assert!(
                    !(wanted == "allow_with_conditions" && said == "allow"),
                    "{id}: premature allow, {decision}"
                );
                let cited = strings(&decision["articles"]);
                all += 1;
                outcomes += usize::from(said == wanted);
                let hit = strings(&expected["articles_any"]).iter().any(|article| {
                    cited.iter().any(|one| one == article || one.starts_with(&format!("{article}(")))
                });
                articles += usize::from(hit);
                if said != wanted || !hit {
                    eprintln!("{id}: wanted {expected}\n     said {decision}");
                }
            }
            assert!(
                outcomes * 100 >= all * 98 && articles * 100 >= all * 95,
                "{name}: {outcomes} outcomes and {articles} articles of {all}"
            );
        }
    }

    #[test]
    fn the_cases_on_powers_have_no_false_yes_and_reach_the_mark() {
        use schouw_law::powers::{PowersLaw, PowersQuestion};
        let law = PowersLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
        let Some(cases) = cases("powers-cases-open.json") else { return };
        let (mut right, mut all) = (0, 0);
        for case in &cases {
            let (id, wanted) = (case["id"].as_str().unwrap(), &case["expected"]["answer"]);
            let question = PowersQuestion::read(&case["question"], jiff::civil::date(2026, 11, 23)).unwrap();
            let decision = serde_json::to_value(law.decide(&question).unwrap()).unwrap();
            let said = &decision["answer"];
            assert!(
                !(said == "yes" && (wanted == "no_but" || wanted == "unknown")),
                "{id}: false yes, {decision}"
            );
            if case["strict"] == true {
                all += 1;
                right += usize::from(said == wanted);
            }
            if said != wanted {
                eprintln!("{id}: wanted {wanted}, said {decision}");
            }
        }
        assert!(right * 100 >= all * 95, "{right} of {all}");
    }
}
