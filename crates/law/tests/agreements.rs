//! Decisions and covenants as files: which facts they establish, for which questions, and why not for others.

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use schouw_law::agreement::{Agreement, covenant, cover};
    use schouw_law::given::Asker;
    use schouw_law::share::codes::{Category, Fact, Outcome};
    use schouw_law::share::{Question, ShareLaw};
    use serde_json::json;

    const DAY: Date = date(2026, 11, 23);

    fn law() -> &'static ShareLaw {
        static LAW: std::sync::LazyLock<ShareLaw> =
            std::sync::LazyLock::new(|| ShareLaw::load().unwrap_or_else(|faults| panic!("{faults}")));
        &LAW
    }

    const COVENANT: &str = r#"
id = "woonoverlast"
kind = "article_20"
title = "Convenant woonoverlast"
document = "besluit 2026/114"
given_by = "college van Markerwaard"
dated = "2026-02-01"
valid_from = "2026-02-01"
valid_until = "2027-01-31"
employers = ["municipality"]
purposes = ["nuisance_approach"]
wpg_articles = [8]
fields = ["identity", "address", "time_place", "conduct", "opinion"]
conditions = ["Alleen na het overleg van de week."]

[[party]]
kind = "housing_corporation"
name = "Woonstichting Het Nieuwe Land"
"#;

    fn agreement() -> Agreement {
        Agreement::read("covenant.toml", COVENANT).unwrap()
    }

    fn question(receiver: &str, purpose: &str, categories: &[&str], day: &str) -> Question {
        let value = json!({"sender": {"employer": "municipality", "hat": "investigation", "domain": "I"}, "data": {"regime": "wpg", "wpg_article": 8, "age_months": 1, "archived": false, "identifiable": true, "categories": categories, "special_category": false, "minor": false, "in_prosecution_file": false, "source": "own"}, "receiver": {"kind": receiver, "domain": null}, "purpose": purpose, "facts": [], "date": day});
        Question::read(&value, DAY).unwrap()
    }

    fn under(question: &Question) -> (Outcome, String) {
        let decision = law().decide_under(question, &[agreement()], false).unwrap();
        (decision.outcome, decision.doubts.join(" "))
    }

    #[test]
    fn a_covenant_establishes_its_facts_for_the_questions_that_it_covers() {
        let asked = question("housing_corporation", "nuisance_approach", &["identity"], "2026-11-23");
        assert_eq!(law().decide_without_routes(&asked).unwrap().outcome, Outcome::Deny);
        let (outcome, said) = under(&asked);
        assert_eq!(outcome, Outcome::Allow);
        assert!(
            said.contains("volgens opgave van college van Markerwaard (besluit 2026/114, 2026-02-01)"),
            "{said}"
        );
        assert!(said.contains("overleg van de week"), "{said}");
    }

    fn uncovered(receiver: &str, purpose: &str, categories: &[&str], day: &str, why: &str) {
        let (outcome, said) = under(&question(receiver, purpose, categories, day));
        assert_eq!(outcome, Outcome::Deny, "{said}");
        assert!(said.contains(why), "{said}");
    }

    #[test]
    fn it_establishes_nothing_when_expired_for_others_for_another_purpose_or_for_a_field_that_it_lacks() {
        let (them, why) = ("housing_corporation", "nuisance_approach");
        uncovered(them, why, &["identity"], "2027-02-01", "het gold tot en met 2027-01-31");
        uncovered(them, why, &["identity"], "2026-01-31", "het geldt pas vanaf");
        uncovered("school", why, &["identity"], "2026-11-23", "geen partij");
        uncovered(them, "private_security", &["identity"], "2026-11-23", "dit doel staat er niet in");
        uncovered(them, why, &["identity", "financial"], "2026-11-23", "financial");
    }

    #[test]
    fn a_permit_takes_the_facts_of_a_covenant_with_their_document() {
        let asked = question("housing_corporation", "nuisance_approach", &["identity"], "2026-11-23");
        let covered = cover(&asked, &[agreement()]);
        let command = schouw_base::Digest::of(b"command");
        let asker = Asker { organisation: "markerwaard".into(), actor: "boa-1".into(), command };
        let permit = law().permit(&covered.question, &asker, &covered.given).unwrap().unwrap();
        assert_eq!(permit.terms().stated.len(), 2);
        assert!(law().permit(&covered.question, &asker, &[]).unwrap().is_err());
    }

    #[test]
    fn a_covenant_answers_as_a_whole() {
        let answer = covenant(law(), &agreement(), DAY).unwrap();
        assert_eq!((answer.rows.len(), answer.rows[0].outcome), (1, Outcome::Allow));
        assert_eq!(answer.rows[0].leave_out, [Category::Opinion]);
        assert!(answer.explained().contains("Woonstichting"), "{}", answer.explained());
        let late = covenant(law(), &agreement(), date(2027, 6, 1)).unwrap();
        assert_eq!(late.rows[0].outcome, Outcome::Deny);
        assert!(late.rows[0].go.is_empty());
    }

    fn faulty(from: &str, to: &str, why: &str) {
        let fault = Agreement::read("covenant.toml", &COVENANT.replace(from, to)).unwrap_err().to_string();
        assert!(fault.contains(why), "{fault}");
    }

    const PROOF: &str = "[[proof]]\nfact = \"prosecutor_agreement\"\ndocument = \"d\"\ngiven_by = \"g\"\ndated = \"2026-02-01\"\n\n[[party]]";

    #[test]
    fn a_faulty_decision_is_refused_with_what_is_wrong() {
        faulty("2027-01-31", "2025-01-31", "lies before `valid_from`");
        faulty("[8]", "[10]", "must name 8, 9 or 13");
        faulty("nuisance_approach", "fun", "is none of");
        faulty("college van Markerwaard", " ", "the giver must have a name");
        faulty("conditions =", "wishes =", "wishes");
        faulty("[[party]]", PROOF, "cannot establish");
    }

    #[test]
    fn a_bpg_boa_6_decision_needs_documents_of_the_prosecutor_and_the_staatscourant() {
        let text = COVENANT.replace("article_20", "bpg_boa_6");
        let bare = Agreement::read("d.toml", &text).unwrap();
        let asked = question("housing_corporation", "nuisance_approach", &["identity"], "2026-11-23");
        let decision = law().decide_under(&asked, &[bare], false).unwrap();
        assert_eq!(decision.outcome, Outcome::AllowWithConditions);
        assert_eq!(decision.missing, [Fact::ProsecutorAgreement, Fact::PublishedInStaatscourant]);
        let published = PROOF.replace("prosecutor_agreement", "published_in_staatscourant");
        let whole = text.replace("[[party]]", PROOF).replace("[[party]]", &published);
        let whole = Agreement::read("d.toml", &whole).unwrap();
        assert_eq!(law().decide_under(&asked, &[whole], false).unwrap().outcome, Outcome::Allow);
    }
}
