//! The answers of an area pack and of the law, in the browser: `schouw-picture` and `schouw-law` compiled to wasm32, with
//! the questions and answers of the REST API as JSON texts. The clock is the caller's.
//!
//! [`Desk`] and [`LawDesk`] are plain Rust and run anywhere; [`Phone`] and [`Law`] are what JavaScript sees of them;
//! [`guarded`] is the guard of free text, so that what is typed is looked at on the device. Each is an engine of its own
//! (features `here`, `law` and `guard`), so that nobody downloads what he does not ask. See
//! `docs/area-pack.md` and `docs/law.md`.

#[cfg(feature = "here")]
mod binding;
#[cfg(feature = "here")]
mod calls;
#[cfg(feature = "here")]
mod desk;
#[cfg(feature = "guard")]
mod guarded;
#[cfg(feature = "law")]
mod law;
#[cfg(feature = "law")]
mod law_binding;
#[cfg(feature = "here")]
mod question;
mod refused;

#[cfg(feature = "here")]
pub use binding::Phone;
#[cfg(feature = "here")]
pub use desk::{Desk, OpenError};
#[cfg(feature = "guard")]
pub use guarded::guarded;
#[cfg(feature = "law")]
pub use law::LawDesk;
#[cfg(feature = "law")]
pub use law_binding::Law;
pub use refused::Refused;
