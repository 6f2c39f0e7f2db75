//! iCalendar (RFC 5545): visits with their time, actions as whole days. Calendars of offices leave out tasks (VTODO) in
//! a feed that one subscribes to, so that actions are events that take no time.

use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike};
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan as _};

use crate::action::{Action, late_days};
use crate::plan::Plan;
use crate::register::Register;

/// The time zone of visits.
const ZONE: &str = "Europe/Amsterdam";
/// The rules of that zone for calendars that do not know it by name (RFC 5545, 3.6.5).
const ZONE_RULES: &str = "BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\nBEGIN:STANDARD\r\nDTSTART:19961027T030000\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nEND:STANDARD\r\nBEGIN:DAYLIGHT\r\nDTSTART:19960331T020000\r\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";

/// The visits of a plan. `of` sets apart plans in one calendar: the id of the campaign; `visitor` keeps one visitor.
#[must_use]
pub fn visits(plan: &Plan, register: &Register, of: &str, made: Timestamp, visitor: Option<&str>) -> String {
    let mut calendar = named("Gesprekken met de basisteams");
    for day in plan.days.iter().filter(|day| visitor.is_none_or(|name| name == day.visitor)) {
        for stop in &day.stops {
            let team = register.team(&stop.team);
            let name = team.map_or_else(|| stop.team.to_string(), |team| team.name.clone());
            let mut event = Event::new();
            event.uid(&format!("visit-{}-{of}@schouw", stop.team)).timestamp(stamp(made));
            event.summary(&format!("Gesprek met {name}"));
            event.description(&format!("Team {}, door {}", stop.team, day.visitor));
            event.starts(local(day.day, stop.begins)).ends(local(day.day, stop.ends));
            if let Some(spot) = team.and_then(|team| team.spot) {
                event.add_property("GEO", format!("{:.5};{:.5}", spot.lat, spot.lon));
            }
            calendar.push(event.done());
        }
    }
    with_zone(&calendar.to_string())
}

/// Open actions with a day, on that day. `of` is the id of the campaign, or the name of the list.
#[must_use]
pub fn actions(actions: &[&Action], of: &str, made: Timestamp, today: Date) -> String {
    let mut calendar = named("Acties");
    for action in actions.iter().filter(|action| action.is_open()) {
        let Some(due) = action.due else { continue };
        let late = late_days(action, today).map_or("", |_| "Te laat: ");
        let mut event = Event::new();
        event.uid(&format!("action-{}-{of}@schouw", plain(&action.number))).timestamp(stamp(made));
        event.summary(&format!("{late}actie {}: {}", action.number, action.subject));
        let who = action.who.as_deref().unwrap_or("niemand genoemd");
        event.description(&format!("Wie: {who}\nHerkomst: {}", action.origin.words()));
        event.starts(day_of(due)).ends(day_of(due.saturating_add(1.day())));
        event.add_property("TRANSP", "TRANSPARENT");
        calendar.push(event.done());
    }
    calendar.to_string()
}

fn named(name: &str) -> Calendar {
    let mut calendar = Calendar::new();
    calendar.name(name);
    calendar
}

/// What may stand in an id of an event.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}

/// The rules of the zone go before the first event, where every program looks for them.
fn with_zone(text: &str) -> String {
    match text.find("BEGIN:VEVENT") {
        Some(at) => format!("{}{ZONE_RULES}{}", &text[..at], &text[at..]),
        None => text.to_owned(),
    }
}

fn stamp(at: Timestamp) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(at.as_second(), 0).unwrap_or_default()
}

fn day_of(day: Date) -> DatePerhapsTime {
    DatePerhapsTime::Date(naive(day))
}

fn naive(day: Date) -> chrono::NaiveDate {
    let (month, number) = (day.month().unsigned_abs().into(), day.day().unsigned_abs().into());
    chrono::NaiveDate::from_ymd_opt(day.year().into(), month, number).unwrap_or_default()
}

fn local(day: Date, time: Time) -> DatePerhapsTime {
    let (hour, minute) = (time.hour().unsigned_abs().into(), time.minute().unsigned_abs().into());
    let date_time = naive(day).and_hms_opt(hour, minute, 0).unwrap_or_default();
    CalendarDateTime::WithTimezone { date_time, tzid: ZONE.into() }.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::Origin;
    use crate::minutes::State;
    use crate::plan::{DayOut, Stop};
    use jiff::civil::{date, time};

    #[test]
    fn visits_have_their_time_in_the_netherlands() {
        let stop =
            Stop { team: "BT-01".parse().unwrap(), begins: time(9, 30, 0, 0), ends: time(11, 0, 0, 0) };
        let day = DayOut {
            visitor: "bezoeker 1".into(),
            day: date(2026, 12, 7),
            stops: vec![stop],
            travel_km: 10.0,
            home_at: time(12, 0, 0, 0),
        };
        let plan =
            Plan { days: vec![day], unplanned: vec![], travel_km: 10.0, travel_minutes: 10.0, seed: 1 };
        let made = "2026-11-24T10:00:00Z".parse().unwrap();
        let text = visits(&plan, &Register::default(), "c1", made, None);
        for line in [
            "DTSTART;TZID=Europe/Amsterdam:20261207T093000",
            "DTSTAMP:20261124T100000Z",
            "UID:visit-BT-01-c1@schouw",
            "BEGIN:VTIMEZONE",
            "SUMMARY:Gesprek met BT-01",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert_eq!(
            text,
            visits(&plan, &Register::default(), "c1", made, None),
            "the same plan is the same feed"
        );
        assert!(!visits(&plan, &Register::default(), "c1", made, Some("bezoeker 2")).contains("VEVENT"));
    }

    #[test]
    fn actions_take_no_time_and_texts_do_no_harm() {
        let origin = Origin::Meeting { day: date(2026, 10, 1), title: "werkgroep".into() };
        let subject = "Een regel\nBEGIN:VEVENT, en; nog iets".into();
        let action = Action {
            number: "3".into(),
            subject,
            who: None,
            due: Some(date(2026, 11, 1)),
            status: State::Open,
            evidence: None,
            result: None,
            origin,
        };
        let text = actions(&[&action], "lijst", "2026-11-24T10:00:00Z".parse().unwrap(), date(2026, 11, 24));
        assert!(
            text.contains("DTSTART;VALUE=DATE:20261101") && text.contains("DTEND;VALUE=DATE:20261102"),
            "{text}"
        );
        assert!(text.contains("Te laat: actie 3"), "{text}");
        assert_eq!(text.matches("\nBEGIN:VEVENT").count(), 1, "{text}");
    }
}
