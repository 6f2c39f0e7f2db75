//! A sharing question: facts only, never the answer (`question.schema.json`).

use std::collections::BTreeSet;

use jiff::civil::Date;
use schouw_base::Digest;
use serde_json::Value;

use super::codes::{Category, Domain, Employer, Fact, Hat, Purpose, Receiver, Regime, Source};
use crate::fault::{Fault, Reader};

/// Months of a hundred years: more is a mistake.
const AGE_MONTHS_MAX: u64 = 1_200;

/// A sharing question, whole and free of contradictions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Question {
    /// Who employs the sender.
    pub employer: Employer,
    /// In which task he acts.
    pub hat: Hat,
    /// His domain, if he has one.
    pub sender_domain: Option<Domain>,
    /// Under which law the data stand.
    pub regime: Regime,
    /// Article of the Wpg: 8, 9 or 13 (a support file).
    pub wpg_article: Option<u8>,
    /// Months since the data were first processed.
    pub age_months: u64,
    /// Whether they are in the archive stage.
    pub archived: bool,
    /// Whether they can be traced to a person.
    pub identifiable: bool,
    /// What is in them.
    pub categories: BTreeSet<Category>,
    /// Whether the record holds special categories.
    pub special_category: bool,
    /// Whether the person is under age.
    pub minor: bool,
    /// Whether they sit in a file of the prosecutor.
    pub in_prosecution_file: bool,
    /// Where they came from.
    pub source: Source,
    /// Who gets them.
    pub receiver: Receiver,
    /// The boa domain whose rules the receiver applies.
    pub receiver_domain: Option<Domain>,
    /// What for.
    pub purpose: Purpose,
    /// What is established.
    pub facts: BTreeSet<Fact>,
    /// The day whose law holds.
    pub day: Date,
}

impl Question {
    /// Reads a question; without `date` the day is today.
    ///
    /// # Errors
    /// Every faulty field with what is allowed.
    pub fn read(value: &Value, today: Date) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let to = &mut faults;
        let top =
            Reader::new("", Some(value), &["sender", "data", "receiver", "purpose", "facts", "date"], to);
        let sender = Reader::new("sender", top.value("sender"), &["employer", "hat", "domain"], to);
        let known = [
            "regime",
            "wpg_article",
            "age_months",
            "archived",
            "identifiable",
            "categories",
            "special_category",
            "minor",
            "in_prosecution_file",
            "source",
        ];
        let data = Reader::new("data", top.value("data"), &known, to);
        let receiver = Reader::new("receiver", top.value("receiver"), &["kind", "domain"], to);
        let day = top.day(today, to);
        let article = wpg_article(&data, to);
        let categories = data.codes::<Category>("categories", to);
        if categories.as_ref().is_some_and(Vec::is_empty) {
            to.push(Fault {
                field: "data.categories".to_owned(),
                message: "must name at least one category".to_owned(),
            });
        }
        let read = (|| {
            Some(Self {
                employer: sender.code("employer", to)?,
                hat: sender.code("hat", to)?,
                sender_domain: sender.optional("domain", to)?,
                regime: data.code("regime", to)?,
                wpg_article: article?,
                age_months: data.number("age_months", AGE_MONTHS_MAX, to)?,
                archived: data.flag("archived", to)?,
                identifiable: data.flag("identifiable", to)?,
                categories: categories?.into_iter().collect(),
                special_category: data.flag("special_category", to)?,
                minor: data.flag("minor", to)?,
                in_prosecution_file: data.flag("in_prosecution_file", to)?,
                source: data.code("source", to)?,
                receiver: receiver.code("kind", to)?,
                receiver_domain: receiver.optional("domain", to)?,
                purpose: top.code("purpose", to)?,
                facts: top.codes("facts", to)?.into_iter().collect(),
                day,
            })
        })();
        if read.is_none() {
            rest(&top, &sender, &data, &receiver, to);
        }
        let found = read.filter(|_| faults.is_empty()).ok_or_else(|| std::mem::take(&mut faults))?;
        found.contradictions(&mut faults);
        if faults.is_empty() { Ok(found) } else { Err(faults) }
    }

    /// A digest of the whole question, the same for the same question.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(format!("{self:?}").as_bytes())
    }

    fn contradictions(&self, faults: &mut Vec<Fault>) {
        let mut wrong = |field: &str, message: &str| {
            faults.push(Fault { field: field.to_owned(), message: message.to_owned() })
        };
        if self.regime == Regime::Wpg && self.identifiable && self.wpg_article.is_none() {
            wrong("data.wpg_article", "must be 8, 9 or 13 for police data about a person");
        }
        if self.regime != Regime::Wpg && self.wpg_article.is_some() {
            wrong("data.wpg_article", "must be null, these are not police data");
        }
        if self.regime != Regime::Wpg && self.archived {
            wrong("data.archived", "must be false, only police data have the archive stage of Wpg 14");
        }
        if self.regime == Regime::None && self.identifiable {
            wrong("data.identifiable", "must be false: regime `none` says that no person was ever in it");
        }
        if self.archived && self.age_months == 0 {
            wrong("data.archived", "data that are in the archive stage cannot have an age of 0 months");
        }
    }
}

/// Names the fields that were not reached after the first fault.
fn rest(
    top: &Reader<'_>,
    sender: &Reader<'_>,
    data: &Reader<'_>,
    receiver: &Reader<'_>,
    faults: &mut Vec<Fault>,
) {
    let mut more = Vec::new();
    let _ = (sender.code::<Employer>("employer", &mut more), sender.code::<Hat>("hat", &mut more));
    let _ = (sender.optional::<Domain>("domain", &mut more), data.code::<Regime>("regime", &mut more));
    let _ = data.number("age_months", AGE_MONTHS_MAX, &mut more);
    for flag in ["archived", "identifiable", "special_category", "minor", "in_prosecution_file"] {
        let _ = data.flag(flag, &mut more);
    }
    let _ = (data.code::<Source>("source", &mut more), receiver.code::<Receiver>("kind", &mut more));
    let _ = (receiver.optional::<Domain>("domain", &mut more), top.code::<Purpose>("purpose", &mut more));
    let _ = top.codes::<Fact>("facts", &mut more);
    for fault in more {
        if !faults.contains(&fault) {
            faults.push(fault);
        }
    }
}

pub(crate) fn wpg_article(data: &Reader<'_>, faults: &mut Vec<Fault>) -> Option<Option<u8>> {
    match data.value("wpg_article") {
        Some(Value::Null) => Some(None),
        Some(value) if value.as_u64().is_some_and(|number| [8, 9, 13].contains(&number)) => {
            Some(value.as_u64().and_then(|number| u8::try_from(number).ok()))
        }
        _ => {
            faults.push(Fault {
                field: data.path_of("wpg_article"),
                message: "must be 8, 9, 13 or null".to_owned(),
            });
            None
        }
    }
}
