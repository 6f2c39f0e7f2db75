//! Time windows of rules: is a rule in force at a moment, and when does that change.
//!
//! Hours are written as OpenStreetMap's `opening_hours`, read by the crate of that name. What they mean here:
//!
//! - A window belongs to the **local day on which it starts**. `Fr-Su 22:00-06:00, not on King's Day`: the night that
//!   starts on King's Day is excepted, until 06:00 the next morning; the morning after the night before stays.
//!   The same holds for `PH off` and for a later rule about the same day, which takes the place of that day's windows.
//! - `off` with hours (`Sa 02:00-03:00 off`) takes those hours away, whichever day their window started on.
//! - `PH` are the days of [`DutchDay::is_public_holiday`]. Sunrise and sunset are those of the middle of the country.
//! - **Summer time**: a window holds whenever the clock on the wall shows a time within it. A start or end in the
//!   hour that is skipped in spring is the moment of the change (02:30 is 03:00 summer time). In autumn a start in the
//!   double hour is the first and an end the second, so that a rule is never shorter than its text.
//! - What cannot be decided by the clock (comments, `unknown`, open ends, school holidays) is refused, not guessed.

mod days;
mod local;
mod rule;
mod text;
mod words;

use jiff::Timestamp;
use opening_hours::OpeningHours;

pub use days::DutchDay;
pub use words::describe;
pub(crate) use words::{month, weekday};

use days::Day;
use local::Side;
use rule::{DAY_MINUTES, Role, Rule, Season, Span};
use text::Exceptions;

/// How far ahead the next change is looked for, in days: a year and the holidays that move within it.
pub const HORIZON_DAYS: i64 = 400;
/// Longest text of hours, in bytes.
pub const HOURS_BYTES_MAX: usize = 1_024;
/// Most rules in one text of hours.
pub const RULES_MAX: usize = 64;
/// Most hours from one to another in one rule.
const TIMES_MAX: usize = 48;
/// Most days named as exceptions.
pub const EXCEPTIONS_MAX: usize = 64;
/// Days before a moment on which a window may have started that still holds; no window is longer.
const LOOK_BACK_DAYS: i64 = 2;

/// When a rule is in force. Parse once, ask often: asking takes microseconds.
#[derive(Debug, Clone)]
pub struct Window {
    rules: Vec<Rule>,
    exceptions: Exceptions,
    /// `24/7` or never: no day needs to be looked at
    constant: Option<bool>,
}

/// Whether a rule is in force at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// whether it is in force
    pub in_force: bool,
    /// when that changes next; `None` when it does not within [`HORIZON_DAYS`]
    pub until: Option<Timestamp>,
    /// whether it never changes at all, as `24/7` does not
    pub constant: bool,
}

/// Why a text of hours cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WindowError {
    /// Not the syntax of `opening_hours`.
    #[error(
        "`{0}` is not a text of hours; write it as OpenStreetMap does: `Mo-Fr 09:00-18:00; PH off` or `24/7`"
    )]
    Syntax(String),
    /// It is, but cannot be decided by the clock alone.
    #[error("the hours `{hours}` cannot be used: {why}")]
    Undecidable {
        /// the hours as given
        hours: String,
        /// what to write instead
        why: &'static str,
    },
    /// An exception that is no Dutch day.
    #[error(
        "`{0}` is not a day we know; write a Dutch holiday (koningsdag, tweede-kerstdag) or a date (2026-12-31)"
    )]
    UnknownDay(String),
    /// Over a limit.
    #[error("the hours are too long; use at most 1024 characters, 64 rules and 64 exceptions")]
    TooMany,
}

impl Window {
    /// Reads hours, which may end in `, not on King's Day` or `, niet op Koningsdag`, and the names or dates of days
    /// on which no window starts.
    ///
    /// # Errors
    /// When the hours are not OSM `opening_hours`, hold something that the clock cannot decide, name a day that we do
    /// not know, or are over a limit.
    pub fn parse(hours: &str, except: &[&str]) -> Result<Self, WindowError> {
        if hours.len() > HOURS_BYTES_MAX || except.len() > EXCEPTIONS_MAX {
            return Err(WindowError::TooMany);
        }
        let (osm, named) = text::split(hours);
        let mut exceptions = Exceptions::default();
        for word in named.iter().map(String::as_str).chain(except.iter().copied()) {
            exceptions.add(word)?;
        }
        let undecidable = |why| WindowError::Undecidable { hours: hours.into(), why };
        if osm.contains('"') {
            return Err(undecidable(
                "a condition in words cannot be decided; put it in the text of the rule",
            ));
        }
        if holidays_of_weekdays(&osm) {
            return Err(undecidable(
                "write `Mo-Fr,PH` for both, or two rules; `PH Mo-Fr` is read differently by many",
            ));
        }
        let parsed =
            osm.parse::<OpeningHours>().map_err(|_| WindowError::Syntax(hours.into()))?.get_expression();
        if parsed.rules.len() > RULES_MAX
            || parsed.rules.iter().any(|r| r.time_selector.spans.len() > TIMES_MAX)
        {
            return Err(WindowError::TooMany);
        }
        let rules = parsed.rules.iter().map(Rule::new).collect::<Result<Vec<_>, _>>().map_err(undecidable)?;
        let constant = constant(&rules, &exceptions);
        Ok(Self { rules, exceptions, constant })
    }

