use jiff::civil::date;

use super::*;
use crate::action::Origin;
use crate::event::{BODY_VERSION, Body, Event};
use crate::minutes::State as Status;
use crate::register::{RawTeam, read};
use crate::state::{State, TeamStatus};
use crate::talk::{Owner, Promise, Side, Speaker, Statement, StatementKind};

const TODAY: Date = date(2026, 11, 24);

fn id(number: u32) -> CommandId {
    format!("01932c07-d000-7000-8000-{number:012}").parse().unwrap()
}

fn register(ids: &[(&str, &str, &str)]) -> Box<Register> {
    let raw = |(at, (id, municipality, from)): (usize, &(&str, &str, &str))| RawTeam {
        record: at as u64,
        cells: [("id", *id), ("naam", *id), ("gemeenten", *municipality), ("voorganger", *from)]
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .into(),
        ..RawTeam::default()
    };
    let rows: Vec<RawTeam> = ids.iter().enumerate().map(raw).collect();
    Box::new(read(&rows, Some(date(2026, 1, 1))).register)
}

fn talk(number: u32, wave: u16, team: &str) -> Box<Talk> {
    Box::new(Talk {
        id: id(number),
        wave,
        team: team.parse().unwrap(),
        day: date(2026, 10, 20),
        present: vec![],
        statements: vec![Statement {
            role: Speaker::TeamChief,
            text: "We weten niet wie we moeten bellen.".into(),
            issues: vec!["contact".into()],
            kind: StatementKind::Obstacle,
            question: Some(3),
            domain: None,
            quote: true,
            no_name: false,
        }],
        promises: vec![Promise {
            number: 1,
            side: Side::Team,
            owner: Owner { role: Speaker::TeamChief, organisation: "basisteam".into() },
            subject: "Een vast nummer".into(),
            due: date(2026, 11, 1),
            no_name: false,
        }],
    })
}

fn done(state: &mut State, events: &mut Vec<Event>, number: u32, command: Command) -> Result<usize, Refusal> {
    let new = decide(state, id(number), &command, TODAY)?;
    new.iter().for_each(|event| state.apply(event));
    let count = new.len();
    events.extend(new);
    Ok(count)
}

fn action(number: &str, origin: Origin) -> Box<Action> {
    let subject = "Nummer delen".into();
    let due = Some(date(2026, 12, 1));
    Box::new(Action {
        number: number.into(),
        subject,
        who: Some("secretaris".into()),
        due,
        status: Status::Open,
        evidence: None,
        result: None,
        origin,
    })
}

#[test]
fn a_campaign_goes_from_register_to_promise_to_action() {
    let (mut state, mut log) = (State::default(), Vec::new());
    let mut run = |number, command| done(&mut state, &mut log, number, command);
    let wave = Command::OpenWave {
        from: date(2026, 10, 1),
        deadline: date(2026, 12, 31),
        guide: vec!["Hoe werk je samen?".into()],
    };
    assert_eq!(run(1, wave.clone()), Err(Refusal::NotBegun));
    assert_eq!(
        run(2, Command::Begin { title: "Gesprekken".into(), story: "Samen voor veilige wijken.".into() }),
        Ok(1)
    );
    assert_eq!(run(3, Command::BringRegister { register: Box::default() }), Err(Refusal::NoTeams));
    assert_eq!(
        run(3, Command::BringRegister { register: register(&[("A", "GM1;GM2", ""), ("B", "GM3", "")]) }),
        Ok(1)
    );
    assert_eq!(run(4, wave), Ok(1));
    let unknown = Refusal::NoSuchTeam { team: "Z".parse().unwrap(), wave: 1 };
    assert_eq!(run(5, Command::RecordTalk { talk: talk(5, 1, "Z") }), Err(unknown));
    assert_eq!(run(5, Command::RecordTalk { talk: talk(5, 1, "A") }), Ok(1));
    assert_eq!(run(5, Command::RecordTalk { talk: talk(5, 1, "A") }), Ok(0), "sent twice is one talk");
    assert_eq!(run(5, Command::RecordTalk { talk: talk(5, 1, "B") }), Err(Refusal::TalkThere));
    let origin = Origin::Promise { talk: id(5), team: "A".parse().unwrap(), number: 1 };
    assert_eq!(run(6, Command::SetAction { action: action("1", origin.clone()), before: None }), Ok(1));
    let none = Origin::Promise { talk: id(5), team: "A".parse().unwrap(), number: 9 };
    assert_eq!(
        run(7, Command::SetAction { action: action("2", none), before: None }),
        Err(Refusal::NoSuchPromise { number: 9 })
    );
    let mut other = action("1", origin.clone());
    other.status = Status::Done;
    assert!(matches!(
        run(8, Command::SetAction { action: other.clone(), before: None }),
        Err(Refusal::NumberTaken { .. })
    ));
    assert_eq!(
        run(8, Command::SetAction { action: other.clone(), before: Some(action("1", origin.clone())) }),
        Ok(1)
    );
    let stale = Command::SetAction { action: action("1", origin.clone()), before: Some(action("1", origin)) };
    assert!(matches!(run(9, stale), Err(Refusal::Changed { .. })));

    let promises = state.promises(TODAY);
    assert_eq!((promises.len(), promises[0].late_days), (1, Some(23)));
    assert_eq!(state.actions_of(id(5)).len(), 1);
    assert_eq!(state.team_status(1, &"A".parse().unwrap(), TODAY), TeamStatus::Talked);
    assert_eq!(state.team_status(1, &"B".parse().unwrap(), TODAY), TeamStatus::NotPlanned);
    assert_eq!(State::fold(&log), state);
}

