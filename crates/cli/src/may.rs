//! `schouw may share` and `schouw may do`.

use std::io::{BufRead, BufReader, BufWriter, Read, Write as _};
use std::path::Path;
use std::process::ExitCode;

use schouw_base::Clock as _;
use schouw_law::{explain, strict};
use schouw_node::clock::SystemClock;
use schouw_node::may::{DecisionsError, MayDesk, MayError};
use schouw_picture::moment::amsterdam;
use serde::Serialize;
use serde_json::{Value, json};

use crate::args::{MayArgs, MayCommand};
use crate::exit::{DEFINITION, Failure, REFUSED, WORLD};
use crate::terminal;

/// Most bytes of one question.
const QUESTION_BYTES_MAX: u64 = 1 << 20;

pub fn run(args: &MayArgs) -> Result<ExitCode, Failure> {
    let desk = MayDesk::open().map_err(|faults| Failure::new(DEFINITION, faults.to_string()))?;
    let today = amsterdam().to_datetime(SystemClock.now()).date();
    match &args.command {
        MayCommand::Share { covenant: Some(file), explain, .. } => {
            let answer = desk.covenant(file, today).map_err(decisions)?;
            if *explain {
                terminal::out(&answer.explained())
            } else {
                json(&answer)?
            }
            Ok(ExitCode::SUCCESS)
        }
        MayCommand::Share { file, decisions: folder, jsonl, no_routes, explain, .. } => {
            let desk = match folder {
                Some(folder) => desk.with_decisions(folder).map_err(decisions)?,
                None => desk,
            };
            let ask = |question: &Value| desk.share(question, today, !no_routes);
            let file = file.as_deref().unwrap_or(Path::new("-"));
            answer(file, *jsonl, ask, explain.then_some(&explain::sharing))
        }
        MayCommand::Record { file, jsonl, explain } => {
            let ask = |question: &Value| desk.record(question, today);
            answer(file, *jsonl, ask, explain.then_some(&explain::recording))
        }
        MayCommand::Form { file } => {
            json(&desk.form(&value(file)?, today).map_err(failure)?)?;
            Ok(ExitCode::SUCCESS)
        }
        MayCommand::Do { file, jsonl, explain, .. } => {
            let ask = |question: &Value| desk.act(question, today);
            answer(file, *jsonl, ask, explain.then_some(&explain::power))
        }
    }
}

fn json<D: Serialize>(answer: &D) -> Result<(), Failure> {
    terminal::out(&serde_json::to_string(answer).map_err(|error| Failure::new(WORLD, error.to_string()))?);
    Ok(())
}

fn decisions(error: DecisionsError) -> Failure {
    let code = match error {
        DecisionsError::World(..) => WORLD,
        DecisionsError::TooMany(_) | DecisionsError::Faults(_) => REFUSED,
        DecisionsError::Alarm(_) => DEFINITION,
    };
    Failure::new(code, error.to_string())
}

type Words<'a, D> = &'a dyn Fn(&D) -> String;

fn answer<D: Serialize>(
    file: &Path,
    jsonl: bool,
    ask: impl Fn(&Value) -> Result<D, MayError>,
    explain: Option<Words<'_, D>>,
) -> Result<ExitCode, Failure> {
    if jsonl {
        return lines(open(file)?, file, ask);
    }
    let question = value(file)?;
    let decision = ask(question.get("question").unwrap_or(&question)).map_err(failure)?;
    match explain {
        Some(words) => terminal::out(&words(&decision)),
        None => json(&decision)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The JSON of a file.
pub(crate) fn value(file: &Path) -> Result<Value, Failure> {
    let mut text = Vec::new();
    open(file)?
        .take(QUESTION_BYTES_MAX + 1)
        .read_to_end(&mut text)
        .map_err(|error| Failure::new(WORLD, format!("`{}`: {error}", file.display())))?;
    if text.len() as u64 > QUESTION_BYTES_MAX {
        return Err(Failure::new(REFUSED, format!("a question has at most {QUESTION_BYTES_MAX} bytes")));
    }
    strict::parse(&text)
        .map_err(|why| Failure::new(REFUSED, format!("`{}` is not JSON: {why}", file.display())))
}

pub(crate) fn failure(error: MayError) -> Failure {
    match error {
        MayError::Refused(_) => Failure::new(REFUSED, error.to_string()),
        MayError::Alarm(_) => Failure::new(DEFINITION, error.to_string()),
    }
}

fn open(file: &Path) -> Result<Box<dyn BufRead>, Failure> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let opened = std::fs::File::open(file)
        .map_err(|error| Failure::new(WORLD, format!("cannot read `{}`: {error}", file.display())))?;
    Ok(Box::new(BufReader::new(opened)))
}

/// One line in, one line out, in order; exit 2 when any was refused.
fn lines<D: Serialize>(
    mut input: Box<dyn BufRead>,
    file: &Path,
    ask: impl Fn(&Value) -> Result<D, MayError>,
) -> Result<ExitCode, Failure> {
    let world = |error: std::io::Error| Failure::new(WORLD, format!("`{}`: {error}", file.display()));
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut line, mut refused) = (Vec::new(), false);
    loop {
        line.clear();
        if input.by_ref().take(QUESTION_BYTES_MAX).read_until(b'\n', &mut line).map_err(world)? == 0 {
            break;
        }
        let cut = line.len() as u64 == QUESTION_BYTES_MAX && line.last() != Some(&b'\n');
        if cut {
            skip_line(&mut input).map_err(world)?;
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let (answer, was_refused) = one(&line, cut, &ask);
        refused |= was_refused;
        if writeln!(out, "{answer}").is_err() {
            break;
        }
    }
    // a reader that went away is no error
    let _ = out.flush();
    Ok(if refused { ExitCode::from(REFUSED) } else { ExitCode::SUCCESS })
}

fn skip_line(input: &mut Box<dyn BufRead>) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(());
        }
    }
}

fn one<D: Serialize>(line: &[u8], cut: bool, ask: &impl Fn(&Value) -> Result<D, MayError>) -> (Value, bool) {
    let refused = |id: Value, field: &str, message: String| {
        (json!({"id": id, "error": {"field": field, "message": message}}), true)
    };
    if cut {
        return refused(Value::Null, "", format!("a question has at most {QUESTION_BYTES_MAX} bytes"));
    }
    let value: Value = match strict::parse(line) {
        Ok(value) => value,
        Err(error) => return refused(Value::Null, "", format!("is not JSON: {error}")),
    };
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    let Some(question) = value.get("question") else {
        return refused(id, "question", "is not there".to_owned());
    };
    match ask(question) {
        Ok(decision) => (json!({"id": id, "decision": decision}), false),
        Err(MayError::Refused(faults)) => {
            let field = faults.first().map(|fault| fault.field.clone()).unwrap_or_default();
            let message = MayError::Refused(faults).to_string();
            refused(id, &field, message)
        }
        Err(alarm) => refused(id, "", alarm.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_not_json_is_refused_and_the_next_one_answered() {
        let ask = |_: &Value| -> Result<Value, MayError> { Ok(json!({})) };
        assert!(one(b"{", false, &ask).1);
        assert!(!one(br#"{"id":"a","question":{}}"#, false, &ask).1);
    }
}
