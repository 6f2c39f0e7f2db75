//! No acknowledgement leaves before what it acknowledges is on disk: watched from outside, by strace.

use std::collections::HashMap;
use std::process::Command;

use schouw_node::journal::Place;
use schouw_node::store::Durable;

use crate::program::Told;

/// Commands, one after another.
const COMMANDS: u64 = 20;

/// Acknowledgements that left before the log and the keys were brought to disk; none when strace cannot be used here.
fn too_early(durable: Durable) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace");
    let works = Command::new("strace").args(["-o", "/dev/null", "true"]).output();
    if !works.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: there is no strace here that may trace (Debian: apt-get install strace)");
        return None;
    }
    let place = Place { durable, ..Place::sqlite(folder.path().join("node")) };
    let by = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o", trace.to_str().unwrap()];
    let output = Told::one_by_one(&place, 1, COMMANDS).command(&by).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    Some(early(&std::fs::read_to_string(&trace).unwrap()))
}

/// Reads the calls in their order: between two acknowledgements both files must have been brought to disk.
fn early(trace: &str) -> Vec<String> {
    let mut waiting: HashMap<&str, &str> = HashMap::new();
    let (mut log, mut keys) = (false, false);
    let (mut early, mut acks) = (Vec::new(), 0);
    for line in trace.lines() {
        let (thread, call) = line.split_once(' ').unwrap_or_default();
        let call = call.trim_start();
        let is_sync = call.starts_with("fsync(") || call.starts_with("fdatasync(");
        let mut done = None;
        if is_sync && call.contains("<unfinished") {
            waiting.insert(thread, call);
        } else if is_sync && call.ends_with("= 0") {
            done = Some(call);
        } else if call.contains("sync resumed>") && call.ends_with("= 0") {
            done = waiting.remove(thread);
        }
        log |= done.is_some_and(|call| call.contains("journal.db"));
        keys |= done.is_some_and(|call| call.contains("keys.db"));
        if call.starts_with("write(1<") && call.contains("\"ack ") {
            acks += 1;
            if !(log && keys) {
                early.push(call.to_owned());
            }
            (log, keys) = (false, false);
        }
    }
    assert_eq!(acks, COMMANDS, "the trace is not what this test reads");
    early
}

#[test]
fn no_acknowledgement_leaves_before_the_disk_has_it() {
    let Some(early) = too_early(Durable::Yes) else { return };
    assert!(early.is_empty(), "{early:#?}");
}

#[test]
fn the_test_sees_it_when_nothing_is_brought_to_disk() {
    let Some(early) = too_early(Durable::No) else { return };
    // before the first one the files themselves were made and brought to disk
    assert!(early.len() as u64 >= COMMANDS - 1, "{early:#?}");
}
