//! Backup and restore.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use schouw_base::Clock;
use schouw_node::journal::{Backup, Body, Journals, KeyFile, Place, Restore, backup, restore};

use crate::cluster::Cluster;
use crate::stage::{SetClock, append, clean, id, open, organisation};

/// A folder with a backup key and places for backups.
struct Kept {
    folder: tempfile::TempDir,
    key: KeyFile,
}

impl Kept {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let key = KeyFile::make(&folder.path().join("backup.key")).unwrap();
        Self { folder, key }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Makes a backup and tells where its keys are.
    fn backup(&self, place: &Place, clock: &SetClock, days: u32) -> PathBuf {
        let (out, keys_out) = (self.path("out"), self.path("keys"));
        let plan = Backup { out: &out, keys_out: &keys_out, key_file: &self.key, days };
        backup(place, &organisation(), &plan, clock).unwrap().keys_file
    }

    fn restore(
        &self,
        place: &Place,
        keys: &Path,
        later: Option<&Path>,
        clock: &Arc<SetClock>,
    ) -> Result<u64, String> {
        let from = self.path("out");
        let plan = Restore { from: &from, keys, key_file: &self.key, later };
        let clock: Arc<dyn Clock> = clock.clone();
        restore(place, &organisation(), &plan, &clock)
            .map(|done| done.entries)
            .map_err(|error| error.to_string())
    }
}

fn bodies(journals: &Journals) -> Vec<String> {
    let read = journals.read(&organisation(), 0, 1000).unwrap();
    let text = |body: Body| match body {
        Body::Open { body, .. } => String::from_utf8(body).unwrap(),
        Body::System(system) => system.word().to_owned(),
        Body::Erased => "erased".to_owned(),
        Body::Locked => "locked".to_owned(),
    };
    read.into_iter().map(|read| text(read.body)).collect()
}

fn from_one_to_another(from: &Place, to: &Place) {
    let (kept, clock) = (Kept::new(), SetClock::new());
    let journals = open(from, &clock);
    append(&journals, &clock, 1, b"one");
    append(&journals, &clock, 2, b"two");
    let photo = journals.put_blob(&organisation(), b"photo".to_vec()).unwrap();
    let old_keys = kept.backup(from, &clock, 30);
    // while it runs, and gone on with; what is erased in between is in the later log, and its key in the older keys
    append(&journals, &clock, 3, b"three");
    journals.erase(&organisation(), &[id(1)], &[], "AVG 17(1)(a)").unwrap();
    clock.move_by(60);
    let keys = kept.backup(from, &clock, 30);
    let expected = ["system.genesis", "erased", "two", "three", "system.erasure"];
    assert_eq!(bodies(&journals), expected);
    drop(journals);
    assert_eq!(kept.restore(to, &keys, None, &clock), Ok(5));
    clean(to);
    let journals = open(to, &clock);
    assert_eq!(bodies(&journals), expected);
    assert_eq!(journals.blob(&organisation(), photo).unwrap().unwrap(), b"photo");
    append(&journals, &clock, 4, b"and it goes on");
    drop(journals);
    assert!(kept.restore(to, &keys, None, &clock).unwrap_err().contains("is there already"));
    // with keys from before the erasure: it is done again before anything is served
    let other = tempfile::tempdir().unwrap();
    let third = Place::sqlite(other.path());
    assert_eq!(kept.restore(&third, &old_keys, None, &clock), Ok(5));
    let journals = open(&third, &clock);
    assert_eq!(bodies(&journals), ["system.genesis", "erased", "two", "locked", "system.erasure"]);
}

#[test]
fn a_backup_that_is_restored_is_the_same_log() {
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    from_one_to_another(&Place::sqlite(from.path()), &Place::sqlite(to.path()));
}

#[test]
fn a_log_moves_from_sqlite_to_postgresql_by_backup_and_restore() {
    let Some(cluster) = Cluster::start() else { return };
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let to = Place::postgres(to.path(), cluster.connection());
    from_one_to_another(&Place::sqlite(from.path()), &to);
}

#[test]
fn what_a_later_journal_erased_stays_erased_when_an_older_one_is_restored() {
    let (kept, clock) = (Kept::new(), SetClock::new());
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let place = Place::sqlite(from.path());
    let journals = open(&place, &clock);
    append(&journals, &clock, 1, b"one");
    append(&journals, &clock, 2, b"two");
    let keys = kept.backup(&place, &clock, 30);
    journals.erase(&organisation(), &[id(2)], &[], "AVG 17(1)(a)").unwrap();
    drop(journals);
    let later = place.folder(&organisation()).journal();
    let to = Place::sqlite(to.path());
    assert_eq!(kept.restore(&to, &keys, Some(&later), &clock), Ok(3));
    assert_eq!(bodies(&open(&to, &clock)), ["system.genesis", "one", "erased", "system.erasure"]);
    clean(&to);
}

#[test]
fn expired_changed_or_foreign_keys_are_refused_and_nothing_is_left() {
    let (kept, clock) = (Kept::new(), SetClock::new());
    let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (place, to) = (Place::sqlite(from.path()), Place::sqlite(to.path().join("node")));
    let journals = open(&place, &clock);
    append(&journals, &clock, 1, b"one");
    let keys = kept.backup(&place, &clock, 1);
    let whole = std::fs::read(&keys).unwrap();
    for at in [whole.len() - 1, whole.len() / 2, 20] {
        let mut bent = whole.clone();
        bent[at] ^= 1;
        let file = kept.path("bent");
        std::fs::write(&file, bent).unwrap();
        assert!(kept.restore(&to, &file, None, &clock).is_err(), "byte {at}");
    }
    let file = kept.path("other.key");
    let other = KeyFile::make(&file).unwrap();
    assert!(KeyFile::make(&file).is_err(), "a key is never overwritten");
    let stranger = Kept { folder: tempfile::tempdir().unwrap(), key: other };
    std::fs::create_dir(stranger.path("out")).unwrap();
    let from = kept.path("out");
    let plan = Restore { from: &from, keys: &keys, key_file: &stranger.key, later: None };
    let now: Arc<dyn Clock> = clock.clone();
    assert!(restore(&to, &organisation(), &plan, &now).unwrap_err().to_string().contains("another key"));
    clock.move_by(2 * 24 * 3600);
    assert!(kept.restore(&to, &keys, None, &clock).unwrap_err().contains("was good until"));
    assert!(!to.folder(&organisation()).path().exists());
    // the next backup removes it
    kept.backup(&place, &clock, 1);
    assert!(!keys.exists());
}

#[test]
fn a_backup_is_not_gone_on_with_when_the_log_was_put_back() {
    let (kept, clock) = (Kept::new(), SetClock::new());
    let from = tempfile::tempdir().unwrap();
    let place = Place::sqlite(from.path());
    let journals = open(&place, &clock);
    append(&journals, &clock, 1, b"one");
    kept.backup(&place, &clock, 30);
    drop(journals);
    std::fs::remove_dir_all(place.folder(&organisation()).path()).unwrap();
    append(&open(&place, &clock), &clock, 1, b"another");
    let (out, keys_out) = (kept.path("out"), kept.path("keys"));
    let plan = Backup { out: &out, keys_out: &keys_out, key_file: &kept.key, days: 30 };
    let error = backup(&place, &organisation(), &plan, &*clock).unwrap_err().to_string();
    assert!(error.contains("does not go on"), "{error}");
}
