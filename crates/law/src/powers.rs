//! May this boa do this here: the question, the decision, and the engine between them.

pub mod codes;
pub mod engine;
pub mod offence;
pub mod question;
pub mod situation;
pub mod typed;

pub use engine::{PowersDecision, PowersLaw};
pub use question::PowersQuestion;
