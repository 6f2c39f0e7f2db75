//! Actions from a table of one's own: a CSV with the columns of the minutes.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{ACTIONS_MAX, Action, Origin};
use crate::finding::{FINDINGS_MAX, Finding};
use crate::minutes::State;

/// What came of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ActionsRead {
    /// the actions
    pub actions: Vec<Action>,
    /// what is wrong
    pub findings: Vec<Finding>,
}

/// Reads a table of actions as [`super::csv`] writes it, or with only *Nr., Onderwerp, Wie, Datum gereed*. `title` says
/// where the table comes from.
///
/// # Errors
/// When it is no table with a column `Onderwerp`.
pub fn read_csv(text: &str, title: &str, day: Option<Date>) -> Result<ActionsRead, String> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
    let names: Vec<String> = reader
        .headers()
        .map_err(|error| error.to_string())?
        .iter()
        .map(|name| name.trim().to_lowercase())
        .collect();
    let column = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    let (number, who) = (column(&["nr.", "nr", "nummer"]), column(&["wie", "eigenaar", "actiehouder"]));
    let (due, status) = (column(&["datum gereed", "gereed", "datum", "deadline"]), column(&["status"]));
    let (evidence, result) = (column(&["bewijs"]), column(&["resultaat"]));
    let Some(subject) = column(&["onderwerp", "actie", "wat"]) else {
        return Err("there is no column `Onderwerp`: use the table Nr.; Onderwerp; Wie; Datum gereed".into());
    };
    let mut read = ActionsRead::default();
    let mut taken = Taken::default();
    for (at, record) in reader.records().enumerate() {
        let line = at as u64 + 1;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                find(
                    &mut read,
                    line,
                    "",
                    format!("deze regel is niet te lezen en niet overgenomen: {error}"),
                );
                continue;
            }
        };
        let cell = |at: Option<usize>| {
            at.and_then(|at| record.get(at)).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let Some(subject) = cell(Some(subject)) else {
            find(&mut read, line, "Onderwerp", "er staat geen onderwerp: deze regel is niet overgenomen");
            continue;
        };
        if read.actions.len() >= ACTIONS_MAX {
            find(&mut read, line, "", format!("meer dan {ACTIONS_MAX} acties: de rest is niet overgenomen"));
            break;
        }
        let number = own_number(&mut read, &mut taken, line, cell(number));
        let due = due_day(&mut read, line, cell(due));
        let status = state(&mut read, line, cell(status));
        let origin = Origin::Minutes { day, title: title.to_owned(), passages: vec![] };
        let action = Action {
            number,
            subject,
            who: cell(who),
            due,
            status,
            evidence: cell(evidence),
            result: cell(result),
            origin,
        };
        for missing in action.missing() {
            find(&mut read, line, "", format!("actie {}: {missing}", action.number));
        }
        for fault in action.faults() {
            find(&mut read, line, "", format!("actie {}: {fault}", action.number));
        }
        read.actions.push(action);
    }
    Ok(read)
}

/// What stands between the cells of a table.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    if header.contains(';') {
        b';'
    } else if header.contains('\t') {
        b'\t'
    } else {
        b','
    }
}

fn find(read: &mut ActionsRead, line: u64, field: &str, message: impl Into<String>) {
    if read.findings.len() < FINDINGS_MAX {
        read.findings.push(Finding::on(line, field, message));
    }
}

/// Numbers that actions of this table have.
#[derive(Default)]
struct Taken {
    numbers: BTreeSet<String>,
    largest: u64,
}

fn own_number(read: &mut ActionsRead, taken: &mut Taken, line: u64, said: Option<String>) -> String {
    let said = said.map(|number| number.trim_end_matches('.').to_owned()).filter(|number| !number.is_empty());
    let next = taken.largest.saturating_add(1).to_string();
    let number = match said {
        Some(number) if !taken.numbers.contains(&number) => number,
        Some(number) => {
            find(
                read,
                line,
                "Nr.",
                format!("nummer {number} is al gebruikt: deze actie heeft nummer {next} gekregen"),
            );
            next
        }
        None => next,
    };
    taken.largest = taken.largest.max(number.parse().unwrap_or(0));
    taken.numbers.insert(number.clone());
    number
}

fn due_day(read: &mut ActionsRead, line: u64, said: Option<String>) -> Option<Date> {
    let said = said?;
    let day = said.parse().ok().or_else(|| crate::minutes::one_day(&said));
    if day.is_none() {
        find(
            read,
            line,
            "Datum gereed",
            format!("`{said}` is geen dag die bestaat: schrijf 2026-12-01 of 1 december 2026"),
        );
    }
    day
}

fn state(read: &mut ActionsRead, line: u64, said: Option<String>) -> State {
    let Some(said) = said else { return State::Open };
    crate::minutes::status_of(&said).unwrap_or_else(|| {
        find(read, line, "Status", format!("`{said}` is geen status die we kennen: de actie staat open"));
        State::Open
    })
}
