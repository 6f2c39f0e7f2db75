//! What the talks of a wave yield: counts by issue, unit, size and domain, with the teams that are missing as missing;
//! quotes; what changed since the wave before. Counted are **teams** that said something about an issue, not how often.

mod change;
mod small;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use change::{Changed, Since, since};
pub use small::{Breakdown, LEAST, breakdown};

use crate::issue::{Issue, word};
use crate::register::{Register, Size, TeamId};
use crate::talk::{Domain, Side, Speaker, StatementKind, Talk};

/// Most quotes of one issue.
pub const QUOTES_MAX: usize = 5;
/// What has no unit in the register.
const NO_UNIT: &str = "eenheid niet bekend";
/// What was said without a domain.
const NO_DOMAIN: &str = "geen domein genoemd";

/// The yield of a wave.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Harvest {
    /// number of the wave
    pub wave: u16,
    /// teams in the register
    pub teams: usize,
    /// teams with a talk in this wave
    pub talked: usize,
    /// teams without, by unit
    pub missing: Vec<Missing>,
    /// talks with a team that is not in the register of this wave; they count in the totals
    pub strangers: Vec<TeamId>,
    /// statements
    pub statements: usize,
    /// each issue
    pub issues: Vec<Count>,
    /// teams by issue and unit
    pub by_unit: Breakdown,
    /// teams by issue and size of their largest municipality
    pub by_size: Breakdown,
    /// teams by issue and domain of boas
    pub by_domain: Breakdown,
    /// promises made, by side
    pub promises: BTreeMap<Side, usize>,
    /// what may be quoted, by issue
    pub quotes: Vec<Quote>,
}

/// A team without a talk.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Missing {
    /// its unit
    pub unit: String,
    /// which
    pub team: TeamId,
    /// what it is called
    pub name: String,
}

/// How often something came up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Count {
    /// the code
    pub code: String,
    /// in plain Dutch
    pub word: String,
    /// teams that said something about it
    pub teams: usize,
    /// of these, teams that gave a good example
    pub examples: usize,
    /// of these, teams that named an obstacle
    pub obstacles: usize,
}

/// Something that may be quoted: by role and size, never by team, since a team has one chief.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Quote {
    /// the code
    pub code: String,
    /// what was said
    pub text: String,
    /// as what
    pub role: Speaker,
    /// what kind
    pub kind: StatementKind,
}

/// Counts the talks of a wave.
#[must_use]
pub fn harvest(wave: u16, register: &Register, talks: &[&Talk], issues: &[Issue]) -> Harvest {
    let talks: Vec<&Talk> = talks.iter().copied().filter(|talk| talk.wave == wave).collect();
    let talked: BTreeSet<&TeamId> = talks.iter().map(|talk| &talk.team).collect();
    let here = talked.iter().filter(|team| register.team(team).is_some()).count();
    let units: BTreeSet<String> = register.teams.keys().map(|team| unit_of(register, team)).collect();
    let mut promises = BTreeMap::new();
    for promise in talks.iter().flat_map(|talk| &talk.promises) {
        *promises.entry(promise.side).or_default() += 1;
    }
    let numbers: BTreeMap<&str, usize> =
        issues.iter().enumerate().map(|(at, issue)| (issue.code.as_str(), at)).collect();
    let sizes = Size::ALL.map(|size| size.word().to_owned());
    let size_of = |talk: &Talk| register.team(&talk.team).map_or(Size::Unknown, crate::register::Team::size);
    Harvest {
        wave,
        teams: register.len(),
        talked: here,
        missing: missing(register, &talked),
        strangers: talked
            .iter()
            .filter(|team| register.team(team).is_none())
            .map(|team| (*team).clone())
            .collect(),
        statements: talks.iter().map(|talk| talk.statements.len()).sum(),
        issues: counts(&talks, issues, &numbers),
        by_unit: table(&talks, issues, &numbers, &|talk, _| unit_of(register, &talk.team), units),
        by_size: table(&talks, issues, &numbers, &|talk, _| size_of(talk).word().to_owned(), sizes),
        by_domain: table(
            &talks,
            issues,
            &numbers,
            &|_, one| one.map_or(NO_DOMAIN, Domain::word).to_owned(),
            domains(),
        ),
        promises,
        quotes: quotes(&talks, issues),
    }
}

fn domains() -> Vec<String> {
    Domain::ALL.iter().map(|domain| domain.word().to_owned()).chain([NO_DOMAIN.to_owned()]).collect()
}

