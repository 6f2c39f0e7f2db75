//! Who may do what with what on a node: roles and organisations, by the same engine as the law.
//!
//! The rules stand in `rules/access/`, each with its cases beside it; every rule is validated and every case is run when
//! they are loaded. A question that cannot be evaluated is refused. What these rules allow may still be refused by the
//! rules on recording and sharing, which look at the content.

mod action;
mod check;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::str::FromStr as _;

use cedar_policy::{
    ActionConstraint, Authorizer, Context, Decision, Entities, Entity, EntityUid, Policy, PolicyId,
    PolicySet, Request, RestrictedExpression, Schema,
};
use include_dir::{Dir, include_dir};
use schouw_base::{Actor, OrganisationId, Role, UserId};

use crate::rulebook::{Alarm, RuleFaults};

pub use action::Action;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../rules/access");

/// What somebody wants to do something with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// whose it is
    pub organisation: OrganisationId,
    /// who made it; of a list nobody
    pub maker: Option<UserId>,
    /// who has it now; of an account its owner
    pub holder: Option<UserId>,
    /// whether it was recorded for an investigation (Wpg) and not for supervision (AVG)
    pub investigation: bool,
}

impl Thing {
    /// Something of an organisation as a whole: a list, a register, something new.
    #[must_use]
    pub fn of(organisation: &OrganisationId) -> Self {
        Self { organisation: organisation.clone(), maker: None, holder: None, investigation: false }
    }
}

/// The rules on access, checked.
#[derive(Debug)]
pub struct AccessLaw {
    /// the rules that can speak about an action
    slices: BTreeMap<Action, PolicySet>,
    /// the names of roles and actions, made once
    roles: BTreeMap<Role, EntityUid>,
    actions: BTreeMap<Action, EntityUid>,
    rules: usize,
}

impl AccessLaw {
    /// Loads the rules in the program: parsed, validated against their schema, and tried on their cases.
    ///
    /// # Errors
    /// Every fault of every rule and case.
    pub fn load() -> Result<Self, RuleFaults> {
        let mut files = Vec::new();
        for file in FILES.files() {
            let name = file.path().display().to_string();
            match file.contents_utf8() {
                Some(text) => files.push((name, text)),
                None => return Err(RuleFaults(vec![format!("`{name}` is not UTF-8")])),
            }
        }
        Self::of(&files)
    }

    fn of(files: &[(String, &str)]) -> Result<Self, RuleFaults> {
        let one = |fault: String| RuleFaults(vec![fault]);
        let ending = |end: &'static str| files.iter().filter(move |(name, _)| name.ends_with(end));
        let schema: String =
            ending(".cedarschema").map(|(_, text)| *text).chain([action::schema().as_str()]).collect();
        let (schema, _) =
            Schema::from_cedarschema_str(&schema).map_err(|error| one(format!("schema: {error}")))?;
        let mut faults = Vec::new();
        let mut policies = Vec::new();
        for (name, text) in ending(".cedar") {
            if !files
                .iter()
                .any(|(other, _)| *other == format!("{}.cases.json", name.trim_end_matches(".cedar")))
            {
                faults.push(format!("`{name}` has no cases beside it"));
            }
            match PolicySet::from_str(text) {
                Ok(set) => {
                    policies.extend(set.policies().filter_map(|policy| named(name, policy, &mut faults)))
                }
                Err(error) => faults.push(format!("`{name}`: {error}")),
            }
        }
        check::validate(&policies, &schema, &mut faults);
        let actions: BTreeMap<Action, EntityUid> = Action::ALL
            .into_iter()
            .filter_map(|action| Some((action, uid("Action", action.word())?)))
            .collect();
        let roles =
            Role::ALL.into_iter().filter_map(|role| Some((role, uid("Role", role.word())?))).collect();
        let slices = slices(&policies, &actions, &mut faults);
        let law = Self { slices, roles, actions, rules: policies.len() };
        if faults.is_empty() {
            check::cases(&law, &mut ending(".cases.json"), &mut faults);
        }
        if faults.is_empty() { Ok(law) } else { Err(RuleFaults(faults)) }
    }

