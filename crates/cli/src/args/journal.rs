//! The command line of journals, backup and restore.

use std::path::PathBuf;

use clap::Subcommand;

/// Where the journals are.
#[derive(Debug, Clone, clap::Args)]
pub struct JournalPlaceArgs {
    /// Folder of the journals, with a folder for each organisation
    #[arg(long, value_name = "DIR", env = "SCHOUW_JOURNAL_FOLDER", default_value = "journal", global = true)]
    pub data: PathBuf,
    /// File with the connection to PostgreSQL, when the entries are there: host=… user=… dbname=… password=…
    #[arg(long, value_name = "FILE", env = "SCHOUW_JOURNAL_POSTGRES", global = true)]
    pub postgres: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
pub struct JournalArgs {
    #[command(flatten)]
    pub place: JournalPlaceArgs,
    #[command(subcommand)]
    pub command: JournalCommand,
}

#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// Is a log what was written: changed, missing, reordered entries; with an earlier head also a cut tail, a rollback, a fork
    Verify {
        /// Whose log; all of them when left out
        #[arg(value_name = "ORGANISATION")]
        organisation: Option<String>,
        /// A head that was kept elsewhere, as `schouw journal head` printed it
        #[arg(long, value_name = "FILE")]
        head: Option<PathBuf>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// A log as JSON lines
    Export {
        /// Whose log
        #[arg(value_name = "ORGANISATION")]
        organisation: String,
        /// Open the bodies too: personal data
        #[arg(long)]
        open: bool,
    },
    /// What is in a log
    Stats {
        /// Whose log; all of them when left out
        #[arg(value_name = "ORGANISATION")]
        organisation: Option<String>,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// The signed head of a log, to be kept elsewhere
    Head {
        /// Whose log
        #[arg(value_name = "ORGANISATION")]
        organisation: String,
    },
    /// Another signing key; not while the server runs
    Rotate {
        /// Whose log
        #[arg(value_name = "ORGANISATION")]
        organisation: String,
        /// Why
        #[arg(long, value_name = "TEXT")]
        citation: String,
    },
    /// Take away the keys of entries; not while the server runs
    Erase {
        /// Whose log
        #[arg(value_name = "ORGANISATION")]
        organisation: String,
        /// Ids of entries
        #[arg(value_name = "ID", required = true)]
        entries: Vec<String>,
        /// Under which article
        #[arg(long, value_name = "TEXT")]
        citation: String,
    },
}

#[derive(Debug, clap::Args)]
pub struct BackupArgs {
    #[command(flatten)]
    pub place: JournalPlaceArgs,
    /// Whose logs; all of them when none is named
    #[arg(value_name = "ORGANISATION")]
    pub organisations: Vec<String>,
    /// Folder for logs and blobs; a backup that is there is gone on with
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Another folder, for the keys; not the same disk
    #[arg(long, value_name = "DIR")]
    pub keys_out: PathBuf,
    /// File with the key that seals the backup of keys; kept apart from both
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// Make that key first
    #[arg(long)]
    pub make_key: bool,
    /// How many days the backup of keys is good
    #[arg(long, value_name = "N", default_value_t = schouw_node::journal::KEYS_KEPT_DAYS)]
    pub days: u32,
    /// Print JSON, one line a log
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct RestoreArgs {
    #[command(flatten)]
    pub place: JournalPlaceArgs,
    /// Whose log
    #[arg(value_name = "ORGANISATION")]
    pub organisation: String,
    /// Folder of the backup
    #[arg(long, value_name = "DIR")]
    pub from: PathBuf,
    /// The backup of keys
    #[arg(long, value_name = "FILE")]
    pub keys: PathBuf,
    /// File with the key that it is sealed with
    #[arg(long, value_name = "FILE")]
    pub key: PathBuf,
    /// A later journal.db of the same log: what it says was erased is erased here too
    #[arg(long, value_name = "FILE")]
    pub later: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}
