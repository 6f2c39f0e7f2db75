//! Records that are areas.

use schouw_area::{Area, AreaCode, Level, Year};
use schouw_picture::layers::{AreaSet, Extent};

use crate::dataset::{AreasLayer, DIVISION_YEARS, Expr};
use crate::finding::{FindingKind, Remark};
use crate::row::RowSink as _;

use super::extent::Place;
use super::{Mapper, Record};

impl Mapper<'_> {
    pub(super) fn map_area(&mut self, layer: &AreasLayer, record: &Record<'_>) -> Option<()> {
        let year = self.area_year(layer.year, record)?;
        let text = self.need(record, "code", &layer.code)?;
        let column = layer.code.columns().join(", ");
        let code = match AreaCode::parse(layer.level, &text) {
            Ok(code) => code,
            Err(why) => {
                self.bad(
                    record,
                    &column,
                    &text,
                    FindingKind::BadValue,
                    &format!("{why}; the record is left out"),
                );
                return None;
            }
        };
        let shape = match self.extent(record) {
            Place::Found(Extent::Shape(shape)) => shape,
            Place::Unusable => return None,
            _ => {
                let why = "an area needs a polygon; the record is left out";
                self.remark(Remark::on_record(record.row.number, FindingKind::BadGeometry, why));
                return None;
            }
        };
        if !self.is_new(record, &layer.code, code.as_str()) {
            return None;
        }
        let name = record.eval_or_empty(layer.name.as_ref());
        let wijk = self.parent(record, layer.wijk.as_ref(), &code, Level::Wijk);
        let gemeente = self.parent(record, layer.gemeente.as_ref(), &code, Level::Gemeente);
        let mut area = Area::new(layer.level, code, year, name, shape);
        area.wijk = wijk.or(area.wijk);
        area.gemeente = gemeente.or(area.gemeente);
        self.area_set(layer.level, year).areas.push(area);
        Some(())
    }

    fn area_set(&mut self, level: Level, year: Year) -> &mut AreaSet {
        let source = self.source;
        let sets = &mut self.layers.area_sets;
        let known =
            sets.iter().position(|set| set.level == level && set.year == year && set.source == source);
        let at = known.unwrap_or_else(|| {
            sets.push(AreaSet { level, year, source, areas: Vec::new() });
            sets.len() - 1
        });
        &mut sets[at]
    }

    /// The year that a code belongs to; without one a code means nothing and the record is left out.
    pub(super) fn area_year(&mut self, of_layer: Option<u16>, record: &Record<'_>) -> Option<Year> {
        let year = of_layer.or(self.file.year);
        match year {
            Some(year) if DIVISION_YEARS.contains(&year) => Some(Year(year)),
            _ => {
                let value = year.map(|year| year.to_string()).unwrap_or_default();
                let why = "the year of the areas is not known; say it in the definition or in the index of raw files";
                // one finding for the file says it all
                if self.taken == 0 && self.read == 1 {
                    self.remark(Remark::on_value(
                        record.row.number,
                        "year",
                        &value,
                        FindingKind::MissingValue,
                        why,
                    ));
                }
                None
            }
        }
    }

    fn parent(
        &mut self,
        record: &Record<'_>,
        expr: Option<&Expr>,
        code: &AreaCode,
        level: Level,
    ) -> Option<AreaCode> {
        let text = record.eval(expr?)?;
        let column = expr?.columns().join(", ");
        let parent = match AreaCode::parse(level, &text) {
            Ok(parent) => parent,
            Err(why) => {
                self.bad(record, &column, &text, FindingKind::BadValue, &why.to_string());
                return None;
            }
        };
        if code.level() == level {
            if parent != *code {
                self.bad(
                    record,
                    &column,
                    &text,
                    FindingKind::CyclicParents,
                    "an area cannot lie in another of its own level; left out",
                );
            }
            return None;
        }
        if code.level() < level {
            self.bad(
                record,
                &column,
                &text,
                FindingKind::CyclicParents,
                "an area cannot lie in a smaller one; left out",
            );
            return None;
        }
        Some(parent)
    }
}
