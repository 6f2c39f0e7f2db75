//! The page that goes back to a team: what it said, what was promised on both sides and how that stands, what was done.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::{day, escaped, page};
use crate::action::status_word;
use crate::issue::word;
use crate::register::TeamId;
use crate::state::State;
use crate::talk::{Side, StatementKind, Talk};

/// The page of a team. It holds all that the team itself said, so that it is for that team and who visited it.
#[must_use]
pub fn team(state: &State, id: &TeamId, today: Date) -> String {
    let named = state.registers.iter().rev().find_map(|register| register.team(id));
    let name = named.map_or_else(|| id.to_string(), |team| team.name.clone());
    let talks = state.history(id);
    let mut body = format!(
        "<p class=\"quiet\">Stand van {}. Uitspraken staan er per rol, nooit op naam.</p>\n",
        day(today)
    );
    if talks.is_empty() {
        body.push_str("<p>Met dit team is nog niet gesproken.</p>\n");
    }
    for talk in talks.iter().rev() {
        told(state, talk, id, today, &mut body);
    }
    page(&name, &body)
}

fn told(state: &State, talk: &Talk, id: &TeamId, today: Date, body: &mut String) {
    let _ = writeln!(body, "<h2>Gesprek op {} (ronde {})</h2>", day(talk.day), talk.wave);
    if talk.team != *id {
        let _ = writeln!(
            body,
            "<p class=\"quiet\">Dit gesprek was met team {}, voor of na een splitsing of samenvoeging.</p>",
            escaped(&talk.team.to_string())
        );
    }
    for kind in [StatementKind::GoodExample, StatementKind::Obstacle, StatementKind::Said] {
        let said: Vec<_> = talk.statements.iter().filter(|statement| statement.kind == kind).collect();
        if said.is_empty() {
            continue;
        }
        let title = match kind {
            StatementKind::GoodExample => "Wat gaat goed",
            StatementKind::Obstacle => "Wat zit in de weg",
            StatementKind::Said => "Wat is gezegd",
        };
        let _ = writeln!(body, "<h3>{title}</h3>");
        for statement in said {
            let about: Vec<&str> = statement.issues.iter().map(|code| word(&state.issues, code)).collect();
            let about =
                if about.is_empty() { String::new() } else { format!(" · {}", escaped(&about.join(", "))) };
            let _ = writeln!(
                body,
                "<blockquote>{}<br><span class=\"quiet\">{}{about}</span></blockquote>",
                escaped(&statement.text),
                statement.role.word()
            );
        }
    }
    promised(state, talk, today, body);
    let actions = state.actions_of(talk.id);
    if !actions.is_empty() {
        body.push_str("<h3>Acties hieruit</h3>\n<ul>\n");
        for action in actions {
            let due = action.due.map_or_else(|| "zonder datum".to_owned(), day);
            let who = action.who.as_deref().unwrap_or("niemand genoemd");
            let _ = writeln!(
                body,
                "<li>{}. {} ({}, {due}): {}</li>",
                escaped(&action.number),
                escaped(&action.subject),
                escaped(who),
                status_word(action.status)
            );
        }
        body.push_str("</ul>\n");
    }
}

fn promised(state: &State, talk: &Talk, today: Date, body: &mut String) {
    let promises: Vec<_> = state.promises(today).into_iter().filter(|one| one.talk.id == talk.id).collect();
    for (side, title) in
        [(Side::Team, "Wat het team toezegde"), (Side::Visitor, "Wat het team mag verwachten")]
    {
        let list: Vec<_> = promises.iter().filter(|one| one.promise.side == side).collect();
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(body, "<h3>{title}</h3>\n<ul>");
        for one in list {
            let standing = match (one.over, one.late_days) {
                (Some(over), _) if over.kept => {
                    format!("nagekomen op {}: {}", day(over.day), escaped(&over.result))
                }
                (Some(over), _) => format!("vervallen op {}: {}", day(over.day), escaped(&over.result)),
                (None, Some(late)) => format!("<span class=\"late\">{late} dagen te laat</span>"),
                (None, None) => "loopt".into(),
            };
            let _ = writeln!(
                body,
                "<li>{} ({}, uiterlijk {}): {standing}</li>",
                escaped(&one.promise.subject),
                escaped(&one.promise.owner.to_string()),
                day(one.promise.due)
            );
        }
        body.push_str("</ul>\n");
    }
}
