//! A decision on a sharing question (`decision.schema.json`).

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::codes::{Category, Certainty, DecisionMaker, Duty, Effect, Fact, Outcome};
use crate::rulebook::TextRef;

/// A decision.
#[derive(Debug, Clone, Serialize)]
pub struct Decision {
    /// Allow, allow with conditions, or deny.
    pub outcome: Outcome,
    /// Must, may, must not, or free.
    pub effect: Effect,
    /// The articles that carry it.
    pub articles: Vec<String>,
    /// Who decides.
    pub decision_maker: DecisionMaker,
    /// What is missing before it may.
    pub missing: Vec<Fact>,
    /// What comes with it.
    pub duties: Vec<Duty>,
    /// What is better left out.
    pub minimise: Vec<Category>,
    /// What would be lawful.
    pub routes: Vec<Route>,
    /// The rules that decided.
    pub rules: Vec<String>,
    /// The weakest certainty among them.
    pub certainty: Certainty,
    /// The day whose law was applied.
    pub law_date: Date,
    /// The dated texts that it rests on.
    pub texts: Vec<TextRef>,
    /// Whether a lawyer signed the rules: not yet.
    pub reviewed: bool,
    /// Open points for a person, in plain Dutch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// The law does not settle it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsettled: bool,
}

/// A changed question that would be lawful.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Route {
    /// What has to change.
    pub change: Vec<Change>,
    /// What the answer is then.
    pub outcome: Outcome,
    /// Under which articles.
    pub articles: Vec<String>,
}

/// One change of a question.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Change {
    /// A field gets another value.
    Set {
        /// Which.
        path: &'static str,
        /// Which value.
        to: Value,
    },
    /// A fact has to be established.
    Add {
        /// Which.
        add_fact: Fact,
    },
}
