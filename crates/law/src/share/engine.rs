//! From a question to a decision: which grounds are in sight, what they still ask, which one is taken, or why not.

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::{Context, EntityUid, RestrictedExpression};

use super::book::ShareLaw;
use super::codes::{Certainty, DecisionMaker, Duty, Effect, Fact, Outcome, Regime};
use super::decision::Decision;
use super::question::Question;
use crate::codes::Code;
use crate::permit::Permit;
use crate::rulebook::load::uid;
use crate::rulebook::{Alarm, Asked, Kind, Rule};

/// Steps below this one are taken in order, whatever they still ask; from here on the fewest missing facts win.
const FIRST_FREE_STEP: u32 = 100;

/// A ground in sight that nothing closes.
struct Open<'a> {
    name: String,
    rule: &'a Rule,
    asks: Vec<&'a Rule>,
    missing: BTreeSet<Fact>,
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

    /// The proof that this may be shared, or the decision that says why not (yet). The only way to a [`Permit`].
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn permit(&self, question: &Question) -> Result<Result<Permit, Decision>, Alarm> {
        let decision = self.decide(question)?;
        Ok(if decision.outcome == Outcome::Allow {
            Ok(Permit::share(question.digest(), &decision))
        } else {
            Err(decision)
        })
    }

    /// The decision only.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn decide_without_routes(&self, question: &Question) -> Result<Decision, Alarm> {
        let facts = self.closure(&question.facts);
        let asked = asked(question, &facts)?;
        let mut open = Vec::new();
        for name in self.book.grounds(asked.day, question.receiver.word()) {
            open.extend(self.open(name, &asked)?);
        }
        open.sort_by_key(|ground| {
            let step = ground.rule.note.step;
            (step.min(FIRST_FREE_STEP), ground.missing.len(), step, ground.name.clone())
        });
        match open.into_iter().next() {
            Some(ground) => self.granted(question, &facts, &asked, &ground),
            None => self.refused(question, &asked),
        }
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
        let included: Vec<Fact> = missing.iter().flat_map(|fact| self.included(*fact)).collect();
        missing.retain(|fact| !included.contains(fact));
        Ok(Some(Open { name: name.to_owned(), rule, asks: verdict.against, missing }))
    }

    /// A ground: allowed, or allowed once what is missing is there. That is tried, not believed.
    fn granted(
        &self,
        question: &Question,
        facts: &BTreeSet<Fact>,
        now: &Asked,
        ground: &Open<'_>,
    ) -> Result<Decision, Alarm> {
        if !ground.missing.is_empty() {
            let more = self.closure(&facts.union(&ground.missing).copied().collect());
            if !self.book.verdict(&ground.name, &asked(question, &more)?)?.allowed {
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
            rule.note.effect.is_none() && rule.note.decider.is_none() && rule.note.articles.is_empty()
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

    fn included(&self, fact: Fact) -> Vec<Fact> {
        let note = self.facts.get(fact.word());
        note.map(|note| note.includes.iter().filter_map(|word| Fact::parse(word)).collect())
            .unwrap_or_default()
    }

    /// The facts with those that they include.
    pub(crate) fn closure(&self, facts: &BTreeSet<Fact>) -> BTreeSet<Fact> {
        facts.iter().flat_map(|fact| std::iter::once(*fact).chain(self.included(*fact))).collect()
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

/// The question in the words of Cedar.
fn asked(question: &Question, facts: &BTreeSet<Fact>) -> Result<Asked, Alarm> {
    let entity = |kind: &str, id: &str| uid(kind, id).map_err(Alarm);
    let mut pairs = BTreeMap::new();
    let mut code = |key: &'static str, kind: &str, word: &str| -> Result<(), Alarm> {
        pairs.insert(key, RestrictedExpression::new_entity_uid(entity(kind, word)?));
        Ok(())
    };
    code("employer", "Employer", question.employer.word())?;
    code("regime", "Regime", question.regime.word())?;
    code("source", "Source", question.source.word())?;
    code("purpose", "Purpose", question.purpose.word())?;
    for (key, domain) in
        [("sender_domain", question.sender_domain), ("receiver_domain", question.receiver_domain)]
    {
        if let Some(domain) = domain {
            code(key, "Domain", domain.word())?;
        }
    }
    let set = |kind: &str, words: Vec<&str>| -> Result<RestrictedExpression, Alarm> {
        let all: Vec<EntityUid> =
            words.into_iter().map(|word| entity(kind, word)).collect::<Result<_, _>>()?;
        Ok(RestrictedExpression::new_set(all.into_iter().map(RestrictedExpression::new_entity_uid)))
    };
    pairs
        .insert("categories", set("Category", question.categories.iter().map(|code| code.word()).collect())?);
    pairs.insert("facts", set("Fact", facts.iter().map(|code| code.word()).collect())?);
    pairs.insert("article", RestrictedExpression::new_long(i64::from(question.wpg_article.unwrap_or(0))));
    pairs.insert(
        "age_months",
        RestrictedExpression::new_long(i64::try_from(question.age_months).unwrap_or(i64::MAX)),
    );
    for (key, flag) in [
        ("archived", question.archived),
        ("identifiable", question.identifiable),
        ("special_category", question.special_category),
        ("minor", question.minor),
        ("in_prosecution_file", question.in_prosecution_file),
    ] {
        pairs.insert(key, RestrictedExpression::new_bool(flag));
    }
    Ok(Asked {
        principal: entity("Sender", question.hat.word())?,
        resource: entity("Receiver", question.receiver.word())?,
        context: Context::from_pairs(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)))
            .map_err(|error| Alarm(error.to_string()))?,
        day: question.day,
    })
}
