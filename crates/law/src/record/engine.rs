//! From a question on recording to a decision with the terms of keeping.

use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::codes::{RecordDuty, RecordFact};
use super::question::RecordQuestion;
use crate::codes::{Code, cedar_enum};
use crate::fault::FIRST_DAY;
use crate::given::{Asker, Given, Refusal, Role, vouched};
use crate::permit::{Permit, PermitKind, Terms, words};
use crate::retention::{Retaining, Term};
use crate::rulebook::load::Plan;
use crate::rulebook::{
    Alarm, Asked, Fields, Kind, Rule, RuleFaults, Rulebook, Source as File, TextRef, Words,
};
use crate::share::book::{named, parse};
use crate::share::codes::{
    Category, Certainty, DecisionMaker, Domain, Effect, Employer, Hat, Outcome, Purpose, Regime, Source,
};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rules/record");
const LAWS: &str = include_str!("../../../../rules/laws.toml");

/// The field with the facts.
const FACTS: usize = 7;

/// The rules on recording.
#[derive(Debug)]
pub struct RecordLaw {
    book: Rulebook,
    givers: BTreeMap<String, Vec<Role>>,
    retaining: Retaining,
}

/// A decision on recording (`docs/record-decision.schema.json`).
#[derive(Debug, Clone, Serialize)]
pub struct RecordDecision {
    /// Allow, allow with conditions, or deny.
    pub outcome: Outcome,
    /// May, must not, or free.
    pub effect: Effect,
    /// The articles that carry it.
    pub articles: Vec<String>,
    /// Who decides.
    pub decision_maker: DecisionMaker,
    /// What is missing before it may.
    pub missing: Vec<RecordFact>,
    /// What comes with it.
    pub duties: Vec<RecordDuty>,
    /// How long it may stay, from the day on which it is first recorded.
    pub retention: Vec<Term>,
    /// The rules that decided.
    pub rules: Vec<String>,
    /// The weakest certainty among them.
    pub certainty: Certainty,
    /// The day whose law was applied.
    pub law_date: Date,
    /// The dated texts that it rests on.
    pub texts: Vec<TextRef>,
    /// Whether a lawyer signed the rules: not yet.
    pub reviewed: bool,
    /// Open points for a person, in plain Dutch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doubts: Vec<String>,
    /// The law does not settle it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unsettled: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Grounds {
    grounds: BTreeMap<String, Vec<String>>,
    purposes: BTreeMap<String, Vec<String>>,
}

fn fields() -> Result<Fields, String> {
    Fields::new()
        .word::<Hat>("principal", "Sender")?
        .word::<Purpose>("resource", "Purpose")?
        .word::<Employer>("employer", "Employer")?
        .word::<Domain>("domain", "Domain")?
        .word::<Regime>("regime", "Regime")?
        .word::<Source>("source", "Source")?
        .set::<Category>("categories", "Category")?
        .set::<RecordFact>("facts", "Fact")?
        .count("article")?
        .flags(&["identifiable", "special_category", "minor"])
}

fn codes() -> String {
    cedar_enum::<Hat>("Sender")
        + &cedar_enum::<Employer>("Employer")
        + &cedar_enum::<Domain>("Domain")
        + &cedar_enum::<Regime>("Regime")
        + &cedar_enum::<Source>("Source")
        + &cedar_enum::<Category>("Category")
        + &cedar_enum::<RecordFact>("Fact")
}

impl RecordLaw {
    /// The rules in the program.
    ///
    /// # Errors
    /// Every fault of every rule.
    pub fn load() -> Result<Self, RuleFaults> {
        let one = |fault: String| RuleFaults(vec![fault]);
        let text = |name: &str| {
            let file = FILES.get_file(name).and_then(include_dir::File::contents_utf8);
            file.ok_or_else(|| one(format!("record/{name} is not there")))
        };
        let grounds: Grounds = parse("record/grounds.toml", text("grounds.toml")?)?;
        let laws: BTreeMap<String, String> = parse("laws.toml", LAWS)?;
        let facts: Vec<_> = RecordFact::ALL.iter().map(|code| code.word()).collect();
        let duties: Vec<_> = RecordDuty::ALL.iter().map(|code| code.word()).collect();
        let inside = |word: &str| {
            let groups = grounds.purposes.iter().filter(|(_, members)| members.iter().any(|one| one == word));
            groups.map(|(group, _)| group.clone()).collect()
        };
        let plan = Plan {
            schema: codes() + text("record.cedarschema")?,
            fields: fields().map_err(one)?,
            principal: "Sender",
            resource: "Purpose",
            refusal: "refusal",
            resources: Purpose::ALL
                .iter()
                .map(|code| (code.word().to_owned(), inside(code.word())))
                .collect(),
            grounds: grounds.grounds,
            words: Words { facts: &facts, duties: &duties, laws: &laws },
            first_day: FIRST_DAY,
        };
        Ok(Self {
            book: Rulebook::load(plan, named(&FILES, ".cedar"))?,
            givers: parse("record/givers.toml", text("givers.toml")?)?,
            retaining: Retaining::load()?,
        })
    }

    /// The rules.
    #[must_use]
    pub fn book(&self) -> &Rulebook {
        &self.book
    }

    /// The terms of keeping.
    #[must_use]
    pub fn retaining(&self) -> &Retaining {
        &self.retaining
    }

