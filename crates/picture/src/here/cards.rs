//! From a thing in a snapshot to its card in an answer: what it says at the moment asked about, and how old it is.

use jiff::Timestamp;
use jiff::civil::Date;
use schouw_area::Position;

use crate::answer::{NoticeItem, PlaceItem, ProblemItem, ReportItem, RuleItem, WhoItem};
use crate::layers::{Contact, Notice, Place, Problem, Rule};
use crate::moment::instant_of;
use crate::window::{State, Window, describe};

use super::items::Found;
use super::{Scope, words};

/// Days after its last report that a problem without open reports is shown.
const PROBLEM_DAYS: i32 = 365;

pub(super) fn metres(found: Found) -> u32 {
    match found {
        // at most the radius
        Found::At(metres) => metres.round() as u32,
        Found::ByArea | Found::Somewhere => 0,
    }
}

pub(crate) fn rule_item(scope: &Scope<'_, '_>, rule: Rule, found: Found) -> Option<RuleItem> {
    let today = scope.today;
    // a rule that has ended is no rule; one that begins within the year is told
    if rule.valid_until.is_some_and(|until| until < today) {
        return None;
    }
    let source = scope.source_item(rule.source)?;
    let starts = rule.valid_from.filter(|from| *from > today);
    let unsure = !rule.hours_unknown.is_empty();
    let (in_force, changes_at, says) = match (starts, scope.picture.window(&rule.hours, &rule.except)) {
        (Some(from), window) => before_it_begins(scope, from, window.ok().as_deref()),
        // without hours, and the source knows that it has some: not always, but unknown
        (None, _) if rule.hours.is_empty() && unsure => (None, None, "tijden niet bekend".to_owned()),
        (None, Ok(window)) => {
            let state = window.state_at(scope.at);
            (Some(state.in_force), state.until, describe(&state, scope.at))
        }
        (None, Err(_)) => (None, None, "tijden niet te lezen".to_owned()),
    };
    Some(RuleItem {
        // outside the hours that can be told it may hold in those that cannot
        in_force: if unsure && in_force == Some(false) { None } else { in_force },
        changes_at,
        says,
        distance_m: metres(found),
        place_known: found != Found::Somewhere,
        id: rule.id,
        theme: rule.theme,
        title: rule.title,
        zone: rule.zone,
        text: rule.text,
        article: rule.article,
        hours: rule.hours,
        except: rule.except,
        hours_unknown: rule.hours_unknown,
        valid_from: rule.valid_from,
        valid_until: rule.valid_until,
        acts: rule.acts,
        // filled in when all contacts are known
        calls: Vec::new(),
        url: rule.url,
        source,
    })
}

/// The state of a rule that begins on a later day: what its hours say from that day on.
fn before_it_begins(
    scope: &Scope<'_, '_>,
    from: Date,
    window: Option<&Window>,
) -> (Option<bool>, Option<Timestamp>, String) {
    let whole_day = || (Some(false), None, format!("vanaf {}", words::day(from, scope.today)));
    let (Some(window), Some(begins)) = (window, instant_of(from.at(0, 0, 0, 0))) else { return whole_day() };
    let state = window.state_at(begins);
    match (state.in_force, state.until) {
        (false, Some(until)) => {
            let state = State { in_force: false, until: Some(until), constant: false };
            (Some(false), Some(until), describe(&state, scope.at))
        }
        (true, _) => (Some(false), Some(begins), whole_day().2),
        (false, None) => whole_day(),
    }
}

pub(crate) fn who_item(scope: &Scope<'_, '_>, contact: Contact) -> Option<WhoItem> {
    let today = scope.today;
    let expired = contact.valid_until.is_some_and(|until| until < today);
    let confirmed = match contact.last_confirmed {
        Some(date) => format!("bevestigd {}", words::age(date, scope.now)),
        None => "nooit bevestigd".to_owned(),
    };
    let says = match contact.valid_until {
        Some(until) if expired => format!("verlopen op {}; {confirmed}", words::day(until, today)),
        _ => confirmed,
    };
    Some(WhoItem {
        source: scope.source_item(contact.source)?,
        expired,
        says,
        id: contact.id,
        kind: contact.kind,
        party: contact.party,
        name: contact.name,
        role: contact.role,
        themes: contact.themes,
        rank: contact.rank,
        phone: contact.phone,
        email: contact.email,
        url: contact.url,
        hours: contact.hours,
        how_to_ask: contact.how_to_ask,
        valid_until: contact.valid_until,
        last_confirmed: contact.last_confirmed,
    })
}

pub(crate) fn notice_item(scope: &Scope<'_, '_>, notice: Notice, found: Found) -> Option<NoticeItem> {
    let today = scope.today;
    let over = notice.last_day().is_some_and(|last| last < today);
    let to_come = notice.published.is_some_and(|date| date > today);
    if over || to_come {
        return None;
    }
    let says = match (notice.from, notice.until, notice.published) {
        (Some(from), Some(until), _) if from == until => words::day(from, today),
        (Some(from), Some(until), _) => {
            format!("van {} tot en met {}", words::day(from, today), words::day(until, today))
        }
        (None, Some(until), _) => format!("tot en met {}", words::day(until, today)),
        (Some(from), None, _) => format!("vanaf {}", words::day(from, today)),
        (None, None, Some(date)) => format!("bekendgemaakt {}", words::age(date, today)),
        (None, None, None) => String::new(),
    };
    Some(NoticeItem {
        source: scope.source_item(notice.source)?,
        says,
        distance_m: matches!(found, Found::At(_)).then(|| metres(found)),
        id: notice.id,
        kind: notice.kind,
        title: notice.title,
        text: notice.text,
        published: notice.published,
        from: notice.from,
        until: notice.until,
        url: notice.url,
    })
}

pub(crate) fn problem_item(scope: &Scope<'_, '_>, problem: Problem, found: Found) -> Option<ProblemItem> {
    let mut problem = problem;
    problem.reports.retain(|report| !scope.hides(problem.source, &report.id) && report.at <= scope.at);
    // the oldest report that may be shown names the problem
    let (id, first) = problem.reports.first().map(|report| (report.id.clone(), report.at))?;
    let last = problem.reports.last()?.at;
    let zone = crate::moment::amsterdam();
    let day = |at: Timestamp| at.to_zoned_datetime(zone.clone()).date();
    let days = (scope.today - day(last)).get_days();
    if !problem.open && days > PROBLEM_DAYS {
        return None;
    }
    let position = Position::from_steps(problem.place.0, problem.place.1).ok()?;
    let reports = u32::try_from(problem.reports.len()).unwrap_or(u32::MAX);
    let since = words::day(day(first), scope.today);
    let says = match reports {
        1 => format!("1 melding, {since}"),
        _ => format!("{reports} meldingen, 1 probleem, sinds {since}"),
    };
    let timeline = problem.reports.into_iter().map(|r| ReportItem { id: r.id, at: r.at, status: r.status });
    Some(ProblemItem {
        source: scope.source_item(problem.source)?,
        id,
        theme: problem.theme,
        reports,
        first,
        last,
        open: problem.open,
        says,
        timeline: timeline.collect(),
        lat: position.lat(),
        lon: position.lon(),
        distance_m: metres(found),
    })
}

pub(crate) fn place_item(scope: &Scope<'_, '_>, place: Place, found: Found) -> Option<PlaceItem> {
    Some(PlaceItem {
        source: scope.source_item(place.source)?,
        distance_m: metres(found),
        id: place.id,
        kind: place.kind,
        name: place.name,
        facts: place.facts,
        date: place.date,
    })
}
