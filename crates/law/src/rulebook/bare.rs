//! The files as they are written, every rule in one set, asked about every ground by Cedar alone: without slices, plain logic
//! or any reading of ours but the annotation `id`. What the engine is held against, in tests and for scale in measurements.

use std::collections::HashSet;
use std::str::FromStr as _;

use cedar_policy::{
    Authorizer, Decision, Entities, Entity, EntityId, EntityUid, PolicyId, PolicySet, Request,
};
use jiff::civil::Date;

use super::load::kind;
use super::{Alarm, Fields, Kind, Rulebook, Seen};

/// The whole set on one day.
#[derive(Debug)]
pub struct Bare {
    set: PolicySet,
    entities: Entities,
}

/// What Cedar says about one ground: its name, whether it allows, and the ids of the rules that decided.
pub type Said = (String, bool, Vec<String>);

fn alarm(error: impl std::fmt::Display) -> Alarm {
    Alarm(error.to_string())
}

impl Rulebook {
    /// Every rule that holds on a day, in one set; adjustments are asked in another way and left out.
    ///
    /// # Errors
    /// When a file cannot be parsed, which loading refuses.
    pub fn bare(&self, day: Date) -> Result<Bare, Alarm> {
        let mut set = PolicySet::new();
        for file in &self.files {
            for policy in PolicySet::from_str(&file.text).map_err(alarm)?.policies() {
                let rule = policy.annotation("id").and_then(|id| self.rule(id));
                if let Some(rule) =
                    rule.filter(|rule| rule.note.holds_on(day) && rule.note.kind != Kind::Adjustment)
                {
                    set.add(policy.new_id(PolicyId::new(&rule.note.id))).map_err(alarm)?;
                }
            }
        }
        let actions = kind("Action").map_err(Alarm)?;
        let action = |name: &str| EntityUid::from_type_name_and_id(actions.clone(), EntityId::new(name));
        let mut known: HashSet<EntityUid> = HashSet::new();
        let mut entities = self.entities.iter().cloned().collect::<Vec<_>>();
        for (ground, groups) in &self.grounds {
            let parents: HashSet<EntityUid> = groups.iter().map(|group| action(group)).collect();
            known.extend(parents.iter().cloned());
            entities.push(Entity::new_no_attrs(action(ground), parents));
        }
        entities.extend(known.into_iter().map(|group| Entity::new_no_attrs(group, HashSet::new())));
        entities.retain(|entity| entity.uid() != self.ask);
        Ok(Bare { set, entities: Entities::from_entities(entities, None).map_err(alarm)? })
    }

    /// Asks the whole set about every ground.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn ask_bare(&self, bare: &Bare, seen: &Seen) -> Result<Vec<Said>, Alarm> {
        let actions = kind("Action").map_err(Alarm)?;
        let who = self.fields.entity(Fields::PRINCIPAL, seen).map_err(Alarm)?;
        let whom = self.fields.entity(Fields::RESOURCE, seen).map_err(Alarm)?;
        let context = self.fields.context(seen).map_err(Alarm)?;
        let mut said = Vec::new();
        for ground in self.grounds.keys() {
            let action = EntityUid::from_type_name_and_id(actions.clone(), EntityId::new(ground));
            let request =
                Request::new(who.clone(), action, whom.clone(), context.clone(), None).map_err(alarm)?;
            let response = Authorizer::new().is_authorized(&request, &bare.set, &bare.entities);
            if let Some(error) = response.diagnostics().errors().next() {
                return Err(alarm(error));
            }
            let rules = response.diagnostics().reason().map(ToString::to_string).collect();
            said.push((ground.clone(), response.decision() == Decision::Allow, rules));
        }
        Ok(said)
    }
}
