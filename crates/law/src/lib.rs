//! The law that runs: *may I share this*, *what may I do here*. Pure: no file, no clock, no network.
//!
//! The rules are Cedar policies in the folder `rules/`, one file per article; `docs/law.md` tells how to read and change
//! them. They were collected from the texts and **no lawyer has reviewed them**: every answer carries its certainty.

pub mod access;
pub mod agreement;
pub mod call;
pub mod check;
pub mod codes;
pub mod counts;
pub mod explain;
pub mod fault;
pub mod form;
pub mod given;
pub mod permit;
pub mod powers;
pub mod prove;
pub mod record;
pub mod retention;
pub mod rulebook;
pub mod share;
pub mod strict;
pub mod talk;
pub mod tell;
pub mod texts;
pub mod words;

pub use fault::Fault;
pub use permit::Permit;
pub use rulebook::{Alarm, RuleFaults, Rulebook};
