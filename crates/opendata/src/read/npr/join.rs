//! The tables of NPR joined: rule by rule, its frames, fares and areas.

mod areas;
mod frames;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::ControlFlow;

use jiff::civil::Date;

use super::fare::{self, Fare, Step};
use super::hours::opening_hours;
use super::table::{Record, Table, said};
use super::{NprOptions, Role};
use crate::finding::{FindingKind, Remark};
use crate::read::Counted;
use crate::row::{Cell, Row, RowSink};
use frames::Kind;

/// The columns of a joined row, as the head of the module `npr` tells them.
const COLUMNS: [&str; 18] = [
    "areamanagerid",
    "areaid",
    "area_name",
    "area_usage",
    "regulationid",
    "description",
    "regulationtype",
    "start_date",
    "end_date",
    "opening_hours",
    "free_hours",
    "no_claim_hours",
    "days_unknown",
    "changes_on",
    "max_duration",
    "fare",
    "fare_description",
    "areageometryastext",
];
/// The year from which on an end is no end.
const NO_END_YEAR: i16 = 2_900;

/// Manager and id of what is joined.
type Key<'t> = (&'t str, &'t str);

/// Lets the tables make remarks; their rows are no rows of the join.
pub(super) struct Remarks<'c, 's>(pub(super) &'c mut Counted<'s>);

impl RowSink for Remarks<'_, '_> {
    fn row(&mut self, _row: &Row<'_>) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn remark(&mut self, remark: Remark) {
        self.0.remark(remark);
    }
}

/// The tables by what they are joined on.
pub(super) struct Joining<'t, 'c, 's> {
    today: Date,
    out: &'c mut Counted<'s>,
    rules: Vec<Record<'t>>,
    frames: HashMap<Key<'t>, Vec<Record<'t>>>,
    /// per fare its steps, those of today where the table tells
    fares: HashMap<Key<'t>, Fare>,
    fare_names: HashMap<Key<'t>, &'t str>,
    areas: HashMap<Key<'t>, BTreeSet<&'t str>>,
    geometries: HashMap<Key<'t>, &'t str>,
    /// name and purpose of an area, where the table tells
    area_words: HashMap<Key<'t>, (Option<&'t str>, Option<&'static str>)>,
    /// days that cannot be said: how often, and the first record
    days_unknown: BTreeMap<&'t str, (u64, u64)>,
    frames_ended: u64,
    frames_later: u64,
}

/// A value is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct NoDate;

impl<'t, 'c, 's> Joining<'t, 'c, 's> {
    pub(super) fn new(tables: &'t [(Role, Table)], options: NprOptions, out: &'c mut Counted<'s>) -> Self {
        let records = |role: Role| {
            let of_role = tables.iter().filter(move |(known, _)| *known == role);
            of_role.flat_map(move |(_, table)| table.records(role))
        };
        let mut joining = Self {
            today: options.today,
            out,
            rules: Vec::new(),
            frames: HashMap::new(),
            fares: HashMap::new(),
            fare_names: HashMap::new(),
            areas: HashMap::new(),
            geometries: HashMap::new(),
            area_words: HashMap::new(),
            days_unknown: BTreeMap::new(),
            frames_ended: 0,
            frames_later: 0,
        };
        joining.take_rules(records(Role::Regeling));
        joining.take_frames(records(Role::Tijdvak));
        joining.take_fares(records(Role::Tariefdeel), records(Role::Tariefberekening));
        joining.take_areas(
            records(Role::Gebied),
            records(Role::GebiedRegeling),
            records(Role::GeometrieGebied),
        );
        joining
    }

    /// Time frames left out: ended, and not begun.
    pub(super) fn left_out(&self) -> (u64, u64) {
        (self.frames_ended, self.frames_later)
    }

    fn remark(&mut self, record: Record<'_>, role: Role, column: &str, kind: FindingKind, why: &str) {
        let remark = Remark::on_value(record.number, column, record.text(column), kind, why);
        self.out.remark(said(role, remark));
    }

    fn take_rules(&mut self, rules: impl Iterator<Item = Record<'t>>) {
        for rule in rules {
            let key = (rule.text("areamanagerid"), rule.text("regulationid"));
            if self.frames.insert(key, Vec::new()).is_some() {
                let why = "the rule is in the table twice; the first stands";
                self.remark(rule, Role::Regeling, "regulationid", FindingKind::Duplicate, why);
                continue;
            }
            self.rules.push(rule);
        }
    }