fn unit_of(register: &Register, team: &TeamId) -> String {
    register.team(team).and_then(|team| team.unit.clone()).unwrap_or_else(|| NO_UNIT.to_owned())
}

fn missing(register: &Register, talked: &BTreeSet<&TeamId>) -> Vec<Missing> {
    let without = register.teams.values().filter(|team| !talked.contains(&team.id));
    let mut missing: Vec<Missing> = without
        .map(|team| Missing {
            unit: unit_of(register, &team.id),
            team: team.id.clone(),
            name: team.name.clone(),
        })
        .collect();
    missing.sort();
    missing
}

/// Number of an issue and of a column to the teams that said something about it.
type Teams<'a> = BTreeMap<(usize, usize), BTreeSet<&'a TeamId>>;

/// Each issue, in the order of the list: over all, as a good example, as an obstacle.
fn counts(talks: &[&Talk], issues: &[Issue], numbers: &BTreeMap<&str, usize>) -> Vec<Count> {
    let mut said = Teams::new();
    for (talk, statement) in talks.iter().flat_map(|talk| talk.statements.iter().map(move |one| (talk, one)))
    {
        let kind = match statement.kind {
            StatementKind::Said => None,
            StatementKind::GoodExample => Some(1),
            StatementKind::Obstacle => Some(2),
        };
        for issue in statement.issues.iter().filter_map(|code| numbers.get(code.as_str())) {
            for column in [Some(0), kind].into_iter().flatten() {
                said.entry((*issue, column)).or_default().insert(&talk.team);
            }
        }
    }
    let teams = |issue: usize, column: usize| said.get(&(issue, column)).map_or(0, BTreeSet::len);
    let count = |(at, issue): (usize, &Issue)| Count {
        code: issue.code.clone(),
        word: issue.word.clone(),
        teams: teams(at, 0),
        examples: teams(at, 1),
        obstacles: teams(at, 2),
    };
    issues.iter().enumerate().map(count).collect()
}

fn table(
    talks: &[&Talk],
    issues: &[Issue],
    numbers: &BTreeMap<&str, usize>,
    column: &dyn Fn(&Talk, Option<Domain>) -> String,
    columns: impl IntoIterator<Item = String>,
) -> Breakdown {
    let mut columns: Vec<String> = columns.into_iter().collect();
    let mut said = Teams::new();
    for talk in talks {
        // statements of one talk mostly have one column
        let mut known: Option<(Option<Domain>, usize)> = None;
        for statement in &talk.statements {
            let number = known
                .filter(|(domain, _)| *domain == statement.domain)
                .map_or_else(|| place_of(column(talk, statement.domain), &mut columns), |(_, number)| number);
            known = Some((statement.domain, number));
            for issue in statement.issues.iter().filter_map(|code| numbers.get(code.as_str())) {
                said.entry((*issue, number)).or_default().insert(&talk.team);
            }
        }
    }
    let cell = |issue: usize, column: usize| said.get(&(issue, column)).map_or(0, BTreeSet::len) as u64;
    let row = |issue: usize| (0..columns.len()).map(|column| cell(issue, column)).collect();
    let cells: Vec<Vec<u64>> = (0..issues.len()).map(row).collect();
    breakdown(issues.iter().map(|issue| issue.word.clone()).collect(), columns, &cells)
}

/// The number of a column; a team that left the register between may stand in one that no team of it has.
fn place_of(name: String, columns: &mut Vec<String>) -> usize {
    match columns.iter().position(|column| *column == name) {
        Some(at) => at,
        None => {
            columns.push(name);
            columns.len() - 1
        }
    }
}

fn quotes(talks: &[&Talk], issues: &[Issue]) -> Vec<Quote> {
    let mut by_code: BTreeMap<&str, Vec<Quote>> = BTreeMap::new();
    for statement in talks.iter().flat_map(|talk| &talk.statements).filter(|statement| statement.quote) {
        let Some(code) = statement.issues.first() else { continue };
        let list = by_code.entry(code).or_default();
        list.push(Quote {
            code: code.clone(),
            text: statement.text.clone(),
            role: statement.role,
            kind: statement.kind,
        });
    }
    let mut quotes: Vec<Quote> = Vec::new();
    for mut list in by_code.into_values() {
        // what is short reads well; the order does not tell who was visited first
        list.sort_by_key(|quote| (quote.text.chars().count(), quote.text.clone()));
        quotes.extend(list.into_iter().take(QUOTES_MAX));
    }
    quotes.sort_by_key(|quote| word(issues, &quote.code).to_owned());
    quotes
}

#[cfg(test)]
mod tests;
