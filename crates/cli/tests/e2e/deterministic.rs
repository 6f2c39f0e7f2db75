//! The same raw content gives the same snapshot, whatever is around it.

use std::path::Path;
use std::process::Command;

use crate::stage::{arg, command, copy, names, run, town};

/// Builds the town another way and holds it against the first: digest, layers, findings and all bytes but the manifest.
#[track_caller]
fn same(what: &str, raw: &Path, change: impl FnOnce(&mut Command)) {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("another name");
    let mut build = command();
    build.args(["build", "--json", "--raw", arg(raw), "--out", arg(&out)]);
    change(&mut build);
    let report = run(&mut build).good().json();
    let first: serde_json::Value =
        serde_json::from_slice(&std::fs::read(town().snapshot.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(report["digest"], first["digest"], "{what}");
    assert_eq!(report["layers"], first["layers"], "{what}");
    for part in ["layers", "index", ""] {
        let (ours, theirs) = (out.join(part), town().snapshot.join(part));
        assert_eq!(names(&ours), names(&theirs), "{what}");
        for name in names(&ours).iter().filter(|name| *name != "manifest.json" && ours.join(name).is_file()) {
            let same = std::fs::read(ours.join(name)).unwrap() == std::fs::read(theirs.join(name)).unwrap();
            assert!(same, "{what}: {part}/{name} differs");
        }
    }
}

#[test]
fn one_thread_and_many_give_the_same() {
    for threads in ["1", "2", "7"] {
        same(threads, &town().raw, |build| {
            build.args(["--threads", threads]);
        });
    }
}

#[test]
fn another_time_zone_and_language_give_the_same() {
    for (zone, language) in [("Asia/Tokyo", "tr_TR.UTF-8"), ("America/St_Johns", "ar_EG.UTF-8"), ("", "C")] {
        same(zone, &town().raw, |build| {
            build.env("TZ", zone).env("LC_ALL", language).env("LANG", language);
        });
    }
}

#[test]
fn an_index_in_another_order_and_another_folder_give_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let raw = folder.path().join("elders, met een spatie");
    copy(&town().raw, &raw);
    let text = std::fs::read_to_string(raw.join("raw.toml")).unwrap();
    let mut entries: Vec<&str> = text.split("[[file]]").collect();
    let head = entries.remove(0);
    for round in 0..3 {
        // three orders that have nothing to do with the names
        entries.reverse();
        let middle = entries.len() / (round + 2);
        entries.rotate_left(middle);
        let shuffled = entries.iter().fold(head.to_owned(), |text, entry| format!("{text}\n[[file]]{entry}"));
        let index = folder.path().join(format!("{round}.toml"));
        std::fs::write(&index, shuffled).unwrap();
        same("shuffled", &raw, |build| {
            build.args(["--index", arg(&index)]);
        });
    }
}

#[test]
fn other_content_gives_another_digest() {
    let folder = tempfile::tempdir().unwrap();
    let raw = folder.path().join("raw");
    copy(&town().raw, &raw);
    let sheet = raw.join("regels/regels.csv");
    let text = std::fs::read_to_string(&sheet).unwrap();
    std::fs::write(&sheet, text.replacen("APV 2:48", "APV 2:49", 1)).unwrap();
    let out = folder.path().join("snapshot");
    run(command().args(["build", "--raw", arg(&raw), "--out", arg(&out)])).good();
    let diff = run(command().args(["snapshot", "diff", arg(&town().snapshot), arg(&out)])).good();
    let differing: Vec<&str> = diff.out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(differing, ["rules"]);
}