    /// Whether the rule is in force at a moment, and when that changes.
    #[must_use]
    pub fn state_at(&self, at: Timestamp) -> State {
        if let Some(in_force) = self.constant {
            return State { in_force, until: None, constant: true };
        }
        let today = local::minute_of(at).div_euclid(DAY_MINUTES);
        let horizon = (today + HORIZON_DAYS) * DAY_MINUTES;
        let mut holds_until = None;
        for (start, end) in Stretches::new(self, today - LOOK_BACK_DAYS, today + HORIZON_DAYS) {
            let ends = (local::instant_of(start, Side::Start), local::instant_of(end, Side::End));
            let (Some(from), Some(to)) = ends else { break };
            // a window wholly within the hour that is skipped does not come
            if from >= to || to <= at {
                continue;
            }
            match holds_until {
                None if from > at => return State { in_force: false, until: Some(from), constant: false },
                Some(until) if from > until => break,
                _ if end >= horizon => return State { in_force: true, until: None, constant: false },
                _ => holds_until = Some(to),
            }
        }
        State { in_force: holds_until.is_some(), until: holds_until, constant: false }
    }

    /// Collects the minutes of the windows that start on a day, in no order.
    fn spans_of(&self, day: Day, seasons: &mut [Season], spans: &mut Vec<Span>) {
        spans.clear();
        if self.exceptions.hold(day) {
            return;
        }
        for (rule, season) in self.rules.iter().zip(seasons) {
            if rule.role == Role::Off && !rule.whole_day {
                take_hours_away(rule, day, season, spans);
                continue;
            }
            if (rule.role == Role::Fallback && !spans.is_empty()) || !rule.holds_on(day, season) {
                continue;
            }
            if matches!(rule.role, Role::Replace | Role::Off) {
                spans.clear();
            }
            if rule.role != Role::Off {
                spans.extend(rule.spans(day));
            }
        }
    }
}

/// `off` with hours: also those that reach in from the day before, and those of the day after.
fn take_hours_away(rule: &Rule, day: Day, season: &mut Season, spans: &mut Vec<Span>) {
    for shift in -1..=2 {
        let off_day = Day(day.0 + shift);
        if spans.is_empty() || !rule.holds_on(off_day, season) {
            continue;
        }
        for (from, to) in rule.spans(off_day) {
            let (from, to) = (from + shift * DAY_MINUTES, to + shift * DAY_MINUTES);
            let pieces = |(start, end): Span| [(start, end.min(from)), (start.max(to), end)];
            *spans = spans.iter().copied().flat_map(pieces).filter(|(start, end)| start < end).collect();
        }
    }
}

/// Whether a text says `PH Mo-Fr`, holidays next to weekdays with only a space between.
fn holidays_of_weekdays(osm: &str) -> bool {
    let weekday = |text: &str| {
        ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"].iter().any(|day| text.eq_ignore_ascii_case(day))
    };
    let first = |token: &str| token.get(..2).is_some_and(weekday);
    let last = |token: &str| token.len().checked_sub(2).and_then(|at| token.get(at..)).is_some_and(weekday);
    let tokens: Vec<&str> = osm.split_whitespace().collect();
    tokens.windows(2).any(|pair| {
        let (a, b) = (pair[0], pair[1]);
        (a.ends_with("PH") && first(b)) || (last(a) && b.starts_with("PH"))
    })
}

fn constant(rules: &[Rule], exceptions: &Exceptions) -> Option<bool> {
    match rules {
        [.., last] if last.role == Role::Off && last.whole_day && last.is_every_day() => Some(false),
        [.., last]
            if last.role == Role::Replace
                && last.whole_day
                && last.is_every_day()
                && exceptions.is_empty() =>
        {
            Some(true)
        }
        _ => None,
    }
}

/// The stretches of local minutes that a window covers, in order, those that touch as one.
struct Stretches<'a> {
    window: &'a Window,
    seasons: Vec<Season>,
    next_day: i64,
    end_day: i64,
    /// found but not yet given: a later day may still touch them
    ahead: Vec<Span>,
    spans: Vec<Span>,
}

impl<'a> Stretches<'a> {
    /// From the windows that start on one day up to the one before another.
    fn new(window: &'a Window, from_day: i64, end_day: i64) -> Self {
        let seasons = vec![Season::UNASKED; window.rules.len()];
        Self { window, seasons, next_day: from_day, end_day, ahead: Vec::new(), spans: Vec::new() }
    }

    fn read_day(&mut self) {
        let start = self.next_day * DAY_MINUTES;
        self.window.spans_of(Day(self.next_day), &mut self.seasons, &mut self.spans);
        self.next_day += 1;
        if self.spans.is_empty() {
            return;
        }
        self.ahead.extend(self.spans.iter().map(|(from, to)| (start + from, start + to)));
        self.ahead.sort_unstable();
        self.ahead.dedup_by(|later, earlier| {
            let touch = later.0 <= earlier.1;
            if touch {
                earlier.1 = earlier.1.max(later.1);
            }
            touch
        });
    }
}

impl Iterator for Stretches<'_> {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let all_read = self.next_day >= self.end_day;
            match self.ahead.first() {
                Some(first) if all_read || first.1 < self.next_day * DAY_MINUTES => {
                    return Some(self.ahead.remove(0));
                }
                None if all_read => return None,
                _ => self.read_day(),
            }
        }
    }
}

#[cfg(test)]
mod tests;
