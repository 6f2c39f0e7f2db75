//! The values of the areas, in classes.

use jiff::civil::Date;
use schouw_area::{AreaCode, Level, Year};

use crate::answer::SourceItem;
use crate::here::Suppressed;
use crate::here::figures::rated;
use crate::interval::poisson_interval;
use crate::layers::{Measure, MeasureKind};
use crate::pack::AreaEntry;
use crate::picture::{Division, Picture};

use super::classes::Classes;
use super::{AreaValue, Choropleth, ChoroplethAsk, DENOMINATOR_MIN, MeasureItem, TOO_FEW, TOO_SMALL};

/// Most decimals of a value.
const DECIMALS_MAX: u8 = 4;

/// A number and its interval, or why there is none.
type Value = Result<(f64, Option<(f64, f64)>), &'static str>;

/// What is drawn.
pub(super) struct Drawn<'p, 'a> {
    pub number: u16,
    pub measure: &'p Measure,
    pub set: &'p Division<'a>,
    pub period: String,
}

impl Picture<'_> {
    /// Draws a figure.
    pub(super) fn draw(
        &self,
        ask: &ChoroplethAsk,
        item: MeasureItem,
        drawn: Drawn<'_, '_>,
        today: Date,
        suppressed: &Suppressed,
    ) -> Choropleth {
        let within = ask.within.as_ref().map(AreaCode::as_str);
        let fits = |number: u32, entry: &AreaEntry<'_>| {
            self.is_whole(drawn.set, number) && within.is_none_or(|code| entry.is_within(code))
        };
        let entries = drawn.set.entries().filter(|(number, entry)| fits(*number, entry));
        let mut source = None;
        let mut areas: Vec<AreaValue> = Vec::new();
        for (_, entry) in entries {
            let (value, from) = self.value(&item, &drawn, &entry, suppressed);
            source = source.or(from);
            areas.extend(area_value(ask.level, entry, value));
        }
        let values: Vec<f64> = areas.iter().filter_map(|area| area.value).collect();
        let decimals = decimals(drawn.measure, item.per.is_some(), &values);
        for area in &mut areas {
            area.value = area.value.map(|value| round(value, decimals));
            area.interval = area.interval.map(|(low, high)| (round(low, decimals), round(high, decimals)));
        }
        let values: Vec<f64> = areas.iter().filter_map(|area| area.value).collect();
        let classes = Classes::of(&values);
        for area in &mut areas {
            area.class = area.value.and_then(|value| classes.class(value));
        }
        let absent = |why: fn(&str) -> bool| {
            let count = areas.iter().filter(|area| area.absent.is_some_and(why)).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        Choropleth {
            level: ask.level,
            year: drawn.set.year.0,
            classes: classes.items(&values),
            suppressed: absent(|why| why == TOO_FEW || why == TOO_SMALL),
            unknown: absent(|why| why != TOO_FEW && why != TOO_SMALL),
            decimals,
            says: says(&item, ask.level, drawn.set.year, &drawn.period, classes.len()),
            period: drawn.period,
            source: source.and_then(|number| self.source_item_on(number, today)),
            measure: item,
            areas,
            snapshot: self.digest().to_owned(),
        }
    }

    /// The value of an area and its interval, or why there is none; and its source.
    fn value(
        &self,
        item: &MeasureItem,
        drawn: &Drawn<'_, '_>,
        entry: &AreaEntry<'_>,
        suppressed: &Suppressed,
    ) -> (Value, Option<u16>) {
        let numbers_of = |measure| self.numbers((entry.code, drawn.set.year), measure, suppressed);
        let Some(numbers) = numbers_of(drawn.number) else { return (Err("onbekend"), None) };
        let period = numbers.period.iter().copied().find(|period| self.period_text(*period) == drawn.period);
        let Some(period) = period else { return (Err("onbekend"), None) };
        let source = numbers.source_of(period);
        let value = match numbers.shown_in(drawn.measure, period) {
            Ok(value) => value,
            Err(absent) => return (Err(absent), source),
        };
        let is_count = drawn.measure.kind == MeasureKind::Count;
        let interval = is_count.then(|| poisson_interval(value as u64));
        let Some(of) = item.of.as_deref().and_then(|of| self.measure_number(of)) else {
            return (Ok((value, interval)), source);
        };
        match (numbers_of(of).and_then(|of| of.as_denominator(period)), interval) {
            (Some(of), _) if of < DENOMINATOR_MIN => (Err(TOO_SMALL), source),
            (Some(of), Some(interval)) => {
                let (value, interval) = rated(drawn.measure, value, interval, of);
                (Ok((value, Some(interval))), source)
            }
            _ => (Err("onbekend"), source),
        }
    }

    /// Where an item comes from, as told on a day.
    pub(crate) fn source_item_on(&self, number: u16, today: Date) -> Option<SourceItem> {
        self.shared.sources.get(usize::from(number)).map(|source| source.on(today))
    }
}

fn area_value(level: Level, entry: AreaEntry<'_>, value: Value) -> Option<AreaValue> {
    Some(AreaValue {
        code: AreaCode::parse(level, entry.code).ok()?,
        name: entry.called().into(),
        value: value.ok().map(|(value, _)| value),
        interval: value.ok().and_then(|(_, interval)| interval),
        class: None,
        absent: value.err(),
    })
}

/// Decimals so that a value in the middle has two or three digits that say something.
fn decimals(measure: &Measure, is_rate: bool, values: &[f64]) -> u8 {
    if !is_rate {
        return measure.decimals;
    }
    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| *value > 0.0).collect();
    sorted.sort_unstable_by(f64::total_cmp);
    let Some(middle) = sorted.get(sorted.len() / 2) else { return 1 };
    match *middle {
        100.0.. => 0,
        1.0.. => 1,
        small => (1.0 - small.log10()).ceil().clamp(0.0, f64::from(DECIMALS_MAX)) as u8,
    }
}

fn round(value: f64, decimals: u8) -> f64 {
    let scale = 10_f64.powi(i32::from(decimals));
    (value * scale).round() / scale
}

fn says(item: &MeasureItem, level: Level, year: Year, period: &str, classes: usize) -> String {
    let per = if item.per.is_some() { format!(", {}", item.unit) } else { String::new() };
    let how = match classes {
        0 => "Er is niets om te tonen.".to_owned(),
        1 => "Alle gebieden vallen in één klasse.".to_owned(),
        _ => "De klassen hebben ronde grenzen en elk ongeveer evenveel gebieden.".to_owned(),
    };
    format!(
        "{}{per}, in {period}. {how} Vergelijk alleen binnen deze kaart: één periode en één indeling ({level}, {year}).",
        item.label
    )
}
