//! Observation, signal, sharing and answer: what may happen to a signal, what happened, and how it stands.
//!
//! An observation becomes a signal. It is weighed; somebody takes it, it is passed on, kept, or nothing is done; and it
//! is **answered**: a text for who sent it, without which it cannot be closed. Every step is an [`Event`] in the log of
//! an organisation, with who and why; how a signal stands is a fold over them ([`State`]).
//!
//! Pure: no file, clock, thread or randomness. Which user may do which step is decided by the rules on access, and
//! whether something may be recorded or shared by `law`; this crate says which step is possible in which state.

pub mod answers;
pub mod codes;
pub mod content;
pub mod decide;
pub mod doubles;
pub mod due;
pub mod event;
pub mod form;
pub mod guard;
pub mod id;
pub mod partner;
pub mod retention;
pub mod state;
pub mod step;

pub use codes::{Hat, Kind, Stage, StepName, Theme};
pub use content::{Content, Photo, Place};
pub use decide::{Refusal, decide};
pub use event::{Body, By, Event, PermitNote};
pub use id::{SignalId, derived};
pub use state::State;
pub use step::Step;
