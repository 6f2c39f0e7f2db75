//! The rules as Cedar policies: loaded, checked and cut into slices, so that one question meets only the rules that can
//! speak about it.

pub(crate) mod load;
pub mod note;

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::{Authorizer, Context, Decision, Entities, EntityUid, PolicySet, Request};
use jiff::civil::Date;

pub use load::{RuleFaults, Source};
pub use note::{Kind, Note, TextRef, Words};

/// One rule with where it stands.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its annotations.
    pub note: Note,
    /// The file that holds it.
    pub file: String,
    /// Its text.
    pub text: String,
    /// Receivers that its scope names; none for every one.
    receivers: Option<BTreeSet<String>>,
    policy: cedar_policy::Policy,
    /// Grounds it speaks about.
    grounds: BTreeSet<String>,
}

/// Why the engine refuses to answer: a fault of the rules or the engine, never of the question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rules could not be evaluated, so the answer is no: {0}")]
pub struct Alarm(pub String);

/// The rules that can speak about one ground on the days of one epoch.
#[derive(Debug)]
struct Slice {
    permits: PolicySet,
    full: PolicySet,
    adjusting: PolicySet,
    action: EntityUid,
    adjust: EntityUid,
    receivers: Option<BTreeSet<String>>,
}

/// First days in order, each with the slices by ground.
type Epochs = Vec<(Date, BTreeMap<String, Slice>)>;

/// The rules, checked.
#[derive(Debug)]
pub struct Rulebook {
    rules: BTreeMap<String, Rule>,
    /// First days of the epochs, in order, each with its slices by ground.
    epochs: Epochs,
    refusal: String,
    entities: Entities,
    files: Vec<Source>,
}

/// A question in the words of Cedar.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Who.
    pub principal: EntityUid,
    /// To whom, or where.
    pub resource: EntityUid,
    /// Everything else.
    pub context: Context,
    /// The day whose law holds.
    pub day: Date,
}

/// What the rules say about one ground.
#[derive(Debug)]
pub struct Verdict<'a> {
    /// The ground, when it is in sight.
    pub ground: Option<&'a Rule>,
    /// Conditions and blockers that speak against it.
    pub against: Vec<&'a Rule>,
    /// Whether Cedar, asked with every rule, allows it.
    pub allowed: bool,
}

impl Rulebook {
    /// The rules, by id.
    pub fn rules(&self) -> impl ExactSizeIterator<Item = &Rule> {
        self.rules.values()
    }

    /// The rule with this id.
    #[must_use]
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.get(id)
    }

    /// The files that were read.
    #[must_use]
    pub fn files(&self) -> &[Source] {
        &self.files
    }

    /// The grounds that can be asked of this receiver on this day.
    pub fn grounds<'a>(&'a self, day: Date, receiver: &'a str) -> impl Iterator<Item = &'a str> {
        self.slices(day)
            .into_iter()
            .flat_map(BTreeMap::iter)
            .filter(|(name, _)| **name != self.refusal)
            .filter(move |(_, slice)| slice.receivers.as_ref().is_none_or(|named| named.contains(receiver)))
            .map(|(name, _)| name.as_str())
    }

    /// What the rules say about a ground.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn verdict(&self, ground: &str, asked: &Asked) -> Result<Verdict<'_>, Alarm> {
        let slice = self.slice(asked.day, ground)?;
        let seen = self.ask(&slice.permits, &slice.action, asked)?;
        let mut permits = seen.1;
        permits.sort_by_key(|rule| (rule.note.step, rule.note.id.as_str()));
        let Some(first) = permits.first().copied() else {
            return Ok(Verdict { ground: None, against: Vec::new(), allowed: false });
        };
        let (decision, reasons) = self.ask(&slice.full, &slice.action, asked)?;
        let allowed = decision == Decision::Allow;
        let against = if allowed { Vec::new() } else { reasons };
        Ok(Verdict { ground: Some(first), against, allowed })
    }

    /// What the rules say about an act, whether or not some ground is in sight: the first ground and everything against it.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn speaks(&self, act: &str, asked: &Asked) -> Result<(Option<&Rule>, Vec<&Rule>), Alarm> {
        let slice = self.slice(asked.day, act)?;
        let mut permits = self.ask(&slice.permits, &slice.action, asked)?.1;
        permits.sort_by_key(|rule| (rule.note.step, rule.note.id.as_str()));
        let (decision, reasons) = self.ask(&slice.full, &slice.action, asked)?;
        Ok((permits.first().copied(), if decision == Decision::Allow { Vec::new() } else { reasons }))
    }

    /// The rules that change decision maker, effect or articles of a ground.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn adjustments(&self, ground: &str, asked: &Asked) -> Result<Vec<&Rule>, Alarm> {
        let slice = self.slice(asked.day, ground)?;
        let mut found = self.ask(&slice.adjusting, &slice.adjust, asked)?.1;
        found.sort_by_key(|rule| (rule.note.step, rule.note.id.as_str()));
        Ok(found)
    }

    /// Why not: the refusals and general blockers that hold, the first one first.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn refusals(&self, asked: &Asked) -> Result<Vec<&Rule>, Alarm> {
        let slice = self.slice(asked.day, &self.refusal)?;
        let mut found = self.ask(&slice.full, &slice.action, asked)?.1;
        found.retain(|rule| rule.note.kind != Kind::Condition);
        found.sort_by_key(|rule| (rule.note.step, rule.note.id.as_str()));
        Ok(found)
    }

    fn slices(&self, day: Date) -> Option<&BTreeMap<String, Slice>> {
        self.epochs.iter().rev().find(|(from, _)| *from <= day).map(|(_, slices)| slices)
    }

    fn slice(&self, day: Date, ground: &str) -> Result<&Slice, Alarm> {
        self.slices(day)
            .and_then(|slices| slices.get(ground))
            .ok_or_else(|| Alarm(format!("there is no ground `{ground}` on {day}")))
    }

    fn ask(
        &self,
        set: &PolicySet,
        action: &EntityUid,
        asked: &Asked,
    ) -> Result<(Decision, Vec<&Rule>), Alarm> {
        let request = Request::new(
            asked.principal.clone(),
            action.clone(),
            asked.resource.clone(),
            asked.context.clone(),
            None,
        )
        .map_err(|error| Alarm(error.to_string()))?;
        let response = Authorizer::new().is_authorized(&request, set, &self.entities);
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(Alarm(error.to_string()));
        }
        let mut reasons = Vec::new();
        for id in response.diagnostics().reason() {
            let name: &str = id.as_ref();
            reasons
                .push(self.rules.get(name).ok_or_else(|| Alarm(format!("an unknown rule `{name}` spoke")))?);
        }
        Ok((response.decision(), reasons))
    }
}
