//! What a tile says of an item, as it is packed.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::layers::{Notice, Place, Problem, Rule, SourceNumber};
use crate::moment::amsterdam;

/// Days after its last report that a problem without open reports is shown.
const PROBLEM_DAYS: i64 = 365;
/// Most characters of a text in a tile; a card has the whole.
const TEXT_CHARACTERS_MAX: usize = 160;

/// An item in an index of tiles. Days are texts (`2026-11-27`), empty when there is none.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Record<'a> {
    pub source: SourceNumber,
    pub id: &'a str,
    pub title: &'a str,
    pub kind: &'a str,
    pub theme: &'a str,
    pub from: &'a str,
    pub until: &'a str,
    pub zone: &'a str,
    pub article: &'a str,
    pub hours: &'a str,
    pub except: &'a str,
    pub hours_unknown: &'a str,
    pub acts: &'a str,
    pub date: &'a str,
    pub problem: Option<ProblemRecord<'a>>,
}

/// The reports of a problem.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct ProblemRecord<'a> {
    pub open: bool,
    /// id and day of each, the oldest first
    #[serde(borrow)]
    pub reports: Vec<(&'a str, &'a str)>,
}

/// Texts that live as long as it takes to pack them.
#[derive(Debug, Default)]
pub(super) struct Packed {
    pub bytes: Vec<u8>,
    pub at: Vec<u64>,
}

impl Packed {
    /// Packs a record; its number.
    pub(super) fn add(&mut self, record: &Record<'_>) -> Result<u32, crate::pack::PackError> {
        let damaged = || crate::pack::PackError::damaged("items");
        let number = u32::try_from(self.at.len()).map_err(|_| crate::pack::PackError::TooMuch)?;
        self.at.push(self.bytes.len() as u64);
        self.bytes.extend(postcard::to_stdvec(record).map_err(|_| damaged())?);
        Ok(number)
    }
}

fn day(date: Option<Date>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// The text, cut where it is too long for a map.
fn short(text: &str) -> &str {
    text.char_indices().nth(TEXT_CHARACTERS_MAX).map_or(text, |(at, _)| text.get(..at).unwrap_or(text))
}

/// What can be told of in a tile: packed unless it was over before a day.
pub(super) trait Told {
    /// Packs it; none when it was over.
    fn pack(&self, as_of: Date, into: &mut Packed) -> Result<Option<u32>, crate::pack::PackError>;
}

impl Told for Rule {
    fn pack(&self, as_of: Date, into: &mut Packed) -> Result<Option<u32>, crate::pack::PackError> {
        if self.valid_until.is_some_and(|until| until < as_of) {
            return Ok(None);
        }
        let (except, acts) = (self.except.join("; "), self.acts.join("; "));
        let record = Record {
            source: self.source,
            id: &self.id,
            title: short(&self.title),
            kind: "regel",
            theme: &self.theme,
            from: &day(self.valid_from),
            until: &day(self.valid_until),
            zone: short(&self.zone),
            article: short(&self.article),
            hours: &self.hours,
            except: &except,
            hours_unknown: short(&self.hours_unknown),
            acts: &acts,
            ..Record::default()
        };
        into.add(&record).map(Some)
    }
}

impl Told for Notice {
    fn pack(&self, as_of: Date, into: &mut Packed) -> Result<Option<u32>, crate::pack::PackError> {
        let last = self.last_day();
        if last.is_some_and(|last| last < as_of) {
            return Ok(None);
        }
        let record = Record {
            source: self.source,
            id: &self.id,
            title: short(&self.title),
            kind: short(&self.kind),
            from: &day(self.from.or(self.published)),
            until: &day(last),
            ..Record::default()
        };
        into.add(&record).map(Some)
    }
}

impl Told for Problem {
    fn pack(&self, as_of: Date, into: &mut Packed) -> Result<Option<u32>, crate::pack::PackError> {
        let local = |at: Timestamp| at.to_zoned_datetime(amsterdam().clone()).date();
        let last = local(self.last).saturating_add(jiff::Span::new().days(PROBLEM_DAYS));
        if !self.open && last < as_of {
            return Ok(None);
        }
        let days: Vec<String> = self.reports.iter().map(|report| local(report.at).to_string()).collect();
        let reports = self.reports.iter().zip(&days).map(|(report, day)| (report.id.as_str(), day.as_str()));
        let record = Record {
            source: self.source,
            id: &self.id,
            title: short(&self.theme),
            kind: "melding",
            theme: &self.theme,
            until: &if self.open { String::new() } else { last.to_string() },
            problem: Some(ProblemRecord { open: self.open, reports: reports.collect() }),
            ..Record::default()
        };
        into.add(&record).map(Some)
    }
}

impl Told for Place {
    fn pack(&self, _: Date, into: &mut Packed) -> Result<Option<u32>, crate::pack::PackError> {
        let record = Record {
            source: self.source,
            id: &self.id,
            title: short(if self.name.is_empty() { &self.kind } else { &self.name }),
            kind: short(&self.kind),
            date: &self.date,
            ..Record::default()
        };
        into.add(&record).map(Some)
    }
}
