//! Every rule in one set, asked about every ground without slices or plain logic: what the engine is held against, in tests
//! and for scale in the measurements.

use cedar_policy::{Decision, PolicySet};
use jiff::civil::Date;

use super::{Alarm, Asked, Rulebook, Seen};

/// The whole set on one day.
#[derive(Debug)]
pub struct Bare {
    set: PolicySet,
    day: Date,
}

/// What Cedar says about one ground: its name, whether it allows, and the ids of the rules that decided.
pub type Said = (String, bool, Vec<String>);

impl Rulebook {
    /// Every rule that holds on a day, in one set.
    ///
    /// # Errors
    /// When two rules have one id, which loading refuses.
    pub fn bare(&self, day: Date) -> Result<Bare, Alarm> {
        let mut set = PolicySet::new();
        for rule in self.rules().filter(|rule| rule.note.holds_on(day)) {
            set.add(rule.policy.clone()).map_err(|error| Alarm(error.to_string()))?;
        }
        Ok(Bare { set, day })
    }

    /// Asks the whole set about every ground.
    ///
    /// # Errors
    /// When a rule cannot be evaluated.
    pub fn ask_bare(&self, bare: &Bare, seen: &Seen) -> Result<Vec<Said>, Alarm> {
        let asked = Asked::new(*seen, bare.day);
        let mut said = Vec::new();
        for (ground, slice) in self.slices(bare.day)? {
            let (decision, rules) = self.ask(&bare.set, &slice.action, &asked)?;
            let rules = rules.into_iter().map(|rule| rule.note.id.clone()).collect();
            said.push((ground.clone(), decision == Decision::Allow, rules));
        }
        Ok(said)
    }
}
