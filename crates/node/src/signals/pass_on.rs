//! Passing on to a partner: a permit for that receiver and that purpose, a minimal copy in their log, both logs name the
//! article.

use std::collections::BTreeMap;

use jiff::Timestamp;
use schouw_base::{Actor, CommandId, OrganisationId};
use schouw_law::codes::Code as _;
use schouw_law::share::Question;
use schouw_law::share::codes::{Category, Effect, Outcome};
use schouw_signal::event::{CopyChange, GivenFact, Origin, Provision};
use schouw_signal::form::{self, Minimal, WITHOUT_PERSON};
use schouw_signal::{Content, Event, Hat, SignalId, State, Step, StepName, decide, derived, due};

use super::deliver::{MayShare, Written};
use super::error::SignalError;
use super::{About, Done, Signals, ask_law, body_of, by, day_of, is_holiday};

/// What goes to whom, for what.
#[derive(Debug, Clone)]
pub struct PassOnAsk {
    /// the id of the command
    pub id: CommandId,
    /// to whom
    pub to: OrganisationId,
    /// what for, in the code of `law`
    pub purpose: String,
    /// the form: `zonder-persoon`, or as far as needed
    pub form: Option<String>,
    /// facts that somebody gives with it
    pub facts: Vec<GivenFact>,
    /// the question of theirs that it answers, by its id in our log
    pub question: Option<SignalId>,
}

/// What may go, and on what it stands.
pub(super) struct MayPass {
    /// the copy
    pub minimal: Minimal,
    /// whether it must be given
    pub must: bool,
    /// the facts that it stands on
    pub facts: Vec<GivenFact>,
    /// the question for what goes, with who gives its facts
    pub may: MayShare,
}

impl Signals {
    /// What the law asks about a signal with some content.
    pub(super) fn about<'a>(
        &self,
        organisation: &OrganisationId,
        state: &State,
        content: &'a Content,
        nobody: bool,
    ) -> Result<About<'a>, SignalError> {
        let given_by = state.origin.as_ref().map(|origin| self.kind_of(&origin.organisation)).transpose()?;
        Ok(About {
            content,
            hat: state.hat,
            in_deed: state.in_deed,
            holder: self.kind_of(organisation)?,
            given_by,
            recorded: state.recorded,
            nobody,
        })
    }

    /// What may go of something to a partner: the law is asked about all of it, which fields go; and then about what
    /// goes.
    ///
    /// # Errors
    /// When nothing may go, or not yet.
    pub(super) fn may_pass(
        &self,
        about: &About<'_>,
        ask: &PassOnAsk,
        actor: Option<&Actor>,
        now: Timestamp,
    ) -> Result<MayPass, SignalError> {
        let to = self
            .kind_of(&ask.to)
            .map_err(|_| SignalError::fault("aan", "is geen partner op deze voorziening"))?;
        let stripped = form_of(about.content, ask.form.as_deref())?;
        let about = About {
            content: stripped.as_ref().unwrap_or(about.content),
            nobody: about.nobody || stripped.is_some(),
            ..*about
        };
        let mut facts = ask_law::given_by_step(&about, actor);
        facts.extend(ask.facts.iter().cloned());
        let mut question = ask_law::share(&about, to, &ask.purpose, now)?;
        ask_law::with_facts(&mut question, &facts)?;
        let fields = fields(&about);
        let (decision, form) = self.may.share_form(&question, &fields)?;
        if decision.outcome != Outcome::Allow {
            return Err(SignalError::MayNotShare(Box::new(decision), Vec::new()));
        }
        let coarser: Vec<String> = form.coarser.iter().map(|one| one.field.clone()).collect();
        let minimal = form::minimal(about.content, &form.go, &coarser);
        let mut of_copy = for_copy(&question, &minimal.content, about.hat);
        let given = ask_law::with_facts(&mut of_copy, &facts)?;
        Ok(MayPass { minimal, must: decision.effect == Effect::Must, facts, may: (of_copy, given) })
    }

    /// Passes a signal on. The same command again is the same copy.
    ///
    /// # Errors
    /// When it is not there, changed meanwhile, may not go, or the world refuses.
    pub fn pass_on(
        &self,
        actor: &Actor,
        signal: SignalId,
        version: Option<u32>,
        ask: &PassOnAsk,
        now: Timestamp,
    ) -> Result<Done, SignalError> {
        if ask.to == actor.organisation {
            return Err(SignalError::fault("aan", "is je eigen organisatie"));
        }
        let before = self.state(&actor.organisation, signal)?;
        let earlier = before.passings.iter().filter(|passing| passing.provision.to == ask.to).count();
        let copy = derived(signal, &format!("{}|{earlier}", ask.to));
        let _held = self.hold(&[signal, copy]);
        if let Some(done) = self.done_before(actor, signal, ask.id)? {
            return Ok(done);
        }
        let state = self.state(&actor.organisation, signal)?;
        decide::possible(&state, StepName::PassOn)?;
        let content = state.content().ok_or(SignalError::NotThere)?;
        let about = self.about(&actor.organisation, &state, content, false)?;
        let may = self.may_pass(&about, ask, Some(actor), now)?;
        let today = day_of(now);
        let question = ask.question.map(|id| self.their_question(actor, id, &ask.to)).transpose()?;
        let provision = Provision {
            to: ask.to.clone(),
            copy,
            purpose: ask.purpose.clone(),
            facts: may.facts.clone(),
            must: may.must,
            form: ask.form.clone(),
            content: Box::new(may.minimal.content.clone()),
            left_out: may.minimal.left_out.clone(),
            due: Some(due::due(state.kind, content.theme, today, is_holiday)),
            question: ask.question,
        };
        let received = self.received(actor, &state, &provision, question, now)?;
        let step = Step::PassOn(Box::new(provision));
        let mut events = decided(&state, version, &step)?;
        events.push(Event::CopyReached { to: ask.to.clone(), copy, what: CopyChange::Copy });
        let own = body_of(signal, ask.id, by(actor), now, events);
        let mut arrived = vec![received];
        if let Some(question) = question {
            // who asked has it: what was recorded for an investigation is seen by nobody else there
            let asked_by = self.state(&ask.to, question)?.recorder.user;
            arrived.extend(asked_by.map(|owner| Event::Taken { owner }));
        }
        let theirs = body_of(copy, copy, partner_by(actor), now, arrived);
        self.copy_photos(&actor.organisation, &ask.to, &may.minimal.content)?;
        self.write_pair(
            &Written { organisation: &actor.organisation, body: &own },
            &Written { organisation: &ask.to, body: &theirs },
            Some(actor),
            &may.may,
        )
    }

    /// The id of a question with who asked it; it has to be theirs.
    fn their_question(
        &self,
        actor: &Actor,
        id: SignalId,
        to: &OrganisationId,
    ) -> Result<SignalId, SignalError> {
        let question = self.state(&actor.organisation, id)?;
        let origin = question.origin.filter(|origin| origin.organisation == *to);
        origin
            .map(|origin| origin.signal)
            .ok_or_else(|| SignalError::fault("vraag", "is geen vraag van deze partner"))
    }

    fn received(
        &self,
        actor: &Actor,
        state: &State,
        provision: &Provision,
        question: Option<SignalId>,
        now: Timestamp,
    ) -> Result<Event, SignalError> {
        let about_person = form::is_about_person(&provision.content, state.hat);
        let hat = if state.hat == Hat::Investigation && about_person && provision.form.is_none() {
            Hat::Investigation
        } else {
            Hat::Supervision
        };
        Ok(Event::Received {
            number: self.number(&provision.to, now)?,
            kind: state.kind,
            content: provision.content.clone(),
            hat,
            origin: Origin {
                organisation: actor.organisation.clone(),
                signal: state.id,
                number: state.number.clone(),
                purpose: provision.purpose.clone(),
                question,
            },
            due: provision.due.unwrap_or(state.due),
        })
    }
}

