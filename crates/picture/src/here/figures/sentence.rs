//! A figure as a sentence.

use crate::answer::FigureItem;
use crate::here::words;
use crate::interval::Trend;
use crate::layers::Measure;
use crate::text::PeriodText;

/// Bytes that a sentence usually fits in.
const USUAL_BYTES: usize = 192;

/// What a figure is compared with.
pub(super) struct Before {
    pub trend: Trend,
    pub period: PeriodText,
    /// the number, or why there is none
    pub shown: (Option<f64>, Option<&'static str>),
}

/// "Meldingen over jeugd in 2026-K3: 14. Door toeval kan dit tussen 7 en 24 liggen. In 2025-K3: 9. Dit verschil kan
/// toeval zijn."
pub(super) fn sentence(measure: &Measure, item: &FigureItem, before: Option<&Before>) -> String {
    let mut text = String::with_capacity(USUAL_BYTES);
    text.push_str(&measure.label);
    text.push_str(" in ");
    text.push_str(&item.period);
    text.push_str(": ");
    add(&mut text, measure, (item.value, item.absent));
    // "aantal" is no unit that people say
    if item.value.is_some() && measure.unit != "aantal" {
        text.push(' ');
        text.push_str(&measure.unit);
    }
    if let Some((low, high)) = item.interval {
        text.push_str(". Door toeval kan dit tussen ");
        words::add_number(&mut text, low.floor(), measure.decimals);
        text.push_str(" en ");
        words::add_number(&mut text, high.ceil(), measure.decimals);
        text.push_str(" liggen");
    }
    text.push('.');
    let Some(before) = before else { return text };
    text.push_str(" In ");
    text.push_str(&before.period);
    text.push_str(": ");
    add(&mut text, measure, before.shown);
    text.push('.');
    match before.trend {
        Trend::Higher => text.push_str(" Nu is het hoger."),
        Trend::Lower => text.push_str(" Nu is het lager."),
        Trend::CouldBeChance => text.push_str(" Dit verschil kan toeval zijn."),
        Trend::Unknown => {}
    }
    text
}

/// Adds a number, or why there is none.
fn add(text: &mut String, measure: &Measure, (value, absent): (Option<f64>, Option<&'static str>)) {
    match value {
        Some(value) => words::add_number(text, value, measure.decimals),
        None => text.push_str(absent.unwrap_or("onbekend")),
    }
}
