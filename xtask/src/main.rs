//! `cargo xtask tidy | soak | phone | pwa | node | e2e | bench`.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use xtask::run::Step;
use xtask::{node, phone, pwa, soak, tidy};

const USAGE: &str = "\
cargo xtask tidy     the rules about code and documents; `make test` runs the same
cargo xtask soak     ten million mutated inputs for each reader and a thousand kills; hours, by hand.
                     A part of it: --inputs N, --from N, --kills N
cargo xtask phone    the engine of the phone (wasm32) for the app
cargo xtask pwa      the app in pwa/dist, with that engine; `pwa check`: its types, style and tests;
                     `pwa libraries`: fetches what it is built with
cargo xtask node     whether there is a Node for the app, fetched when the system has none
cargo xtask e2e      the browser tests on the real program; `e2e screens`, `e2e lighthouse`; on the program
                     that SCHOUW names, when it names one
cargo xtask bench    bench/run.sh: Schouw beside its peers on the same input";

fn main() -> ExitCode {
    let root = tidy::root();
    let second = std::env::args().nth(2);
    match std::env::args().nth(1).as_deref() {
        Some("tidy") => run_tidy(&root),
        Some("soak") => {
            let args: Vec<String> = std::env::args().skip(2).collect();
            finish(soak::Much::parse(&args).and_then(|much| soak::soak(&root, much, &mut say)))
        }
        // for Node, in target/phone-node: what the tests run; `phone node here` or `phone node law` for one of the two
        Some("phone") if second.as_deref() == Some("node") => {
            let only = std::env::args().nth(3);
            finish(
                phone::make(&root, "node", Path::new("target/phone-node"), only.as_deref(), &mut say)
                    .map(drop),
            )
        }
        Some("phone") => finish(phone::phone(&root, &mut say).map(drop)),
        Some("pwa") if second.as_deref() == Some("libraries") => finish(pwa::libraries(&root, &mut say)),
        Some("pwa") if second.as_deref() == Some("check") => finish(pwa::check(&root, &mut say)),
        Some("pwa") => finish(pwa::build(&root, &mut say)),
        Some("node") => finish(node::Node::find(&root, &mut say).map(drop)),
        Some("e2e") => finish(pwa::e2e(&root, second.as_deref().unwrap_or("test"), &mut say)),
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
