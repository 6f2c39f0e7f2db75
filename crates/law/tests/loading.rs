//! How long the rules take to load and validate; the measured figures stand in `docs/law.md`.
#![expect(clippy::disallowed_methods, reason = "measures, by the real clock")]
#![cfg(test)]

use std::time::{Duration, Instant};

use schouw_law::powers::PowersLaw;
use schouw_law::record::RecordLaw;
use schouw_law::share::ShareLaw;

/// Rounds of which the fastest counts: the machine has other work too.
const ROUNDS: usize = 7;
/// A development build on a busy machine.
const LOAD_MAX: Duration = Duration::from_millis(400);

fn fastest<L>(load: impl Fn() -> L) -> Duration {
    let round = || {
        let begin = Instant::now();
        let _loaded = load();
        begin.elapsed()
    };
    (0..ROUNDS).map(|_| round()).min().unwrap_or_default()
}

#[test]
fn the_rules_load_in_time() {
    let share = fastest(|| ShareLaw::load().unwrap());
    let powers = fastest(|| PowersLaw::load().unwrap());
    let record = fastest(|| RecordLaw::load().unwrap());
    eprintln!("loaded and validated: sharing {share:?}, powers {powers:?}, recording {record:?}");
    assert!(share + powers + record < LOAD_MAX);
}
