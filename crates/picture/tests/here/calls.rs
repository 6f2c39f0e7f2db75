//! Whom to call about a rule.

use schouw_picture::here::Suppressed;
use schouw_picture::layers::{Contact, ContactKind, Layers};

use super::tests::{ask, contact, day, here_in, town};

/// A desk of a party for a theme; for all themes when it is empty.
fn desk(id: &str, party: &str, theme: &str, phone: &str) -> Contact {
    let themes = if theme.is_empty() { Vec::new() } else { vec![theme.into()] };
    let of = contact(id, ContactKind::Contactpunt, "GM9990");
    Contact { party: party.into(), themes, phone: phone.into(), ..of }
}

fn agreement(id: &str, party: &str, theme: &str, phone: &str) -> Contact {
    let how_to_ask = "bel en noem de plek".into();
    Contact { kind: ContactKind::Afspraak, how_to_ask, ..desk(id, party, theme, phone) }
}

/// The first rule of the town is about alcohol; gemeente acts, then politie.
fn check(contacts: Vec<Contact>, expected: [&str; 2]) {
    let layers = Layers { contacts, ..town() };
    let answer = here_in(&layers, &ask(5.015, "2026-11-27T20:40:00Z"), &Suppressed::default());
    let calls: Vec<String> = answer.rules[0]
        .calls
        .iter()
        .map(|call| match &call.line {
            Some(line) => format!("{}: {} {} {}", call.party, line.id, line.phone, line.how_to_ask),
            None => format!("{}: -", call.party),
        })
        .map(|text| text.trim_end().to_owned())
        .collect();
    assert_eq!(calls, expected);
}

#[test]
fn the_agreement_on_the_theme_goes_before_the_desk_for_it_and_that_before_the_general_desk() {
    let general = || desk("loket", "gemeente", "", "1");
    let themed = || desk("drank", "gemeente", "alcohol", "2");
    let agreed = || agreement("A1", "gemeente", "alcohol", "3");
    check(vec![general(), themed(), agreed()], ["gemeente: A1 3 bel en noem de plek", "politie: -"]);
    check(vec![general(), themed()], ["gemeente: drank 2", "politie: -"]);
    check(vec![general(), desk("haven", "gemeente", "water", "4")], ["gemeente: loket 1", "politie: -"]);
    check(vec![desk("haven", "gemeente", "water", "4")], ["gemeente: -", "politie: -"]);
}

#[test]
fn an_agreement_without_a_number_says_how_to_ask_at_the_number_of_the_desk() {
    let contacts = vec![agreement("A2", "politie", "alcohol", ""), desk("team", "politie", "", "5")];
    check(contacts, ["gemeente: -", "politie: team 5 bel en noem de plek"]);
}

#[test]
fn what_has_ended_is_not_called() {
    let ended =
        Contact { valid_until: Some(day("2026-11-01")), ..agreement("A1", "gemeente", "alcohol", "3") };
    check(vec![ended, desk("loket", "gemeente", "", "1")], ["gemeente: loket 1", "politie: -"]);
}
