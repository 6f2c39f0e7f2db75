//! Are the rules on access whole: types, words of roles, and every case.

use std::collections::{BTreeMap, BTreeSet};

use cedar_policy::{Policy, PolicySet, Schema, ValidationMode, Validator};
use schouw_base::{Actor, OrganisationId, Role, UserId};
use serde::Deserialize;

use super::{AccessLaw, Action, Thing};

/// A case beside a rule: who, in which roles, does what with what, and whether it may.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    roles: BTreeSet<Role>,
    action: String,
    thing: About,
    expected: bool,
}

/// The thing of a case, as far as it differs from an ordinary one of the own organisation.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct About {
    other_organisation: bool,
    investigation: bool,
    /// the person made it
    maker: bool,
    /// the person has it
    holder: bool,
}

/// Strict validation, and that a rule names no role that there is not: such a rule would never hold.
pub(super) fn validate(policies: &[Policy], schema: &Schema, faults: &mut Vec<String>) {
    match PolicySet::from_policies(policies.iter().cloned()) {
        Ok(set) => {
            let result = Validator::new(schema.clone()).validate(&set, ValidationMode::Strict);
            faults.extend(result.validation_errors().map(ToString::to_string));
        }
        Err(error) => faults.push(error.to_string()),
    }
    for policy in policies {
        let text = policy.to_string();
        for rest in text.split("Role::\"").skip(1) {
            let word = rest.split('"').next().unwrap_or_default();
            if word.parse::<Role>().is_err() {
                faults.push(format!("rule `{}`: `{word}` is not a role", policy.id()));
            }
        }
    }
}

/// Runs every case, and sees to it that each action has one that may and one that may not.
pub(super) fn cases(
    law: &AccessLaw,
    files: &mut dyn Iterator<Item = &(String, &str)>,
    faults: &mut Vec<String>,
) {
    let mut seen: BTreeMap<Action, BTreeSet<bool>> = BTreeMap::new();
    for (file, text) in files {
        let cases: Vec<Case> = match serde_json::from_str(text) {
            Ok(cases) => cases,
            Err(error) => {
                faults.push(format!("`{file}`: {error}"));
                continue;
            }
        };
        for case in cases {
            match run(law, &case) {
                Ok(action) => {
                    seen.entry(action).or_default().insert(case.expected);
                }
                Err(why) => faults.push(format!("`{file}`, case `{}`: {why}", case.name)),
            }
        }
    }
    for action in Action::ALL {
        if seen.get(&action).is_none_or(|outcomes| outcomes.len() < 2) {
            faults.push(format!("action `{}` needs a case that may and one that may not", action.word()));
        }
    }
}

fn run(law: &AccessLaw, case: &Case) -> Result<Action, String> {
    let action =
        Action::of_word(&case.action).ok_or_else(|| format!("`{}` is not an action", case.action))?;
    let organisation = |id: &str| id.parse::<OrganisationId>().map_err(|error| error.to_string());
    let user = UserId(Default::default());
    let actor = Actor { organisation: organisation("own")?, user, roles: case.roles.clone() };
    let thing = Thing {
        organisation: organisation(if case.thing.other_organisation { "other" } else { "own" })?,
        maker: case.thing.maker.then_some(user),
        holder: case.thing.holder.then_some(user),
        investigation: case.thing.investigation,
    };
    let found = law.may(&actor, action, &thing).map_err(|alarm| alarm.to_string())?;
    if found == case.expected { Ok(action) } else { Err(format!("gave {found}")) }
}
