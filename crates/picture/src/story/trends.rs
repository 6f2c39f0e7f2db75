//! Figures over time, with their intervals, beside larger areas and areas that are alike.

use schouw_area::Year;

use crate::answer::FigureItem;
use crate::figures::period_before;
use crate::here::figures::shown;
use crate::here::{Scope, words};
use crate::interval::{Trend, compare_counts, poisson_interval};
use crate::layers::{Measure, MeasureKind};
use crate::similar::SimilarAreas;

use super::{SimilarValue, TrendItem, TrendPoint};

/// Most periods of a trend.
const POINTS_MAX: usize = 24;
/// What a stock that did not change is.
const SAME: &str = "gelijk";

/// The trends of the figures of the area itself, in the order of a page: by group, then order of the measure.
pub(super) fn trends(
    scope: &Scope<'_, '_>,
    figures: Vec<FigureItem>,
    similar: Option<&SimilarAreas>,
) -> Vec<TrendItem> {
    let picture = scope.picture;
    let mut trends: Vec<(u16, TrendItem)> = Vec::new();
    for figure in figures {
        let Some(number) = picture.measure_number(&figure.measure) else { continue };
        let Some(measure) = picture.measures().get(usize::from(number)) else { continue };
        trends.push((measure.order, trend(scope, figure, number, measure, similar)));
    }
    trends.sort_by(|a, b| (a.1.group, a.0, &a.1.measure).cmp(&(b.1.group, b.0, &b.1.measure)));
    let mut trends: Vec<TrendItem> = trends.into_iter().map(|(_, trend)| trend).collect();
    let tops: Vec<f64> = trends.iter().map(top).collect();
    let key = |trend: &TrendItem| (trend.group, trend.unit.clone(), is_count(trend));
    let scales: Vec<(f64, f64)> = trends
        .iter()
        .zip(&tops)
        .map(|(trend, own)| {
            let same =
                trends.iter().zip(&tops).filter(|(other, _)| is_count(trend) && key(other) == key(trend));
            (low(trend), same.map(|(_, top)| *top).fold(*own, f64::max))
        })
        .collect();
    for (trend, (low, high)) in trends.iter_mut().zip(scales) {
        // an axis has a height, also when there is nothing to draw
        trend.scale = (low, if high > low { high } else { low + 1.0 });
    }
    trends
}

fn is_count(trend: &TrendItem) -> bool {
    trend.points.iter().any(|point| point.interval.is_some())
}

/// The highest that is drawn; zero when there is nothing.
fn top(trend: &TrendItem) -> f64 {
    let highest = |point: &TrendPoint| point.interval.map(|(_, high)| high).or(point.value);
    trend.points.iter().filter_map(highest).fold(0.0, f64::max)
}

/// The lowest that is drawn: zero, or below it.
fn low(trend: &TrendItem) -> f64 {
    trend.points.iter().filter_map(|point| point.value).fold(0.0, f64::min)
}

fn trend(
    scope: &Scope<'_, '_>,
    figure: FigureItem,
    number: u16,
    measure: &Measure,
    similar: Option<&SimilarAreas>,
) -> TrendItem {
    let picture = scope.picture;
    let area = (figure.code.as_str(), Year(figure.year));
    let numbers = picture.numbers(area, number, scope.suppressed);
    let points: Vec<TrendPoint> = numbers
        .iter()
        .flat_map(|numbers| numbers.tail(POINTS_MAX))
        .map(|(period, value)| {
            let (value, absent) = shown(measure, value);
            let interval =
                value.filter(|_| measure.kind == MeasureKind::Count).map(|v| poisson_interval(v as u64));
            TrendPoint { period: picture.period_text(period).to_owned(), value, interval, absent }
        })
        .collect();
    let (word, says) = word_and_sentence(measure, &figure, &points);
    let similar = similar.and_then(|similar| similar_value(scope, &figure, number, measure, similar));
    TrendItem {
        measure: figure.measure.to_string(),
        label: figure.label.to_string(),
        unit: figure.unit.to_string(),
        theme: figure.theme.to_string(),
        group: measure.group,
        decimals: figure.decimals,
        period: figure.period.to_string(),
        value: figure.value,
        absent: figure.absent,
        rate: figure.rate,
        points,
        scale: (0.0, 0.0),
        word,
        says,
        compared: figure.compared,
        similar,
        source: figure.source,
    }
}

/// The word for the change and the sentence. A stock is counted in full, so its change is a fact; of a mean or a score
/// nobody says how sure it is, so no word is given.
fn word_and_sentence(
    measure: &Measure,
    figure: &FigureItem,
    points: &[TrendPoint],
) -> (Option<&'static str>, String) {
    if measure.kind == MeasureKind::Count {
        return (figure.trend, figure.says.clone());
    }
    let before = period_before(&figure.period);
    let before = before.and_then(|period| points.iter().find(|point| point.period == period));
    let (Some(now), Some((period, was))) =
        (figure.value, before.and_then(|point| Some((&point.period, point.value?))))
    else {
        return (None, figure.says.clone());
    };
    let says = format!("{} In {period}: {}.", figure.says, words::number(was, measure.decimals));
    if measure.kind != MeasureKind::Stock {
        return (None, says);
    }
    let (word, then) = match now.total_cmp(&was) {
        std::cmp::Ordering::Greater => (Trend::Higher.words(), "Nu is het hoger."),
        std::cmp::Ordering::Less => (Trend::Lower.words(), "Nu is het lager."),
        std::cmp::Ordering::Equal => (SAME, "Dat is gelijk gebleven."),
    };
    (Some(word), format!("{says} {then}"))
}

/// The measure in the areas that are alike: of counts the rate of all together, else the mean.
fn similar_value(
    scope: &Scope<'_, '_>,
    figure: &FigureItem,
    number: u16,
    measure: &Measure,
    similar: &SimilarAreas,
) -> Option<SimilarValue> {
    if measure.kind == MeasureKind::Stock {
        return None;
    }
    let picture = scope.picture;
    let of = picture.measure_number(&measure.denominator);
    let is_count = measure.kind == MeasureKind::Count;
    let (mut sum, mut of_sum, mut areas) = (0.0, 0.0, 0_u32);
    for area in &similar.areas {
        let area = (area.code.as_str(), Year(area.year));
        let numbers_of = |measure| picture.numbers(area, measure, scope.suppressed);
        let Some(numbers) = numbers_of(number) else { continue };
        let period = numbers.period.iter().copied().find(|p| picture.period_text(*p) == figure.period);
        let Some(period) = period else { continue };
        let Ok(value) = numbers.shown_in(measure, period) else { continue };
        if is_count {
            let Some(of) = of.and_then(numbers_of).and_then(|of| of.as_denominator(period)) else { continue };
            of_sum += of;
        }
        sum += value;
        areas += 1;
    }
    if areas == 0 {
        return None;
    }
    if !is_count {
        let scale = 10_f64.powi(i32::from(measure.decimals));
        let value = (sum / f64::from(areas) * scale).round() / scale;
        return Some(SimilarValue { value, areas, than_here: None });
    }
    // the rate tells how many there are of the denominator here
    let here = figure.value.zip(figure.rate.as_ref()).filter(|(_, rate)| rate.value > 0.0);
    let than_here = here.map(|(value, rate)| {
        let of_here = value / rate.value * f64::from(rate.per);
        compare_counts(value as u64, of_here, sum as u64, of_sum).words()
    });
    Some(SimilarValue { value: sum / of_sum * f64::from(measure.per), areas, than_here })
}
