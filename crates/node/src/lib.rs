//! One running system: all disk, network, clock and threads. One file per use case; a use case holds no rule.

pub mod build;
pub mod catalogue;
pub mod clock;
pub mod config;
pub mod dcat;
pub mod demo;
pub mod durable;
pub mod features;
pub mod fetch_plan;
pub mod format;
pub mod grid;
pub mod here;
pub mod may;
pub mod minutes;
pub mod net;
pub mod open_files;
pub mod packs;
pub mod raw_index;
pub mod screens;
pub mod service;
pub mod snapshot;
pub mod stopwatch;
pub mod suppressed;
pub mod tiles;
pub mod tls;
