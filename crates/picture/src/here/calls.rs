//! Whom to call about a rule: looked up in the contacts of the answer, party by party.

use crate::answer::{CallItem, LineItem, RuleItem, WhoItem};
use crate::layers::ContactKind;

/// The parties that act on a rule, in its order, each with its line.
pub(super) fn calls(rule: &RuleItem, who: &[WhoItem]) -> Vec<CallItem> {
    rule.acts
        .iter()
        .map(|party| CallItem { party: party.clone(), line: line(party, &rule.theme, who) })
        .collect()
}

/// What comes first of the contacts of a party on a theme: what was agreed on it, its desk for it, what was agreed in
/// general, its general desk. `None` for what is about other themes.
fn rank(who: &WhoItem, theme: &str) -> Option<u8> {
    let agreed = who.kind == ContactKind::Afspraak;
    let on_theme = who.themes.iter().any(|of| of == theme);
    match (on_theme, agreed) {
        (true, true) => Some(0),
        (true, false) => Some(1),
        (false, _) if !who.themes.is_empty() => None,
        (false, true) => Some(2),
        (false, false) => Some(3),
    }
}

/// The line of a party. An agreement without a number says how to ask; the number is then that of the next contact that
/// has one.
fn line(party: &str, theme: &str, who: &[WhoItem]) -> Option<LineItem> {
    let of_party = who.iter().filter(|item| item.party == party && !item.expired);
    let mut fits: Vec<(u8, &WhoItem)> =
        of_party.filter_map(|item| Some((rank(item, theme)?, item))).collect();
    // stable: among equals the order of the answer stands, the nearest to the street first
    fits.sort_by_key(|(rank, _)| *rank);
    let (_, first) = fits.first()?;
    let reached = fits.iter().map(|(_, item)| *item).find(|item| !item.phone.is_empty()).unwrap_or(first);
    let asked = if first.how_to_ask.is_empty() { &reached.how_to_ask } else { &first.how_to_ask };
    Some(LineItem {
        id: reached.id.clone(),
        name: reached.name.clone(),
        phone: reached.phone.clone(),
        email: reached.email.clone(),
        url: reached.url.clone(),
        hours: reached.hours.clone(),
        how_to_ask: asked.clone(),
        says: reached.says.clone(),
        source: reached.source.clone(),
    })
}
