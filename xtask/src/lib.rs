//! Chores of the project: rules about code and documents as tests, long runs by hand, measurements.

pub mod node;
pub mod phone;
pub mod pwa;
pub mod run;
pub mod soak;
pub mod tidy;
