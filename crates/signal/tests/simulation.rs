//! Clients that are offline and online, send again, send in another order and edit the same signal, from a seed. After the
//! dust there is one truth, and nothing that somebody wrote is lost: it is in the log, or with who wrote it and shown.
#![cfg(test)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use proptest::prelude::*;
use schouw_base::{CommandId, Role, UserId};
use schouw_signal::codes::AnswerKind;
use schouw_signal::event::{AnswerText, Correction};
use schouw_signal::{
    Body, By, Content, Event, Hat, Kind, PermitNote, Place, Refusal, SignalId, State, Step, Theme, decide,
};
use uuid::Uuid;

/// A small generator of numbers (xorshift), the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

fn id(number: u64) -> CommandId {
    let mut bytes = [0_u8; 16];
    bytes[6] = 0x70;
    bytes[8] = 0x80;
    bytes[9..16].copy_from_slice(&number.to_be_bytes()[1..]);
    CommandId::new(Uuid::from_bytes(bytes)).unwrap()
}

fn user(client: u64) -> By {
    By {
        organisation: "gemeente".parse().unwrap(),
        user: Some(UserId(Uuid::from_u128(u128::from(client)))),
        role: Some(Role::Boa),
    }
}

fn content(text: &str) -> Content {
    Content {
        place: Some(Place { lat: 52.5, lon: 5.2, accuracy: None, address: None }),
        seen: "2026-11-20T20:00:00Z".parse().unwrap(),
        theme: Theme::Waste,
        text: text.to_owned(),
        photos: Vec::new(),
        offence: None,
        about_person: false,
        kept: Vec::new(),
        wanted: Vec::new(),
    }
}

fn permit() -> PermitNote {
    PermitNote {
        articles: vec!["AVG 6(1)(e)".into()],
        purpose: "supervision".into(),
        duties: Vec::new(),
        stated: Vec::new(),
        law_date: "2026-11-20".parse().unwrap(),
    }
}

#[derive(Clone)]
enum What {
    Record(String),
    Step(u32, Step),
}

#[derive(Clone)]
struct Command {
    id: CommandId,
    signal: SignalId,
    what: What,
}

#[derive(Default)]
struct Server {
    log: Vec<Body>,
    states: BTreeMap<SignalId, State>,
}

enum Answer {
    Taken,
    Clash,
    NotThere,
    Refused,
}

impl Server {
    fn take(&mut self, client: u64, command: &Command) -> Answer {
        let now = self.states.get(&command.signal);
        if now.is_some_and(|state| state.has_done(command.id)) {
            return Answer::Taken;
        }
        let events = match (&command.what, now) {
            (What::Record(text), None) => vec![Event::Recorded {
                number: format!("2026-{:06}", self.states.len() + 1),
                kind: Kind::Observation,
                content: Box::new(content(text)),
                hat: Hat::Supervision,
                in_deed: None,
                due: "2026-11-25".parse().unwrap(),
            }],
            (What::Record(_), Some(_)) => return Answer::Refused,
            (What::Step(..), None) => return Answer::NotThere,
            (What::Step(version, step), Some(state)) => match decide(state, Some(*version), step) {
                Ok(events) => events,
                Err(Refusal::OldVersion { .. }) => return Answer::Clash,
                Err(_) => return Answer::Refused,
            },
        };
        let body = Body {
            v: 1,
            signal: command.signal,
            command: command.id,
            by: user(client),
            at: "2026-11-20T20:00:00Z".parse().unwrap(),
            events,
        };
        let state = State::fold(self.states.remove(&command.signal), &body, &permit()).unwrap();
        self.states.insert(command.signal, state);
        self.log.push(body);
        Answer::Taken
    }
}

struct Client {
    number: u64,
    outbox: VecDeque<Command>,
    /// what clashed and is shown to its writer beside what is there
    shown: Vec<String>,
}

fn text_of(command: &Command) -> Option<String> {
    match &command.what {
        What::Record(text) => Some(text.clone()),
        What::Step(_, Step::Correct { correction, .. }) => correction.text.clone(),
        What::Step(..) => None,
    }
}