/// What a partner sees of who did it: the organisation and the role.
pub(super) fn partner_by(actor: &Actor) -> schouw_signal::By {
    schouw_signal::By { user: None, ..by(actor) }
}

/// What happens when a step is taken; what somebody else did meanwhile is shown.
pub(super) fn decided(state: &State, version: Option<u32>, step: &Step) -> Result<Vec<Event>, SignalError> {
    decide(state, version, step).map_err(|refusal| match refusal {
        schouw_signal::Refusal::OldVersion { .. } => SignalError::Changed(Box::new(state.clone())),
        other => other.into(),
    })
}

/// The content in the form that is asked for; none when it goes as far as needed.
pub(super) fn form_of(content: &Content, form: Option<&str>) -> Result<Option<Content>, SignalError> {
    match form {
        None => Ok(None),
        Some(WITHOUT_PERSON) => Ok(Some(form::without_person(content))),
        Some(_) => Err(SignalError::fault("vorm", format!("moet `{WITHOUT_PERSON}` zijn, of weg"))),
    }
}

/// The fields of something, with the categories of the law.
pub(super) fn fields(about: &About<'_>) -> BTreeMap<String, Category> {
    let fields = form::fields(about.content, about.hat).into_iter();
    fields.filter_map(|(name, word)| Some((name, Category::parse(word)?))).collect()
}

/// The question about the copy: the same, about what is in it.
fn for_copy(question: &Question, copy: &Content, hat: Hat) -> Question {
    let categories: std::collections::BTreeSet<Category> =
        form::categories(copy, hat).into_iter().filter_map(Category::parse).collect();
    Question {
        special_category: question.identifiable && categories.iter().any(|category| category.is_special()),
        minor: form::is_about_minor(copy),
        categories,
        facts: std::collections::BTreeSet::new(),
        ..question.clone()
    }
}
