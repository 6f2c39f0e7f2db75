//! *May I share this*, *may I do this here*: one question or a stream of them, put to the rules of `law`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read as _;
use std::path::Path;

use jiff::civil::Date;
use schouw_law::agreement::{self, Agreement, CovenantAnswer};
use schouw_law::call::{Call, CallError, Rules};
use schouw_law::form::{self, Form};
use schouw_law::given::{Asker, Given, Refusal};
use schouw_law::powers::{PowersDecision, PowersLaw, PowersQuestion};
use schouw_law::record::{RecordDecision, RecordLaw, RecordQuestion};
use schouw_law::retention::{Kept, Retention};
use schouw_law::share::codes::{Category, Fact};
use schouw_law::share::{Decision, Question, ShareLaw};
use schouw_law::texts::{self, Difference, TextFault};
use schouw_law::{Alarm, Fault, Permit, RuleFaults};
use serde_json::Value;

/// The three sets of rules, loaded and checked, and the organisation's own decisions.
#[derive(Debug)]
pub struct MayDesk {
    share: ShareLaw,
    powers: PowersLaw,
    record: RecordLaw,
    /// The organisation's own decisions.
    agreements: Vec<Agreement>,
}

/// Why a question got no answer.
#[derive(Debug, thiserror::Error)]
pub enum MayError {
    /// the question has faults, all at once
    #[error("{}", .0.iter().map(|fault| format!("`{}` {}", fault.field, fault.message)).collect::<Vec<_>>().join("; "))]
    Refused(Vec<Fault>),
    /// the rules could not be evaluated: the answer is no, and somebody has to look
    #[error(transparent)]
    Alarm(#[from] Alarm),
}

impl MayDesk {
    /// Loads the rules in the program.
    ///
    /// # Errors
    /// Every fault of every rule.
    pub fn open() -> Result<Self, RuleFaults> {
        Ok(Self {
            share: ShareLaw::load()?,
            powers: PowersLaw::load()?,
            record: RecordLaw::load()?,
            agreements: Vec::new(),
        })
    }

    /// With the decisions and covenants of a folder (`*.toml`).
    ///
    /// # Errors
    /// When the folder cannot be read, holds too many files, or a file has faults.
    pub fn with_decisions(mut self, folder: &Path) -> Result<Self, DecisionsError> {
        let world = |error| DecisionsError::World(folder.display().to_string(), error);
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(world)? {
            let path = entry.map_err(world)?.path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                files.push(path);
            }
            if files.len() > agreement::FILES_MAX {
                return Err(DecisionsError::TooMany(folder.display().to_string()));
            }
        }
        files.sort();
        for file in files {
            self.agreements.push(read_agreement(&file)?);
        }
        Ok(self)
    }

    /// What can be shared under the covenant in a file.
    ///
    /// # Errors
    /// When the file cannot be read or has faults, or a rule cannot be evaluated.
    pub fn covenant(&self, file: &Path, today: Date) -> Result<CovenantAnswer, DecisionsError> {
        let found = read_agreement(file)?;
        Ok(agreement::covenant(&self.share, &found, today)?)
    }

    /// Answers a question of the REST API, as JSON text: the same as on a phone.
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn call(&self, call: Call, question: &Value, today: Date) -> Result<String, CallError> {
        let answer = match call.rules() {
            Rules::Share => self.share.call(call, question, today),
            Rules::Powers => self.powers.call(call, question, today),
            Rules::Record => self.record.call(call, question, today),
        };
        answer.inspect_err(|error| {
            if let CallError::Alarm(alarm) = error {
                tracing::error!(%alarm, "a rule could not be evaluated");
            }
        })
    }

    /// May this be shared? Without `date` in the question the day is `today`.
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn share(&self, question: &Value, today: Date, routes: bool) -> Result<Decision, MayError> {
        let question = Question::read(question, today).map_err(MayError::Refused)?;
        let decision = self.share.decide_under(&question, &self.agreements, routes);
        Ok(decision.inspect_err(|alarm| tracing::error!(%alarm, "a sharing rule could not be evaluated"))?)
    }

    /// May this boa do this here?
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn act(&self, question: &Value, today: Date) -> Result<PowersDecision, MayError> {
        let question = PowersQuestion::read(question, today).map_err(MayError::Refused)?;
        let decision = self.powers.decide(&question);
        Ok(decision.inspect_err(|alarm| tracing::error!(%alarm, "a powers rule could not be evaluated"))?)
    }

    /// May this be recorded?
    ///
    /// # Errors
    /// When the question has faults, or a rule cannot be evaluated.
    pub fn record(&self, question: &Value, today: Date) -> Result<RecordDecision, MayError> {
        let question = RecordQuestion::read(question, today).map_err(MayError::Refused)?;
        let decision = self.record.decide(&question);
        Ok(decision
            .inspect_err(|alarm| tracing::error!(%alarm, "a recording rule could not be evaluated"))?)
    }

    /// The minimal form of a record: `{"question": …, "fields": {name: category}}`.
    ///
    /// # Errors
    /// When question or fields have faults, or a rule cannot be evaluated.
    pub fn form(&self, asked: &Value, today: Date) -> Result<Form, MayError> {
        let question = Question::read(&asked["question"], today).map_err(MayError::Refused)?;
        let fields = form::fields(&asked["fields"]).map_err(MayError::Refused)?;
        let form = self.share.form(&question, &fields);
        Ok(form.inspect_err(|alarm| tracing::error!(%alarm, "a sharing rule could not be evaluated"))?)
    }

