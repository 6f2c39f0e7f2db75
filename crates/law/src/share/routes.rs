//! What would be lawful: a search over the engine by standard moves and gates, ranked by what it asks of people.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::book::{Class, ShareLaw, slot};
use super::codes::{Employer, Fact, Outcome, Purpose, Receiver};
use super::decision::{Change, Route};
use super::question::Question;
use crate::codes::Code;
use crate::rulebook::Alarm;

/// Routes that are shown.
const ROUTES_MAX: usize = 5;

/// The standard moves.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moves {
    #[serde(rename = "move")]
    moves: Vec<Move>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Move {
    #[serde(rename = "id")]
    _id: String,
    #[serde(default)]
    set: BTreeMap<String, Value>,
    #[serde(default)]
    add: Vec<String>,
    #[serde(default, rename = "for")]
    receivers: Vec<String>,
    #[serde(default, rename = "when")]
    purposes: Vec<String>,
    burden: u32,
}

/// A question on its way.
#[derive(Clone)]
struct Tried {
    question: Question,
    change: Vec<Change>,
    burden: u32,
}

impl ShareLaw {
    /// The routes for a question that is refused, the lightest first. A route is never a permit: it has to be asked anew.
    pub(crate) fn routes(&self, question: &Question) -> Result<Vec<Route>, Alarm> {
        let start = Tried { question: question.clone(), change: Vec::new(), burden: 0 };
        let mut found: Vec<(u32, Route, Question)> = Vec::new();
        let mut closed = Vec::new();
        let moved = self.moves.moves.iter().filter_map(|step| step.apply(&start, self));
        let gates: Vec<Fact> = self.gates().collect();
        for tried in moved.chain(gates.iter().filter_map(|gate| self.establish(&start, *gate))) {
            match self.complete(&tried)? {
                Some(route) => found.push(route),
                None => closed.push(tried),
            }
        }
        if found.len() < ROUTES_MAX {
            for tried in &closed {
                for further in gates.iter().filter_map(|gate| self.establish(tried, *gate)) {
                    if self.speak_differently(&tried.question, &further.question) {
                        found.extend(self.complete(&further)?);
                    }
                }
            }
        }
        found.sort_by_key(|(burden, route, _)| (*burden, route.change.len()));
        Ok(distinct(question, found))
    }

    fn gates(&self) -> impl Iterator<Item = Fact> {
        Fact::ALL
            .iter()
            .copied()
            .filter(|fact| self.facts.get(fact.word()).is_some_and(|note| note.class == Class::Gate))
    }

    fn establish(&self, from: &Tried, fact: Fact) -> Option<Tried> {
        let mut next = from.clone();
        next.question.facts.insert(fact).then_some(())?;
        next.change.push(Change::Add { add_fact: fact });
        next.burden += self.facts.get(fact.word()).map_or(1, |note| note.burden);
        Some(next)
    }

    /// Whether one more fact changes what some rule says; when it does not, asking again is for nothing.
    fn speak_differently(&self, before: &Question, after: &Question) -> bool {
        let (one, other) = (self.asked(before).seen, self.asked(after).seen);
        let facts = one.at(slot::FACTS) ^ other.at(slot::FACTS);
        let readers = self.readers.iter().enumerate().filter(|(place, _)| facts & (1 << place) != 0);
        let mut rules = readers.flat_map(|(_, ids)| ids).filter_map(|id| self.book.rule(id));
        rules.any(|rule| rule.note.holds_on(after.day) && rule.logic.holds(&one) != rule.logic.holds(&other))
    }

    /// Adds what the changed question still asks, and keeps it only when the engine then says yes.
    fn complete(&self, tried: &Tried) -> Result<Option<(u32, Route, Question)>, Alarm> {
        let mut now = tried.clone();
        let mut asked = self.asked(&now.question);
        let Some(mut open) = self.best(&asked)? else { return Ok(None) };
        if !open.missing.is_empty() {
            for fact in &open.missing {
                now = self.establish(&now, *fact).unwrap_or(now);
            }
            asked = self.asked(&now.question);
            match self.best(&asked)?.filter(|open| open.missing.is_empty()) {
                Some(opened) => open = opened,
                None => return Ok(None),
            }
        }
        let articles = self.granted(&now.question, &asked, &open)?.articles;
        Ok(Some((now.burden, Route { change: now.change, outcome: Outcome::Allow, articles }, now.question)))
    }
}

/// The lightest routes: one for each other receiver, and one for each article with the receiver that was asked for.
fn distinct(asked: &Question, found: Vec<(u32, Route, Question)>) -> Vec<Route> {
    let mut seen = BTreeSet::new();
    let mut routes = Vec::new();
    for (_, route, question) in found {
        let article = route.articles.first().filter(|_| question.receiver == asked.receiver).cloned();
        let key = (question.receiver, question.identifiable, article);
        if routes.len() < ROUTES_MAX && seen.insert(key) {
            routes.push(route);
        }
    }
    routes
}

impl Move {
    /// The move on this question; none when it does not fit or changes nothing.
    fn apply(&self, from: &Tried, law: &ShareLaw) -> Option<Tried> {
        let has = |list: &[String], word: &str| list.is_empty() || list.iter().any(|item| item == word);
        if !has(&self.receivers, from.question.receiver.word())
            || !has(&self.purposes, from.question.purpose.word())
        {
            return None;
        }
        let mut next = from.clone();
        next.burden += self.burden;
        for (path, to) in &self.set {
            let path = set(&mut next.question, path, to)?;
            if let Some(path) = path {
                next.change.push(Change::Set { path, to: to.clone() });
            }
        }
        for fact in self.add.iter().filter_map(|word| Fact::parse(word)) {
            next = law.establish(&next, fact).unwrap_or(next);
        }
        let to_itself =
            next.question.employer == Employer::Police && next.question.receiver == Receiver::Police;
        (!next.change.is_empty() && !to_itself).then_some(next)
    }
}

/// Sets a field; none when the move does not know it, nothing inside when it already had this value.
fn set(question: &mut Question, path: &str, to: &Value) -> Option<Option<&'static str>> {
    let before = question.clone();
    let path = match path {
        "data.identifiable" => {
            question.identifiable = to.as_bool()?;
            "data.identifiable"
        }
        "receiver.kind" => {
            question.receiver = Receiver::parse(to.as_str()?)?;
            "receiver.kind"
        }
        "purpose" => {
            question.purpose = Purpose::parse(to.as_str()?)?;
            "purpose"
        }
        _ => return None,
    };
    Some((*question != before).then_some(path))
}
