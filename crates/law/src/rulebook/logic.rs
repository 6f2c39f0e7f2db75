//! The condition of a rule as plain logic over the fields of a question. Slices, the search for routes and the proof by
//! enumeration read it; Cedar stays the judge of every answer, and a test holds the two beside each other.

use serde_json::Value;

use super::fields::{Fields, Seen, Sort};

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Logic {
    /// Always or never.
    Known(bool),
    /// One field.
    Atom(Atom),
    /// Not.
    Not(Box<Self>),
    /// Every one.
    All(Vec<Self>),
    /// At least one.
    Any(Vec<Self>),
}

/// What is asked of one field (its number in [`Fields`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Atom {
    /// The word is one of these, or the set holds one of these (bits).
    Holds(usize, u128),
    /// The set holds nothing but these (bits).
    Within(usize, u128),
    /// The number is this or more.
    AtLeast(usize, u128),
    /// Two fields have the same word.
    Same(usize, usize),
}

impl Atom {
    /// Whether it holds.
    #[must_use]
    pub fn holds(self, seen: &Seen) -> bool {
        match self {
            Self::Holds(field, bits) => seen.at(field) & bits != 0,
            Self::Within(field, bits) => seen.at(field) & !bits == 0,
            Self::AtLeast(field, least) => seen.at(field) >= least,
            Self::Same(one, other) => seen.at(one) == seen.at(other),
        }
    }

    /// The fields that it reads.
    #[must_use]
    pub fn fields(self) -> [usize; 2] {
        match self {
            Self::Holds(field, _) | Self::Within(field, _) | Self::AtLeast(field, _) => [field, field],
            Self::Same(one, other) => [one, other],
        }
    }
}

impl Logic {
    /// Whether it holds for a question.
    #[must_use]
    pub fn holds(&self, seen: &Seen) -> bool {
        match self {
            Self::Known(known) => *known,
            Self::Atom(atom) => atom.holds(seen),
            Self::Not(inner) => !inner.holds(seen),
            Self::All(parts) => parts.iter().all(|part| part.holds(seen)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(seen)),
        }
    }

    /// What is left of it when these fields are known.
    #[must_use]
    pub fn given(&self, fields: &[usize], seen: &Seen) -> Self {
        match self {
            Self::Known(_) => self.clone(),
            Self::Atom(atom) if atom.fields().iter().all(|field| fields.contains(field)) => {
                Self::Known(atom.holds(seen))
            }
            Self::Atom(_) => self.clone(),
            Self::Not(inner) => match inner.given(fields, seen) {
                Self::Known(known) => Self::Known(!known),
                left => Self::Not(Box::new(left)),
            },
            Self::All(parts) => joined(parts, fields, seen, false),
            Self::Any(parts) => joined(parts, fields, seen, true),
        }
    }

    /// Every field with what is asked of it.
    pub fn atoms(&self, found: &mut impl FnMut(Atom)) {
        match self {
            Self::Known(_) => {}
            Self::Atom(atom) => found(*atom),
            Self::Not(inner) => inner.atoms(found),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.atoms(found)),
        }
    }

    /// Reads a policy in Cedar's own JSON: its scope and its conditions.
    ///
    /// # Errors
    /// A construct outside the small part of Cedar that rules use: without it no proof by enumeration is possible.
    pub(crate) fn of(policy: &Value, fields: &Fields) -> Result<Self, String> {
        let mut parts = Vec::new();
        for (part, field) in [("principal", Fields::PRINCIPAL), ("resource", Fields::RESOURCE)] {
            parts.push(scope(&policy[part], field, fields)?);
        }
        for condition in policy["conditions"].as_array().into_iter().flatten() {
            let body = expression(&condition["body"], fields)?;
            parts.push(if condition["kind"] == "unless" { not(body) } else { body });
        }
        Ok(flat(parts, false))
    }
}

/// The parts of an `All` (`any` false) or `Any`, known ones worked out.
fn joined(parts: &[Logic], fields: &[usize], seen: &Seen, any: bool) -> Logic {
    let mut left = Vec::new();
    for part in parts {
        match part.given(fields, seen) {
            Logic::Known(known) if known == any => return Logic::Known(any),
            Logic::Known(_) => {}
            part => left.push(part),
        }
    }
    flat(left, any)
}

fn flat(parts: Vec<Logic>, any: bool) -> Logic {
    let mut left = Vec::new();
    for part in parts {
        match (part, any) {
            (Logic::Known(known), _) if known == any => return Logic::Known(any),
            (Logic::Known(_), _) => {}
            (Logic::All(inner), false) | (Logic::Any(inner), true) => left.extend(inner),
            (part, _) => left.push(part),
        }
    }
    match (left.len(), any) {
        (0, _) => Logic::Known(!any),
        (1, _) => left.remove(0),
        (_, true) => Logic::Any(left),
        (_, false) => Logic::All(left),
    }
}

fn not(inner: Logic) -> Logic {
    match inner {
        Logic::Known(known) => Logic::Known(!known),
        Logic::Not(inner) => *inner,
        inner => Logic::Not(Box::new(inner)),
    }
}

