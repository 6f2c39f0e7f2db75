//! Whether a question can be planned: every fault at once.

use std::collections::BTreeSet;

use schouw_area::Position;
use serde::{Deserialize, Serialize};

use super::{Question, ROUNDS_MAX, SLOTS_MAX, VISITS_MAX};
use crate::register::{Spot, TeamId};

/// One fault of a question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum PlanFault {
    /// nobody, or nothing
    #[error("there are no {what}: give at least one")]
    None {
        /// of what
        what: String,
    },
    /// over a limit
    #[error("a plan has at most {max} {what}")]
    TooMany {
        /// of what
        what: String,
        /// the limit
        max: u64,
    },
    /// a spot that is none
    #[error("the spot of `{whose}` is not in the Netherlands: give lat and lon in degrees")]
    Spot {
        /// whose
        whose: String,
    },
    /// a team twice
    #[error("team `{team}` is there twice: a wave visits it once")]
    Twice {
        /// which
        team: TeamId,
    },
    /// a window that ends before it begins
    #[error("the window of team `{team}` ends before it begins")]
    Window {
        /// which
        team: TeamId,
    },
    /// two visitors with one name
    #[error("two visitors are called `{name}`: give each a name of its own")]
    SameVisitor {
        /// the name
        name: String,
    },
    /// a visitor that is not there
    #[error("team `{team}` asks for visitor `{name}`, who is not in the list")]
    NoSuchVisitor {
        /// the team
        team: TeamId,
        /// the name
        name: String,
    },
    /// times that cannot be
    #[error(
        "a talk of {talk} minutes does not fit in a day of {day}: a day has at most 900 minutes and begins so that it ends before midnight"
    )]
    Times {
        /// minutes of a talk
        talk: u32,
        /// minutes of a day
        day: u32,
    },
}

pub fn faults(question: &Question) -> Vec<PlanFault> {
    let mut faults = Vec::new();
    let slots: usize = question.visitors.iter().map(|visitor| visitor.days.len()).sum();
    let counts = [
        ("visits", question.visits.len() as u64, VISITS_MAX as u64),
        ("days of visitors", slots as u64, SLOTS_MAX as u64),
        ("visits a day", question.visits_a_day as u64, 20),
        ("rounds", u64::from(question.rounds), u64::from(ROUNDS_MAX)),
    ];
    for (what, count, max) in counts {
        if count == 0 && what != "rounds" {
            faults.push(PlanFault::None { what: what.into() });
        } else if count > max {
            faults.push(PlanFault::TooMany { what: what.into(), max });
        }
    }
    let (talk, day) = (question.talk_minutes, question.day_minutes);
    let begins = question.day_begins.hour() as u32 * 60 + question.day_begins.minute() as u32;
    if talk == 0 || talk > day || day > 900 || begins + day >= 24 * 60 {
        faults.push(PlanFault::Times { talk, day });
    }
    let mut names = BTreeSet::new();
    for visitor in &question.visitors {
        if !names.insert(visitor.name.as_str()) {
            faults.push(PlanFault::SameVisitor { name: visitor.name.clone() });
        }
        if !in_the_netherlands(visitor.home) {
            faults.push(PlanFault::Spot { whose: visitor.name.clone() });
        }
    }
    let mut teams = BTreeSet::new();
    for visit in &question.visits {
        let team = || visit.team.clone();
        if !teams.insert(&visit.team) {
            faults.push(PlanFault::Twice { team: team() });
        }
        if !in_the_netherlands(visit.spot) {
            faults.push(PlanFault::Spot { whose: visit.team.to_string() });
        }
        if visit.from.zip(visit.until).is_some_and(|(from, until)| until < from) {
            faults.push(PlanFault::Window { team: team() });
        }
        if let Some(name) = visit.by.as_ref().filter(|name| !names.contains(name.as_str())) {
            faults.push(PlanFault::NoSuchVisitor { team: team(), name: name.clone() });
        }
    }
    faults
}

fn in_the_netherlands(spot: Spot) -> bool {
    Position::new(spot.lat, spot.lon).is_ok_and(Position::near_the_netherlands)
}
