//! `schouw campaign`.

mod tell;

use std::path::Path;
use std::process::ExitCode;

use jiff::civil::Date;
use schouw_base::Clock as _;
use schouw_campaign::action::{Action, csv, ordered};
use schouw_campaign::finding::Finding;
use schouw_campaign::harvest::{harvest, since};
use schouw_campaign::register::{Register, TeamId, TeamIdError, changes};
use schouw_campaign::state::State;
use schouw_campaign::{calendar, print};
use schouw_node::campaign::{self, CampaignError};
use schouw_node::clock::SystemClock;
use serde::Serialize;
use serde_json::json;

use crate::args::{CampaignArgs, CampaignCommand, DocumentArgs, Form};
use crate::exit::{Failure, NOT_THERE, REFUSED, UNREADABLE, UNUSABLE, WORLD};
use crate::terminal;

impl From<CampaignError> for Failure {
    fn from(error: CampaignError) -> Self {
        let code = match &error {
            CampaignError::NotThere(_) | CampaignError::NoSuch(_) => NOT_THERE,
            CampaignError::World(..) => WORLD,
            CampaignError::TooLarge(_) | CampaignError::Form(..) => UNREADABLE,
            CampaignError::Nothing(..) => UNUSABLE,
            CampaignError::Plan(_) => REFUSED,
        };
        Self::new(code, error.to_string())
    }
}

pub fn run(args: &CampaignArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        CampaignCommand::Register { file, before, version, form } => {
            register(file, before.as_deref(), version.as_deref(), *form)?;
        }
        CampaignCommand::Plan { file, seed, rounds, form } => plan(file, *seed, *rounds, *form)?,
        CampaignCommand::Harvest { of, wave, form } => yielded(of, *wave, *form)?,
        CampaignCommand::Actions { file, today, owner, form } => {
            actions(file, day(today.as_deref())?, owner.as_deref(), *form)?;
        }
        CampaignCommand::Team { of, team } => {
            let (state, today) = opened(of)?;
            let id: TeamId =
                team.parse().map_err(|error: TeamIdError| Failure::new(REFUSED, error.to_string()))?;
            if !state.registers.iter().any(|register| register.team(&id).is_some()) {
                return Err(Failure::new(NOT_THERE, format!("there is no team `{team}` in this campaign")));
            }
            terminal::file(&print::team(&state, &id, today));
        }
        CampaignCommand::Status { of, wave, form } => status(of, *wave, *form)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn day(said: Option<&str>) -> Result<Date, Failure> {
    let Some(said) = said else { return Ok(campaign::today(&SystemClock)) };
    said.parse().map_err(|_| Failure::new(REFUSED, format!("`{said}` is not a day: write 2026-11-24")))
}

fn form_not_there(form: Form, known: &str) -> Failure {
    Failure::new(
        REFUSED,
        format!("this is not written as {}: use {known}", format!("{form:?}").to_lowercase()),
    )
}

fn written(value: &impl Serialize) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::new(WORLD, error.to_string()))?;
    terminal::out(&text);
    Ok(())
}

/// Findings go to standard error, so that an answer can be handed on.
fn noted(findings: &[Finding]) {
    for finding in findings {
        let place = if finding.record == 0 { String::new() } else { format!(" {}", finding.record) };
        terminal::note(&format!("let op: {}{place}: {}", finding.field, finding.message));
    }
}

fn opened(of: &DocumentArgs) -> Result<(State, Date), Failure> {
    let today = day(of.today.as_deref())?;
    let (state, findings) = campaign::open(&of.file, today)?;
    noted(&findings);
    Ok((state, today))
}

