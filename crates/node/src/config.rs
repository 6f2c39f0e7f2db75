//! How a server runs: `schouw.toml`, the environment and the command line, checked at once with every fault named.
//!
//! What the command line says goes before the environment, and that before the file. A value in the environment is
//! called as in the file, with `SCHOUW_` before it and `_` for every dot: `tls.key` is `SCHOUW_TLS_KEY`. Secrets are
//! files, never values in the file.

mod check;
mod settings;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ipnet::IpNet;
use toml::{Table, Value};

use crate::dcat::Holder;
use crate::office::OfficePlace;
use crate::tiles::KEPT_BYTES_MAX;

use settings::Settings;

/// Name of the file that is read when none is given and it is there.
pub const CONFIG_NAME: &str = "schouw.toml";
/// Largest configuration file, in bytes.
const CONFIG_BYTES_MAX: u64 = 1 << 20;
/// Where a server listens when nothing says so.
pub const LISTEN: &str = "127.0.0.1:8080";
/// Beginning of the names in the environment.
const PREFIX: &str = "SCHOUW_";
/// Names in the environment that are no settings: what is logged, and the file itself.
const OTHERS: [&str; 2] = ["SCHOUW_LOG", "SCHOUW_CONFIG"];

/// How a server runs.
#[derive(Debug, Clone)]
pub struct Config {
    /// where it listens
    pub listen: SocketAddr,
    /// the snapshot: a folder, or a symbolic link to one
    pub snapshot: PathBuf,
    /// the suppression list, when it is not beside the snapshot
    pub suppressed: Option<PathBuf>,
    /// correction grid of RDNAPTRANS2018
    pub rd_grid: Option<PathBuf>,
    /// the address by which people reach it, without a slash at the end
    pub public_url: Option<String>,
    /// proxies whose forwarded headers are believed
    pub trusted_proxies: Vec<IpNet>,
    /// certificate and key, when it answers over TLS itself
    pub tls: Option<TlsFiles>,
    /// whether `/metrics` is there
    pub metrics: bool,
    /// the map under ours
    pub base_map: Option<BaseMap>,
    /// who answers for it, in the catalogue
    pub holder: Holder,
    /// what it allows
    pub limits: Limits,
    /// people and logs, when it has users
    pub office: Option<OfficePlace>,
}

/// Where certificate and key stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsFiles {
    /// chain of certificates, PEM, the server's own first
    pub certificate: PathBuf,
    /// private key, PEM
    pub key: PathBuf,
}

/// A map to lay under ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseMap {
    /// what it is
    pub kind: BaseMapKind,
    /// its address; of raster tiles with `{z}`, `{x}` and `{y}`; empty when it is a file
    pub url: String,
    /// a PMTiles file that is served here
    pub file: Option<PathBuf>,
    /// who made it
    pub attribution: String,
    /// largest zoom of raster tiles
    pub max_zoom: Option<u8>,
}

/// What a map under ours is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseMapKind {
    /// raster tiles
    Raster,
    /// a style of MapLibre
    Style,
    /// a PMTiles file
    Pmtiles,
}

impl BaseMapKind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Raster => "raster",
            Self::Style => "style",
            Self::Pmtiles => "pmtiles",
        }
    }
}

/// What a server allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// connections at the same time
    pub connections: usize,
    /// time for the head of a request to arrive, also how long an idle connection stays
    pub head: Duration,
    /// time for a request, from its head to the head of its answer
    pub request: Duration,
    /// time in which some of an answer must be taken
    pub write: Duration,
    /// time that requests get to end when the server stops
    pub stop: Duration,
    /// bytes of vector tiles that are kept in memory
    pub tiles: u64,
}

impl Default for Limits {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            connections: 10_000,
            head: seconds(20),
            request: seconds(15),
            write: seconds(30),
            stop: seconds(20),
            tiles: KEPT_BYTES_MAX,
        }
    }
}

impl Config {
    /// The configuration that the command line alone says, without file and environment.
    ///
    /// # Errors
    /// Every fault at once.
    pub fn of(said: &Said) -> Result<Self, ConfigFaults> {
        parse("", Path::new(""), &[], said)
    }
}

/// What the command line says.
#[derive(Debug, Clone, Default)]
pub struct Said {
    /// the file
    pub config: Option<PathBuf>,
    /// where to listen
    pub listen: Option<String>,
    /// the snapshot
    pub snapshot: Option<PathBuf>,
}

/// What is wrong with a configuration: every fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the configuration has {}:\n{}", count(.0.len()), .0.join("\n"))]
pub struct ConfigFaults(pub Vec<String>);

fn count(faults: usize) -> String {
    if faults == 1 { "one fault".into() } else { format!("{faults} faults") }
}

/// Reads and checks the configuration: the file that is named, else `SCHOUW_CONFIG`, else `schouw.toml` in the present
/// folder when it is there; then the environment; then the command line.
///
/// # Errors
/// Every fault of file, environment and command line at once.
pub fn read(
    said: &Said,
    environment: impl IntoIterator<Item = (String, String)>,
) -> Result<Config, ConfigFaults> {
    let environment: Vec<(String, String)> =
        environment.into_iter().filter(|(name, _)| name.starts_with(PREFIX)).collect();
    let of_environment =
        environment.iter().find(|(name, _)| name == "SCHOUW_CONFIG").map(|(_, path)| PathBuf::from(path));
    let beside = Path::new(CONFIG_NAME);
    let file = said.config.clone().or(of_environment).or_else(|| beside.is_file().then(|| beside.to_owned()));
    let (text, folder) = match &file {
        Some(path) => (
            read_text(path).map_err(|why| ConfigFaults(vec![why]))?,
            path.parent().unwrap_or(Path::new("")).to_owned(),
        ),
        None => (String::new(), PathBuf::new()),
    };
    parse(&text, &folder, &environment, said)
}

fn read_text(path: &Path) -> Result<String, String> {
    let named = |why: String| format!("`{}`: {why}", path.display());
    let size = std::fs::metadata(path).map_err(|error| named(format!("cannot be read: {error}")))?.len();
    if size > CONFIG_BYTES_MAX {
        return Err(named(format!("has {size} bytes, {CONFIG_BYTES_MAX} is the most")));
    }
    std::fs::read_to_string(path).map_err(|error| named(format!("cannot be read: {error}")))
}

/// Puts file, environment and command line together, and checks them.
fn parse(
    text: &str,
    folder: &Path,
    environment: &[(String, String)],
    said: &Said,
) -> Result<Config, ConfigFaults> {
    let mut settings = Settings::new(folder);
    match text.parse::<Table>() {
        Ok(table) => flatten("", &table, &mut settings),
        Err(error) => settings.fault(format!("the file is no TOML: {}", one_line(&error.to_string()))),
    }
    for (name, value) in environment.iter().filter(|(name, _)| !OTHERS.contains(&name.as_str())) {
        settings.put_environment(name, value);
    }
    if let Some(listen) = &said.listen {
        settings.put_said("listen", listen.clone());
    }
    if let Some(snapshot) = &said.snapshot {
        settings.put_said("snapshot", snapshot.display().to_string());
    }
    let config = check::config(&mut settings);
    let faults = settings.faults();
    if faults.is_empty() { Ok(config) } else { Err(ConfigFaults(faults)) }
}

fn flatten(above: &str, table: &Table, settings: &mut Settings) {
    for (key, value) in table {
        let name = if above.is_empty() { key.clone() } else { format!("{above}.{key}") };
        match value {
            Value::Table(inner) => flatten(&name, inner, settings),
            other => settings.put_file(name, other.clone()),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
