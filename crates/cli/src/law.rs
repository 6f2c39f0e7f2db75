//! `schouw law`.

use std::process::ExitCode;

use jiff::civil::Date;
use schouw_base::Clock as _;
use schouw_law::prove::{COMBINATIONS_MAX, prove};
use schouw_law::{check, explain};
use schouw_node::clock::SystemClock;
use schouw_node::may::MayDesk;
use schouw_picture::moment::amsterdam;

use crate::args::{LawArgs, LawCommand};
use crate::exit::{DEFINITION, Failure, NOT_THERE, WORLD};
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
        LawCommand::List => {
            let books = [desk.sharing().book(), desk.powers().book(), desk.recording().book()];
            books.iter().flat_map(|book| check::list(book)).for_each(|line| terminal::out(&line));
            Ok(ExitCode::SUCCESS)
        }
        LawCommand::Show { id } => {
            let books = [desk.sharing().book(), desk.powers().book(), desk.recording().book()];
            let found = books.iter().find_map(|book| check::show(book, id));
            let text = found.ok_or_else(|| {
                Failure::new(NOT_THERE, format!("no rule or article `{id}`, see `schouw law list`"))
            })?;
            terminal::out(&text);
            Ok(ExitCode::SUCCESS)
        }
    }
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
