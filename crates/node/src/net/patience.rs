//! What can go wrong with a request, and how long to wait before it is tried again.

use std::time::Duration;

use backon::{BackoffBuilder as _, ExponentialBackoff, ExponentialBuilder};
use jiff::Timestamp;

use super::plan::FetchLimits;

/// Most requests for one file or page, with and without progress: a host that gives a few bytes at a time ends here.
const TRIES_MAX: usize = 1_000;

/// Why a file did not come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Trouble {
    /// it may go better later; after this wait, when the host asks for one
    Passing(String, Option<Duration>),
    /// what is there does not fit what comes: begin anew
    Anew(String),
    /// asking again would give the same
    Lasting(String),
    /// our own disk refuses
    Disk(String),
}

impl Trouble {
    pub(super) fn passing(why: impl Into<String>) -> Self {
        Self::Passing(why.into(), None)
    }
}

/// Says how long to wait, until it is enough.
pub(super) struct Patience {
    builder: ExponentialBuilder,
    backoff: ExponentialBackoff,
    seed: u64,
    tries: usize,
    retry_after_max: Duration,
}

impl Patience {
    pub(super) fn new(limits: &FetchLimits, seed: u64) -> Self {
        let builder = ExponentialBuilder::new()
            .with_min_delay(limits.backoff_min)
            .with_max_delay(limits.backoff_max)
            .with_max_times(limits.retries_max)
            .with_jitter();
        let backoff = builder.with_jitter_seed(seed).build();
        Self { builder, backoff, seed, tries: 0, retry_after_max: limits.retry_after_max }
    }

    /// The last request brought something: the waits begin again from short.
    pub(super) fn progress(&mut self) {
        self.seed = self.seed.wrapping_add(1);
        self.backoff = self.builder.with_jitter_seed(self.seed).build();
    }

    /// How long to wait before the next try; or the trouble as it is told when there is none.
    pub(super) fn wait(&mut self, why: &str, asked: Option<Duration>) -> Result<Duration, String> {
        self.tries += 1;
        if let Some(asked) = asked.filter(|asked| *asked > self.retry_after_max) {
            return Err(format!("{why}, and asks to come back in {} s: fetch again later", asked.as_secs()));
        }
        let own = self.backoff.next().filter(|_| self.tries < TRIES_MAX);
        let own = own.ok_or_else(|| format!("{why}, also after {} tries", self.tries))?;
        Ok(asked.map_or(own, |asked| own.max(asked)))
    }
}

/// Reads the header `Retry-After`: seconds, or a date. A date that has passed is no wait; what is neither is ignored.
pub(super) fn retry_after(value: &str, now: Timestamp) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) {
        // more digits than fit is a wait beyond any limit
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::from(u32::MAX))));
    }
    let date = jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(value).ok()?;
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_says_when_to_come_back() {
        let now: Timestamp = "1994-11-06T08:49:07Z".parse().unwrap();
        for (value, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("99999999999999999999999", Some(u64::from(u32::MAX))),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Some(30)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("-5", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(retry_after(value, now), seconds.map(Duration::from_secs), "{value}");
        }
    }

    #[test]
    fn waits_grow_stay_within_bounds_and_end() {
        let limits = FetchLimits { retries_max: 4, ..FetchLimits::default() };
        let mut patience = Patience::new(&limits, 7);
        let waits: Vec<_> = std::iter::from_fn(|| patience.wait("why", None).ok()).collect();
        assert_eq!(waits.len(), 4);
        for (wait, least) in waits.iter().zip([1, 2, 4, 8]) {
            assert!(
                (Duration::from_secs(least)..=Duration::from_secs(2 * least)).contains(wait),
                "{waits:?}"
            );
        }
        let mut again = Patience::new(&limits, 7);
        assert_eq!(again.wait("why", None).unwrap(), waits[0], "the same seed gives the same waits");
        patience.progress();
        assert!(patience.wait("why", None).unwrap() <= Duration::from_secs(2));
    }

    #[test]
    fn the_wait_of_the_host_counts_up_to_a_limit() {
        let mut patience = Patience::new(&FetchLimits::default(), 7);
        assert_eq!(patience.wait("why", Some(Duration::from_secs(300))), Ok(Duration::from_secs(300)));
        assert!(patience.wait("why", Some(Duration::from_secs(301))).unwrap_err().contains("in 301 s"));
    }
}
