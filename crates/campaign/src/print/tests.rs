use jiff::civil::date;

use super::*;
use crate::document::{Document, open};
use crate::harvest::harvest;

fn document() -> Document {
    serde_json::from_str(include_str!("../../tests/markerwaard.json")).unwrap()
}

#[test]
fn pages_hold_what_was_said_and_no_markup_of_others() {
    let today = date(2026, 11, 24);
    let mut document = document();
    document.talks[0].statements[0].text = "<script>alert(1)</script> & \"zo\"".into();
    let (state, findings) = open(&document, today);
    assert_eq!(findings, vec![]);
    let page = team(&state, &"BT-MW-1".parse().unwrap(), today);
    assert!(page.contains("&lt;script&gt;") && !page.contains("<script"), "{page}");
    assert!(page.contains("Wat het team toezegde") && page.contains("dagen te laat"), "{page}");
    let talks: Vec<_> = state.talks.values().collect();
    let found = harvest(1, state.register_of(1).unwrap(), &talks, &state.issues);
    let page = report(&state, &found, None, today);
    for part in
        ["2 van de 4 teams", "Wie ontbreekt", "te klein om te tonen", "Toezeggingen", "In hun woorden"]
    {
        assert!(page.contains(part), "{part}\n{page}");
    }
    let page = actions(state.actions.values(), "Actiepunten", None, today);
    assert!(page.contains("<th>Nr.</th><th>Onderwerp</th><th>Wie</th><th>Datum gereed</th>"), "{page}");
    assert!(page.find("te laat").is_some() && page.contains("niemand genoemd"), "{page}");
}

#[test]
fn a_day_is_said_as_people_say_it() {
    assert_eq!(day(date(2019, 2, 7)), "7 februari 2019");
}