    /// The cases that stand beside the rules, by file.
    #[must_use]
    pub fn cases() -> Vec<File> {
        named(&FILES, ".cases.json")
    }

    /// The proof that this may be recorded, or the decision that says why not (yet).
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn permit(
        &self,
        question: &RecordQuestion,
        asker: &Asker,
        given: &[Given<RecordFact>],
    ) -> Result<Result<Permit, Refusal<RecordDecision>>, Alarm> {
        let mut sure = question.clone();
        let (mut stated, mut unvouched) = (Vec::new(), Vec::new());
        for fact in &question.facts {
            let Some(givers) = self.givers.get(fact.word()) else { continue };
            match vouched(*fact, givers, given, question.day) {
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
            kind: PermitKind::Record,
            asker: asker.clone(),
            purpose: question.purpose.word(),
            question: sure.digest(),
            duties: words(&decision.duties),
            articles: decision.articles,
            stated,
            law_date: decision.law_date,
        })))
    }

    /// The decision.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; the answer is then no.
    pub fn decide(&self, question: &RecordQuestion) -> Result<RecordDecision, Alarm> {
        let asked = Asked::new(question.seen(), question.day);
        let mut open: Option<(&str, &Rule, Vec<&Rule>)> = None;
        for name in self.book.grounds(&asked)? {
            let verdict = self.book.verdict(name, &asked)?;
            let Some(ground) = verdict.ground else { continue };
            let closed = verdict.against.iter().any(|rule| rule.note.kind != Kind::Condition);
            let lighter = open.as_ref().is_none_or(|(_, best, asks)| {
                (ground.note.step, verdict.against.len()) < (best.note.step, asks.len())
            });
            if !closed && lighter {
                open = Some((name, ground, verdict.against));
            }
        }
        match open {
            Some((name, ground, asks)) => self.granted(question, &asked, name, ground, &asks),
            None => self.refused(question, &asked),
        }
    }

    fn granted(
        &self,
        question: &RecordQuestion,
        asked: &Asked,
        name: &str,
        ground: &Rule,
        asks: &[&Rule],
    ) -> Result<RecordDecision, Alarm> {
        let facts = |rule: &&Rule| RecordFact::parse(rule.note.asks.as_deref()?);
        let missing: BTreeSet<RecordFact> = asks.iter().filter_map(facts).collect();
        let more = missing.iter().fold(asked.seen.at(FACTS), |bits, fact| bits | (1 << fact.place()));
        let then = Asked::new(asked.seen.with(FACTS, more), asked.day);
        if !self.book.verdict(name, &then)?.allowed {
            return Err(Alarm(format!("ground `{name}` stays closed after its conditions")));
        }
        let deciding: Vec<&Rule> = std::iter::once(ground).chain(asks.iter().copied()).collect();
        let mut decision = frame(question, &deciding);
        decision.outcome = if missing.is_empty() { Outcome::Allow } else { Outcome::AllowWithConditions };
        decision.effect =
            ground.note.effect.ok_or_else(|| Alarm(format!("ground `{name}` has no effect")))?;
        decision.decision_maker =
            ground.note.decider.ok_or_else(|| Alarm(format!("ground `{name}` has no decision maker")))?;
        decision.missing = missing.into_iter().collect();
        let duties: BTreeSet<_> = deciding
            .iter()
            .flat_map(|rule| &rule.note.duties)
            .filter_map(|word| RecordDuty::parse(word))
            .collect();
        decision.duties = duties.into_iter().collect();
        if question.identifiable {
            decision.retention = self.retaining.terms(question.regime, question.wpg_article);
        }
        Ok(decision)
    }

    fn refused(&self, question: &RecordQuestion, asked: &Asked) -> Result<RecordDecision, Alarm> {
        let refusals = self.book.refusals(asked)?;
        let first =
            refusals.first().ok_or_else(|| Alarm("there is neither a ground nor a refusal".to_owned()))?;
        let mut decision = frame(question, &[first]);
        decision.unsettled = first.note.unsettled;
        decision.duties = vec![RecordDuty::RefusalNoted];
        Ok(decision)
    }
}

/// A decision that says no, with what the deciding rules carry.
fn frame(question: &RecordQuestion, deciding: &[&Rule]) -> RecordDecision {
    let mut decision = RecordDecision {
        outcome: Outcome::Deny,
        effect: Effect::MustNot,
        articles: Vec::new(),
        decision_maker: DecisionMaker::None,
        missing: Vec::new(),
        duties: Vec::new(),
        retention: Vec::new(),
        rules: Vec::new(),
        certainty: Certainty::Read,
        law_date: question.day,
        texts: Vec::new(),
        reviewed: false,
        doubts: Vec::new(),
        unsettled: false,
    };
    for note in deciding.iter().map(|rule| &rule.note) {
        for (list, more) in [(&mut decision.articles, &note.articles), (&mut decision.rules, &note.rules)] {
            for item in more {
                if !list.contains(item) {
                    list.push(item.clone());
                }
            }
        }
        decision.texts.extend(note.texts.iter().cloned());
        decision.doubts.extend(note.doubt.clone());
        decision.certainty = decision.certainty.max(note.certainty);
    }
    decision.texts.sort();
    decision.texts.dedup();
    decision
}
