//! The minimal form: of the fields of a record, for this purpose and this receiver, which go, which go coarser, which never.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::codes::Code as _;
use crate::fault::Fault;
use crate::rulebook::Alarm;
use crate::share::codes::{Category, Outcome};
use crate::share::{Question, ShareLaw};

/// Most fields of a record.
pub const FIELDS_MAX: usize = 200;
/// Most bytes of the name of a field.
const NAME_BYTES_MAX: usize = 100;

/// A field that goes coarser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coarser {
    /// The field.
    pub field: String,
    /// How, in plain Dutch.
    pub how: String,
}

/// What they see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    /// Whether anything may go at all.
    pub outcome: Outcome,
    /// Fields that go as they are.
    pub go: Vec<String>,
    /// Fields that go coarser.
    pub coarser: Vec<Coarser>,
    /// Fields that never go.
    pub never: Vec<String>,
}

/// Reads the fields of a record: name to category.
///
/// # Errors
/// Every faulty field with the categories that are allowed.
pub fn fields(value: &Value) -> Result<BTreeMap<String, Category>, Vec<Fault>> {
    let fault = |field: String, message: String| vec![Fault { field, message }];
    let Some(map) = value.as_object() else {
        return Err(fault("fields".into(), "must be an object of field names with their category".into()));
    };
    if map.is_empty() || map.len() > FIELDS_MAX {
        return Err(fault("fields".into(), format!("must hold 1 to {FIELDS_MAX} fields")));
    }
    let (mut fields, mut faults) = (BTreeMap::new(), Vec::new());
    for (name, category) in map {
        match category.as_str().and_then(Category::parse) {
            Some(category) if name.len() <= NAME_BYTES_MAX => {
                fields.insert(name.clone(), category);
            }
            _ => faults.push(Fault {
                field: format!("fields.{}", name.chars().take(NAME_BYTES_MAX).collect::<String>()),
                message: format!("must be one of {}", Category::allowed()),
            }),
        }
    }
    if faults.is_empty() { Ok(fields) } else { Err(faults) }
}

impl ShareLaw {
    /// The minimal form of a record for the question that is asked. A question that is refused lets no field go.
    ///
    /// # Errors
    /// An alarm when a rule cannot be evaluated; nothing goes then.
    pub fn form(&self, question: &Question, fields: &BTreeMap<String, Category>) -> Result<Form, Alarm> {
        let mut asked = question.clone();
        asked.categories = fields.values().copied().collect();
        asked.special_category |= fields.values().any(|category| category.is_special());
        let decision = self.decide_without_routes(&asked)?;
        let mut form =
            Form { outcome: decision.outcome, go: Vec::new(), coarser: Vec::new(), never: Vec::new() };
        for (name, category) in fields {
            if decision.outcome == Outcome::Deny || decision.minimise.contains(category) {
                form.never.push(name.clone());
            } else if let Some(how) = self.minimising.coarser(&asked, *category) {
                form.coarser.push(Coarser { field: name.clone(), how });
            } else {
                form.go.push(name.clone());
            }
        }
        Ok(form)
    }
}
