//! Figures of the areas at a spot: the smallest area that has them, beside the larger ones it lies in.

use schouw_area::{AreaCode, Level, Year};

use crate::answer::{ComparedItem, FigureItem, RateItem};
use crate::interval::{Trend, compare_counts, poisson_interval};
use crate::layers::{Measure, MeasureKind, SourceNumber};
use crate::picture::Picture;

use super::{Scope, words};

/// Most earlier periods shown of a figure.
const SERIES_MAX: usize = 24;
/// Most figures in an answer.
const FIGURES_MAX: usize = 100;

/// The figures of one area, found by measure.
struct AreaFigures {
    level: Level,
    code: String,
    name: String,
    year: Year,
    rows: std::ops::Range<usize>,
}

/// A number as a snapshot has it.
#[derive(Clone, Copy)]
pub(crate) struct Number {
    pub period: u16,
    pub source: SourceNumber,
    pub value: f64,
}

/// The numbers of one measure in one area, as columns of the snapshot, sorted by period.
#[derive(Clone, Copy, Default)]
pub(crate) struct Numbers<'p> {
    pub period: &'p [u16],
    source: &'p [SourceNumber],
    pub value: &'p [f64],
}

/// The figures at the spot.
pub(crate) fn figures(scope: &Scope<'_, '_>) -> Vec<FigureItem> {
    let chain = chain(scope);
    let mut items: Vec<(u16, FigureItem)> = Vec::new();
    for (number, measure) in scope.picture.measures().iter().enumerate() {
        let Ok(number) = u16::try_from(number) else { break };
        // never beside offences, which stand on the same screen
        if measure.apart {
            continue;
        }
        if let Some(item) = figure(scope, &chain, number, measure) {
            items.push((measure.order, item));
        }
    }
    // what happens here comes before how things are: events first
    let events = |item: &FigureItem| item.interval.is_none() && item.trend.is_none();
    items.sort_by(|a, b| (events(&a.1), a.0, &a.1.measure).cmp(&(events(&b.1), b.0, &b.1.measure)));
    items.truncate(FIGURES_MAX);
    items.into_iter().map(|(_, item)| item).collect()
}

/// The areas that may have figures, from small to large and from new to old.
fn chain(scope: &Scope<'_, '_>) -> Vec<AreaFigures> {
    let mut areas: Vec<AreaFigures> = Vec::new();
    let mut add = |level: Level, code: &str, name: &str, year: Year| {
        let known = areas.iter_mut().find(|area| area.code == code && area.year == year);
        match known {
            Some(area) if area.name.is_empty() => area.name = name.to_owned(),
            Some(_) => {}
            None if code.is_empty() => {}
            None => {
                let rows = scope.picture.figures.rows(code, year);
                areas.push(AreaFigures { level, code: code.into(), name: name.into(), year, rows });
            }
        }
    };
    for found in &scope.found {
        add(found.level, &found.code, &found.name, found.year);
        add(Level::Wijk, &found.wijk, "", found.year);
        add(Level::Gemeente, &found.gemeente, "", found.year);
        add(Level::Land, AreaCode::land().as_str(), "Nederland", found.year);
    }
    for area in &mut areas {
        if area.name.is_empty() {
            let same = scope.found.iter().find(|found| found.code == area.code && !found.name.is_empty());
            area.name = same.map(|found| found.name.clone()).unwrap_or_default();
        }
    }
    areas.retain(|area| !area.rows.is_empty());
    let size = |level: Level| match level {
        Level::Gebied => 0,
        Level::Buurt => 1,
        Level::Wijk => 2,
        Level::Postcode4 => 3,
        Level::Gemeente => 4,
        Level::Land => 5,
    };
    areas.sort_by_key(|area| (size(area.level), std::cmp::Reverse(area.year)));
    areas
}

impl AreaFigures {
    /// The numbers of a measure in order of period, where they lie in the snapshot.
    fn numbers<'p>(&self, scope: &Scope<'p, '_>, measure: u16) -> Numbers<'p> {
        scope.picture.numbers(self.rows.clone(), measure)
    }

    fn number_in(&self, scope: &Scope<'_, '_>, measure: u16, period: u16) -> Option<f64> {
        self.numbers(scope, measure).of(period).filter(|value| !value.is_nan())
    }
}

impl Picture<'_> {
    /// The numbers of a measure among the rows of an area, in order of period, where they lie in the snapshot.
    pub(crate) fn numbers(&self, rows: std::ops::Range<usize>, measure: u16) -> Numbers<'_> {
        let columns = &self.figures;
        let measures = columns.measure.get(rows.clone()).unwrap_or(&[]);
        let from = measures.partition_point(|m| *m < measure);
        let length = measures.get(from..).unwrap_or(&[]).partition_point(|m| *m == measure);
        let range = rows.start + from..rows.start + from + length;
        let numbers = || {
            Some(Numbers {
                period: columns.period.get(range.clone())?,
                source: columns.source.get(range.clone())?,
                value: columns.value.get(range.clone())?,
            })
        };
        numbers().unwrap_or_default()
    }
}

