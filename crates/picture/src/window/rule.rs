//! One rule of a text of hours, ready to be asked: on which days does it start a window, and at which minutes.
//!
//! `opening-hours` reads the text and knows which days a selection of years, months, dates and weeks holds. What it
//! makes of nights is not what our rules mean ("PH off" there cuts the morning after the night before, and leaves the
//! morning after the holiday), so that hours are put together here, by the day on which a window starts.

use std::sync::LazyLock;

use chrono::NaiveDate;
use opening_hours::OpeningHours;
use opening_hours::localization::Coordinates;
use opening_hours_syntax::RuleKind;
use opening_hours_syntax::rules::day::{DaySelector, HolidayKind, WeekDayRange};
use opening_hours_syntax::rules::time::{Time, TimeEvent, TimeSelector, TimeSpan};
use opening_hours_syntax::rules::{OpeningHoursExpression, RuleOperator, RuleSequence};

use super::days::{Day, is_public_holiday};
use super::local;

/// Minutes in a day of the calendar.
pub(super) const DAY_MINUTES: i64 = 1_440;
/// Where the sun rises and sets for rules that name it: the middle of the Netherlands, 52.1 N 5.3 E. At the borders
/// it differs by less than ten minutes.
const SUN_PLACE: Option<Coordinates> = Coordinates::new(52.1, 5.3);
/// All seven weekdays, one bit each from Monday.
const EVERY_WEEKDAY: u8 = 0b111_1111;

/// Minutes from the start of the day, from and to (not included); beyond 1440 it is the next day.
pub(super) type Span = (i64, i64);

/// One rule of a text of hours.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    days: Days,
    times: Vec<(Edge, Edge)>,
    /// from 00:00 to 24:00
    pub(super) whole_day: bool,
    pub(super) role: Role,
}

/// What a rule does to the rules before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// takes the place of the windows that started that day so far (`;`)
    Replace,
    /// comes beside them (`,`)
    Add,
    /// holds when there are none (`||`)
    Fallback,
    /// takes them away (`off`)
    Off,
}

#[derive(Debug, Clone, Copy)]
enum Edge {
    Minute(i64),
    Sun(TimeEvent, i64),
}

/// Which days a rule is about.
#[derive(Debug, Clone)]
struct Days {
    /// years, months, dates and weeks, as a text of whole days
    season: Option<OpeningHours>,
    weekdays: u8,
    /// weekdays counted in the month, as in `Mo[1]`
    counted: Option<OpeningHours>,
    /// public holidays, moved by so many days
    holidays: Vec<i64>,
}

/// How far the end of a season is looked for, in days; a selection without an end (`week 1-53`) has none.
const SEASON_DAYS_MAX: u64 = 500;

/// What was found out about the season of a rule, good until a day: seasons change seldom and cost most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Season {
    open: bool,
    from: i64,
    until: i64,
}

impl Season {
    pub(super) const UNASKED: Self = Self { open: false, from: 0, until: 0 };
}

impl Rule {
    /// Makes the rule of what was parsed; the error says in plain words what cannot be decided.
    pub(super) fn new(parsed: &RuleSequence) -> Result<Self, &'static str> {
        let role = match (parsed.kind, parsed.operator) {
            (RuleKind::Unknown, _) => return Err("`unknown` cannot be decided; leave the rule out"),
            (RuleKind::Closed, _) => Role::Off,
            (RuleKind::Open, RuleOperator::Normal) => Role::Replace,
            (RuleKind::Open, RuleOperator::Additional) => Role::Add,
            (RuleKind::Open, RuleOperator::Fallback) => Role::Fallback,
        };
        let times = parsed.time_selector.spans.iter().map(edges).collect::<Result<Vec<_>, _>>()?;
        let whole_day = parsed.time_selector == TimeSelector::default();
        Ok(Self { days: Days::new(&parsed.day_selector)?, times, whole_day, role })
    }

    /// Whether the rule is about every day.
    pub(super) fn is_every_day(&self) -> bool {
        self.days.season.is_none() && self.days.weekdays == EVERY_WEEKDAY
    }

    /// Whether the rule is about this day.
    pub(super) fn holds_on(&self, day: Day, season: &mut Season) -> bool {
        self.days.hold(day, season)
    }

    /// The minutes of the windows that start on this day.
    pub(super) fn spans(&self, day: Day) -> impl Iterator<Item = Span> + '_ {
        self.times.iter().filter_map(move |(start, end)| {
            let (start, end) = (start.minute(day)?, end.minute(day)?);
            // an end at or before the start is the next day's
            Some((start, if end <= start { end + DAY_MINUTES } else { end }))
        })
    }
}

