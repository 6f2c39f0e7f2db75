//! `schouw fetch`: bars on a terminal, plain lines elsewhere.

use std::process::ExitCode;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use schouw_area::AreaCode;
use schouw_node::catalogue::Catalogue;
use schouw_node::clock::SystemClock;
use schouw_node::fetch_plan::{self, Gemeente};
use schouw_node::net::{FetchError, FetchOutcome, FetchProgress, FetchReport, fetch};
use schouw_node::raw_index::RawIndex;
use schouw_opendata::Dataset;

use crate::args::FetchArgs;
use crate::exit::{Failure, NOT_THERE, REFUSED, WORLD};
use crate::terminal;

pub fn run(args: &FetchArgs) -> Result<ExitCode, Failure> {
    let catalogue = Catalogue::load(args.datasets.as_deref())?;
    let chosen = choose(&catalogue, &args.sources)?;
    let gemeente = gemeente(args)?;
    let (plan, lacking) = fetch_plan::plan(&chosen, &gemeente, args.out.clone());
    if !lacking.is_empty() {
        let text = format!(
            "passed over, since their address asks for a gemeente (--area GM0385, with --snapshot DIR for its place and name): {}",
            lacking.join(", ")
        );
        if args.sources.is_empty() {
            terminal::note(&text);
        } else {
            return Err(Failure::new(REFUSED, text));
        }
    }
    let names: Vec<String> = plan.sources.iter().map(|source| source.file_name.clone()).collect();
    let mut index = RawIndex::default();
    let progress = Shown::new(names);
    let report = fetch(&plan, &mut index, &SystemClock, &progress).map_err(|error| {
        let code = if matches!(error, FetchError::Plan(_)) { crate::exit::DEFINITION } else { WORLD };
        Failure::new(code, error.to_string())
    })?;
    drop(progress);
    terminal::out(&if args.json { json(&report) } else { words(&report) });
    let failed = report.sources.iter().any(|source| matches!(source.outcome, FetchOutcome::Failed { .. }));
    Ok(if failed { ExitCode::from(WORLD) } else { ExitCode::SUCCESS })
}

fn gemeente(args: &FetchArgs) -> Result<Gemeente, Failure> {
    let Some(text) = &args.area else { return Ok(Gemeente::default()) };
    let code: AreaCode = text.parse().map_err(|error| Failure::new(REFUSED, format!("{error}")))?;
    let mut gemeente = Gemeente::known_in(&code, args.snapshot.as_deref())?;
    if args.area_name.is_some() {
        gemeente.name.clone_from(&args.area_name);
    }
    Ok(gemeente)
}

fn choose<'a>(catalogue: &'a Catalogue, names: &[String]) -> Result<Vec<&'a Dataset>, Failure> {
    if names.is_empty() {
        return Ok(catalogue.iter().filter(|dataset| dataset.fetch.is_some()).collect());
    }
    let find = |name: &String| {
        let dataset = name.parse().ok().and_then(|id| catalogue.get(&id));
        let dataset = dataset.ok_or_else(|| {
            Failure::new(NOT_THERE, format!("there is no dataset `{name}`; `schouw sources` lists them"))
        })?;
        if dataset.fetch.is_none() {
            return Err(Failure::new(
                REFUSED,
                format!("`{name}` has no address: its file is supplied by hand"),
            ));
        }
        Ok(dataset)
    };
    names.iter().map(find).collect()
}

fn words(report: &FetchReport) -> String {
    let lines = report.sources.iter().map(|source| {
        let said = match &source.outcome {
            FetchOutcome::Fetched(files) => {
                format!("fetched, {} files, {} bytes received", files.len(), source.bytes_received)
            }
            FetchOutcome::Unchanged(files) => format!("unchanged, {} files", files.len()),
            FetchOutcome::Failed { .. } => source.finding().map(|finding| finding.why).unwrap_or_default(),
        };
        format!("{} {}: {said}", source.dataset, source.file_name)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn json(report: &FetchReport) -> String {
    let sources = report.sources.iter().map(|source| {
        let (outcome, files) = match &source.outcome {
            FetchOutcome::Fetched(files) => ("fetched", files),
            FetchOutcome::Unchanged(files) => ("unchanged", files),
            FetchOutcome::Failed { kept, .. } => ("failed", kept),
        };
        serde_json::json!({
            "dataset": source.dataset,
            "outcome": outcome,
            "files": files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(),
            "requests": source.requests,
            "bytes_received": source.bytes_received,
            "finding": source.finding(),
        })
    });
    serde_json::Value::Array(sources.collect()).to_string()
}

/// How it goes, for a person who watches or for a log.
struct Shown {
    names: Vec<String>,
    bars: Option<(MultiProgress, Vec<ProgressBar>)>,
}

impl Shown {
    fn new(names: Vec<String>) -> Self {
        let bars = terminal::is_watched().then(|| {
            let all = MultiProgress::new();
            let style = ProgressStyle::with_template("{prefix:40!} {bytes:>10} {wide_bar} {msg}");
            let bars = names.iter().map(|name| {
                let bar = all.add(ProgressBar::no_length());
                if let Ok(style) = &style {
                    bar.set_style(style.clone());
                }
                bar.set_prefix(name.clone());
                bar
            });
            let bars = bars.collect();
            (all, bars)
        });
        Self { names, bars }
    }

    fn bar(&self, source: usize) -> Option<&ProgressBar> {
        self.bars.as_ref().and_then(|(_, bars)| bars.get(source))
    }

    fn say(&self, source: usize, text: &str) {
        match self.bar(source) {
            Some(bar) => bar.set_message(text.to_owned()),
            None => terminal::note(&format!("{}: {text}", self.names.get(source).map_or("", String::as_str))),
        }
    }
}

impl FetchProgress for Shown {
    fn started(&self, source: usize, bytes_total: Option<u64>) {
        match (self.bar(source), bytes_total) {
            (Some(bar), Some(total)) => bar.set_length(total),
            (Some(_), None) => {}
            (None, Some(total)) => self.say(source, &format!("{total} bytes to come")),
            (None, None) => self.say(source, "begins"),
        }
    }

    fn advanced(&self, source: usize, bytes: u64) {
        if let Some(bar) = self.bar(source) {
            bar.set_position(bytes);
        }
    }

    fn page(&self, source: usize, pages: u32) {
        self.say(source, &format!("{pages} pages"));
    }

    fn retrying(&self, source: usize, wait: Duration, why: &str) {
        self.say(source, &format!("tried again in {} s: {why}", wait.as_secs()));
    }

    fn finished(&self, source: usize, _outcome: &FetchOutcome) {
        self.say(source, "done");
        if let Some(bar) = self.bar(source) {
            bar.finish();
        }
    }

    fn failed(&self, source: usize, why: &str) {
        self.say(source, &format!("given up: {why}"));
        if let Some(bar) = self.bar(source) {
            bar.abandon();
        }
    }
}