impl Numbers<'_> {
    /// The value of a period that may be shown, with the number that it was.
    pub(crate) fn shown_in(&self, measure: &Measure, period: u16) -> Result<f64, &'static str> {
        let (value, absent) = shown(measure, self.of(period).unwrap_or(f64::NAN));
        value.ok_or(absent.unwrap_or("onbekend"))
    }

    /// The number of a denominator that fits a period: that of the period itself, else the last one known.
    pub(crate) fn as_denominator(&self, period: u16) -> Option<f64> {
        let known = |value: &f64| *value > 0.0;
        self.of(period).filter(known).or_else(|| self.value.iter().copied().rfind(known))
    }

    /// The source of the number of a period.
    pub(crate) fn source_of(&self, period: u16) -> Option<SourceNumber> {
        self.period.binary_search(&period).ok().and_then(|at| self.source.get(at)).copied()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.period.is_empty()
    }

    pub(crate) fn last(&self) -> Option<Number> {
        Some(Number {
            period: *self.period.last()?,
            source: *self.source.last()?,
            value: *self.value.last()?,
        })
    }

    /// The value of a period.
    pub(crate) fn of(&self, period: u16) -> Option<f64> {
        self.period.binary_search(&period).ok().and_then(|at| self.value.get(at)).copied()
    }

    /// The last so many periods and values.
    pub(crate) fn tail(&self, most: usize) -> Vec<(u16, f64)> {
        let skip = self.period.len().saturating_sub(most);
        self.period.iter().copied().zip(self.value.iter().copied()).skip(skip).collect()
    }
}

fn figure(
    scope: &Scope<'_, '_>,
    chain: &[AreaFigures],
    number: u16,
    measure: &Measure,
) -> Option<FigureItem> {
    // the country alone says nothing of a spot
    let smaller = chain.iter().filter(|area| area.level != Level::Land);
    let (area, numbers) =
        smaller.map(|area| (area, area.numbers(scope, number))).find(|(_, numbers)| !numbers.is_empty())?;
    let last = last_number(scope, chain, area, number, numbers)?;
    let source = scope.source_item(last.source)?;
    let (value, absent) = shown(measure, last.value);
    let is_count = measure.kind == MeasureKind::Count;
    let interval = value.filter(|_| is_count).map(|value| poisson_interval(value as u64));
    let of = scope.picture.measures().iter().position(|known| known.id == measure.denominator);
    let of =
        of.and_then(|at| u16::try_from(at).ok()).map(|at| (at, denominator(scope, area, at, last.period)));
    let rate = value
        .zip(interval)
        .zip(of.and_then(|(_, of)| of))
        .map(|((value, interval), of)| rate(measure, value, interval, of));
    let series = numbers.tail(SERIES_MAX);
    let reaches = series.last().is_some_and(|(period, _)| *period == last.period);
    let trend = if is_count && reaches { trend(scope, measure, &series) } else { None };
    let compared = compared(scope, chain, area, number, measure, &last, of);
    let mut item = FigureItem {
        measure: measure.id.clone(),
        label: measure.label.clone(),
        unit: measure.unit.clone(),
        decimals: measure.decimals,
        theme: measure.theme.clone(),
        level: area.level,
        code: AreaCode::parse(area.level, &area.code).ok()?,
        year: area.year.0,
        period: period_text(scope, last.period).to_owned(),
        value,
        absent,
        interval,
        rate,
        compared,
        series: series
            .iter()
            .map(|(p, v)| (period_text(scope, *p).to_owned(), shown(measure, *v).0))
            .collect(),
        trend: trend.map(|(trend, _)| trend.words()),
        says: String::new(),
        source,
    };
    item.says = sentence(scope, measure, &item, trend, &series);
    Some(item)
}

/// The last number of an area; when a larger area has a later period, the number of that period here is not known.
fn last_number(
    scope: &Scope<'_, '_>,
    chain: &[AreaFigures],
    area: &AreaFigures,
    measure: u16,
    numbers: Numbers<'_>,
) -> Option<Number> {
    let own = numbers.last()?;
    let larger = chain.iter().filter(|other| other.level < area.level && other.year == area.year);
    let there =
        larger.filter_map(|other| other.numbers(scope, measure).last().map(|number| number.period)).max();
    match there {
        Some(period) if period > own.period => Some(Number { period, source: own.source, value: f64::NAN }),
        _ => Some(own),
    }
}

/// The number as it may be shown, or why not.
pub(crate) fn shown(measure: &Measure, value: f64) -> (Option<f64>, Option<&'static str>) {
    if value.is_nan() || (value == 0.0 && measure.zero_dropped) {
        return (None, Some("onbekend"));
    }
    if measure.kind == MeasureKind::Count && value > 0.0 && value < f64::from(measure.small_below) {
        return (None, Some("te weinig om te tonen"));
    }
    (Some(value), None)
}

