//! Who may: asked with the rules on access, and written in the log, before anything is done or shown. What may not looks
//! like what is not there.

use schouw_base::{Actor, CommandId};
use schouw_law::access::{Action, Thing};
use schouw_node::logs::{Activity, Handling, Outcome};
use schouw_node::office::Office;
use schouw_node::signals::{SignalError, Signals};
use schouw_node::views::{Page, Scope};
use schouw_signal::{Hat, SignalId, State, StepName, decide};

use super::antwoorden::problem;
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::App;

/// Said of what is not there and of what is not for who asks.
pub(super) const NOT_HERE: &str = "Dit is er niet, of het is niet voor jou.";

/// The action of a step.
pub(super) fn action_of(step: StepName) -> Action {
    match step {
        StepName::Weigh => Action::Weigh,
        StepName::Take => Action::TakeUp,
        StepName::PassOn => Action::PassOn,
        StepName::Ask => Action::Ask,
        StepName::Keep => Action::Keep,
        StepName::NoAction => Action::NoAction,
        StepName::Answer => Action::Answer,
        StepName::Close => Action::Close,
        StepName::Reopen => Action::Reopen,
        StepName::Correct => Action::Correct,
        StepName::Withdraw => Action::Withdraw,
        StepName::Merge => Action::Merge,
        StepName::LinkProblem => Action::AttachProblem,
        StepName::ToInvestigation => Action::ToInvestigation,
        StepName::CouldNotAct => Action::CouldNotAct,
        StepName::Acknowledge => Action::Acknowledge,
    }
}

/// A signal of the organisation of an actor, as the rules on access see it.
pub(in crate::api) fn thing(actor: &Actor, state: &State) -> Thing {
    let maker = state.recorder.user.filter(|_| state.recorder.organisation == actor.organisation);
    Thing {
        organisation: actor.organisation.clone(),
        maker,
        holder: state.owner,
        investigation: state.hat == Hat::Investigation,
    }
}

/// The steps that are possible and that the reader may take.
pub(super) fn steps(office: &Office, actor: &Actor, state: &State) -> Vec<&'static str> {
    let thing = thing(actor, state);
    let open = decide::open_steps(state).into_iter();
    open.filter(|step| office.may(actor, action_of(*step), &thing)).map(StepName::word).collect()
}

/// Whose signals are listed: what is of investigation for who is authorised for all of it.
pub(super) fn scope(office: &Office, actor: &Actor) -> Scope {
    let thing = Thing { investigation: true, ..Thing::of(&actor.organisation) };
    Scope { user: actor.user, investigation: office.may(actor, Action::SeeSignal, &thing) }
}

fn activity(investigation: bool) -> Activity {
    if investigation { Activity::Investigation } else { Activity::Supervision }
}

/// Asks whether somebody may, and writes it down; no is told as not there.
///
/// # Errors
/// When it may not, or the log cannot be written.
pub(in crate::api) async fn allowed(
    app: &App,
    who: &SignedIn,
    action: Action,
    thing: &Thing,
    about: Option<CommandId>,
) -> Result<(), Problem> {
    let office = app.office()?;
    let may = office.may(&who.actor, action, thing);
    let mut handling = Handling::of(&who.actor, action, app.now())
        .outcome(if may { Outcome::Done } else { Outcome::Refused })
        .processing(activity(thing.investigation), about.map(|id| id.to_string()));
    if let Some(id) = about {
        handling = handling.about(id);
    }
    office.logs.write(handling).await.map_err(|_| Problem::not_logged())?;
    if may { Ok(()) } else { Err(Problem::not_found(NOT_HERE)) }
}

/// Whether somebody may see a photo.
///
/// # Errors
/// As [`allowed`].
pub(in crate::api) async fn photo_may(
    app: &App,
    who: &SignedIn,
    thing: &Thing,
    photo: CommandId,
) -> Result<(), Problem> {
    allowed(app, who, Action::SeePhoto, thing, Some(photo)).await
}

/// The signals of a page, for the log.
pub(super) fn things_of(page: &Page) -> Vec<(SignalId, bool)> {
    page.rows.iter().map(|row| (row.state.id, row.state.hat == Hat::Investigation)).collect()
}

/// Writes down that a page was seen: one line, with every case that was on it.
///
/// # Errors
/// When the log cannot be written.
pub(super) async fn logged(
    app: &App,
    who: &SignedIn,
    action: Action,
    seen: &[(SignalId, bool)],
) -> Result<(), Problem> {
    let handling = Handling::of(&who.actor, action, app.now());
    let handling = seen.iter().fold(handling, |handling, (id, investigation)| {
        handling.processing(activity(*investigation), Some(id.to_string()))
    });
    app.office()?.logs.write(handling).await.map_err(|_| Problem::not_logged())
}

/// Writes down what went to another organisation.
///
/// # Errors
/// When the log cannot be written.
pub(super) async fn provided(app: &App, who: &SignedIn, state: &State) -> Result<(), Problem> {
    let Some(passing) = state.passings.last() else { return Ok(()) };
    let given = &passing.provision;
    let handling = Handling::of(&who.actor, Action::PassOn, app.now())
        .about(state.id)
        .provided(&given.to, &passing.permit.articles.join("; "), &given.purpose)
        .processing(activity(state.hat == Hat::Investigation), Some(state.id.to_string()));
    app.office()?.logs.write(handling).await.map_err(|_| Problem::not_logged())
}

/// A signal by its id in an address, when the reader may do this with it.
///
/// # Errors
/// When it is not there or not for the reader, which look the same.
pub(super) async fn see(app: &App, who: &SignedIn, id: &str, action: Action) -> Result<State, Problem> {
    let id: SignalId = id.parse().map_err(|_| Problem::not_found(NOT_HERE))?;
    let actor = who.actor.clone();
    let state = work(app, move |signals| signals.state(&actor.organisation, id)).await?;
    allowed(app, who, action, &thing(&who.actor, &state), Some(id)).await?;
    Ok(state)
}

/// Works with the signals on a thread that may wait.
///
/// # Errors
/// The problem of what `work` refuses.
pub(in crate::api) async fn work<T, F>(app: &App, work: F) -> Result<T, Problem>
where
    T: Send + 'static,
    F: FnOnce(&Signals) -> Result<T, SignalError> + Send + 'static,
{
    tried(app, work).await?.map_err(|error| problem(app, error))
}

/// As [`work`], with the error as it is.
///
/// # Errors
/// When there are no signals on this server, or `work` panics.
pub(super) async fn tried<T, F>(app: &App, work: F) -> Result<Result<T, SignalError>, Problem>
where
    T: Send + 'static,
    F: FnOnce(&Signals) -> Result<T, SignalError> + Send + 'static,
{
    let signals = app.signals()?.clone();
    let job = tokio::task::spawn_blocking(move || work(&signals));
    job.await.map_err(|_| Problem::broken())
}
