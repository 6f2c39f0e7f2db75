//! Running other programs, saying first what is run.

use std::path::Path;
use std::process::{Command, Stdio};

/// A program to run in the root of the project.
#[derive(Debug, Clone, Default)]
pub struct Step {
    program: String,
    args: Vec<String>,
    env: Vec<(String, String)>,
}

impl Step {
    /// A program without arguments.
    #[must_use]
    pub fn new(program: impl Into<String>) -> Self {
        Self { program: program.into(), ..Self::default() }
    }

    /// With these arguments behind those it has.
    #[must_use]
    pub fn args<T: Into<String>>(mut self, args: impl IntoIterator<Item = T>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }

    /// With a variable in its environment.
    #[must_use]
    pub fn env(mut self, name: &str, value: impl Into<String>) -> Self {
        self.env.push((name.into(), value.into()));
        self
    }

    /// The step as a shell would have it.
    #[must_use]
    pub fn words(&self) -> String {
        let env = self.env.iter().map(|(name, value)| format!("{name}={value}"));
        env.chain([self.program.clone()]).chain(self.args.iter().cloned()).collect::<Vec<_>>().join(" ")
    }

    /// Runs it, its output where ours goes.
    ///
    /// # Errors
    /// When it cannot be started or does not end well.
    pub fn run(&self, root: &Path, say: &mut dyn FnMut(&str)) -> Result<(), String> {
        say(&format!("$ {}", self.words()));
        let status = self
            .command(root)
            .status()
            .map_err(|error| format!("`{}` cannot be started: {error}", self.program))?;
        if status.success() { Ok(()) } else { Err(format!("`{}` ended with {status}", self.words())) }
    }

    /// Runs it and gives what it wrote on standard output.
    ///
    /// # Errors
    /// When it cannot be started or does not end well.
    pub fn output(&self, root: &Path) -> Result<String, String> {
        let output = self.command(root).stderr(Stdio::inherit()).output();
        let output = output.map_err(|error| format!("`{}` cannot be started: {error}", self.program))?;
        if !output.status.success() {
            return Err(format!("`{}` ended with {}", self.words(), output.status));
        }
        String::from_utf8(output.stdout).map_err(|_| format!("`{}` wrote what is not UTF-8", self.words()))
    }

    fn command(&self, root: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.args).envs(self.env.iter().cloned()).current_dir(root).stdin(Stdio::null());
        command
    }
}
