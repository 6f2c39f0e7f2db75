//! Timing.
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Rounds of which the median counts.
const ROUNDS: usize = 7;
/// One in so many points is asked for beforehand, to warm the caches.
const WARM_PART: usize = 10;

/// Runs once and says how long it took.
pub fn once<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = run();
    (result, start.elapsed())
}

/// Asks for every point in several rounds; nanoseconds per point in the median round.
pub fn median_per_point<P>(points: &[P], answers: &mut Vec<u32>, ask: impl Fn(&P) -> u32) -> f64 {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            answers.clear();
            answers.reserve(points.len());
            let ((), took) = once(|| answers.extend(points.iter().map(|point| ask(black_box(point)))));
            took.as_secs_f64() * 1e9 / points.len().max(1) as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds.get(ROUNDS / 2).copied().unwrap_or_default()
}

/// Asks for every point once, after a first part that warms caches; microseconds of each, sorted.
pub fn each<P>(points: &[P], mut ask: impl FnMut(&P)) -> Vec<f64> {
    points.iter().take(points.len() / WARM_PART).for_each(&mut ask);
    let mut took: Vec<f64> =
        points.iter().map(|point| once(|| ask(black_box(point))).1.as_secs_f64() * 1e6).collect();
    took.sort_by(f64::total_cmp);
    took
}

/// The value below which this share of sorted values lies; 0 when there are none.
#[must_use]
pub fn quantile(sorted: &[f64], share: f64) -> f64 {
    let at = (sorted.len() as f64 * share) as usize;
    sorted.get(at.min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}
