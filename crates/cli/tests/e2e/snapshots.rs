//! `schouw snapshot list|show|verify|diff`, and what a changed or damaged snapshot gives.

use std::path::{Path, PathBuf};

use crate::stage::{SQUARE, arg, command, copy, names, project, run, schouw, town};

/// A copy of the town's snapshot that may be damaged.
fn copied() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = folder.path().join("snapshot");
    copy(&town().snapshot, &snapshot);
    (folder, snapshot)
}

fn flip(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    bytes[at] ^= 0x5a;
    std::fs::write(path, bytes).unwrap();
}

#[track_caller]
fn verify_finds(snapshot: &Path, what: &str) {
    let ran = schouw(["snapshot", "verify", arg(snapshot)]);
    assert_eq!(ran.code, Some(7), "{}{}", ran.out, ran.err);
    assert!(ran.out.contains(what), "`{what}` is not in {}", ran.out);
    let json = schouw(["snapshot", "verify", "--json", arg(snapshot)]);
    assert_eq!((json.code, &json.json()["whole"]), (Some(7), &false.into()));
}

#[test]
fn a_snapshot_is_listed_shown_and_whole() {
    let (folder, snapshot) = copied();
    std::fs::create_dir(folder.path().join("no snapshot")).unwrap();
    copy(&snapshot, &folder.path().join(".snapshot-abc.partial"));
    let listed = schouw(["snapshot", "list", arg(folder.path()), "--json"]).good().json();
    assert_eq!(listed.as_array().unwrap().len(), 1, "what is being written is passed over");
    let shown = schouw(["snapshot", "show", arg(&snapshot), "--json"]).good().json();
    assert_eq!(shown["digest"], listed[0]["digest"]);
    assert_eq!(shown["dataset"].as_array().unwrap().len(), 27);
    let text = schouw(["snapshot", "show", arg(&snapshot)]).good().out;
    assert!(text.contains("markerwaard-regels") && text.contains("CC0-1.0"), "{text}");
    let whole = schouw(["snapshot", "verify", arg(&snapshot)]).good().out;
    assert!(whole.contains("is whole") && whole.contains(shown["digest"].as_str().unwrap()), "{whole}");
}

#[test]
fn verify_finds_a_byte_that_changed_in_any_file() {
    let (_folder, snapshot) = copied();
    let mut files = vec!["index/picture.idx".to_owned(), "findings.jsonl".to_owned()];
    files.extend(names(&snapshot.join("layers")).into_iter().map(|name| format!("layers/{name}")));
    assert!(
        files.iter().any(|file| file.ends_with(".fgb"))
            && files.iter().any(|file| file.ends_with(".parquet"))
    );
    for file in files {
        let path = snapshot.join(&file);
        let length = std::fs::read(&path).unwrap().len();
        for at in [length / 2, length - 1] {
            flip(&path, at);
            verify_finds(&snapshot, &file);
            flip(&path, at);
        }
    }
    schouw(["snapshot", "verify", arg(&snapshot)]).good();
}

#[test]
fn verify_finds_a_file_that_is_gone() {
    let (_folder, snapshot) = copied();
    std::fs::remove_file(snapshot.join("layers/rules.fgb")).unwrap();
    verify_finds(&snapshot, "layers/rules.fgb");
    std::fs::remove_file(snapshot.join("index/picture.idx")).unwrap();
    verify_finds(&snapshot, "index/picture.idx");
    std::fs::remove_file(snapshot.join("manifest.json")).unwrap();
    schouw(["snapshot", "verify", arg(&snapshot)]).refused(6, "there is no snapshot");
}

