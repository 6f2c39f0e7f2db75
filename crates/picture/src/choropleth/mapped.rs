//! Which figures can be mapped: those that the areas of a division have.

use std::collections::{BTreeMap, BTreeSet};

use schouw_area::{Level, Year};

use crate::picture::{Division, Picture};

/// Which measures have values where and when: by measure, then level and year of the division, then periods.
#[derive(Debug, Default)]
pub(crate) struct Mapped {
    pub(super) levels: BTreeMap<u16, BTreeMap<(Level, Year), BTreeSet<u16>>>,
}

impl Mapped {
    pub(crate) fn of(picture: &Picture<'_>) -> Self {
        let mut mapped = Self::default();
        let columns = &picture.figures;
        for (code, year, rows) in picture.figures.areas() {
            let known = |set: &&Division<'_>| set.year == year && set.number_of(&code).is_some();
            let Some(level) = picture.sets.iter().find(known).map(|set| set.level) else { continue };
            for row in rows {
                let (Some(&measure), Some(&period)) = (columns.measure.get(row), columns.period.get(row))
                else {
                    continue;
                };
                if columns.value.get(row).is_some_and(|value| !value.is_nan()) {
                    mapped
                        .levels
                        .entry(measure)
                        .or_default()
                        .entry((level, year))
                        .or_default()
                        .insert(period);
                }
            }
        }
        mapped
    }
}
