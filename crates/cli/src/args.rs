//! The command line.

mod campaign;
mod journal;
mod law;
mod minutes;
mod people;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

pub use campaign::{CampaignArgs, CampaignCommand, DocumentArgs, Form};
pub use journal::{BackupArgs, JournalArgs, JournalCommand, JournalPlaceArgs, RestoreArgs};
pub use law::{LawArgs, LawCommand, MayArgs, MayCommand};
pub use minutes::{MinutesArgs, MinutesCommand};
pub use people::{PeopleArgs, PeopleCommand};

/// Open information in the hands of the boa: what is here, from open sources.
#[derive(Debug, Parser)]
#[command(name = "schouw", version, about, max_term_width = 110)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the datasets: publisher, licence, cadence, personal data, tried live
    Sources(SourcesArgs),
    /// Fetch raw files from their publishers
    Fetch(FetchArgs),
    /// Build a snapshot from raw files
    Build(BuildArgs),
    /// Look at snapshots
    Snapshot(SnapshotArgs),
    /// What is here: areas, who acts, rules, notices, problems, places, figures, and what is not known
    Here(HereArgs),
    /// Serve the picture: app, API, map
    Serve(ServeArgs),
    /// The fictional municipality of Markerwaard: generated, built, and served on this machine
    Demo(DemoArgs),
    /// May this be shared, may this be done: JSON in, JSON out
    May(MayArgs),
    /// The rules of the law: check, list, show
    Law(LawArgs),
    /// The people of this node: organisations, users, roles, deeds, passwords
    People(PeopleArgs),
    /// The logs of organisations: are they what was written, what is in them
    Journal(JournalArgs),
    /// Back up logs, blobs and keys, also while the server runs
    Backup(BackupArgs),
    /// Restore a log from its backup; what was erased stays erased
    Restore(RestoreArgs),
    /// Minutes of a meeting: day, place, agenda, decisions, actions
    Minutes(MinutesArgs),
    /// Talks with the base teams: register, plan, harvest, actions, the page of a team
    Campaign(CampaignArgs),
}

