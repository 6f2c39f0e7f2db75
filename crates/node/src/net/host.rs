//! Good manners towards a host: not too many requests a second, not too much at once, and none while it asks for rest.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, Reference as _};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::plan::FetchLimits;

/// All hosts that a fetch talks to.
pub(super) struct Hosts {
    gates: Mutex<HashMap<String, Arc<Gate>>>,
    all: Arc<Semaphore>,
    per_host: usize,
    quota: Quota,
    clock: SteadyClock,
}

/// What is kept of one host.
struct Gate {
    limiter: RateLimiter<NotKeyed, InMemoryState, SteadyClock, NoOpMiddleware<Nanos>>,
    places: Arc<Semaphore>,
    closed_until: Mutex<Option<Instant>>,
}

/// A place at a host, held while a source is fetched.
pub(super) struct HostPlace {
    _host: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

/// The runtime's own clock for the limiter, so that a test that moves that clock moves the limiter too.
#[derive(Clone)]
struct SteadyClock(Instant);

impl Clock for SteadyClock {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        self.0.elapsed().into()
    }
}

impl Hosts {
    pub(super) fn new(limits: &FetchLimits) -> Self {
        // one at a time and evenly, rather than a burst each second
        let quota = Quota::per_second(limits.requests_per_second).allow_burst(std::num::NonZeroU32::MIN);
        Self {
            gates: Mutex::default(),
            all: Arc::new(Semaphore::new(limits.parallel)),
            per_host: limits.parallel_per_host,
            quota,
            clock: SteadyClock(Instant::now()),
        }
    }

    fn gate(&self, host: &str) -> Arc<Gate> {
        let mut gates = self.gates.lock().unwrap_or_else(PoisonError::into_inner);
        let gate = gates.entry(host.into()).or_insert_with(|| {
            Arc::new(Gate {
                limiter: RateLimiter::direct_with_clock(self.quota, self.clock.clone()),
                places: Arc::new(Semaphore::new(self.per_host)),
                closed_until: Mutex::default(),
            })
        });
        Arc::clone(gate)
    }

    /// Waits for a place at a host. `None` never comes while the fetch runs: nobody closes the semaphores.
    pub(super) async fn place(&self, host: &str) -> Option<HostPlace> {
        // first the host, then the whole: a source that waits for a busy host takes no place from another host
        let at_host = Arc::clone(&self.gate(host).places).acquire_owned().await.ok()?;
        let at_all = Arc::clone(&self.all).acquire_owned().await.ok()?;
        Some(HostPlace { _host: at_host, _all: at_all })
    }

    /// Waits until a host may be asked something.
    pub(super) async fn turn(&self, host: &str) {
        let gate = self.gate(host);
        loop {
            let closed = *gate.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(until) = closed.filter(|until| *until > Instant::now()) {
                tokio::time::sleep_until(until).await;
                continue;
            }
            match gate.limiter.check() {
                Ok(()) => return,
                Err(not_until) => tokio::time::sleep(not_until.wait_time_from(self.clock.now())).await,
            }
        }
    }

    /// Leaves a host alone for a while, for all sources that are there.
    pub(super) fn close(&self, host: &str, wait: Duration) {
        let gate = self.gate(host);
        let mut closed = gate.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        let until = Instant::now() + wait;
        *closed = Some(closed.map_or(until, |before| before.max(until)));
    }
}

impl std::fmt::Debug for SteadyClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.now().duration_since(Nanos::default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(requests_per_second: u32) -> Hosts {
        let requests_per_second = std::num::NonZeroU32::new(requests_per_second).unwrap();
        Hosts::new(&FetchLimits { requests_per_second, parallel_per_host: 1, ..FetchLimits::default() })
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_gets_its_requests_evenly_and_does_not_hold_up_another() {
        let hosts = hosts(4);
        let start = Instant::now();
        for _ in 0..9 {
            hosts.turn("a").await;
        }
        let taken = start.elapsed();
        assert!((Duration::from_millis(2_000)..Duration::from_millis(2_100)).contains(&taken), "{taken:?}");
        hosts.turn("b").await;
        assert!(start.elapsed() < taken + Duration::from_millis(5));
    }

    #[tokio::test(start_paused = true)]
    async fn a_host_that_asks_for_rest_gets_it_from_all() {
        let hosts = hosts(1_000);
        let start = Instant::now();
        hosts.close("a", Duration::from_secs(7));
        hosts.close("a", Duration::from_secs(2));
        hosts.turn("b").await;
        assert!(start.elapsed() < Duration::from_secs(1));
        hosts.turn("a").await;
        assert!(start.elapsed() >= Duration::from_secs(7));
    }

    #[tokio::test(start_paused = true)]
    async fn a_busy_host_takes_no_place_from_another() {
        let hosts = hosts(1_000);
        let held = hosts.place("a").await;
        let waiting = tokio::time::timeout(Duration::from_secs(1), hosts.place("a"));
        assert!(waiting.await.is_err());
        assert!(hosts.place("b").await.is_some());
        drop(held);
        assert!(hosts.place("a").await.is_some());
    }
}
