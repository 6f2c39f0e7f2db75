//! Which step is possible in which state, and what then happens.

use crate::codes::{Hat, Kind, Stage, StepName};
use crate::event::Event;
use crate::state::State;
use crate::step::Step;

/// Why a step cannot be taken: an answer, not an error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// somebody was before
    #[error("this is version {now} now, the step was for version {asked}: look at both and do it again")]
    OldVersion {
        /// the version that the step was made for
        asked: u32,
        /// the version now
        now: u32,
    },
    /// nothing more happens with it
    #[error("this signal is {0}: open it again first")]
    Over(&'static str),
    /// closing without an answer
    #[error("close it only when who sent it has an answer: write the answer first")]
    NoAnswer,
    /// answering before something was decided
    #[error("decide first what happens: take it, pass it on, keep it or do nothing")]
    NotDecided,
    /// somebody else does it
    #[error("somebody else does this: take it over if that is right")]
    OwnedByOther,
    /// it is with that partner already
    #[error("this partner has it already: what changes reaches their copy")]
    PassedOnAlready,
    /// not here
    #[error("this step is not possible now: {0}")]
    NotNow(&'static str),
}

/// What happens when a step is taken.
///
/// # Errors
/// Why it cannot be taken.
pub fn decide(state: &State, version: Option<u32>, step: &Step) -> Result<Vec<Event>, Refusal> {
    if let Some(asked) = version
        && asked != state.version
        && !step.name().fits_any_version()
    {
        return Err(Refusal::OldVersion { asked, now: state.version });
    }
    possible(state, step.name())?;
    Ok(match step {
        Step::Weigh { why } => vec![Event::Weighed { why: why.clone() }],
        Step::Take { owner, over } => {
            if state.owner.is_some_and(|now| now != *owner) && !over {
                return Err(Refusal::OwnedByOther);
            }
            vec![Event::Taken { owner: *owner }]
        }
        Step::PassOn(provision) => {
            if state.passings.iter().any(|one| one.provision.to == provision.to && one.withdrawn.is_none()) {
                return Err(Refusal::PassedOnAlready);
            }
            vec![Event::PassedOn((**provision).clone())]
        }
        Step::Keep { why } => vec![Event::Kept { why: why.clone() }],
        Step::NoAction { why, answer } => {
            let mut events = vec![Event::NoAction { why: why.clone() }];
            events.extend(answer.clone().map(Event::Answered));
            events
        }
        Step::Answer(answer) => vec![Event::Answered(answer.clone())],
        Step::Close { answer } => {
            if answer.is_none() && !state.answered {
                return Err(Refusal::NoAnswer);
            }
            if answer.is_some() && !answerable(state) {
                return Err(Refusal::NotDecided);
            }
            let mut events: Vec<Event> = answer.clone().map(Event::Answered).into_iter().collect();
            events.push(Event::Closed);
            events
        }
        Step::Reopen { why, due } => vec![Event::Reopened { why: why.clone(), due: *due }],
        Step::Correct { correction, why } => {
            let now = state.content().ok_or(Refusal::NotNow("there is nothing to correct"))?;
            let new = correction.of(now);
            if new == *now {
                return Err(Refusal::NotNow("nothing changes"));
            }
            vec![Event::Corrected { content: Box::new(new), why: why.clone() }]
        }
        Step::Withdraw { why } => vec![Event::Withdrawn { why: why.clone() }],
        Step::Merge { into } => {
            if *into == state.id {
                return Err(Refusal::NotNow("it cannot be part of itself"));
            }
            vec![Event::Merged { into: *into }]
        }
        Step::LinkProblem(reference) => vec![Event::LinkedToProblem(reference.clone())],
        Step::ToInvestigation { why, in_deed } => {
            vec![Event::SwitchedToInvestigation { why: why.clone(), in_deed: *in_deed }]
        }
        Step::CouldNotAct(mark) => vec![Event::CouldNotAct(mark.clone())],
        Step::Acknowledge => vec![Event::Acknowledged],
    })
}

/// Whether there is something to answer: what happens was decided; a question of a partner asks for no more than that.
fn answerable(state: &State) -> bool {
    state.stage.is_decided() || (state.kind == Kind::Question && state.is_copy())
}

/// Whether a step is possible, by its name.
///
/// # Errors
/// Why it is not.
pub fn possible(state: &State, step: StepName) -> Result<(), Refusal> {
    let over = state.stage.is_over();
    match step {
        StepName::Reopen => {
            let closed = matches!(state.stage, Stage::Closed | Stage::Answered);
            return if closed {
                Ok(())
            } else {
                Err(Refusal::NotNow("only what is answered or closed opens again"))
            };
        }
        StepName::Withdraw if state.is_copy() => {
            return Err(Refusal::NotNow("only who recorded it takes it back"));
        }
        StepName::Correct if state.is_copy() => {
            return Err(Refusal::NotNow("only who recorded it corrects it"));
        }
        StepName::Acknowledge if !state.is_copy() || state.acknowledged => {
            return Err(Refusal::NotNow("only a copy of a partner is confirmed, and once"));
        }
        StepName::LinkProblem | StepName::CouldNotAct if state.stage == Stage::Closed => return Ok(()),
        _ if over => return Err(Refusal::Over(state.stage.word())),
        StepName::Answer if !answerable(state) => return Err(Refusal::NotDecided),
        StepName::Merge if state.is_copy() || state.kind == Kind::Question => {
            return Err(Refusal::NotNow("only own signals are put together"));
        }
        StepName::ToInvestigation if state.hat == Hat::Investigation => {
            return Err(Refusal::NotNow("it is investigation already"));
        }
        StepName::Weigh if !matches!(state.stage, Stage::New | Stage::Weighed | Stage::Kept) => {
            return Err(Refusal::NotNow("it was weighed already"));
        }
        _ => {}
    }
    Ok(())
}

/// The steps that are possible now, whoever asks; who may take which is decided by the rules on access.
#[must_use]
pub fn open_steps(state: &State) -> Vec<StepName> {
    let mut open: Vec<StepName> =
        StepName::ALL.iter().copied().filter(|step| possible(state, *step).is_ok()).collect();
    if !state.answered {
        // closing then asks for the answer with it
        open.retain(|step| *step != StepName::Close || answerable(state));
    }
    open
}
