//! `schouw backup` and `schouw restore`.

use std::process::ExitCode;
use std::sync::Arc;

use schouw_base::{Clock, OrganisationId};
use schouw_node::clock::SystemClock;
use schouw_node::journal::{self, Backup, KeyFile, Restore};

use crate::args::{BackupArgs, RestoreArgs};
use crate::exit::{Failure, REFUSED};
use crate::journal::{line, organisation, organisations, place};
use crate::terminal;

pub fn backup(args: &BackupArgs) -> Result<ExitCode, Failure> {
    if args.out == args.keys_out {
        return Err(Failure::new(REFUSED, "the keys go in another folder than the logs: `--keys-out`"));
    }
    let place = place(&args.place)?;
    let wanted = if args.organisations.is_empty() {
        organisations(&place, None)?
    } else {
        let found: Result<Vec<OrganisationId>, Failure> =
            args.organisations.iter().map(|name| organisation(&place, name)).collect();
        found?
    };
    let key_file = if args.make_key { KeyFile::make(&args.key)? } else { KeyFile::read(&args.key)? };
    for organisation in wanted {
        let plan = Backup { out: &args.out, keys_out: &args.keys_out, key_file: &key_file, days: args.days };
        let done = journal::backup(&place, &organisation, &plan, &SystemClock)?;
        if args.json {
            terminal::out(&line(&done)?);
        } else {
            terminal::out(&format!(
                "{organisation}: {} entries ({} new), {} blobs; {} keys in {}, good until {}; {} expired removed",
                done.entries,
                done.new_entries,
                done.blobs,
                done.keys,
                done.keys_file.display(),
                done.expires,
                done.removed
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub fn restore(args: &RestoreArgs) -> Result<ExitCode, Failure> {
    let place = place(&args.place)?;
    let organisation: OrganisationId =
        args.organisation.parse().map_err(|error| Failure::new(REFUSED, format!("{error}")))?;
    let key_file = KeyFile::read(&args.key)?;
    let plan =
        Restore { from: &args.from, keys: &args.keys, key_file: &key_file, later: args.later.as_deref() };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let done = journal::restore(&place, &organisation, &plan, &clock)?;
    if args.json {
        terminal::out(&line(&done)?);
    } else {
        terminal::out(&format!(
            "{organisation}: {} entries, {} blobs, {} erasures done again",
            done.entries, done.blobs, done.erasures
        ));
    }
    Ok(ExitCode::SUCCESS)
}
