use std::cell::Cell;

use super::*;

fn snapshot(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::create_dir(&path).unwrap();
    fs::write(path.join(MANIFEST), text).unwrap();
    path
}

fn read(folder: &Path) -> String {
    fs::read_to_string(standing(folder).join(MANIFEST)).unwrap()
}

fn unsupported(_: &Path, _: &Path) -> io::Result<()> {
    Err(rustix::io::Errno::INVAL.into())
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn a_new_snapshot_takes_the_place_of_an_earlier_one_with_and_without_an_exchange() {
    for exchange in [exchange as fn(&Path, &Path) -> io::Result<()>, unsupported] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("snapshot");
        for text in ["one", "two", "three"] {
            let fresh = snapshot(folder.path(), ".snapshot-abc.partial", text);
            put_by(&fresh, &place, exchange).unwrap();
            assert_eq!(read(&place), text);
            let _ = fs::remove_dir_all(&fresh);
        }
        assert_eq!(names(folder.path()), ["snapshot"]);
    }
}

#[test]
fn what_a_kill_between_the_two_steps_leaves_is_served_and_cleared() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("snapshot");
    let aside = snapshot(folder.path(), ".snapshot.earlier", "earlier");
    assert_eq!(standing(&place), aside);
    assert_eq!(place_of_aside(&aside).as_deref(), Some(place.as_path()));
    assert_eq!(read(&place), "earlier");
    let fresh = snapshot(folder.path(), ".snapshot-abc.partial", "new");
    put_by(&fresh, &place, unsupported).unwrap();
    assert_eq!(read(&place), "new");
    // killed after the second step: the earlier one is still aside
    snapshot(folder.path(), ".snapshot.earlier", "earlier");
    assert_eq!(read(&place), "new");
    let fresh = snapshot(folder.path(), ".snapshot-abd.partial", "newer");
    put_by(&fresh, &place, unsupported).unwrap();
    assert_eq!((read(&place).as_str(), names(folder.path())), ("newer", vec!["snapshot".to_owned()]));
}

#[test]
fn a_second_step_that_fails_puts_the_earlier_one_back() {
    let folder = tempfile::tempdir().unwrap();
    let place = snapshot(folder.path(), "snapshot", "earlier");
    let error = put_by(&folder.path().join("gone"), &place, unsupported).unwrap_err();
    assert!(matches!(error, PlaceError::Io(_)));
    assert_eq!((read(&place).as_str(), names(folder.path())), ("earlier", vec!["snapshot".to_owned()]));
}

#[test]
fn two_first_builds_to_one_place_both_come_through() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("snapshot");
    let fresh: Vec<PathBuf> =
        (0..8).map(|n| snapshot(folder.path(), &format!(".snapshot-{n}.partial"), "new")).collect();
    std::thread::scope(|scope| {
        for fresh in &fresh {
            scope.spawn(|| put(fresh, &place).unwrap());
        }
    });
    assert_eq!(read(&place), "new");
}

#[test]
fn another_build_that_comes_between_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let place = snapshot(folder.path(), "snapshot", "earlier");
    let fresh = snapshot(folder.path(), ".snapshot-abc.partial", "new");
    let times = Cell::new(0);
    let vanishes_once = |from: &Path, to: &Path| {
        times.set(times.get() + 1);
        if times.get() == 1 { Err(io::ErrorKind::NotFound.into()) } else { exchange(from, to) }
    };
    put_by(&fresh, &place, vanishes_once).unwrap();
    assert_eq!((read(&place).as_str(), times.get()), ("new", 2));
}

#[test]
fn what_is_no_snapshot_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("snapshot");
    fs::create_dir(&place).unwrap();
    fs::write(place.join("letter.txt"), "dear").unwrap();
    let fresh = snapshot(folder.path(), ".snapshot-abc.partial", "new");
    assert!(matches!(put(&fresh, &place), Err(PlaceError::Foreign)));
    assert!(place.join("letter.txt").is_file());
}
