//! The condition of a rule as plain logic over the fields of a question. Slices, the search for routes and the proof by
//! enumeration read it; Cedar stays the judge of every answer, and a test holds the two beside each other.

pub(crate) mod read;
mod tokens;

use cedar_policy::{Policy, PrincipalConstraint, ResourceConstraint};

use super::fields::{Fields, Seen};

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

    /// A policy: its scope, as Cedar read it, and its conditions.
    ///
    /// # Errors
    /// A scope about more than one word.
    pub(crate) fn of(policy: &Policy, conditions: Self, fields: &Fields) -> Result<Self, String> {
        let scope =
            |field, id: &str| fields.named(field, id).map(|bits| Self::Atom(Atom::Holds(field, bits)));
        let who = match policy.principal_constraint() {
            PrincipalConstraint::Any => Self::Known(true),
            PrincipalConstraint::Eq(id) | PrincipalConstraint::In(id) => {
                scope(Fields::PRINCIPAL, id.id().unescaped())?
            }
            _ => return Err("its scope is about more than one word of who asks".to_owned()),
        };
        let whom = match policy.resource_constraint() {
            ResourceConstraint::Any => Self::Known(true),
            ResourceConstraint::Eq(id) | ResourceConstraint::In(id) => {
                scope(Fields::RESOURCE, id.id().unescaped())?
            }
            _ => return Err("its scope is about more than one word of to whom".to_owned()),
        };
        Ok(all(vec![who, whom, conditions]))
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

fn all(parts: Vec<Logic>) -> Logic {
    flat(parts, false)
}

fn any(parts: Vec<Logic>) -> Logic {
    flat(parts, true)
}

fn not(inner: Logic) -> Logic {
    match inner {
        Logic::Known(known) => Logic::Known(!known),
        Logic::Not(inner) => *inner,
        inner => Logic::Not(Box::new(inner)),
    }
}
