//! The words of `schouw campaign`.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

#[derive(Debug, clap::Args)]
pub struct CampaignArgs {
    #[command(subcommand)]
    pub command: CampaignCommand,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// for people
    Text,
    /// JSON
    Json,
    /// a page to print
    Html,
    /// a table for a spreadsheet
    Csv,
    /// a calendar
    Ics,
}

#[derive(Debug, Subcommand)]
pub enum CampaignCommand {
    /// Check a register of teams (CSV, GeoJSON); with one before it say what was split, merged, renamed
    Register {
        /// The register, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// The register before it
        #[arg(long, value_name = "FILE")]
        before: Option<PathBuf>,
        /// Day that it holds of, for teams that do not say
        #[arg(long, value_name = "DATE")]
        version: Option<String>,
        /// How to write it: text or json
        #[arg(long, value_enum, default_value = "text")]
        form: Form,
    },
    /// Plan who visits which team when, with little travel and within every window
    Plan {
        /// The question (JSON), or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// What decides between equal chances
        #[arg(long, value_name = "N")]
        seed: Option<u64>,
        /// Rounds of the search
        #[arg(long, value_name = "N")]
        rounds: Option<u32>,
        /// How to write it: text, json or ics
        #[arg(long, value_enum, default_value = "text")]
        form: Form,
    },
    /// What the talks of a wave yield: counts, who is missing, quotes, what changed
    Harvest {
        #[command(flatten)]
        of: DocumentArgs,
        /// The wave; the last one when left out
        #[arg(long, value_name = "N")]
        wave: Option<u16>,
        /// How to write it: text, json, or html for the report of two pages
        #[arg(long, value_enum, default_value = "text")]
        form: Form,
    },
    /// The actions, overdue first
    Actions {
        /// The campaign (JSON) or a table of actions (CSV), or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// The day on which it is looked at; today when left out
        #[arg(long, value_name = "DATE")]
        today: Option<String>,
        /// Only those of this owner
        #[arg(long, value_name = "WHO")]
        owner: Option<String>,
        /// How to write it: text, json, html, csv or ics
        #[arg(long, value_enum, default_value = "text")]
        form: Form,
    },
    /// The page that goes back to a team, as HTML to print
    Team {
        #[command(flatten)]
        of: DocumentArgs,
        /// The team
        #[arg(value_name = "TEAM")]
        team: String,
    },
    /// How it stands: teams, promises, reminders, what asks for attention
    Status {
        #[command(flatten)]
        of: DocumentArgs,
        /// The wave; the last one when left out
        #[arg(long, value_name = "N")]
        wave: Option<u16>,
        /// How to write it: text or json
        #[arg(long, value_enum, default_value = "text")]
        form: Form,
    },
}

#[derive(Debug, clap::Args)]
pub struct DocumentArgs {
    /// The campaign (JSON), or - for standard input
    #[arg(value_name = "FILE|-")]
    pub file: PathBuf,
    /// The day on which it is looked at; today when left out
    #[arg(long, value_name = "DATE")]
    pub today: Option<String>,
}
