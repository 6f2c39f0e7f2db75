//! A step with a signal, and what follows from it elsewhere: a correction or withdrawal reaches the copies, an answer goes
//! back to who gave it.

use jiff::Timestamp;
use schouw_base::{Actor, CommandId};
use schouw_signal::event::{AnswerText, CopyChange};
use schouw_signal::{Event, SignalId, State, Step, derived};

use super::answer::Word;
use super::deliver::Written;
use super::error::SignalError;
use super::pass_on::decided;
use super::{Done, Signals, ask_law, body_of, by, by_node};

/// A step, as somebody sends it.
#[derive(Debug, Clone)]
pub struct StepAsk {
    /// the id of the command, made on the device
    pub id: CommandId,
    /// for which version it was made
    pub version: Option<u32>,
    /// the step
    pub step: Step,
}

impl Signals {
    /// Takes a step. The same command again changes nothing more, and makes whole what was left undone elsewhere.
    ///
    /// # Errors
    /// When the signal is not there, the step is not possible, somebody was before, or the law or the world refuses.
    pub fn step(
        &self,
        actor: &Actor,
        signal: SignalId,
        ask: &StepAsk,
        now: Timestamp,
    ) -> Result<Done, SignalError> {
        let done = {
            let _held = self.hold(&[signal]);
            match self.done_before(actor, signal, ask.id)? {
                Some(done) => done,
                None => self.take_step(actor, signal, ask, now)?,
            }
        };
        self.follow(actor, &done.state, ask, now)?;
        let state = self.state(&actor.organisation, signal)?;
        Ok(Done { state, ..done })
    }

    fn take_step(
        &self,
        actor: &Actor,
        signal: SignalId,
        ask: &StepAsk,
        now: Timestamp,
    ) -> Result<Done, SignalError> {
        let state = self.state(&actor.organisation, signal)?;
        if let Step::Merge { into } = &ask.step {
            let main = self
                .state(&actor.organisation, *into)
                .map_err(|_| SignalError::fault("met", "is geen signaal van jullie"))?;
            if main.stage.is_over() || main.is_copy() {
                return Err(SignalError::fault("met", "is afgerond, of een kopie van een partner"));
            }
        }
        let events = decided(&state, ask.version, &ask.step)?;
        let content = events.iter().find_map(|event| match event {
            Event::Corrected { content, .. } => Some((**content).clone()),
            _ => None,
        });
        let content = content.or_else(|| state.content().cloned()).ok_or(SignalError::NotThere)?;
        let mut about = self.about(&actor.organisation, &state, &content, false)?;
        if let Step::ToInvestigation { in_deed, .. } = &ask.step {
            about.hat = schouw_signal::Hat::Investigation;
            about.in_deed = *in_deed;
        }
        let may = ask_law::record(&about, now);
        let body = body_of(signal, ask.id, by(actor), now, events);
        self.write(&Written { organisation: &actor.organisation, body: &body }, Some(actor), &may)
    }

    /// What a step does elsewhere. Each has an id that follows from the command, so that it happens once.
    fn follow(&self, actor: &Actor, state: &State, ask: &StepAsk, now: Timestamp) -> Result<(), SignalError> {
        match &ask.step {
            Step::Correct { .. } => self.to_copies(actor, state, ask.id, CopyChange::Correction, now),
            Step::Withdraw { .. } => self.to_copies(actor, state, ask.id, CopyChange::Withdrawal, now),
            Step::Merge { into } => self.take_in(actor, *into, state.id, now),
            Step::Acknowledge => self.back(Some(actor), state, ask.id, &Word::Receipt, now),
            Step::Answer(answer)
            | Step::NoAction { answer: Some(answer), .. }
            | Step::Close { answer: Some(answer) } => self.answered(actor, state, ask.id, answer, now),
            _ => Ok(()),
        }
    }

    /// The answer goes back to who gave the signal, and to the senders of what became part of it.
    fn answered(
        &self,
        actor: &Actor,
        state: &State,
        command: CommandId,
        answer: &AnswerText,
        now: Timestamp,
    ) -> Result<(), SignalError> {
        self.back(Some(actor), state, command, &Word::Answer(answer.clone()), now)?;
        for part in &state.took_in {
            let id = derived(command, &format!("ook|{part}"));
            let _held = self.hold(&[*part]);
            if self.view(&actor.organisation)?.done(id)?.is_some() {
                continue;
            }
            let part = self.state(&actor.organisation, *part)?;
            let content = part.content().ok_or(SignalError::NotThere)?;
            let about = self.about(&actor.organisation, &part, content, false)?;
            let may = ask_law::record(&about, now);
            let body = body_of(part.id, id, by(actor), now, vec![Event::Answered(answer.clone())]);
            self.write(&Written { organisation: &actor.organisation, body: &body }, Some(actor), &may)?;
        }
        Ok(())
    }

    /// Notes with a signal that another became part of it.
    pub(super) fn take_in(
        &self,
        actor: &Actor,
        into: SignalId,
        part: SignalId,
        now: Timestamp,
    ) -> Result<(), SignalError> {
        let id = derived(part, &format!("in|{into}"));
        let _held = self.hold(&[into]);
        if self.view(&actor.organisation)?.done(id)?.is_some() {
            return Ok(());
        }
        let main = self.state(&actor.organisation, into)?;
        let content = main.content().ok_or(SignalError::NotThere)?;
        let about = self.about(&actor.organisation, &main, content, false)?;
        let may = ask_law::record(&about, now);
        let body = body_of(into, id, by_node(&actor.organisation), now, vec![Event::TookIn { signal: part }]);
        self.write(&Written { organisation: &actor.organisation, body: &body }, Some(actor), &may)?;
        Ok(())
    }
}
