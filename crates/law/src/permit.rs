//! The proof that something may: only this crate can make one.

use jiff::civil::Date;

use crate::share::codes::Duty;
use crate::share::decision::Decision;

/// The proof that a question was answered with yes, by rules that were asked about exactly that question.
///
/// Nobody else can make one:
///
/// ```compile_fail
/// let forged = schouw_law::Permit { articles: vec![], duties: vec![], law_date: jiff::civil::date(2026, 11, 23) };
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    articles: Vec<String>,
    duties: Vec<Duty>,
    law_date: Date,
}

impl Permit {
    /// From a decision that allows; the caller has seen to that.
    pub(crate) fn share(decision: &Decision) -> Self {
        Self { articles: decision.articles.clone(), duties: decision.duties.clone(), law_date: decision.law_date }
    }

    /// The articles that carry it.
    #[must_use]
    pub fn articles(&self) -> &[String] {
        &self.articles
    }

    /// What has to be done with it.
    #[must_use]
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The day whose law was applied.
    #[must_use]
    pub fn law_date(&self) -> Date {
        self.law_date
    }
}
