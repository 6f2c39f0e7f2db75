//! Reading the rules: parse, validate against the schema, read the annotations, cut into slices by epoch and ground.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr as _;

use cedar_policy::{
    ActionConstraint, Effect, Entities, Entity, EntityUid, Policy, PolicyId, PolicySet, Request, Schema,
    ValidationMode, Validator,
};
use jiff::civil::Date;

use super::fields::Fields;
use super::logic::Logic;
use super::note::{Kind, Note, Words};
use super::{Asked, Epochs, Rule, Rulebook, Slice};

/// A file with rules or their cases.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Everything that is wrong with the rules.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the rules cannot be used: {}", .0.join("\n"))]
pub struct RuleFaults(pub Vec<String>);

/// What a set of rules is loaded with.
pub(crate) struct Plan<'a> {
    /// The schema in Cedar's own words, codes included.
    pub schema: String,
    /// What a rule may read.
    pub fields: Fields,
    /// Groups by ground.
    pub grounds: BTreeMap<String, Vec<String>>,
    /// Ground whose rules say why not.
    pub refusal: &'a str,
    /// Entity type of who asks.
    pub principal: &'a str,
    /// Entity type of the receivers (or places).
    pub resource: &'a str,
    /// The receivers (or places), with their groups.
    pub resources: Vec<(String, Vec<String>)>,
    /// Words of the annotations.
    pub words: Words<'a>,
    /// First day that is covered.
    pub first_day: Date,
}

impl Rulebook {
    /// Reads the rules.
    ///
    /// # Errors
    /// Every fault of every rule.
    pub(crate) fn load(mut plan: Plan<'_>, files: Vec<Source>) -> Result<Self, RuleFaults> {
        let one = |fault: String| RuleFaults(vec![fault]);
        plan.fields = plan.fields.group(&plan.resources).map_err(one)?;
        let plan = &plan;
        let schema_text = format!("{}{}", plan.schema, actions(plan));
        let (schema, _) =
            Schema::from_cedarschema_str(&schema_text).map_err(|error| one(format!("schema: {error}")))?;
        let mut faults = Vec::new();
        check_fields(plan, &schema).map_err(one)?;
        let mut rules = BTreeMap::new();
        for file in &files {
            read_file(file, plan, &mut rules, &mut faults);
        }
        validate(&rules, &schema, &mut faults);
        let entities = entities(plan, &schema).map_err(one)?;
        let (refusal, fields) = (plan.refusal.to_owned(), plan.fields.clone());
        let mut book = Self { rules, fields, epochs: Vec::new(), refusal, entities, files };
        match book.cut(plan) {
            Ok(epochs) => book.epochs = epochs,
            Err(fault) => faults.push(fault),
        }
        if faults.is_empty() { Ok(book) } else { Err(RuleFaults(faults)) }
    }

    /// The slices of every epoch: between two days on which some rule begins or ends, the law is the same.
    fn cut(&self, plan: &Plan<'_>) -> Result<Epochs, String> {
        let mut days = BTreeSet::from([plan.first_day]);
        for rule in self.rules.values() {
            days.extend(rule.note.from);
            days.extend(rule.note.to.and_then(|to| to.tomorrow().ok()));
        }
        let mut epochs = Vec::new();
        for day in days.into_iter().filter(|day| *day >= plan.first_day) {
            let mut slices = BTreeMap::new();
            for ground in plan.grounds.keys() {
                let slice = self.slice_of(ground, day)?;
                if let Some(slice) = slice {
                    slices.insert(ground.clone(), slice);
                }
            }
            epochs.push((day, slices));
        }
        Ok(epochs)
    }

    fn slice_of(&self, ground: &str, day: Date) -> Result<Option<Slice>, String> {
        let mut slice = Slice {
            names: [Vec::new(), Vec::new()],
            permits: PolicySet::new(),
            full: PolicySet::new(),
            adjusting: PolicySet::new(),
            action: uid("Action", ground)?,
            adjust: uid("Action", "adjust")?,
        };
        let mut alive = false;
        for rule in
            self.rules.values().filter(|rule| rule.note.holds_on(day) && rule.grounds.contains(ground))
        {
            let set = if rule.note.kind == Kind::Adjustment { &mut slice.adjusting } else { &mut slice.full };
            set.add(rule.policy.clone()).map_err(|error| error.to_string())?;
            alive = true;
            match rule.note.kind {
                Kind::Ground => {
                    slice.permits.add(rule.policy.clone()).map_err(|error| error.to_string())?;
                    slice.names[0].push(rule.note.id.clone());
                }
                Kind::Adjustment => slice.names[1].push(rule.note.id.clone()),
                _ => {}
            }
        }
        Ok(alive.then_some(slice))
    }
}

/// The fields must be those of the schema: two questions that use every one of them are held against it.
fn check_fields(plan: &Plan<'_>, schema: &Schema) -> Result<(), String> {
    let Some(ground) = plan.grounds.keys().next() else { return Err("there are no grounds".to_owned()) };
    for seen in plan.fields.samples() {
        let asked = Asked::new(seen, plan.first_day);
        let (principal, resource) = (
            plan.fields.entity(Fields::PRINCIPAL, &asked.seen)?,
            plan.fields.entity(Fields::RESOURCE, &asked.seen)?,
        );
        let context = plan.fields.context(&asked.seen)?;
        Request::new(principal, uid("Action", ground)?, resource, context, Some(schema))
            .map_err(|error| format!("the fields are not those of the schema: {error}"))?;
    }
    Ok(())
}

