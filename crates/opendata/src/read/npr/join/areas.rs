//! The areas of the rules: which rule holds where, and what that place is called.

use super::super::Role;
use super::super::table::Record;
use super::super::usage;
use super::{Joining, place_of, text};
use crate::finding::FindingKind;
use crate::row::Cell;

impl<'t> Joining<'t, '_, '_> {
    /// Takes the areas, the rules that hold in them today, and their shapes.
    pub(super) fn take_areas(
        &mut self,
        known: impl Iterator<Item = Record<'t>>,
        links: impl Iterator<Item = Record<'t>>,
        geometries: impl Iterator<Item = Record<'t>>,
    ) {
        for area in known {
            let key = (area.text("areamanagerid"), area.text("areaid"));
            // a name that repeats the code is none
            let name = area.get("areadesc").filter(|name| *name != key.1);
            self.area_words.insert(key, (name, area.get("usageid").and_then(usage::in_words)));
        }
        for link in links {
            let (manager, area, rule) =
                (link.text("areamanagerid"), link.text("areaid"), link.text("regulationid"));
            let (begin, end) = ("startdatearearegulation", "enddatearearegulation");
            if self.holds_today(link, Role::GebiedRegeling, begin, end) != Ok(true) {
                continue;
            }
            if !self.frames.contains_key(&(manager, rule)) {
                let why = "the area has a rule that is not in the tables; left out";
                self.remark(link, Role::GebiedRegeling, "regulationid", FindingKind::DanglingReference, why);
                continue;
            }
            if !self.area_words.is_empty() && !self.area_words.contains_key(&(manager, area)) {
                let why = "the area of the rule is not in the table of areas; the rule stands";
                self.remark(link, Role::GebiedRegeling, "areaid", FindingKind::DanglingReference, why);
            }
            self.areas.entry((manager, rule)).or_default().insert(area);
        }
        for geometry in geometries {
            let key = (geometry.text("areamanagerid"), geometry.text("areaid"));
            self.geometries.insert(key, geometry.text("areageometryastext"));
        }
    }

    /// Puts an area in the row of a rule; without one its columns are empty.
    pub(super) fn say_area(&self, manager: &'t str, area: Option<&'t str>, cells: &mut [Cell<'t>]) {
        let key = area.map(|area| (manager, area));
        let geometry = key.and_then(|key| self.geometries.get(&key).copied());
        let (name, usage) = key.and_then(|key| self.area_words.get(&key).copied()).unwrap_or_default();
        let columns =
            [("areaid", area), ("area_name", name), ("area_usage", usage), ("areageometryastext", geometry)];
        for (column, value) in columns {
            if let Some(cell) = place_of(column).and_then(|at| cells.get_mut(at)) {
                *cell = value.map_or(Cell::Null, text);
            }
        }
    }
}
