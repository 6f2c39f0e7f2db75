//! A campaign as a person reads it on a terminal.

use std::fmt::Write as _;

use jiff::civil::Date;
use schouw_campaign::action::{Action, late_days, standing, status_word};
use schouw_campaign::harvest::{Breakdown, Harvest, Since};
use schouw_campaign::plan::Plan;
use schouw_campaign::register::{Change, Reading, Register};
use schouw_campaign::reminder::reminders;
use schouw_campaign::state::{State, planned_day};
use serde_json::{Value, json};

/// Teams that are named in a list on a terminal; of the rest the number stands there.
const NAMED_MAX: usize = 20;

pub fn register(reading: &Reading, changes: &[Change]) -> String {
    let mut text = format!("{} teams; {} regels niet overgenomen", reading.register.len(), reading.left_out);
    for change in changes {
        let sure = |stated: bool| if stated { "" } else { " (volgt uit de gemeenten: klopt dit?)" };
        let list = |teams: &[schouw_campaign::register::TeamId]| {
            teams.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        };
        let line = match change {
            Change::Renamed { team, from, to } => format!("{team}: heette `{from}`, heet nu `{to}`"),
            Change::Moved { team, what } => format!("{team}: andere {what}"),
            Change::Split { from, into, stated } => {
                format!("{from} is gesplitst in {}{}", list(into), sure(*stated))
            }
            Change::Merged { from, into, stated } => {
                format!("{} zijn samen {into}{}", list(from), sure(*stated))
            }
            Change::Renumbered { from, into, stated } => format!("{from} heet nu {into}{}", sure(*stated)),
            Change::New { team } => format!("{team} is nieuw; niets zegt waar het vandaan komt"),
            Change::Gone { team } => format!("{team} is weg; wat is gezegd, blijft bewaard"),
        };
        let _ = write!(text, "\n  {line}");
    }
    text
}

pub fn plan(plan: &Plan) -> String {
    let visits: usize = plan.days.iter().map(|day| day.stops.len()).sum();
    let mut text = format!("{visits} gesprekken op {} dagen, {:.0} km", plan.days.len(), plan.travel_km);
    for day in &plan.days {
        let stops = day.stops.iter().map(|stop| format!("{} {}", stop.begins.strftime("%H:%M"), stop.team));
        let stops = stops.collect::<Vec<_>>().join(", ");
        let _ = write!(text, "\n  {} {}: {stops} ({:.0} km)", day.day, day.visitor, day.travel_km);
    }
    for out in &plan.unplanned {
        let _ = write!(text, "\n  niet gepland: {}: {}", out.team, out.why);
    }
    text
}

pub fn harvest(found: &Harvest, since: Option<&Since>) -> String {
    let mut text = format!(
        "Ronde {}: met {} van de {} teams gesproken, {} uitspraken\n",
        found.wave, found.talked, found.teams, found.statements
    );
    let mut issues: Vec<_> = found.issues.iter().filter(|issue| issue.teams > 0).collect();
    issues.sort_by(|a, b| b.teams.cmp(&a.teams).then(a.word.cmp(&b.word)));
    for issue in issues {
        let _ = writeln!(
            text,
            "  {:>4} teams  {} ({} goed, {} in de weg)",
            issue.teams, issue.word, issue.examples, issue.obstacles
        );
    }
    for (name, table) in
        [("eenheid", &found.by_unit), ("grootte", &found.by_size), ("domein", &found.by_domain)]
    {
        broken_down(name, table, &mut text);
    }
    let _ = writeln!(text, "\nNog geen gesprek: {}", found.missing.len());
    for team in found.missing.iter().take(NAMED_MAX) {
        let _ = writeln!(text, "  {}: {} ({})", team.unit, team.name, team.team);
    }
    if found.missing.len() > NAMED_MAX {
        let _ = writeln!(text, "  en nog {} andere", found.missing.len() - NAMED_MAX);
    }
    for team in &found.strangers {
        let _ = writeln!(
            text,
            "Team {team} staat niet in het register van deze ronde; het telt mee in de totalen."
        );
    }
    if let Some(since) = since {
        let _ = writeln!(text, "\nSinds ronde {}, over dezelfde {} teams", since.before, since.teams);
        for issue in since.issues.iter().filter(|issue| issue.newly + issue.no_more > 0) {
            let doubt = if issue.may_be_chance { ": dit kan toeval zijn" } else { "" };
            let _ = writeln!(text, "  {}: toen {}, nu {}{doubt}", issue.word, issue.then, issue.now);
        }
    }
    text.trim_end().to_owned()
}