#[test]
fn verify_finds_a_manifest_that_was_changed() {
    let (_folder, snapshot) = copied();
    let path = snapshot.join("manifest.json");
    let text = std::fs::read_to_string(&path).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&text).unwrap();
    let digest = |part: &serde_json::Value| part["digest"].as_str().unwrap().to_owned();
    let other = "0".repeat(64);
    for (from, to) in [
        (digest(&manifest), other.clone()),
        (digest(&manifest["layers"][4]), other.clone()),
        (digest(&manifest["files"][0]), other.clone()),
        (digest(&manifest["beside"][1]), other),
        ("\"publisher\": \"RDW\"".into(), "\"publisher\": \"Iemand anders\"".into()),
        ("\"license\": \"CC0-1.0\"".into(), "\"license\": \"CC-BY-4.0\"".into()),
    ] {
        let changed = text.replacen(&from, &to, 1);
        assert_ne!(changed, text, "{from}");
        std::fs::write(&path, changed).unwrap();
        verify_finds(&snapshot, "");
    }
    let mut without = manifest.clone();
    without["beside"].as_array_mut().unwrap().pop();
    std::fs::write(&path, without.to_string()).unwrap();
    verify_finds(&snapshot, "manifest.json");
    for broken in [&text[..text.len() / 2], "", "{}", "[1]"] {
        std::fs::write(&path, broken).unwrap();
        schouw(["snapshot", "verify", arg(&snapshot)]).refused(7, "build the snapshot again");
        schouw(["snapshot", "show", arg(&snapshot)]).refused(7, "manifest.json");
    }
}

#[test]
fn a_damaged_index_is_told_and_never_a_panic() {
    let (_folder, snapshot) = copied();
    let path = snapshot.join("index/picture.idx");
    let whole = std::fs::read(&path).unwrap();
    let ask = || {
        let mut ask = command();
        ask.args(["here", SQUARE, "--json", "--snapshot", arg(&snapshot)]);
        // `Ran` refuses a panic
        run(&mut ask)
    };
    // cut off anywhere
    for part in 0..24 {
        std::fs::write(&path, &whole[..whole.len() * part / 24]).unwrap();
        let ran = ask();
        assert_eq!(ran.code, Some(7), "cut at {part}/24: {}", ran.err);
        assert!(ran.err.contains("build the snapshot again"), "{}", ran.err);
    }
    // the head: no index, another version, a table that lies
    for (at, says) in [(0, "not an index"), (8, "version"), (12, ""), (40, "damaged"), (53, "damaged")] {
        std::fs::write(&path, &whole).unwrap();
        flip(&path, at);
        let ran = ask();
        assert_eq!(ran.code, Some(7), "{at}: {}", ran.err);
        assert!(ran.err.contains(says), "{}", ran.err);
    }
    // anywhere: an answer or exit code 7, and verify always tells
    let mut seed = 88_172_645_463_325_252_u64;
    for _ in 0..60 {
        std::fs::write(&path, &whole).unwrap();
        for _ in 0..16 {
            seed ^= seed << 13;
            seed ^= seed >> 7;
            seed ^= seed << 17;
            flip(&path, usize::try_from(seed).unwrap() % whole.len());
        }
        let ran = ask();
        assert!(matches!(ran.code, Some(0 | 7)), "{:?}: {}", ran.code, ran.err);
    }
    verify_finds(&snapshot, "index/picture.idx");
}

#[test]
fn diff_tells_which_layers_differ() {
    let folder = tempfile::tempdir().unwrap();
    let part = folder.path().join("part");
    let rules = project().join("docs/examples/rules");
    let (raw, datasets) = (rules.join("raw"), rules.join("datasets"));
    schouw(["build", "--raw", arg(&raw), "--datasets", arg(&datasets), "--out", arg(&part)]).good();
    let same = schouw(["snapshot", "diff", arg(&part), arg(&part)]).good();
    assert_eq!(same.out.trim(), "no layer differs");
    let rows = schouw(["snapshot", "diff", "--json", arg(&part), arg(&town().snapshot)]).good().json();
    let rules = rows.as_array().unwrap().iter().find(|row| row["layer"] == "rules").unwrap();
    assert_eq!((&rules["rows_before"], &rules["rows_after"]), (&4.into(), &26.into()));
}

#[test]
fn what_is_not_there_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("nothing");
    for args in [["snapshot", "show"], ["snapshot", "verify"]] {
        run(command().args(args).arg(&nothing)).refused(6, "there is no snapshot");
    }
    schouw(["snapshot", "diff", arg(&town().snapshot), arg(&nothing)]).refused(6, "there is no snapshot");
    schouw(["here", SQUARE, "--snapshot", arg(&nothing)]).refused(6, "make one with `schouw build`");
    schouw(["snapshot", "list", arg(&nothing)]).refused(6, "there is no snapshot");
    let empty = schouw(["snapshot", "list", arg(folder.path())]).good();
    assert!(empty.err.contains("no snapshots"), "{}", empty.err);
}
