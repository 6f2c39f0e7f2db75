//! The binary `schouw`: terminal to use case and back. It decides nothing: every answer comes from `node`.

mod args;
mod build;
mod demo;
mod exit;
mod fetch;
mod here;
mod law;
mod may;
mod say;
mod snapshot;
mod sources;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};

fn main() -> ExitCode {
    let args = Args::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_env("SCHOUW_LOG"))
        .with_writer(std::io::stderr)
        .init();
    survive_file_size_limit();
    let done = match args.command {
        Command::Sources(args) => sources::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Snapshot(args) => snapshot::run(&args),
        Command::Here(args) => here::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::May(args) => may::run(&args),
        Command::Law(args) => law::run(&args),
    };
    match done {
        Ok(code) => code,
        Err(failure) => {
            terminal::error(&failure.to_string());
            failure.code()
        }
    }
}

/// A write over the limit of file sizes (`ulimit -f`) is then an error with a message, not the end of the process.
fn survive_file_size_limit() {
    let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    // without it the limit still ends the process, and nothing is half-written either way
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
}
