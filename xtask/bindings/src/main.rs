//! `xtask-bindings WASM OUT browser|node NAME`: the JavaScript beside a wasm file that wasm-bindgen prepared.
//!
//! A crate of its own, so that `cargo xtask tidy` does not compile what only this needs; and no program to install by
//! hand, so that bindings and library are always of one version.

use std::io::Write as _;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [wasm, out, target, name] = args.as_slice() else {
        return finish(Err("usage: xtask-bindings WASM OUT browser|node NAME".into()));
    };
    finish(generate(wasm, out, target, name))
}

/// `name` is that of the module that JavaScript imports.
fn generate(wasm: &str, out: &str, target: &str, name: &str) -> Result<(), String> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .out_name(name)
        .typescript(true)
        .remove_name_section(true)
        .remove_producers_section(true);
    let set = match target {
        "browser" => bindgen.web(true),
        "node" => bindgen.nodejs(true),
        other => return Err(format!("`{other}` is no target; write browser or node")),
    };
    set.map_err(|error| error.to_string())?;
    bindgen.generate(out).map_err(|error| format!("no bindings of `{wasm}`: {error:#}"))
}

fn finish(done: Result<(), String>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // nothing sensible is left to do when the terminal is gone
            let _ = writeln!(std::io::stderr().lock(), "xtask-bindings: {why}");
            ExitCode::FAILURE
        }
    }
}