fn period_text<'s>(scope: &'s Scope<'_, '_>, period: u16) -> &'s str {
    scope.picture.meta.periods.get(usize::from(period)).map_or("", String::as_str)
}

/// The number of a denominator that fits a period: that of the period itself, else the last one known.
fn denominator(scope: &Scope<'_, '_>, area: &AreaFigures, measure: u16, period: u16) -> Option<f64> {
    area.numbers(scope, measure).as_denominator(period)
}

pub(crate) fn rate(measure: &Measure, value: f64, (low, high): (f64, f64), of: f64) -> RateItem {
    let per = f64::from(measure.per);
    RateItem {
        per: measure.per,
        of: measure.denominator.clone(),
        value: value / of * per,
        interval: (low / of * per, high / of * per),
    }
}

/// Last period against the one that it can be compared with: a quarter or month with that of a year ago.
fn trend(scope: &Scope<'_, '_>, measure: &Measure, series: &[(u16, f64)]) -> Option<(Trend, usize)> {
    let (last, earlier) = series.split_last()?;
    let now = period_text(scope, last.0);
    let before_text = crate::figures::period_before(now)?;
    let at = earlier.iter().position(|(period, _)| period_text(scope, *period) == before_text)?;
    let before = earlier.get(at)?.1;
    // a number too small to show is not told by its trend either
    if shown(measure, last.1).0.is_none() || shown(measure, before).0.is_none() {
        return Some((Trend::Unknown, at));
    }
    Some((compare_counts(last.1 as u64, 1.0, before as u64, 1.0), at))
}

fn compared(
    scope: &Scope<'_, '_>,
    chain: &[AreaFigures],
    area: &AreaFigures,
    number: u16,
    measure: &Measure,
    last: &Number,
    of: Option<(u16, Option<f64>)>,
) -> Vec<ComparedItem> {
    // a stock grows with the area: laid beside that of a larger one it says nothing
    if measure.kind == MeasureKind::Stock {
        return Vec::new();
    }
    let larger = |other: &&AreaFigures| other.level < area.level && other.year == area.year;
    let levels = [Level::Wijk, Level::Gemeente, Level::Land];
    chain
        .iter()
        .filter(larger)
        .filter(|other| levels.contains(&other.level))
        .filter_map(|other| {
            let there = other.number_in(scope, number, last.period).and_then(|value| shown(measure, value).0);
            let of_there = of.and_then(|(of, _)| denominator(scope, other, of, last.period));
            let of_here = of.and_then(|(_, here)| here);
            let is_rate = measure.kind == MeasureKind::Count;
            let value = match (is_rate, there, of_there) {
                (true, Some(there), Some(of)) => Some(there / of * f64::from(measure.per)),
                (true, _, _) => None,
                (false, there, _) => there,
            };
            let than_here = match (is_rate, there, of_there, of_here, shown(measure, last.value).0) {
                // against the rest of the larger area, for two counts that share no event
                (true, Some(there), Some(of_there), Some(of_here), Some(here)) => {
                    let rest = (there - here).max(0.0) as u64;
                    Some(compare_counts(here as u64, of_here, rest, of_there - of_here).words())
                }
                _ => None,
            };
            // a count without a rate cannot be laid beside that of a larger area
            value?;
            Some(ComparedItem {
                level: other.level,
                code: AreaCode::parse(other.level, &other.code).ok()?,
                name: other.name.clone(),
                value,
                than_here,
            })
        })
        .collect()
}

/// "14 meldingen over jeugd in dit kwartaal, in hetzelfde kwartaal vorig jaar 9: dit kan toeval zijn".
fn sentence(
    scope: &Scope<'_, '_>,
    measure: &Measure,
    item: &FigureItem,
    trend: Option<(Trend, usize)>,
    series: &[(u16, f64)],
) -> String {
    let number = |value: f64| words::number(value, measure.decimals);
    let mut text = match (item.value, item.absent) {
        // "aantal" is no unit that people say
        (Some(value), _) if measure.unit == "aantal" => {
            format!("{} in {}: {}", measure.label, item.period, number(value))
        }
        (Some(value), _) => {
            format!("{} in {}: {} {}", measure.label, item.period, number(value), measure.unit)
        }
        (None, absent) => format!("{} in {}: {}", measure.label, item.period, absent.unwrap_or("onbekend")),
    };
    if let Some((low, high)) = item.interval {
        text.push_str(&format!(" (door toeval tussen {} en {})", number(low.floor()), number(high.ceil())));
    }
    let Some((trend, at)) = trend else { return text };
    let Some((period, before)) = series.get(at).copied() else { return text };
    let before = match shown(measure, before) {
        (Some(value), _) => number(value),
        (None, why) => why.unwrap_or("onbekend").to_owned(),
    };
    text.push_str(&format!("; in {} {before}", period_text(scope, period)));
    match trend {
        Trend::Higher => text.push_str(": hoger"),
        Trend::Lower => text.push_str(": lager"),
        Trend::CouldBeChance => text.push_str(": dit kan toeval zijn"),
        Trend::Unknown => {}
    }
    text
}
