//! The program that is killed, traced and refused by the disk: this test program itself, started again. It appends what
//! it is told and says `ack NUMBER` for what was acknowledged, `no WHY` for what was not.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use schouw_base::Clock;
use schouw_node::clock::SystemClock;
use schouw_node::journal::{Engine, Journals, Place};
use schouw_node::store::Durable;

use crate::stage::{draft, organisation};

/// The name of the test that is the program.
const PROGRAM: &str = "program::the_program_that_appends";
/// Clients of the program at once.
const CLIENTS: u64 = 8;

/// What the program is told, in its environment.
pub struct Told<'a> {
    pub place: &'a Place,
    /// number of the first command
    pub from: u64,
    /// how many by each client
    pub count: u64,
    pub clients: u64,
}

impl<'a> Told<'a> {
    /// Until it is killed.
    pub fn for_ever(place: &'a Place, from: u64) -> Self {
        Self { place, from, count: 1_000_000, clients: CLIENTS }
    }

    /// One client, so many, one after another.
    pub fn one_by_one(place: &'a Place, from: u64, count: u64) -> Self {
        Self { place, from, count, clients: 1 }
    }

    /// The program, started by another one or directly.
    pub fn command(&self, by: &[&str]) -> Command {
        let this = std::env::current_exe().unwrap();
        let mut command = match by {
            [] => Command::new(&this),
            [first, rest @ ..] => {
                let mut command = Command::new(first);
                command.args(rest).arg(&this);
                command
            }
        };
        let postgres = match &self.place.engine {
            Engine::Sqlite => "",
            Engine::Postgres(connection) => connection,
        };
        command
            .args([PROGRAM, "--exact", "--nocapture"])
            .env("SCHOUW_PROGRAM", &self.place.root)
            .env("SCHOUW_PROGRAM_POSTGRES", postgres)
            .env("SCHOUW_PROGRAM_LOOSE", if self.place.durable == Durable::No { "yes" } else { "" })
            .env("SCHOUW_PROGRAM_FROM", self.from.to_string())
            .env("SCHOUW_PROGRAM_COUNT", self.count.to_string())
            .env("SCHOUW_PROGRAM_CLIENTS", self.clients.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    }
}

/// The numbers that the program says were acknowledged.
pub fn acknowledged(output: &str) -> Vec<u64> {
    // a line that was cut off by the kill has no end
    let whole = output.rfind('\n').map_or("", |end| &output[..end]);
    whole.lines().filter_map(|line| line.strip_prefix("ack ")).map(|number| number.parse().unwrap()).collect()
}

/// What was refused.
pub fn refused(output: &str) -> Vec<String> {
    output.lines().filter_map(|line| line.strip_prefix("no ")).map(str::to_owned).collect()
}

fn number(name: &str) -> u64 {
    std::env::var(name).unwrap().parse().unwrap()
}

fn say(line: &str) {
    // one write a line, so that a kill cuts at most one
    let mut out = std::io::stdout().lock();
    out.write_all(format!("{line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

#[test]
fn the_program_that_appends() {
    let Ok(root) = std::env::var("SCHOUW_PROGRAM") else { return };
    let mut place = match std::env::var("SCHOUW_PROGRAM_POSTGRES") {
        Ok(connection) if !connection.is_empty() => Place::postgres(root, connection),
        _ => Place::sqlite(root),
    };
    if std::env::var("SCHOUW_PROGRAM_LOOSE").is_ok_and(|word| word == "yes") {
        place.durable = Durable::No;
    }
    // the line of the test runner has no end yet
    say("");
    let journals = match Journals::open(place, Arc::new(SystemClock), &[organisation()]) {
        Ok(journals) => journals,
        Err(error) => return say(&format!("no {error}")),
    };
    let (from, count, clients) =
        (number("SCHOUW_PROGRAM_FROM"), number("SCHOUW_PROGRAM_COUNT"), number("SCHOUW_PROGRAM_CLIENTS"));
    std::thread::scope(|scope| {
        for client in 0..clients {
            let journals = &journals;
            scope.spawn(move || {
                for step in 0..count {
                    let number = from + step * clients + client;
                    match journals.append(draft(number, SystemClock.now(), &[b'x'; 400])) {
                        Ok(_) => say(&format!("ack {number}")),
                        Err(error) => say(&format!("no {error}")),
                    }
                }
            });
        }
    });
}
