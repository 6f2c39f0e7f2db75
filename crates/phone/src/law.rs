//! The rules of `schouw-law`, loaded when first asked.

use std::cell::OnceCell;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use schouw_law::call::{Call, CallError, Rules};
use schouw_law::codes::Code as _;
use schouw_law::powers::PowersLaw;
use schouw_law::record::RecordLaw;
use schouw_law::share::ShareLaw;
use schouw_law::{RuleFaults, strict};

use crate::refused::Refused;

/// Longest question, in bytes.
const QUESTION_BYTES_MAX: usize = 64 << 10;

/// Time in the Netherlands as a rule, so that no table of all zones has to be downloaded: Dutch law goes by the Dutch day.
const AMSTERDAM: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

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

    /// The answer to a question: `call` is a word of [`Call`]; question and answer are the JSON of the REST API, `now` is an
    /// instant such as `2026-11-27T20:40:00Z`: its day in the Netherlands counts when the question names none.
    ///
    /// # Errors
    /// When there is no such call, the question has faults, or a rule cannot be evaluated.
    pub fn ask(&self, call: &str, question: &str, now: &str) -> Result<String, Refused> {
        let Some(call) = Call::parse(call) else {
            return Err(Refused::not_found(format!("De vraag `{call}` is er niet.")));
        };
        if question.len() > QUESTION_BYTES_MAX {
            return Err(Refused::wrong(format!("Een vraag heeft hoogstens {QUESTION_BYTES_MAX} bytes.")));
        }
        let now: Timestamp =
            now.parse().map_err(|_| Refused::wrong("`now` is geen moment zoals 2026-11-27T20:40:00Z"))?;
        let zone = TimeZone::posix(AMSTERDAM).map_err(|error| Refused::alarm(&error.to_string()))?;
        let today = zone.to_datetime(now).date();
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