fn register(file: &Path, before: Option<&Path>, version: Option<&str>, form: Form) -> Result<(), Failure> {
    let version = version.map(|text| day(Some(text))).transpose()?;
    let reading = campaign::register(file, version)?;
    let old = before.map(|before| campaign::register(before, version)).transpose()?;
    let changed = old.map(|old| changes(&old.register, &reading.register)).unwrap_or_default();
    match form {
        Form::Json => {
            let answer = json!({
                "teams": reading.register.teams.values().collect::<Vec<_>>(),
                "left_out": reading.left_out, "findings": reading.findings, "changes": changed,
            });
            written(&answer)
        }
        Form::Text => {
            noted(&reading.findings);
            terminal::out(&tell::register(&reading, &changed));
            Ok(())
        }
        Form::Html | Form::Csv | Form::Ics => Err(form_not_there(form, "text or json")),
    }
}

fn plan(file: &Path, seed: Option<u64>, rounds: Option<u32>, form: Form) -> Result<(), Failure> {
    let plan = campaign::plan(file, seed, rounds)?;
    match form {
        Form::Json => written(&plan),
        Form::Text => {
            terminal::out(&tell::plan(&plan));
            Ok(())
        }
        Form::Ics => {
            terminal::file(&calendar::visits(&plan, &Register::default(), "plan", SystemClock.now(), None));
            Ok(())
        }
        Form::Html | Form::Csv => Err(form_not_there(form, "text, json or ics")),
    }
}

fn yielded(of: &DocumentArgs, wave: Option<u16>, form: Form) -> Result<(), Failure> {
    let (state, today) = opened(of)?;
    let (number, register) = campaign::wave(&state, wave)?;
    let talks: Vec<_> = state.talks.values().collect();
    let issues = state.waves.get(&number).map_or(&state.issues, |wave| &wave.issues);
    let found = harvest(number, register, &talks, issues);
    let before = state.waves.range(..number).next_back();
    let change = before.map(|(before, wave)| {
        let changes = state.changes_between(*before, number);
        since((*before, number), &talks, (&wave.issues, issues), &changes)
    });
    match form {
        Form::Json => written(&json!({ "harvest": found, "since": change })),
        Form::Html => {
            terminal::file(&print::report(&state, &found, change.as_ref(), today));
            Ok(())
        }
        Form::Text => {
            terminal::out(&tell::harvest(&found, change.as_ref()));
            Ok(())
        }
        Form::Csv | Form::Ics => Err(form_not_there(form, "text, json or html")),
    }
}

fn actions(file: &Path, today: Date, owner: Option<&str>, form: Form) -> Result<(), Failure> {
    let is_table = file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let (list, findings): (Vec<Action>, Vec<Finding>) = if is_table {
        let read = campaign::actions(file)?;
        (read.actions, read.findings)
    } else {
        let (state, findings) = campaign::open(file, today)?;
        (state.actions.into_values().collect(), findings)
    };
    noted(&findings);
    let chosen = list.iter().filter(|action| owner.is_none_or(|owner| action.who.as_deref() == Some(owner)));
    let chosen = ordered(chosen, today);
    let text = match form {
        Form::Json => {
            return written(
                &chosen.iter().map(|action| tell::action_json(action, today)).collect::<Vec<_>>(),
            );
        }
        Form::Text => {
            terminal::out(&tell::actions(&chosen, today));
            return Ok(());
        }
        Form::Html => print::actions(list.iter(), "Actiepunten", owner, today),
        Form::Csv => csv(&chosen, today).map_err(|error| Failure::new(WORLD, error.to_string()))?,
        Form::Ics => calendar::actions(&chosen, "list", SystemClock.now(), today),
    };
    terminal::file(&text);
    Ok(())
}

fn status(of: &DocumentArgs, wave: Option<u16>, form: Form) -> Result<(), Failure> {
    let (state, today) = opened(of)?;
    let (number, register) = campaign::wave(&state, wave)?;
    match form {
        Form::Json => written(&tell::status_json(&state, number, register, today)),
        Form::Text => {
            terminal::out(&tell::status(&state, number, register, today));
            Ok(())
        }
        Form::Html | Form::Csv | Form::Ics => Err(form_not_there(form, "text or json")),
    }
}
