//! Reminders, and when they stop: each thing is reminded of at most four times, and never again once it is over.

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::register::TeamId;
use crate::state::{State, TeamStatus, planned_day};

/// Days from the day that something is due, on which it is reminded of: a week before, the day itself, and one and two
/// weeks after. After that it stands in the list as late, and nobody is reminded any more.
pub const DAYS: [i64; 4] = [-7, 0, 7, 14];

/// One reminder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reminder {
    /// the day that it is for
    pub on: Date,
    /// who it is for, as written; none when nobody is named: then it is for the secretary
    pub to: Option<String>,
    /// what it is about
    pub about: About,
    /// in plain Dutch
    pub text: String,
    /// whether this is the last one
    pub last: bool,
}

/// What a reminder is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum About {
    /// an action
    Action {
        /// its number
        number: String,
    },
    /// a promise to or of a team
    Promise {
        /// which team
        team: TeamId,
        /// its number in the talk
        number: u16,
    },
    /// a talk that was planned
    Visit {
        /// which team
        team: TeamId,
    },
    /// teams without a talk, before the deadline of the wave
    Wave {
        /// which wave
        wave: u16,
    },
}

/// The reminders of a day: those that are due on it and on the days since `after`, when nobody looked. Each follows
/// from how the campaign stands, so that what was done in between is not reminded of.
#[must_use]
pub fn reminders(state: &State, after: Date, today: Date) -> Vec<Reminder> {
    let mut list = Vec::new();
    let mut remind = |due: Date, to: Option<String>, about: About, text: String| {
        let mut days = DAYS.iter().filter_map(|day| due.checked_add(day.days()).ok().map(|on| (on, *day)));
        // of several that were missed only the latest is told
        if let Some((on, day)) = days.rfind(|(on, _)| *on > after && *on <= today) {
            let last = DAYS.last() == Some(&day);
            list.push(Reminder { on, to, about, text, last });
        }
    };
    for action in state.actions.values().filter(|action| action.is_open()) {
        let Some(due) = action.due else { continue };
        let text = format!("actie {}: {} (gereed op {due})", action.number, action.subject);
        remind(due, action.who.clone(), About::Action { number: action.number.clone() }, text);
    }
    for one in state.promises(today).into_iter().filter(|one| one.over.is_none()) {
        let (promise, team) = (one.promise, one.talk.team.clone());
        let text = format!(
            "toezegging {} aan of van team {team}: {} (op {})",
            promise.number, promise.subject, promise.due
        );
        let about = About::Promise { team, number: promise.number };
        remind(promise.due, Some(promise.owner.to_string()), about, text);
    }
    if let Some((number, wave)) = state.waves.last_key_value() {
        let register = state.register_of(*number);
        let teams = register.map(|register| register.teams.keys().collect::<Vec<_>>()).unwrap_or_default();
        let mut without = 0;
        for team in teams {
            let status = state.team_status(*number, team, today);
            without += usize::from(!matches!(status, TeamStatus::Talked | TeamStatus::Declined));
            let planned = wave.plan.as_ref().and_then(|plan| planned_day(plan, team));
            if let Some(day) = planned.filter(|_| matches!(status, TeamStatus::Planned | TeamStatus::Passed))
            {
                remind(
                    day,
                    None,
                    About::Visit { team: team.clone() },
                    format!("gesprek met team {team} op {day}"),
                );
            }
        }
        if without > 0 {
            let text =
                format!("nog {without} teams zonder gesprek; deze ronde loopt tot en met {}", wave.deadline);
            remind(wave.deadline, None, About::Wave { wave: *number }, text);
        }
    }
    list.sort();
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::{Action, Origin};
    use crate::minutes::State as Status;
    use jiff::civil::date;

    fn with_action(due: Date, status: Status) -> State {
        let origin = Origin::Meeting { day: date(2026, 1, 1), title: "werkgroep".into() };
        let mut state = State::default();
        let action = Action {
            number: "1".into(),
            subject: "Iets".into(),
            who: None,
            due: Some(due),
            status,
            evidence: None,
            result: None,
            origin,
        };
        state.actions.insert("1".into(), action);
        state
    }

    #[test]
    fn a_reminder_comes_four_times_and_then_stops() {
        let state = with_action(date(2026, 11, 15), Status::Open);
        let mut days = Vec::new();
        let mut day = date(2026, 10, 1);
        while day < date(2027, 3, 1) {
            let before = day;
            day = day.tomorrow().unwrap();
            days.extend(reminders(&state, before, day).into_iter().map(|one| (one.on.to_string(), one.last)));
        }
        assert_eq!(
            days,
            [
                ("2026-11-08".to_owned(), false),
                ("2026-11-15".into(), false),
                ("2026-11-22".into(), false),
                ("2026-11-29".into(), true)
            ]
        );
    }

    #[test]
    fn what_is_done_is_not_reminded_of_and_what_was_missed_comes_once() {
        let (after, today) = (date(2026, 11, 1), date(2026, 11, 24));
        assert_eq!(reminders(&with_action(date(2026, 11, 15), Status::Done), after, today), vec![]);
        assert_eq!(reminders(&with_action(date(2026, 11, 15), Status::Open), after, today).len(), 1);
    }
}
