//! Recording an observation, and asking a partner.

use jiff::Timestamp;
use schouw_base::{Actor, CommandId, OrganisationId};
use schouw_signal::content::{CouldNotAct, Reference};
use schouw_signal::{Content, Event, Hat, Kind, SignalId, derived, due};

use super::deliver::Written;
use super::error::SignalError;
use super::{About, Done, PassOnAsk, Signals, ask_law, body_of, by, day_of, is_holiday};

/// An observation, as the device sends it.
#[derive(Debug, Clone)]
pub struct RecordAsk {
    /// the id of command and signal, made on the device
    pub id: CommandId,
    /// what was seen
    pub content: Content,
    /// in which task
    pub hat: Hat,
    /// for investigation: whether the fact is in the deed
    pub in_deed: Option<bool>,
    /// that one could not act
    pub could_not_act: Option<CouldNotAct>,
    /// a problem in open data that it belongs to
    pub problem: Option<Reference>,
    /// an earlier signal that it belongs to
    pub belongs_to: Option<SignalId>,
}

/// A question for a partner.
#[derive(Debug, Clone)]
pub struct QuestionAsk {
    /// the id of command and signal, made on the device
    pub id: CommandId,
    /// what is asked
    pub content: Content,
    /// whom
    pub to: OrganisationId,
    /// what for, in the code of `law`
    pub purpose: String,
}

impl Signals {
    /// Records an observation. The same id again is the same signal.
    ///
    /// # Errors
    /// When the law does not let it be recorded, or the world does not.
    pub fn record(&self, actor: &Actor, ask: &RecordAsk, now: Timestamp) -> Result<Done, SignalError> {
        let _held = self.hold(&[ask.id]);
        if let Some(done) = self.done_before(actor, ask.id, ask.id)? {
            return Ok(done);
        }
        self.own_photos(actor, &ask.content)?;
        let mut events = vec![self.recorded(actor, ask, Kind::Observation, now)?];
        events.extend(ask.could_not_act.clone().map(Event::CouldNotAct));
        events.extend(ask.problem.clone().map(Event::LinkedToProblem));
        let earlier = match ask.belongs_to {
            Some(id) if id != ask.id => self.view(&actor.organisation)?.state(id)?,
            _ => None,
        };
        if let Some(earlier) = earlier.filter(|earlier| !earlier.stage.is_over() && !earlier.is_copy()) {
            events.push(Event::Merged { into: earlier.id });
        }
        let merged = events.iter().find_map(|event| match event {
            Event::Merged { into } => Some(*into),
            _ => None,
        });
        let done = self.write_recorded(actor, ask, events, now)?;
        if let Some(into) = merged {
            drop(_held);
            self.take_in(actor, into, ask.id, now)?;
        }
        Ok(done)
    }

    /// Asks a partner something: recorded here, a copy there, both under the law. The same id again is the same question.
    ///
    /// # Errors
    /// When the law does not let it be recorded or asked, or the world does not.
    pub fn ask(&self, actor: &Actor, ask: &QuestionAsk, now: Timestamp) -> Result<Done, SignalError> {
        let kind = self.kind_of(&actor.organisation)?;
        self.kind_of(&ask.to)
            .map_err(|_| SignalError::fault("aan", "is geen partner op deze voorziening"))?;
        let record = RecordAsk {
            id: ask.id,
            content: ask.content.clone(),
            hat: if kind.is_police() { Hat::Investigation } else { Hat::Supervision },
            in_deed: None,
            could_not_act: None,
            problem: None,
            belongs_to: None,
        };
        let passing = derived(ask.id, "vraag");
        let to = PassOnAsk {
            id: passing,
            to: ask.to.clone(),
            purpose: ask.purpose.clone(),
            form: None,
            facts: Vec::new(),
            question: None,
        };
        // what may not go is not recorded either: a question that nobody gets is no question
        let state_before = self.view(&actor.organisation)?.state(ask.id)?;
        if state_before.is_none() {
            let about = About {
                content: &record.content,
                hat: record.hat,
                in_deed: None,
                holder: kind,
                given_by: None,
                recorded: now,
                nobody: false,
            };
            self.may_pass(&about, &to, Some(actor), now)?;
            let _held = self.hold(&[ask.id]);
            let events = vec![self.recorded(actor, &record, Kind::Question, now)?];
            self.write_recorded(actor, &record, events, now)?;
        }
        self.pass_on(actor, ask.id, None, &to, now)
    }

    /// What a command did when it was done before.
    pub(super) fn done_before(
        &self,
        actor: &Actor,
        signal: SignalId,
        command: CommandId,
    ) -> Result<Option<Done>, SignalError> {
        let view = self.view(&actor.organisation)?;
        let Some((of, sequence)) = view.done(command)? else { return Ok(None) };
        if of != signal {
            return Err(SignalError::OtherCommand);
        }
        let state = view.state(signal)?.ok_or(SignalError::NotThere)?;
        Ok(Some(Done { state, sequence, again: true }))
    }

    fn recorded(
        &self,
        actor: &Actor,
        ask: &RecordAsk,
        kind: Kind,
        now: Timestamp,
    ) -> Result<Event, SignalError> {
        Ok(Event::Recorded {
            number: self.number(&actor.organisation, now)?,
            kind,
            content: Box::new(ask.content.clone()),
            hat: ask.hat,
            in_deed: ask.in_deed.filter(|_| ask.hat == Hat::Investigation),
            due: due::due(kind, ask.content.theme, day_of(now), is_holiday),
        })
    }

    fn write_recorded(
        &self,
        actor: &Actor,
        ask: &RecordAsk,
        events: Vec<Event>,
        now: Timestamp,
    ) -> Result<Done, SignalError> {
        let about = About {
            content: &ask.content,
            hat: ask.hat,
            in_deed: ask.in_deed,
            holder: self.kind_of(&actor.organisation)?,
            given_by: None,
            recorded: now,
            nobody: false,
        };
        let may = ask_law::record(&about, now);
        let body = body_of(ask.id, ask.id, by(actor), now, events);
        self.write(&Written { organisation: &actor.organisation, body: &body }, Some(actor), &may)
    }
}
