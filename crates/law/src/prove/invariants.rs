//! What must hold of every combination.

use std::collections::BTreeMap;

use super::State;
use super::axes::Walk;
use super::slices::Class;
use crate::codes::Code as _;
use crate::rulebook::Seen;
use crate::rulebook::fields::bit;
use crate::share::book::slot;
use crate::share::codes::{Effect, Fact, Regime};

/// Approvals: they complete a ground, and neither open nor close one.
pub const APPROVALS: [Fact; 10] = [
    Fact::ProsecutorAgreement,
    Fact::StandingDecision71,
    Fact::ProsecutorConsulted,
    Fact::MayorAgreement,
    Fact::FunctionaryConsent,
    Fact::FunctionaryConsulted,
    Fact::ResearchPermission,
    Fact::ConsentOfPerson,
    Fact::WithinDecisionScope,
    Fact::WgsCaseAccepted,
];

/// Stripping: it takes something out of what is shared.
pub const STRIPPING: [Fact; 3] =
    [Fact::SpecialCategoriesRemoved, Fact::SourceIdentityRemoved, Fact::AnonymisationChecked];

/// Grounds that the archive stage does not close (Wpg 14), beside those about data without persons.
const OUT_OF_ARCHIVE: [&str; 2] = ["archive_order", "access_request"];

/// Months after which data of article 8 must have been removed.
const ARTICLE_8_MONTHS: u128 = 60;

/// Violations that are listed for one ground; the rest is counted with them.
const SHOWN_MAX: usize = 3;

/// By ground and fact: combinations in which a `must` needs that approval.
#[derive(Debug, Default)]
pub struct Exceptions(pub BTreeMap<(String, &'static str), usize>);

/// One class with the state of every combination.
pub(crate) struct Broken<'a> {
    pub ground: &'a str,
    pub class: &'a Class<'a>,
    pub walk: &'a Walk,
    pub states: &'a [State],
}

impl Broken<'_> {
    /// Looks for what is wrong.
    pub fn look(&self, broken: &mut Vec<String>, exceptions: &mut Exceptions) {
        let mut shown = 0;
        let mut say = |what: String| {
            shown += 1;
            if shown <= SHOWN_MAX {
                broken.push(format!("`{}`: {what}", self.ground));
            }
        };
        for (number, state) in self.states.iter().enumerate() {
            let State::Open(missing) = *state else {
                self.opened_by_approval(number, *state, &mut say);
                continue;
            };
            let seen = self.walk.at(number);
            if archived(&seen) && !OUT_OF_ARCHIVE.contains(&self.ground) {
                say(format!("leaves the archive stage: {seen:?}"));
            }
            self.closed_by_approval(number, missing, &mut say);
            self.must_with_approval(&seen, missing, exceptions);
        }
    }

    /// An approval or stripping never opens a ground: it would be a gate.
    fn opened_by_approval(&self, number: usize, state: State, say: &mut impl FnMut(String)) {
        for fact in APPROVALS.into_iter().chain(STRIPPING) {
            let after =
                self.walk.adding(number, slot::FACTS, bit(fact)).and_then(|then| self.states.get(then));
            if state == State::OutOfSight && matches!(after, Some(State::Open(_))) {
                say(format!("`{}` opens it, so it is a gate", fact.word()));
            }
        }
    }

    /// An approval or stripping never turns a yes into a no, nor makes more missing.
    fn closed_by_approval(&self, number: usize, missing: u128, say: &mut impl FnMut(String)) {
        for fact in APPROVALS.into_iter().chain(STRIPPING) {
            let after =
                self.walk.adding(number, slot::FACTS, bit(fact)).and_then(|then| self.states.get(then));
            match after {
                None => {}
                Some(State::Open(then)) if then.count_ones() <= missing.count_ones() => {}
                Some(then) => say(format!("`{}` makes of {missing:b} {then:?}", fact.word())),
            }
        }
    }

    fn must_with_approval(&self, seen: &Seen, missing: u128, exceptions: &mut Exceptions) {
        let effects = self.class.effects(seen);
        if missing == 0 || !effects.contains(&Effect::Must) || effects.contains(&Effect::May) {
            return;
        }
        for fact in APPROVALS.into_iter().filter(|fact| missing & bit(*fact) != 0) {
            *exceptions.0.entry((self.ground.to_owned(), fact.word())).or_default() += 1;
        }
    }
}

fn archived(seen: &Seen) -> bool {
    let identifiable = seen.at(slot::FLAGS + 1) != 0;
    let old = seen.at(slot::ARTICLE) == 8 && seen.at(slot::AGE_MONTHS) > ARTICLE_8_MONTHS;
    identifiable && seen.at(slot::REGIME) == bit(Regime::Wpg) && (seen.at(slot::FLAGS) != 0 || old)
}
