use jiff::civil::date;

use super::*;
use crate::issue::first_list;
use crate::register::{Change, Team};
use crate::talk::Statement;

fn register(count: usize) -> Register {
    let teams = (0..count).map(|at| {
        let id: TeamId = format!("T{at:03}").parse().unwrap();
        let team = Team {
            id: id.clone(),
            name: format!("Team {at}"),
            unit: Some(["Noord", "Zuid"][at % 2].into()),
            district: None,
            municipalities: vec![],
            spot: None,
            area: vec![],
            residents: Some(20_000 * (1 + at as u32 % 4)),
            came_from: vec![],
            version: date(2026, 1, 1),
        };
        (id, team)
    });
    Register { teams: teams.collect() }
}

fn talk(wave: u16, at: usize, codes: &[&str]) -> Talk {
    let statement = Statement {
        role: Speaker::Wijkagent,
        text: format!("Dit speelt bij ons, {}", codes.join(" en ")),
        issues: codes.iter().map(|code| (*code).into()).collect(),
        kind: StatementKind::Obstacle,
        question: Some(1),
        domain: Some(Domain::I),
        quote: at.is_multiple_of(3),
        no_name: false,
    };
    Talk {
        id: format!("01932c07-d000-7000-8000-{:012}", usize::from(wave) * 1_000 + at).parse().unwrap(),
        wave,
        team: format!("T{at:03}").parse().unwrap(),
        day: date(2026, 2, 1),
        present: vec![],
        statements: vec![statement.clone(), statement],
        promises: vec![],
    }
}

#[test]
fn teams_are_counted_and_not_how_often_they_say_it() {
    let register = register(60);
    let talks: Vec<Talk> =
        (0..50).map(|at| talk(1, at, if at < 45 { &["back-up", "contact"] } else { &["image"] })).collect();
    let found = harvest(1, &register, &talks.iter().collect::<Vec<_>>(), &first_list());
    assert_eq!((found.teams, found.talked, found.missing.len(), found.statements), (60, 50, 10, 100));
    let count = |code: &str| found.issues.iter().find(|one| one.code == code).map(|one| one.teams);
    assert_eq!((count("back-up"), count("image"), count("training")), (Some(45), Some(5), Some(0)));
    assert_eq!(found.missing[0].unit, "Noord");
    let row = |at: usize| found.by_unit.cells[at].clone();
    assert_eq!(row(0), [Some(23), Some(22)]);
    assert_eq!(row(5), [None, None], "five teams are not broken down");
    assert!(found.quotes.iter().all(|quote| !quote.text.is_empty()) && found.quotes.len() <= 2 * QUOTES_MAX);
}

#[test]
fn a_wave_without_talks_shows_all_teams_as_missing() {
    let found = harvest(1, &register(3), &[], &first_list());
    assert_eq!((found.talked, found.missing.len()), (0, 3));
    assert!(found.by_unit.is_hidden());
}

#[test]
fn only_the_same_teams_and_the_same_questions_are_compared() {
    let mut talks: Vec<Talk> = (0..20).map(|at| talk(1, at, &["back-up"])).collect();
    talks.extend((0..18).map(|at| talk(2, at, if at < 10 { &["contact"] } else { &["back-up"] })));
    talks.push(talk(2, 30, &["back-up"]));
    let list = first_list();
    let asked_then: Vec<Issue> = list.iter().filter(|issue| issue.code != "contact").cloned().collect();
    let id = |text: &str| text.parse::<TeamId>().unwrap();
    let changes = [Change::Split { from: id("T000"), into: vec![id("T000"), id("T099")], stated: true }];
    let found = since((1, 2), &talks.iter().collect::<Vec<_>>(), (&asked_then, &list), &changes);
    assert_eq!((found.teams, found.only_one, found.not_the_same.len()), (17, 3, 1));
    assert!(found.issues.iter().all(|one| one.code != "contact"), "not asked then");
    let back_up = found.issues.iter().find(|one| one.code == "back-up").unwrap();
    assert_eq!((back_up.then, back_up.now, back_up.no_more, back_up.may_be_chance), (17, 8, 9, false));
}
