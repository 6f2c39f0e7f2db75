//! Lists of actions: overdue first, an owner at a time, and as the table of the minutes.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Action, Standing};
use crate::minutes::State;

/// Days before its day that an action stands under "this week".
const SOON_DAYS: i64 = 7;

/// How an action stands on a day.
#[must_use]
pub fn standing(action: &Action, today: Date) -> Standing {
    match action.due {
        _ if !action.is_open() => Standing::Over,
        None => Standing::NoDay,
        Some(due) if due < today => Standing::Overdue,
        Some(due) if days(today, due) <= SOON_DAYS => Standing::Soon,
        Some(_) => Standing::Open,
    }
}

/// Days that an open action is late; none when it is not.
#[must_use]
pub fn late_days(action: &Action, today: Date) -> Option<i64> {
    let due = action.due.filter(|due| action.is_open() && *due < today)?;
    Some(days(due, today))
}

fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// Overdue first, the longest first; then by day, those without a day, and what is over.
#[must_use]
pub fn ordered<'a>(actions: impl IntoIterator<Item = &'a Action>, today: Date) -> Vec<&'a Action> {
    let mut list: Vec<&Action> = actions.into_iter().collect();
    list.sort_by_cached_key(|action| {
        let number = action.number.parse::<u64>().unwrap_or(u64::MAX);
        // late, this week and later are one list by day
        let group = match standing(action, today) {
            Standing::Overdue | Standing::Soon | Standing::Open => 0_u8,
            Standing::NoDay => 1,
            Standing::Over => 2,
        };
        (group, action.due, number, action.number.clone())
    });
    list
}

/// The open actions of each owner, as written; what nobody owns stands under `None`.
#[must_use]
pub fn owners<'a>(actions: &[&'a Action]) -> BTreeMap<Option<&'a str>, Vec<&'a Action>> {
    let mut found: BTreeMap<Option<&str>, Vec<&Action>> = BTreeMap::new();
    for action in actions {
        found.entry(action.who.as_deref()).or_default().push(action);
    }
    found
}

/// The Dutch word of a status.
#[must_use]
pub const fn status_word(state: State) -> &'static str {
    match state {
        State::Open => "open",
        State::Underway => "loopt",
        State::Done => "gereed",
        State::Dropped => "vervallen",
    }
}

/// The table of the minutes, *Nr., Onderwerp, Wie, Datum gereed*, with what is known beside it. Separated by `;`, with
/// a byte order mark, as spreadsheets in the Netherlands open it. A cell that a spreadsheet would run as a formula
/// gets an apostrophe.
///
/// # Errors
/// Never for a text in memory; what the writer says is handed on.
pub fn csv(actions: &[&Action], today: Date) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(b"\xef\xbb\xbf".to_vec());
    writer.write_record([
        "Nr.",
        "Onderwerp",
        "Wie",
        "Datum gereed",
        "Status",
        "Stand",
        "Bewijs",
        "Resultaat",
        "Herkomst",
    ])?;
    for action in actions {
        let due = action.due.map(|due| due.to_string()).unwrap_or_default();
        let cells = [
            action.number.as_str(),
            &action.subject,
            action.who.as_deref().unwrap_or_default(),
            &due,
            status_word(action.status),
            standing(action, today).word(),
            action.evidence.as_deref().unwrap_or_default(),
            action.result.as_deref().unwrap_or_default(),
            &action.origin.words(),
        ];
        writer.write_record(cells.map(harmless))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
