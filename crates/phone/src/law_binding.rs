//! What JavaScript sees of the law.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::law::LawDesk;

/// The rules. A refusal is thrown as an `Error` whose message is a problem (RFC 9457) as JSON.
#[wasm_bindgen]
pub struct Law {
    desk: LawDesk,
}

#[wasm_bindgen]
impl Law {
    /// A desk; rules are loaded when they are first asked for.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Law {
        Self { desk: LawDesk::new() }
    }

    /// Answers a call (`share`, `share_talk`, `share_tell`, `form`, `act`, `act_find`, `act_tell`, `act_card`, `record`,
    /// `keep`) with the question as JSON, and the present moment as ISO 8601 in UTC.
    ///
    /// # Errors
    /// See [`Law`].
    pub fn ask(&self, call: &str, question: &str, now: &str) -> Result<String, JsError> {
        self.desk
            .ask(call, question, now)
            .map_err(|refused| JsError::new(&serde_json::to_string(&refused).unwrap_or(refused.detail)))
    }
}

impl Default for Law {
    fn default() -> Self {
        Self::new()
    }
}
