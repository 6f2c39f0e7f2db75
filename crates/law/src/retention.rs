//! How long data may stay: the stage on a day, and the days of the next steps.

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::codes::codes;
use crate::fault::{Fault, Reader};
use crate::rulebook::RuleFaults;
use crate::share::book::parse;
use crate::share::codes::{Certainty, Regime};
use crate::share::question::wpg_article;

const TERMS: &str = include_str!("../../../rules/retention.toml");

/// The first day that data can be from: before it nothing was recorded in a system.
const OLDEST: Date = jiff::civil::date(1970, 1, 1);

/// Said with every day of destruction under the Wpg (14(4)).
const HERITAGE: &str = "Vernietigen blijft achterwege voor zover de waarde als cultureel erfgoed of voor historisch onderzoek zich daartegen verzet (Wpg 14(4)).";
/// Said when no term was read.
const NO_TERM: &str = "Voor deze gegevens is geen wettelijke termijn gelezen: vraag een jurist, of leg zelf een bewaartermijn vast.";
/// Said when the organisation's own schedule decides.
const OWN_TERM: &str = "De termijn is die van de eigen organisatie, niet een uit de wet.";

codes! {
    /// What may still be done with it.
    pub enum Stage {
        Free = "free", HitOnly = "hit_only", Locked = "locked", Destroy = "destroy",
    }
}

codes! {
    /// From which day a term runs.
    pub enum After {
        FirstProcessed = "first_processed", Ended = "ended", Removed = "removed",
    }
}

/// One term of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    #[serde(skip_serializing)]
    regime: Regime,
    #[serde(skip_serializing)]
    article: u8,
    /// The stage that begins when the term has ended.
    pub stage: Stage,
    /// From which day it runs.
    pub after: After,
    /// How long, in months.
    pub months: u32,
    /// The articles.
    pub articles: Vec<String>,
    /// The rules of the collection.
    pub rules: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// What a person should know, in plain Dutch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// The terms.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retaining {
    term: Vec<Term>,
}

/// What is kept: facts only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Under which law.
    pub regime: Regime,
    /// Article of the Wpg.
    pub wpg_article: Option<u8>,
    /// The day of the first processing.
    pub first_processed: Date,
    /// The day on which the purpose ended (article 9).
    pub ended: Option<Date>,
    /// The day on which they were removed, if that was done.
    pub removed: Option<Date>,
    /// The last day by the organisation's own schedule (outside the Wpg).
    pub keep_until: Option<Date>,
    /// As of this day.
    pub day: Date,
}

/// A step with its day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The stage that begins.
    pub stage: Stage,
    /// Its first day.
    pub from: Date,
    /// The articles.
    pub articles: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
}

/// The stage on a day and what comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Retention {
    /// As of this day.
    pub as_of: Date,
    /// The stage; none when no term is known.
    pub stage: Option<Stage>,
    /// The step that began it.
    pub now: Option<Step>,
    /// What comes, in order.
    pub next: Vec<Step>,
    /// Whether a lawyer signed the terms: not yet.
    pub reviewed: bool,
    /// No term was read for this.
    pub unsettled: bool,
    /// Points for a person, in plain Dutch.
    pub doubts: Vec<String>,
}

impl Retaining {
    /// The terms in the program.
    ///
    /// # Errors
    /// Every fault of the table.
    pub fn load() -> Result<Self, RuleFaults> {
        parse("retention.toml", TERMS)
    }

    /// The terms for a regime and article.
    #[must_use]
    pub fn terms(&self, regime: Regime, article: Option<u8>) -> Vec<Term> {
        let fits = |term: &&Term| term.regime == regime && Some(term.article) == article;
        self.term.iter().filter(fits).cloned().collect()
    }

    /// The stage and the next steps.
    #[must_use]
    pub fn plan(&self, kept: &Kept) -> Retention {
        let mut doubts = Vec::new();
        let terms = self.terms(kept.regime, kept.wpg_article);
        let mut steps =
            if terms.is_empty() { own(kept, &mut doubts) } else { steps(&terms, kept, &mut doubts) };
        steps.sort_by_key(|step| (step.from, step.stage));
        let unsettled = steps.is_empty();
        let begun = steps.partition_point(|step| step.from <= kept.day);
        let next = steps.split_off(begun);
        let now = steps.into_iter().max_by_key(|step| step.stage);
        let stage = now.as_ref().map(|step| step.stage);
        Retention { as_of: kept.day, stage, now, next, reviewed: false, unsettled, doubts }
    }
}