/// Runs a while, then lets everybody come online and send what is left.
fn run(seed: u64, clients: u64, moments: u64) -> (Server, Vec<Client>, BTreeSet<String>) {
    let mut dice = Dice(seed.max(1));
    let mut server = Server::default();
    let new = |number| Client { number, outbox: VecDeque::new(), shown: Vec::new() };
    let mut people: Vec<Client> = (0..clients).map(new).collect();
    let (mut count, mut wrote, mut signals) = (0, BTreeSet::new(), Vec::<SignalId>::new());
    for _ in 0..moments {
        let place = dice.roll(clients) as usize;
        let number = people[place].number;
        count += 1;
        let text = format!("tekst {count} van {number}");
        let known = (!signals.is_empty()).then(|| signals[dice.roll(signals.len() as u64) as usize]);
        let version = known.and_then(|signal| server.states.get(&signal)).map_or(1, |state| state.version);
        let command = match (dice.roll(6), known) {
            (0 | 1, _) | (_, None) => {
                signals.push(id(count));
                wrote.insert(text.clone());
                Command { id: id(count), signal: id(count), what: What::Record(text) }
            }
            (2 | 3, Some(signal)) => {
                wrote.insert(text.clone());
                let correction = Correction { text: Some(text), ..Correction::default() };
                let step = Step::Correct { correction, why: "beter".into() };
                Command { id: id(count), signal, what: What::Step(version, step) }
            }
            (4, Some(signal)) => {
                let owner = UserId(Uuid::from_u128(u128::from(number)));
                let step = Step::Take { owner, over: true };
                Command { id: id(count), signal, what: What::Step(version, step) }
            }
            (_, Some(signal)) => {
                let answer = AnswerText { kind: AnswerKind::Answer, text: "gedaan".into() };
                let step = Step::Close { answer: Some(answer) };
                Command { id: id(count), signal, what: What::Step(version, step) }
            }
        };
        people[place].outbox.push_back(command);
        if dice.roll(3) == 0 {
            let place = dice.roll(clients) as usize;
            send(&mut server, &mut people[place], &mut dice, true);
        }
    }
    for client in &mut people {
        let mut turns = 0;
        while !client.outbox.is_empty() {
            send(&mut server, client, &mut dice, false);
            turns += 1;
            if turns > 10_000 {
                break;
            }
        }
    }
    // steps on signals that another client had not sent yet come through now
    for client in &mut people {
        send(&mut server, client, &mut dice, false);
    }
    (server, people, wrote)
}

fn send(server: &mut Server, client: &mut Client, dice: &mut Dice, rough: bool) {
    let turns = client.outbox.len();
    for _ in 0..turns {
        let Some(command) = client.outbox.pop_front() else { return };
        if rough && dice.roll(5) == 0 {
            // the network changes the order
            client.outbox.push_back(command);
            continue;
        }
        let answer = server.take(client.number, &command);
        if rough && dice.roll(3) == 0 {
            // the answer is lost: it is sent again
            client.outbox.push_front(command);
            continue;
        }
        match answer {
            Answer::Taken => {}
            Answer::NotThere if rough => client.outbox.push_back(command),
            Answer::Clash | Answer::Refused | Answer::NotThere => client.shown.extend(text_of(&command)),
        }
    }
}

fn check(seed: u64, clients: u64, moments: u64) {
    let (server, people, wrote) = run(seed, clients, moments);
    // one truth: the log folded anew is what the server has
    let mut states: BTreeMap<SignalId, State> = BTreeMap::new();
    for body in &server.log {
        let state = State::fold(states.remove(&body.signal), body, &permit()).unwrap();
        states.insert(body.signal, state);
    }
    assert_eq!(states, server.states);
    // no command twice
    let commands: BTreeSet<CommandId> = server.log.iter().map(|body| body.command).collect();
    assert_eq!(commands.len(), server.log.len());
    // nothing lost
    let mut found: BTreeSet<String> = people.iter().flat_map(|client| client.shown.clone()).collect();
    for state in server.states.values() {
        found.extend(state.written.iter().map(|written| written.content.text.clone()));
        let over = state.stage == schouw_signal::Stage::Closed;
        assert!(!over || state.answered, "closed without an answer");
    }
    assert!(wrote.is_subset(&found), "lost: {:?}", wrote.difference(&found).collect::<Vec<_>>());
}

#[test]
fn after_the_dust_there_is_one_truth_and_nothing_is_lost() {
    for seed in 1..400 {
        check(seed * 7919, 1 + seed % 5, 60);
    }
}

#[test]
fn many_clients_for_a_long_time() {
    check(20_261_123, 40, 4_000);
}

proptest! {
    #[test]
    fn from_any_seed(seed in any::<u64>(), clients in 1_u64..8, moments in 1_u64..80) {
        check(seed, clients, moments);
    }
}
