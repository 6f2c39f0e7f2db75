//! `schouw build`.

use std::fmt::Write as _;
use std::process::ExitCode;

use schouw_area::AreaCode;
use schouw_node::build::{BuildOptions, BuildReport, build};
use schouw_node::clock::SystemClock;

use crate::args::BuildArgs;
use crate::exit::{Failure, REFUSED};
use crate::terminal;

/// Findings shown of each dataset and kind.
const SHOWN_MAX: usize = 2;

pub fn run(args: &BuildArgs) -> Result<ExitCode, Failure> {
    let area: Option<AreaCode> = match &args.area {
        Some(text) => Some(text.parse().map_err(|error| Failure::new(REFUSED, format!("{error}")))?),
        None => None,
    };
    let options = BuildOptions {
        raw: args.raw.clone(),
        index: args.index.clone(),
        datasets: args.datasets.clone(),
        out: args.out.clone(),
        area,
        rd_grid: args.rd_grid.clone(),
        threads: args.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, Into::into)),
        skip_unusable: args.skip_unusable,
    };
    let report = build(&options, &SystemClock)?;
    let text = if args.json { json(&report) } else { words(&report, &args.out.display().to_string()) };
    terminal::out(&text);
    Ok(ExitCode::SUCCESS)
}

/// The report for people.
pub fn words(report: &BuildReport, out: &str) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "records");
    for (dataset, (read, taken)) in &report.records {
        let _ = writeln!(text, "  {dataset:<44} {read:>9} read {taken:>9} taken");
    }
    let _ = writeln!(text, "layers");
    for layer in &report.layers {
        let _ = writeln!(text, "  {:<44} {:>9} rows", layer.layer, layer.rows);
    }
    if report.findings.total() > 0 {
        let _ = writeln!(text, "findings: {}", report.findings.total());
        let kept = report.findings.kept();
        for ((dataset, kind), count) in report.findings.counts() {
            let name = serde_json::to_value(kind)
                .ok()
                .and_then(|k| k.as_str().map(str::to_owned))
                .unwrap_or_default();
            let _ = writeln!(text, "  {dataset}: {count} x {name}");
            let of_kind = kept.iter().filter(|f| f.dataset == *dataset && f.kind == *kind);
            for finding in of_kind.take(SHOWN_MAX) {
                let value =
                    if finding.value.is_empty() { String::new() } else { format!(" `{}`", finding.value) };
                let place =
                    if finding.record > 0 { format!("record {} ", finding.record) } else { String::new() };
                let _ =
                    writeln!(text, "    {} {place}{}{value}: {}", finding.file, finding.column, finding.why);
            }
        }
    }
    for fault in &report.left_out {
        let _ = writeln!(text, "left out: {fault}");
    }
    let total: f64 = report.seconds.iter().map(|(_, seconds)| seconds).sum();
    let steps: Vec<String> =
        report.seconds.iter().map(|(step, seconds)| format!("{step} {seconds:.2}")).collect();
    let memory = report
        .peak_memory_bytes
        .map(|bytes| format!(", peak memory {} MiB", bytes >> 20))
        .unwrap_or_default();
    let _ = writeln!(text, "{total:.2} s ({}){memory}", steps.join(", "));
    let _ = write!(text, "snapshot {out}, digest {}", report.digest);
    text
}

fn json(report: &BuildReport) -> String {
    let layers: Vec<_> = report
        .layers
        .iter()
        .map(|layer| serde_json::json!({"layer": layer.layer, "rows": layer.rows, "digest": layer.digest}))
        .collect();
    let findings: Vec<_> = report
        .findings
        .counts()
        .iter()
        .map(|((dataset, kind), count)| serde_json::json!({"dataset": dataset, "kind": kind, "count": count}))
        .collect();
    let records: Vec<_> = report
        .records
        .iter()
        .map(|(dataset, (read, taken))| serde_json::json!({"dataset": dataset, "read": read, "taken": taken}))
        .collect();
    let left_out: Vec<String> = report.left_out.iter().map(ToString::to_string).collect();
    serde_json::json!({
        "digest": report.digest,
        "layers": layers,
        "records": records,
        "findings": findings,
        "left_out": left_out,
        "seconds": report.seconds.iter().map(|(step, seconds)| ((*step).to_owned(), *seconds)).collect::<std::collections::BTreeMap<_, _>>(),
        "peak_memory_bytes": report.peak_memory_bytes,
    })
    .to_string()
}
