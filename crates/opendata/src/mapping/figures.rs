//! Records that are figures of areas: a wide table with a column a figure, or a long one with a record a figure.

use schouw_area::{AreaCode, Level};
use schouw_picture::figures::{AreaKey, FigureRow, MeasureKind};

use crate::dataset::{FiguresLayer, LongFigures};
use crate::finding::{FindingKind, quoted};
use crate::period::Period;

use super::{Mapper, Record};

/// A share above this is told, in percent.
const SHARE_MAX: f64 = 100.0;

/// What was last looked up: files are sorted by area, so the next record is often of the same one.
#[derive(Default)]
pub struct AreaCache {
    area: Option<(String, u32)>,
    period: Option<(String, u16)>,
    measures: Vec<(String, u16)>,
}

impl Mapper<'_> {
    pub(super) fn map_figures(&mut self, layer: &FiguresLayer, record: &Record<'_>) -> Option<()> {
        let area = self.figure_area(layer, record)?;
        match &layer.long {
            Some(long) => self.map_long(layer, long, record, area),
            None => self.map_wide(layer, record, area),
        }
    }

    fn map_wide(&mut self, layer: &FiguresLayer, record: &Record<'_>, area: u32) -> Option<()> {
        for figure in &layer.figures {
            let period = match &figure.period {
                Some(text) => self.period(record, text),
                None => {
                    let text = layer.period.as_ref().and_then(|expr| record.eval(expr));
                    self.period(record, &text.unwrap_or_default())
                }
            };
            let (Some(period), Some(measure)) = (period, self.measure(layer, &figure.measure)) else {
                continue;
            };
            let value = self.figure(record, &figure.column).unwrap_or(f64::NAN);
            self.push_figure(record, area, measure, period, value);
        }
        Some(())
    }

    fn map_long(
        &mut self,
        layer: &FiguresLayer,
        long: &LongFigures,
        record: &Record<'_>,
        area: u32,
    ) -> Option<()> {
        let measure = record.eval(&long.measure)?;
        // a measure that the definition does not have is not asked for
        let measure = self.measure(layer, &measure)?;
        let period = layer.period.as_ref().and_then(|expr| record.eval(expr)).unwrap_or_default();
        let period = self.period(record, &period)?;
        let value = self.figure(record, &long.value).unwrap_or(f64::NAN);
        self.push_figure(record, area, measure, period, value);
        Some(())
    }

    fn push_figure(&mut self, record: &Record<'_>, area: u32, measure: u16, period: u16, value: f64) {
        let words = self.layers.figures.measures.get(usize::from(measure));
        let below_zero = words.is_some_and(|measure| measure.kind == MeasureKind::Mean);
        let share = words.is_some_and(|measure| measure.unit == "%");
        let mut value = value;
        if value < 0.0 && !below_zero {
            let why = "a number of things cannot be below zero; left out";
            self.bad(record, "", &quoted(value), FindingKind::ImplausibleValue, why);
            value = f64::NAN;
        } else if share && value > SHARE_MAX {
            let why = "a share of more than 100%; shown as the source gives it";
            self.bad(record, "", &quoted(value), FindingKind::ImplausibleValue, why);
        }
        self.layers.figures.rows.push(FigureRow { area, measure, period, source: self.source, value });
    }

    fn measure(&mut self, layer: &FiguresLayer, id: &str) -> Option<u16> {
        if let Some((_, number)) = self.area_cache.measures.iter().find(|(known, _)| known == id) {
            return Some(*number);
        }
        let words = layer.measures.iter().find(|words| words.id == id)?;
        let number = self.layers.figures.measure(&words.measure());
        self.area_cache.measures.push((id.into(), number));
        Some(number)
    }

    fn period(&mut self, record: &Record<'_>, text: &str) -> Option<u16> {
        if let Some((known, number)) = &self.area_cache.period
            && known == text
        {
            return Some(*number);
        }
        let Ok(period) = Period::parse(text) else {
            self.bad(
                record,
                "period",
                text,
                FindingKind::BadValue,
                "this is not a period; write 2024, 2024-K3 or 2024-05",
            );
            return None;
        };
        if period.first_day() > self.file.retrieved {
            self.bad(
                record,
                "period",
                text,
                FindingKind::ImplausibleValue,
                "this period begins after the file was retrieved; left out",
            );
            return None;
        }
        let number = u16::try_from(self.layers.figures.periods.number(&period.to_string())).ok()?;
        self.area_cache.period = Some((text.into(), number));
        Some(number)
    }

    fn figure_area(&mut self, layer: &FiguresLayer, record: &Record<'_>) -> Option<u32> {
        let (text, expr) = match (&layer.area, &layer.area_name) {
            (Some(expr), _) => (self.need(record, "area", expr)?, Some(expr)),
            (None, Some(expr)) => (self.need(record, "area_name", expr)?, Some(expr)),
            (None, None) => (layer.area_is.clone()?, None),
        };
        if let Some((known, number)) = &self.area_cache.area
            && *known == text
        {
            return Some(*number);
        }
        let column = expr.map(|expr| expr.columns().join(", ")).unwrap_or_default();
        let year = self.area_year(layer.year, record)?;
        let code = if layer.area_name.is_some() {
            self.gemeente_by_name(record, &column, &text)?
        } else {
            self.figure_code(record, &column, &text, layer.level)?
        };
        let number = self.layers.figures.area(AreaKey { level: code.level(), code, year });
        self.area_cache.area = Some((text, number));
        Some(number)
    }

    fn figure_code(
        &mut self,
        record: &Record<'_>,
        column: &str,
        text: &str,
        level: Option<Level>,
    ) -> Option<AreaCode> {
        let code = match level {
            Some(level) => AreaCode::parse(level, text),
            None => text.parse(),
        };
        match code {
            Ok(code) => Some(code),
            Err(why) => {
                self.bad(
                    record,
                    column,
                    text,
                    FindingKind::BadValue,
                    &format!("{why}; the record is left out"),
                );
                None
            }
        }
    }

    fn gemeente_by_name(&mut self, record: &Record<'_>, column: &str, text: &str) -> Option<AreaCode> {
        let plain = text.trim().trim_end_matches("(gemeente)").trim().to_lowercase();
        if plain == "nederland" {
            return Some(AreaCode::land());
        }
        let code = self.names.get(&plain).and_then(|code| code.parse().ok());
        if code.is_none() {
            self.bad(
                record,
                column,
                text,
                FindingKind::UnknownArea,
                "no gemeente of this year has this name; the record is left out",
            );
        }
        code
    }
}
