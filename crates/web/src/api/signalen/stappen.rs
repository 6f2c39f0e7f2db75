//! `POST /signalen/{id}/stappen`: a step with a signal.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Response;
use jiff::Timestamp;
use schouw_base::{Actor, CommandId};
use schouw_law::access::Action;
use schouw_node::signals::{Done, PassOnAsk, SignalError, Signals, StepAsk, day_of, is_holiday};
use schouw_signal::codes::AnswerKind;
use schouw_signal::content::TEXT_CHARS_MAX;
use schouw_signal::event::{AnswerText, Correction, GivenFact, GivenPaper};
use schouw_signal::{SignalId, Stage, Step, StepName, due};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::{failed, lezen, receipt, toegang};
use crate::ask::{Fields, JsonBody};
use crate::problem::Problem;
use crate::session::SignedIn;
use crate::state::App;

/// Most facts that somebody gives with a step.
const FACTS_MAX: usize = 20;
/// Longest code of a fact or purpose, in characters.
const CODE_CHARS_MAX: usize = 64;
/// Longest id of an organisation, in characters.
const ORGANISATION_CHARS_MAX: usize = 64;

/// The routes of this resource.
pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(post_stappen))
}

/// What is asked: a step with the signal, something for a partner, or both.
enum Asked {
    Step(Box<StepAsk>),
    PassOn(Option<u32>, Box<PassOnAsk>),
    /// an answer to a partner, with a signal of ours in the form that the law lets go
    AnswerWith {
        step: Box<StepAsk>,
        signal: SignalId,
        pass: Box<PassOnAsk>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StukIn {
    feit: String,
    document: String,
    gever: String,
    datum: jiff::civil::Date,
}

#[utoipa::path(
    post,
    path = "/signalen/{id}/stappen",
    operation_id = "zetStap",
    tag = "signalen",
    summary = "Zet een stap met een signaal",
    description = "Het `id` is dat van de stap en maakt de telefoon (UUID versie 7): twee keer sturen is één stap. `versie` is de versie die je zag; is het signaal intussen veranderd, dan is het antwoord 409 met `huidig`.",
    params(("id" = String, Path, description = "id van het signaal")),
    request_body(content = ref("#/components/schemas/StapVraag"), content_type = "application/json"),
    responses(
        (status = 201, description = "Gezet", body = super::tonen::Ontvangst),
        (status = 200, description = "Was al gezet", body = super::tonen::Ontvangst),
        (status = 401, description = "Niemand is ingelogd"),
        (status = 404, description = "Dit signaal is er niet, of deze stap is niet voor jou"),
        (status = 409, description = "Iemand anders was je voor: `huidig` is hoe het nu is"),
        (status = 422, description = "Deze stap kan nu niet, of mag niet van de wet: `besluit` zegt waarom")
    )
)]
async fn post_stappen(
    State(app): State<App>,
    who: SignedIn,
    Path(id): Path<String>,
    JsonBody(mut ask): JsonBody,
) -> Result<Response<Body>, Problem> {
    let words: Vec<_> = StepName::ALL.iter().map(|step| step.word()).collect();
    let name = lezen::word(&mut ask, "stap", StepName::parse, &words.join(", "));
    ask.needed("stap", name.is_some());
    let asked = name.and_then(|name| read(&mut ask, name, &who.actor, app.now()));
    let asked = ask.finish(asked)?;
    let action = name.map_or(Action::SeeSignal, toegang::action_of);
    let state = toegang::see(&app, &who, &id, action).await?;
    let (actor, signal, now) = (who.actor.clone(), state.id, app.now());
    let shares = matches!(asked, Asked::PassOn(..) | Asked::AnswerWith { .. });
    if let Asked::AnswerWith { signal, .. } = &asked {
        toegang::see(&app, &who, &signal.to_string(), Action::PassOn).await?;
    }
    match toegang::tried(&app, move |signals| take(signals, &actor, signal, asked, now)).await? {
        Ok((done, given)) => {
            if shares && !done.again {
                toegang::provided(&app, &who, &given).await?;
            }
            receipt(&done)
        }
        Err(error) => Err(failed(&app, &who, error).await),
    }
}

fn take(
    signals: &Signals,
    actor: &Actor,
    signal: SignalId,
    asked: Asked,
    now: Timestamp,
) -> Result<(Done, schouw_signal::State), SignalError> {
    let done = match asked {
        Asked::Step(step) => signals.step(actor, signal, &step, now)?,
        Asked::PassOn(version, pass) => signals.pass_on(actor, signal, version, &pass, now)?,
        Asked::AnswerWith { mut step, signal: given, mut pass } => {
            // the partner and the purpose are those of the question, unless another purpose is named
            let question = signals.state(&actor.organisation, signal)?;
            let Some(origin) = question.origin else {
                return Err(SignalError::fault("metSignaal", "hoort bij een vraag van een partner"));
            };
            pass.to = origin.organisation;
            if pass.purpose.is_empty() {
                pass.purpose = origin.purpose;
            }
            pass.question = Some(signal);
            let given = signals.pass_on(actor, given, None, &pass, now)?;
            if question.stage == Stage::New && !step.step.name().fits_any_version() {
                step.version = step.version.or(Some(question.version));
            }
            let done = signals.step(actor, signal, &step, now)?;
            return Ok((done, given.state));
        }
    };
    let state = done.state.clone();
    Ok((done, state))
}

