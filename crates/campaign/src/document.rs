//! A campaign as one JSON document, for the command line and for bringing in what was kept elsewhere. Every record goes
//! through the same commands as on a server; what is refused is a finding, and the rest goes on.

use jiff::civil::Date;
use schouw_base::CommandId;
use serde::{Deserialize, Serialize};

use crate::action::Action;
use crate::agreement::Agreement;
use crate::command::{Command, Refusal, decide};
use crate::finding::Finding;
use crate::issue::Issue;
use crate::plan::Plan;
use crate::register::{Register, Team};
use crate::state::{PromiseOver, State};
use crate::talk::{Owner, Promise, Statement, Talk};
use crate::vision::{Comment, Decision};

/// Largest document, in bytes.
pub const DOCUMENT_BYTES_MAX: u64 = 64 << 20;

/// The document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// what the campaign is called
    pub title: String,
    /// the story that every team hears
    pub story: String,
    /// the codes; the first list when there are none
    #[serde(default)]
    pub issues: Vec<Issue>,
    /// the waves, in order
    #[serde(default)]
    pub waves: Vec<Wave>,
    /// the talks
    #[serde(default)]
    pub talks: Vec<Recorded>,
    /// the actions
    #[serde(default)]
    pub actions: Vec<Action>,
    /// agreements with teams
    #[serde(default)]
    pub agreements: Vec<Agreement>,
    /// versions of the vision, the first one first
    #[serde(default)]
    pub vision: Vec<VisionText>,
    /// comments on the vision
    #[serde(default)]
    pub comments: Vec<Comment>,
    /// decisions on the vision
    #[serde(default)]
    pub decisions: Vec<Decision>,
}

/// A wave of the document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wave {
    /// first day
    pub from: Date,
    /// last day
    pub deadline: Date,
    /// the questions; those of the wave before when there are none
    #[serde(default)]
    pub guide: Vec<String>,
    /// a file with the register, CSV or GeoJSON, beside the document
    #[serde(default)]
    pub register: Option<String>,
    /// or the teams themselves; without either the register of the wave before
    #[serde(default)]
    pub teams: Vec<Team>,
    /// who goes when
    #[serde(default)]
    pub plan: Option<Plan>,
}

/// A talk of the document. Its number in the list is its id when none is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// id of the command
    #[serde(default)]
    pub id: Option<CommandId>,
    /// number of the wave
    pub wave: u16,
    /// with which team
    pub team: crate::register::TeamId,
    /// on which day
    pub day: Date,
    /// who was there, by role
    #[serde(default)]
    pub present: Vec<Owner>,
    /// what was said
    #[serde(default)]
    pub statements: Vec<Statement>,
    /// what was promised
    #[serde(default)]
    pub promises: Vec<Promise>,
    /// how promises ended, by number
    #[serde(default)]
    pub over: Vec<Over>,
}

/// How a promise ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Over {
    /// number of the promise
    pub number: u16,
    /// when
    pub day: Date,
    /// kept, or not any more
    pub kept: bool,
    /// what came of it
    pub result: String,
}

/// A version of the vision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VisionText {
    /// when it was written
    pub day: Date,
    /// the text
    pub text: String,
}

struct Opening {
    state: State,
    findings: Vec<Finding>,
    count: u64,
}

impl Opening {
    fn run(
        &mut self,
        (what, record): (&str, usize),
        id: Option<CommandId>,
        command: &Command,
        day: Date,
    ) -> bool {
        self.count += 1;
        let Some(id) = id.or_else(|| numbered(self.count)) else { return false };
        match decide(&self.state, id, command, day) {
            Ok(events) => {
                events.iter().for_each(|event| self.state.apply(event));
                true
            }
            Err(refusal) => {
                self.findings.push(Finding::on(record as u64, what, told(&refusal)));
                false
            }
        }
    }
}

fn told(refusal: &Refusal) -> String {
    format!("niet overgenomen: {refusal}")
}

