//! Tuples of receiver, purpose, regime, article and hat, and the classes between which the rules of a ground see no difference.

use std::collections::{BTreeSet, HashMap};

use super::State;
use crate::codes::Code;
use crate::rulebook::fields::bit;
use crate::rulebook::{Kind, Logic, Rule, Seen};
use crate::share::ShareLaw;
use crate::share::book::slot;
use crate::share::codes::{Fact, Hat, Purpose, Receiver, Regime};

/// The fields of a tuple.
pub(crate) const TUPLE: [usize; 5] = [slot::RECEIVER, slot::PURPOSE, slot::REGIME, slot::ARTICLE, slot::HAT];

/// Regimes with the articles that can go with them; 0 is none.
const REGIMES: [(Regime, u128); 6] = [
    (Regime::Wpg, 8),
    (Regime::Wpg, 9),
    (Regime::Wpg, 13),
    (Regime::Wpg, 0),
    (Regime::Avg, 0),
    (Regime::None, 0),
];

/// Every tuple.
pub(crate) fn tuples() -> impl Iterator<Item = Seen> {
    Receiver::ALL.iter().flat_map(|receiver| {
        let by_receiver = Seen::default().with(slot::RECEIVER, bit(*receiver));
        Purpose::ALL.iter().flat_map(move |purpose| {
            let by_purpose = by_receiver.with(slot::PURPOSE, bit(*purpose));
            REGIMES.iter().flat_map(move |(regime, article)| {
                let by_regime = by_purpose.with(slot::REGIME, bit(*regime)).with(slot::ARTICLE, *article);
                Hat::ALL.iter().map(move |hat| by_regime.with(slot::HAT, bit(*hat)))
            })
        })
    })
}

/// Tuples for which the rules of a ground leave the same conditions.
#[derive(Debug)]
pub(crate) struct Class<'a> {
    /// The tuples.
    pub tuples: Vec<Seen>,
    /// The rules that can still hold, with what is left of them.
    pub rules: Vec<(&'a Rule, Logic)>,
}

/// The classes of a ground; those in which no permit can hold are left out, unless all its rules refuse.
pub(crate) fn classes<'a>(rules: &[&'a Rule], refusing: bool) -> Vec<Class<'a>> {
    let mut found: HashMap<Vec<(usize, Logic)>, Vec<Seen>> = HashMap::new();
    for tuple in tuples() {
        let permits = rules.iter().filter(|rule| rule.note.kind == Kind::Ground);
        let in_sight =
            permits.into_iter().any(|rule| rule.logic.given(&TUPLE, &tuple) != Logic::Known(false));
        if !in_sight && !refusing {
            continue;
        }
        let left = rules.iter().enumerate().map(|(place, rule)| (place, rule.logic.given(&TUPLE, &tuple)));
        let left = left.filter(|(_, logic)| *logic != Logic::Known(false)).collect();
        found.entry(left).or_default().push(tuple);
    }
    let with_rule = |(place, logic): (usize, Logic)| rules.get(place).map(|rule| (*rule, logic));
    let classes = found
        .into_iter()
        .map(|(left, tuples)| Class { tuples, rules: left.into_iter().filter_map(with_rule).collect() });
    classes.collect()
}

impl Class<'_> {
    fn holding(&self, seen: &Seen) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(|(_, logic)| logic.holds(seen)).map(|(rule, _)| *rule)
    }

    /// What the rules say about a combination.
    pub fn state(&self, law: &ShareLaw, seen: &Seen) -> State {
        let (mut permit, mut closed, mut missing) = (false, false, 0);
        for rule in self.holding(seen) {
            match rule.note.kind {
                Kind::Ground => permit = true,
                Kind::Blocker | Kind::Refusal => closed = true,
                Kind::Condition => missing |= asked_fact(rule),
                Kind::Adjustment => {}
            }
        }
        match (permit, closed) {
            (false, _) => State::OutOfSight,
            (true, true) => State::Closed,
            (true, false) => State::Open(without_included(law, missing)),
        }
    }

    /// Notes the rules without which this combination would have another answer.
    pub fn speakers(&self, law: &ShareLaw, seen: &Seen, state: State, spoke: &mut BTreeSet<String>) {
        let only = |kinds: &[Kind]| {
            let mut rules = self.holding(seen).filter(|rule| kinds.contains(&rule.note.kind));
            rules.next().filter(|_| rules.next().is_none())
        };
        let mut note = |rule: &Rule| {
            if !spoke.contains(&rule.note.id) {
                spoke.insert(rule.note.id.clone());
            }
        };
        match state {
            State::OutOfSight => {}
            State::Closed => only(&[Kind::Blocker, Kind::Refusal]).into_iter().for_each(&mut note),
            State::Open(missing) => {
                only(&[Kind::Ground]).into_iter().for_each(&mut note);
                let asking =
                    |fact: u128| self.holding(seen).filter(move |rule| asked_fact(rule) == fact).count();
                for rule in self.holding(seen).filter(|rule| rule.note.kind == Kind::Condition) {
                    let fact = asked_fact(rule);
                    if without_included(law, missing) & fact != 0 && asking(fact) == 1 {
                        note(rule);
                    }
                }
                self.holding(seen).filter(|rule| rule.note.kind == Kind::Adjustment).for_each(&mut note);
            }
        }
    }

    /// The effects that a combination can have: of its permits and of what adjusts them.
    pub fn effects(&self, seen: &Seen) -> Vec<crate::share::codes::Effect> {
        self.holding(seen).filter_map(|rule| rule.note.effect).collect()
    }
}

fn asked_fact(rule: &Rule) -> u128 {
    rule.note.asks.as_deref().and_then(Fact::parse).map(bit).unwrap_or_default()
}

fn without_included(law: &ShareLaw, missing: u128) -> u128 {
    let asked = Fact::ALL.iter().filter(|fact| missing & bit(**fact) != 0);
    let included = asked.fold(0, |bits, fact| bits | (law.closure(*fact) & !bit(*fact)));
    missing & !included
}
