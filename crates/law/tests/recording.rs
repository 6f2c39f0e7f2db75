//! Answers on recording keep their contract, whatever is asked, and no doubt becomes a yes.

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use schouw_law::codes::Code;
    use schouw_law::record::codes::RecordFact;
    use schouw_law::record::{RecordLaw, RecordQuestion};
    use schouw_law::share::codes::{Category, Employer, Hat, Outcome, Purpose, Regime, Source};
    use serde_json::{Value, json};

    const QUESTION: &str = include_str!("../../../docs/record-question.schema.json");
    const DECISION: &str = include_str!("../../../docs/record-decision.schema.json");

    fn schema(text: &str) -> jsonschema::Validator {
        jsonschema::validator_for(&serde_json::from_str(text).unwrap()).unwrap()
    }

    fn word<C: Code>() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(C::ALL.iter().map(|code| code.word()).collect::<Vec<_>>())
    }

    #[test]
    fn the_facts_are_those_of_the_contract() {
        let schema: Value = serde_json::from_str(QUESTION).unwrap();
        let ours: Vec<_> = RecordFact::ALL.iter().map(|fact| json!(fact.word())).collect();
        assert_eq!(schema["properties"]["facts"]["items"]["enum"], Value::Array(ours));
    }

    #[test]
    fn every_answer_keeps_the_contract() {
        let law = RecordLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
        let (asks, says) = (schema(QUESTION), schema(DECISION));
        let facts = proptest::collection::hash_set(word::<RecordFact>(), 0..7);
        let who = (word::<Employer>(), word::<Hat>(), word::<Regime>(), word::<Source>());
        let article = proptest::sample::select(vec![Some(8), Some(9), Some(13), None]);
        let flags = (any::<bool>(), any::<bool>(), any::<bool>());
        let all = (who, article, flags, word::<Category>(), word::<Purpose>(), facts);
        let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(6_000));
        let done = runner.run(&all, |((employer, hat, regime, source), article, flags, category, purpose, facts)| {
            let asked = json!({"recorder": {"employer": employer, "hat": hat, "domain": "I"}, "data": {"regime": regime, "wpg_article": article, "identifiable": flags.0, "categories": [category], "special_category": flags.1, "minor": flags.2, "source": source}, "purpose": purpose, "facts": facts});
            prop_assert!(asks.is_valid(&asked), "{asked}");
            let Ok(question) = RecordQuestion::read(&asked, date(2026, 11, 23)) else { return Ok(()) };
            let decision = law.decide(&question).unwrap();
            let said = serde_json::to_value(&decision).unwrap();
            prop_assert!(says.is_valid(&said), "{asked} {said}");
            prop_assert_eq!(decision.outcome == Outcome::AllowWithConditions, !decision.missing.is_empty());
            let bad = [RecordFact::UnlawfullyObtained, RecordFact::CovertOrSystematicCollection];
            let tainted = question.identifiable && bad.iter().any(|fact| question.facts.contains(fact));
            prop_assert!(!tainted || decision.outcome == Outcome::Deny, "{asked} {said}");
            Ok(())
        });
        done.unwrap();
    }
}
