//! `schouw snapshot list|show|verify|diff`.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use schouw_node::snapshot::{self, FINDINGS, Manifest, Snapshot};

use crate::args::{SnapshotArgs, SnapshotCommand};
use crate::exit::{DAMAGED, Failure, WORLD};
use crate::terminal;

pub fn run(args: &SnapshotArgs) -> Result<ExitCode, Failure> {
    match &args.command {
        SnapshotCommand::List { folder, json } => list(folder, *json),
        SnapshotCommand::Show { snapshot, findings, json } => show(snapshot, *findings, *json),
        SnapshotCommand::Verify { snapshot, json } => verify(snapshot, *json),
        SnapshotCommand::Diff { before, after, json } => diff(before, after, *json),
    }
}

fn list(folder: &Path, json: bool) -> Result<ExitCode, Failure> {
    let found = snapshot::list(folder)?;
    if json {
        let rows = found.iter().map(|(path, manifest)| {
            serde_json::json!({"path": path, "digest": manifest.digest, "created": manifest.created, "datasets": manifest.dataset.len()})
        });
        terminal::out(&serde_json::Value::Array(rows.collect()).to_string());
    } else {
        for (path, manifest) in &found {
            terminal::out(&format!(
                "{}  {}  {} datasets  {}",
                path.display(),
                manifest.created,
                manifest.dataset.len(),
                manifest.digest
            ));
        }
        if found.is_empty() {
            terminal::note(&format!("no snapshots in {}", folder.display()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn show(folder: &Path, findings: bool, json: bool) -> Result<ExitCode, Failure> {
    let manifest = snapshot::manifest(folder)?;
    if json {
        terminal::out(
            &serde_json::to_string(&manifest).map_err(|error| Failure::new(WORLD, error.to_string()))?,
        );
    } else {
        terminal::out(&words(&manifest));
    }
    if findings {
        let text = std::fs::read_to_string(folder.join(FINDINGS));
        terminal::out(text.map_err(|error| Failure::new(WORLD, error.to_string()))?.trim_end());
    }
    Ok(ExitCode::SUCCESS)
}

fn words(manifest: &Manifest) -> String {
    let mut text = format!("digest {}\nmade {} by {}\n", manifest.digest, manifest.created, manifest.tool);
    let _ = writeln!(text, "datasets");
    for dataset in &manifest.dataset {
        let _ = writeln!(
            text,
            "  {:<44} {}  {} ({}), {}",
            dataset.identifier.to_string(),
            dataset.modified,
            dataset.title,
            dataset.publisher,
            dataset.license
        );
        if let Some(findings) = manifest.findings.get(dataset.identifier.as_str()) {
            let counts: Vec<String> =
                findings.iter().map(|(kind, count)| format!("{count} x {kind}")).collect();
            let _ = writeln!(text, "    findings: {}", counts.join(", "));
        }
    }
    let _ = writeln!(text, "layers");
    for layer in &manifest.layers {
        let _ = writeln!(text, "  {:<52} {:>9} rows  {}", layer.layer, layer.rows, layer.digest);
    }
    let _ = write!(text, "files");
    for file in &manifest.files {
        let _ = write!(text, "\n  {:<60} {:>11} bytes", file.path, file.bytes);
    }
    text
}

fn verify(folder: &Path, json: bool) -> Result<ExitCode, Failure> {
    let faults = snapshot::verify(folder)?;
    if json {
        let rows = faults.iter().map(|fault| serde_json::json!({"what": fault.what, "why": fault.why}));
        terminal::out(
            &serde_json::json!({"whole": faults.is_empty(), "faults": rows.collect::<Vec<_>>()}).to_string(),
        );
    } else if faults.is_empty() {
        let snapshot = Snapshot::open(folder)?;
        terminal::out(&format!("{} is whole, digest {}", folder.display(), snapshot.picture().digest()));
    } else {
        for fault in &faults {
            terminal::out(&format!("{}: {}", fault.what, fault.why));
        }
    }
    Ok(if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(DAMAGED) })
}

fn diff(before: &Path, after: &Path, json: bool) -> Result<ExitCode, Failure> {
    let differences = snapshot::diff(before, after)?;
    if json {
        let rows = differences
            .iter()
            .map(|d| serde_json::json!({"layer": d.layer, "rows_before": d.before, "rows_after": d.after}));
        terminal::out(&serde_json::Value::Array(rows.collect()).to_string());
        return Ok(ExitCode::SUCCESS);
    }
    for difference in &differences {
        let rows = |rows: Option<u64>| rows.map_or_else(|| "none".to_owned(), |rows| rows.to_string());
        terminal::out(&format!(
            "{:<52} {} -> {}",
            difference.layer,
            rows(difference.before),
            rows(difference.after)
        ));
    }
    if differences.is_empty() {
        terminal::out("no layer differs");
    }
    Ok(ExitCode::SUCCESS)
}
