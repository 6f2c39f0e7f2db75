//! In which form an answer is given: what `f` says, else what `Accept` prefers.

use axum::http::HeaderMap;

use super::html::HTML;
use crate::accept::accepted;
use crate::problem::Problem;

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// for programs
    Json,
    /// for people
    Html,
}

impl Form {
    /// The word of `f`.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Html => "html",
        }
    }

    /// The form with this word.
    pub(super) fn of(word: &str) -> Option<Self> {
        [Self::Json, Self::Html].into_iter().find(|form| form.word() == word)
    }

    /// The form that `Accept` prefers, of pages and of JSON of these media types (the first one is given); JSON when it
    /// has no preference.
    ///
    /// # Errors
    /// A problem (406) when it takes neither.
    pub(super) fn accepted(headers: &HeaderMap, json: &[&str]) -> Result<Self, Problem> {
        let kinds: Vec<&str> = json.iter().copied().chain([HTML]).collect();
        match accepted(headers, &kinds) {
            Some(place) if place == json.len() => Ok(Self::Html),
            Some(_) => Ok(Self::Json),
            None => Err(Problem::not_acceptable(&kinds.join(", "))),
        }
    }
}
