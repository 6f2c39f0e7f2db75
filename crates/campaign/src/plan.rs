//! Who visits which team when, so that travel is short and deadlines hold.
//!
//! **The problem.** A visitor goes out on some days, from home past one or more teams and home again. Each team is
//! visited once, on a day within its window. A day has at most so many visits and so many minutes, travel and talks
//! together. Wanted: every team visited, and the least travel in all.
//!
//! **The method**, ours and stated: ruin and recreate. Teams that lie near one another are taken out of the plan and put
//! back one by one where they cost least (with some places passed over by chance); the new plan is kept when it is
//! better, or, less and less often, when it is a little worse (simulated annealing). After Christiaens and Vanden
//! Berghe, *Slack induction by string removals* (2020), in a simple form. A number of rounds and a seed decide the
//! outcome, never a clock: the same question gives the same plan on every machine. How far it is from a reference solver
//! stands in docs/performance.md.

mod check;
mod cost;
mod generate;
mod random;
mod route;
mod search;

use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

pub use check::PlanFault;
pub use generate::generate;

use crate::register::{Spot, TeamId};

/// Most visits in one plan.
pub const VISITS_MAX: usize = 2_000;
/// Most days of all visitors together.
pub const SLOTS_MAX: usize = 20_000;
/// Rounds when none are asked for.
pub const ROUNDS: u32 = 60_000;
/// Most rounds.
pub const ROUNDS_MAX: u32 = 5_000_000;
/// How much longer a road is than a straight line; a usual figure for the Netherlands.
pub const DETOUR: f64 = 1.3;
/// Speed of travel in kilometres an hour, door to door.
pub const SPEED_KM_H: f64 = 60.0;

/// What is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// the visits to be made
    pub visits: Vec<Visit>,
    /// who goes
    pub visitors: Vec<Visitor>,
    /// how long a talk takes
    #[serde(default = "talk_minutes")]
    pub talk_minutes: u32,
    /// how long a day is, from home to home
    #[serde(default = "day_minutes")]
    pub day_minutes: u32,
    /// most visits on a day
    #[serde(default = "visits_a_day")]
    pub visits_a_day: usize,
    /// when a day begins
    #[serde(default = "day_begins")]
    pub day_begins: Time,
    /// what decides between equal chances
    #[serde(default = "seed")]
    pub seed: u64,
    /// rounds of the search
    #[serde(default = "rounds")]
    pub rounds: u32,
}

const fn talk_minutes() -> u32 {
    90
}
const fn day_minutes() -> u32 {
    540
}
const fn visits_a_day() -> usize {
    3
}
fn day_begins() -> Time {
    Time::constant(8, 30, 0, 0)
}
const fn seed() -> u64 {
    1
}
const fn rounds() -> u32 {
    ROUNDS
}

/// A visit to be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// to which team
    pub team: TeamId,
    /// where
    pub spot: Spot,
    /// not before this day
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// at the latest on this day
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// only this visitor, by name
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// Who goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Visitor {
    /// how the plan names them: a role or a number
    pub name: String,
    /// where each day begins and ends
    pub home: Spot,
    /// the days that they can go out
    pub days: Vec<Date>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// days out, by visitor and day
    pub days: Vec<DayOut>,
    /// visits that fit nowhere, and why
    pub unplanned: Vec<Unplanned>,
    /// travel in all, in kilometres
    pub travel_km: f64,
    /// travel in all, in minutes
    pub travel_minutes: f64,
    /// the seed that gave it
    pub seed: u64,
}

/// A day out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayOut {
    /// who
    pub visitor: String,
    /// when
    pub day: Date,
    /// the teams, in order
    pub stops: Vec<Stop>,
    /// travel of this day, in kilometres
    pub travel_km: f64,
    /// home again
    pub home_at: Time,
}

/// One visit in a plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stop {
    /// which team
    pub team: TeamId,
    /// when the talk begins
    pub begins: Time,
    /// when it ends
    pub ends: Time,
}

/// A visit that is not in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unplanned {
    /// which team
    pub team: TeamId,
    /// why, in plain Dutch
    pub why: String,
}

/// Makes a plan.
///
/// # Errors
/// Every fault of the question.
pub fn plan(question: &Question) -> Result<Plan, Vec<PlanFault>> {
    let faults = check::faults(question);
    if !faults.is_empty() {
        return Err(faults);
    }
    let world = route::World::of(question);
    let best = search::search(&world, question.seed, question.rounds);
    Ok(best.told(question, &world))
}

#[cfg(test)]
mod tests;
