//! What JavaScript sees.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::desk::Desk;
use crate::refused::Refused;

/// A pack that answers. Every call takes a question as JSON and the present moment as ISO 8601 in UTC, and answers JSON;
/// a refusal is thrown as an `Error` whose message is a problem (RFC 9457) as JSON.
#[wasm_bindgen]
pub struct Phone {
    desk: Desk,
}

#[wasm_bindgen]
impl Phone {
    /// Unpacks and opens a pack.
    ///
    /// # Errors
    /// When the bytes are not a pack of this version, or are damaged.
    pub fn open(bytes: &[u8]) -> Result<Phone, JsError> {
        Desk::open(bytes).map(|desk| Self { desk }).map_err(|error| JsError::new(&error.to_string()))
    }

    /// What the pack says of itself, as JSON.
    ///
    /// # Errors
    /// Never, in practice.
    pub fn head(&self) -> Result<String, JsError> {
        serde_json::to_string(self.desk.head()).map_err(|error| JsError::new(&error.to_string()))
    }

    /// What is here: `POST /v1/hier/_zoek`.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn here(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("here", question, now)
    }

    /// Suggestions while typing: `POST /v1/adressen/_zoek`.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn search(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("search", question, now)
    }

    /// The page of an area: `GET /v1/gebieden/{code}`, with `code` in the question.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn area(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("area", question, now)
    }

    /// Areas: `GET /v1/gebieden`.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn areas(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("areas", question, now)
    }

    /// Areas with their outlines, in place of vector tiles.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn shapes(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("shapes", question, now)
    }

    /// Figures that can be mapped: `GET /v1/cijfers`.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn measures(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("measures", question, now)
    }

    /// A figure on a map: `GET /v1/cijfers/{id}`, with `id` in the question.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn choropleth(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("choropleth", question, now)
    }

    /// What a map shows: `POST /v1/kaart/_zoek`.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn map(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("map", question, now)
    }

    /// The sources: `GET /v1/bronnen`.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn sources(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("sources", question, now)
    }

    /// A source: `GET /v1/bronnen/{id}`, with `id` in the question.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn source(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("source", question, now)
    }

    /// What is in the pack: `GET /v1/momentopname`.
    ///
    /// # Errors
    /// See [`Phone`].
    pub fn moment(&self, question: &str, now: &str) -> Result<String, JsError> {
        self.ask("moment", question, now)
    }

    fn ask(&self, call: &str, question: &str, now: &str) -> Result<String, JsError> {
        let thrown =
            |refused: Refused| JsError::new(&serde_json::to_string(&refused).unwrap_or(refused.detail));
        self.desk.ask(call, question, now).map_err(thrown)
    }
}
