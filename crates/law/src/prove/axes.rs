//! What the rules of a class still read, as axes to walk along: one representative for values that no rule tells apart.

use std::collections::BTreeSet;

use super::slices::Class;
use crate::rulebook::fields::Sort;
use crate::rulebook::{Atom, Fields, Seen};

/// Values that a field takes by turns; those of a set are added, the others are the whole field.
#[derive(Debug, Clone)]
pub(crate) struct Axis {
    /// The field.
    pub field: usize,
    /// What it takes.
    pub values: Vec<u128>,
}

impl Axis {
    /// What is read here, in words.
    pub fn said(&self, fields: &Fields) -> Vec<String> {
        let name = fields.name(self.field);
        match fields.sort(self.field) {
            Some(Sort::Set(_)) => {
                let bits = self.values.iter().fold(0, |bits, value| bits | value);
                fields.words(self.field, bits).into_iter().map(str::to_owned).collect()
            }
            _ => vec![format!("{name} ({} values)", self.values.len())],
        }
    }
}

/// The axes of a class.
pub(crate) fn of(class: &Class<'_>, fields: &Fields) -> Vec<Axis> {
    let mut atoms = BTreeSet::new();
    for (_, logic) in &class.rules {
        logic.atoms(&mut |atom| {
            atoms.insert(atom);
        });
    }
    let read: BTreeSet<usize> = atoms.iter().flat_map(|atom| atom.fields()).collect();
    read.into_iter()
        .filter(|field| !super::slices::TUPLE.contains(field))
        .flat_map(|field| match fields.sort(field) {
            Some(Sort::Set(_)) => cells(&atoms, field, fields.words(field, u128::MAX).len())
                .map(|bit| Axis { field, values: vec![0, bit] })
                .collect(),
            Some(Sort::Word(_)) => vec![Axis { field, values: words(&atoms, field, fields) }],
            Some(Sort::Number) => vec![Axis { field, values: numbers(&atoms, field) }],
            Some(Sort::Flag) => vec![Axis { field, values: vec![0, 1] }],
            None => Vec::new(),
        })
        .collect()
}

/// The masks with which the rules look at a field; what is outside a `Within` is looked at too.
fn masks(atoms: &BTreeSet<Atom>, field: usize) -> Vec<u128> {
    let of = |atom: &Atom| match *atom {
        Atom::Holds(read, bits) if read == field => Some(bits),
        Atom::Within(read, bits) if read == field => Some(!bits),
        _ => None,
    };
    atoms.iter().filter_map(of).collect()
}

/// One bit for each group of words that every mask treats alike.
fn cells(atoms: &BTreeSet<Atom>, field: usize, words: usize) -> impl Iterator<Item = u128> {
    let masks = masks(atoms, field);
    let mut known = BTreeSet::new();
    let bits = (0..words).map(|place| 1_u128 << place);
    let cells: Vec<u128> = bits
        .filter(move |bit| {
            let alike: Vec<bool> = masks.iter().map(|mask| mask & bit != 0).collect();
            alike.contains(&true) && known.insert(alike)
        })
        .collect();
    cells.into_iter()
}

/// One word for each group that every mask treats alike, none, and two when the field is compared with another.
fn words(atoms: &BTreeSet<Atom>, field: usize, fields: &Fields) -> Vec<u128> {
    let masks = masks(atoms, field);
    let compared =
        atoms.iter().any(|atom| matches!(atom, Atom::Same(one, other) if [*one, *other].contains(&field)));
    let optional = masks.contains(&u128::MAX);
    let mut values = if optional { vec![0] } else { Vec::new() };
    let mut counts = std::collections::BTreeMap::new();
    for place in 0..fields.words(field, u128::MAX).len() {
        let alike: Vec<bool> = masks.iter().map(|mask| mask & (1 << place) != 0).collect();
        let count = counts.entry(alike).or_insert(0);
        if *count < 1 + u32::from(compared) {
            *count += 1;
            values.push(1 << place);
        }
    }
    values
}

fn numbers(atoms: &BTreeSet<Atom>, field: usize) -> Vec<u128> {
    let mut values = BTreeSet::from([0]);
    values.extend(atoms.iter().filter_map(|atom| match atom {
        Atom::AtLeast(read, least) if *read == field => Some(*least),
        _ => None,
    }));
    values.into_iter().collect()
}

/// Every combination of the axes, by number.
#[derive(Debug)]
pub(crate) struct Walk {
    base: Seen,
    axes: Vec<Axis>,
    count: usize,
}

impl Walk {
    /// From a tuple along axes; none when there are too many combinations.
    pub fn over(base: Seen, axes: Vec<Axis>, most: usize) -> Option<Self> {
        let count = axes.iter().try_fold(1_usize, |count, axis| count.checked_mul(axis.values.len()))?;
        (count <= most).then_some(Self { base, axes, count })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The combination with a number.
    pub fn at(&self, mut number: usize) -> Seen {
        let mut seen = self.base;
        for axis in &self.axes {
            let value = axis.values.get(number % axis.values.len()).copied().unwrap_or_default();
            number /= axis.values.len();
            seen = seen.with(axis.field, seen.at(axis.field) | value);
        }
        seen
    }

    /// Every one with its number, in order; only what changes from one to the next is written.
    pub fn each<E>(&self, mut look: impl FnMut(usize, &Seen) -> Result<(), E>) -> Result<(), E> {
        let mut seen = self.at(0);
        let mut digits = vec![0; self.axes.len()];
        for number in 0..self.count {
            look(number, &seen)?;
            for (axis, digit) in self.axes.iter().zip(&mut digits) {
                let old = axis.values.get(*digit).copied().unwrap_or_default();
                *digit = (*digit + 1) % axis.values.len();
                let new = axis.values.get(*digit).copied().unwrap_or_default();
                seen = seen.with(axis.field, seen.at(axis.field) ^ old ^ new);
                if *digit != 0 {
                    break;
                }
            }
        }
        Ok(())
    }

    /// The number of the same combination with this word of a set added; none when no axis has it, or it is there.
    pub fn adding(&self, number: usize, field: usize, bit: u128) -> Option<usize> {
        let mut stride = 1;
        for axis in &self.axes {
            if axis.field == field && axis.values == [0, bit] {
                let has = number / stride % 2 == 1;
                return (!has).then_some(number + stride);
            }
            stride *= axis.values.len();
        }
        None
    }
}