/// The steps by the terms; a removal that was done earlier counts from its own day.
fn steps(terms: &[Term], kept: &Kept, doubts: &mut Vec<String>) -> Vec<Step> {
    let day_of = |from: Date, months: u32| {
        let end = from.saturating_add(Span::new().months(i64::from(months)));
        if months == 0 { end } else { end.tomorrow().unwrap_or(end) }
    };
    let locked_by_term = terms.iter().filter(|term| term.stage == Stage::Locked).find_map(|term| {
        let from = match term.after {
            After::FirstProcessed => Some(kept.first_processed),
            After::Ended => kept.ended,
            After::Removed => None,
        };
        from.map(|from| from.saturating_add(Span::new().months(i64::from(term.months))))
    });
    let removed = kept.removed.into_iter().chain(locked_by_term).min();
    let mut found = Vec::new();
    for term in terms {
        doubts.extend(term.note.clone());
        let early = kept.removed.filter(|_| term.stage == Stage::Locked);
        let from = match term.after {
            _ if early.is_some() => early,
            After::FirstProcessed => Some(day_of(kept.first_processed, term.months)),
            After::Ended => kept.ended.map(|ended| day_of(ended, term.months)),
            After::Removed => removed.map(|removed| day_of(removed, term.months)),
        };
        let late = removed.is_some_and(|removed| from.is_some_and(|from| from > removed));
        let past = late && matches!(term.stage, Stage::Free | Stage::HitOnly);
        if let Some(from) = from.filter(|_| !past) {
            found.push(Step {
                stage: term.stage,
                from,
                articles: term.articles.clone(),
                certainty: term.certainty,
            });
        }
    }
    doubts.push(HERITAGE.to_owned());
    found
}

/// Outside the Wpg the organisation's own schedule decides.
fn own(kept: &Kept, doubts: &mut Vec<String>) -> Vec<Step> {
    let Some(until) = kept.keep_until.filter(|_| kept.regime != Regime::Wpg) else {
        doubts.push(NO_TERM.to_owned());
        return Vec::new();
    };
    doubts.push(OWN_TERM.to_owned());
    let step = |stage, from| Step { stage, from, articles: Vec::new(), certainty: Certainty::Memory };
    vec![step(Stage::Free, kept.first_processed), step(Stage::Destroy, until.tomorrow().unwrap_or(until))]
}

impl Kept {
    /// Reads what is kept; without `date` the day is today.
    ///
    /// # Errors
    /// Every faulty field with what is allowed.
    pub fn read(value: &Value, today: Date) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let to = &mut faults;
        let known = ["regime", "wpg_article", "first_processed", "ended", "removed", "keep_until", "date"];
        let top = Reader::new("", Some(value), &known, to);
        let (regime, article) = (top.code("regime", to), wpg_article(&top, to));
        let latest = today.saturating_add(Span::new().years(100));
        let first = top.date("first_processed", OLDEST, today, to);
        let (ended, removed) =
            (top.optional_date("ended", OLDEST, today, to), top.optional_date("removed", OLDEST, today, to));
        let keep_until = top.optional_date("keep_until", OLDEST, latest, to);
        let day = top.optional_date("date", OLDEST, latest, to).flatten().unwrap_or(today);
        let read = (|| {
            Some(Self {
                regime: regime?,
                wpg_article: article?,
                first_processed: first?,
                ended: ended?,
                removed: removed?,
                keep_until: keep_until?,
                day,
            })
        })();
        let kept = read.filter(|_| faults.is_empty()).ok_or_else(|| std::mem::take(&mut faults))?;
        kept.contradictions(&mut faults);
        if faults.is_empty() { Ok(kept) } else { Err(faults) }
    }

    fn contradictions(&self, faults: &mut Vec<Fault>) {
        let mut wrong = |field: &str, message: &str| {
            faults.push(Fault { field: field.to_owned(), message: message.to_owned() })
        };
        if (self.regime == Regime::Wpg) != self.wpg_article.is_some() {
            wrong("wpg_article", "must be 8, 9 or 13 for police data, and null for others");
        }
        for (field, day) in
            [("ended", self.ended), ("removed", self.removed), ("keep_until", self.keep_until)]
        {
            if day.is_some_and(|day| day < self.first_processed) {
                wrong(field, "lies before `first_processed`");
            }
        }
        if self.day < self.first_processed {
            wrong("date", "lies before `first_processed`");
        }
        if self.keep_until.is_some() && self.regime == Regime::Wpg {
            wrong("keep_until", "must be left out: the Wpg has its own terms");
        }
        if self.ended.is_some() && self.wpg_article != Some(9) {
            wrong("ended", "is for data of article 9 only");
        }
    }
}
