//! `schouw journal verify|export|stats|head|rotate|erase`.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use schouw_base::{CommandId, OrganisationId};
use schouw_journal::SignedHead;
use schouw_node::clock::SystemClock;
use schouw_node::journal::{self, JournalError, Journals, Place};

use crate::args::{JournalArgs, JournalCommand, JournalPlaceArgs};
use crate::exit::{DAMAGED, Failure, NOT_THERE, REFUSED, WORLD};
use crate::terminal;

/// Most bytes of a file with a head or a connection.
const FILE_BYTES_MAX: u64 = 64 * 1024;

pub fn run(args: &JournalArgs) -> Result<ExitCode, Failure> {
    let place = place(&args.place)?;
    match &args.command {
        JournalCommand::Verify { organisation, head, json } => {
            verify(&place, organisation.as_deref(), head.as_deref(), *json)
        }
        JournalCommand::Export { organisation, open, .. } => export(&place, organisation, *open),
        JournalCommand::Stats { organisation, json } => stats(&place, organisation.as_deref(), *json),
        JournalCommand::Head { organisation } => head(&place, organisation),
        JournalCommand::Rotate { organisation, citation } => {
            let (journals, organisation) = open(place, organisation)?;
            let receipt = journals.rotate(&organisation, citation)?;
            terminal::out(&format!("entry {}: another key signs", receipt.sequence));
            Ok(ExitCode::SUCCESS)
        }
        JournalCommand::Erase { organisation, entries, citation } => {
            let ids: Result<Vec<CommandId>, _> = entries.iter().map(|id| id.parse()).collect();
            let ids = ids.map_err(|error| Failure::new(REFUSED, format!("{error}")))?;
            let (journals, organisation) = open(place, organisation)?;
            for receipt in journals.erase(&organisation, &ids, &[], citation)? {
                terminal::out(&format!("entry {}: the keys are gone", receipt.sequence));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// Where the journals are, from the command line.
pub fn place(args: &JournalPlaceArgs) -> Result<Place, Failure> {
    connected(&args.data, args.postgres.as_deref())
}

/// Journals in a folder, the entries in PostgreSQL when a file says how to reach it.
pub fn connected(folder: &Path, postgres: Option<&Path>) -> Result<Place, Failure> {
    Place::with_connection(folder, postgres).map_err(|error| {
        let file = postgres.unwrap_or(folder).display();
        Failure::new(WORLD, format!("cannot read `{file}`: {error}"))
    })
}

/// An organisation that has a journal there.
pub fn organisation(place: &Place, name: &str) -> Result<OrganisationId, Failure> {
    let organisation: OrganisationId =
        name.parse().map_err(|error| Failure::new(REFUSED, format!("{error}")))?;
    if place.organisations()?.contains(&organisation) {
        return Ok(organisation);
    }
    let why = format!("there is no journal of `{organisation}` in `{}`", place.root.display());
    Err(Failure::new(NOT_THERE, why))
}

/// The organisation that is named, or all that have a journal there.
pub fn organisations(place: &Place, name: Option<&str>) -> Result<Vec<OrganisationId>, Failure> {
    if let Some(name) = name {
        return Ok(vec![organisation(place, name)?]);
    }
    let found = place.organisations()?;
    if found.is_empty() {
        return Err(Failure::new(NOT_THERE, format!("there are no journals in `{}`", place.root.display())));
    }
    Ok(found)
}

fn open(place: Place, name: &str) -> Result<(Journals, OrganisationId), Failure> {
    let organisation = organisation(&place, name)?;
    let journals = Journals::open(place, Arc::new(SystemClock), std::slice::from_ref(&organisation))?;
    Ok((journals, organisation))
}

fn verify(place: &Place, name: Option<&str>, head: Option<&Path>, json: bool) -> Result<ExitCode, Failure> {
    let earlier: Option<SignedHead> = match head {
        None => None,
        Some(file) => {
            let wrong =
                |error| Failure::new(REFUSED, format!("`{}` is not a signed head: {error}", file.display()));
            Some(serde_json::from_str(&text(file)?).map_err(wrong)?)
        }
    };
    // a head says whose it is
    let of_head = earlier.as_ref().map(|head| head.head.organisation.to_string());
    let mut clean = true;
    for organisation in organisations(place, name.or(of_head.as_deref()))? {
        let report = journal::verify(place, &organisation, earlier.clone())?;
        clean &= report.is_clean();
        if json {
            terminal::out(&line(&report)?);
            continue;
        }
        let mut text = match &report.head {
            Some(head) if report.is_clean() => {
                format!("{organisation} is whole: {} entries, root {}", report.entries, head.head.root)
            }
            _ => format!("{organisation} is NOT what was written: {} entries", report.entries),
        };
        for finding in &report.findings {
            let _ = write!(text, "\n  {finding}");
        }
        if report.more > 0 {
            let _ = write!(text, "\n  and {} more", report.more);
        }
        terminal::out(&text);
    }
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::from(DAMAGED) })
}

fn export(place: &Place, name: &str, open: bool) -> Result<ExitCode, Failure> {
    let organisation = organisation(place, name)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let done = journal::export(place, &organisation, open, &mut |value| {
        serde_json::to_writer(&mut out, value)?;
        out.write_all(b"\n")
    });
    let count = done?;
    out.flush().map_err(|error| Failure::new(WORLD, format!("cannot write the export: {error}")))?;
    terminal::note(&format!("{count} entries"));
    Ok(ExitCode::SUCCESS)
}

fn stats(place: &Place, name: Option<&str>, json: bool) -> Result<ExitCode, Failure> {
    for organisation in organisations(place, name)? {
        let stats = journal::stats(place, &organisation)?;
        if json {
            terminal::out(&line(&stats)?);
            continue;
        }
        let mut text = format!(
            "{organisation}\n  {} entries in {} batches, {} bytes sealed, {} erased, {} blobs",
            stats.entries, stats.batches, stats.content_bytes, stats.erased, stats.blobs
        );
        if let (Some(first), Some(last)) = (stats.first, stats.last) {
            let _ = write!(text, "\n  from {first} to {last}");
        }
        for (kind, count) in &stats.kinds {
            let _ = write!(text, "\n  {count:>9}  {kind}");
        }
        terminal::out(&text);
    }
    Ok(ExitCode::SUCCESS)
}

fn head(place: &Place, name: &str) -> Result<ExitCode, Failure> {
    let organisation = organisation(place, name)?;
    let head = place.reader(&organisation)?.standing(&organisation)?.head;
    let none = || Failure::new(NOT_THERE, format!("the journal of `{organisation}` has no entries"));
    terminal::out(&line(&head.ok_or_else(none)?)?);
    Ok(ExitCode::SUCCESS)
}

/// A value as one line of JSON.
pub fn line(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::new(WORLD, error.to_string()))
}

fn text(file: &Path) -> Result<String, Failure> {
    use std::io::Read as _;
    let failed = |error: io::Error| Failure::new(WORLD, format!("cannot read `{}`: {error}", file.display()));
    let mut text = String::new();
    let opened = std::fs::File::open(file).map_err(failed)?;
    opened.take(FILE_BYTES_MAX).read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

impl From<schouw_journal::StoreError> for Failure {
    fn from(error: schouw_journal::StoreError) -> Self {
        let damaged = matches!(error, schouw_journal::StoreError::Damaged(_));
        Self::new(if damaged { DAMAGED } else { WORLD }, error.to_string())
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        use schouw_journal::StoreError;
        let code = match &error {
            JournalError::NotThere(_) | JournalError::NoSuchEntry(_) | JournalError::NoSigner(_) => NOT_THERE,
            JournalError::OtherCommand(_)
            | JournalError::Batch
            | JournalError::BlobTooLarge(_)
            | JournalError::Draft(_)
            | JournalError::File(_) => REFUSED,
            JournalError::Store(error) if matches!(**error, StoreError::Damaged(_)) => DAMAGED,
            JournalError::ClockBack(_)
            | JournalError::Busy
            | JournalError::Stopped
            | JournalError::Store(_) => WORLD,
        };
        Self::new(code, error.to_string())
    }
}
