//! The rules as Cedar policies: loaded, checked and cut into slices, so that one question meets only the rules that can
//! speak about it.

pub mod bare;
pub mod fields;
pub(crate) mod load;
pub mod logic;
pub mod note;

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use cedar_policy::{Authorizer, Decision, Entities, EntityUid, PolicySet, Request};
use jiff::civil::Date;

pub use fields::{Fields, Seen};
pub use load::{RuleFaults, Source};
pub use logic::{Atom, Logic};
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
    /// Its condition.
    pub logic: Logic,
    /// Grounds it speaks about.
    pub grounds: BTreeSet<String>,
    policy: cedar_policy::Policy,
}

/// Why the engine refuses to answer: a fault of the rules or the engine, never of the question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rules could not be evaluated, so the answer is no: {0}")]
pub struct Alarm(pub String);

/// The rules that can speak about one ground on the days of one epoch, by name.
#[derive(Debug, Default)]
struct Slice {
    /// Permits and adjustments, to look at before Cedar is asked.
    names: [Vec<String>; 2],
    /// Conditions, blockers and refusals.
    against: Vec<String>,
    /// The same for Cedar, put together when it is first asked: most questions meet few grounds.
    sets: OnceLock<Result<Sets, String>>,
}

/// A slice for Cedar.
#[derive(Debug)]
struct Sets {
    permits: PolicySet,
    full: PolicySet,
    adjusting: PolicySet,
}

/// First days in order, each with the slices by ground once they are made.
type Epochs = Vec<(Date, OnceLock<BTreeMap<String, Slice>>)>;

/// The rules, checked.
#[derive(Debug)]
pub struct Rulebook {
    rules: BTreeMap<String, Rule>,
    fields: Fields,
    /// Groups by ground.
    grounds: BTreeMap<String, Vec<String>>,
    epochs: Epochs,
    refusal: String,
    /// The one action with which Cedar is asked.
    ask: EntityUid,
    entities: Entities,
    files: Vec<Source>,
}

/// A question as its values, and in the words of Cedar once a rule is in sight.
#[derive(Debug)]
pub struct Asked {
    /// The values.
    pub seen: Seen,
    /// The day whose law holds.
    pub day: Date,
    cedar: OnceCell<Request>,
}

impl Asked {
    /// A question on a day.
    #[must_use]
    pub fn new(seen: Seen, day: Date) -> Self {
        Self { seen, day, cedar: OnceCell::new() }
    }

    fn request(&self, book: &Rulebook) -> Result<&Request, String> {
        if let Some(known) = self.cedar.get() {
            return Ok(known);
        }
        let who = book.fields.entity(Fields::PRINCIPAL, &self.seen)?;
        let whom = book.fields.entity(Fields::RESOURCE, &self.seen)?;
        let context = book.fields.context(&self.seen)?;
        let request =
            Request::new(who, book.ask.clone(), whom, context, None).map_err(|error| error.to_string())?;
        Ok(self.cedar.get_or_init(|| request))
    }
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

    /// What the rules may read.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The first days of the epochs: between two of them the rules are the same.
    pub fn epochs(&self) -> impl ExactSizeIterator<Item = Date> {
        self.epochs.iter().map(|(day, _)| *day)
    }

    /// Whether any rule speaks about this ground on this day.
    #[must_use]
    pub fn speaks_on(&self, day: Date, ground: &str) -> bool {
        self.slices(day).is_ok_and(|slices| slices.contains_key(ground))
    }

    /// The grounds of which some permit holds for this question.
    ///
    /// # Errors
    /// When the rules of that day cannot be put together.
    pub fn grounds<'a>(&'a self, asked: &'a Asked) -> Result<impl Iterator<Item = &'a str>, Alarm> {
        let slices = self.slices(asked.day)?.iter();
        let seen = slices.filter(move |(_, slice)| self.some_hold(&slice.names[0], asked));
        Ok(seen.map(|(name, _)| name.as_str()))
    }

    /// Whether one of these rules holds, by plain logic.
    fn some_hold(&self, names: &[String], asked: &Asked) -> bool {
        names.iter().any(|name| self.rules.get(name).is_some_and(|rule| rule.logic.holds(&asked.seen)))
    }