fn edges(span: &TimeSpan) -> Result<(Edge, Edge), &'static str> {
    if span.open_end {
        return Err("a window needs an end: write `18:00-24:00`, not `18:00+`");
    }
    if span.repeats.is_some() {
        return Err("a window is from one time to another; moments that repeat are not one");
    }
    let edge = |time: &Time| match time {
        Time::Fixed(time) => Edge::Minute(i64::from(time.mins_from_midnight())),
        Time::Variable(time) => Edge::Sun(time.event, i64::from(time.offset)),
    };
    Ok((edge(&span.range.start), edge(&span.range.end)))
}

impl Edge {
    fn minute(self, day: Day) -> Option<i64> {
        match self {
            Self::Minute(minute) => Some(minute),
            Self::Sun(event, offset) => {
                let seconds = SUN_PLACE?.event_time(naive(day)?, event)?.timestamp();
                let instant = jiff::Timestamp::from_second(seconds).ok()?;
                let minute = local::minute_of(instant) - day.0 * DAY_MINUTES + offset;
                Some(minute.clamp(0, 2 * DAY_MINUTES))
            }
        }
    }
}

impl Days {
    fn new(selector: &DaySelector) -> Result<Self, &'static str> {
        let mut days = Self { season: None, weekdays: 0, counted: None, holidays: Vec::new() };
        let mut counted = DaySelector::default();
        if selector.weekday.is_empty() {
            days.weekdays = EVERY_WEEKDAY;
        }
        for range in &selector.weekday {
            match range {
                WeekDayRange::Fixed { range, offset: 0, nth_from_start, nth_from_end }
                    if !nth_from_start.contains(&false) && !nth_from_end.contains(&false) =>
                {
                    days.weekdays |= weekday_bits(*range.start() as u8, *range.end() as u8);
                }
                WeekDayRange::Fixed { .. } => counted.weekday.push(range.clone()),
                WeekDayRange::Holiday { kind: HolidayKind::Public, offset } => {
                    days.holidays.push((*offset).into())
                }
                WeekDayRange::Holiday { kind: HolidayKind::School, .. } => {
                    return Err("school holidays differ by region and year; write their dates");
                }
            }
        }
        let season = DaySelector { weekday: Vec::new(), ..selector.clone() };
        days.season = whole_days(season)?;
        days.counted = whole_days(counted)?;
        Ok(days)
    }

    fn hold(&self, day: Day, season: &mut Season) -> bool {
        let weekday = self.weekdays & (1 << day.weekday()) != 0;
        (weekday || self.is_holiday(day) || self.is_counted(day)) && self.in_season(day, season)
    }

    fn is_holiday(&self, day: Day) -> bool {
        self.holidays.iter().any(|offset| is_public_holiday(Day(day.0 - offset)))
    }

    fn is_counted(&self, day: Day) -> bool {
        let Some(counted) = &self.counted else { return false };
        naive(day).is_some_and(|date| !counted.schedule_at(date).is_empty())
    }

    fn in_season(&self, day: Day, known: &mut Season) -> bool {
        let Some(season) = &self.season else { return true };
        if !(known.from..known.until).contains(&day.0) {
            let Some(date) = naive(day) else { return false };
            let from = date.and_time(chrono::NaiveTime::MIN);
            let Some(to) = from.checked_add_days(chrono::Days::new(SEASON_DAYS_MAX)) else { return false };
            let Some(stretch) = season.iter_range(from, to).next() else {
                return false;
            };
            let until = i64::from(stretch.range.end.date().to_epoch_days()).max(day.0 + 1);
            *known = Season { open: stretch.kind == RuleKind::Open, from: day.0, until };
        }
        known.open
    }
}

/// The days of a selection as a text of whole days that `opening-hours` can be asked about; `None` for every day.
fn whole_days(selector: DaySelector) -> Result<Option<OpeningHours>, &'static str> {
    if selector.is_empty() {
        return Ok(None);
    }
    let rule = RuleSequence {
        day_selector: selector,
        time_selector: TimeSelector::default(),
        kind: RuleKind::Open,
        operator: RuleOperator::Normal,
        comment: EMPTY.clone(),
    };
    let expression = OpeningHoursExpression { rules: vec![rule] };
    let wrong = "the days cannot be read; write them as `Mar 15-Jul 15` or `Mo[1]`";
    // the library makes hours from text only: what it reads back must be what was meant
    let hours: OpeningHours = expression.to_string().parse().map_err(|_| wrong)?;
    if *hours.get_expression() == expression { Ok(Some(hours)) } else { Err(wrong) }
}

static EMPTY: LazyLock<std::sync::Arc<str>> = LazyLock::new(|| "".into());

/// The bits of the weekdays from one to another, 0 for Monday; a range may run over the end of the week.
fn weekday_bits(from: u8, to: u8) -> u8 {
    (0..7).filter(|day| (day + 7 - from) % 7 <= (to + 7 - from) % 7).fold(0, |bits, day| bits | 1 << day)
}

fn naive(day: Day) -> Option<NaiveDate> {
    NaiveDate::from_epoch_days(day.0.try_into().ok()?)
}
