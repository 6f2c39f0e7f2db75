//! The real clock, read here and nowhere else.

use jiff::Timestamp;
use schouw_base::Clock;

/// The clock of the machine. The face that starts a use case makes one and hands it down.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the real clock is read")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that runs as the real one, so much earlier or later: another day in Markerwaard.
#[derive(Debug, Clone, Copy)]
pub struct ShiftedClock {
    ahead: jiff::SignedDuration,
}

impl ShiftedClock {
    /// A clock that tells this moment now, and runs on from there.
    #[must_use]
    pub fn from(moment: Timestamp) -> Self {
        Self { ahead: moment.duration_since(SystemClock.now()) }
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Timestamp {
        let now = SystemClock.now();
        now.checked_add(self.ahead).unwrap_or(now)
    }
}
