//! Timing.
#![expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Rounds of which the median counts.
const ROUNDS: usize = 7;

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
