//! The report of a wave, for a platform meeting and an event: two pages.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{day, escaped, page};
use crate::harvest::{Breakdown, Harvest, LEAST, Since};
use crate::issue::word;
use crate::state::State;
use crate::talk::Side;

/// Missing teams that are named; of the rest the number stands there.
const MISSING_NAMED_MAX: usize = 40;
/// Quotes on the report.
const QUOTES_ON_REPORT_MAX: usize = 8;
/// Longest quote on the report, in characters.
const QUOTE_CHARS_MAX: usize = 220;

/// The report of a wave.
#[must_use]
pub fn report(state: &State, harvest: &Harvest, since: Option<&Since>, today: Date) -> String {
    let mut body = String::new();
    let _ = writeln!(
        body,
        "<p class=\"quiet\">Ronde {} · stand van {}</p>\n<p>Met <strong>{} van de {} teams</strong> is gesproken; {} zijn er nog niet. Zij deden {} uitspraken.</p>",
        harvest.wave,
        day(today),
        harvest.talked,
        harvest.teams,
        harvest.missing.len(),
        harvest.statements
    );
    bars(harvest, &mut body);
    if let Some(since) = since {
        changed(since, &mut body);
    }
    body.push_str("<h2>Wie ontbreekt</h2>\n");
    missing(harvest, &mut body);
    body.push_str("<h2 class=\"new\">Per eenheid, grootte en domein</h2>\n");
    let _ = writeln!(
        body,
        "<p class=\"quiet\">Aantal teams. Een streepje is weggelaten: minder dan {LEAST}, of daaruit af te leiden.</p>"
    );
    for (name, table) in [
        ("eenheid", &harvest.by_unit),
        ("grootste gemeente", &harvest.by_size),
        ("domein", &harvest.by_domain),
    ] {
        breakdown(name, table, &mut body);
    }
    promises(state, harvest, today, &mut body);
    quotes(state, harvest, &mut body);
    page(&state.title, &body)
}

fn bars(harvest: &Harvest, body: &mut String) {
    body.push_str("<h2>Wat speelt er</h2>\n<table><thead><tr><th>Onderwerp</th><th class=\"n\">Teams</th><th></th><th class=\"n\">Gaat goed</th><th class=\"n\">Zit in de weg</th></tr></thead><tbody>\n");
    let most = harvest.issues.iter().map(|issue| issue.teams).max().unwrap_or(0).max(1);
    let mut issues: Vec<_> = harvest.issues.iter().filter(|issue| issue.teams > 0).collect();
    issues.sort_by(|a, b| b.teams.cmp(&a.teams).then(a.word.cmp(&b.word)));
    for issue in issues {
        let width = issue.teams * 100 / most;
        let _ = writeln!(
            body,
            "<tr><td>{}</td><td class=\"n\">{}</td><td class=\"barcell\"><div class=\"bar\" style=\"width:{width}%\"></div></td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            escaped(&issue.word),
            issue.teams,
            issue.examples,
            issue.obstacles
        );
    }
    body.push_str("</tbody></table>\n");
}

fn changed(since: &Since, body: &mut String) {
    let _ = writeln!(
        body,
        "<h2>Veranderd sinds ronde {}</h2>\n<p>Dezelfde vragen aan dezelfde {} teams; {} teams spraken we maar één keer, {} zijn gesplitst of samengevoegd en tellen hier niet mee.</p>\n<ul>",
        since.before,
        since.teams,
        since.only_one,
        since.not_the_same.len()
    );
    for issue in since.issues.iter().filter(|issue| issue.newly + issue.no_more > 0) {
        let doubt = if issue.may_be_chance { ": dit kan toeval zijn" } else { "" };
        let _ = writeln!(
            body,
            "<li>{}: toen {} teams, nu {}{doubt}</li>",
            escaped(&issue.word),
            issue.then,
            issue.now
        );
    }
    body.push_str("</ul>\n");
}

