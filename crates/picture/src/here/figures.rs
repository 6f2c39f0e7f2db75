//! Figures of the areas at a spot: the smallest area that has them, beside the larger ones it lies in.

mod chain;
mod numbers;
mod sentence;

use schouw_area::Level;

use crate::answer::{ComparedItem, FigureItem, RateItem};
use crate::interval::{Trend, compare_counts, poisson_interval};
use crate::layers::{Measure, MeasureKind};
use crate::picture::SharedMeasure;
use crate::text::PeriodText;

use super::Scope;
use chain::{AreaFigures, chain};
pub(crate) use numbers::{Number, Numbers};
use sentence::{Before, sentence};

/// Most earlier periods shown of a figure.
const SERIES_MAX: usize = 24;
/// Most figures in an answer.
const FIGURES_MAX: usize = 100;
/// Figures of each kind that an answer usually has.
const USUAL: usize = 32;
/// Levels with which a smaller area is compared.
const COMPARED: [Level; 3] = [Level::Wijk, Level::Gemeente, Level::Land];

/// A measure by its number, with what is shared of it.
#[derive(Clone, Copy)]
struct Of<'p> {
    number: u16,
    measure: &'p Measure,
    shared: &'p SharedMeasure,
}

/// The figures at the spot.
pub(crate) fn figures<'p>(scope: &Scope<'p, 'p>) -> Vec<FigureItem> {
    let chain = chain(scope);
    let picture = scope.picture;
    // what happens here comes before how things are: events first
    let (mut events, mut others) = (Vec::with_capacity(USUAL), Vec::with_capacity(USUAL));
    for &number in &picture.shared.order {
        let measure = picture.measures().get(usize::from(number));
        let Some((measure, shared)) = measure.zip(picture.shared.measures.get(usize::from(number))) else {
            continue;
        };
        // never beside offences, which stand on the same screen
        if measure.apart {
            continue;
        }
        let Some(item) = figure(scope, &chain, Of { number, measure, shared }) else { continue };
        let is_event = item.interval.is_some() || item.trend.is_some();
        if is_event { &mut events } else { &mut others }.push(item);
    }
    events.append(&mut others);
    events.truncate(FIGURES_MAX);
    events
}

