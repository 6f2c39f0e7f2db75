//! What is counted, for Prometheus: requests by route and status, and how long they take. Nothing of who asks or where.

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// Upper sides of the classes of durations, in seconds.
const SECONDS: [f64; 10] = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Labels {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The counters of a server.
pub struct Metrics {
    registry: Registry,
    requests: Family<Labels, Counter>,
    seconds: Family<Route, Histogram>,
    connections: Gauge,
    refused: Counter,
    taken: Counter,
    degraded: Gauge,
    snapshot_age: Gauge<f64, AtomicU64>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// All at zero.
    #[must_use]
    pub fn new() -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("schouw"),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            connections: Gauge::default(),
            refused: Counter::default(),
            taken: Counter::default(),
            degraded: Gauge::default(),
            snapshot_age: Gauge::default(),
        };
        let registry = &mut metrics.registry;
        registry.register(
            "requests",
            "Requests answered, by method, route and status",
            metrics.requests.clone(),
        );
        registry.register_with_unit(
            "request_duration",
            "Time from the head of a request to the head of its answer",
            Unit::Seconds,
            metrics.seconds.clone(),
        );
        registry.register("connections", "Connections that are open", metrics.connections.clone());
        registry.register(
            "connections_waited",
            "Times that no connection more could be taken",
            metrics.refused.clone(),
        );
        registry.register("snapshots_taken", "Snapshots taken into service", metrics.taken.clone());
        registry.register(
            "degraded",
            "1 when the snapshot at its place cannot be used, or there is none",
            metrics.degraded.clone(),
        );
        registry.register_with_unit(
            "snapshot_age",
            "Age of the snapshot in service",
            Unit::Seconds,
            metrics.snapshot_age.clone(),
        );
        metrics
    }

    /// A request was answered.
    pub fn answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        self.requests.get_or_create(&Labels { method, route: route.to_owned(), status }).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    /// The number of open connections, up and down.
    #[must_use]
    pub fn connections(&self) -> &Gauge {
        &self.connections
    }

    /// No connection more could be taken.
    pub fn waited(&self) {
        self.refused.inc();
    }

    /// A snapshot was taken into service.
    pub fn taken(&self) {
        self.taken.inc();
    }

    /// All counters in the text form of OpenMetrics.
    #[must_use]
    pub fn text(&self, degraded: bool, snapshot_age_s: Option<f64>) -> String {
        self.degraded.set(i64::from(degraded));
        self.snapshot_age.set(snapshot_age_s.unwrap_or(f64::NAN));
        let mut out = String::new();
        // writing to a text does not fail
        let _ = text::encode(&mut out, &self.registry);
        out
    }
}
