//! What happens when a command is done.

use jiff::civil::Date;
use schouw_base::CommandId;

use super::{Command, QUESTIONS_MAX, Refusal, TALKS_MAX, WAVES_MAX};
use crate::action::{ACTIONS_MAX, Action, Origin, next_number};
use crate::event::{Event, Story};
use crate::issue::{check as check_issues, first_list};
use crate::plan::Plan;
use crate::register::TeamId;
use crate::state::{PromiseOver, State};
use crate::talk::{Talk, check as check_talk};
use crate::text::{TextFault, check};

/// What happens when a command is done on a day; nothing when it was done before.
///
/// # Errors
/// Why it is not done.
pub fn decide(state: &State, id: CommandId, command: &Command, today: Date) -> Result<Vec<Event>, Refusal> {
    match command {
        Command::Begin { title, story } => return begin(state, title, story, today),
        _ if state.title.is_empty() => return Err(Refusal::NotBegun),
        _ => {}
    }
    match command {
        Command::Begin { .. } => Err(Refusal::Begun),
        Command::WriteStory { text } => {
            kept(&[("story", text)])?;
            let number = state.stories.last().map_or(1, |last| last.number.saturating_add(1));
            Ok(vec![Event::StoryWritten(Story { number, day: today, text: text.clone() })])
        }
        Command::SetIssues { issues } => {
            let used = state.talks.values().flat_map(|talk| &talk.statements).flat_map(|one| &one.issues);
            check_issues(issues, used.map(String::as_str)).map_err(|fault| Refusal::Issues { fault })?;
            Ok(vec![Event::IssuesSet { issues: issues.clone() }])
        }
        Command::BringRegister { register } if register.is_empty() => Err(Refusal::NoTeams),
        Command::BringRegister { register } => {
            Ok(vec![Event::RegisterBrought { register: register.clone() }])
        }
        Command::OpenWave { from, deadline, guide } => open_wave(state, *from, *deadline, guide),
        Command::SetPlan { wave, plan } => set_plan(state, *wave, plan),
        Command::Decline { wave, team, why } => {
            known(state, *wave, team)?;
            kept(&[("why", why)])?;
            Ok(vec![Event::Declined { wave: *wave, team: team.clone(), why: why.clone() }])
        }
        Command::Agree { agreement } => {
            let faults = agreement.faults();
            if faults.is_empty() {
                Ok(vec![Event::Agreed(agreement.clone())])
            } else {
                Err(Refusal::Texts { faults })
            }
        }
        Command::RecordTalk { talk } => record(state, id, talk, today),
        Command::CorrectTalk { talk, why } => correct(state, talk, why, today),
        Command::EndPromise { talk, number, over } => end_promise(state, *talk, *number, over),
        Command::SetAction { action, before } => set_action(state, action, before.as_deref()),
        Command::ConfirmActions { actions } => confirm(state, actions),
        Command::WriteVision { text } => {
            let version = state.vision.next(text, today).map_err(|fault| Refusal::Vision { fault })?;
            Ok(vec![Event::VisionWritten(version)])
        }
        Command::CommentVision { comment } => {
            state.vision.may_comment(comment).map_err(|fault| Refusal::Vision { fault })?;
            Ok(vec![Event::VisionCommented(comment.clone())])
        }
        Command::DecideVision { decision } => {
            state.vision.may_decide(decision).map_err(|fault| Refusal::Vision { fault })?;
            Ok(vec![Event::VisionDecided(decision.clone())])
        }
    }
}

fn kept(fields: &[(&str, &str)]) -> Result<(), Refusal> {
    let faults: Vec<TextFault> =
        fields.iter().filter_map(|(field, text)| check(field, text, false).err()).collect();
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Texts { faults }) }
}

fn begin(state: &State, title: &str, story: &str, today: Date) -> Result<Vec<Event>, Refusal> {
    if !state.title.is_empty() {
        return Err(Refusal::Begun);
    }
    kept(&[("title", title), ("story", story)])?;
    let story = Story { number: 1, day: today, text: story.to_owned() };
    Ok(vec![Event::Begun { title: title.to_owned(), story, issues: first_list() }])
}

fn open_wave(state: &State, from: Date, deadline: Date, guide: &[String]) -> Result<Vec<Event>, Refusal> {
    let last = state.waves.last_key_value();
    if deadline <= from || last.is_some_and(|(_, wave)| from <= wave.from) {
        return Err(Refusal::WaveDays { from, deadline });
    }
    let number = last.map_or(1, |(number, _)| number + 1);
    if number > WAVES_MAX {
        return Err(Refusal::TooMany { what: "waves".into(), max: u64::from(WAVES_MAX) });
    }
    let guide: Vec<String> = match last {
        Some((_, wave)) if guide.is_empty() => wave.guide.clone(),
        _ => guide.to_vec(),
    };
    if guide.is_empty() || guide.len() > QUESTIONS_MAX {
        return Err(Refusal::Guide);
    }
    let fields: Vec<(&str, &str)> = guide.iter().map(|question| ("question", question.as_str())).collect();
    kept(&fields)?;
    Ok(vec![Event::WaveOpened { number, from, deadline, guide }])
}

fn known(state: &State, wave: u16, team: &TeamId) -> Result<(), Refusal> {
    if !state.waves.contains_key(&wave) {
        return Err(Refusal::NoSuchWave { wave });
    }
    match state.register_of(wave).and_then(|register| register.team(team)) {
        Some(_) => Ok(()),
        None => Err(Refusal::NoSuchTeam { team: team.clone(), wave }),
    }
}

