//! The answers of an area pack, in the browser: `schouw-picture` compiled to wasm32, with the questions and answers of
//! the REST API as JSON texts. The clock is the caller's.
//!
//! [`Desk`] is plain Rust and runs anywhere; [`Phone`] is what JavaScript sees of it. See `docs/area-pack.md`.

mod binding;
mod calls;
mod desk;
mod question;
mod refused;

pub use binding::Phone;
pub use desk::{Desk, OpenError};
pub use refused::Refused;