#[test]
fn a_split_between_waves_keeps_the_talk_with_both() {
    let (mut state, mut log) = (State::default(), Vec::new());
    let mut run = |number, command| done(&mut state, &mut log, number, command).unwrap();
    let guide = vec!["Hoe werk je samen?".to_owned()];
    run(1, Command::Begin { title: "Gesprekken".into(), story: "Samen.".into() });
    run(2, Command::BringRegister { register: register(&[("A", "GM1;GM2", "")]) });
    run(3, Command::OpenWave { from: date(2025, 10, 1), deadline: date(2025, 12, 31), guide });
    run(4, Command::RecordTalk { talk: talk(4, 1, "A") });
    run(5, Command::BringRegister { register: register(&[("A1", "GM1", "A"), ("A2", "GM2", "A")]) });
    run(6, Command::OpenWave { from: date(2026, 10, 1), deadline: date(2026, 12, 31), guide: vec![] });
    run(7, Command::RecordTalk { talk: talk(7, 2, "A1") });
    let count = |team: &str| state.history(&team.parse().unwrap()).len();
    assert_eq!((count("A1"), count("A2"), count("A")), (2, 1, 2));
    assert_eq!(state.waves[&2].guide, state.waves[&1].guide, "the same questions");
    assert_eq!(state.register_of(1).map(Register::len), Some(1), "wave 1 keeps its register");
    assert_eq!(state.register_of(2).map(Register::len), Some(2));
    assert_eq!(state.changes_between(1, 2).len(), 1);
}

#[test]
fn a_body_is_read_as_it_was_written() {
    let (mut state, mut log) = (State::default(), Vec::new());
    let mut run = |number, command| done(&mut state, &mut log, number, command).unwrap();
    run(1, Command::Begin { title: "Gesprekken".into(), story: "Samen.".into() });
    run(2, Command::BringRegister { register: register(&[("A", "GM1", "")]) });
    run(
        3,
        Command::OpenWave {
            from: date(2026, 10, 1),
            deadline: date(2026, 12, 31),
            guide: vec!["Vraag?".into()],
        },
    );
    run(4, Command::RecordTalk { talk: talk(4, 1, "A") });
    run(
        5,
        Command::EndPromise {
            talk: id(4),
            number: 1,
            over: PromiseOver { day: TODAY, kept: true, result: "Gedeeld".into() },
        },
    );
    run(6, Command::SetIssues { issues: crate::issue::first_list() });
    run(7, Command::WriteVision { text: "Eén A4.".into() });
    let meeting = Origin::Meeting { day: TODAY, title: "werkgroep".into() };
    run(8, Command::ConfirmActions { actions: vec![*action("1", meeting)] });
    let body = Body {
        v: BODY_VERSION,
        campaign: id(1),
        command: id(9),
        organisation: "platform".parse().unwrap(),
        user: None,
        role: None,
        at: "2026-11-24T10:00:00Z".parse().unwrap(),
        events: log,
    };
    assert_eq!(Body::read(&body.to_bytes().unwrap()).unwrap(), body);
    let newer = Body { v: 2, ..body };
    assert!(Body::read(&newer.to_bytes().unwrap()).is_err());
}

#[test]
fn names_stay_out_of_every_text() {
    let (mut state, mut log) = (State::default(), Vec::new());
    let begin = Command::Begin { title: "Gesprekken".into(), story: "Bel mevrouw De Vries.".into() };
    assert!(matches!(done(&mut state, &mut log, 1, begin), Err(Refusal::Texts { .. })));
}