    /// In which stage these data are, and what comes when.
    ///
    /// # Errors
    /// When what is kept has faults.
    pub fn retention(&self, kept: &Value, today: Date) -> Result<Retention, MayError> {
        let kept = Kept::read(kept, today).map_err(MayError::Refused)?;
        Ok(self.record.retaining().plan(&kept))
    }

    /// The official text of an article ("Wpg 15(1)"), from the BWB XML in a folder; nothing when it is not there.
    ///
    /// # Errors
    /// When the folder or a file cannot be read.
    pub fn article(&self, folder: &Path, cited: &str) -> Result<Option<String>, TextsError> {
        let Some((law, article)) = cited.rsplit_once(' ') else { return Ok(None) };
        let Some(bwb_id) = self.share.laws().get(law) else { return Ok(None) };
        let world = |error| TextsError::World(folder.display().to_string(), error);
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(world)? {
            let path = entry.map_err(world)?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.contains(bwb_id.as_str()) && (name.ends_with(".xml") || name.ends_with(".xml.gz")) {
                files.push(path);
            }
        }
        // the newest text last: names carry the day
        files.sort();
        for file in files.iter().rev() {
            let text = official(file)?;
            match texts::read(&text) {
                Ok(law) if law.bwb_id == *bwb_id => return Ok(law.show(article)),
                Ok(_) | Err(TextFault::NoLaw) => {}
                Err(fault) => {
                    return Err(TextsError::Unreadable(file.display().to_string(), fault.to_string()));
                }
            }
        }
        Ok(None)
    }

    /// What the domain lists of an official text have that those of 2017 have not, and the other way round.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn lists(&self, file: &Path) -> Result<Vec<Difference>, TextsError> {
        let items = texts::items(&official(file)?)
            .map_err(|fault| TextsError::Unreadable(file.display().to_string(), fault.to_string()))?;
        Ok(texts::differences(&self.powers.items().list(), &items))
    }

    /// The proof that this may be shared, with what the organisation's own decisions establish; or the decision that says
    /// why not.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn share_permit(
        &self,
        question: &Question,
        asker: &Asker,
        given: &[Given<Fact>],
    ) -> Result<Result<Permit, Refusal<Decision>>, Alarm> {
        let covered = agreement::cover(question, &self.agreements);
        let given: Vec<Given<Fact>> = given.iter().cloned().chain(covered.given).collect();
        let permit = self.share.permit(&covered.question, asker, &given);
        permit.inspect_err(|alarm| tracing::error!(%alarm, "a sharing rule could not be evaluated"))
    }

    /// The decision on a question that was put together here, and which fields of a record go.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn share_form(
        &self,
        question: &Question,
        fields: &BTreeMap<String, Category>,
    ) -> Result<(Decision, Form), Alarm> {
        let covered = agreement::cover(question, &self.agreements).question;
        let form = self.share.form(&covered, fields);
        let form =
            form.inspect_err(|alarm| tracing::error!(%alarm, "a sharing rule could not be evaluated"))?;
        Ok((self.share.decide_under(question, &self.agreements, true)?, form))
    }

    /// The rules on recording.
    #[must_use]
    pub fn recording(&self) -> &RecordLaw {
        &self.record
    }

    /// The sharing rules.
    #[must_use]
    pub fn sharing(&self) -> &ShareLaw {
        &self.share
    }

    /// The rules on powers.
    #[must_use]
    pub fn powers(&self) -> &PowersLaw {
        &self.powers
    }
}

/// Why decisions and covenants could not be used.
#[derive(Debug, thiserror::Error)]
pub enum DecisionsError {
    /// the disk
    #[error("cannot read `{0}`: {1}")]
    World(String, #[source] std::io::Error),
    /// over the limit
    #[error("`{0}` holds more than {max} decisions", max = agreement::FILES_MAX)]
    TooMany(String),
    /// a file has faults
    #[error(transparent)]
    Faults(#[from] agreement::AgreementFaults),
    /// the rules could not be evaluated: the answer is no, and somebody has to look
    #[error(transparent)]
    Alarm(#[from] Alarm),
}

fn read_agreement(path: &Path) -> Result<Agreement, DecisionsError> {
    let name = path.display().to_string();
    let world = |error| DecisionsError::World(name.clone(), error);
    let mut text = String::new();
    let file = fs::File::open(path).map_err(world)?;
    file.take(agreement::FILE_BYTES_MAX as u64 + 1).read_to_string(&mut text).map_err(world)?;
    Ok(Agreement::read(&name, &text)?)
}

/// Why an official text could not be used.
#[derive(Debug, thiserror::Error)]
pub enum TextsError {
    /// the disk
    #[error("cannot read `{0}`: {1}")]
    World(String, #[source] std::io::Error),
    /// not a text of a law
    #[error("`{0}` {1}")]
    Unreadable(String, String),
}

/// The text of a file, unpacked when its name ends in `.gz`.
fn official(path: &Path) -> Result<String, TextsError> {
    let name = path.display().to_string();
    let world = |error| TextsError::World(name.clone(), error);
    let file = fs::File::open(path).map_err(world)?;
    let most = texts::LAW_BYTES_MAX as u64 + 1;
    let mut bytes = Vec::new();
    if path.extension().is_some_and(|ending| ending == "gz") {
        flate2::read::MultiGzDecoder::new(file).take(most).read_to_end(&mut bytes).map_err(world)?;
    } else {
        file.take(most).read_to_end(&mut bytes).map_err(world)?;
    }
    String::from_utf8(bytes).map_err(|_| TextsError::Unreadable(name.clone(), "is not UTF-8".to_owned()))
}
