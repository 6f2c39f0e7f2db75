//! `schouw serve`, and the serving half of `schouw demo`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use schouw_base::Clock;
use schouw_node::clock::SystemClock;
use schouw_node::config::{self, Config, Said};
use schouw_node::journal::Place;
use schouw_node::office::OfficePlace;
use schouw_node::people::{KEY_FILE, Lives};
use schouw_web::server::{self, Start};

use crate::args::ServeArgs;
use crate::exit::Failure;
use crate::terminal;

pub fn run(args: &ServeArgs) -> Result<ExitCode, Failure> {
    let said =
        Said { config: args.config.clone(), listen: args.listen.clone(), snapshot: args.snapshot.clone() };
    let config = config::read(&said, environment())?;
    start(Start { config, clock: Arc::new(SystemClock), demo: false, any_port: false })
}

/// Serves Markerwaard. Of the environment only what is logged holds: the demo is the same everywhere.
pub fn demo(
    listen: Option<String>,
    folder: &Path,
    journal: Place,
    snapshot: PathBuf,
    clock: Arc<dyn Clock>,
) -> Result<ExitCode, Failure> {
    let any_port = listen.is_none();
    let mut config = Config::of(&Said { config: None, listen, snapshot: Some(snapshot) })?;
    config.office = Some(OfficePlace {
        people: folder.join("people"),
        key: folder.join("people").join(KEY_FILE),
        logs: folder.join("logs"),
        journal,
        providers: Vec::new(),
        lives: Lives::default(),
        public_url: None,
        create: true,
    });
    start(Start { config, clock, demo: true, any_port })
}

fn start(start: Start) -> Result<ExitCode, Failure> {
    server::run(start, |address| terminal::out(&format!("Schouw staat klaar op {address}")))?;
    Ok(ExitCode::SUCCESS)
}

/// The environment, as far as it is text.
fn environment() -> impl Iterator<Item = (String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
}
