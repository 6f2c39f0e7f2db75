//! How a signal stands: a fold over what happened.

mod timeline;

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_base::{CommandId, OrganisationId, UserId};
use serde::{Deserialize, Serialize};

use crate::codes::{Hat, Kind, Stage};
use crate::content::{Content, CouldNotAct, Reference};
use crate::event::{AnswerText, Body, By, CopyChange, Event, Origin, PermitNote, Provision};
use crate::id::SignalId;

pub use timeline::{Moment, moment};

/// A version of what was written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// the version of the signal since which it holds
    pub version: u32,
    /// who wrote it
    pub by: By,
    /// when
    pub at: Timestamp,
    /// what
    pub content: Content,
    /// why it was corrected; none for the first
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// An answer for who sent it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// the answer
    pub answer: AnswerText,
    /// who wrote it
    pub by: By,
    /// when
    pub at: Timestamp,
    /// under which permit it came from a partner
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub permit: Option<PermitNote>,
}

/// How a copy with a partner stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passing {
    /// what was given
    pub provision: Provision,
    /// under which permit
    pub permit: PermitNote,
    /// when
    pub at: Timestamp,
    /// who decided
    pub by: By,
    /// whether it is in their log
    pub delivered: Option<Timestamp>,
    /// when they confirmed
    pub acknowledged: Option<Timestamp>,
    /// when they answered
    pub answered: Option<Timestamp>,
    /// the version of ours that reached them last by correction
    pub corrected: Option<Timestamp>,
    /// when our withdrawal reached them
    pub withdrawn: Option<Timestamp>,
}

/// A signal as it stands in the log of one organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// its id
    pub id: SignalId,
    /// its number with this organisation
    pub number: String,
    /// what kind
    pub kind: Kind,
    /// from whom, when it is a copy
    pub origin: Option<Origin>,
    /// how far it is
    pub stage: Stage,
    /// counts every command on it, from 1
    pub version: u32,
    /// which time it is open: 1, and one more for every reopening
    pub round: u32,
    /// in which task
    pub hat: Hat,
    /// whether the fact is in the deed
    pub in_deed: Option<bool>,
    /// when it became investigation, when it was not from the start
    pub switched: Option<Timestamp>,
    /// what was written, the newest last
    pub written: Vec<Written>,
    /// who recorded it
    pub recorder: By,
    /// when it came in the log
    pub recorded: Timestamp,
    /// when the last thing happened
    pub changed: Timestamp,
    /// under which permit it is here
    pub permit: PermitNote,
    /// who does it
    pub owner: Option<UserId>,
    /// when an answer is due
    pub due: Date,
    /// answers of this organisation, and of partners, in order
    pub answers: Vec<Given>,
    /// whether there is an answer since it was opened (again)
    pub answered: bool,
    /// copies with partners
    pub passings: Vec<Passing>,
    /// whether somebody here confirmed to have it, for a copy
    pub acknowledged: bool,
    /// could not act
    pub could_not_act: Vec<CouldNotAct>,
    /// problems in open data
    pub problems: Vec<Reference>,
    /// the signal that it is part of
    pub merged_into: Option<SignalId>,
    /// signals that are part of it
    pub took_in: Vec<SignalId>,
    /// when it was closed, withdrawn or merged
    pub over_since: Option<Timestamp>,
    /// its thread
    pub timeline: Vec<Moment>,
    /// commands that were done, so that one that comes again is known
    pub commands: Vec<CommandId>,
}

/// What cannot be folded: an event that does not fit how the signal stands. The log is then not one of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoldError {
    /// the first event is not a beginning
    #[error("the log has a step for signal `{0}` that was never recorded")]
    NoBeginning(SignalId),
    /// an entry without an event
    #[error("an entry for signal `{0}` has no event")]
    Empty(SignalId),
}

impl State {
    /// The signal after the first entry about it.
    ///
    /// # Errors
    /// When the entry is not a beginning.
    pub fn begin(body: &Body, permit: &PermitNote) -> Result<Self, FoldError> {
        let (first, rest) = body.events.split_first().ok_or(FoldError::Empty(body.signal))?;
        let (number, kind, content, hat, in_deed, origin, due) = match first {
            Event::Recorded { number, kind, content, hat, in_deed, due } => {
                (number, kind, content, hat, *in_deed, None, due)
            }
            Event::Received { number, kind, content, hat, origin, due } => {
                (number, kind, content, hat, None, Some(origin.clone()), due)
            }
            _ => return Err(FoldError::NoBeginning(body.signal)),
        };
        let written =
            Written { version: 1, by: body.by.clone(), at: body.at, content: (**content).clone(), why: None };
        let mut state = Self {
            id: body.signal,
            number: number.clone(),
            kind: *kind,
            origin,
            stage: Stage::New,
            version: 1,
            round: 1,
            hat: *hat,
            in_deed,
            switched: None,
            written: vec![written],
            recorder: body.by.clone(),
            recorded: body.at,
            changed: body.at,
            permit: permit.clone(),
            owner: None,
            due: *due,
            answers: Vec::new(),
            answered: false,
            passings: Vec::new(),
            acknowledged: false,
            could_not_act: Vec::new(),
            problems: Vec::new(),
            merged_into: None,
            took_in: Vec::new(),
            over_since: None,
            timeline: vec![moment(body, permit, first)],
            commands: vec![body.command],
        };
        for event in rest {
            state.take(body, permit, event);
        }
        Ok(state)
    }

