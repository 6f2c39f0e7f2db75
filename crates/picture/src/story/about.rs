//! A few sentences about an area, from the measures whose definition has a sentence.

use schouw_area::{AreaCode, Level};

use crate::answer::{FigureItem, Gap};
use crate::figures::MeasureGroup;
use crate::here::{Scope, words};

use super::{AreaHead, Sentence, TrendItem};

/// Most sentences from figures.
const SENTENCES_MAX: usize = 7;
/// Most sentences of one group: who lives there, the buildings, who works there.
const OF_GROUP_MAX: usize = 3;
/// Most labels named in one gap.
const LABELS_MAX: usize = 6;

/// What kind of area it is and how large, then who lives and works there.
pub(super) fn about(scope: &Scope<'_, '_>, head: &AreaHead, trends: &[TrendItem]) -> Vec<Sentence> {
    let mut sentences =
        vec![Sentence { says: what(head), period: String::new(), source: head.source.clone() }];
    let measures = scope.picture.measures();
    let mut told: Vec<(MeasureGroup, u16, Sentence)> = trends
        .iter()
        .filter_map(|trend| {
            let measure = measures.iter().find(|measure| measure.id == trend.measure)?;
            let value = trend.value.filter(|_| !measure.story.is_empty())?;
            let says = measure.story.replacen("{}", &words::number(value, measure.decimals), 1);
            let sentence =
                Sentence { says, period: trend.period.clone(), source: Some(trend.source.clone()) };
            Some((measure.group, measure.order, sentence))
        })
        .collect();
    told.sort_by_key(|(group, order, _)| (*group, *order));
    let few = told.chunk_by(|a, b| a.0 == b.0).flat_map(|of_group| of_group.iter().take(OF_GROUP_MAX));
    sentences.extend(few.take(SENTENCES_MAX).map(|(_, _, sentence)| sentence.clone()));
    sentences
}

/// "Havenkwartier is een buurt in Lelystrand, Markerwaard. Het gebied is 1,2 km² groot."
fn what(head: &AreaHead) -> String {
    let word = match head.level {
        Level::Land => "het land",
        Level::Gemeente => "een gemeente",
        Level::Wijk => "een wijk",
        Level::Buurt => "een buurt",
        Level::Postcode4 => "een postcodegebied",
        Level::Gebied => "een gebied",
    };
    let names: Vec<&str> = head.within.iter().map(|area| area.name.as_str()).collect();
    let within = if names.is_empty() { String::new() } else { format!(" in {}", names.join(", ")) };
    let decimals = if head.surface_km2 < 10.0 { 1 } else { 0 };
    let large = if head.surface_km2 < 0.05 {
        "kleiner dan 0,1 km²".to_owned()
    } else {
        format!("{} km² groot", words::number(head.surface_km2, decimals))
    };
    format!("{} is {word}{within}. Het gebied is {large}.", head.name)
}

/// The gap of figures that only a larger area has.
pub(super) fn larger_only(code: &AreaCode, figures: &[FigureItem]) -> Option<Gap> {
    let larger: Vec<&FigureItem> = figures.iter().filter(|figure| figure.code != *code).collect();
    let first = larger.first()?;
    let labels: Vec<&str> = larger.iter().take(LABELS_MAX).map(|figure| figure.label.as_str()).collect();
    let more = larger.len() - labels.len();
    let more = if more == 0 { String::new() } else { format!(" en nog {more}") };
    Some(Gap {
        what: format!("Alleen bekend voor een groter gebied ({}): {}{more}", first.level, labels.join(", ")),
        would_tell: "dezelfde bronnen, als zij cijfers per kleiner gebied geven".into(),
    })
}
