//! The words of `schouw minutes`.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, clap::Args)]
pub struct MinutesArgs {
    #[command(subcommand)]
    pub command: MinutesCommand,
}

#[derive(Debug, Subcommand)]
pub enum MinutesCommand {
    /// Read a report (text, .docx, .pdf) and propose what stands in it; a person confirms
    Read {
        /// The report, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
}