#[derive(Debug, clap::Args)]
pub struct SourcesArgs {
    /// Folder with definitions of your own
    #[arg(long, value_name = "DIR")]
    pub datasets: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct FetchArgs {
    /// Datasets to fetch; all that have an address when none is named
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// Gemeente for addresses that ask for one
    #[arg(long, value_name = "GM0385")]
    pub area: Option<String>,
    /// Name of the gemeente as its publisher writes it, when no snapshot tells
    #[arg(long, value_name = "NAME")]
    pub area_name: Option<String>,
    /// Snapshot that knows where the gemeente lies and what it is called
    #[arg(long, value_name = "DIR", env = "SCHOUW_SNAPSHOT")]
    pub snapshot: Option<PathBuf>,
    /// Folder for the raw files and their index
    #[arg(long, value_name = "DIR", default_value = "raw")]
    pub out: PathBuf,
    /// Folder with definitions of your own
    #[arg(long, value_name = "DIR")]
    pub datasets: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct BuildArgs {
    /// Folder with raw files
    #[arg(long, value_name = "DIR")]
    pub raw: PathBuf,
    /// The snapshot to make
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Index of the raw files, when it is not raw.toml in their folder
    #[arg(long, value_name = "FILE")]
    pub index: Option<PathBuf>,
    /// Folder with definitions of your own
    #[arg(long, value_name = "DIR")]
    pub datasets: Option<PathBuf>,
    /// Cut to this gemeente
    #[arg(long, value_name = "GM0385")]
    pub area: Option<String>,
    /// Correction grid of RDNAPTRANS2018 (rdcorr2018.txt or its zip), for RD New to the millimetre
    #[arg(long, value_name = "FILE")]
    pub rd_grid: Option<PathBuf>,
    /// Threads that read
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    /// Leave out files that cannot be used, in place of stopping
    #[arg(long)]
    pub skip_unusable: bool,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct SnapshotArgs {
    #[command(subcommand)]
    pub command: SnapshotCommand,
}

#[derive(Debug, Subcommand)]
pub enum SnapshotCommand {
    /// The snapshots in a folder
    List {
        /// The folder
        #[arg(value_name = "DIR", default_value = ".")]
        folder: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// What a snapshot holds: datasets, layers, findings
    Show {
        /// The snapshot
        #[arg(value_name = "DIR")]
        snapshot: PathBuf,
        /// Also every finding that was kept
        #[arg(long)]
        findings: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Is a snapshot whole and unchanged
    Verify {
        /// The snapshot
        #[arg(value_name = "DIR")]
        snapshot: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Which layers differ between two snapshots
    Diff {
        /// The one
        #[arg(value_name = "BEFORE")]
        before: PathBuf,
        /// The other
        #[arg(value_name = "AFTER")]
        after: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, clap::Args)]
pub struct HereArgs {
    /// The spot: degrees north and east
    #[arg(
        value_name = "LAT,LON",
        allow_hyphen_values = true,
        value_parser = spot,
        conflicts_with_all = ["rd", "address", "area", "jsonl"]
    )]
    pub spot: Option<String>,
    /// The spot in RD New: metres
    #[arg(
        long,
        value_name = "X,Y",
        allow_hyphen_values = true,
        value_parser = spot,
        conflicts_with_all = ["address", "area", "jsonl"]
    )]
    pub rd: Option<String>,
    /// The spot by address or postal code: "Kade 12 Volendam", "1131 AB 12"
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["area", "jsonl"])]
    pub address: Option<String>,
    /// A whole area: BU…, WK…, GM… or four digits of a postal code
    #[arg(long, value_name = "CODE", conflicts_with = "jsonl")]
    pub area: Option<String>,
    /// Questions as JSON lines {"lat":..,"lon":..} from a file or - for standard input
    #[arg(long, value_name = "FILE")]
    pub jsonl: Option<PathBuf>,
    /// The moment: 2026-11-27T21:40 is Dutch time, 2026-11-27T20:40Z is UTC; now when left out
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// How far to look, in metres
    #[arg(long, value_name = "M", allow_hyphen_values = true, default_value_t = schouw_picture::here::RADIUS_M)]
    pub radius: u32,
    /// The snapshot; SCHOUW_SNAPSHOT or ./snapshot when left out
    #[arg(long, value_name = "DIR", env = "SCHOUW_SNAPSHOT", default_value = "snapshot")]
    pub snapshot: PathBuf,
    /// What may not be shown (TOML); suppressed.toml beside the snapshot when left out
    #[arg(long, value_name = "FILE")]
    pub suppressed: Option<PathBuf>,
    /// Correction grid of RDNAPTRANS2018, for RD New to the millimetre
    #[arg(long, value_name = "FILE")]
    pub rd_grid: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// A spot may begin with a minus; an option that is not known is no spot.
fn spot(text: &str) -> Result<String, String> {
    let number = |rest: &str| rest.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.');
    match text.strip_prefix('-') {
        Some(rest) if !number(rest) => Err(format!("there is no option `{text}`; see `schouw here --help`")),
        _ => Ok(text.to_owned()),
    }
}

#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// How it runs (TOML); SCHOUW_CONFIG or ./schouw.toml when left out
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The snapshot: a folder or a link to one; SCHOUW_SNAPSHOT or ./snapshot when left out
    #[arg(long, value_name = "DIR")]
    pub snapshot: Option<PathBuf>,
    /// Where to listen; 127.0.0.1:8080 when left out
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Where to listen; 127.0.0.1:8080, or another port when that is in use, when left out
    #[arg(long, value_name = "ADDR")]
    pub listen: Option<String>,
    /// Say what is here on three telling spots, and end
    #[arg(long, conflicts_with = "listen")]
    pub once: bool,
    /// Folder to keep the generated files and the snapshot in; a temporary one when left out
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// File with a connection to PostgreSQL, for the logs of organisations; SQLite when left out
    #[arg(long, value_name = "FILE", conflicts_with = "once")]
    pub postgres: Option<PathBuf>,
    /// Seed of the generated municipality
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The day that it is in Markerwaard; today when left out
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}
