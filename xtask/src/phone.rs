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
/// The engines, each a feature of the crate, with the name of what JavaScript imports: nobody downloads what he does not ask.
const ENGINES: [(&str, &str); 3] =
    [("here", "schouw_phone"), ("law", "schouw_law"), ("guard", "schouw_guard")];

/// What became of the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Engine {
    /// it is there: size of its wasm in bytes, all engines together
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
    make(root, "browser", Path::new(FOLDER), None, say)
}

/// Makes the engines, or only the one that is named, for a target of bindings (`browser` or `node`) in a folder below the
/// root.
///
/// # Errors
/// When a step that can be taken does not end well.
pub fn make(
    root: &Path,
    target: &str,
    folder: &Path,
    only: Option<&str>,
    say: &mut dyn FnMut(&str),
) -> Result<Engine, String> {
    if !has_target() {
        // an engine of an earlier build would answer as that one did
        let _ = std::fs::remove_dir_all(root.join(folder));
        let why = format!(
            "no target {TARGET}: the app is built without answers offline; `rustup target add {TARGET}` and build again"
        );
        say(&why);
        return Ok(Engine::Missing(why));
    }
    let out = root.join(folder);
    std::fs::create_dir_all(&out).map_err(|error| format!("`{}`: {error}", out.display()))?;
    let mut all = 0;
    for (feature, name) in ENGINES.into_iter().filter(|(feature, _)| only.is_none_or(|only| only == *feature))
    {
        Step::new("cargo")
            .args(["build", "--package", "schouw-phone", "--lib", "--profile", "phone", "--target", TARGET])
            .args(["--no-default-features", "--features", feature])
            .run(root, say)?;
        Step::new("cargo")
            .args(["run", "--quiet", "--package", "xtask-bindings", "--"])
            .args([path(&root.join(WASM))?, path(&out)?, target.to_owned(), name.to_owned()])
            .run(root, say)?;
        let made = out.join(format!("{name}_bg.wasm"));
        let size = std::fs::metadata(&made).map_err(|error| format!("`{}`: {error}", made.display()))?.len();
        say(&format!("engine of the phone, {feature}: {} kB of wasm in {}", size / 1000, folder.display()));
        all += size;
    }
    Ok(Engine::Made(all))
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
