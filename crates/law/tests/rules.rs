//! The rules hold together: their own cases, the contract, and what must never happen.

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use schouw_law::check;
    use schouw_law::codes::Code;
    use schouw_law::powers::PowersLaw;
    use schouw_law::record::RecordLaw;
    use schouw_law::share::codes::{
        Category, DecisionMaker, Domain, Duty, Effect, Employer, Fact, Hat, Outcome, Purpose, Receiver,
        Regime, Source,
    };
    use schouw_law::share::{Question, ShareLaw};

    fn law() -> &'static ShareLaw {
        static LAW: std::sync::LazyLock<ShareLaw> =
            std::sync::LazyLock::new(|| ShareLaw::load().unwrap_or_else(|faults| panic!("{faults}")));
        &LAW
    }

    #[test]
    fn every_rule_file_has_its_cases_and_they_come_out_as_written() {
        let powers = PowersLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
        let record = RecordLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
        let report = check::check(law(), &powers, &record);
        assert!(report.faults.is_empty(), "{}", report.faults.join("\n"));
    }

    #[test]
    fn no_rule_file_is_longer_than_the_article_asks_and_each_has_its_paraphrase() {
        for file in law().book().files() {
            let paraphrase = file.text.lines().take_while(|line| line.starts_with("//")).count();
            assert!((3..=40).contains(&paraphrase), "{}: {paraphrase} lines of paraphrase", file.name);
        }
    }

    fn schema(name: &str) -> Option<serde_json::Value> {
        let folder = std::env::var("SCHOUW_LAW_CASES")
            .unwrap_or_else(|_| format!("{}/../../../shared/law", env!("CARGO_MANIFEST_DIR")));
        match std::fs::read_to_string(format!("{folder}/{name}")) {
            Ok(text) => Some(serde_json::from_str(&text).unwrap()),
            Err(_) => {
                eprintln!("skipped: `{folder}/{name}` is not there");
                None
            }
        }
    }

    fn same<C: Code>(schema: &serde_json::Value, name: &str) {
        let theirs: Vec<&str> = schema["$defs"][name]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|code| code.as_str().unwrap())
            .collect();
        let ours: Vec<&str> = C::ALL.iter().map(|code| code.word()).collect();
        assert_eq!(ours, theirs, "{name}");
    }

    #[test]
    fn the_codes_are_those_of_the_contract() {
        let (Some(question), Some(decision)) =
            (schema("question.schema.json"), schema("decision.schema.json"))
        else {
            return;
        };
        same::<Employer>(&question, "employer");
        same::<Hat>(&question, "hat");
        same::<Domain>(&question, "domain");
        same::<Regime>(&question, "regime");
        same::<Source>(&question, "source");
        same::<Category>(&question, "category");
        same::<Receiver>(&question, "receiver_kind");
        same::<Purpose>(&question, "purpose");
        same::<Fact>(&question, "fact");
        same::<Outcome>(&decision, "outcome");
        same::<Effect>(&decision, "effect");
        same::<DecisionMaker>(&decision, "decision_maker");
        same::<Duty>(&decision, "duty");
    }

    #[test]
    fn a_faulty_question_names_every_faulty_field() {
        let value = serde_json::json!({"sender": {"employer": "baker", "hat": "investigation", "domain": null}, "data": {}, "receiver": {"kind": "moon", "domain": null}, "purpose": "fun", "facts": ["claim_stated", "claim_stated"], "date": "2020-01-01", "extra": 1});
        let faults = Question::read(&value, jiff::civil::date(2026, 11, 23)).unwrap_err();
        for field in [
            "sender.employer",
            "data.regime",
            "data.age_months",
            "data.archived",
            "receiver.kind",
            "purpose",
            "facts[1]",
            "date",
            "extra",
        ] {
            assert!(faults.iter().any(|fault| fault.field == field), "{field} is not in {faults:?}");
        }
    }

    #[test]
    fn contradictions_are_refused() {
        let value = |regime: &str, article: Option<u8>, archived: bool, age: u32, identifiable: bool| serde_json::json!({"sender": {"employer": "municipality", "hat": "investigation", "domain": "I"}, "data": {"regime": regime, "wpg_article": article, "age_months": age, "archived": archived, "identifiable": identifiable, "categories": ["identity"], "special_category": false, "minor": false, "in_prosecution_file": false, "source": "own"}, "receiver": {"kind": "police", "domain": null}, "purpose": "investigate_offence", "facts": []});
        let refused = |value| Question::read(&value, jiff::civil::date(2026, 11, 23)).is_err();
        assert!(refused(value("wpg", Some(8), true, 0, true)));
        assert!(refused(value("wpg", None, false, 1, true)));
        assert!(refused(value("none", None, false, 1, true)));
        assert!(refused(value("avg", Some(8), false, 1, true)));
        assert!(refused(value("avg", None, true, 70, true)));
        assert!(!refused(value("wpg", Some(8), true, 70, true)));
    }

    fn any<C: Code + std::fmt::Debug>() -> impl Strategy<Value = C> {
        proptest::sample::select(C::ALL)
    }

    prop_compose! {
        fn question()(
            employer in any::<Employer>(), hat in any::<Hat>(), sender_domain in proptest::option::of(any::<Domain>()),
            wpg in any_bool(), article in proptest::sample::select(&[8_u8, 9, 13][..]), age_months in proptest::sample::select(&[1_u64, 12, 13, 60, 61][..]),
            flags in (any_bool(), any_bool(), any_bool(), any_bool(), any_bool()), category in any::<Category>(), source in any::<Source>(),
            receiver in any::<Receiver>(), receiver_domain in proptest::option::of(any::<Domain>()), purpose in any::<Purpose>(),
            facts in proptest::collection::btree_set(any::<Fact>(), 0..8), day in proptest::sample::select(&["2022-06-01", "2025-01-20", "2025-04-01", "2026-11-23"][..]),
        ) -> Question {
            let (archived, anonymous, special_category, minor, in_prosecution_file) = flags;
            Question {
                employer, hat, sender_domain, regime: if wpg { Regime::Wpg } else { Regime::Avg }, wpg_article: wpg.then_some(article), age_months,
                archived: wpg && archived, identifiable: !anonymous, categories: BTreeSet::from([category]), special_category, minor,
                in_prosecution_file, source, receiver, receiver_domain, purpose, facts, day: day.parse().unwrap(),
            }
        }
    }

    fn any_bool() -> impl Strategy<Value = bool> {
        proptest::bool::weighted(0.2)
    }

    fn contract() -> Option<&'static jsonschema::Validator> {
        static CONTRACT: std::sync::LazyLock<Option<jsonschema::Validator>> =
            std::sync::LazyLock::new(|| {
                schema("decision.schema.json").map(|schema| jsonschema::validator_for(&schema).unwrap())
            });
        CONTRACT.as_ref()
    }

    /// Approvals: they may open or complete, never close.
    const APPROVALS: [Fact; 10] = [
        Fact::ProsecutorAgreement,
        Fact::StandingDecision71,
        Fact::ProsecutorConsulted,
        Fact::MayorAgreement,
        Fact::FunctionaryConsent,
        Fact::FunctionaryConsulted,
        Fact::ResearchPermission,
        Fact::ConsentOfPerson,
        Fact::WithinDecisionScope,
        Fact::WgsCaseAccepted,
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_500))]

        #[test]
        fn an_approval_never_turns_a_yes_into_a_no_and_stripping_never_either(question in question()) {
            let before = law().decide_without_routes(&question).unwrap();
            for fact in APPROVALS.into_iter().chain([Fact::SpecialCategoriesRemoved, Fact::SourceIdentityRemoved]) {
                let mut more = question.clone();
                more.facts.insert(fact);
                let after = law().decide_without_routes(&more).unwrap();
                prop_assert!(after.outcome <= before.outcome, "{fact:?}: {:?} became {:?}", before.outcome, after.outcome);
                let gate = before.outcome == Outcome::Deny && after.outcome != Outcome::Deny;
                prop_assert!(!gate, "{fact:?} opened a ground, so it is a gate");
            }
        }

        #[test]
        fn nothing_leaves_the_archive_but_by_its_own_order_access_or_without_persons(mut question in question()) {
            question.regime = Regime::Wpg;
            question.wpg_article = question.wpg_article.or(Some(8));
            (question.archived, question.identifiable, question.age_months) = (true, true, 61);
            let decision = law().decide_without_routes(&question).unwrap();
            let order = question.facts.contains(&Fact::ArchiveOrder143) && question.purpose == Purpose::TargetedInvestigation;
            let access = question.receiver == Receiver::DataSubject;
            prop_assert!(decision.outcome == Outcome::Deny || order || access, "{decision:?}");
        }

        #[test]
        fn every_decision_keeps_the_contract(question in question()) {
            let decision = law().decide_without_routes(&question).unwrap();
            if let Some(contract) = contract() {
                let value = serde_json::to_value(&decision).unwrap();
                prop_assert!(contract.is_valid(&value), "{value}");
            }
            prop_assert!(!decision.articles.is_empty() && !decision.rules.is_empty() && !decision.reviewed);
            prop_assert_eq!(decision.outcome == Outcome::AllowWithConditions, !decision.missing.is_empty());
            prop_assert_eq!(decision.outcome == Outcome::Deny, decision.effect == Effect::MustNot);
        }
    }
}