fn set_plan(state: &State, wave: u16, plan: &Plan) -> Result<Vec<Event>, Refusal> {
    for stop in plan.days.iter().flat_map(|day| &day.stops) {
        known(state, wave, &stop.team)?;
    }
    let names: Vec<(&str, &str)> = plan.days.iter().map(|day| ("visitor", day.visitor.as_str())).collect();
    kept(&names)?;
    if !state.waves.contains_key(&wave) {
        return Err(Refusal::NoSuchWave { wave });
    }
    Ok(vec![Event::Planned { wave, plan: Box::new(plan.clone()) }])
}

fn record(state: &State, id: CommandId, talk: &Talk, today: Date) -> Result<Vec<Event>, Refusal> {
    if talk.id != id {
        return Err(Refusal::TalkId);
    }
    match state.talks.get(&talk.id) {
        Some(known) if known == talk => return Ok(Vec::new()),
        Some(_) => return Err(Refusal::TalkThere),
        None => {}
    }
    if state.talks.len() >= TALKS_MAX {
        return Err(Refusal::TooMany { what: "talks".into(), max: TALKS_MAX as u64 });
    }
    fits(state, talk, today)?;
    Ok(vec![Event::Talked(Box::new(talk.clone()))])
}

fn correct(state: &State, talk: &Talk, why: &str, today: Date) -> Result<Vec<Event>, Refusal> {
    if !state.talks.contains_key(&talk.id) {
        return Err(Refusal::NoSuchTalk { talk: talk.id });
    }
    kept(&[("why", why)])?;
    fits(state, talk, today)?;
    Ok(vec![Event::TalkCorrected { talk: Box::new(talk.clone()), why: why.to_owned() }])
}

fn fits(state: &State, talk: &Talk, today: Date) -> Result<(), Refusal> {
    // a talk that was held without network may come in when its team was split already: history stays with both
    let was_there = state.registers.iter().any(|register| register.team(&talk.team).is_some());
    if !state.waves.contains_key(&talk.wave) || !was_there {
        known(state, talk.wave, &talk.team)?;
    }
    let issues = state.waves.get(&talk.wave).map_or(&state.issues, |wave| &wave.issues);
    let faults = check_talk(talk, issues, today);
    if faults.is_empty() { Ok(()) } else { Err(Refusal::Talk { faults }) }
}

fn end_promise(state: &State, id: CommandId, number: u16, over: &PromiseOver) -> Result<Vec<Event>, Refusal> {
    let talk = state.talks.get(&id).ok_or(Refusal::NoSuchTalk { talk: id })?;
    let there = talk.promises.iter().any(|promise| promise.number == number);
    if !there || state.promises_over.get(&id).is_some_and(|over| over.contains_key(&number)) {
        return Err(Refusal::NoSuchPromise { number });
    }
    kept(&[("result", &over.result)])?;
    Ok(vec![Event::PromiseEnded { talk: id, number, over: over.clone() }])
}

fn set_action(state: &State, action: &Action, before: Option<&Action>) -> Result<Vec<Event>, Refusal> {
    match (state.actions.get(&action.number), before) {
        (Some(now), Some(before)) if now != before => {
            return Err(Refusal::Changed { now: Box::new(now.clone()) });
        }
        (Some(now), _) if now == action => return Ok(Vec::new()),
        (Some(_), None) => return Err(taken(state, &action.number)),
        _ => {}
    }
    sound(state, action)?;
    Ok(vec![Event::ActionSet(Box::new(action.clone()))])
}

fn taken(state: &State, number: &str) -> Refusal {
    let numbers: Vec<String> = state.actions.keys().cloned().collect();
    Refusal::NumberTaken { number: number.to_owned(), next: next_number(&numbers) }
}

/// Whether an action can be kept, and where it came from is there.
fn sound(state: &State, action: &Action) -> Result<(), Refusal> {
    let faults = action.faults();
    if !faults.is_empty() {
        return Err(Refusal::Texts { faults });
    }
    if state.actions.len() >= ACTIONS_MAX && !state.actions.contains_key(&action.number) {
        return Err(Refusal::TooMany { what: "actions".into(), max: ACTIONS_MAX as u64 });
    }
    match &action.origin {
        Origin::Talk { talk, .. } if !state.talks.contains_key(talk) => {
            Err(Refusal::NoSuchTalk { talk: *talk })
        }
        Origin::Promise { talk, number, .. } => {
            let of = state.talks.get(talk).ok_or(Refusal::NoSuchTalk { talk: *talk })?;
            let there = of.promises.iter().any(|promise| promise.number == *number);
            if there { Ok(()) } else { Err(Refusal::NoSuchPromise { number: *number }) }
        }
        Origin::Talk { .. } | Origin::Minutes { .. } | Origin::Meeting { .. } => Ok(()),
    }
}

fn confirm(state: &State, actions: &[Action]) -> Result<Vec<Event>, Refusal> {
    if state.actions.len() + actions.len() > ACTIONS_MAX {
        return Err(Refusal::TooMany { what: "actions".into(), max: ACTIONS_MAX as u64 });
    }
    let mut numbers = std::collections::BTreeSet::new();
    for action in actions {
        if !numbers.insert(&action.number) || state.actions.contains_key(&action.number) {
            return Err(taken(state, &action.number));
        }
        sound(state, action)?;
    }
    Ok(actions.iter().map(|action| Event::ActionSet(Box::new(action.clone()))).collect())
}
