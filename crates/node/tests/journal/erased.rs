//! What was erased is in no file: not the plain text, not the keys; not in write-ahead logs, not in later backups.

use std::path::{Path, PathBuf};

use schouw_node::journal::keys::{KeyRing, Of};
use schouw_node::journal::{Backup, Body, KeyFile, Place, backup};

use crate::stage::{SetClock, append, clean, id, open, organisation};

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found
}

/// The files below a folder that have these bytes.
fn holding(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let has = |path: &PathBuf| std::fs::read(path).unwrap().windows(bytes.len()).any(|part| part == bytes);
    files(folder).into_iter().filter(has).collect()
}

fn keys(place: &Place, of: Of) -> std::collections::HashMap<uuid::Uuid, Vec<u8>> {
    let ring = KeyRing::open_to_read(&place.folder(&organisation()).keys()).unwrap();
    let mut keys = std::collections::HashMap::new();
    ring.each(of, &mut |id, key| {
        keys.insert(id, key.bytes().to_vec());
        Ok(())
    })
    .unwrap();
    keys
}

#[test]
fn after_erasing_neither_plain_text_nor_key_is_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let (place, clock) = (Place::sqlite(folder.path().join("node")), SetClock::new());
    let journals = open(&place, &clock);
    // enough for pages of keys to fill, so that a copy beside a row would show
    for number in 1..=400 {
        append(&journals, &clock, number, format!("het kenteken van nummer {number} is XX-99-YY").as_bytes());
    }
    let photo = journals.put_blob(&organisation(), b"a face, uncovered".repeat(1000)).unwrap();
    let kept = journals.put_blob(&organisation(), b"a wall".to_vec()).unwrap();
    let (before, blobs_before) = (keys(&place, Of::Entries), keys(&place, Of::Blobs));
    assert_eq!((before.len(), blobs_before.len()), (400, 2));
    assert!(!holding(&place.root, &before[&id(7).uuid()]).is_empty(), "the test sees keys");
    assert!(holding(&place.root, b"XX-99-YY").is_empty(), "plain text is in no file ever");
    // every third, in no order
    let gone: Vec<u64> = (1..=400).map(|number| number * 7 % 401).filter(|number| number % 3 == 0).collect();
    let ids: Vec<_> = gone.iter().map(|number| id(*number)).collect();
    journals.erase(&organisation(), &ids, &[photo], "AVG 17(1)(a)").unwrap();
    for number in &gone {
        let found = holding(&place.root, &before[&id(*number).uuid()]);
        assert!(found.is_empty(), "the key of {number} is in {found:?}");
    }
    assert!(holding(&place.root, &blobs_before[&photo]).is_empty());
    assert_eq!(journals.blob(&organisation(), photo).unwrap(), None);
    assert_eq!(journals.blob(&organisation(), kept).unwrap().unwrap(), b"a wall");
    let read = journals.read(&organisation(), 0, 1000).unwrap();
    let erased = read.iter().filter(|read| read.body == Body::Erased).count();
    assert_eq!(erased, gone.len());
    assert!(read.iter().all(|read| read.body != Body::Locked));
    // the others still open, from the same pages
    assert_eq!(keys(&place, Of::Entries).len(), 400 - gone.len());
    clean(&place);
    // and a backup that is made after it does not have them
    let key = KeyFile::make(&folder.path().join("backup.key")).unwrap();
    let (out, keys_out) = (folder.path().join("backup"), folder.path().join("keys"));
    let plan = Backup { out: &out, keys_out: &keys_out, key_file: &key, days: 30 };
    let done = backup(&place, &organisation(), &plan, &*clock).unwrap();
    assert_eq!(done.keys, 400 - gone.len() as u64 + 1);
    drop(journals);
    for number in &gone {
        assert!(holding(folder.path(), &before[&id(*number).uuid()]).is_empty(), "{number}");
    }
}

#[test]
fn keys_are_in_no_journal_and_in_no_backup_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let (place, clock) = (Place::sqlite(folder.path().join("node")), SetClock::new());
    let journals = open(&place, &clock);
    for number in 1..20 {
        append(&journals, &clock, number, b"drums");
    }
    let key = KeyFile::make(&folder.path().join("backup.key")).unwrap();
    let (out, keys_out) = (folder.path().join("backup"), folder.path().join("keys"));
    let plan = Backup { out: &out, keys_out: &keys_out, key_file: &key, days: 30 };
    backup(&place, &organisation(), &plan, &*clock).unwrap();
    for key in keys(&place, Of::Entries).values() {
        let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
        for found in [holding(folder.path(), key), holding(folder.path(), hex.as_bytes())].concat() {
            let name = found.file_name().unwrap().to_str().unwrap();
            assert!(name.starts_with("keys.db"), "a key is in {name}");
        }
    }
}
