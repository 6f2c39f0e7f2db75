//! The journal alone: entries sealed, put in the tree, signed and brought to disk, by batches and through the writer.
//! Usage: `journal [--entries N] [--postgres CONNECTION]`. Beside it in `bench/journal.sh`: pgbench with a bare insert.

use std::sync::Arc;

use clap::Parser;
use schouw_base::{Clock as _, CommandId, OrganisationId};
use schouw_bench::rounds;
use schouw_journal::{Draft, Header, command_digest};
use schouw_law::given::Asker;
use schouw_law::share::{Question, ShareLaw};
use schouw_node::clock::SystemClock;
use schouw_node::journal::{Journals, Place};

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Bytes of a body: a signal with its text.
const BODY_BYTES: usize = 600;
/// Clients at once.
const CLIENTS: usize = 64;

#[derive(Parser)]
struct Args {
    /// Entries
    #[arg(long, default_value_t = 200_000)]
    entries: usize,
    /// Connection to PostgreSQL
    #[arg(long)]
    postgres: Option<String>,
}

#[expect(clippy::print_stdout, reason = "a measurement tells what it measured")]
fn main() -> Result<(), Failed> {
    let args = Args::parse();
    let folder = tempfile::tempdir()?;
    let place = match &args.postgres {
        None => Place::sqlite(folder.path()),
        Some(connection) => Place::postgres(folder.path(), connection.as_str()),
    };
    let organisation: OrganisationId = "gemeente-markerwaard".parse()?;
    let journals = Journals::open(place.clone(), Arc::new(SystemClock), std::slice::from_ref(&organisation))?;
    // permits are asked for beforehand: here only the journal is measured
    let parts = drafts(&organisation, args.entries)?;
    let name = if args.postgres.is_some() { "PostgreSQL" } else { "SQLite" };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let (written, took) = rounds::once(|| runtime.block_on(write(&journals, parts)));
    let mut waits = written?;
    waits.sort_by(f64::total_cmp);
    let rate = |took: std::time::Duration| args.entries as f64 / took.as_secs_f64();
    println!(
        "| {name}: append, {CLIENTS} clients | {:.0} entries/s | p50 {:.1} ms, p99 {:.1} ms |",
        rate(took),
        rounds::quantile(&waits, 0.5),
        rounds::quantile(&waits, 0.99)
    );
    let (read, took) = rounds::once(|| read_all(&journals, &organisation));
    println!("| {name}: read and open {} | {:.0} entries/s | |", read?, rate(took));
    drop(journals);
    let (report, took) = rounds::once(|| schouw_node::journal::verify(&place, &organisation, None));
    let clean = report?.is_clean();
    println!(
        "| {name}: verify, with keys ({}) | {:.0} entries/s | |",
        if clean { "clean" } else { "NOT clean" },
        rate(took)
    );
    Ok(())
}

fn drafts(organisation: &OrganisationId, count: usize) -> Result<Vec<Vec<Draft>>, Failed> {
    let law = ShareLaw::load()?;
    let value = serde_json::json!({"sender": {"employer": "municipality", "hat": "investigation", "domain": "I"}, "data": {"regime": "wpg", "wpg_article": 8, "age_months": 1, "archived": false, "identifiable": true, "categories": ["identity"], "special_category": false, "minor": false, "in_prosecution_file": false, "source": "own"}, "receiver": {"kind": "police", "domain": "I"}, "purpose": "investigate_offence", "facts": []});
    let question =
        Question::read(&value, jiff::civil::date(2026, 11, 23)).map_err(|faults| format!("{faults:?}"))?;
    let body = [b'x'; BODY_BYTES];
    let mut parts: Vec<Vec<Draft>> = (0..CLIENTS).map(|_| Vec::new()).collect();
    for number in 0..count {
        let id: CommandId = format!("01932c07-d000-7000-8000-{:012x}", number + 1).parse()?;
        let header = Header {
            id,
            organisation: organisation.clone(),
            kind: "signal".parse()?,
            version: 1,
            time: SystemClock.now(),
        };
        let command = command_digest(&header, &body);
        let asker = Asker { organisation: organisation.to_string(), actor: "boa-1".into(), command };
        let permit = law.permit(&question, &asker, &[])?.map_err(|_| "the law says no")?;
        if let Some(part) = parts.get_mut(number % CLIENTS) {
            part.push(Draft::permitted(permit, header, &body)?);
        }
    }
    Ok(parts)
}

/// Every client one after another, all clients at once; how long each waited, in milliseconds.
async fn write(journals: &Journals, parts: Vec<Vec<Draft>>) -> Result<Vec<f64>, Failed> {
    let mut clients = tokio::task::JoinSet::new();
    for part in parts {
        let journals = journals.clone();
        clients.spawn(async move {
            let mut waits = Vec::with_capacity(part.len());
            for draft in part {
                let timer = schouw_node::stopwatch::Timer::start();
                journals.append_soon(draft).await?;
                waits.push(timer.took().as_secs_f64() * 1e3);
            }
            Ok::<_, Failed>(waits)
        });
    }
    let mut waits = Vec::new();
    while let Some(done) = clients.join_next().await {
        waits.extend(done??);
    }
    Ok(waits)
}

fn read_all(journals: &Journals, organisation: &OrganisationId) -> Result<u64, Failed> {
    let mut from = 0;
    loop {
        let page = journals.read(organisation, from, 5_000)?;
        match page.last() {
            Some(last) => from = last.sequence + 1,
            None => return Ok(from),
        }
    }
}
