//! Putting the layers of one dataset behind those of others. Numbers into lists are renumbered.

use super::{Addresses, Figures, Layers};

impl Layers {
    /// Adds everything of another set of layers. Sources are shared: their numbers mean the same in both.
    pub fn append(&mut self, mut other: Self) {
        self.area_sets.append(&mut other.area_sets);
        self.rules.append(&mut other.rules);
        self.contacts.append(&mut other.contacts);
        self.notices.append(&mut other.notices);
        self.reports.append(&mut other.reports);
        self.places.append(&mut other.places);
        self.figures.append(other.figures);
        self.addresses.append(other.addresses);
    }
}

impl Figures {
    fn append(&mut self, mut other: Self) {
        let areas: Vec<u32> = other.areas.into_iter().map(|key| self.area(key)).collect();
        let measures: Vec<u16> = other.measures.iter().map(|measure| self.measure(measure)).collect();
        let periods: Vec<u16> = other
            .periods
            .iter()
            .map(|period| u16::try_from(self.periods.number(period)).unwrap_or(u16::MAX))
            .collect();
        for row in &mut other.rows {
            row.area = areas.get(row.area as usize).copied().unwrap_or(u32::MAX);
            row.measure = measures.get(usize::from(row.measure)).copied().unwrap_or(u16::MAX);
            row.period = periods.get(usize::from(row.period)).copied().unwrap_or(u16::MAX);
        }
        if self.rows.is_empty() {
            self.rows = other.rows;
        } else {
            self.rows.append(&mut other.rows);
        }
    }
}

impl Addresses {
    fn append(&mut self, mut other: Self) {
        let numbers: Vec<u32> = other.words.iter().map(|word| self.words.number(word)).collect();
        let number = |old: u32| numbers.get(old as usize).copied().unwrap_or(u32::MAX);
        for row in &mut other.rows {
            row.street = number(row.street);
            row.town = number(row.town);
            row.suffix = number(row.suffix);
        }
        if self.rows.is_empty() {
            self.rows = other.rows;
        } else {
            self.rows.append(&mut other.rows);
        }
    }
}
