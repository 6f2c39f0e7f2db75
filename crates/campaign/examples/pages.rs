//! Measures the pages of a large campaign: 168 teams, 2 waves, 5,000 statements, 1,000 actions. Each page is made 20 times
//! from the state in memory; said are the middle one and the slowest.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a measurement that is run by hand")]

use std::time::Instant;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use schouw_campaign::action::{Action, Origin, csv, ordered};
use schouw_campaign::document::{Document, Recorded, Wave, open};
use schouw_campaign::harvest::{harvest, since};
use schouw_campaign::minutes::State as Status;
use schouw_campaign::plan::generate;
use schouw_campaign::print;
use schouw_campaign::register::Team;
use schouw_campaign::reminder::reminders;
use schouw_campaign::state::State;
use schouw_campaign::talk::{Domain, Owner, Promise, Side, Speaker, Statement, StatementKind};

const TEAMS: usize = 168;
const ROUNDS: usize = 20;
const TODAY: Date = date(2027, 3, 1);

fn document() -> Document {
    let issues = schouw_campaign::issue::first_list();
    let visits = generate(1, TEAMS, 8, 10, date(2027, 1, 4)).visits;
    let teams = visits.iter().enumerate().map(|(at, visit)| Team {
        id: visit.team.clone(),
        name: format!("Basisteam {at}"),
        unit: Some(format!("Eenheid {}", at % 10)),
        district: None,
        municipalities: vec![format!("GM{at:04}")],
        spot: Some(visit.spot),
        area: vec![],
        residents: Some(12_000 * (1 + at as u32 % 12)),
        came_from: vec![],
        version: date(2026, 1, 1),
    });
    let statement = |at: usize| Statement {
        role: Speaker::ALL[at % Speaker::ALL.len()],
        text: format!("Uitspraak {at} over hoe het hier gaat, zoals men het in een gesprek zegt."),
        issues: vec![issues[at % issues.len()].code.clone(), issues[at * 5 % issues.len()].code.clone()],
        kind: [StatementKind::Said, StatementKind::GoodExample, StatementKind::Obstacle][at % 3],
        question: Some(1),
        domain: Some(Domain::ALL[at % Domain::ALL.len()]),
        quote: at.is_multiple_of(4),
        no_name: false,
    };
    let promise = |number: u16| Promise {
        number,
        side: Side::Team,
        owner: Owner { role: Speaker::TeamChief, organisation: "basisteam".into() },
        subject: "Een vast nummer".into(),
        due: date(2027, 2, 1),
        no_name: false,
    };
    let talks = (0..2 * TEAMS).map(|at| Recorded {
        id: None,
        wave: if at < TEAMS { 1 } else { 2 },
        team: visits[at % TEAMS].team.clone(),
        day: date(2027, 1, 5),
        present: vec![],
        statements: (0..15).map(|number| statement(at * 7 + number)).collect(),
        promises: vec![promise(1), promise(2)],
        over: vec![],
    });
    let wave = |from: Date, teams: Vec<Team>| Wave {
        from,
        deadline: from.saturating_add(10.weeks()),
        guide: vec!["Hoe werken jullie samen?".into()],
        register: None,
        teams,
        plan: None,
    };
    Document {
        title: "Gesprekken".into(),
        story: "Niet naast elkaar, maar met elkaar.".into(),
        issues: vec![],
        waves: vec![wave(date(2026, 1, 5), teams.clone().collect()), wave(date(2027, 1, 4), teams.collect())],
        talks: talks.collect(),
        actions: actions(),
        agreements: vec![],
        vision: vec![],
        comments: vec![],
        decisions: vec![],
    }
}

fn actions() -> Vec<Action> {
    let origin = || Origin::Meeting { day: date(2026, 12, 1), title: "werkgroep".into() };
    let actions = (1..=1_000_i64).map(|number| Action {
        number: number.to_string(),
        subject: format!("Actie over onderwerp {number}"),
        who: Some(format!("rol {}", number % 40)),
        due: Some(date(2026, 10, 1).saturating_add((number % 300).days())),
        status: if number % 3 == 0 { Status::Done } else { Status::Open },
        evidence: None,
        result: None,
        origin: origin(),
    });
    actions.collect()
}

fn measure<T>(name: &str, mut page: impl FnMut() -> T) {
    let mut times: Vec<f64> = Vec::new();
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        std::hint::black_box(page());
        times.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    println!("{name}: {:.2} ms, the slowest {:.2} ms", times[ROUNDS / 2], times[ROUNDS - 1]);
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let document = document();
    let begun = Instant::now();
    let (state, findings) = open(&document, TODAY);
    let statements: usize = state.talks.values().map(|talk| talk.statements.len()).sum();
    println!(
        "{} teams, {} waves, {statements} statements, {} actions; opened in {:.0} ms, {} findings",
        TEAMS,
        state.waves.len(),
        state.actions.len(),
        begun.elapsed().as_secs_f64() * 1e3,
        findings.len()
    );
    pages(&state)
}

fn pages(state: &State) -> Result<(), Box<dyn std::error::Error>> {
    let talks: Vec<_> = state.talks.values().collect();
    let register = state.register_of(2).ok_or("no register")?;
    measure("harvest", || harvest(2, register, &talks, &state.issues));
    let changes = state.changes_between(1, 2);
    measure("since", || since((1, 2), &talks, (&state.issues, &state.issues), &changes));
    let found = harvest(2, register, &talks, &state.issues);
    measure("report", || print::report(state, &found, None, TODAY));
    measure("actions", || csv(&ordered(state.actions.values(), TODAY), TODAY));
    measure("actions to print", || print::actions(state.actions.values(), "Acties", None, TODAY));
    let team = register.teams.keys().next().ok_or("no team")?;
    measure("team", || print::team(state, team, TODAY));
    measure("promises", || state.promises(TODAY).len());
    measure("reminders", || reminders(state, TODAY.yesterday().unwrap_or(TODAY), TODAY));
    measure("statuses", || {
        register.teams.keys().map(|team| state.team_status(2, team, TODAY)).collect::<Vec<_>>()
    });
    Ok(())
}
