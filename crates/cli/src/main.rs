//! The binary `schouw`: terminal to use case and back. It decides nothing: every answer comes from `node`.

mod args;
mod backup;
mod build;
mod campaign;
mod demo;
mod exit;
mod fetch;
mod here;
mod journal;
mod law;
mod may;
mod minutes;
mod people;
mod say;
mod serve;
mod snapshot;
mod sources;
mod terminal;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};

fn main() -> ExitCode {
    let args = Args::parse();
    log(&args.command);
    survive_file_size_limit();
    let done = match args.command {
        Command::Sources(args) => sources::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Snapshot(args) => snapshot::run(&args),
        Command::Here(args) => here::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::May(args) => may::run(&args),
        Command::Law(args) => law::run(&args),
        Command::People(args) => people::run(&args),
        Command::Journal(args) => journal::run(&args),
        Command::Backup(args) => backup::backup(&args),
        Command::Restore(args) => backup::restore(&args),
        Command::Minutes(args) => minutes::run(&args),
        Command::Campaign(args) => campaign::run(&args),
    };
    match done {
        Ok(code) => code,
        Err(failure) => {
            terminal::error(&failure.to_string());
            failure.code()
        }
    }
}

/// What is logged, to standard error: by a server as JSON lines, requests included; by the others for people, and only
/// what `SCHOUW_LOG` asks for.
fn log(command: &Command) {
    use tracing_subscriber::EnvFilter;
    let serves = match command {
        Command::Serve(_) => true,
        Command::Demo(args) => !args.once,
        _ => false,
    };
    let lines = tracing_subscriber::fmt().with_writer(std::io::stderr);
    if serves {
        let filter = EnvFilter::try_from_env("SCHOUW_LOG").unwrap_or_else(|_| EnvFilter::new("schouw=info"));
        lines.json().flatten_event(true).with_env_filter(filter).init();
    } else {
        lines.with_env_filter(EnvFilter::from_env("SCHOUW_LOG")).init();
    }
}

/// A write over the limit of file sizes (`ulimit -f`) is then an error with a message, not the end of the process.
fn survive_file_size_limit() {
    let seen = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    // without it the limit still ends the process, and nothing is half-written either way
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, seen);
}
