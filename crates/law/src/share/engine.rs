//! From a question to a decision: which grounds are in sight, what they still ask, which one is taken, or why not.

use std::collections::BTreeSet;

use super::book::{ShareLaw, slot};
use super::codes::{Certainty, DecisionMaker, Duty, Effect, Fact, Outcome, Regime};
use super::decision::Decision;
use super::question::Question;
use crate::codes::Code;
use crate::given::{Asker, Given, Refusal, vouched};
use crate::permit::{Permit, PermitKind, Terms, words};
use crate::rulebook::fields::{bit, bits};
use crate::rulebook::{Alarm, Asked, Kind, Rule, Seen};

/// Steps below this one are taken in order, whatever they still ask; from here on the fewest missing facts win.
const FIRST_FREE_STEP: u32 = 100;

/// A ground in sight that nothing closes.
pub(crate) struct Open<'a> {
    name: String,
    rule: &'a Rule,
    asks: Vec<&'a Rule>,
    /// What it still asks.
    pub missing: BTreeSet<Fact>,
}

impl Open<'_> {
    fn rank(&self) -> (u32, usize, u32, &str) {
        let step = self.rule.note.step;
        (step.min(FIRST_FREE_STEP), self.missing.len(), step, &self.name)
    }
}

impl ShareLaw {
    /// The decision with its routes.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn decide(&self, question: &Question) -> Result<Decision, Alarm> {
        let mut decision = self.decide_without_routes(question)?;
        if decision.outcome == Outcome::Deny {
            decision.routes = self.routes(question)?;
        }
        Ok(decision)
    }

    /// The proof that this may be shared, or the decision that says why not (yet). The only way to a [`Permit`]: a fact
    /// counts when `given` says that it comes from who may give it, or from a paper.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn permit(
        &self,
        question: &Question,
        asker: &Asker,
        given: &[Given<Fact>],
    ) -> Result<Result<Permit, Refusal<Decision>>, Alarm> {
        let mut sure = question.clone();
        let (mut stated, mut unvouched) = (Vec::new(), Vec::new());
        for fact in &question.facts {
            let Some(note) = self.facts.get(fact.word()).filter(|note| !note.givers.is_empty()) else {
                continue;
            };
            match vouched(*fact, &note.givers, given, question.day) {
                Ok(said) => stated.extend(said),
                Err(why) => {
                    sure.facts.remove(fact);
                    unvouched.push(why);
                }
            }
        }
        let decision = self.decide(&sure)?;
        if decision.outcome != Outcome::Allow {
            return Ok(Err(Refusal { decision, unvouched }));
        }
        Ok(Ok(Permit::new(Terms {
            kind: PermitKind::Share,
            asker: asker.clone(),
            purpose: question.purpose.word(),
            question: sure.digest(),
            duties: words(&decision.duties),
            articles: decision.articles,
            stated,
            law_date: decision.law_date,
        })))
    }

    /// The decision only.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn decide_without_routes(&self, question: &Question) -> Result<Decision, Alarm> {
        let asked = self.asked(question);
        match self.best(&asked)? {
            Some(ground) => self.granted(question, &asked, &ground),
            None => self.refused(question, &asked),
        }
    }

    /// The ground that is taken: steps below 100 in order, then the fewest missing facts.
    pub(crate) fn best(&self, asked: &Asked) -> Result<Option<Open<'_>>, Alarm> {
        let mut best: Option<Open<'_>> = None;
        for name in self.book.grounds(asked)? {
            let Some(open) = self.open(name, asked)? else { continue };
            if best.as_ref().is_none_or(|best| open.rank() < best.rank()) {
                best = Some(open);
            }
        }
        Ok(best)
    }

    /// What the rules say about one ground: nothing, closed, or open with what it asks.
    fn open<'a>(&'a self, name: &str, asked: &Asked) -> Result<Option<Open<'a>>, Alarm> {
        let verdict = self.book.verdict(name, asked)?;
        let Some(rule) = verdict.ground else { return Ok(None) };
        if verdict.against.iter().any(|rule| rule.note.kind != Kind::Condition) {
            return Ok(None);
        }
        if !verdict.allowed && verdict.against.is_empty() {
            return Err(Alarm(format!("ground `{name}` was refused without a reason")));
        }
        let mut missing: BTreeSet<Fact> =
            verdict.against.iter().filter_map(|rule| Fact::parse(rule.note.asks.as_deref()?)).collect();
        let included = missing.iter().fold(0, |bits, fact| bits | (self.closure(*fact) & !bit(*fact)));
        missing.retain(|fact| included & bit(*fact) == 0);
        Ok(Some(Open { name: name.to_owned(), rule, asks: verdict.against, missing }))
    }

    /// A ground: allowed, or allowed once what is missing is there. That is tried, not believed.
    pub(crate) fn granted(
        &self,
        question: &Question,
        now: &Asked,
        ground: &Open<'_>,
    ) -> Result<Decision, Alarm> {
        if !ground.missing.is_empty() {
            let more = ground.missing.iter().fold(0, |bits, fact| bits | self.closure(*fact));
            let facts = now.seen.at(slot::FACTS) | more;
            let then = Asked::new(now.seen.with(slot::FACTS, facts), now.day);
            if !self.book.verdict(&ground.name, &then)?.allowed {
                return Err(Alarm(format!("ground `{}` stays closed after its conditions", ground.name)));
            }
        }
        let adjusting = self.book.adjustments(&ground.name, now)?;
        let note = &ground.rule.note;
        let (mut effect, mut decider) = (note.effect, note.decider);
        for adjusted in adjusting.iter().map(|rule| &rule.note) {
            effect = adjusted.effect.or(effect);
            if adjusted.replaces.is_empty() || decider.is_some_and(|now| adjusted.replaces.contains(&now)) {
                decider = adjusted.decider.or(decider);
            }
        }
        let only_duty = |rule: &Rule| {
            let note = &rule.note;
            note.effect.is_none()
                && note.decider.is_none()
                && note.articles.is_empty()
                && note.doubt.is_none()
        };
        let deciding: Vec<&Rule> = std::iter::once(ground.rule)
            .chain(adjusting.iter().copied().filter(|rule| !only_duty(rule)))
            .chain(ground.asks.iter().copied())
            .collect();
        let mut decision = self.frame(question, &deciding);
        let all =
            std::iter::once(ground.rule).chain(adjusting.iter().copied()).chain(ground.asks.iter().copied());
        decision.duties = duties(question, all);
        decision.outcome =
            if ground.missing.is_empty() { Outcome::Allow } else { Outcome::AllowWithConditions };
        decision.effect = effect.ok_or_else(|| Alarm(format!("ground `{}` has no effect", ground.name)))?;
        decision.decision_maker =
            decider.ok_or_else(|| Alarm(format!("ground `{}` has no decision maker", ground.name)))?;
        decision.missing = ground.missing.iter().copied().collect();
        Ok(decision)
    }

    fn refused(&self, question: &Question, asked: &Asked) -> Result<Decision, Alarm> {
        let refusals = self.book.refusals(asked)?;
        let first = refusals
            .first()
            .copied()
            .ok_or_else(|| Alarm("there is neither a ground nor a refusal".to_owned()))?;
        let mut decision = self.frame(question, &[first]);
        decision.decision_maker = first.note.decider.unwrap_or(DecisionMaker::None);
        decision.unsettled = first.note.unsettled;
        decision.duties = vec![Duty::RefusalNoted];
        Ok(decision)
    }

    /// A decision that says no, with what the deciding rules carry.
    fn frame(&self, question: &Question, deciding: &[&Rule]) -> Decision {
        let mut decision = Decision {
            outcome: Outcome::Deny,
            effect: Effect::MustNot,
            articles: Vec::new(),
            decision_maker: DecisionMaker::None,
            missing: Vec::new(),
            duties: Vec::new(),
            minimise: self.minimising.of(question),
            routes: Vec::new(),
            rules: Vec::new(),
            certainty: Certainty::Read,
            law_date: question.day,
            texts: Vec::new(),
            reviewed: false,
            doubts: Vec::new(),
            unsettled: false,
        };
        for note in deciding.iter().map(|rule| &rule.note) {
            add_new(&mut decision.articles, &note.articles);
            add_new(&mut decision.rules, &note.rules);
            add_new(&mut decision.texts, &note.texts);
            add_new(&mut decision.doubts, note.doubt.as_slice());
            decision.certainty = decision.certainty.max(note.certainty);
        }
        decision
    }

    /// The bits of a fact with those that it includes.
    pub(crate) fn closure(&self, fact: Fact) -> u128 {
        self.closures.get(fact.place()).copied().unwrap_or_default()
    }

    /// The question as its values, the facts with those that they include.
    pub(crate) fn asked(&self, question: &Question) -> Asked {
        let facts = question.facts.iter().fold(0, |bits, fact| bits | self.closure(*fact));
        Asked::new(question.seen().with(slot::FACTS, facts), question.day)
    }
}

