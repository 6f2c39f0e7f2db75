//! May I record this: hat, regime and purpose in, what has to be arranged and how long it may stay out.

pub mod codes;
pub mod engine;
pub mod question;

pub use engine::{RecordDecision, RecordLaw};
pub use question::RecordQuestion;
