//! `schouw law`.

use std::path::Path;
use std::process::ExitCode;

use jiff::civil::Date;
use schouw_base::Clock as _;
use schouw_law::prove::{COMBINATIONS_MAX, prove};
use schouw_law::{check, counts, explain};
use schouw_node::clock::SystemClock;
use schouw_node::may::{MayDesk, TextsError};
use schouw_picture::moment::amsterdam;

use crate::args::{LawArgs, LawCommand};
use crate::exit::{DEFINITION, Failure, NOT_THERE, REFUSED, UNREADABLE, WORLD};
use crate::{may, terminal};

pub fn run(args: &LawArgs) -> Result<ExitCode, Failure> {
    let desk = MayDesk::open().map_err(|faults| Failure::new(DEFINITION, faults.to_string()))?;
    let today = amsterdam().to_datetime(SystemClock.now()).date();
    match &args.command {
        LawCommand::Check => checked(&desk),
        LawCommand::Prove { day } => proved(&desk, day.unwrap_or(today)),
        LawCommand::Retention { file, explain } => {
            let retention = desk.retention(&may::value(file)?, today).map_err(may::failure)?;
            let text = if *explain {
                explain::retaining(&retention)
            } else {
                serde_json::to_string(&retention).map_err(|error| Failure::new(WORLD, error.to_string()))?
            };
            terminal::out(&text);
            Ok(ExitCode::SUCCESS)
        }
        LawCommand::Counts { file } => counted(file),
        LawCommand::List => {
            let books = [desk.sharing().book(), desk.powers().book(), desk.recording().book()];
            books.iter().flat_map(|book| check::list(book)).for_each(|line| terminal::out(&line));
            Ok(ExitCode::SUCCESS)
        }
        LawCommand::Show { id, texts } => shown(&desk, id, texts.as_deref()),
        LawCommand::Lists { file } => {
            for difference in desk.lists(file).map_err(texts_failure)? {
                let line = serde_json::to_string(&difference);
                terminal::out(&line.map_err(|error| Failure::new(WORLD, error.to_string()))?);
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// A table of counts without small numbers.
fn counted(file: &Path) -> Result<ExitCode, Failure> {
    let cells: Vec<Vec<u64>> = serde_json::from_value(may::value(file)?).map_err(|_| {
        Failure::new(REFUSED, "a table is a list of rows of whole numbers from 0, `[[12, 3], [40, 25]]`")
    })?;
    let shown = counts::suppress(&cells).map_err(|why| Failure::new(REFUSED, why.to_string()))?;
    terminal::out(&serde_json::to_string(&shown).map_err(|error| Failure::new(WORLD, error.to_string()))?);
    Ok(ExitCode::SUCCESS)
}

fn texts_failure(error: TextsError) -> Failure {
    let code = match error {
        TextsError::World(..) => WORLD,
        TextsError::Unreadable(..) => UNREADABLE,
    };
    Failure::new(code, error.to_string())
}

fn shown(desk: &MayDesk, id: &str, texts: Option<&Path>) -> Result<ExitCode, Failure> {
    let books = [desk.sharing().book(), desk.powers().book(), desk.recording().book()];
    let rules: Vec<String> = books.iter().filter_map(|book| check::show(book, id)).collect();
    let text = texts.map(|folder| desk.article(folder, id)).transpose().map_err(texts_failure)?.flatten();
    if rules.is_empty() && text.is_none() {
        let why = format!("no rule or article `{id}`, see `schouw law list`");
        return Err(Failure::new(NOT_THERE, why));
    }
    rules.iter().for_each(|rule| terminal::out(rule));
    match (text, texts) {
        (Some(text), _) => terminal::out(&text),
        (None, Some(_)) => terminal::out("De tekst van dit artikel staat niet in deze map."),
        (None, None) => {
            terminal::out("De tekst van de wet is niet geladen: geef een map met BWB-XML met --texts.")
        }
    }
    terminal::out("Niet door een jurist getoetst.");
    Ok(ExitCode::SUCCESS)
}

fn proved(desk: &MayDesk, day: Date) -> Result<ExitCode, Failure> {
    let proof = prove(desk.sharing(), day, COMBINATIONS_MAX)
        .map_err(|alarm| Failure::new(DEFINITION, alarm.to_string()))?;
    terminal::out(&proof.report());
    if proof.broken.is_empty() && proof.idle.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(DEFINITION, "the proof does not hold: see `Broken` and `Rules that change no answer`"))
}

fn checked(desk: &MayDesk) -> Result<ExitCode, Failure> {
    let report = check::check(desk.sharing(), desk.powers(), desk.recording());
    report.warnings.iter().for_each(|warning| terminal::note(&format!("let op: {warning}")));
    terminal::out(&report.summary);
    if report.faults.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(DEFINITION, report.faults.join("\n")))
}
