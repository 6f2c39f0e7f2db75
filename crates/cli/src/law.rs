//! `schouw law`.

use std::process::ExitCode;

use schouw_law::check;
use schouw_node::may::MayDesk;

use crate::args::{LawArgs, LawCommand};
use crate::exit::{DEFINITION, Failure, NOT_THERE};
use crate::terminal;

pub fn run(args: &LawArgs) -> Result<ExitCode, Failure> {
    let desk = MayDesk::open().map_err(|faults| Failure::new(DEFINITION, faults.to_string()))?;
    match &args.command {
        LawCommand::Check => checked(&desk),
        LawCommand::List => {
            let books = [desk.sharing().book(), desk.powers().book()];
            books.iter().flat_map(|book| check::list(book)).for_each(|line| terminal::out(&line));
            Ok(ExitCode::SUCCESS)
        }
        LawCommand::Show { id } => {
            let found =
                check::show(desk.sharing().book(), id).or_else(|| check::show(desk.powers().book(), id));
            let text = found.ok_or_else(|| {
                Failure::new(NOT_THERE, format!("no rule or article `{id}`, see `schouw law list`"))
            })?;
            terminal::out(&text);
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn checked(desk: &MayDesk) -> Result<ExitCode, Failure> {
    let report = check::check(desk.sharing(), desk.powers());
    report.warnings.iter().for_each(|warning| terminal::note(&format!("let op: {warning}")));
    terminal::out(&report.summary);
    if report.faults.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Failure::new(DEFINITION, report.faults.join("\n")))
}
