//! The engine of the phone: `crates/phone` compiled to wasm32, with its JavaScript, where the app looks for it.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::run::Step;

/// What the engine is compiled for.
pub const TARGET: &str = "wasm32-unknown-unknown";
/// Where the app looks for the engine; nothing in it is committed.
pub const FOLDER: &str = "pwa/src/phone/generated";
/// The wasm file that wasm-bindgen wants, below the root.
const WASM: &str = "target/wasm32-unknown-unknown/phone/schouw_phone.wasm";

/// What became of the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Engine {
    /// it is there: size of the wasm in bytes
    Made(u64),
    /// it is not: why, and what to do
    Missing(String),
}

/// Makes the engine for browsers in [`FOLDER`]. Without the target of wasm32 there is none: the app then answers with
/// network only, and says so.
///
/// # Errors
/// When a step that can be taken does not end well.
pub fn phone(root: &Path, say: &mut dyn FnMut(&str)) -> Result<Engine, String> {
    make(root, "browser", Path::new(FOLDER), say)
}

/// Makes the engine for a target of bindings (`browser` or `node`) in a folder below the root.
///
/// # Errors
/// When a step that can be taken does not end well.
pub fn make(root: &Path, target: &str, folder: &Path, say: &mut dyn FnMut(&str)) -> Result<Engine, String> {
    if !has_target() {
        // an engine of an earlier build would answer as that one did
        let _ = std::fs::remove_dir_all(root.join(folder));
        let why = format!(
            "no target {TARGET}: the app is built without answers offline; `rustup target add {TARGET}` and build again"
        );
        say(&why);
        return Ok(Engine::Missing(why));
    }
    Step::new("cargo")
        .args(["build", "--package", "schouw-phone", "--lib", "--profile", "phone", "--target", TARGET])
        .run(root, say)?;
    let (wasm, out) = (root.join(WASM), root.join(folder));
    std::fs::create_dir_all(&out).map_err(|error| format!("`{}`: {error}", out.display()))?;
    Step::new("cargo")
        .args(["run", "--quiet", "--package", "xtask-bindings", "--"])
        .args([path(&wasm)?, path(&out)?, target.to_owned()])
        .run(root, say)?;
    let made = out.join("schouw_phone_bg.wasm");
    let size = std::fs::metadata(&made).map_err(|error| format!("`{}`: {error}", made.display()))?.len();
    say(&format!("engine of the phone: {} kB of wasm in {}", size / 1000, folder.display()));
    Ok(Engine::Made(size))
}

/// Whether the compiler has the library of wasm32.
#[must_use]
pub fn has_target() -> bool {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]).output();
    let folder = output.ok().filter(|output| output.status.success());
    let folder = folder.and_then(|output| String::from_utf8(output.stdout).ok());
    folder.is_some_and(|folder| PathBuf::from(folder.trim()).is_dir())
}

fn path(path: &Path) -> Result<String, String> {
    path.to_str().map(str::to_owned).ok_or_else(|| format!("`{}` is no text", path.display()))
}