fn missing(harvest: &Harvest, body: &mut String) {
    if harvest.missing.is_empty() {
        body.push_str("<p>Geen enkel team ontbreekt.</p>\n");
        return;
    }
    let mut unit = "";
    body.push_str("<p>");
    for team in harvest.missing.iter().take(MISSING_NAMED_MAX) {
        if team.unit == unit {
            let _ = write!(body, ", {}", escaped(&team.name));
        } else {
            let lead = if unit.is_empty() { "" } else { ".<br>" };
            let _ = write!(body, "{lead}<strong>{}</strong>: {}", escaped(&team.unit), escaped(&team.name));
        }
        unit = &team.unit;
    }
    match harvest.missing.len().saturating_sub(MISSING_NAMED_MAX) {
        0 => body.push_str(".</p>\n"),
        more => {
            let _ = writeln!(body, ", en nog {more} andere teams.</p>");
        }
    }
}

fn breakdown(name: &str, table: &Breakdown, body: &mut String) {
    if table.is_hidden() {
        let _ = writeln!(body, "<p>Per {name}: de aantallen zijn te klein om te tonen.</p>");
        return;
    }
    let shown: Vec<usize> = (0..table.columns.len())
        .filter(|at| table.cells.iter().any(|row| row.get(*at).copied().flatten().is_some()))
        .collect();
    let _ = write!(body, "<h3>Per {name}</h3>\n<table><thead><tr><th></th>");
    for at in &shown {
        let _ = write!(
            body,
            "<th class=\"n\">{}</th>",
            escaped(table.columns.get(*at).map_or("", String::as_str))
        );
    }
    body.push_str("</tr></thead><tbody>\n");
    for (row, cells) in
        table.rows.iter().zip(&table.cells).filter(|(_, cells)| cells.iter().any(Option::is_some))
    {
        let _ = write!(body, "<tr><td>{}</td>", escaped(row));
        for at in &shown {
            let cell =
                cells.get(*at).copied().flatten().map_or_else(|| "–".to_owned(), |count| count.to_string());
            let _ = write!(body, "<td class=\"n\">{cell}</td>");
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody></table>\n");
}

fn promises(state: &State, harvest: &Harvest, today: Date, body: &mut String) {
    let of_wave: Vec<_> =
        state.promises(today).into_iter().filter(|one| one.talk.wave == harvest.wave).collect();
    let count = |side: Side, kept: bool, late: bool| {
        let wanted = |one: &&crate::state::PromiseStanding<'_>| {
            one.promise.side == side
                && (!kept || one.over.is_some_and(|over| over.kept))
                && (!late || one.late_days.is_some())
        };
        of_wave.iter().filter(wanted).count()
    };
    body.push_str("<h2>Toezeggingen</h2>\n<table><thead><tr><th>Van</th><th class=\"n\">Gedaan</th><th class=\"n\">Nagekomen</th><th class=\"n\">Te laat</th></tr></thead><tbody>\n");
    for (side, name) in [(Side::Team, "de teams"), (Side::Visitor, "ons, aan de teams")] {
        let _ = writeln!(
            body,
            "<tr><td>{name}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>",
            count(side, false, false),
            count(side, true, false),
            count(side, false, true)
        );
    }
    body.push_str("</tbody></table>\n");
}

fn quotes(state: &State, harvest: &Harvest, body: &mut String) {
    let mut seen: Vec<&str> = Vec::new();
    // one of each issue first: short ones, so that the report stays two pages
    let firsts = harvest.quotes.iter().filter(|quote| {
        let new = !seen.contains(&quote.code.as_str()) && quote.text.chars().count() <= QUOTE_CHARS_MAX;
        if new {
            seen.push(&quote.code);
        }
        new
    });
    let firsts: Vec<_> = firsts.take(QUOTES_ON_REPORT_MAX).collect();
    if firsts.is_empty() {
        return;
    }
    body.push_str("<h2>In hun woorden</h2>\n");
    for quote in firsts {
        let _ = writeln!(
            body,
            "<blockquote>“{}”<br><span class=\"quiet\">{}, over {}</span></blockquote>",
            escaped(&quote.text),
            quote.role.word(),
            escaped(word(&state.issues, &quote.code))
        );
    }
}
