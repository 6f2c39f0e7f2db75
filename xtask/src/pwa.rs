//! Building the app: what is missing is fetched, what did not change is not built again.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use crate::node::Node;
use crate::phone;
use crate::run::Step;

/// The folder of the app.
const APP: &str = "pwa";
/// What the app is made of, files and folders.
const INPUTS: &[&str] = &[
    "pwa/src",
    "pwa/public",
    "pwa/scripts",
    "pwa/index.html",
    "pwa/package.json",
    "pwa/package-lock.json",
    "pwa/tsconfig.json",
    "pwa/vite.config.ts",
    "docs/openapi.json",
];
/// Files that the build itself writes among its inputs.
const WRITTEN: &[&str] = &["schema.d.ts"];
/// Where is kept what was built of what.
const STAMPS: &str = "target/stamps";

/// Builds the app into `pwa/dist`, with the engine for offline answers where it can be built.
///
/// # Errors
/// When there is no Node, or a step fails.
pub fn build(root: &Path, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    phone::phone(root, say)?;
    let node = Node::find(root, say)?;
    install(root, APP, &node, say)?;
    let built = root.join("pwa/dist/index.html");
    let now = stamp_of(root, INPUTS)?;
    if built.exists() && read_stamp(root, "app") == Some(now) {
        say("pwa: nothing changed");
        return Ok(());
    }
    node.npm(APP, &["run", "build"]).run(root, say)?;
    write_stamp(root, "app", now)
}

/// Fetches the libraries that the app is built with.
///
/// # Errors
/// When there is no Node, or they cannot be fetched.
pub fn libraries(root: &Path, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    let node = Node::find(root, say)?;
    install(root, APP, &node, say)
}

/// Checks types, style and the pure parts of the app.
///
/// # Errors
/// When there is no Node, or a check fails.
pub fn check(root: &Path, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    libraries(root, say)?;
    let node = Node::find(root, say)?;
    node.npm(APP, &["run", "check"]).run(root, say)
}

/// Installs the libraries of a folder, exactly those of its lock file, unless they are there.
///
/// # Errors
/// When npm fails.
pub fn install(root: &Path, folder: &str, node: &Node, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    let lock = format!("{folder}/package-lock.json");
    let now = stamp_of(root, &[&lock])?;
    if root.join(folder).join("node_modules").exists() && read_stamp(root, folder) == Some(now) {
        return Ok(());
    }
    node.npm(folder, &["ci"]).run(root, say)?;
    write_stamp(root, folder, now)
}

/// Runs the browser tests on the real program: builds the app, then the program that holds it; or on the program that
/// `SCHOUW` names, as it is.
///
/// # Errors
/// When something cannot be built, or a test fails.
pub fn e2e(root: &Path, script: &str, say: &mut dyn FnMut(&str)) -> Result<(), String> {
    if std::env::var_os("SCHOUW").is_none() {
        build(root, say)?;
        Step::new("cargo").args(["build", "--locked", "--package", "schouw-cli"]).run(root, say)?;
    }
    let node = Node::find(root, say)?;
    install(root, "e2e", &node, say)?;
    node.npm("e2e", &["run", script]).run(root, say)
}

/// One number for the content of files and folders; what is not there counts as such.
fn stamp_of(root: &Path, inputs: &[&str]) -> Result<u64, String> {
    let mut files = BTreeMap::new();
    for input in inputs {
        gather(&root.join(input), &mut files).map_err(|error| format!("cannot read `{input}`: {error}"))?;
    }
    let mut hasher = DefaultHasher::new();
    for (path, content) in &files {
        path.hash(&mut hasher);
        content.hash(&mut hasher);
    }
    Ok(hasher.finish())
}

fn gather(path: &Path, files: &mut BTreeMap<String, Vec<u8>>) -> std::io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            gather(&entry?.path(), files)?;
        }
    } else if path.exists() && !WRITTEN.iter().any(|written| path.ends_with(written)) {
        files.insert(path.to_string_lossy().into_owned(), fs::read(path)?);
    }
    Ok(())
}

fn read_stamp(root: &Path, name: &str) -> Option<u64> {
    fs::read_to_string(root.join(STAMPS).join(name)).ok()?.trim().parse().ok()
}

fn write_stamp(root: &Path, name: &str, stamp: u64) -> Result<(), String> {
    let folder = root.join(STAMPS);
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(name), stamp.to_string()))
        .map_err(|error| format!("cannot write `{}`: {error}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_follows_the_content_of_the_inputs() {
        let root = crate::tidy::root();
        let one = stamp_of(&root, &["pwa/package.json"]).unwrap();
        assert_eq!(one, stamp_of(&root, &["pwa/package.json"]).unwrap());
        assert_ne!(one, stamp_of(&root, &["pwa/package.json", "pwa/index.html"]).unwrap());
        assert!(stamp_of(&root, &["pwa/is-not-there"]).is_ok());
    }

    #[test]
    fn every_input_of_the_app_is_there() {
        let root = crate::tidy::root();
        for input in INPUTS {
            assert!(root.join(input).exists(), "{input}");
        }
    }
}
