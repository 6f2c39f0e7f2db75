//! Journals as the use cases use them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use schouw_base::Clock as _;
use schouw_journal::System;
use schouw_node::journal::{Body, JournalError, Journals, Place};

use crate::cluster::Cluster;
use crate::stage::{SetClock, append, clean, draft, id, open, organisation};

/// Tells the same to journals on SQLite and on PostgreSQL.
fn on_both(tell: impl Fn(&Place)) {
    let folder = tempfile::tempdir().unwrap();
    tell(&Place::sqlite(folder.path()));
    if let Some(cluster) = Cluster::start() {
        let folder = tempfile::tempdir().unwrap();
        tell(&Place::postgres(folder.path(), cluster.connection()));
    }
}

#[test]
fn what_was_appended_is_read_back_also_after_a_restart() {
    on_both(|place| {
        let clock = SetClock::new();
        let journals = open(place, &clock);
        assert_eq!(append(&journals, &clock, 1, b"drums"), 1, "after the genesis");
        assert_eq!(append(&journals, &clock, 2, b"pipes"), 2);
        drop(journals);
        let journals = open(place, &clock);
        let read = journals.read(&organisation(), 0, 10).unwrap();
        assert!(matches!(&read[0].body, Body::System(System::Genesis { .. })));
        let Body::Open { warrant, body } = &read[1].body else { panic!("{read:?}") };
        assert_eq!((warrant.actor.as_str(), body.as_slice()), ("boa-1", &b"drums"[..]));
        let entry = journals.entry(&organisation(), id(2)).unwrap().unwrap();
        assert_eq!((entry.sequence, &entry), (2, &read[2]));
        assert_eq!(journals.entry(&organisation(), id(9)).unwrap(), None);
        assert_eq!(journals.head(&organisation()).unwrap().head.size, 3);
        assert_eq!(clean(place), 3);
    });
}

#[test]
fn the_same_command_twice_is_one_entry_and_another_under_its_id_is_refused() {
    on_both(|place| {
        let clock = SetClock::new();
        let journals = open(place, &clock);
        let first = journals.append(draft(1, clock.now(), b"drums")).unwrap();
        clock.move_by(60);
        let again = journals.append(draft(1, clock.now(), b"drums")).unwrap();
        assert_eq!((first.sequence, first.again, again.sequence, again.again), (1, false, 1, true));
        let other = journals.append(draft(1, clock.now(), b"pipes"));
        assert!(matches!(other, Err(JournalError::OtherCommand(found)) if found == id(1)));
        journals.erase(&organisation(), &[id(1)], &[], "AVG 17(1)(a)").unwrap();
        let after = journals.append(draft(1, clock.now(), b"drums")).unwrap();
        assert_eq!((after.sequence, after.again), (1, true), "what was erased does not come back");
        assert_eq!(journals.entry(&organisation(), id(1)).unwrap().unwrap().body, Body::Erased);
        assert_eq!(clean(place), 3);
    });
}

#[test]
fn many_at_once_come_all_of_them_once() {
    on_both(|place| {
        let clock = SetClock::new();
        let journals = open(place, &clock);
        // every command is sent by two clients
        std::thread::scope(|scope| {
            for client in 0..8_u64 {
                let (journals, clock) = (&journals, &clock);
                scope.spawn(move || {
                    for number in 0..25 {
                        append(journals, clock, 1 + (client / 2) * 25 + number, b"drums");
                    }
                });
            }
        });
        drop(journals);
        assert_eq!(clean(place), 101);
    });
}

#[test]
fn several_entries_in_one_step_come_all_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let (place, clock) = (Place::sqlite(folder.path()), SetClock::new());
    let journals = open(&place, &clock);
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let send = |numbers: &[u64]| {
        let drafts = numbers.iter().map(|number| draft(*number, clock.now(), b"x")).collect();
        runtime.block_on(journals.append_all_soon(drafts))
    };
    let receipts = send(&[1, 2, 3]).unwrap();
    assert_eq!(receipts.iter().map(|receipt| receipt.sequence).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(send(&[1, 2, 3]).unwrap().iter().all(|receipt| receipt.again));
    assert!(matches!(send(&[4, 3]), Err(JournalError::OtherCommand(_))), "a part was there");
    assert_eq!(journals.entry(&organisation(), id(4)).unwrap(), None);
    let other = Journals::open(Place::sqlite(folder.path()), clock.clone(), &[organisation()]);
    assert!(other.unwrap_err().to_string().contains("another process writes"));
}

#[test]
fn another_signing_key_signs_and_the_old_one_is_gone() {
    on_both(|place| {
        let clock = SetClock::new();
        let journals = open(place, &clock);
        append(&journals, &clock, 1, b"drums");
        let before = journals.head(&organisation()).unwrap();
        journals.rotate(&organisation(), "jaarlijks, BIO 10.1.2").unwrap();
        append(&journals, &clock, 2, b"pipes");
        let after = journals.head(&organisation()).unwrap();
        assert_ne!(before.head.key, after.head.key);
        drop(journals);
        append(&open(place, &clock), &clock, 3, b"after a restart");
        let report = schouw_node::journal::verify(place, &organisation(), Some(before)).unwrap();
        assert!(report.is_clean(), "{:?}", report.findings);
        assert_eq!(report.entries, 5);
    });
}

#[test]
fn derived_data_hears_what_was_erased() {
    let folder = tempfile::tempdir().unwrap();
    let (place, clock) = (Place::sqlite(folder.path()), SetClock::new());
    let journals = open(&place, &clock);
    append(&journals, &clock, 1, b"drums");
    let heard = Arc::new(AtomicUsize::new(0));
    let hears = heard.clone();
    journals.on_erase(Arc::new(move |whose, entries, _| {
        assert_eq!((whose, entries), (&organisation(), &[id(1)][..]));
        hears.fetch_add(1, Ordering::Relaxed);
    }));
    journals.erase(&organisation(), &[id(1)], &[], "AVG 17(1)(a)").unwrap();
    assert_eq!(heard.load(Ordering::Relaxed), 1);
    let unknown = journals.erase(&organisation(), &[id(7)], &[], "AVG 17(1)(a)");
    assert!(matches!(unknown, Err(JournalError::NoSuchEntry(_))));
    assert!(journals.erase(&organisation(), &[id(1)], &[], " ").is_err(), "no citation");
}

#[test]
fn the_time_of_a_log_never_runs_back() {
    let folder = tempfile::tempdir().unwrap();
    let (place, clock) = (Place::sqlite(folder.path()), SetClock::new());
    let journals = open(&place, &clock);
    append(&journals, &clock, 1, b"drums");
    clock.move_by(-200);
    append(&journals, &clock, 2, b"a clock that was set right");
    let read = journals.read(&organisation(), 1, 2).unwrap();
    assert_eq!(read[0].header.time, read[1].header.time);
    clock.move_by(-200);
    let refused = journals.append(draft(3, clock.now(), b"a clock that is wrong"));
    assert!(matches!(refused, Err(JournalError::ClockBack(_))), "{refused:?}");
    clock.move_by(400);
    append(&journals, &clock, 3, b"right again");
    assert_eq!(clean(&place), 4);
}
