//! What the law says: questions about sharing and acting, and the rules themselves.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, clap::Args)]
pub struct MayArgs {
    #[command(subcommand)]
    pub command: MayCommand,
}

#[derive(Debug, Subcommand)]
pub enum MayCommand {
    /// May I share this
    Share {
        /// The question, or - for standard input
        #[arg(value_name = "FILE|-", required_unless_present = "covenant")]
        file: Option<PathBuf>,
        /// Folder with the organisation's own decisions and covenants (*.toml)
        #[arg(long, value_name = "DIR")]
        decisions: Option<PathBuf>,
        /// What can be shared under this covenant as a whole
        #[arg(long, value_name = "FILE", conflicts_with_all = ["file", "jsonl", "decisions"])]
        covenant: Option<PathBuf>,
        /// One {"id":..,"question":..} a line
        #[arg(long)]
        jsonl: bool,
        /// Do not look for what would be lawful
        #[arg(long)]
        no_routes: bool,
        /// The answer for people, in plain Dutch
        #[arg(long, conflicts_with = "jsonl")]
        explain: bool,
    },
    /// May I record this
    Record {
        /// The question, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// One {"id":..,"question":..} a line
        #[arg(long)]
        jsonl: bool,
        /// The answer for people, in plain Dutch
        #[arg(long, conflicts_with = "jsonl")]
        explain: bool,
    },
    /// Which fields of a record go, which go coarser, which never: {"question":..,"fields":{name: category}}
    Form {
        /// Question and fields, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
    },
    /// May this boa do this here
    Do {
        /// The question, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// One {"id":..,"question":..} a line
        #[arg(long)]
        jsonl: bool,
        /// Taken for symmetry with share: powers have no routes
        #[arg(long, hide = true)]
        no_routes: bool,
        /// The answer for people, in plain Dutch
        #[arg(long, conflicts_with = "jsonl")]
        explain: bool,
    },
}

#[derive(Debug, clap::Args)]
pub struct LawArgs {
    #[command(subcommand)]
    pub command: LawCommand,
}

#[derive(Debug, Subcommand)]
pub enum LawCommand {
    /// Are the rules whole: types, cases, sources, dates
    Check,
    /// The rules, one a line
    List,
    /// Proof by enumeration, every combination of what the sharing rules read; some minutes
    Prove {
        /// The rules of this day; today when left out
        #[arg(long, value_name = "DAY")]
        day: Option<jiff::civil::Date>,
    },
    /// In which stage data are (free, hit only, locked, destroy) and what comes when
    Retention {
        /// What is kept, as JSON, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
        /// The answer for people, in plain Dutch
        #[arg(long)]
        explain: bool,
    },
    /// A table of counts without small numbers: no cell under ten, and none that follows from a sum
    Counts {
        /// Rows of whole numbers as JSON, `[[12, 3], [40, 25]]`, or - for standard input
        #[arg(value_name = "FILE|-")]
        file: PathBuf,
    },
    /// One rule with its file, by id (R57) or article (Bpg 4:2(1)(n))
    Show {
        /// Rule or article
        #[arg(value_name = "ID")]
        id: String,
        /// Folder with official texts (BWB XML): prints the text of the article too
        #[arg(long, value_name = "DIR")]
        texts: Option<PathBuf>,
    },
    /// The domain lists of an official text (annex of BWBR0041447) beside those of 2017
    Lists {
        /// The BWB XML
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}