    /// How many rules there are.
    #[must_use]
    pub fn rules(&self) -> usize {
        self.rules
    }

    /// Whether the actor may do this with that.
    ///
    /// # Errors
    /// When a rule cannot be evaluated: take it as no, and tell who keeps the node.
    pub fn may(&self, actor: &Actor, action: Action, thing: &Thing) -> Result<bool, Alarm> {
        let alarm = |why: &dyn std::fmt::Display| Alarm(format!("`{}`: {why}", action.word()));
        let (Some(slice), Some(what)) = (self.slices.get(&action), self.actions.get(&action)) else {
            return Err(alarm(&"has no rules"));
        };
        let who = person(actor.user).ok_or_else(|| alarm(&"the person has no name in Cedar"))?;
        let thing_id = uid("Thing", "asked").ok_or_else(|| alarm(&"the thing has no name in Cedar"))?;
        let parents: HashSet<EntityUid> =
            actor.roles.iter().filter_map(|role| self.roles.get(role).cloned()).collect();
        let text = |text: &str| RestrictedExpression::new_string(text.to_owned());
        let of_person = HashMap::from([("organisation".to_owned(), text(actor.organisation.as_str()))]);
        let mut of_thing = HashMap::from([
            ("organisation".to_owned(), text(thing.organisation.as_str())),
            ("investigation".to_owned(), RestrictedExpression::new_bool(thing.investigation)),
        ]);
        for (name, user) in [("maker", thing.maker), ("holder", thing.holder)] {
            if let Some(user) = user.and_then(person) {
                of_thing.insert(name.to_owned(), RestrictedExpression::new_entity_uid(user));
            }
        }
        let entities = [
            Entity::new(who.clone(), of_person, parents).map_err(|error| alarm(&error))?,
            Entity::new(thing_id.clone(), of_thing, HashSet::new()).map_err(|error| alarm(&error))?,
        ];
        let entities = Entities::from_entities(entities, None).map_err(|error| alarm(&error))?;
        let request = Request::new(who, what.clone(), thing_id, Context::empty(), None)
            .map_err(|error| alarm(&error))?;
        let answer = Authorizer::new().is_authorized(&request, slice, &entities);
        match answer.diagnostics().errors().next() {
            Some(error) => Err(alarm(error)),
            None => Ok(answer.decision() == Decision::Allow),
        }
    }
}

fn uid(kind: &str, id: &str) -> Option<EntityUid> {
    format!("{kind}::\"{id}\"").parse().ok()
}

fn person(user: UserId) -> Option<EntityUid> {
    uid("Person", &user.to_string())
}

/// A policy under the id that its file gives it.
fn named(file: &str, policy: &Policy, faults: &mut Vec<String>) -> Option<Policy> {
    let Some(id) = policy.annotation("id") else {
        faults.push(format!("`{file}`: a rule has no @id"));
        return None;
    };
    Some(policy.new_id(PolicyId::new(id)))
}

/// For each action the rules whose scope has it.
fn slices(
    policies: &[Policy],
    actions: &BTreeMap<Action, EntityUid>,
    faults: &mut Vec<String>,
) -> BTreeMap<Action, PolicySet> {
    let mut slices = BTreeMap::new();
    for (action, id) in actions {
        let speaks = policies.iter().filter(|policy| match policy.action_constraint() {
            ActionConstraint::Any => true,
            ActionConstraint::Eq(one) => one == *id,
            ActionConstraint::In(several) => several.contains(id),
        });
        match PolicySet::from_policies(speaks.cloned()) {
            Ok(set) => {
                slices.insert(*action, set);
            }
            Err(error) => faults.push(format!("rules of `{}`: {error}", action.word())),
        }
    }
    slices
}

#[cfg(test)]
mod tests;