fn scope(part: &Value, field: usize, fields: &Fields) -> Result<Logic, String> {
    let one = &part["entity"]["id"];
    match (part["op"].as_str(), one.as_str()) {
        (Some("All"), _) => Ok(Logic::Known(true)),
        (Some("==" | "in"), Some(id)) => {
            fields.named(field, id).map(|bits| Logic::Atom(Atom::Holds(field, bits)))
        }
        _ => Err(format!("scope `{part}` is more than the rules may use")),
    }
}

/// One operator of Cedar with its operands.
fn expression(value: &Value, fields: &Fields) -> Result<Logic, String> {
    let foreign = || format!("`{value}` is more than the rules may use");
    let (operator, operands) = value.as_object().and_then(|map| map.iter().next()).ok_or_else(foreign)?;
    let (left, right) = (&operands["left"], &operands["right"]);
    match operator.as_str() {
        "Value" => operands.as_bool().map(Logic::Known).ok_or_else(foreign),
        "!" => expression(&operands["arg"], fields).map(not),
        "&&" => Ok(flat(vec![expression(left, fields)?, expression(right, fields)?], false)),
        "||" => Ok(flat(vec![expression(left, fields)?, expression(right, fields)?], true)),
        "." => {
            let field = field(value, fields)?;
            if matches!(fields.sort(field), Some(Sort::Flag)) {
                Ok(Logic::Atom(Atom::Holds(field, 1)))
            } else {
                Err(foreign())
            }
        }
        "has" => {
            let name = operands["attr"].as_str().ok_or_else(foreign)?;
            Ok(Logic::Atom(Atom::Holds(fields.number(name)?, u128::MAX)))
        }
        "in" => {
            let field = field(left, fields)?;
            let group = entity(right).ok_or_else(foreign)?;
            fields.named(field, group).map(|bits| Logic::Atom(Atom::Holds(field, bits)))
        }
        "==" => equal(left, right, fields).ok_or_else(foreign)?,
        "!=" => equal(left, right, fields).ok_or_else(foreign)?.map(not),
        "<" | "<=" | ">" | ">=" => compared(operator, left, right, fields).ok_or_else(foreign)?,
        "contains" => contains(left, right, fields).ok_or_else(foreign)?,
        "containsAll" => {
            let field = field(right, fields)?;
            let bits = listed(left, field, fields).ok_or_else(foreign)??;
            Ok(Logic::Atom(Atom::Within(field, bits)))
        }
        "containsAny" => {
            let field = field(left, fields)?;
            let bits = listed(right, field, fields).ok_or_else(foreign)??;
            Ok(Logic::Atom(Atom::Holds(field, bits)))
        }
        _ => Err(foreign()),
    }
}

/// The number of the field that an expression names: `context.x`, `principal` or `resource`.
fn field(value: &Value, fields: &Fields) -> Result<usize, String> {
    let foreign = || format!("`{value}` is no field of a question");
    match (value["Var"].as_str(), value["."]["attr"].as_str()) {
        (Some("principal"), _) => Ok(Fields::PRINCIPAL),
        (Some("resource"), _) => Ok(Fields::RESOURCE),
        (_, Some(name)) if value["."]["left"]["Var"] == "context" => fields.number(name),
        _ => Err(foreign()),
    }
}

fn entity(value: &Value) -> Option<&str> {
    value["Value"]["__entity"]["id"].as_str()
}

fn equal(left: &Value, right: &Value, fields: &Fields) -> Option<Result<Logic, String>> {
    let one = field(left, fields).ok()?;
    if let Ok(other) = field(right, fields) {
        return Some(Ok(Logic::Atom(Atom::Same(one, other))));
    }
    if let Some(number) = right["Value"].as_u64() {
        let number = u128::from(number);
        let (from, past) = (Atom::AtLeast(one, number), Atom::AtLeast(one, number + 1));
        return Some(Ok(flat(vec![Logic::Atom(from), not(Logic::Atom(past))], false)));
    }
    Some(fields.named(one, entity(right)?).map(|bits| Logic::Atom(Atom::Holds(one, bits))))
}

fn compared(operator: &str, left: &Value, right: &Value, fields: &Fields) -> Option<Result<Logic, String>> {
    let field = field(left, fields).ok()?;
    let number = u128::from(right["Value"].as_u64()?);
    let at_least = |number| Logic::Atom(Atom::AtLeast(field, number));
    Some(Ok(match operator {
        "<" => not(at_least(number)),
        "<=" => not(at_least(number + 1)),
        ">" => at_least(number + 1),
        _ => at_least(number),
    }))
}

/// `context.facts.contains(x)`, or `[x, y].contains(context.purpose)`.
fn contains(left: &Value, right: &Value, fields: &Fields) -> Option<Result<Logic, String>> {
    if let Ok(set) = field(left, fields) {
        return Some(fields.named(set, entity(right)?).map(|bits| Logic::Atom(Atom::Holds(set, bits))));
    }
    let word = field(right, fields).ok()?;
    Some(listed(left, word, fields)?.map(|bits| Logic::Atom(Atom::Holds(word, bits))))
}

/// The bits of a list of words.
fn listed(list: &Value, field: usize, fields: &Fields) -> Option<Result<u128, String>> {
    let words = list["Set"].as_array()?.iter().map(entity).collect::<Option<Vec<_>>>()?;
    Some(words.into_iter().try_fold(0, |bits, word| Ok(bits | fields.named(field, word)?)))
}
