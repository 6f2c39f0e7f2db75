//! "Dit zien zij": what a partner would get and under which article, or what would be lawful instead. Nothing is written.

use jiff::Timestamp;
use schouw_base::{Actor, Digest};
use schouw_law::given::{Asker, Unvouched};
use schouw_law::share::Decision;
use schouw_law::share::codes::Outcome;
use schouw_signal::form::{self, Minimal};
use schouw_signal::{SignalId, State};

use super::error::SignalError;
use super::pass_on::{fields, form_of};
use super::{About, PassOnAsk, Signals, ask_law};

/// What would go.
#[derive(Debug, Clone)]
pub struct Preview {
    /// the signal
    pub state: State,
    /// the decision
    pub decision: Decision,
    /// facts that were claimed and that nobody who may gave
    pub unvouched: Vec<Unvouched>,
    /// what they would see; nothing when it may not go
    pub minimal: Option<Minimal>,
    /// fields that go with less detail, and how
    pub coarser: Vec<(String, String)>,
    /// what is established already, in the codes of `law`
    pub established: Vec<&'static str>,
}

impl Signals {
    /// What a partner would get.
    ///
    /// # Errors
    /// When the signal is not there, the question has faults, or a rule cannot be evaluated.
    pub fn preview(
        &self,
        actor: &Actor,
        signal: SignalId,
        ask: &PassOnAsk,
        now: Timestamp,
    ) -> Result<Preview, SignalError> {
        use schouw_law::codes::Code as _;
        let state = self.state(&actor.organisation, signal)?;
        let to = self
            .kind_of(&ask.to)
            .map_err(|_| SignalError::fault("aan", "is geen partner op deze voorziening"))?;
        let content = state.content().ok_or(SignalError::NotThere)?;
        let stripped = form_of(content, ask.form.as_deref())?;
        let about = self.about(&actor.organisation, &state, content, stripped.is_some())?;
        let about = About { content: stripped.as_ref().unwrap_or(content), ..about };
        let mut facts = ask_law::given_by_step(&about, Some(actor));
        facts.extend(ask.facts.iter().cloned());
        let mut question = ask_law::share(&about, to, &ask.purpose, now)?;
        let given = ask_law::with_facts(&mut question, &facts)?;
        // a permit for nothing, which goes nowhere: whether one would be given is the answer
        let asker = Asker {
            organisation: actor.organisation.to_string(),
            actor: actor.user.to_string(),
            command: Digest::of(b"preview"),
        };
        let established = question.facts.iter().map(|fact| fact.word()).collect();
        let (decided, form) = self.may.share_form(&question, &fields(&about))?;
        let (decision, unvouched) = match self.may.share_permit(&question, &asker, &given)? {
            Ok(_) => (decided, Vec::new()),
            Err(refusal) => (refusal.decision, refusal.unvouched),
        };
        let coarser: Vec<(String, String)> =
            form.coarser.iter().map(|one| (one.field.clone(), one.how.clone())).collect();
        let names: Vec<String> = coarser.iter().map(|(field, _)| field.clone()).collect();
        let minimal =
            (decision.outcome != Outcome::Deny).then(|| form::minimal(about.content, &form.go, &names));
        Ok(Preview { decision, unvouched, minimal, coarser, established, state: state.clone() })
    }
}
