//! How long a signal stays, by its kind. Police data have their terms in the Wpg (`law`); for the rest these are our own
//! proposal, which an organisation changes in its settings.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use serde::{Deserialize, Serialize};

use crate::codes::{Hat, Kind};
use crate::partner::amsterdam;
use crate::state::State;

/// How long what is not police data stays, in months after it was over; and what was never closed, after the last thing
/// that happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// own signals
    pub signal: u32,
    /// copies of partners
    pub copy: u32,
    /// questions of partners and to them
    pub question: u32,
    /// what was never closed
    pub untouched: u32,
}

impl Default for Terms {
    fn default() -> Self {
        Self { signal: 12, copy: 6, question: 12, untouched: 24 }
    }
}

/// Until when it stays, and why: what a privacy officer reads before anything goes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Until {
    /// the last day
    pub until: Date,
    /// why, in plain Dutch
    pub why: String,
}

/// Until when a signal stays by the terms of the organisation; `None` for police data, whose terms are in the Wpg.
#[must_use]
pub fn until(state: &State, police: bool, terms: &Terms) -> Option<Until> {
    if police || state.hat == Hat::Investigation {
        return None;
    }
    let over = state.over_since.or(state.answered.then_some(state.changed));
    let (months, what) = match (over.is_some(), state.kind, state.is_copy()) {
        (false, ..) => (terms.untouched, "sinds er voor het laatst iets mee gebeurde"),
        (true, Kind::Question, _) => (terms.question, "nadat de vraag is afgerond"),
        (true, _, true) => (terms.copy, "nadat de kopie is afgerond"),
        (true, ..) => (terms.signal, "nadat het signaal is afgerond"),
    };
    let from = amsterdam().to_datetime(over.unwrap_or(state.changed)).date();
    let span: Span = i64::from(months).months();
    Some(Until { until: from.saturating_add(span), why: format!("{months} maanden {what}") })
}
