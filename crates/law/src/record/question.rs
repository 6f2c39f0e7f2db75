//! A question on recording: facts only (`docs/record-question.schema.json`).

use std::collections::BTreeSet;

use jiff::civil::Date;
use schouw_base::Digest;
use serde_json::Value;

use super::codes::RecordFact;
use crate::fault::{Fault, Reader};
use crate::rulebook::Seen;
use crate::rulebook::fields::{bit, bits};
use crate::share::codes::{Category, Domain, Employer, Hat, Purpose, Regime, Source};
use crate::share::question::wpg_article;

/// A question on recording, whole and free of contradictions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordQuestion {
    /// Who employs him.
    pub employer: Employer,
    /// In which task he acts.
    pub hat: Hat,
    /// His domain, if he has one.
    pub domain: Option<Domain>,
    /// Under which law he would record.
    pub regime: Regime,
    /// Article of the Wpg: 8, 9 or 13.
    pub wpg_article: Option<u8>,
    /// Whether it can be traced to a person.
    pub identifiable: bool,
    /// What is in it.
    pub categories: BTreeSet<Category>,
    /// Whether it holds special categories.
    pub special_category: bool,
    /// Whether the person is under age.
    pub minor: bool,
    /// Where it comes from.
    pub source: Source,
    /// What for.
    pub purpose: Purpose,
    /// What is established.
    pub facts: BTreeSet<RecordFact>,
    /// The day whose law holds.
    pub day: Date,
}

impl RecordQuestion {
    /// Reads a question; without `date` the day is today.
    ///
    /// # Errors
    /// Every faulty field with what is allowed.
    pub fn read(value: &Value, today: Date) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let to = &mut faults;
        let top = Reader::new("", Some(value), &["recorder", "data", "purpose", "facts", "date"], to);
        let who = Reader::new("recorder", top.value("recorder"), &["employer", "hat", "domain"], to);
        let known =
            ["regime", "wpg_article", "identifiable", "categories", "special_category", "minor", "source"];
        let data = Reader::new("data", top.value("data"), &known, to);
        let day = top.day(today, to);
        let (employer, hat, domain) =
            (who.code("employer", to), who.code("hat", to), who.optional("domain", to));
        let (regime, article) = (data.code("regime", to), wpg_article(&data, to));
        let (identifiable, special) = (data.flag("identifiable", to), data.flag("special_category", to));
        let (minor, source) = (data.flag("minor", to), data.code("source", to));
        let categories = data.codes::<Category>("categories", to);
        let (purpose, facts) = (top.code("purpose", to), top.codes::<RecordFact>("facts", to));
        let read = (|| {
            Some(Self {
                employer: employer?,
                hat: hat?,
                domain: domain?,
                regime: regime?,
                wpg_article: article?,
                identifiable: identifiable?,
                categories: categories?.into_iter().collect(),
                special_category: special?,
                minor: minor?,
                source: source?,
                purpose: purpose?,
                facts: facts?.into_iter().collect(),
                day,
            })
        })();
        let found = read.filter(|_| faults.is_empty()).ok_or_else(|| std::mem::take(&mut faults))?;
        found.contradictions(&mut faults);
        if faults.is_empty() { Ok(found) } else { Err(faults) }
    }

    fn contradictions(&self, faults: &mut Vec<Fault>) {
        let mut wrong = |field: &str, message: &str| {
            faults.push(Fault { field: field.to_owned(), message: message.to_owned() })
        };
        if self.categories.is_empty() {
            wrong("data.categories", "must name at least one category");
        }
        if self.regime == Regime::Wpg && self.identifiable && self.wpg_article.is_none() {
            wrong("data.wpg_article", "must be 8, 9 or 13 for police data about a person");
        }
        if self.regime != Regime::Wpg && self.wpg_article.is_some() {
            wrong("data.wpg_article", "must be null, these are not police data");
        }
        if self.regime == Regime::None && self.identifiable {
            wrong("data.identifiable", "must be false: regime `none` says that no person is in it");
        }
        let both = |one, other| self.facts.contains(&one) && self.facts.contains(&other);
        if both(RecordFact::OffenceInAkte, RecordFact::OffenceOutsideAkte) {
            wrong("facts", "`offence_in_akte` and `offence_outside_akte` cannot both be established");
        }
        if (self.hat == Hat::PoliceOfficer) != (self.employer == Employer::Police) {
            wrong("recorder.hat", "`police_officer` goes with the employer `police` and with no other");
        }
    }

    /// Its values as the rules read them, in the order of the fields.
    #[must_use]
    pub fn seen(&self) -> Seen {
        let values = [
            bit(self.hat),
            bit(self.purpose),
            bit(self.employer),
            bits(self.domain),
            bit(self.regime),
            bit(self.source),
            bits(self.categories.iter().copied()),
            bits(self.facts.iter().copied()),
            self.wpg_article.unwrap_or(0).into(),
            u128::from(self.identifiable),
            u128::from(self.special_category),
            u128::from(self.minor),
        ];
        values.into_iter().enumerate().fold(Seen::default(), |seen, (field, value)| seen.with(field, value))
    }

    /// A digest of the whole question, the same for the same question.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(format!("{self:?}").as_bytes())
    }
}
