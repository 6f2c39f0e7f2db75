//! What changed: at most three things, the surest first.

use crate::figures::MeasureGroup;
use crate::interval::Trend;

use super::{ChangeItem, TrendItem};

/// Most changes on a page.
const CHANGES_MAX: usize = 3;
/// Smallest part by which a stock must change to be told.
const STOCK_CHANGE_MIN: f64 = 0.03;
/// Years after which a change is no news.
const CHANGE_YEARS_OLD: i16 = 2;
/// One in so many intervals of 95% misses without any change.
const ONE_IN: usize = 20;

/// How large the change of a trend is, and how sure.
struct Weighed<'t> {
    trend: &'t TrendItem,
    word: &'static str,
    /// 0 for a count that changed beyond chance, 1 for a stock, 2 for what may be chance
    rank: u8,
    size: f64,
}

/// The changes, and how sure they are in Dutch.
pub(super) fn changes(trends: &[TrendItem], this_year: i16) -> (Vec<ChangeItem>, String) {
    let year = |trend: &&TrendItem| trend.period.get(..4).and_then(|year| year.parse::<i16>().ok());
    let news =
        trends.iter().filter(|trend| year(trend).is_some_and(|year| year >= this_year - CHANGE_YEARS_OLD));
    let mut weighed: Vec<Weighed<'_>> = news.filter_map(weigh).collect();
    let beyond = weighed.iter().filter(|change| change.rank == 0).count();
    let of_chance = weighed.iter().filter(|change| change.rank != 1).count();
    weighed.sort_by(|a, b| a.rank.cmp(&b.rank).then(b.size.total_cmp(&a.size)));
    let items = weighed.iter().take(CHANGES_MAX).map(|change| ChangeItem {
        measure: change.trend.measure.clone(),
        label: change.trend.label.clone(),
        word: change.word,
        sure: change.rank < 2,
        says: change.trend.says.clone(),
        source: change.trend.source.clone(),
    });
    (items.collect(), says(beyond, of_chance))
}

fn weigh(trend: &TrendItem) -> Option<Weighed<'_>> {
    let word = trend.word?;
    let last = trend.points.last()?.value?;
    let before_period = crate::figures::period_before(&trend.period)?;
    let before = trend.points.iter().find(|point| point.period == before_period)?.value?;
    let is_count = trend.points.last()?.interval.is_some();
    let higher_or_lower = word == Trend::Higher.words() || word == Trend::Lower.words();
    let (rank, size) = if is_count {
        // half an event more on both sides, so that a zero counts too
        let size = ((last + 0.5) / (before + 0.5)).ln().abs();
        (if higher_or_lower { 0 } else { 2 }, size)
    } else {
        let size = if before > 0.0 { (last / before - 1.0).abs() } else { 0.0 };
        if !higher_or_lower || size < STOCK_CHANGE_MIN || trend.group == MeasureGroup::Leefbaarheid {
            return None;
        }
        (1, size)
    };
    (rank != 2 || last != before).then_some(Weighed { trend, word, rank, size })
}

fn says(beyond: usize, of_chance: usize) -> String {
    match (beyond, of_chance) {
        (_, 0) => "Er zijn geen aantallen met een jaar eerder om mee te vergelijken.".into(),
        (0, _) => format!(
            "Vergeleken met een jaar eerder. Van {of_chance} aantallen is er geen meer veranderd dan toeval kan verklaren."
        ),
        (beyond, _) => format!(
            "Vergeleken met een jaar eerder. Van {of_chance} aantallen {} er {beyond} meer veranderd dan toeval verklaart (95% \
             zekerheid: ongeveer 1 op {ONE_IN} lijkt dat ook als er niets verandert).",
            if beyond == 1 { "is" } else { "zijn" }
        ),
    }
}
