//! Few rounded classes.
//!
//! The borders lie near quantiles, so that each class has about as many areas, and each is the roundest number (fewest
//! digits) between the quantiles a third of a class to either side. Equal values are always in one class, no class is
//! empty, and which border comes out depends on the values alone, not on their order.

use crate::here::words::number as in_words;

use super::ClassItem;

/// Most classes.
const CLASSES_MAX: usize = 5;
/// How far a border may lie from its quantile, as a part of a class.
const SLACK: f64 = 1.0 / 3.0;
/// Most decimals of a border.
const BORDER_DECIMALS_MAX: i32 = 6;

/// The borders between classes, ascending; one fewer than there are classes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Classes {
    borders: Vec<f64>,
    any: bool,
}

impl Classes {
    pub(super) fn of(values: &[f64]) -> Self {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let count = match sorted.len() {
            0..=3 => 1,
            4..=7 => 2,
            8..=11 => 3,
            12..=29 => 4,
            _ => CLASSES_MAX,
        };
        let mut borders: Vec<f64> = Vec::new();
        for nth in 1..count {
            let at = |nth: f64| {
                let place = nth / count as f64 * (sorted.len() - 1) as f64;
                // between 0 and the last
                sorted.get(place.round() as usize).copied()
            };
            let nth = nth as f64;
            let (Some(low), Some(middle), Some(high)) = (at(nth - SLACK), at(nth), at(nth + SLACK)) else {
                continue;
            };
            // a border may not lie at or below the lowest value of all: the class below it would be empty
            let next = sorted.iter().copied().find(|value| *value > low);
            let Some(next) = next else { continue };
            borders.push(roundest(low, high.max(next), middle));
        }
        borders.dedup();
        let mut kept: Vec<f64> = Vec::new();
        for border in borders {
            let from = kept.last().copied().unwrap_or(f64::NEG_INFINITY);
            let below = sorted.iter().any(|value| *value >= from && *value < border);
            let above = sorted.iter().any(|value| *value >= border);
            if below && above && border > from {
                kept.push(border);
            }
        }
        Self { borders: kept, any: !sorted.is_empty() }
    }

    pub(super) fn len(&self) -> usize {
        if self.any { self.borders.len() + 1 } else { 0 }
    }

    /// The number of the class that holds a value.
    pub(super) fn class(&self, value: f64) -> Option<u32> {
        u32::try_from(self.borders.partition_point(|border| *border <= value)).ok().filter(|_| self.any)
    }

    /// The classes in words.
    pub(super) fn items(&self, values: &[f64]) -> Vec<ClassItem> {
        let (low, high) = values
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
        let mut edges = vec![low];
        edges.extend(&self.borders);
        edges.push(high);
        let pairs = edges.windows(2).take(self.len()).enumerate();
        pairs
            .filter_map(|(at, pair)| {
                let (from, to) = (*pair.first()?, *pair.last()?);
                let inside =
                    values.iter().filter(|value| self.class(**value) == u32::try_from(at).ok()).count();
                let says = match (at == 0, at + 1 == self.len()) {
                    (true, true) if from == to => text(from),
                    (true, true) => format!("{} tot en met {}", text(from), text(to)),
                    (true, false) => format!("minder dan {}", text(to)),
                    (false, false) => format!("{} tot {}", text(from), text(to)),
                    (false, true) => format!("{} of meer", text(from)),
                };
                Some(ClassItem { from, to, says, count: u32::try_from(inside).unwrap_or(u32::MAX) })
            })
            .collect()
    }
}

/// A border with as many decimals as it has.
fn text(value: f64) -> String {
    let decimals = (0..=BORDER_DECIMALS_MAX)
        .find(|decimals| {
            let scaled = value * 10_f64.powi(*decimals);
            (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1.0)
        })
        .unwrap_or(BORDER_DECIMALS_MAX);
    in_words(value, u8::try_from(decimals).unwrap_or(0))
}

/// The number above `low` and at most `high` with the fewest digits; of several the one nearest to `middle`.
fn roundest(low: f64, high: f64, middle: f64) -> f64 {
    let top = high.abs().max(low.abs()).max(1e-9).log10().ceil() as i32 + 1;
    for exponent in (-BORDER_DECIMALS_MAX..=top).rev() {
        for factor in [1.0, 5.0, 2.0] {
            let Some(step) = Some(factor * 10_f64.powi(exponent - 1)).filter(|step| *step > 0.0) else {
                continue;
            };
            let nearest = [(middle / step).floor() * step, (middle / step).ceil() * step];
            let fits = |border: &f64| *border > low && *border <= high;
            let clean = |border: f64| {
                let scale = 10_f64.powi(BORDER_DECIMALS_MAX);
                (border * scale).round() / scale
            };
            let found = nearest.map(clean).into_iter().filter(fits);
            let far = |border: &f64| (border - middle).abs();
            if let Some(border) = found.min_by(|a, b| far(a).total_cmp(&far(b))) {
                return border;
            }
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn classes_are_few_and_round() {
        let check = |values: &[f64], expected: &[&str]| {
            let says: Vec<String> = Classes::of(values).items(values).into_iter().map(|c| c.says).collect();
            assert_eq!(says, expected, "{values:?}");
        };
        check(&[], &[]);
        check(&[7.0], &["7"]);
        check(&[7.0, 9.5], &["7 tot en met 9,5"]);
        check(&[0.0; 40], &["0"]);
        let tens: Vec<f64> = (0..100).map(f64::from).collect();
        check(&tens, &["minder dan 20", "20 tot 40", "40 tot 60", "60 tot 80", "80 of meer"]);
        let many_zeros: Vec<f64> = (0..100).map(|at| f64::from((at - 70).max(0))).collect();
        check(&many_zeros, &["minder dan 1", "1 tot 10", "10 of meer"]);
    }

    proptest! {
        #[test]
        fn every_value_is_in_one_class_and_no_class_is_empty(
            values in proptest::collection::vec((0_u32..5_000).prop_map(|v| f64::from(v) / 10.0), 1..200)
        ) {
            let classes = Classes::of(&values);
            let items = classes.items(&values);
            prop_assert!((1..=CLASSES_MAX).contains(&items.len()));
            prop_assert_eq!(items.iter().map(|item| item.count as usize).sum::<usize>(), values.len());
            for item in &items {
                prop_assert!(item.count > 0, "{:?}", items);
            }
            for value in &values {
                let item = &items[classes.class(*value).unwrap() as usize];
                prop_assert!(item.from <= *value && *value <= item.to, "{value} {item:?}");
            }
        }
    }
}
