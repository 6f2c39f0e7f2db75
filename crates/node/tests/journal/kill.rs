//! Killed under load, again and again: no acknowledged entry is lost, none comes twice, and every key has its entry.

use std::io::Read as _;
use std::time::Duration;

use schouw_node::journal::keys::{KeyRing, Of};
use schouw_node::journal::{Body, Journals, Place};

use crate::cluster::Cluster;
use crate::program::{Told, acknowledged};
use crate::stage::{clean, id, organisation};

/// Kills when SCHOUW_JOURNAL_KILLS does not say otherwise.
const KILLS: u64 = 10;

fn kill_again_and_again(place: &Place) {
    let kills =
        std::env::var("SCHOUW_JOURNAL_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let (mut from, mut total) = (1, 0);
    for round in 0..kills {
        let mut program = Told::for_ever(place, from).command(&[]).spawn().unwrap();
        let mut pipe = program.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            let mut bytes = Vec::new();
            pipe.read_to_end(&mut bytes).unwrap();
            String::from_utf8_lossy(&bytes).into_owned()
        });
        // loading the law takes the first part of it; then at any moment
        std::thread::sleep(Duration::from_millis(700 + round * 137 % 600));
        program.kill().unwrap();
        program.wait().unwrap();
        let acks = acknowledged(&reader.join().unwrap());
        check(place, &acks);
        total += acks.len();
        from = acks.iter().max().map_or(from, |last| last + 1_000);
    }
    assert!(total > 0, "nothing was acknowledged: the test is too fast for this machine");
    eprintln!("{kills} kills, {total} entries acknowledged, none lost, none twice");
}

fn check(place: &Place, acks: &[u64]) {
    let clock = std::sync::Arc::new(schouw_node::clock::SystemClock);
    let journals = Journals::open(place.clone(), clock, &[organisation()]).unwrap();
    for number in acks {
        let entry = journals.entry(&organisation(), id(*number)).unwrap();
        let entry = entry.unwrap_or_else(|| panic!("{number} was acknowledged and is lost"));
        assert!(matches!(&entry.body, Body::Open { body, .. } if body.len() == 400), "{number}");
    }
    drop(journals);
    // an entry that stands twice would be a finding, and so would one without its key
    let entries = clean(place);
    let mut keys = 0;
    let ring = KeyRing::open_to_read(&place.folder(&organisation()).keys()).unwrap();
    ring.each(Of::Entries, &mut |_, _| {
        keys += 1;
        Ok(())
    })
    .unwrap();
    assert_eq!(keys, entries - 1, "a key without an entry was not swept; the genesis has none");
}

#[test]
fn a_journal_on_sqlite_that_is_killed_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    kill_again_and_again(&Place::sqlite(folder.path()));
}

#[test]
fn a_journal_on_postgresql_that_is_killed_loses_nothing() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    kill_again_and_again(&Place::postgres(folder.path(), cluster.connection()));
}
