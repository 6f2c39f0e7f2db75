//! Reading the rules: parse, validate against the schema, read the annotations, cut into slices by epoch and ground.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::str::FromStr as _;
use std::sync::OnceLock;

use cedar_policy::{
    Effect, Entities, Entity, EntityId, EntityTypeName, EntityUid, Policy, PolicyId, PolicySet, Request,
    Schema, ValidationMode, Validator,
};
use jiff::civil::Date;

use super::fields::Fields;
use super::logic::{Logic, read};
use super::note::{Kind, Note, Words};
use super::{Asked, Epochs, Rule, Rulebook, Sets, Slice};

/// The one action with which Cedar is asked.
pub(crate) const ASK: &str = "ask";

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
        let schema_text = format!(
            "{}action \"{ASK}\" appliesTo {{ principal: [{}], resource: [{}], context: Asked }};\n",
            plan.schema, plan.principal, plan.resource
        );
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
        let ask = uid("Action", ASK).map_err(one)?;
        let epochs = epochs(&rules, plan.first_day);
        let grounds = plan.grounds.clone();
        let book = Self { rules, fields, grounds, epochs, refusal, ask, entities, files };
        if book.rules.is_empty() {
            faults.push("there are no rules".to_owned());
        }
        if faults.is_empty() { Ok(book) } else { Err(RuleFaults(faults)) }
    }

    /// The slices of the epoch that begins on a day, made when a question first asks for them.
    pub(super) fn cut(&self, day: Date) -> BTreeMap<String, Slice> {
        let mut slices: BTreeMap<String, Slice> = BTreeMap::new();
        for rule in self.rules.values().filter(|rule| rule.note.holds_on(day)) {
            for ground in rule.grounds.iter().filter(|ground| self.grounds.contains_key(*ground)) {
                let slice = slices.entry(ground.clone()).or_default();
                let [permits, adjusting] = &mut slice.names;
                let names = match rule.note.kind {
                    Kind::Ground => permits,
                    Kind::Adjustment => adjusting,
                    _ => &mut slice.against,
                };
                names.push(rule.note.id.clone());
            }
        }
        slices
    }

    /// The rules of a slice for Cedar.
    pub(super) fn gather(&self, slice: &Slice) -> Result<Sets, String> {
        let add = |set: &mut PolicySet, names: &[String]| -> Result<(), String> {
            for rule in names.iter().filter_map(|name| self.rules.get(name)) {
                set.add(rule.policy.clone()).map_err(|error| error.to_string())?;
            }
            Ok(())
        };
        let mut sets =
            Sets { permits: PolicySet::new(), full: PolicySet::new(), adjusting: PolicySet::new() };
        let [permits, adjusting] = &slice.names;
        add(&mut sets.permits, permits)?;
        add(&mut sets.full, permits)?;
        add(&mut sets.full, &slice.against)?;
        add(&mut sets.adjusting, adjusting)?;
        Ok(sets)
    }
}

/// The first days of the epochs: between two days on which some rule begins or ends, the law is the same.
fn epochs(rules: &BTreeMap<String, Rule>, first_day: Date) -> Epochs {
    let mut days = BTreeSet::from([first_day]);
    for rule in rules.values() {
        days.extend(rule.note.from);
        days.extend(rule.note.to.and_then(|to| to.tomorrow().ok()));
    }
    days.into_iter().filter(|day| *day >= first_day).map(|day| (day, OnceLock::new())).collect()
}

/// The fields must be those of the schema: two questions that use every one of them are held against it.
fn check_fields(plan: &Plan<'_>, schema: &Schema) -> Result<(), String> {
    for seen in plan.fields.samples() {
        let asked = Asked::new(seen, plan.first_day);
        let (principal, resource) = (
            plan.fields.entity(Fields::PRINCIPAL, &asked.seen)?,
            plan.fields.entity(Fields::RESOURCE, &asked.seen)?,
        );
        let context = plan.fields.context(&asked.seen)?;
        Request::new(principal, uid("Action", ASK)?, resource, context, Some(schema))
            .map_err(|error| format!("the fields are not those of the schema: {error}"))?;
    }
    Ok(())
}

