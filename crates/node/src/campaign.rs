//! Campaigns from files: a document, a register, a table of actions, a question of visits. Reads within limits, hands on
//! to `campaign`, and knows what day it is.

mod teams;

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use schouw_base::Clock;
use schouw_campaign::action::{self, ActionsRead};
use schouw_campaign::document::{self, DOCUMENT_BYTES_MAX, Document};
use schouw_campaign::finding::Finding;
use schouw_campaign::plan::{self, Plan, PlanFault, Question};
use schouw_campaign::register::{Reading, Register};
use schouw_campaign::state::State;
use serde::de::DeserializeOwned;

/// Why a file of a campaign is not read.
#[derive(Debug, thiserror::Error)]
pub enum CampaignError {
    /// the file is not there
    #[error("there is no `{0}`")]
    NotThere(String),
    /// the disk
    #[error("cannot read `{0}`: {1}")]
    World(String, #[source] io::Error),
    /// over the limit
    #[error("`{0}` has more than {DOCUMENT_BYTES_MAX} bytes: split it")]
    TooLarge(String),
    /// not what it should be
    #[error("cannot read `{0}`: {1}")]
    Form(String, String),
    /// read, and nothing in it can be used
    #[error("`{0}` was read, and {1}")]
    Nothing(String, String),
    /// what is asked for is not in it
    #[error("{0}")]
    NoSuch(String),
    /// a question that cannot be planned
    #[error("this cannot be planned: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Plan(Vec<PlanFault>),
}

/// The day that it is in the Netherlands.
#[must_use]
pub fn today(clock: &dyn Clock) -> Date {
    schouw_picture::moment::amsterdam().to_datetime(clock.now()).date()
}

/// A campaign in a document, with what was not taken. Registers that it names are read beside it.
///
/// # Errors
/// When a file is not there, cannot be read, or is no document.
pub fn open(path: &Path, today: Date) -> Result<(State, Vec<Finding>), CampaignError> {
    let mut document: Document = json(path)?;
    let mut findings = Vec::new();
    for (number, wave) in document.waves.iter_mut().enumerate() {
        let Some(name) = &wave.register else { continue };
        let beside = beside(path, name)?;
        let reading = register(&beside, Some(wave.from))?;
        let of_wave = |mut finding: Finding| {
            finding.message = format!("ronde {}, `{name}`: {}", number + 1, finding.message);
            finding
        };
        findings.extend(reading.findings.into_iter().map(of_wave));
        wave.teams.extend(reading.register.teams.into_values());
    }
    let (state, refused) = document::open(&document, today);
    findings.extend(refused);
    Ok((state, findings))
}

/// A file that a document names lies in its folder or below, and nowhere else.
fn beside(document: &Path, name: &str) -> Result<PathBuf, CampaignError> {
    let plain = Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    if !plain {
        let why = format!("`{name}` does not lie beside it: put the register in the same folder");
        return Err(CampaignError::Form(document.display().to_string(), why));
    }
    Ok(document.parent().unwrap_or(Path::new(".")).join(name))
}

/// A register of teams in a CSV or GeoJSON. `version` is the day that it holds of, for teams that do not say.
///
/// # Errors
/// When the file is not there or cannot be read, or holds no team that can be used.
pub fn register(path: &Path, version: Option<Date>) -> Result<Reading, CampaignError> {
    let name = path.display().to_string();
    let reading =
        teams::read(&bytes(path)?, version).map_err(|why| CampaignError::Form(name.clone(), why))?;
    if reading.register.is_empty() {
        let first = reading
            .findings
            .first()
            .map_or_else(|| "er staat geen team in".into(), |one| one.message.clone());
        return Err(CampaignError::Nothing(name, format!("no team in it can be used: {first}")));
    }
    Ok(reading)
}

/// Actions in a table with *Nr., Onderwerp, Wie, Datum gereed*.
///
/// # Errors
/// When the file is not there, cannot be read, or has no such table.
pub fn actions(path: &Path) -> Result<ActionsRead, CampaignError> {
    let name = path.display().to_string();
    let title = path.file_name().map_or_else(|| name.clone(), |file| file.to_string_lossy().into_owned());
    let text = String::from_utf8(bytes(path)?)
        .map_err(|_| CampaignError::Form(name.clone(), "it is not UTF-8: save it as CSV UTF-8".into()))?;
    action::read_csv(&text, &title, None).map_err(|why| CampaignError::Form(name, why))
}

/// A plan for a question in a JSON file.
///
/// # Errors
/// When the file is not there, cannot be read, or the question cannot be planned.
pub fn plan(path: &Path, seed: Option<u64>, rounds: Option<u32>) -> Result<Plan, CampaignError> {
    let mut question: Question = json(path)?;
    question.seed = seed.unwrap_or(question.seed);
    question.rounds = rounds.unwrap_or(question.rounds);
    plan::plan(&question).map_err(CampaignError::Plan)
}

/// A wave of a campaign: the one asked for, or the last.
///
/// # Errors
/// When there is none.
pub fn wave(state: &State, asked: Option<u16>) -> Result<(u16, &Register), CampaignError> {
    let number = asked.or_else(|| state.waves.last_key_value().map(|(number, _)| *number));
    let number = number.ok_or_else(|| CampaignError::NoSuch("this campaign has no wave yet".into()))?;
    if !state.waves.contains_key(&number) {
        return Err(CampaignError::NoSuch(format!("there is no wave {number} in this campaign")));
    }
    let register = state.register_of(number);
    register
        .map(|register| (number, register))
        .ok_or_else(|| CampaignError::NoSuch(format!("wave {number} has no register of teams")))
}

fn json<T: DeserializeOwned>(path: &Path) -> Result<T, CampaignError> {
    let bytes = bytes(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    serde_json::from_slice(bytes)
        .map_err(|error| CampaignError::Form(path.display().to_string(), error.to_string()))
}

fn bytes(path: &Path) -> Result<Vec<u8>, CampaignError> {
    let name = path.display().to_string();
    let world = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => CampaignError::NotThere(name.clone()),
        _ => CampaignError::World(name.clone(), error),
    };
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        io::stdin().lock().take(DOCUMENT_BYTES_MAX + 1).read_to_end(&mut bytes).map_err(world)?;
    } else {
        File::open(path)
            .map_err(world)?
            .take(DOCUMENT_BYTES_MAX + 1)
            .read_to_end(&mut bytes)
            .map_err(world)?;
    }
    if bytes.len() as u64 > DOCUMENT_BYTES_MAX { Err(CampaignError::TooLarge(name)) } else { Ok(bytes) }
}