fn figure(scope: &Scope<'_, '_>, chain: &[AreaFigures<'_>], of: Of<'_>) -> Option<FigureItem> {
    let Of { number, measure, shared } = of;
    // the country alone says nothing of a spot
    let smaller = chain.iter().filter(|area| area.level != Level::Land);
    let (area, numbers) = smaller.filter_map(|area| Some((area, area.numbers(number)?))).next()?;
    let last = last_number(chain, area, number, numbers.last);
    let source = scope.source_item(last.source)?;
    let (value, absent) = shown(measure, last.value);
    let is_count = measure.kind == MeasureKind::Count;
    let interval = value.filter(|_| is_count).map(|value| poisson_interval(value as u64));
    let denominator = shared.of.and_then(|of| area.denominator(of, last.period));
    let rate = value
        .zip(interval)
        .zip(denominator)
        .map(|((value, interval), of_so_many)| rate(of, value, interval, of_so_many));
    let mut series = Vec::with_capacity(numbers.tail(SERIES_MAX).len());
    for (period, value) in numbers.tail(SERIES_MAX) {
        series.push((period_text(scope, period)?, shown(measure, value).0));
    }
    let reaches = numbers.last.period == last.period;
    let before = if is_count && reaches { before(scope, measure, &last, numbers) } else { None };
    let mut item = FigureItem {
        measure: shared.id.clone(),
        label: shared.label.clone(),
        unit: shared.unit.clone(),
        decimals: measure.decimals,
        theme: shared.theme.clone(),
        level: area.level,
        code: area.code.clone(),
        year: area.year.0,
        period: period_text(scope, last.period)?,
        value,
        absent,
        interval,
        rate,
        compared: compared(chain, area, of, &last, denominator),
        series,
        trend: before.as_ref().map(|before| before.trend.words()),
        says: String::new(),
        source,
    };
    item.says = sentence(measure, &item, before.as_ref());
    Some(item)
}

/// The last number of an area; when a larger area has a later period, the number of that period here is not known.
fn last_number(chain: &[AreaFigures<'_>], area: &AreaFigures<'_>, measure: u16, own: Number) -> Number {
    let larger = chain.iter().filter(|other| other.level < area.level && other.year == area.year);
    let there = larger.filter_map(|other| Some(other.numbers(measure)?.last.period)).max();
    match there {
        Some(period) if period > own.period => Number { period, source: own.source, value: f64::NAN },
        _ => own,
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

fn period_text(scope: &Scope<'_, '_>, period: u16) -> Option<PeriodText> {
    scope.picture.shared.periods.get(usize::from(period)).map(|period| period.text)
}

fn rate(of: Of<'_>, value: f64, interval: (f64, f64), of_so_many: f64) -> RateItem {
    let (value, interval) = rated(of.measure, value, interval, of_so_many);
    RateItem { per: of.measure.per, of: of.shared.denominator.clone(), value, interval }
}

/// A number and its interval for so many people, homes or whatever the denominator of the measure counts.
pub(crate) fn rated(
    measure: &Measure,
    value: f64,
    (low, high): (f64, f64),
    of_so_many: f64,
) -> (f64, (f64, f64)) {
    let per = f64::from(measure.per);
    (value / of_so_many * per, (low / of_so_many * per, high / of_so_many * per))
}

/// Last period against the one that it can be compared with: a quarter or month with that of a year ago.
fn before(scope: &Scope<'_, '_>, measure: &Measure, last: &Number, numbers: Numbers<'_>) -> Option<Before> {
    let period = scope.picture.shared.periods.get(usize::from(last.period))?.year_before?;
    let mut earlier = numbers.tail(SERIES_MAX);
    let (_, value) = earlier.find(|(earlier, _)| *earlier == period)?;
    let shown_before = shown(measure, value);
    // a number too small to show is not told by its trend either
    let trend = if shown(measure, last.value).0.is_none() || shown_before.0.is_none() {
        Trend::Unknown
    } else {
        compare_counts(last.value as u64, 1.0, value as u64, 1.0)
    };
    Some(Before { trend, period: period_text(scope, period)?, shown: shown_before })
}

fn compared(
    chain: &[AreaFigures<'_>],
    area: &AreaFigures<'_>,
    of: Of<'_>,
    last: &Number,
    of_here: Option<f64>,
) -> Vec<ComparedItem> {
    // a stock grows with the area: laid beside that of a larger one it says nothing
    if of.measure.kind == MeasureKind::Stock {
        return Vec::new();
    }
    let larger = |other: &&AreaFigures<'_>| other.level < area.level && other.year == area.year;
    let here = shown(of.measure, last.value).0;
    chain
        .iter()
        .filter(larger)
        .filter(|other| COMPARED.contains(&other.level))
        .filter_map(|other| compared_with(other, of, last, of_here, here))
        .collect()
}

fn compared_with(
    other: &AreaFigures<'_>,
    of: Of<'_>,
    last: &Number,
    of_here: Option<f64>,
    here: Option<f64>,
) -> Option<ComparedItem> {
    let measure = of.measure;
    let there = other.number_in(of.number, last.period).and_then(|value| shown(measure, value).0)?;
    let (value, than_here) = if measure.kind == MeasureKind::Count {
        // a count without a rate cannot be laid beside that of a larger area
        let of_there = of.shared.of.and_then(|of| other.denominator(of, last.period))?;
        // against the rest of the larger area, for two counts that share no event
        let than = of_here.zip(here).map(|(of_here, here)| {
            let rest = (there - here).max(0.0) as u64;
            compare_counts(here as u64, of_here, rest, of_there - of_here).words()
        });
        (there / of_there * f64::from(measure.per), than)
    } else {
        (there, None)
    };
    Some(ComparedItem {
        level: other.level,
        code: other.code.clone(),
        name: other.name.clone(),
        value: Some(value),
        than_here,
    })
}
