//! How a campaign stands: a fold over its events.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schouw_base::CommandId;
use serde::{Deserialize, Serialize};

use crate::action::{Action, Origin};
use crate::agreement::Agreement;
use crate::event::{Event, Story};
use crate::issue::Issue;
use crate::plan::Plan;
use crate::register::{Change, Register, TeamId, changes, lineage};
use crate::talk::{Promise, Side, Talk};
use crate::vision::Vision;

/// A campaign as it stands.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct State {
    /// what it is called; empty before it was begun
    pub title: String,
    /// the story, every version
    pub stories: Vec<Story>,
    /// the codes that are used now
    pub issues: Vec<Issue>,
    /// the waves, by number
    pub waves: BTreeMap<u16, Wave>,
    /// the register, every version that was brought in
    pub registers: Vec<Register>,
    /// agreements, by team
    pub agreements: BTreeMap<TeamId, Vec<Agreement>>,
    /// the talks, by id
    pub talks: BTreeMap<CommandId, Talk>,
    /// promises that were kept or dropped
    pub promises_over: BTreeMap<CommandId, BTreeMap<u16, PromiseOver>>,
    /// the actions, by number
    pub actions: BTreeMap<String, Action>,
    /// the vision on one page
    pub vision: Vision,
}

/// A wave of talks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Wave {
    /// first day
    pub from: Date,
    /// every team was visited by this day
    pub deadline: Date,
    /// the questions of the guide
    pub guide: Vec<String>,
    /// the codes that could be given in this wave
    pub issues: Vec<Issue>,
    /// which version of the register, counted from 0; none when no register was brought in
    pub register: Option<usize>,
    /// who goes when
    pub plan: Option<Plan>,
    /// teams that want no talk, with why
    pub declined: BTreeMap<TeamId, String>,
}

/// How a promise ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseOver {
    /// when
    pub day: Date,
    /// kept, or not any more
    pub kept: bool,
    /// what came of it
    pub result: String,
}

/// How it stands with a team in a wave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamStatus {
    /// nothing is planned
    NotPlanned,
    /// a day is planned
    Planned,
    /// the planned day is over and no talk was recorded
    Passed,
    /// spoken
    Talked,
    /// wants no talk
    Declined,
}

impl TeamStatus {
    /// In plain Dutch.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NotPlanned => "nog niet gepland",
            Self::Planned => "gepland",
            Self::Passed => "dag voorbij, geen gesprek vastgelegd",
            Self::Talked => "gesproken",
            Self::Declined => "wil geen gesprek",
        }
    }
}

/// A promise with where it was made and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct PromiseStanding<'a> {
    /// the talk
    pub talk: &'a Talk,
    /// the promise
    pub promise: &'a Promise,
    /// how it ended, if it did
    pub over: Option<&'a PromiseOver>,
    /// days that it is late
    pub late_days: Option<i64>,
}