fn broken_down(name: &str, table: &Breakdown, text: &mut String) {
    if table.is_hidden() {
        let _ = writeln!(text, "\nPer {name}: te weinig om te tonen");
        return;
    }
    let _ = writeln!(text, "\nPer {name} (– is te klein, of daaruit af te leiden)");
    for (row, cells) in
        table.rows.iter().zip(&table.cells).filter(|(_, cells)| cells.iter().any(Option::is_some))
    {
        let shown = table.columns.iter().zip(cells);
        let shown = shown.map(|(name, cell)| {
            format!("{name} {}", cell.map_or_else(|| "–".into(), |count| count.to_string()))
        });
        let _ = writeln!(text, "  {row}: {}", shown.collect::<Vec<_>>().join(", "));
    }
}

pub fn actions(list: &[&Action], today: Date) -> String {
    let mut text = String::from("Nr. | Onderwerp | Wie | Datum gereed | Stand");
    for action in list {
        let due = action.due.map_or_else(|| "geen datum".to_owned(), |due| due.to_string());
        let stand = match late_days(action, today) {
            Some(days) => format!("{days} dagen te laat"),
            None => standing(action, today).word().to_owned(),
        };
        let who = action.who.as_deref().unwrap_or("niemand genoemd");
        let _ = write!(text, "\n{}. | {} | {who} | {due} | {stand}", action.number, action.subject);
        let _ = write!(text, "\n     uit: {}", action.origin.words());
    }
    text
}

pub fn action_json(action: &Action, today: Date) -> Value {
    json!({
        "number": action.number, "subject": action.subject, "who": action.who, "due": action.due,
        "status": action.status, "status_word": status_word(action.status), "standing": standing(action, today),
        "late_days": late_days(action, today), "evidence": action.evidence, "result": action.result,
        "origin": action.origin, "missing": action.missing(),
    })
}

pub fn status_json(state: &State, wave: u16, register: &Register, today: Date) -> Value {
    let plan = state.waves.get(&wave).and_then(|wave| wave.plan.as_ref());
    let teams = register.teams.values().map(|team| {
        let status = state.team_status(wave, &team.id, today);
        let planned = plan.and_then(|plan| planned_day(plan, &team.id));
        json!({ "team": team.id, "name": team.name, "unit": team.unit, "status": status, "planned": planned })
    });
    let promises = state.promises(today).into_iter().map(|one| {
        json!({
            "team": one.talk.team, "number": one.promise.number, "side": one.promise.side, "owner": one.promise.owner,
            "subject": one.promise.subject, "due": one.promise.due, "over": one.over, "late_days": one.late_days,
        })
    });
    let agreements = state.agreements.values().flatten().flat_map(|one| one.findings(register, today));
    json!({
        "wave": wave, "teams": teams.collect::<Vec<_>>(), "promises": promises.collect::<Vec<_>>(),
        "reminders": reminders(state, today.yesterday().unwrap_or(today), today),
        "agreements": agreements.collect::<Vec<_>>(),
    })
}

pub fn status(state: &State, wave: u16, register: &Register, today: Date) -> String {
    let mut text = format!("{}, ronde {wave}, {today}\n", state.title);
    for team in register.teams.values() {
        let _ = writeln!(
            text,
            "  {} {}: {}",
            team.id,
            team.name,
            state.team_status(wave, &team.id, today).word()
        );
    }
    let open: Vec<_> = state.promises(today).into_iter().filter(|one| one.over.is_none()).collect();
    let _ = writeln!(text, "\nToezeggingen die lopen: {}", open.len());
    for one in open {
        let late = one.late_days.map(|days| format!(", {days} dagen te laat")).unwrap_or_default();
        let _ = writeln!(
            text,
            "  {} {}: {} (op {}{late})",
            one.talk.team, one.promise.owner, one.promise.subject, one.promise.due
        );
    }
    let remind = reminders(state, today.yesterday().unwrap_or(today), today);
    if !remind.is_empty() {
        text.push_str("\nHerinneren vandaag\n");
        remind.iter().for_each(|one| {
            let _ = writeln!(text, "  {}", one.text);
        });
    }
    let attention = state.agreements.values().flatten().flat_map(|one| one.findings(register, today));
    for finding in attention {
        let _ = writeln!(text, "Afspraak: {}", finding.message);
    }
    text.trim_end().to_owned()
}
