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
