//! What goes between copies of one signal after it was passed on: answers and receipts back, corrections and withdrawals
//! forth. Each under a permit of its own; what may not go is noted, with why.

use jiff::Timestamp;
use schouw_base::{Actor, CommandId, OrganisationId};
use schouw_law::codes::Code as _;
use schouw_signal::event::{AnswerText, CopyChange, GivenFact};
use schouw_signal::guard::kinds;
use schouw_signal::state::Passing;
use schouw_signal::{Content, Event, SignalId, State, derived};

use super::deliver::Written;
use super::error::SignalError;
use super::pass_on::partner_by;
use super::{PassOnAsk, Signals, ask_law, body_of, by, by_node};

/// What goes back to who gave a signal.
#[derive(Debug, Clone)]
pub(super) enum Word {
    /// an answer
    Answer(AnswerText),
    /// that it arrived
    Receipt,
}

/// One thing that goes to another organisation about a signal that it has.
struct Message<'a> {
    /// from whose log
    from: &'a OrganisationId,
    /// the signal there
    own: &'a State,
    /// to whom
    to: &'a OrganisationId,
    /// the signal with them
    theirs: SignalId,
    /// what for
    purpose: &'a str,
    /// facts that it stands on
    facts: Vec<GivenFact>,
    /// the command that it follows from
    command: CommandId,
}

impl Signals {
    /// Sends a word back to who gave a signal, when it is a copy.
    pub(super) fn back(
        &self,
        actor: Option<&Actor>,
        state: &State,
        command: CommandId,
        word: &Word,
        now: Timestamp,
    ) -> Result<(), SignalError> {
        let Some(origin) = &state.origin else { return Ok(()) };
        let Some(from) = actor.map(|actor| &actor.organisation) else { return Ok(()) };
        let message = Message {
            from,
            own: state,
            to: &origin.organisation,
            theirs: origin.signal,
            purpose: &origin.purpose,
            facts: Vec::new(),
            command: derived(command, "terug"),
        };
        let sent = self.send(actor, &message, word, now)?;
        if let (true, Word::Answer(answer)) = (sent, word) {
            self.onward(&origin.organisation, origin.signal, from, command, answer, now)?;
        }
        Ok(())
    }

    /// An answer that came back goes on to the other partners that have the signal, as far as each may see it.
    fn onward(
        &self,
        at: &OrganisationId,
        signal: SignalId,
        answered_by: &OrganisationId,
        command: CommandId,
        answer: &AnswerText,
        now: Timestamp,
    ) -> Result<(), SignalError> {
        let state = self.state(at, signal)?;
        for passing in state.passings.iter().filter(|passing| open_with_other(passing, answered_by)) {
            let to = &passing.provision.to;
            let message = Message {
                from: at,
                own: &state,
                to,
                theirs: passing.provision.copy,
                purpose: &passing.provision.purpose,
                facts: passing.provision.facts.clone(),
                command: derived(command, &format!("verder|{to}")),
            };
            self.send(None, &message, &Word::Answer(answer.clone()), now)?;
        }
        Ok(())
    }

