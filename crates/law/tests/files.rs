//! Terms of keeping, the minimal form, small numbers, JSON with a field twice, floods, and official texts.

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use schouw_law::counts::suppress;
    use schouw_law::powers::PowersLaw;
    use schouw_law::retention::{Kept, Retaining, Stage};
    use schouw_law::share::codes::{Domain, Fact, Outcome};
    use schouw_law::share::{Question, ShareLaw};
    use schouw_law::texts::{self, Difference, ListItem, TextFault};
    use schouw_law::{form, strict};
    use serde_json::{Value, json};

    const DAY: Date = date(2026, 11, 23);

    fn question(receiver: &str, purpose: &str) -> Question {
        let value = json!({"sender": {"employer": "municipality", "hat": "investigation", "domain": "I"}, "data": {"regime": "wpg", "wpg_article": 8, "age_months": 1, "archived": false, "identifiable": true, "categories": ["identity"], "special_category": false, "minor": false, "in_prosecution_file": false, "source": "own"}, "receiver": {"kind": receiver, "domain": null}, "purpose": purpose, "facts": []});
        Question::read(&value, DAY).unwrap()
    }

    fn stage(value: &Value, stage: Option<Stage>, next: &[(&str, Stage)]) {
        let kept = Kept::read(value, DAY).unwrap();
        let plan = Retaining::load().unwrap_or_else(|faults| panic!("{faults}")).plan(&kept);
        let steps: Vec<_> = plan.next.iter().map(|step| (step.from.to_string(), step.stage)).collect();
        let wanted: Vec<_> = next.iter().map(|(day, stage)| ((*day).to_owned(), *stage)).collect();
        assert_eq!((plan.stage, steps), (stage, wanted), "{value}");
    }

    #[test]
    fn data_of_article_8_are_free_a_year_compared_until_five_then_locked_and_destroyed() {
        let kept = |day: &str| json!({"regime": "wpg", "wpg_article": 8, "first_processed": "2020-02-28", "date": day});
        let all =
            [("2021-03-01", Stage::HitOnly), ("2025-03-01", Stage::Locked), ("2030-03-01", Stage::Destroy)];
        stage(&kept("2021-02-28"), Some(Stage::Free), &all);
        stage(&kept("2021-03-01"), Some(Stage::HitOnly), &all[1..]);
        stage(&kept("2025-03-01"), Some(Stage::Locked), &all[2..]);
        stage(&kept("2030-03-01"), Some(Stage::Destroy), &[]);
    }

    #[test]
    fn what_was_removed_earlier_is_locked_from_then_and_destroyed_five_years_later() {
        let kept = json!({"regime": "wpg", "wpg_article": 8, "first_processed": "2024-01-10", "removed": "2024-06-01"});
        stage(&kept, Some(Stage::Locked), &[("2029-06-02", Stage::Destroy)]);
    }

    #[test]
    fn data_of_article_9_wait_for_the_end_of_the_investigation() {
        let open = json!({"regime": "wpg", "wpg_article": 9, "first_processed": "2020-01-10"});
        stage(&open, Some(Stage::Free), &[]);
        let ended = json!({"regime": "wpg", "wpg_article": 9, "first_processed": "2024-01-10", "ended": "2026-10-01"});
        stage(&ended, Some(Stage::HitOnly), &[("2027-04-02", Stage::Locked), ("2032-04-02", Stage::Destroy)]);
    }

    #[test]
    fn without_a_term_that_was_read_the_stage_is_not_guessed() {
        stage(&json!({"regime": "wpg", "wpg_article": 13, "first_processed": "2024-01-10"}), None, &[]);
        stage(&json!({"regime": "avg", "wpg_article": null, "first_processed": "2024-01-10"}), None, &[]);
        let own = json!({"regime": "avg", "wpg_article": null, "first_processed": "2024-01-10", "keep_until": "2027-01-10"});
        stage(&own, Some(Stage::Free), &[("2027-01-11", Stage::Destroy)]);
    }

    #[test]
    fn absurd_days_of_keeping_are_refused_by_field() {
        let value = json!({"regime": "wpg", "wpg_article": 7, "first_processed": "2031-01-01", "removed": "gisteren", "extra": 1});
        let faults = Kept::read(&value, DAY).unwrap_err();
        for field in ["wpg_article", "first_processed", "removed", "extra"] {
            assert!(faults.iter().any(|fault| fault.field == field), "{field}: {faults:?}");
        }
    }

    #[test]
    fn the_minimal_form_says_what_goes_and_what_never() {
        let law = ShareLaw::load().unwrap_or_else(|faults| panic!("{faults}"));
        let fields =
            json!({"naam": "identity", "foto": "photo", "oordeel": "opinion", "gezondheid": "health"});
        let fields = form::fields(&fields).unwrap();
        let mut asked = question("injured_party", "civil_claim");
        asked.facts.insert(Fact::ClaimStated);
        let form = law.form(&asked, &fields).unwrap();
        assert_eq!(form.outcome, Outcome::AllowWithConditions);
        assert_eq!(
            (form.go, form.never),
            (vec!["naam".to_owned()], vec!["gezondheid".to_owned(), "oordeel".to_owned()])
        );
        assert_eq!(form.coarser[0].field, "foto");
        let refused = law.form(&question("press", "news"), &fields).unwrap();
        assert!(refused.go.is_empty() && refused.coarser.is_empty() && refused.never.len() == 4);
        assert!(form::fields(&json!({"naam": "shoe_size"})).is_err());
    }

    #[test]
    fn no_cell_under_ten_leaves_and_none_can_be_worked_out() {
        let shown = suppress(&[vec![3, 40, 50], vec![20, 30, 60], vec![70, 80, 90]]).unwrap();
        assert_eq!(shown.cells[0][0], None);
        let rows = shown.cells.iter().zip(&shown.rows).map(|(row, sum)| (row.clone(), *sum));
        let columns = (0..3).map(|at| (shown.cells.iter().map(|row| row[at]).collect(), shown.columns[at]));
        for (line, sum) in rows.chain(columns) {
            let hidden = line.iter().chain([&sum]).filter(|count| count.is_none()).count();
            assert_ne!(hidden, 1, "{line:?} {sum:?}");
        }
        assert!(suppress(&[vec![1], vec![1, 2]]).is_err());
        assert!(suppress(&[vec![u64::MAX, 1]]).is_err());
    }

    #[test]
    fn a_field_that_stands_twice_is_refused() {
        let twice = br#"{"facts": [], "facts": ["special_case"]}"#;
        assert!(strict::parse(twice).unwrap_err().contains("stands twice"));
        assert!(strict::parse(br#"{"a": {"b": 1}} x"#).is_err());
        let value = br#"{"a": [1, null, "x", 1.5, true]}"#;
        assert_eq!(strict::parse(value).unwrap(), json!({"a": [1, null, "x", 1.5, true]}));
    }

    #[test]
    fn a_flood_of_unknown_codes_gives_a_short_error() {
        let facts: Vec<String> = (0..200_000).map(|at| format!("fact_{at}")).collect();
        let mut value = json!({"sender": 1, "data": [], "receiver": null, "purpose": "", "facts": facts, "date": "9999-99-99"});
        for at in 0..5_000 {
            value[format!("field_{at}")] = json!(at);
        }
        let faults = Question::read(&value, DAY).unwrap_err();
        let bytes: usize = faults.iter().map(|fault| fault.field.len() + fault.message.len()).sum();
        assert!(bytes < 50_000, "{bytes}");
        for field in ["sender", "data", "receiver", "purpose", "facts", "date", "field_0"] {
            assert!(faults.iter().any(|fault| fault.field == field), "{field} is not named: {faults:?}");
        }
    }

    #[test]
    fn the_official_xml_of_today_is_read_into_articles() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../../shared/data/wetten/bwb_xml_modern/BWBR0018451_toestand.xml"
        );
        let Ok(text) = std::fs::read_to_string(file) else {
            return eprintln!("skipped: `{file}` is not there");
        };
        let law = texts::read(&text).unwrap();
        assert_eq!((law.bwb_id.as_str(), law.valid_from), ("BWBR0018451", Some(date(2025, 1, 1))));
        let shown = law.show("1(1)(a)").unwrap();
        assert!(
            shown.contains("Onze Minister van Volksgezondheid") && shown.contains("2025-01-01"),
            "{shown}"
        );
        assert!(!shown.contains("jci1.3") && law.show("999").is_none());
    }

    #[test]
    fn a_law_is_shown_by_article_paragraph_and_item_and_what_is_no_law_is_refused() {
        let text = r#"<?xml version="1.0"?><toestand bwb-id="BWBR0022463" inwerkingtreding="2026-07-01"><wetgeving><intitule>Wet politiegegevens</intitule>
            <artikel inwerking="2025-07-01"><kop><label>Artikel</label><nr>15</nr></kop>
            <lid><lidnr>1</lidnr><al>Eerste lid met <nadruk>nadruk</nadruk> &amp; meer.</al><lijst><li><li.nr>b.</li.nr><al>onderdeel;</al><lijst><li><li.nr>2°.</li.nr><al>diep.</al></li></lijst></li></lijst></lid>
            <lid><lidnr>2</lidnr><al>Tweede.</al><meta-data><x>niet tonen</x></meta-data></lid></artikel></wetgeving></toestand>"#;
        let law = texts::read(text).unwrap();
        let first = law.show("15(1)").unwrap();
        assert!(first.contains("Eerste lid met nadruk & meer.") && first.contains("onderdeel"), "{first}");
        assert!(!first.contains("Tweede") && first.contains("geldend vanaf 2025-07-01"), "{first}");
        assert!(law.show("15(1)(b)(2)").unwrap().contains("diep"));
        assert!(!law.show("15").unwrap().contains("niet tonen"));
        assert_eq!(texts::read("<html></html>"), Err(TextFault::NoLaw));
        assert!(matches!(texts::read("<toestand bwb-id='x'><artikel>"), Err(TextFault::NotXml(_))));
        assert!(texts::read("<!DOCTYPE a [<!ENTITY b 'c'>]><toestand bwb-id='x'>&b;</toestand>").is_err());
    }

    #[test]
    fn the_annex_is_read_into_items_and_held_beside_those_of_2017() {
        let text = r#"<toestand bwb-id="BWBR0041447"><wetgeving><bijlage><kop><label>Bijlage</label><titel>Domeinlijsten</titel></kop>
            <divisie><kop><titel>Domein I Openbare ruimte</titel></kop><lijst><li><li.nr>3.</li.nr><al>Besluit personenvervoer 2000</al></li><li><li.nr>4.</li.nr><al>Een nieuwe wet</al></li></lijst></divisie>
            <divisie><al>Domein II Milieu</al><table><tgroup><tbody><row><entry><al>1</al></entry><entry><al>Wet bodembescherming</al></entry></row></tbody></tgroup></table></divisie></bijlage></wetgeving></toestand>"#;
        let items = texts::items(text).unwrap();
        let item = |domain, number, text: &str| ListItem { domain, number, text: text.to_owned() };
        let wanted = [
            item(Domain::I, 3, "Besluit personenvervoer 2000"),
            item(Domain::I, 4, "Een nieuwe wet"),
            item(Domain::II, 1, "Wet bodembescherming"),
        ];
        assert_eq!(items, wanted);
        let old = [
            item(Domain::I, 3, "Besluit Personenvervoer, 2000"),
            item(Domain::I, 9, "Een oude wet"),
            item(Domain::II, 7, "Wet bodembescherming"),
        ];
        let found = texts::differences(&old, &items);
        assert!(found.contains(&Difference::Added { item: items[1].clone() }), "{found:?}");
        assert!(found.contains(&Difference::Gone { item: old[1].clone() }), "{found:?}");
        assert!(found.contains(&Difference::Renumbered { old: 7, item: items[2].clone() }), "{found:?}");
        assert_eq!(found.len(), 3, "{found:?}");
        let own = PowersLaw::load().unwrap_or_else(|faults| panic!("{faults}")).items().list();
        assert!(own.len() > 50 && texts::differences(&own, &own).is_empty());
    }
}
