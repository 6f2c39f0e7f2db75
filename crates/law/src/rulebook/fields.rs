//! What a rule may read: the fields of a question, and a question as their values. From the same values come the request
//! to Cedar and the plain logic, so the two cannot be asked different things.

use std::collections::BTreeMap;

use cedar_policy::{Context, EntityId, EntityUid, RestrictedExpression};

use super::load::kind;
use crate::codes::Code;

/// Most fields of a question.
pub(crate) const FIELDS_MAX: usize = 24;

/// What a field holds.
#[derive(Debug, Clone)]
pub enum Sort {
    /// One word, or none.
    Word(Vocabulary),
    /// Any number of words.
    Set(Vocabulary),
    /// A whole number from 0.
    Number,
    /// Yes or no.
    Flag,
}

/// The words of a field: their Cedar entities, in the order of the codes.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    words: Vec<&'static str>,
    entities: Vec<EntityUid>,
}

/// The fields of a question in a fixed order: who asks, to whom (or where), and the rest.
#[derive(Debug, Clone)]
pub struct Fields {
    fields: Vec<(&'static str, Sort)>,
    /// Bits of the resources by name of a group.
    groups: BTreeMap<String, u128>,
}

/// The values of a question, field by field: a bit a word, or a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Seen([u128; FIELDS_MAX]);

impl Seen {
    /// The value of a field.
    #[must_use]
    pub fn at(&self, field: usize) -> u128 {
        self.0.get(field).copied().unwrap_or_default()
    }

    /// With this value in a field.
    #[must_use]
    pub fn with(mut self, field: usize, value: u128) -> Self {
        if let Some(place) = self.0.get_mut(field) {
            *place = value;
        }
        self
    }
}

/// The bit of a code.
#[must_use]
pub fn bit<C: Code>(code: C) -> u128 {
    1 << code.place()
}

/// The bits of codes.
#[must_use]
pub fn bits<C: Code>(codes: impl IntoIterator<Item = C>) -> u128 {
    codes.into_iter().fold(0, |bits, code| bits | bit(code))
}

impl Fields {
    /// Who asks.
    pub const PRINCIPAL: usize = 0;
    /// To whom, or where.
    pub const RESOURCE: usize = 1;

    /// No fields yet; who asks and to whom come first.
    pub(crate) fn new() -> Self {
        Self { fields: Vec::new(), groups: BTreeMap::new() }
    }

    /// A field with one word.
    pub(crate) fn word<C: Code>(self, name: &'static str, entity: &str) -> Result<Self, String> {
        let sort = Sort::Word(Vocabulary::of::<C>(entity)?);
        self.field(name, sort)
    }

    /// A field with a set of words.
    pub(crate) fn set<C: Code>(self, name: &'static str, entity: &str) -> Result<Self, String> {
        let sort = Sort::Set(Vocabulary::of::<C>(entity)?);
        self.field(name, sort)
    }

    /// A field with a number.
    pub(crate) fn count(self, name: &'static str) -> Result<Self, String> {
        self.field(name, Sort::Number)
    }

    /// Fields with yes or no.
    pub(crate) fn flags(self, names: &[&'static str]) -> Result<Self, String> {
        names.iter().try_fold(self, |fields, name| fields.field(name, Sort::Flag))
    }

    fn field(mut self, name: &'static str, sort: Sort) -> Result<Self, String> {
        self.fields.push((name, sort));
        if self.fields.len() > FIELDS_MAX { Err(format!("more than {FIELDS_MAX} fields")) } else { Ok(self) }
    }

    /// Names groups of resources.
    pub(crate) fn group(mut self, resources: &[(String, Vec<String>)]) -> Result<Self, String> {
        for (id, groups) in resources {
            let bit = self.named(Self::RESOURCE, id)?;
            for group in groups {
                *self.groups.entry(group.clone()).or_default() |= bit;
            }
        }
        Ok(self)
    }

    /// The number of a field.
    ///
    /// # Errors
    /// When there is no such field.
    pub fn number(&self, name: &str) -> Result<usize, String> {
        self.fields
            .iter()
            .position(|(field, _)| *field == name)
            .ok_or_else(|| format!("`{name}` is no field of a question"))
    }

    /// The name of a field.
    #[must_use]
    pub fn name(&self, field: usize) -> &'static str {
        self.fields.get(field).map_or("", |(name, _)| *name)
    }