fn read_file(file: &Source, plan: &Plan<'_>, rules: &mut BTreeMap<String, Rule>, faults: &mut Vec<String>) {
    let mut wrong = |fault: String| faults.push(format!("{}: {fault}", file.name));
    let written = match read::policies(&file.text, &plan.fields) {
        Ok(written) => written,
        Err(fault) => return wrong(fault),
    };
    let set = match PolicySet::from_str(&read::for_any_action(&file.text, &written)) {
        Ok(set) => set,
        Err(error) => return wrong(error.to_string()),
    };
    if set.num_of_policies() != written.len() {
        return wrong("not every rule was read".to_owned());
    }
    let mut policies: BTreeMap<&str, &Policy> =
        set.policies().filter_map(|policy| Some((policy.annotation("id")?, policy))).collect();
    for written in written {
        let Some(policy) = policies.remove(written.id.as_str()) else {
            wrong(format!("rule `{}` has no id, or one that another has", written.id));
            continue;
        };
        match read_rule(policy, written, file, plan) {
            Ok(rule) => {
                if let Some(double) = rules.insert(rule.note.id.clone(), rule) {
                    wrong(format!("rule `{}` stands twice", double.note.id));
                }
            }
            Err(found) => found.into_iter().for_each(&mut wrong),
        }
    }
}

fn read_rule(
    policy: &Policy,
    written: read::Written,
    file: &Source,
    plan: &Plan<'_>,
) -> Result<Rule, Vec<String>> {
    let one = |fault: String| vec![format!("rule `{}`: {fault}", written.id)];
    let note = Note::read(policy.annotations(), &plan.words)
        .map_err(|faults| faults.into_iter().flat_map(one).collect::<Vec<_>>())?;
    let permits = policy.effect() == Effect::Permit;
    if permits != matches!(note.kind, Kind::Ground | Kind::Adjustment) {
        return Err(one("a ground or an adjustment is a permit, everything else a forbid".to_owned()));
    }
    let grounds = spoken_of(written.actions.as_deref(), &note, plan).map_err(one)?;
    let logic = Logic::of(policy, written.conditions.clone(), &plan.fields).map_err(one)?;
    Ok(Rule {
        policy: policy.new_id(PolicyId::new(&note.id)),
        text: written.text,
        file: file.name.clone(),
        logic,
        grounds,
        note,
    })
}

/// The grounds that a rule speaks about: its action, or every ground in its group.
fn spoken_of(actions: Option<&[String]>, note: &Note, plan: &Plan<'_>) -> Result<BTreeSet<String>, String> {
    let names: Vec<&str> = match (&note.of, actions) {
        (Some(of), _) => of.split(',').map(str::trim).collect(),
        (None, Some(actions)) => actions.iter().map(String::as_str).collect(),
        (None, None) => return Ok(plan.grounds.keys().cloned().collect()),
    };
    let mut grounds = BTreeSet::new();
    for name in names {
        let before = grounds.len();
        let inside = |groups: &[String]| groups.iter().any(|group| group == name);
        let spoken = plan.grounds.iter().filter(|(ground, groups)| *ground == name || inside(groups));
        grounds.extend(spoken.map(|(ground, _)| ground.clone()));
        if grounds.len() == before && !plan.grounds.contains_key(name) {
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
    let (resource, group) = (kind(plan.resource)?, kind("Group")?);
    let of =
        |kind: &EntityTypeName, id: &str| EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id));
    let mut all = Vec::new();
    let mut groups = BTreeSet::new();
    for (id, inside) in &plan.resources {
        let parents = inside.iter().map(|name| of(&group, name)).collect();
        groups.extend(inside);
        all.push(Entity::new_no_attrs(of(&resource, id), parents));
    }
    all.extend(groups.into_iter().map(|name| Entity::new_no_attrs(of(&group, name), HashSet::new())));
    Entities::from_entities(all, Some(schema)).map_err(|error| error.to_string())
}

/// A type of entities, to make many of.
pub(crate) fn kind(name: &str) -> Result<EntityTypeName, String> {
    EntityTypeName::from_str(name).map_err(|error| error.to_string())
}

/// An entity of Cedar.
pub(crate) fn uid(name: &str, id: &str) -> Result<EntityUid, String> {
    Ok(EntityUid::from_type_name_and_id(kind(name)?, EntityId::new(id)))
}