fn answer(ask: &mut Fields, needed: bool) -> Option<AnswerText> {
    let text = ask.text("tekst", TEXT_CHARS_MAX);
    if needed {
        ask.needed("tekst", text.is_some());
    }
    let words: Vec<_> = AnswerKind::ALL.iter().map(|kind| kind.word()).collect();
    let kind = lezen::word(ask, "soort", AnswerKind::parse, &words.join(", ")).unwrap_or(AnswerKind::Answer);
    text.map(|text| AnswerText { kind, text })
}

fn why(ask: &mut Fields) -> Option<String> {
    let why = lezen::reason(ask, "reden");
    ask.needed("reden", why.is_some());
    why
}

/// The organisation that something goes to, what for, and what is given with it.
pub(super) fn pass_on(ask: &mut Fields, id: CommandId, actor: &Actor, needed: bool) -> Option<PassOnAsk> {
    let to = ask.text("aan", ORGANISATION_CHARS_MAX);
    let purpose = ask.text("doel", CODE_CHARS_MAX);
    if needed {
        ask.needed("aan", to.is_some());
        ask.needed("doel", purpose.is_some());
    }
    let form = ask.text("vorm", CODE_CHARS_MAX);
    let codes = ask.texts("feiten", FACTS_MAX, CODE_CHARS_MAX).unwrap_or_default();
    let papers: Vec<StukIn> =
        lezen::form(ask, "stukken", "een lijst van objecten met `feit`, `document`, `gever` en `datum`")
            .unwrap_or_default();
    if papers.len() > FACTS_MAX {
        ask.fault("stukken", format!("zijn er hoogstens {FACTS_MAX}"));
    }
    let mut facts = Vec::new();
    for code in codes {
        // a user gives a fact in each role; which role may give it is the law's
        for role in schouw_node::signals::givers(actor) {
            facts.push(GivenFact { fact: code.clone(), role: Some(role), paper: None });
        }
    }
    facts.extend(papers.into_iter().take(FACTS_MAX).map(|paper| GivenFact {
        fact: paper.feit,
        role: None,
        paper: Some(GivenPaper { document: paper.document, giver: paper.gever, dated: paper.datum }),
    }));
    let to = match to {
        Some(to) => match to.parse() {
            Ok(to) => to,
            Err(_) => {
                ask.fault("aan", "is geen organisatie");
                return None;
            }
        },
        None if !needed => actor.organisation.clone(),
        None => return None,
    };
    Some(PassOnAsk { id, to, purpose: purpose.unwrap_or_default(), form, facts, question: None })
}

/// A step, field by field.
fn read(ask: &mut Fields, name: StepName, actor: &Actor, now: Timestamp) -> Option<Asked> {
    let id = lezen::id(ask, "id");
    ask.needed("id", id.is_some());
    let version = ask.whole("versie", 1..=u32::MAX);
    if !name.fits_any_version() {
        ask.needed("versie", version.is_some());
    }
    let step = match name {
        StepName::PassOn | StepName::Ask => {
            ask.text("tekst", TEXT_CHARS_MAX);
            let question = lezen::id(ask, "vraag");
            let pass = pass_on(ask, id?, actor, true)?;
            return Some(Asked::PassOn(version, Box::new(PassOnAsk { question, ..pass })));
        }
        StepName::Answer => {
            let given = lezen::id(ask, "metSignaal");
            let answer = answer(ask, true);
            if let Some(signal) = given {
                let pass = pass_on(ask, schouw_signal::derived(id?, "met signaal"), actor, false)?;
                let step = StepAsk { id: id?, version, step: Step::Answer(answer?) };
                return Some(Asked::AnswerWith { step: Box::new(step), signal, pass: Box::new(pass) });
            }
            Step::Answer(answer?)
        }
        StepName::Weigh => Step::Weigh { why: lezen::reason(ask, "reden") },
        StepName::Take => Step::Take { owner: actor.user, over: ask.flag("overnemen").unwrap_or(false) },
        StepName::Keep => Step::Keep { why: why(ask)? },
        StepName::NoAction => {
            let answer = answer(ask, false);
            Step::NoAction { why: why(ask)?, answer }
        }
        StepName::Close => Step::Close { answer: answer(ask, false) },
        StepName::Reopen => {
            let due = due::after(day_of(now), REOPENED_DAYS, is_holiday);
            Step::Reopen { why: why(ask)?, due }
        }
        StepName::Correct => {
            let correction = Correction {
                text: ask.text("tekst", TEXT_CHARS_MAX),
                place: lezen::place(ask, "plaats"),
                theme: lezen::theme(ask),
            };
            if correction.is_empty() {
                ask.fault("", "zeg wat er verandert: `tekst`, `plaats` of `thema`");
            }
            Step::Correct { correction, why: why(ask)? }
        }
        StepName::Withdraw => Step::Withdraw { why: why(ask)? },
        StepName::Merge => {
            let into = lezen::id(ask, "met");
            ask.needed("met", into.is_some());
            Step::Merge { into: into? }
        }
        StepName::LinkProblem => {
            let reference = lezen::reference(ask);
            ask.needed("verwijzing", reference.is_some());
            Step::LinkProblem(reference?)
        }
        StepName::ToInvestigation => Step::ToInvestigation { in_deed: ask.flag("inAkte"), why: why(ask)? },
        StepName::CouldNotAct => {
            let reason = why(ask)?;
            let text = lezen::reason(ask, "tekst");
            Step::CouldNotAct(lezen::obstacle(ask, &reason, text, "reden")?)
        }
        StepName::Acknowledge => Step::Acknowledge,
    };
    Some(Asked::Step(Box::new(StepAsk { id: id?, version, step })))
}

/// Working days within which what was opened again has an answer.
const REOPENED_DAYS: u32 = 3;
