//! A PostgreSQL of our own on a socket in a temporary folder, or a loud word that there is none.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A cluster that stops when it is dropped.
pub struct Cluster {
    bin: PathBuf,
    folder: tempfile::TempDir,
}

/// The newest PostgreSQL of the machine.
fn bin() -> Option<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut bins: Vec<PathBuf> = versions.map(|entry| entry.path().join("bin")).collect();
    let path = std::env::var_os("PATH").unwrap_or_default();
    bins.sort();
    bins.extend(std::env::split_paths(&path));
    bins.into_iter().rev().find(|bin| bin.join("initdb").exists() && bin.join("pg_ctl").exists())
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

impl Cluster {
    /// A new cluster, started; none when PostgreSQL is not there.
    pub fn start() -> Option<Self> {
        let Some(bin) = bin() else {
            eprintln!("skipped: there is no PostgreSQL on this machine (Debian: apt-get install postgresql)");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        let cluster = Self { bin, folder };
        if is_root() {
            let owned = Command::new("chown").arg("postgres").arg(cluster.folder.path()).status().unwrap();
            assert!(owned.success(), "there is no user postgres");
        }
        let data = cluster.data();
        cluster.run("initdb", &["-D", &data, "-U", "schouw", "-A", "trust", "-E", "UTF8", "--no-sync"]);
        cluster.up();
        Some(cluster)
    }

    fn data(&self) -> String {
        self.folder.path().join("data").to_str().unwrap().to_owned()
    }

    pub fn connection(&self) -> String {
        format!("host={} user=schouw dbname=postgres", self.folder.path().display())
    }

    pub fn up(&self) {
        let socket = format!("-k {} -c listen_addresses=''", self.folder.path().display());
        let log = self.folder.path().join("log");
        self.run("pg_ctl", &["-D", &self.data(), "-w", "-l", log.to_str().unwrap(), "-o", &socket, "start"]);
    }

    /// Stops at once, as when the machine fails.
    pub fn down(&self) {
        self.run("pg_ctl", &["-D", &self.data(), "-w", "-m", "immediate", "stop"]);
    }

    fn run(&self, program: &str, args: &[&str]) {
        assert!(self.command(program, args).status().unwrap().success(), "{program} {args:?}");
    }

    fn command(&self, program: &str, args: &[&str]) -> Command {
        let program: &Path = &self.bin.join(program);
        let mut command = if is_root() {
            // PostgreSQL does not run as root
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.args(args).current_dir(self.folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        let _ = self.command("pg_ctl", &["-D", &self.data(), "-m", "immediate", "stop"]).status();
    }
}