    fn take_frames(&mut self, frames: impl Iterator<Item = Record<'t>>) {
        for frame in frames {
            let key = (frame.text("areamanagerid"), frame.text("regulationid"));
            match self.frames.get_mut(&key) {
                Some(of_rule) => of_rule.push(frame),
                None => {
                    let why = "the time frame is of a rule that is not in the tables; left out";
                    self.remark(frame, Role::Tijdvak, "regulationid", FindingKind::DanglingReference, why);
                }
            }
        }
    }

    fn take_fares(
        &mut self,
        steps: impl Iterator<Item = Record<'t>>,
        names: impl Iterator<Item = Record<'t>>,
    ) {
        let mut of_fare: BTreeMap<Key<'t>, Vec<Step>> = BTreeMap::new();
        let mut dirty: BTreeSet<Key<'t>> = BTreeSet::new();
        for step in steps {
            let text = |column| step.text(column);
            let key = (text("areamanagerid"), text("farecalculationcode"));
            match self.holds_today(step, Role::Tariefdeel, "startdatefarepart", "enddatefarepart") {
                Ok(true) => {}
                Ok(false) => continue,
                Err(NoDate) => {
                    dirty.insert(key);
                    continue;
                }
            }
            let read =
                Step::parse(text("startdurationfarepart"), text("amountfarepart"), text("stepsizefarepart"));
            match read {
                Some(read) => of_fare.entry(key).or_default().push(read),
                None => {
                    dirty.insert(key);
                    let why = "the amount, its unit or its beginning is not a number that can be; no amount is told for this fare";
                    self.remark(step, Role::Tariefdeel, "amountfarepart", FindingKind::BadValue, why);
                }
            }
        }
        let mut told: HashMap<_, _> =
            of_fare.into_iter().map(|(key, steps)| (key, fare::in_words(&steps))).collect();
        let unclear = told.values().filter(|fare| **fare == Fare::Unclear).count();
        if unclear > 0 {
            let why = format!(
                "{unclear} fares have several amounts for the same minutes without dates, or many steps; no amount is told for them"
            );
            let remark = Remark::on_value(0, "farecalculationcode", "", FindingKind::ImplausibleValue, why);
            self.out.remark(said(Role::Tariefdeel, remark));
        }
        told.extend(dirty.into_iter().map(|key| (key, Fare::Unclear)));
        self.fares = told;
        for name in names {
            let key = (name.text("areamanagerid"), name.text("farecalculationcode"));
            if let Some(words) = name.get("farecalculationdesc")
                && self.holds_today(name, Role::Tariefberekening, "startdatefare", "enddatefare") == Ok(true)
            {
                self.fare_names.insert(key, words);
            }
        }
    }

    /// Whether a record holds today by its dates; what has none holds.
    fn holds_today(
        &mut self,
        record: Record<'t>,
        role: Role,
        begin: &str,
        end: &str,
    ) -> Result<bool, NoDate> {
        let begin = self.date(record, role, begin)?;
        let end = self.date(record, role, end)?;
        Ok(begin.is_none_or(|begin| begin <= self.today) && end.is_none_or(|end| end >= self.today))
    }

