//! `schouw minutes`.

use std::fmt::Write as _;
use std::process::ExitCode;

use schouw_campaign::minutes::Minutes;
use schouw_node::minutes::{self, MinutesError};

use crate::args::{MinutesArgs, MinutesCommand};
use crate::exit::{Failure, NOT_THERE, UNREADABLE, UNUSABLE, WORLD};
use crate::terminal;

impl From<MinutesError> for Failure {
    fn from(error: MinutesError) -> Self {
        let code = match &error {
            MinutesError::NotThere(_) => NOT_THERE,
            MinutesError::World(..) => WORLD,
            MinutesError::Unreadable(..) => UNREADABLE,
        };
        Self::new(code, error.to_string())
    }
}

pub fn run(args: &MinutesArgs) -> Result<ExitCode, Failure> {
    let MinutesCommand::Read { file, json } = &args.command;
    // a reader of a damaged file may panic; that is caught, and said as what it is
    std::panic::set_hook(Box::new(|_| {}));
    let read = minutes::read(file);
    drop(std::panic::take_hook());
    let minutes = read?;
    let text = if *json {
        serde_json::to_string_pretty(&minutes).map_err(|error| Failure::new(WORLD, error.to_string()))?
    } else {
        words(&minutes)
    };
    terminal::out(&text);
    if minutes.is_empty() {
        let why = format!("`{}` was read, and nothing in it reads as minutes", file.display());
        return Err(Failure::new(UNUSABLE, why));
    }
    Ok(ExitCode::SUCCESS)
}

/// What was found, as a person reads it.
fn words(minutes: &Minutes) -> String {
    let mut text = String::new();
    let date = minutes.date.map_or_else(|| "?".to_owned(), |date| date.to_string());
    let _ = writeln!(text, "Datum: {date}\nPlaats: {}", minutes.place.as_deref().unwrap_or("?"));
    for (title, lines) in [("Agenda", &minutes.agenda), ("Besluiten en afspraken", &minutes.decisions)] {
        if !lines.is_empty() {
            let _ = writeln!(text, "\n{title}");
            lines.iter().for_each(|line| text.push_str(&format!("  {line}\n")));
        }
    }
    let _ = writeln!(text, "\nActies\n  Nr. | Onderwerp | Wie | Datum gereed");
    for action in &minutes.actions {
        let number = action.number.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
        let due = action.due.map(|due| due.to_string()).or_else(|| action.due_text.clone());
        let (who, due) = (action.who.as_deref().unwrap_or("?"), due.as_deref().unwrap_or("?"));
        let _ = writeln!(text, "  {number} | {} | {who} | {due}", action.subject);
        action.passages.iter().for_each(|passage| text.push_str(&format!("      “{passage}”\n")));
    }
    if !minutes.unread.is_empty() {
        text.push_str("\nKijk hier zelf naar\n");
    }
    for finding in &minutes.unread {
        let _ = writeln!(text, "  regel {}: {} {}", finding.line, finding.message, finding.text);
    }
    text.push_str("\nDit is een voorstel. Kijk het na voor je het overneemt.");
    text
}
