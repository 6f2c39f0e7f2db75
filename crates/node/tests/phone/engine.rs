//! The engine of the phone under Node.

use std::path::{Path, PathBuf};
use std::process::Command;

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::questions::Question;

/// The script that Node runs.
const SCRIPT: &str = include_str!("ask.mjs");
/// Smallest major version of Node.
const NODE_MIN: u32 = 20;

/// The engine, compiled for Node.
pub struct Engine {
    folder: PathBuf,
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn has_node() -> bool {
    let version = Command::new("node").arg("--version").output().ok();
    let version = version.and_then(|output| String::from_utf8(output.stdout).ok()).unwrap_or_default();
    let major =
        version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    major.is_some_and(|major| major >= NODE_MIN)
}

impl Engine {
    /// Compiles the engine; none, said loudly, when that cannot be done here.
    pub fn make() -> Option<Self> {
        if !has_node() {
            eprintln!(
                "skipped: no Node of version {NODE_MIN} or higher, so the phone is not compared with the server"
            );
            return None;
        }
        let folder = root().join("target/phone-node");
        let mut cargo = Command::new(env!("CARGO"));
        // the variables of this test's own build are not those of that one
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_") && name != "CARGO_HOME" {
                cargo.env_remove(name);
            }
        }
        let made = cargo
            .args(["run", "--quiet", "--package", "xtask", "--", "phone", "node", "here"])
            .current_dir(root());
        assert!(made.status().unwrap().success(), "cargo xtask phone node");
        if !folder.join("schouw_phone.js").is_file() {
            eprintln!(
                "skipped: no target wasm32-unknown-unknown, so the phone is not compared with the server"
            );
            return None;
        }
        Some(Self { folder })
    }

    /// The answers of the engine on a pack, null where it refuses, and how long it took.
    pub fn ask(&self, pack: &[u8], questions: &[Question], now: Timestamp) -> (Vec<Value>, String) {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        std::fs::write(path("ask.mjs"), SCRIPT).unwrap();
        std::fs::write(path("pack"), pack).unwrap();
        let asked = questions.iter().map(|q| json!({ "call": q.call, "question": q.json }));
        let asked = json!({ "now": now.to_string(), "questions": asked.collect::<Vec<_>>() });
        std::fs::write(path("questions.json"), asked.to_string()).unwrap();
        let mut node = Command::new("node");
        node.arg(path("ask.mjs")).arg(self.folder.join("schouw_phone.js"));
        let done = node.args([path("pack"), path("questions.json"), path("answers.json")]).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let answers = std::fs::read_to_string(path("answers.json")).unwrap();
        (serde_json::from_str(&answers).unwrap(), String::from_utf8(done.stdout).unwrap().trim().to_owned())
    }
}
