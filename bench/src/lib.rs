//! What the measurements share: areas and points to ask for, and the clock.

pub mod input;
pub mod points;
pub mod rounds;
