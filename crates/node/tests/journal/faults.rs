//! What the world does: a full disk, a disk that may only be read, a database that restarts. The client gets an error, and
//! nothing is half-done.

use schouw_base::Clock as _;
use schouw_node::journal::{JournalError, Journals, Place};

use crate::cluster::Cluster;
use crate::program::{Told, acknowledged, refused};
use crate::stage::{SetClock, append, clean, draft, id, open, organisation};

fn output(told: &Told<'_>, by: &[&str]) -> String {
    let output = told.command(by).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Everything that was acknowledged is there, and the log goes on.
fn goes_on(place: &Place, acks: &[u64]) {
    let clock = std::sync::Arc::new(schouw_node::clock::SystemClock);
    let journals = Journals::open(place.clone(), clock, &[organisation()]).unwrap();
    for number in acks {
        assert!(journals.entry(&organisation(), id(*number)).unwrap().is_some(), "{number}");
    }
    journals.append(draft(999_999, schouw_node::clock::SystemClock.now(), b"after")).unwrap();
    drop(journals);
    clean(place);
}

#[test]
fn a_full_disk_is_an_error_and_nothing_is_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(folder.path());
    for (round, blocks) in [600_u64, 900, 1300].into_iter().enumerate() {
        // files of the process may not grow above this: in blocks of 512 bytes
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let told = Told::one_by_one(&place, 1 + round as u64 * 10_000, 800);
        let said = output(&told, &["sh", "-c", &script]);
        let (acks, noes) = (acknowledged(&said), refused(&said));
        assert!(!noes.is_empty(), "the limit was not met: {} acknowledged", acks.len());
        goes_on(&place, &acks);
    }
}

#[test]
fn a_disk_that_may_only_be_read_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::sqlite(folder.path().join("node"));
    let acks = acknowledged(&output(&Told::one_by_one(&place, 1, 3), &[]));
    assert_eq!(acks.len(), 3);
    // a mount of its own, seen by that process only
    let script = format!(
        "mount --bind {0} {0} && mount -o remount,ro,bind {0} || exit 9; exec \"$0\" \"$@\"",
        place.root.display()
    );
    let told = Told::one_by_one(&place, 100, 3);
    let ran = told.command(&["unshare", "-m", "sh", "-c", &script]).output();
    match ran {
        Ok(ran) if ran.status.code() != Some(9) => {
            let said = String::from_utf8_lossy(&ran.stdout).into_owned();
            if said.is_empty() {
                eprintln!("skipped: this machine lets nobody mount");
            } else {
                assert!(acknowledged(&said).is_empty() && !refused(&said).is_empty(), "{said}");
            }
        }
        _ => eprintln!("skipped: this machine lets nobody mount"),
    }
    goes_on(&place, &acks);
}

#[test]
fn a_database_that_restarts_is_an_error_and_then_it_goes_on() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (place, clock) = (Place::postgres(folder.path(), cluster.connection()), SetClock::new());
    let journals = open(&place, &clock);
    append(&journals, &clock, 1, b"before");
    cluster.down();
    let refused = journals.append(draft(2, clock.now(), b"while it is away"));
    assert!(matches!(refused, Err(JournalError::Store(_))), "{refused:?}");
    cluster.up();
    let receipt = journals.append(draft(2, clock.now(), b"while it is away")).unwrap();
    assert_eq!((receipt.sequence, receipt.again), (2, false), "nothing of it was there");
    append(&journals, &clock, 3, b"after");
    // readers that lost their connection find another
    let read = (0..2).map(|_| journals.read(&organisation(), 0, 10)).find_map(Result::ok).unwrap();
    assert_eq!(read.len(), 4);
    drop(journals);
    assert_eq!(clean(&place), 4);
}
