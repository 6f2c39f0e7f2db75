//! A permit is given for a yes, on facts from who may give them, for one command, and for nothing else.

#[cfg(test)]
mod tests {
    use schouw_base::Digest;
    use schouw_law::given::{Asker, Given, Paper, Role, Voucher};
    use schouw_law::permit::PermitKind;
    use schouw_law::share::codes::{Fact, Outcome};
    use schouw_law::share::{Question, ShareLaw};

    fn law() -> &'static ShareLaw {
        static LAW: std::sync::LazyLock<ShareLaw> =
            std::sync::LazyLock::new(|| ShareLaw::load().unwrap_or_else(|faults| panic!("{faults}")));
        &LAW
    }

    fn asker() -> Asker {
        Asker { organisation: "markerwaard".into(), actor: "boa-1".into(), command: Digest::of(b"command") }
    }

    fn question(receiver: &str, purpose: &str, facts: &[&str]) -> Question {
        let value = serde_json::json!({"sender": {"employer": "municipality", "hat": "investigation", "domain": "I"}, "data": {"regime": "wpg", "wpg_article": 8, "age_months": 1, "archived": false, "identifiable": true, "categories": ["identity"], "special_category": false, "minor": false, "in_prosecution_file": false, "source": "own"}, "receiver": {"kind": receiver, "domain": "I"}, "purpose": purpose, "facts": facts});
        Question::read(&value, jiff::civil::date(2026, 11, 23)).unwrap()
    }

    fn by(fact: Fact, role: Role) -> Given<Fact> {
        Given { fact, by: Voucher::Role(role) }
    }

    fn paper(fact: Fact, document: &str, giver: &str, dated: &str) -> Given<Fact> {
        let paper = Paper { document: document.into(), giver: giver.into(), dated: dated.parse().unwrap() };
        Given { fact, by: Voucher::Paper(paper) }
    }

    #[test]
    fn a_yes_gives_a_permit_that_names_its_question_asker_and_articles() {
        let asked = question("police", "investigate_offence", &[]);
        let permit = law().permit(&asked, &asker(), &[]).unwrap().unwrap();
        let terms = permit.terms();
        assert_eq!((terms.kind, terms.question), (PermitKind::Share, asked.digest()));
        assert_eq!((terms.purpose, &terms.asker), ("investigate_offence", &asker()));
        assert!(terms.articles.contains(&"Wpg 46(2)(b)".to_owned()));
        assert!(permit.spend(&Digest::of(b"command")).is_ok());
    }

    #[test]
    fn a_no_gives_none() {
        let refusal =
            law().permit(&question("police", "curiosity", &[]), &asker(), &[]).unwrap().unwrap_err();
        assert_eq!(refusal.decision.outcome, Outcome::Deny);
    }

    #[test]
    fn a_permit_is_good_for_its_own_command_only() {
        let asked = question("police", "investigate_offence", &[]);
        let permit = law().permit(&asked, &asker(), &[]).unwrap().unwrap();
        assert!(permit.spend(&Digest::of(b"another command")).is_err());
    }

    fn check(given: &[Given<Fact>], stated: Option<usize>) {
        let asked = question("college", "administrative_enforcement", &["prosecutor_agreement"]);
        let said = law().permit(&asked, &asker(), given).unwrap();
        match (said, stated) {
            (Ok(permit), Some(count)) => assert_eq!(permit.terms().stated.len(), count, "{permit:?}"),
            (Err(refusal), None) => {
                assert_eq!(refusal.decision.outcome, Outcome::AllowWithConditions);
                assert_eq!(refusal.decision.missing, [Fact::ProsecutorAgreement]);
                assert_eq!(refusal.unvouched[0].fact, "prosecutor_agreement");
            }
            (said, _) => panic!("{given:?}: {said:?}"),
        }
    }

    #[test]
    fn a_ticked_fact_counts_only_from_who_may_give_it_or_with_document_giver_and_date() {
        let fact = Fact::ProsecutorAgreement;
        check(&[], None);
        check(&[by(fact, Role::Boa)], None);
        check(&[by(Fact::MayorAgreement, Role::Prosecutor)], None);
        check(&[by(fact, Role::Prosecutor)], Some(0));
        check(&[paper(fact, "brief 12", "officier van justitie", "2026-11-01")], Some(1));
        check(&[paper(fact, "", "officier van justitie", "2026-11-01")], None);
        check(&[paper(fact, "brief 12", " ", "2026-11-01")], None);
        check(&[paper(fact, "brief 12", "officier van justitie", "2026-11-24")], None);
    }

    #[test]
    fn what_rests_on_a_paper_is_shown_as_such() {
        let asked = question("college", "administrative_enforcement", &["prosecutor_agreement"]);
        let given = [paper(Fact::ProsecutorAgreement, "brief 12", "officier van justitie", "2026-11-01")];
        let permit = law().permit(&asked, &asker(), &given).unwrap().unwrap();
        let stated = &permit.terms().stated[0];
        assert!(
            stated.contains("volgens opgave van officier van justitie (brief 12, 2026-11-01)"),
            "{stated}"
        );
    }

    #[test]
    fn what_speaks_against_counts_whoever_says_it() {
        let asked = question("police", "investigate_offence", &["unlawfully_obtained"]);
        assert!(law().permit(&asked, &asker(), &[]).unwrap().is_err());
    }
}