    /// A date written as `20150505`, `20150505151453` or `2015-05-05`; none when it is absent or no end. What is no date
    /// gets a remark, and nobody knows when the record holds.
    fn date(&mut self, record: Record<'t>, role: Role, column: &str) -> Result<Option<Date>, NoDate> {
        let Some(written) = record.get(column) else { return Ok(None) };
        let day: String = written.chars().filter(|sign| *sign != '-').take(8).collect();
        let date = Some(day).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit())).and_then(|day| {
            let year = day.get(0..4)?.parse().ok()?;
            Date::new(year, day.get(4..6)?.parse().ok()?, day.get(6..8)?.parse().ok()?).ok()
        });
        let Some(date) = date else {
            let why = match role {
                Role::Tijdvak => "this is not a date; no hours are told for the rule",
                Role::Tariefdeel => "this is not a date; no amount is told for this fare",
                _ => "this is not a date; left out, since when it holds is not known",
            };
            self.remark(record, role, column, FindingKind::BadValue, why);
            return Err(NoDate);
        };
        Ok(Some(date).filter(|date| date.year() < NO_END_YEAR))
    }

    /// Hands over a row for each rule and area.
    pub(super) fn hand_over(&mut self) {
        let columns: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).collect();
        let mut number = 0;
        'rules: for rule in std::mem::take(&mut self.rules) {
            let key = (rule.text("areamanagerid"), rule.text("regulationid"));
            let Ok(mut cells) = self.cells(rule) else { continue };
            let areas: Vec<Option<&str>> = match self.areas.get(&key) {
                Some(areas) => areas.iter().map(|area| Some(*area)).collect(),
                None => vec![None],
            };
            for area in areas {
                number += 1;
                self.say_area(key.0, area, &mut cells);
                let row =
                    Row { number, columns: &columns, columns_version: 1, cells: &cells, geometry: None };
                if self.out.row(&row).is_break() {
                    break 'rules;
                }
            }
        }
        for (word, (count, first)) in std::mem::take(&mut self.days_unknown) {
            let why = format!(
                "{count} time frames are for this day, which opening hours cannot say; see `days_unknown`"
            );
            let remark = Remark::on_value(first, "daytimeframe", word, FindingKind::BadValue, why);
            self.out.remark(said(Role::Tijdvak, remark));
        }
    }

    /// The values of a rule, those of an area left open.
    fn cells(&mut self, rule: Record<'t>) -> Result<Vec<Cell<'t>>, NoDate> {
        let (manager, id) = (rule.text("areamanagerid"), rule.text("regulationid"));
        let frames = self.frames_of(manager, id);
        let begin = self.date(rule, Role::Regeling, "startdateregulation")?;
        let end = self.date(rule, Role::Regeling, "enddateregulation")?;
        let mut hours = frames.hours;
        let main = hours.pop_first().map(|(_, hours)| opening_hours(hours));
        let free = hours.remove(&Kind::Free).map(opening_hours);
        let no_claim = hours.remove(&Kind::NoClaim).map(opening_hours);
        let max = (frames.max_durations.len() == 1).then(|| frames.max_durations.first().copied()).flatten();
        let names: BTreeSet<&str> =
            frames.fares.iter().filter_map(|code| self.fare_names.get(&(manager, *code)).copied()).collect();
        let owned = |text: Option<String>| text.map_or(Cell::Null, |text| Cell::Text(Cow::Owned(text)));
        let date = |date: Option<Date>| owned(date.map(|date| date.to_string()));
        let fare = self.fare_of(manager, &frames.fares);
        Ok(vec![
            text(manager),
            Cell::Null,
            Cell::Null,
            Cell::Null,
            text(id),
            rule.get("regulationdesc").map_or(Cell::Null, text),
            rule.get("regulationtype").map_or(Cell::Null, text),
            date(begin),
            date(end),
            owned(main),
            owned(free),
            owned(no_claim),
            Cell::List(frames.days_unknown.into_iter().map(text).collect()),
            date(frames.changes_on),
            max.map_or(Cell::Null, |minutes| Cell::Number(f64::from(minutes))),
            owned(fare),
            Cell::List(names.into_iter().map(text).collect()),
            Cell::Null,
        ])
    }

    /// What is paid, when every fare of the rule that is not free can be told.
    fn fare_of(&self, manager: &str, codes: &BTreeSet<&'t str>) -> Option<String> {
        let mut words = BTreeSet::new();
        let mut free = false;
        for code in codes {
            match self.fares.get(&(manager, *code))? {
                Fare::Free => free = true,
                Fare::Words(fare) => _ = words.insert(fare.as_str()),
                Fare::Unclear => return None,
            }
        }
        match (words.is_empty(), free) {
            (true, true) => Some("gratis".into()),
            (true, false) => None,
            (false, _) => Some(words.into_iter().collect::<Vec<_>>().join(" of ")),
        }
    }
}

fn text(text: &str) -> Cell<'_> {
    Cell::Text(Cow::Borrowed(text))
}

fn place_of(column: &str) -> Option<usize> {
    COLUMNS.iter().position(|name| *name == column)
}
