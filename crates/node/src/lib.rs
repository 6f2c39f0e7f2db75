//! One running system: all disk, network, clock and threads. One file per use case; a use case holds no rule.

pub mod build;
pub mod catalogue;
pub mod clock;
pub mod demo;
pub mod durable;
pub mod fetch_plan;
pub mod format;
pub mod grid;
pub mod here;
pub mod may;
pub mod net;
pub mod raw_index;
pub mod snapshot;
pub mod stopwatch;
pub mod suppressed;
