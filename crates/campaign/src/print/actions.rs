//! The table of the minutes: *Nr., Onderwerp, Wie, Datum gereed*.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{day, escaped, page};
use crate::action::{Action, Standing, late_days, ordered, standing, status_word};

/// Actions as a table to print, overdue first; with `owner` the page of one owner.
#[must_use]
pub fn actions<'a>(
    list: impl IntoIterator<Item = &'a Action>,
    title: &str,
    owner: Option<&str>,
    today: Date,
) -> String {
    let list =
        list.into_iter().filter(|action| owner.is_none_or(|owner| action.who.as_deref() == Some(owner)));
    let list = ordered(list, today);
    let late = list.iter().filter(|action| standing(action, today) == Standing::Overdue).count();
    let open = list.iter().filter(|action| action.is_open()).count();
    let mut body =
        format!("<p class=\"quiet\">Stand van {}: {open} open, waarvan {late} te laat.</p>\n", day(today));
    body.push_str("<table><thead><tr><th>Nr.</th><th>Onderwerp</th><th>Wie</th><th>Datum gereed</th><th>Status</th></tr></thead><tbody>\n");
    for action in list {
        let _ = writeln!(body, "{}", row(action, today));
    }
    body.push_str("</tbody></table>\n");
    let title = owner.map_or_else(|| title.to_owned(), |owner| format!("{title}: {owner}"));
    page(&title, &body)
}

fn row(action: &Action, today: Date) -> String {
    let who = action.who.as_deref().map_or_else(|| "<strong>niemand genoemd</strong>".to_owned(), escaped);
    let due = action.due.map_or_else(|| "<strong>geen datum</strong>".to_owned(), day);
    let late =
        late_days(action, today).map(|days| format!("<br><span class=\"late\">{days} dagen te laat</span>"));
    let result = action.result.as_deref().map(|text| format!("<br>{}", escaped(text))).unwrap_or_default();
    let evidence =
        action.evidence.as_deref().map(|text| format!("<br>Bewijs: {}", escaped(text))).unwrap_or_default();
    format!(
        "<tr><td>{}.</td><td>{}<br><span class=\"quiet\">{}</span>{result}{evidence}</td><td>{who}</td><td>{due}{}</td><td>{}</td></tr>",
        escaped(&action.number),
        escaped(&action.subject),
        escaped(&action.origin.words()),
        late.unwrap_or_default(),
        status_word(action.status),
    )
}
