//! What changed between two versions of the register. A team that was split or merged keeps its history with both:
//! what was said to the old team is shown with every team that it went into.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Register, TeamId};

/// One change between two versions.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// another name
    Renamed {
        /// the team
        team: TeamId,
        /// as it was called
        from: String,
        /// as it is called
        to: String,
    },
    /// another unit, district or other municipalities
    Moved {
        /// the team
        team: TeamId,
        /// what changed, in plain Dutch
        what: String,
    },
    /// one team became several
    Split {
        /// the old team
        from: TeamId,
        /// the teams it went into
        into: Vec<TeamId>,
        /// the register says so itself; else it follows from the municipalities, and a person confirms
        stated: bool,
    },
    /// several teams became one
    Merged {
        /// the old teams
        from: Vec<TeamId>,
        /// the team they went into
        into: TeamId,
        /// as with a split
        stated: bool,
    },
    /// one team goes on under another id
    Renumbered {
        /// the old id
        from: TeamId,
        /// the new id
        into: TeamId,
        /// as with a split
        stated: bool,
    },
    /// not there before, and nothing says where it came from
    New {
        /// the team
        team: TeamId,
    },
    /// not there any more, and nothing says where it went; what was said stays
    Gone {
        /// the team
        team: TeamId,
    },
}

/// From old team to new team, and whether the register says so.
type Links = BTreeMap<(TeamId, TeamId), bool>;

/// What changed from one version to the next.
#[must_use]
pub fn changes(before: &Register, after: &Register) -> Vec<Change> {
    let links = links(before, after);
    let mut into: BTreeMap<&TeamId, BTreeSet<&TeamId>> = BTreeMap::new();
    let mut from: BTreeMap<&TeamId, BTreeSet<&TeamId>> = BTreeMap::new();
    for (old, new) in links.keys() {
        into.entry(old).or_default().insert(new);
        from.entry(new).or_default().insert(old);
    }
    let stated =
        |old: &TeamId, new: &TeamId| links.get(&(old.clone(), new.clone())).copied().unwrap_or(false);
    let mut found = same_id(before, after);
    for (old, news) in &into {
        if news.len() > 1 {
            let stated = news.iter().all(|new| *new == *old || stated(old, new));
            found.push(Change::Split {
                from: (*old).clone(),
                into: news.iter().copied().cloned().collect(),
                stated,
            });
        }
    }
    for (new, olds) in &from {
        let mut olds_here: Vec<TeamId> = olds.iter().copied().cloned().collect();
        let all = olds.iter().all(|old| *old == *new || stated(old, new));
        if olds_here.len() > 1 {
            found.push(Change::Merged { from: olds_here, into: (*new).clone(), stated: all });
        } else if let Some(old) = olds_here.pop()
            && old != **new
            && into.get(&old).is_some_and(|news| news.len() == 1)
        {
            found.push(Change::Renumbered { from: old, into: (*new).clone(), stated: all });
        }
    }
    let fresh = after.teams.keys().filter(|id| !before.teams.contains_key(*id) && !from.contains_key(*id));
    found.extend(fresh.map(|team| Change::New { team: team.clone() }));
    let gone = before.teams.keys().filter(|id| !after.teams.contains_key(*id) && !into.contains_key(*id));
    found.extend(gone.map(|team| Change::Gone { team: team.clone() }));
    found.sort();
    found
}

fn same_id(before: &Register, after: &Register) -> Vec<Change> {
    let mut found = Vec::new();
    for (id, new) in &after.teams {
        let Some(old) = before.teams.get(id) else { continue };
        if old.name != new.name {
            found.push(Change::Renamed { team: id.clone(), from: old.name.clone(), to: new.name.clone() });
        }
        let mut what = Vec::new();
        if old.unit != new.unit {
            what.push("eenheid");
        }
        if old.district != new.district {
            what.push("district");
        }
        if set(&old.municipalities) != set(&new.municipalities) {
            what.push("gemeenten");
        }
        if !what.is_empty() {
            found.push(Change::Moved { team: id.clone(), what: what.join(", ") });
        }
    }
    found
}

/// Which old team went into which new one. What the register says counts; for a team that is gone or new without a
/// word about it, a municipality that both serve is a proposal.
fn links(before: &Register, after: &Register) -> Links {
    let mut links = Links::new();
    for (id, new) in &after.teams {
        for old in &new.came_from {
            let newly = before.teams.get(id).is_none_or(|known| !known.came_from.contains(old));
            if before.teams.contains_key(old) && newly {
                links.insert((old.clone(), id.clone()), true);
            }
        }
    }
    let said_old: BTreeSet<TeamId> = links.keys().map(|(old, _)| old.clone()).collect();
    let said_new: BTreeSet<TeamId> = links.keys().map(|(_, new)| new.clone()).collect();
    let gone = before.teams.values().filter(|team| !after.teams.contains_key(&team.id));
    for old in gone.filter(|team| !said_old.contains(&team.id)) {
        let had = set(&old.municipalities);
        // a municipality that another team served already was not handed over
        let takers = after.teams.values().filter(|new| {
            let before_it =
                before.teams.get(&new.id).map(|team| set(&team.municipalities)).unwrap_or_default();
            set(&new.municipalities).intersection(&had).any(|one| !before_it.contains(one))
        });
        links.extend(takers.map(|new| ((old.id.clone(), new.id.clone()), false)));
    }
    let fresh = after.teams.values().filter(|team| !before.teams.contains_key(&team.id));
    for new in fresh.filter(|team| !said_new.contains(&team.id)) {
        let has = set(&new.municipalities);
        let givers = before.teams.values().filter(|old| {
            let after_it = after.teams.get(&old.id).map(|team| set(&team.municipalities)).unwrap_or_default();
            set(&old.municipalities).intersection(&has).any(|one| !after_it.contains(one))
        });
        let found: Vec<_> = givers.map(|old| (old.id.clone(), new.id.clone())).collect();
        for link in found {
            links.entry(link).or_insert(false);
        }
    }
    // who gave a part away and still stands goes on itself too; who took another in was there itself too
    let mut goes_on = Vec::new();
    for (old, new) in links.keys() {
        goes_on.extend(
            [old, new]
                .into_iter()
                .filter(|id| before.teams.contains_key(*id) && after.teams.contains_key(*id))
                .map(|id| (id.clone(), id.clone())),
        );
    }
    for link in goes_on {
        links.entry(link).or_insert(true);
    }
    links
}

fn set(values: &[String]) -> BTreeSet<String> {
    values.iter().map(|value| value.to_lowercase()).collect()
}

/// The team with every team that it came from or went into, over all versions, oldest first: whose talks are part of
/// its history.
#[must_use]
pub fn lineage(versions: &[Register], team: &TeamId) -> BTreeSet<TeamId> {
    let mut pairs: BTreeSet<(TeamId, TeamId)> = BTreeSet::new();
    for two in versions.windows(2) {
        if let [before, after] = two {
            pairs.extend(links(before, after).into_keys());
        }
    }
    let walk = |forward: bool| {
        let mut seen = BTreeSet::from([team.clone()]);
        let mut waiting = vec![team.clone()];
        while let Some(here) = waiting.pop() {
            let next = pairs.iter().filter_map(|(old, new)| match forward {
                true if *old == here => Some(new.clone()),
                false if *new == here => Some(old.clone()),
                _ => None,
            });
            for id in next.collect::<Vec<_>>() {
                if seen.insert(id.clone()) {
                    waiting.push(id);
                }
            }
        }
        seen
    };
    &walk(true) | &walk(false)
}