    /// The signal after one entry more.
    pub fn apply(&mut self, body: &Body, permit: &PermitNote) {
        self.version += 1;
        self.changed = body.at.max(self.changed);
        self.commands.push(body.command);
        for event in &body.events {
            self.take(body, permit, event);
        }
    }

    /// Folds one entry onto what is there.
    ///
    /// # Errors
    /// When there is nothing and the entry is not a beginning.
    pub fn fold(state: Option<Self>, body: &Body, permit: &PermitNote) -> Result<Self, FoldError> {
        match state {
            None => Self::begin(body, permit),
            Some(mut state) => {
                state.apply(body, permit);
                Ok(state)
            }
        }
    }

    fn take(&mut self, body: &Body, permit: &PermitNote, event: &Event) {
        self.timeline.push(moment(body, permit, event));
        match event {
            Event::Recorded { .. } | Event::Received { .. } => {}
            Event::Weighed { .. } => self.stage = Stage::Weighed,
            Event::Taken { owner } => {
                self.owner = Some(*owner);
                self.stage = Stage::Taken;
            }
            Event::Kept { .. } => self.stage = Stage::Kept,
            Event::NoAction { .. } => self.stage = Stage::NoAction,
            Event::Acknowledged => self.acknowledged = true,
            Event::Closed => self.over(Stage::Closed, body.at),
            Event::Withdrawn { .. } | Event::WithdrawnByOrigin => self.over(Stage::Withdrawn, body.at),
            Event::Merged { into } => {
                self.merged_into = Some(*into);
                self.over(Stage::Merged, body.at);
            }
            Event::TookIn { signal } => self.took_in.push(*signal),
            Event::LinkedToProblem(reference) => self.problems.push(reference.clone()),
            Event::CouldNotAct(mark) => self.could_not_act.push(mark.clone()),
            Event::Reopened { due, .. } => self.reopen(*due),
            Event::Corrected { content, why } => self.write(body, content, Some(why.clone())),
            Event::CorrectedByOrigin { content } => self.write(body, content, None),
            Event::SwitchedToInvestigation { in_deed, .. } => {
                self.hat = Hat::Investigation;
                self.in_deed = *in_deed;
                self.switched = Some(body.at);
                self.permit = permit.clone();
            }
            Event::Answered(answer) => {
                // what became part of another stays so; who sent it has the answer all the same
                if !self.stage.is_over() {
                    self.stage = Stage::Answered;
                }
                self.answered = true;
                self.answer(body, answer, body.by.clone(), None);
            }
            Event::AnswerReceived { from, answer } => {
                let by = By { organisation: from.clone(), user: None, role: body.by.role };
                self.passing(from, |passing| passing.answered = Some(body.at));
                self.answer(body, answer, by, Some(permit.clone()));
            }
            Event::PassedOn(provision) => self.pass_on(body, permit, provision),
            Event::AcknowledgementReceived { from } => {
                self.passing(from, |passing| passing.acknowledged = Some(body.at));
            }
            Event::CopyReached { copy, what, .. } => self.reached(*copy, *what, body.at),
            Event::AnswerSent { .. } | Event::AnswerWithheld { .. } => {}
        }
    }

    fn over(&mut self, stage: Stage, at: Timestamp) {
        self.stage = stage;
        self.over_since = Some(at);
    }

    fn reopen(&mut self, due: Date) {
        self.stage = Stage::Weighed;
        self.round += 1;
        self.answered = false;
        self.over_since = None;
        self.due = due;
    }

    fn write(&mut self, body: &Body, content: &Content, why: Option<String>) {
        self.written.push(Written {
            version: self.version,
            by: body.by.clone(),
            at: body.at,
            content: content.clone(),
            why,
        });
    }

    fn answer(&mut self, body: &Body, answer: &AnswerText, by: By, permit: Option<PermitNote>) {
        self.answers.push(Given { answer: answer.clone(), by, at: body.at, permit });
    }

    fn pass_on(&mut self, body: &Body, permit: &PermitNote, provision: &Provision) {
        if self.kind == Kind::Observation || self.origin.is_some() {
            self.stage = Stage::PassedOn;
        }
        self.passings.push(Passing {
            provision: provision.clone(),
            permit: permit.clone(),
            at: body.at,
            by: body.by.clone(),
            delivered: None,
            acknowledged: None,
            answered: None,
            corrected: None,
            withdrawn: None,
        });
    }

    fn reached(&mut self, copy: SignalId, what: CopyChange, at: Timestamp) {
        for passing in self.passings.iter_mut().filter(|passing| passing.provision.copy == copy) {
            match what {
                CopyChange::Copy => passing.delivered = Some(at),
                CopyChange::Correction => passing.corrected = Some(at),
                CopyChange::Withdrawal => passing.withdrawn = Some(at),
            }
        }
    }

    fn passing(&mut self, with: &OrganisationId, change: impl FnOnce(&mut Passing)) {
        if let Some(passing) = self.passings.iter_mut().rev().find(|passing| passing.provision.to == *with) {
            change(passing);
        }
    }

    /// What was written, as it is now.
    #[must_use]
    pub fn content(&self) -> Option<&Content> {
        self.written.last().map(|written| &written.content)
    }

    /// Whether it is a copy from a partner.
    #[must_use]
    pub fn is_copy(&self) -> bool {
        self.origin.is_some()
    }

    /// Whether a command was done already.
    #[must_use]
    pub fn has_done(&self, command: CommandId) -> bool {
        self.commands.contains(&command)
    }

    /// Whether its answer is late on a day.
    #[must_use]
    pub fn is_late(&self, day: Date) -> bool {
        !self.stage.is_over() && !self.answered && day > self.due
    }
}
