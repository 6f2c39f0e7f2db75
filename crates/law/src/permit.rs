//! The proof that something may: only this crate can make one.

use jiff::civil::Date;
use schouw_base::Digest;

use crate::codes::Code as _;
use crate::powers::PowersDecision;
use crate::share::Decision;

/// The proof that a question was answered with yes, by rules that were asked about exactly that question.
///
/// Nobody else can make one:
///
/// ```compile_fail
/// fn forge(question: schouw_base::Digest, law_date: jiff::civil::Date) -> schouw_law::Permit {
///     schouw_law::Permit { question, articles: vec![], duties: vec![], law_date }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permit {
    question: Digest,
    articles: Vec<String>,
    duties: Vec<&'static str>,
    law_date: Date,
}

impl Permit {
    /// From a decision that allows; the caller has seen to that.
    pub(crate) fn share(question: Digest, decision: &Decision) -> Self {
        let duties = decision.duties.iter().map(|duty| duty.word()).collect();
        Self { question, articles: decision.articles.clone(), duties, law_date: decision.law_date }
    }

    /// From an answer that is yes; the caller has seen to that.
    pub(crate) fn act(question: Digest, decision: &PowersDecision) -> Self {
        let duties = decision.duties.iter().map(|duty| duty.word()).collect();
        Self { question, articles: decision.articles.clone(), duties, law_date: decision.law_date }
    }

    /// The question that it was given for.
    #[must_use]
    pub fn question(&self) -> Digest {
        self.question
    }

    /// The articles that carry it.
    #[must_use]
    pub fn articles(&self) -> &[String] {
        &self.articles
    }

    /// What has to be done with it, in the codes of the contract.
    #[must_use]
    pub fn duties(&self) -> &[&'static str] {
        &self.duties
    }

    /// The day whose law was applied.
    #[must_use]
    pub fn law_date(&self) -> Date {
        self.law_date
    }
}
