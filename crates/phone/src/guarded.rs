//! The guard of free text, as a question with an answer like the others.

use schouw_signal::guard::{Finding, findings};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::refused::Refused;

/// A text that somebody types.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    text: String,
}

#[derive(Serialize)]
struct Answer {
    findings: Vec<Finding>,
}

/// What in the text of `{"text": …}` may be of a person, as JSON, places in UTF-16 units.
///
/// # Errors
/// When the question is not of this form.
pub fn guarded(question: &str) -> Result<String, Refused> {
    let Asked { text } = serde_json::from_str(question).map_err(|error| Refused::wrong(error.to_string()))?;
    serde_json::to_string(&Answer { findings: findings(&text) })
        .map_err(|error| Refused::wrong(error.to_string()))
}

/// What in a text may be of a person. Takes `{"text": …}` and answers `{"findings": [{"kind", "start", "end"}]}` with places
/// in UTF-16 units; it needs no pack.
///
/// # Errors
/// When the question is not of this form: an `Error` whose message is a problem (RFC 9457) as JSON.
#[wasm_bindgen]
pub fn guard(question: &str) -> Result<String, JsError> {
    guarded(question)
        .map_err(|refused| JsError::new(&serde_json::to_string(&refused).unwrap_or(refused.detail)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plate_is_found_where_javascript_counts_it() {
        let answer = guarded(r#"{"text": "😀 auto 99-XX-99 staat fout"}"#).unwrap();
        assert_eq!(answer, r#"{"findings":[{"kind":"plate","start":8,"end":16}]}"#);
    }

    #[test]
    fn a_question_of_another_form_is_refused() {
        assert!(guarded("{}").is_err());
        assert!(guarded(r#"{"text": 1}"#).is_err());
    }
}
