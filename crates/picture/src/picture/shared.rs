//! What many answers say in the same words, made once when an index is opened.

use std::collections::HashMap;

use jiff::Span;
use jiff::civil::Date;

use crate::answer::SourceItem;
use crate::layers::{Measure, Source};
use crate::pack::{Meta, PackError};
use crate::text::{PeriodText, Text};

/// Texts and numbers that hold for every answer of an index.
#[derive(Debug)]
pub(crate) struct Shared {
    /// by number of the source
    pub sources: Vec<SharedSource>,
    /// by number of the measure
    pub measures: Vec<SharedMeasure>,
    /// the numbers of the measures in the order of an answer
    pub order: Vec<u16>,
    /// by number of the period
    pub periods: Vec<SharedPeriod>,
}

/// A source as items name it.
#[derive(Debug)]
pub(crate) struct SharedSource {
    fresh: SourceItem,
    old: SourceItem,
    /// last day on which it is not old; none when it never is
    fresh_until: Option<Date>,
}

/// A measure as figures name it.
#[derive(Debug)]
pub(crate) struct SharedMeasure {
    pub id: Text,
    pub label: Text,
    pub unit: Text,
    pub theme: Text,
    pub denominator: Text,
    /// the number of the denominator
    pub of: Option<u16>,
}

/// A period.
#[derive(Debug)]
pub(crate) struct SharedPeriod {
    pub text: PeriodText,
    /// the number of the same period a year earlier
    pub year_before: Option<u16>,
}

impl Shared {
    pub(crate) fn of(meta: &Meta) -> Result<Self, PackError> {
        let measures = &meta.measures;
        let count = u16::try_from(measures.len()).map_err(|_| PackError::damaged("meta"))?;
        let key = |number: &u16| measures.get(usize::from(*number)).map(|m| (m.order, m.id.as_str()));
        let mut order: Vec<u16> = (0..count).collect();
        order.sort_by(|a, b| key(a).cmp(&key(b)));
        Ok(Self {
            sources: meta.sources.iter().map(SharedSource::of).collect(),
            measures: measures.iter().map(|measure| SharedMeasure::of(measure, measures)).collect(),
            order,
            periods: periods(&meta.periods)?,
        })
    }
}

impl SharedSource {
    fn of(source: &Source) -> Self {
        let limit = source.cadence.days_until_old();
        let (dataset, licence) = (Text::from(source.dataset.as_str()), Text::from(source.licence.as_str()));
        Self {
            fresh: SourceItem::new(dataset.clone(), source.retrieved, licence.clone(), false),
            old: SourceItem::new(dataset, source.retrieved, licence, true),
            fresh_until: limit.map(|days| source.retrieved.saturating_add(Span::new().days(days))),
        }
    }
}

impl SharedSource {
    /// The source as items name it on this day.
    pub(crate) fn on(&self, day: Date) -> SourceItem {
        if self.fresh_until.is_some_and(|until| until < day) { &self.old } else { &self.fresh }.clone()
    }
}

impl SharedMeasure {
    fn of(measure: &Measure, all: &[Measure]) -> Self {
        let of = all.iter().position(|known| known.id == measure.denominator);
        Self {
            id: measure.id.as_str().into(),
            label: measure.label.as_str().into(),
            unit: measure.unit.as_str().into(),
            theme: measure.theme.as_str().into(),
            denominator: measure.denominator.as_str().into(),
            of: of.and_then(|at| u16::try_from(at).ok()),
        }
    }
}

fn periods(texts: &[String]) -> Result<Vec<SharedPeriod>, PackError> {
    let damaged = || PackError::damaged("meta");
    let mut numbers: HashMap<PeriodText, u16> = HashMap::with_capacity(texts.len());
    let mut periods = Vec::with_capacity(texts.len());
    for (number, text) in texts.iter().enumerate() {
        let text = PeriodText::new(text).ok_or_else(damaged)?;
        numbers.entry(text).or_insert(u16::try_from(number).map_err(|_| damaged())?);
        periods.push(text);
    }
    let year_before = |text: PeriodText| numbers.get(&text.year_before()?).copied();
    Ok(periods.into_iter().map(|text| SharedPeriod { text, year_before: year_before(text) }).collect())
}