impl State {
    /// What happened, happens.
    #[must_use]
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut state = Self::default();
        events.into_iter().for_each(|event| state.apply(event));
        state
    }

    /// One event more.
    pub fn apply(&mut self, event: &Event) {
        match event {
            Event::Begun { title, story, issues } => {
                self.title.clone_from(title);
                self.stories.push(story.clone());
                self.issues.clone_from(issues);
            }
            Event::StoryWritten(story) => self.stories.push(story.clone()),
            Event::IssuesSet { issues } => {
                self.issues.clone_from(issues);
                if let Some(mut last) = self.waves.last_entry() {
                    last.get_mut().issues.clone_from(issues);
                }
            }
            Event::RegisterBrought { register } => self.registers.push((**register).clone()),
            Event::WaveOpened { number, from, deadline, guide } => {
                let register = self.registers.len().checked_sub(1);
                let issues = self.issues.clone();
                let (from, deadline, guide) = (*from, *deadline, guide.clone());
                let wave =
                    Wave { from, deadline, guide, issues, register, plan: None, declined: BTreeMap::new() };
                self.waves.insert(*number, wave);
            }
            Event::Planned { wave, plan } => {
                if let Some(wave) = self.waves.get_mut(wave) {
                    wave.plan = Some((**plan).clone());
                }
            }
            Event::Declined { wave, team, why } => {
                if let Some(wave) = self.waves.get_mut(wave) {
                    wave.declined.insert(team.clone(), why.clone());
                }
            }
            Event::Agreed(agreement) => {
                self.agreements.entry(agreement.team.clone()).or_default().push((**agreement).clone());
            }
            Event::Talked(talk) | Event::TalkCorrected { talk, .. } => {
                self.talks.insert(talk.id, (**talk).clone());
            }
            Event::PromiseEnded { talk, number, over } => {
                self.promises_over.entry(*talk).or_default().insert(*number, over.clone());
            }
            Event::ActionSet(action) => {
                self.actions.insert(action.number.clone(), (**action).clone());
            }
            Event::VisionWritten(version) => self.vision.versions.push(version.clone()),
            Event::VisionCommented(comment) => self.vision.comments.push(comment.clone()),
            Event::VisionDecided(decision) => self.vision.decisions.push(decision.clone()),
        }
    }

    /// The register of a wave: the last one that was brought in when it was opened, and later ones for the last wave.
    #[must_use]
    pub fn register_of(&self, wave: u16) -> Option<&Register> {
        let last = self.waves.last_key_value().is_some_and(|(number, _)| *number == wave);
        if last {
            return self.registers.last();
        }
        self.waves.get(&wave).and_then(|wave| wave.register).and_then(|at| self.registers.get(at))
    }

    /// What changed in the register between two waves.
    #[must_use]
    pub fn changes_between(&self, before: u16, now: u16) -> Vec<Change> {
        match (self.register_of(before), self.register_of(now)) {
            (Some(before), Some(now)) => changes(before, now),
            _ => Vec::new(),
        }
    }

    /// How it stands with a team in a wave.
    #[must_use]
    pub fn team_status(&self, wave: u16, team: &TeamId, today: Date) -> TeamStatus {
        if self.talks.values().any(|talk| talk.wave == wave && talk.team == *team) {
            return TeamStatus::Talked;
        }
        let Some(wave) = self.waves.get(&wave) else { return TeamStatus::NotPlanned };
        if wave.declined.contains_key(team) {
            return TeamStatus::Declined;
        }
        match wave.plan.as_ref().and_then(|plan| planned_day(plan, team)) {
            Some(day) if day < today => TeamStatus::Passed,
            Some(_) => TeamStatus::Planned,
            None => TeamStatus::NotPlanned,
        }
    }

    /// The talks of a team with those of every team that it came from or went into, oldest first.
    #[must_use]
    pub fn history(&self, team: &TeamId) -> Vec<&Talk> {
        let line = lineage(&self.registers, team);
        let mut talks: Vec<&Talk> = self.talks.values().filter(|talk| line.contains(&talk.team)).collect();
        talks.sort_by_key(|talk| (talk.day, talk.id));
        talks
    }

    /// Every promise, late ones first.
    #[must_use]
    pub fn promises(&self, today: Date) -> Vec<PromiseStanding<'_>> {
        let of_talk = |talk| promises_of(self, talk, today);
        let mut list: Vec<PromiseStanding<'_>> = self.talks.values().flat_map(of_talk).collect();
        list.sort_by_cached_key(|one| (one.over.is_some(), one.promise.due, one.talk.id, one.promise.number));
        list
    }

    /// Actions that came from a talk or from a promise in it.
    #[must_use]
    pub fn actions_of(&self, id: CommandId) -> Vec<&Action> {
        let from = |action: &&Action| match &action.origin {
            Origin::Talk { talk, .. } | Origin::Promise { talk, .. } => *talk == id,
            Origin::Minutes { .. } | Origin::Meeting { .. } => false,
        };
        self.actions.values().filter(from).collect()
    }

    /// Promises that each side still has to keep.
    #[must_use]
    pub fn open_promises(&self, side: Side, today: Date) -> usize {
        self.promises(today).iter().filter(|one| one.over.is_none() && one.promise.side == side).count()
    }
}

fn promises_of<'a>(state: &'a State, talk: &'a Talk, today: Date) -> Vec<PromiseStanding<'a>> {
    let standing = |promise: &'a Promise| {
        let over = state.promises_over.get(&talk.id).and_then(|over| over.get(&promise.number));
        let late = (over.is_none() && promise.due < today)
            .then(|| promise.due.duration_until(today).as_hours() / 24);
        PromiseStanding { talk, promise, over, late_days: late }
    };
    talk.promises.iter().map(standing).collect()
}

/// The day on which a plan visits a team.
#[must_use]
pub fn planned_day(plan: &Plan, team: &TeamId) -> Option<Date> {
    plan.days.iter().find(|day| day.stops.iter().any(|stop| stop.team == *team)).map(|day| day.day)
}
