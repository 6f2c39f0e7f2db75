//! HTTP to use case and back: the REST API, the OGC API, tiles, and the app. Decides nothing: every answer comes from
//! `node`, which the command line asks too.
//!
//! A request goes through the layers of [`router()`] to a handler (one file a resource in [`api`]), which reads the
//! question into faults or a value ([`ask`]), asks a use case of `node` on the snapshot that is in service
//! ([`App::current`]), and writes the [`answer`]. What is wrong is a [`Problem`].

pub mod accept;
pub mod answer;
pub mod api;
pub mod ask;
pub mod edge;
pub mod elsewhere;
pub mod health;
pub mod metrics;
pub mod ogc;
pub mod pages;
pub mod problem;
mod router;
pub mod server;
pub mod session;
pub mod settings;
mod state;
pub mod tiles;

pub use problem::Problem;
pub use router::{BASE_MAP_PATH, router};
pub use state::App;