fn actions(plan: &Plan<'_>) -> String {
    let groups: BTreeSet<&String> = plan.grounds.values().flatten().collect();
    let mut text: String = groups.iter().map(|group| format!("action \"{group}\";\n")).collect();
    let (adjust, none) = ("adjust".to_owned(), Vec::new());
    for (ground, groups) in plan.grounds.iter().chain([(&adjust, &none)]) {
        let inside: Vec<_> = groups.iter().map(|group| format!("Action::\"{group}\"")).collect();
        text += &format!(
            "action \"{ground}\"{} appliesTo {{ principal: [{}], resource: [{}], context: Asked }};\n",
            if inside.is_empty() { String::new() } else { format!(" in [{}]", inside.join(", ")) },
            plan.principal,
            plan.resource
        );
    }
    text
}

fn read_file(file: &Source, plan: &Plan<'_>, rules: &mut BTreeMap<String, Rule>, faults: &mut Vec<String>) {
    let set = match PolicySet::from_str(&file.text) {
        Ok(set) => set,
        Err(error) => return faults.push(format!("{}: {error}", file.name)),
    };
    for policy in set.policies() {
        match read_rule(policy, file, plan) {
            Ok(rule) => {
                if let Some(double) = rules.insert(rule.note.id.clone(), rule) {
                    faults.push(format!("{}: rule `{}` stands twice", file.name, double.note.id));
                }
            }
            Err(found) => faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", file.name))),
        }
    }
}

fn read_rule(policy: &Policy, file: &Source, plan: &Plan<'_>) -> Result<Rule, Vec<String>> {
    let note = Note::read(policy.annotations(), &plan.words).map_err(|faults| {
        faults
            .into_iter()
            .map(|fault| format!("rule `{}`: {fault}", policy.annotation("id").unwrap_or("?")))
            .collect::<Vec<_>>()
    })?;
    let one = |fault: String| vec![format!("rule `{}`: {fault}", note.id)];
    let permits = policy.effect() == Effect::Permit;
    if permits != matches!(note.kind, Kind::Ground | Kind::Adjustment) {
        return Err(one("a ground or an adjustment is a permit, everything else a forbid".to_owned()));
    }
    let grounds = spoken_of(policy, &note, plan).map_err(one)?;
    let json = policy.to_json().map_err(|error| one(error.to_string()))?;
    let logic = Logic::of(&json, &plan.fields).map_err(one)?;
    Ok(Rule {
        policy: policy.new_id(PolicyId::new(&note.id)),
        text: policy.to_string(),
        file: file.name.clone(),
        logic,
        grounds,
        note,
    })
}

/// The grounds that a rule speaks about: its action, or every ground in its group.
fn spoken_of(policy: &Policy, note: &Note, plan: &Plan<'_>) -> Result<BTreeSet<String>, String> {
    let names: Vec<String> = match (&note.of, policy.action_constraint()) {
        (Some(of), _) => of.split(',').map(|name| name.trim().to_owned()).collect(),
        (None, ActionConstraint::Eq(action)) => vec![action.id().unescaped().to_owned()],
        (None, ActionConstraint::In(actions)) => {
            actions.iter().map(|action| action.id().unescaped().to_owned()).collect()
        }
        (None, ActionConstraint::Any) => return Ok(plan.grounds.keys().cloned().collect()),
    };
    let mut grounds = BTreeSet::new();
    for name in names {
        let before = grounds.len();
        grounds.extend(
            plan.grounds
                .iter()
                .filter(|(ground, groups)| **ground == name || groups.contains(&name))
                .map(|(ground, _)| ground.clone()),
        );
        if grounds.len() == before && !plan.grounds.contains_key(&name) {
            return Err(format!("`{name}` is no ground and no group of grounds"));
        }
    }
    Ok(grounds)
}

fn validate(rules: &BTreeMap<String, Rule>, schema: &Schema, faults: &mut Vec<String>) {
    let mut set = PolicySet::new();
    for rule in rules.values() {
        if let Err(error) = set.add(rule.policy.clone()) {
            faults.push(error.to_string());
        }
    }
    let result = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
    faults.extend(result.validation_errors().map(ToString::to_string));
}

fn entities(plan: &Plan<'_>, schema: &Schema) -> Result<Entities, String> {
    let mut all = Vec::new();
    let mut groups = BTreeSet::new();
    for (id, inside) in &plan.resources {
        let parents = inside.iter().map(|group| uid("Group", group)).collect::<Result<_, _>>()?;
        groups.extend(inside.iter().cloned());
        all.push(Entity::new_no_attrs(uid(plan.resource, id)?, parents));
    }
    for group in groups {
        all.push(Entity::new_no_attrs(uid("Group", &group)?, std::collections::HashSet::new()));
    }
    Entities::from_entities(all, Some(schema)).map_err(|error| error.to_string())
}

/// An entity of Cedar.
pub(crate) fn uid(kind: &str, id: &str) -> Result<EntityUid, String> {
    let name = cedar_policy::EntityTypeName::from_str(kind).map_err(|error| error.to_string())?;
    Ok(EntityUid::from_type_name_and_id(name, cedar_policy::EntityId::new(id)))
}