    /// What a field holds.
    #[must_use]
    pub fn sort(&self, field: usize) -> Option<&Sort> {
        self.fields.get(field).map(|(_, sort)| sort)
    }

    /// The words of bits in a field.
    #[must_use]
    pub fn words(&self, field: usize, bits: u128) -> Vec<&'static str> {
        match self.sort(field) {
            Some(Sort::Word(words) | Sort::Set(words)) => words.held(bits).map(|(word, _)| word).collect(),
            _ => Vec::new(),
        }
    }

    /// The bits of a word of a field, or of a group of resources.
    ///
    /// # Errors
    /// When the field does not know the word.
    pub fn named(&self, field: usize, word: &str) -> Result<u128, String> {
        let group = self.groups.get(word).copied().filter(|_| field == Self::RESOURCE);
        let own = match self.sort(field) {
            Some(Sort::Word(words) | Sort::Set(words)) => {
                words.words.iter().position(|known| *known == word).map(|place| 1 << place)
            }
            _ => None,
        };
        own.or(group).ok_or_else(|| format!("`{}` does not know `{word}`", self.name(field)))
    }

    /// The entity of who asks or to whom.
    pub(crate) fn entity(&self, field: usize, seen: &Seen) -> Result<EntityUid, String> {
        match self.sort(field) {
            Some(Sort::Word(words)) => words.held(seen.at(field)).next().map(|(_, entity)| entity.clone()),
            _ => None,
        }
        .ok_or_else(|| format!("`{}` has no value", self.name(field)))
    }

    /// Everything else, for Cedar.
    pub(crate) fn context(&self, seen: &Seen) -> Result<Context, String> {
        let mut pairs = Vec::with_capacity(self.fields.len());
        for (field, (name, sort)) in self.fields.iter().enumerate().skip(Self::RESOURCE + 1) {
            let value = seen.at(field);
            let said = match sort {
                Sort::Word(words) => match words.held(value).next() {
                    Some((_, entity)) => RestrictedExpression::new_entity_uid(entity.clone()),
                    None => continue,
                },
                Sort::Set(words) => RestrictedExpression::new_set(
                    words.held(value).map(|(_, entity)| RestrictedExpression::new_entity_uid(entity.clone())),
                ),
                Sort::Number => RestrictedExpression::new_long(i64::try_from(value).unwrap_or(i64::MAX)),
                Sort::Flag => RestrictedExpression::new_bool(value != 0),
            };
            pairs.push(((*name).to_owned(), said));
        }
        Context::from_pairs(pairs).map_err(|error| error.to_string())
    }

    /// Two questions that use every field, to hold against the schema.
    pub(crate) fn samples(&self) -> [Seen; 2] {
        let mut samples = [Seen::default(); 2];
        for (field, (_, sort)) in self.fields.iter().enumerate() {
            let full = match sort {
                Sort::Set(words) => (1_u128 << words.words.len()) - 1,
                _ => 1,
            };
            let empty = u128::from(matches!(sort, Sort::Word(_)));
            samples = [samples[0].with(field, full), samples[1].with(field, empty)];
        }
        samples
    }
}

impl Vocabulary {
    fn of<C: Code>(entity: &str) -> Result<Self, String> {
        let words: Vec<_> = C::ALL.iter().map(|code| code.word()).collect();
        if words.len() >= u128::BITS as usize {
            return Err(format!("`{entity}` has more words than {}", u128::BITS));
        }
        let kind = kind(entity)?;
        let of = |word: &&str| EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(word));
        let entities = words.iter().map(of).collect();
        Ok(Self { words, entities })
    }

    /// The words of these bits with their entities.
    fn held(&self, mut bits: u128) -> impl Iterator<Item = (&'static str, &EntityUid)> {
        std::iter::from_fn(move || {
            let place = bits.trailing_zeros() as usize;
            bits &= bits.wrapping_sub(1);
            Some((*self.words.get(place)?, self.entities.get(place)?))
        })
    }
}
