//! The rules of `schouw-law`, loaded when first asked.

use std::cell::OnceCell;

use jiff::civil::Date;
use schouw_law::call::{Call, CallError, Rules};
use schouw_law::codes::Code as _;
use schouw_law::powers::PowersLaw;
use schouw_law::record::RecordLaw;
use schouw_law::share::ShareLaw;
use schouw_law::{RuleFaults, strict};

use crate::refused::Refused;

/// Longest question, in bytes.
const QUESTION_BYTES_MAX: usize = 64 << 10;

/// The rules that were asked for so far.
#[derive(Default)]
pub struct LawDesk {
    share: OnceCell<ShareLaw>,
    powers: OnceCell<PowersLaw>,
    record: OnceCell<RecordLaw>,
}

impl LawDesk {
    /// A desk that has loaded nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The answer to a question: `call` is a word of [`Call`]; question and answer are the JSON of the REST API, `today` is the
    /// day whose law holds when the question names none, such as `2026-11-27`.
    ///
    /// # Errors
    /// When there is no such call, the question has faults, or a rule cannot be evaluated.
    pub fn ask(&self, call: &str, question: &str, today: &str) -> Result<String, Refused> {
        let Some(call) = Call::parse(call) else {
            return Err(Refused::not_found(format!("De vraag `{call}` is er niet.")));
        };
        if question.len() > QUESTION_BYTES_MAX {
            return Err(Refused::wrong(format!("Een vraag heeft hoogstens {QUESTION_BYTES_MAX} bytes.")));
        }
        let today: Date =
            today.parse().map_err(|_| Refused::wrong("`today` is geen dag zoals 2026-11-27"))?;
        let question = strict::parse(question.as_bytes())
            .map_err(|why| Refused::wrong(format!("de vraag is niet te lezen: {why}")))?;
        let answer = match call.rules() {
            Rules::Share => loaded(&self.share, ShareLaw::load)?.call(call, &question, today),
            Rules::Powers => loaded(&self.powers, PowersLaw::load)?.call(call, &question, today),
            Rules::Record => loaded(&self.record, RecordLaw::load)?.call(call, &question, today),
        };
        answer.map_err(|error| match error {
            CallError::Faults(_) => Refused::wrong(error.to_string()),
            CallError::Alarm(_) => Refused::alarm(&error.to_string()),
        })
    }
}

/// The rules, loaded once.
fn loaded<L>(cell: &OnceCell<L>, load: impl FnOnce() -> Result<L, RuleFaults>) -> Result<&L, Refused> {
    if let Some(law) = cell.get() {
        return Ok(law);
    }
    let law = load().map_err(|faults| Refused::alarm(&faults.to_string()))?;
    Ok(cell.get_or_init(|| law))
}
