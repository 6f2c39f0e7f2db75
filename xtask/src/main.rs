//! `cargo xtask tidy | soak | bench`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use xtask::run::Step;
use xtask::{soak, tidy};

const USAGE: &str = "\
cargo xtask tidy     the rules about code and documents; `make test` runs the same
cargo xtask soak     ten million mutated inputs for each reader and a thousand kills; hours, by hand.
                     A part of it: --inputs N, --from N, --kills N
cargo xtask bench    bench/run.sh: Schouw beside its peers on the same input";

fn main() -> ExitCode {
    let root = tidy::root();
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => run_tidy(&root),
        Some("soak") => {
            let args: Vec<String> = std::env::args().skip(2).collect();
            finish(soak::Much::parse(&args).and_then(|much| soak::soak(&root, much, &mut say)))
        }
        Some("bench") => finish(Step::new("bench/run.sh").run(&root, &mut say)),
        _ => {
            say(USAGE);
            ExitCode::from(2)
        }
    }
}

fn run_tidy(root: &Path) -> ExitCode {
    let tree = match tidy::Tree::read(root) {
        Ok(tree) => tree,
        Err(why) => return finish(Err(why)),
    };
    let mut count = 0;
    for rule in tidy::RULES {
        for fault in (rule.faults)(&tree) {
            say(&fault.to_string());
            count += 1;
        }
    }
    say(&format!("tidy: {} rules, {} files, {count} faults", tidy::RULES.len(), tree.files.len()));
    if count == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn finish(done: Result<(), String>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            say(&format!("xtask: {why}"));
            ExitCode::FAILURE
        }
    }
}

fn say(text: &str) {
    // nothing sensible is left to do when the terminal is gone
    let _ = writeln!(std::io::stdout().lock(), "{text}");
}