impl Question {
    /// Its values as the rules read them; facts as they were given.
    #[must_use]
    pub fn seen(&self) -> Seen {
        let flags =
            [self.archived, self.identifiable, self.special_category, self.minor, self.in_prosecution_file];
        let seen = Seen::default()
            .with(slot::HAT, bit(self.hat))
            .with(slot::RECEIVER, bit(self.receiver))
            .with(slot::EMPLOYER, bit(self.employer))
            .with(slot::SENDER_DOMAIN, bits(self.sender_domain))
            .with(slot::RECEIVER_DOMAIN, bits(self.receiver_domain))
            .with(slot::REGIME, bit(self.regime))
            .with(slot::SOURCE, bit(self.source))
            .with(slot::PURPOSE, bit(self.purpose))
            .with(slot::CATEGORIES, bits(self.categories.iter().copied()))
            .with(slot::FACTS, bits(self.facts.iter().copied()))
            .with(slot::ARTICLE, self.wpg_article.unwrap_or(0).into())
            .with(slot::AGE_MONTHS, self.age_months.into());
        let flags = flags.iter().enumerate();
        flags.fold(seen, |seen, (place, flag)| seen.with(slot::FLAGS + place, u128::from(*flag)))
    }
}

fn add_new<T: PartialEq + Clone>(list: &mut Vec<T>, more: &[T]) {
    for item in more {
        if !list.contains(item) {
            list.push(item.clone());
        }
    }
}

fn duties<'a>(question: &Question, rules: impl Iterator<Item = &'a Rule>) -> Vec<Duty> {
    let mut found = Vec::new();
    for word in rules.flat_map(|rule| &rule.note.duties) {
        add_new(&mut found, Duty::parse(word).as_slice());
    }
    if question.regime == Regime::Wpg && question.identifiable {
        add_new(&mut found, &[Duty::NecessityReason, Duty::QualityCheck]);
    }
    found
}
