//! The answers of an area pack, in the browser: `schouw-picture` compiled to wasm32, with the questions and answers of
//! the REST API as JSON texts. The clock is the caller's.
//!
//! The guard of free text is here too: what is typed is looked at on the device.
//!
//! [`Desk`] is plain Rust and runs anywhere; [`Phone`] is what JavaScript sees of it. See `docs/area-pack.md`.

mod binding;
mod calls;
mod desk;
mod guarded;
mod question;
mod refused;

pub use binding::Phone;
pub use desk::{Desk, OpenError};
pub use guarded::guarded;
pub use refused::Refused;
