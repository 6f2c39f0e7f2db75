use std::fs;
use std::path::Path;

use super::*;
use crate::clock::SystemClock;

const SECOND: jiff::SignedDuration = jiff::SignedDuration::from_secs(1);

fn town(folder: &Path, seed: u64) -> PathBuf {
    let day = "2026-11-23".parse().unwrap();
    crate::demo::make(&folder.join(seed.to_string()), seed, day, &SystemClock).unwrap().0
}

fn copied(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copied(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Looks until two looks found the same, and gives what the last one brought.
fn look(service: &Service, now: &mut Timestamp) -> Looked {
    for _ in 0..2 {
        *now += SECOND;
        match service.look(*now) {
            Looked::Same => {}
            news => return news,
        }
    }
    Looked::Same
}

#[test]
fn a_snapshot_is_replaced_broken_and_removed_while_it_serves() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (town(folder.path(), 1), town(folder.path(), 2));
    let place = folder.path().join("served");
    let mut now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
    let at = Place { snapshot: place.clone(), suppressed: None, rd: RdTransform::Formula };

    let service = Service::start(at, now);
    assert!(service.current().is_none(), "there is none yet");
    assert!(service.trouble().unwrap().why.contains("there is no snapshot"));

    copied(&one, &place);
    let Looked::Taken(first) = look(&service, &mut now) else { panic!("it appeared") };
    assert_eq!((service.trouble(), look(&service, &mut now)), (None, Looked::Same));
    let old = service.current().unwrap();

    // in place: what is in service is a copy of our own
    let index = place.join(crate::snapshot::INDEX);
    fs::write(&index, b"no index at all").unwrap();
    let Looked::Refused(why) = look(&service, &mut now) else { panic!("it is broken") };
    assert!(why.contains("is not the file that was written"), "{why}");
    assert_eq!(service.current().unwrap().digest(), first);
    assert!(old.desk().snapshot().picture().find_address("Havenplein", old.desk().suppressed()).is_ok());

    fs::remove_dir_all(&place).unwrap();
    assert!(matches!(look(&service, &mut now), Looked::Refused(why) if why.contains("there is no snapshot")));
    assert_eq!(service.current().unwrap().digest(), first);

    std::os::unix::fs::symlink(&two, &place).unwrap();
    let Looked::Taken(second) = look(&service, &mut now) else { panic!("another one came") };
    assert_ne!(first, second);
    assert_eq!(service.trouble(), None);
}

#[test]
fn a_suppression_list_that_changes_is_honoured_and_a_broken_one_leaves_the_old() {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = town(folder.path(), 1);
    let list = snapshot.with_file_name(crate::here::SUPPRESSED);
    let mut now: Timestamp = "2026-11-23T12:00:00Z".parse().unwrap();
    let service = Service::start(Place { snapshot, suppressed: None, rd: RdTransform::Formula }, now);
    look(&service, &mut now);

    fs::write(&list, "[[hidden]]\ndataset = 'markerwaard-plekken'\nid = '1'\n").unwrap();
    assert!(matches!(look(&service, &mut now), Looked::Taken(_)));
    assert!(service.current().unwrap().desk().suppressed().hides("markerwaard-plekken", "1"));

    fs::write(&list, "what").unwrap();
    assert!(matches!(look(&service, &mut now), Looked::Refused(_)));
    assert!(service.current().unwrap().desk().suppressed().hides("markerwaard-plekken", "1"));
}
