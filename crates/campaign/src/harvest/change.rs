//! What changed since the wave before: the same questions, the same teams. Teams that were split or merged between are
//! not the same team and are left out of the comparison; that is said.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::issue::Issue;
use crate::register::{Change, TeamId};
use crate::talk::Talk;

/// Under this chance a difference is not called chance.
const CHANCE_MAX: f64 = 0.05;

/// One wave beside the one before it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Since {
    /// number of the wave before
    pub before: u16,
    /// number of this wave
    pub now: u16,
    /// teams that were spoken with in both and are still the same team
    pub teams: usize,
    /// teams that were spoken with in one of the two only
    pub only_one: usize,
    /// teams that were split, merged or renumbered between, and not compared
    pub not_the_same: Vec<TeamId>,
    /// each issue
    pub issues: Vec<Changed>,
}

/// One issue in both waves, over the same teams.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changed {
    /// the code
    pub code: String,
    /// in plain Dutch
    pub word: String,
    /// teams that named it then
    pub then: usize,
    /// teams that name it now
    pub now: usize,
    /// teams that name it now and not then
    pub newly: usize,
    /// teams that named it then and not now
    pub no_more: usize,
    /// whether this may be chance: an exact sign test over the teams that changed, at 5%
    pub may_be_chance: bool,
}

/// Compares a wave with one before it. Codes that were not in the list of both waves were not asked, and are left out.
#[must_use]
pub fn since(
    (before, now): (u16, u16),
    talks: &[&Talk],
    (asked_then, asked_now): (&[Issue], &[Issue]),
    changes: &[Change],
) -> Since {
    let other: BTreeSet<TeamId> = changes.iter().flat_map(not_the_same).collect();
    let teams_of = |wave: u16| -> BTreeSet<&TeamId> {
        talks.iter().filter(|talk| talk.wave == wave).map(|talk| &talk.team).collect()
    };
    let (then_teams, now_teams) = (teams_of(before), teams_of(now));
    let both: BTreeSet<&TeamId> =
        then_teams.intersection(&now_teams).copied().filter(|team| !other.contains(*team)).collect();
    let mut said: BTreeMap<(u16, &str), BTreeSet<&TeamId>> = BTreeMap::new();
    for talk in
        talks.iter().filter(|talk| (talk.wave == before || talk.wave == now) && both.contains(&talk.team))
    {
        for code in talk.statements.iter().flat_map(|one| &one.issues) {
            said.entry((talk.wave, code)).or_default().insert(&talk.team);
        }
    }
    let named = |wave: u16, code: &str| said.get(&(wave, code)).cloned().unwrap_or_default();
    let asked = asked_now.iter().filter(|issue| asked_then.iter().any(|old| old.code == issue.code));
    let issues = asked.map(|issue| {
        let (then, current) = (named(before, &issue.code), named(now, &issue.code));
        let (newly, no_more) = (current.difference(&then).count(), then.difference(&current).count());
        Changed {
            code: issue.code.clone(),
            word: issue.word.clone(),
            then: then.len(),
            now: current.len(),
            newly,
            no_more,
            may_be_chance: chance(newly, no_more) >= CHANCE_MAX,
        }
    });
    let issues = issues.collect();
    let spoken: BTreeSet<&TeamId> = then_teams.union(&now_teams).copied().collect();
    let not_the_same: Vec<TeamId> =
        spoken.iter().filter(|team| other.contains(**team)).map(|team| (*team).clone()).collect();
    let only_one = spoken.len() - both.len() - not_the_same.len();
    Since { before, now, teams: both.len(), only_one, not_the_same, issues }
}

fn not_the_same(change: &Change) -> Vec<TeamId> {
    match change {
        Change::Split { from, into, .. } => into.iter().cloned().chain([from.clone()]).collect(),
        Change::Merged { from, into, .. } => from.iter().cloned().chain([into.clone()]).collect(),
        Change::Renumbered { from, into, .. } => vec![from.clone(), into.clone()],
        Change::Renamed { .. } | Change::Moved { .. } | Change::New { .. } | Change::Gone { .. } => vec![],
    }
}

/// The two-sided chance that of so many changed teams this many or more went one way (binomial, one half).
fn chance(up: usize, down: usize) -> f64 {
    let changed = up + down;
    let least = up.min(down);
    // in logarithms, since 2 to the power of 1,100 is more than a number holds
    let mut log_term = -(changed as f64) * std::f64::consts::LN_2;
    let mut sum = log_term.exp();
    for at in 1..=least {
        log_term += ((changed + 1 - at) as f64 / at as f64).ln();
        sum += log_term.exp();
    }
    (2.0 * sum).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::chance;

    #[test]
    fn the_chance_is_that_of_a_coin() {
        for (up, down, expected) in
            [(0, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (8, 1, 0.0390625), (50, 50, 1.0)]
        {
            assert!((chance(up, down) - expected).abs() < 1e-9, "{up} {down} {}", chance(up, down));
        }
        assert!(chance(3_000, 2_000) < 1e-9);
    }
}
