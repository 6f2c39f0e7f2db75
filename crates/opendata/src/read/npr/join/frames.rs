//! The time frames of a rule: what is paid when, and what cannot be said of it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::super::Role;
use super::super::fare::Fare;
use super::super::hours::{Day, Hours};
use super::super::table::{Record, said};
use super::{Joining, NoDate};
use crate::finding::{FindingKind, Remark};

/// What stands in `days_unknown` of a rule of which a time frame cannot be read: hours without it would be wrong.
const HOURS_WRONG: &str = "de tijden in de bron kloppen niet";

/// A time frame cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NoFrame;

/// What may be done in a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// is paid
    Paid,
    /// nothing is paid
    Free,
    /// no right can be claimed
    NoClaim,
}

/// The frames of one rule, of today.
#[derive(Default)]
pub(super) struct Frames<'t> {
    pub(super) hours: BTreeMap<Kind, Vec<(Day, Hours)>>,
    pub(super) days_unknown: BTreeSet<&'t str>,
    /// a frame cannot be read, so that the hours of the others are not all there is
    dirty: bool,
    pub(super) changes_on: Option<Date>,
    pub(super) max_durations: BTreeSet<u32>,
    pub(super) fares: BTreeSet<&'t str>,
}

impl<'t> Joining<'t, '_, '_> {
    /// The frames of a rule.
    pub(super) fn frames_of(&mut self, manager: &'t str, id: &'t str) -> Frames<'t> {
        let mut frames = Frames::default();
        for frame in self.frames.remove(&(manager, id)).unwrap_or_default() {
            if self.take_frame(frame, &mut frames).is_err() {
                frames.dirty = true;
            }
        }
        if frames.dirty {
            frames.hours.clear();
            frames.changes_on = None;
            frames.days_unknown = BTreeSet::from([HOURS_WRONG]);
        }
        frames
    }

    fn take_frame(&mut self, frame: Record<'t>, into: &mut Frames<'t>) -> Result<(), NoFrame> {
        let begin = self.date(frame, Role::Tijdvak, "startdatetimeframe");
        let end = self.date(frame, Role::Tijdvak, "enddatetimeframe");
        // what ended for sure says nothing about today
        if matches!(end, Ok(Some(end)) if end < self.today) {
            self.frames_ended += 1;
            return Ok(());
        }
        let (begin, end) = begin.and_then(|begin| Ok((begin, end?))).map_err(|NoDate| NoFrame)?;
        let later = begin.filter(|begin| *begin > self.today);
        let changes = later.or(end.and_then(|end| end.tomorrow().ok()));
        into.changes_on = [into.changes_on, changes].into_iter().flatten().min();
        if later.is_some() {
            self.frames_later += 1;
            return Ok(());
        }
        let kind = self.kind(frame);
        if let Some(code) = frame.get("farecalculationcode").filter(|_| kind != Kind::NoClaim) {
            into.fares.insert(code);
        }
        self.take_duration(frame, into);
        let word = frame.text("daytimeframe");
        if word.is_empty() {
            let why = "the time frame has no day; no hours are told for the rule";
            self.remark(frame, Role::Tijdvak, "daytimeframe", FindingKind::MissingValue, why);
            return Err(NoFrame);
        }
        let Some(day) = Day::from_word(word) else {
            let (count, _) = self.days_unknown.entry(word).or_insert((0, frame.number));
            *count += 1;
            into.days_unknown.insert(word);
            return Ok(());
        };
        let (begin, end) = (frame.text("starttimetimeframe"), frame.text("endtimetimeframe"));
        let Some(hours) = Hours::parse(begin, end) else {
            let why = "the times cannot be, or leave nothing between; no hours are told for the rule";
            let (times, kind) = (format!("{begin}-{end}"), FindingKind::ImplausibleValue);
            let remark = Remark::on_value(frame.number, "starttimetimeframe", &times, kind, why);
            self.out.remark(said(Role::Tijdvak, remark));
            return Err(NoFrame);
        };
        into.hours.entry(kind).or_default().push((day, hours));
        Ok(())
    }

    fn take_duration(&mut self, frame: Record<'t>, into: &mut Frames<'t>) {
        let Some(written) = frame.get("maxdurationright") else { return };
        match written.parse() {
            Ok(0) => {}
            Ok(minutes) => _ = into.max_durations.insert(minutes),
            Err(_) => {
                let why = "this is not a number of minutes; no longest stay is read from it";
                self.remark(frame, Role::Tijdvak, "maxdurationright", FindingKind::BadValue, why);
            }
        }
    }

    fn kind(&mut self, frame: Record<'t>) -> Kind {
        if frame.text("claimrightpossible") == "N" {
            return Kind::NoClaim;
        }
        let Some(code) = frame.get("farecalculationcode") else { return Kind::Paid };
        match self.fares.get(&(frame.text("areamanagerid"), code)) {
            Some(Fare::Free) => Kind::Free,
            Some(Fare::Words(_) | Fare::Unclear) => Kind::Paid,
            None => {
                // a table of fares that is not there at all is no fault of the record
                if !self.fares.is_empty() {
                    let why = "the fare of the time frame is not in the tables; no amount is told";
                    self.remark(
                        frame,
                        Role::Tijdvak,
                        "farecalculationcode",
                        FindingKind::DanglingReference,
                        why,
                    );
                }
                Kind::Paid
            }
        }
    }
}
