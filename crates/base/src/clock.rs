//! Time as a parameter.

use jiff::Timestamp;

/// Where the present moment comes from. Only `node` has an implementation that reads a real clock.
pub trait Clock: Send + Sync {
    /// The present moment, in UTC.
    fn now(&self) -> Timestamp;
}

/// A clock that stands still, for tests and for answers about one given moment.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}