    /// Sends one word; when it may not go that is noted in the own log. Whether it went.
    fn send(
        &self,
        actor: Option<&Actor>,
        message: &Message<'_>,
        word: &Word,
        now: Timestamp,
    ) -> Result<bool, SignalError> {
        let _held = self.hold(&[message.own.id, message.theirs]);
        if self.view(message.from)?.done(message.command)?.is_some() {
            return Ok(false);
        }
        let who = actor.map_or_else(|| by_node(message.from), by);
        let whom = actor.map_or_else(|| by_node(message.from), partner_by);
        let (own_event, event) = match word {
            Word::Answer(answer) => (
                Event::AnswerSent { to: message.to.clone() },
                Event::AnswerReceived { from: message.from.clone(), answer: answer.clone() },
            ),
            Word::Receipt => (
                Event::AnswerSent { to: message.to.clone() },
                Event::AcknowledgementReceived { from: message.from.clone() },
            ),
        };
        let own_event = if matches!(word, Word::Receipt) {
            Event::CopyReached { to: message.to.clone(), copy: message.own.id, what: CopyChange::Copy }
        } else {
            own_event
        };
        let content = content_of(message.own, word);
        let own = body_of(message.own.id, message.command, who.clone(), now, vec![own_event]);
        let their_command = derived(message.command, "bij hen");
        let theirs = body_of(message.theirs, their_command, whom, now, vec![event]);
        match self.pair(actor, message, &content, (&own, &theirs), now) {
            Ok(()) => Ok(true),
            Err(SignalError::MayNotShare(decision, _)) => {
                let articles = decision.articles.join(", ");
                let missing: Vec<_> = decision.missing.iter().map(|fact| fact.word()).collect();
                let why = if missing.is_empty() {
                    format!("mag niet: {articles}")
                } else {
                    format!("nog te regelen: {}", missing.join(", "))
                };
                let withheld = Event::AnswerWithheld { to: message.to.clone(), why };
                let body = body_of(message.own.id, message.command, who, now, vec![withheld]);
                let content = message.own.content().ok_or(SignalError::NotThere)?;
                let about = self.about(message.from, message.own, content, false)?;
                let may = ask_law::record(&about, now);
                self.write(&Written { organisation: message.from, body: &body }, actor, &may)?;
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    /// Writes the pair of a message: as it is, and when that may not go and nothing of a person is in it, as that.
    fn pair(
        &self,
        actor: Option<&Actor>,
        message: &Message<'_>,
        content: &Content,
        bodies: (&schouw_signal::Body, &schouw_signal::Body),
        now: Timestamp,
    ) -> Result<(), SignalError> {
        let to = self.kind_of(message.to)?;
        let write = |nobody: bool| {
            let about = self.about(message.from, message.own, content, nobody)?;
            let mut facts = ask_law::given_by_step(&about, actor);
            facts.extend(message.facts.iter().cloned());
            if content.text.is_empty() && !about.is_about_person() {
                facts.push(ask_law::receipt_fact(now));
            }
            let mut question = ask_law::share(&about, to, message.purpose, now)?;
            let given = ask_law::with_facts(&mut question, &facts)?;
            self.write_pair(
                &Written { organisation: message.from, body: bodies.0 },
                &Written { organisation: message.to, body: bodies.1 },
                actor,
                &(question, given),
            )
        };
        match write(false) {
            Err(SignalError::MayNotShare(..)) if kinds(&content.text).is_empty() => write(true).map(|_| ()),
            other => other.map(|_| ()),
        }
    }

    /// A correction or a withdrawal reaches every copy, and the receipt stands in our log.
    pub(super) fn to_copies(
        &self,
        actor: &Actor,
        state: &State,
        command: CommandId,
        what: CopyChange,
        now: Timestamp,
    ) -> Result<(), SignalError> {
        for passing in state.passings.iter().filter(|passing| passing.withdrawn.is_none()) {
            let given = &passing.provision;
            let id = derived(command, &format!("kopie|{}", given.copy));
            let _held = self.hold(&[state.id, given.copy]);
            if self.view(&actor.organisation)?.done(id)?.is_some() {
                continue;
            }
            let reached = Event::CopyReached { to: given.to.clone(), copy: given.copy, what };
            let own = body_of(state.id, id, by(actor), now, vec![reached]);
            let their_id = derived(id, "bij hen");
            let their_body = |event| body_of(given.copy, their_id, partner_by(actor), now, vec![event]);
            if what == CopyChange::Withdrawal {
                let message = Message {
                    from: &actor.organisation,
                    own: state,
                    to: &given.to,
                    theirs: given.copy,
                    purpose: &given.purpose,
                    facts: given.facts.clone(),
                    command: id,
                };
                let empty = content_of(state, &Word::Receipt);
                self.pair(Some(actor), &message, &empty, (&own, &their_body(Event::WithdrawnByOrigin)), now)?;
                continue;
            }
            let ask = PassOnAsk {
                id,
                to: given.to.clone(),
                purpose: given.purpose.clone(),
                form: given.form.clone(),
                facts: given.facts.clone(),
                question: None,
            };
            let content = state.content().ok_or(SignalError::NotThere)?;
            let about = self.about(&actor.organisation, state, content, false)?;
            let may = self.may_pass(&about, &ask, Some(actor), now)?;
            let corrected = Event::CorrectedByOrigin { content: Box::new(may.minimal.content.clone()) };
            self.write_pair(
                &Written { organisation: &actor.organisation, body: &own },
                &Written { organisation: &given.to, body: &their_body(corrected) },
                Some(actor),
                &may.may,
            )?;
        }
        Ok(())
    }
}

fn open_with_other(passing: &Passing, answered_by: &OrganisationId) -> bool {
    passing.provision.to != *answered_by && passing.withdrawn.is_none() && passing.delivered.is_some()
}

/// What a message says, as the law asks about it: a receipt says nothing of anybody.
fn content_of(state: &State, word: &Word) -> Content {
    let text = match word {
        Word::Answer(answer) => answer.text.clone(),
        Word::Receipt => String::new(),
    };
    let now = state.content();
    Content {
        place: None,
        seen: now.map_or(state.recorded, |content| content.seen),
        theme: now.map_or(schouw_signal::Theme::Other, |content| content.theme),
        text,
        photos: Vec::new(),
        offence: None,
        about_person: false,
        kept: Vec::new(),
        wanted: Vec::new(),
    }
}