    /// What the rules say about a ground.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn verdict(&self, ground: &str, asked: &Asked) -> Result<Verdict<'_>, Alarm> {
        let slice = self.slice(asked.day, ground)?;
        let permit = self.first_permit(slice, asked)?;
        if permit.is_none() {
            return Ok(Verdict { ground: None, against: Vec::new(), allowed: false });
        }
        let (decision, reasons) = self.ask(&self.sets(slice)?.full, asked)?;
        let allowed = decision == Decision::Allow;
        let against = if allowed { Vec::new() } else { reasons };
        Ok(Verdict { ground: permit, against, allowed })
    }

    /// What the rules say about an act, whether or not some ground is in sight: the first ground and everything against it.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn speaks(&self, act: &str, asked: &Asked) -> Result<(Option<&Rule>, Vec<&Rule>), Alarm> {
        let slice = self.slice(asked.day, act)?;
        let permit = self.first_permit(slice, asked)?;
        let (decision, reasons) = self.ask(&self.sets(slice)?.full, asked)?;
        Ok((permit, if decision == Decision::Allow { Vec::new() } else { reasons }))
    }

    /// The permit that holds; the lowest step when there are more.
    fn first_permit(&self, slice: &Slice, asked: &Asked) -> Result<Option<&Rule>, Alarm> {
        if !self.some_hold(&slice.names[0], asked) {
            return Ok(None);
        }
        Ok(self.ask(&self.sets(slice)?.permits, asked)?.1.first().copied())
    }

    /// The rules that change decision maker, effect or articles of a ground.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn adjustments(&self, ground: &str, asked: &Asked) -> Result<Vec<&Rule>, Alarm> {
        let slice = self.slice(asked.day, ground)?;
        if !self.some_hold(&slice.names[1], asked) {
            return Ok(Vec::new());
        }
        Ok(self.ask(&self.sets(slice)?.adjusting, asked)?.1)
    }

    /// Why not: the refusals and general blockers that hold, the first one first.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn refusals(&self, asked: &Asked) -> Result<Vec<&Rule>, Alarm> {
        let slice = self.slice(asked.day, &self.refusal)?;
        let mut found = self.ask(&self.sets(slice)?.full, asked)?.1;
        found.retain(|rule| rule.note.kind != Kind::Condition);
        Ok(found)
    }

    fn slices(&self, day: Date) -> Result<&BTreeMap<String, Slice>, Alarm> {
        let epoch = self.epochs.iter().rev().find(|(from, _)| *from <= day);
        let (from, slices) = epoch.ok_or_else(|| Alarm(format!("no rules are known of {day}")))?;
        Ok(slices.get_or_init(|| self.cut(*from)))
    }

    fn sets<'a>(&self, slice: &'a Slice) -> Result<&'a Sets, Alarm> {
        slice.sets.get_or_init(|| self.gather(slice)).as_ref().map_err(|fault| Alarm(fault.clone()))
    }

    fn slice(&self, day: Date, ground: &str) -> Result<&Slice, Alarm> {
        self.slices(day)?.get(ground).ok_or_else(|| Alarm(format!("there is no ground `{ground}` on {day}")))
    }

    /// What Cedar says of a set, and why: the rules by step and name.
    fn ask(&self, set: &PolicySet, asked: &Asked) -> Result<(Decision, Vec<&Rule>), Alarm> {
        let request = asked.request(self).map_err(Alarm)?;
        let response = Authorizer::new().is_authorized(request, set, &self.entities);
        if let Some(error) = response.diagnostics().errors().next() {
            return Err(Alarm(error.to_string()));
        }
        let mut reasons = Vec::new();
        for id in response.diagnostics().reason() {
            let name: &str = id.as_ref();
            reasons
                .push(self.rules.get(name).ok_or_else(|| Alarm(format!("an unknown rule `{name}` spoke")))?);
        }
        // Cedar gives them in no order; the same question has the same answer everywhere
        reasons.sort_by_key(|rule: &&Rule| (rule.note.step, rule.note.id.as_str()));
        Ok((response.decision(), reasons))
    }
}
