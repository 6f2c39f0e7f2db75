//! How long steps take and how much memory they need: told to people, never decided upon.

use std::time::Instant;

/// Measures the steps of one job.
#[derive(Debug)]
pub struct Stopwatch {
    last: Instant,
    laps: Vec<(&'static str, f64)>,
}

impl Stopwatch {
    /// Starts now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place where durations are measured")]
    pub fn start() -> Self {
        Self { last: Instant::now(), laps: Vec::new() }
    }

    /// Ends a step and begins the next.
    #[expect(clippy::disallowed_methods, reason = "the one place where durations are measured")]
    pub fn lap(&mut self, step: &'static str) {
        let now = Instant::now();
        self.laps.push((step, (now - self.last).as_secs_f64()));
        self.last = now;
    }

    /// The steps and their seconds.
    #[must_use]
    pub fn laps(self) -> Vec<(&'static str, f64)> {
        self.laps
    }
}

/// The most memory that this process had in use, in bytes, where the system tells (Linux: `VmHWM`).
#[must_use]
pub fn peak_memory_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Measures one thing.
#[derive(Debug, Clone, Copy)]
pub struct Timer(Instant);

impl Timer {
    /// Starts now.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place where durations are measured")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    /// How long it has taken so far.
    #[must_use]
    pub fn took(&self) -> std::time::Duration {
        self.0.elapsed()
    }
}
