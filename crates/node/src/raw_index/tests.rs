use proptest::prelude::*;

use super::*;

fn full() -> RawFile {
    RawFile {
        path: "notices/berichten-0001.json".into(),
        dataset: "notices".parse().unwrap(),
        year: Some(2024),
        role: Some("zones \"north\"".into()),
        retrieved: Retrieved::Moment("2026-02-01T12:00:00.5Z".parse().unwrap()),
        confirmed: Some("2026-03-01T12:00:00Z".parse().unwrap()),
        address: Some("https://example.nl/a?b=c".into()),
        digest: Some(Digest::of(b"abc")),
        bytes: Some(3),
        etag: Some("W/\"abc\"".into()),
        last_modified: Some("Sun, 06 Nov 1994 08:49:37 GMT".into()),
    }
}

fn bare(path: &str) -> RawFile {
    RawFile {
        path: path.into(),
        year: None,
        role: None,
        retrieved: Retrieved::Day("2024-05-01".parse().unwrap()),
        confirmed: None,
        address: None,
        digest: None,
        bytes: None,
        etag: None,
        last_modified: None,
        ..full()
    }
}

#[test]
fn an_index_is_read_back_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut index = RawIndex::default();
    index.put(full());
    index.put(bare("a.csv"));
    let path = folder.path().join(RAW_INDEX_NAME);
    index.write(&path).unwrap();
    assert_eq!(RawIndex::read(&path).unwrap(), index);
    assert_eq!(RawIndex::of_folder(folder.path()).unwrap(), index);
    assert_eq!(index.files()[0].path, "a.csv", "sorted by path");
}

#[test]
fn a_folder_without_an_index_has_an_empty_one() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(RawIndex::of_folder(folder.path()).unwrap(), RawIndex::default());
    assert!(RawIndex::read(&folder.path().join(RAW_INDEX_NAME)).is_err());
}

/// The faults of an index that says this below its version.
fn faults(text: &str) -> Vec<String> {
    match RawIndex::parse(&format!("version = 1\n{text}")) {
        Err(RawIndexError::Faults(faults)) => faults,
        other => panic!("{text}: {other:?}"),
    }
}

#[test]
fn every_fault_is_named_at_once() {
    let found = faults(
        "colour = 1\n[[file]]\npath = \"../x\"\ndataset = \"A\"\nyear = 12\nwhy = 1\ndigest = \"12\"\netag = 5\n\
         [[file]]\ndataset = \"a\"\nretrieved = 2024-05-01T12:00:00\n",
    );
    for (part, times) in [
        ("unknown key `colour`", 1),
        ("file 1 (`../x`): `path` must be relative", 1),
        ("`dataset`: `A` is not a dataset id", 1),
        ("`year` must be a whole number", 1),
        ("unknown key `why`", 1),
        ("a digest is 64", 1),
        ("`etag` must be a text", 1),
        ("file 1 (`../x`): `retrieved` is missing", 1),
        ("file 2: `path` is missing", 1),
        ("file 2: `retrieved` must be a day", 1),
    ] {
        assert_eq!(found.iter().filter(|fault| fault.contains(part)).count(), times, "{part}: {found:#?}");
    }
    assert_eq!(found.len(), 10, "{found:#?}");
}

#[test]
fn a_path_stays_inside_the_raw_folder() {
    for (path, good) in [
        ("a.csv", true),
        ("map/een twee/a..b.csv", true),
        ("/etc/passwd", false),
        ("a/../../b", false),
        ("./a", false),
        ("a//b", false),
        ("a/", false),
        ("C:/a", false),
        ("a\\\\b", false),
        ("a\\u0000b", false),
        ("", false),
    ] {
        let text =
            format!("version = 1\n[[file]]\npath = \"{path}\"\ndataset = \"a\"\nretrieved = 2024-05-01\n");
        assert_eq!(RawIndex::parse(&text).is_ok(), good, "{path}");
    }
}

#[test]
fn another_version_or_none_is_refused() {
    for (text, part) in [
        ("version = 2", "version `2` is not known"),
        ("", "`version = 1` is missing"),
        ("version = 1\nfile = 3", "must be a list"),
        ("version = 1\nfile = [3]", "file 1 is not a table"),
        ("version = \n", "line 1"),
    ] {
        let message = RawIndex::parse(text).unwrap_err().to_string();
        assert!(message.contains(part), "{text}: {message}");
        assert!(!message.contains('\n'), "{message}");
    }
}

#[test]
fn a_path_occurs_once_for_a_dataset_and_may_hold_several_datasets() {
    let two = "[[file]]\npath = \"a\"\ndataset = \"b\"\nretrieved = 2024-05-01\n";
    let two = format!("version = 1\n{two}{}", two.replace("\"b\"", "\"a\""));
    let index = RawIndex::parse(&two).unwrap();
    assert_eq!(index.files().len(), 2);
    assert_eq!(RawIndex::parse(&index.to_toml()).unwrap(), index);
    let one = "[[file]]\npath = \"a\"\ndataset = \"a\"\nretrieved = 2024-05-01\n";
    assert_eq!(faults(&format!("{one}{one}{one}")), ["`a` occurs twice"]);
}

#[test]
fn merging_lets_the_other_win() {
    let mut index = RawIndex::default();
    index.put(bare("a"));
    index.put(bare("b"));
    let mut other = RawIndex::default();
    other.put(RawFile { bytes: Some(9), ..bare("b") });
    other.put(bare("c"));
    index.merge(other);
    let bytes: Vec<_> = index.files().iter().map(|file| (file.path.as_str(), file.bytes)).collect();
    assert_eq!(bytes, [("a", None), ("b", Some(9)), ("c", None)]);
    assert_eq!(index.take_out(|file| file.path == "b").len(), 1);
    assert_eq!(index.files().len(), 2);
    assert_eq!(index.of_dataset(&"notices".parse().unwrap()).count(), 2);
}

proptest! {
    #[test]
    fn any_text_survives_the_round_trip(
        role in "\\PC{1,40}", etag in "[ -~]{1,40}", path in "[a-z0-9 _é-]{1,20}(/[a-z0-9_-]{1,20}){0,3}",
        year in proptest::option::of(1_900_u16..=2_200), bytes in proptest::option::of(0_u64..i64::MAX as u64),
        second in -1_000_000_000_i64..4_000_000_000, nano in 0_i32..1_000_000_000,
    ) {
        let retrieved = Retrieved::Moment(Timestamp::new(second, nano).unwrap_or(Timestamp::UNIX_EPOCH));
        let mut index = RawIndex::default();
        index.put(RawFile { path, role: Some(role), etag: Some(etag), year, bytes, retrieved, ..full() });
        prop_assert_eq!(RawIndex::parse(&index.to_toml()).unwrap(), index);
    }

    #[test]
    fn no_text_makes_it_fall(text in "\\PC{0,200}") {
        let _ = RawIndex::parse(&text);
        let _ = RawIndex::parse(&format!("version = 1\n[[file]]\n{text}"));
    }
}