/// The id of what has none: of version 7, without a time.
fn numbered(count: u64) -> Option<CommandId> {
    format!("00000000-0000-7000-8000-{count:012x}").parse().ok()
}

/// The campaign of a document, and what was not taken. `today` is the day on which it is looked at.
#[must_use]
pub fn open(document: &Document, today: Date) -> (State, Vec<Finding>) {
    let mut opening = Opening { state: State::default(), findings: Vec::new(), count: 0 };
    let begin = Command::Begin { title: document.title.clone(), story: document.story.clone() };
    if !opening.run(("title", 0), None, &begin, today) {
        return (opening.state, opening.findings);
    }
    if !document.issues.is_empty() {
        opening.run(("issues", 0), None, &Command::SetIssues { issues: document.issues.clone() }, today);
    }
    waves(document, &mut opening, today);
    talks(document, &mut opening, today);
    for (at, action) in document.actions.iter().enumerate() {
        let command = Command::SetAction { action: Box::new(action.clone()), before: None };
        opening.run(("actions", at + 1), None, &command, today);
    }
    for (at, agreement) in document.agreements.iter().enumerate() {
        opening.run(
            ("agreements", at + 1),
            None,
            &Command::Agree { agreement: Box::new(agreement.clone()) },
            today,
        );
    }
    for (at, version) in document.vision.iter().enumerate() {
        opening.run(
            ("vision", at + 1),
            None,
            &Command::WriteVision { text: version.text.clone() },
            version.day,
        );
    }
    for (at, comment) in document.comments.iter().enumerate() {
        opening.run(("comments", at + 1), None, &Command::CommentVision { comment: comment.clone() }, today);
    }
    for (at, decision) in document.decisions.iter().enumerate() {
        opening.run(
            ("decisions", at + 1),
            None,
            &Command::DecideVision { decision: decision.clone() },
            today,
        );
    }
    (opening.state, opening.findings)
}

fn waves(document: &Document, opening: &mut Opening, today: Date) {
    for (at, wave) in document.waves.iter().enumerate() {
        let place = ("waves", at + 1);
        if !wave.teams.is_empty() {
            let mut register = Register::default();
            for team in &wave.teams {
                if register.teams.insert(team.id.clone(), team.clone()).is_some() {
                    let message =
                        format!("team `{}` staat er twee keer in: het laatste is gehouden", team.id);
                    opening.findings.push(Finding::on(place.1 as u64, "waves", message));
                }
            }
            opening.run(place, None, &Command::BringRegister { register: Box::new(register) }, today);
        }
        let command =
            Command::OpenWave { from: wave.from, deadline: wave.deadline, guide: wave.guide.clone() };
        if opening.run(place, None, &command, today)
            && let (Some(plan), Some((number, _))) = (&wave.plan, opening.state.waves.last_key_value())
        {
            let command = Command::SetPlan { wave: *number, plan: Box::new(plan.clone()) };
            opening.run(place, None, &command, today);
        }
    }
}

fn talks(document: &Document, opening: &mut Opening, today: Date) {
    for (at, recorded) in document.talks.iter().enumerate() {
        let place = ("talks", at + 1);
        let Some(id) = recorded.id.or_else(|| numbered(0x1_0000_0000 + at as u64)) else { continue };
        let (wave, team, day) = (recorded.wave, recorded.team.clone(), recorded.day);
        let (present, statements) = (recorded.present.clone(), recorded.statements.clone());
        let talk = Talk { id, wave, team, day, present, statements, promises: recorded.promises.clone() };
        if !opening.run(place, Some(id), &Command::RecordTalk { talk: Box::new(talk) }, today) {
            continue;
        }
        for over in &recorded.over {
            let ended = PromiseOver { day: over.day, kept: over.kept, result: over.result.clone() };
            let command = Command::EndPromise { talk: id, number: over.number, over: ended };
            opening.run(place, None, &command, today);
        }
    }
}
