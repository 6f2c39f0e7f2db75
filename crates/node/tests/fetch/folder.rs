//! The raw folder over several fetches, and several sources in one.

use std::sync::Mutex;
use std::time::Duration;

use schouw_base::FixedClock;
use schouw_node::net::{FetchError, FetchOutcome, FetchProgress, FetchSource, Header, NoProgress, fetch};
use schouw_node::raw_index::{RawIndex, Retrieved};
use schouw_opendata::finding::FindingKind;

use crate::bench::{NOW, bench, failed, fetched, source, unchanged};
use crate::replay::{End, Replay, json, status};

#[test]
fn a_copy_that_stands_is_not_sent_again() {
    let mut bench = bench();
    bench.server.on("/a", [json("[1]").etag("v1").good()]);
    let first = bench.one();
    let second = bench.one();
    assert_eq!(unchanged(&second)[0].confirmed, Some(NOW.parse().unwrap()));
    assert_eq!(fetched(&first)[0].path, unchanged(&second)[0].path);
    assert_eq!((second.requests, second.bytes_received), (1, 0));
    assert_eq!(bench.server.seen()[1].header("If-None-Match"), Some("\"v1\""));
    assert_eq!(bench.names().len(), 1, "no part is left");
}

#[test]
fn a_copy_that_was_touched_or_came_from_elsewhere_is_fetched_anew() {
    let mut bench = bench();
    bench.server.on("/a", [json("[1]").etag("v1").good()]).on("/b", [json("[1]").etag("v1").good()]);
    let first = bench.one();
    std::fs::write(bench.plan.out.join(&fetched(&first)[0].path), "[9]").unwrap();
    unchanged(&bench.one());
    bench.plan.sources[0].url = bench.server.url("/b");
    bench.one();
    assert!(bench.server.seen().iter().all(|seen| seen.header("If-None-Match").is_none()));
    assert_eq!(bench.index.files()[0].address, Some(bench.server.url("/b")));
}

#[test]
fn a_new_version_replaces_the_old_one() {
    let mut bench = bench();
    bench.server.on("/a", [json("[1]").etag("v1").good(), json("[2]").etag("v2").good()]);
    bench.one();
    let second = bench.one();
    assert_eq!(bench.read(&fetched(&second)[0]), b"[2]");
    assert_eq!((bench.index.files().len(), bench.names().len()), (1, 1));
}

#[test]
fn a_source_that_fails_leaves_the_last_good_copy_and_the_others_go_on() {
    let mut bench = bench();
    let other = |name: &str, url: String| FetchSource { dataset: name.parse().unwrap(), ..source(&url) };
    bench.plan.sources.push(other("others", bench.server.url("/b")));
    bench.plan.sources.push(FetchSource { year: Some(2024), ..other("others", bench.server.url("/c")) });
    bench
        .server
        .on("/a", [json("[1]"), status(500)])
        .on("/b", [json("[2]"), json("[3]")])
        .on("/c", [json("[4]")]);
    let first = bench.fetch();
    assert!(first.findings().is_empty());
    let before = bench.index.files().iter().find(|file| file.dataset.as_str() == "things").cloned().unwrap();
    let second = bench.fetch();
    assert_eq!(failed(&second.sources[0]).1, std::slice::from_ref(&before));
    fetched(&second.sources[1]);
    unchanged(&second.sources[2]);
    let findings = second.findings();
    assert_eq!(
        (findings.len(), findings[0].kind, &findings[0].file),
        (1, FindingKind::NotFetched, &before.path)
    );
    assert!(
        bench
            .index
            .files()
            .iter()
            .any(|file| file.path.starts_with("others/2024/a-") && file.year == Some(2024))
    );
}

#[test]
fn a_later_fetch_goes_on_where_an_earlier_one_broke_off() {
    let mut bench = bench();
    bench.plan.limits.retries_max = 0;
    let body = "1".repeat(300_000);
    let good = || json(&body).etag("v1").good();
    bench.server.on("/a", [good().cut(200_000), good()]);
    let first = bench.one();
    failed(&first);
    assert_eq!(bench.names(), [".a.json.part", ".a.json.part.toml"]);
    let second = bench.one();
    assert_eq!(bench.read(&fetched(&second)[0]), body.as_bytes());
    assert_eq!(first.bytes_received + second.bytes_received, 300_000);
    assert_eq!(bench.names().len(), 1);
}

#[test]
fn what_a_killed_fetch_left_is_swept_up() {
    let mut bench = bench();
    bench.server.on("/a", [json("[1]").etag("v1").good()]);
    let folder = bench.plan.out.join("things");
    std::fs::create_dir_all(folder.join("a-0123456789ab")).unwrap();
    std::fs::create_dir_all(folder.join(".a.pages")).unwrap();
    std::fs::write(folder.join("a-0123456789ab/a-0001.json"), "[").unwrap();
    std::fs::write(folder.join("a-aaaaaaaaaaaa.json"), "[").unwrap();
    std::fs::write(folder.join(".a.json.part"), "[").unwrap();
    bench.one();
    assert_eq!(bench.names(), [".a.pages", "a-080a9ed42855.json"]);
}

#[test]
fn two_fetches_do_not_work_in_one_folder() {
    let mut slow = bench();
    slow.server.on("/a", [json("[1]").end(End::Drip(1, Duration::from_millis(300)))]);
    let plan = slow.plan.clone();
    let clock = FixedClock(NOW.parse().unwrap());
    std::thread::scope(|scope| {
        let first = scope.spawn(|| slow.one());
        while !plan.out.join(".schouw-fetch.lock").exists() {
            std::thread::sleep(Duration::from_millis(5));
        }
        std::thread::sleep(Duration::from_millis(50));
        let error = fetch(&plan, &mut RawIndex::default(), &clock, &NoProgress).unwrap_err();
        assert!(matches!(error, FetchError::Busy { .. }), "{error}");
        assert!(error.to_string().contains("wait until it is done"), "{error}");
        fetched(&first.join().unwrap());
    });
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said_and_the_last_good_copy_stands() {
    let mut bench = bench();
    bench.server.on("/a", [json("[1]"), json("2".repeat(400_000))]);
    bench.one();
    let before = bench.index.clone();
    std::os::unix::fs::symlink("/dev/full", bench.plan.out.join("things/.a.json.part")).unwrap();
    let report = bench.one();
    let (why, kept) = failed(&report);
    assert!(why.contains("the disk is full") && why.contains("make room"), "{why}");
    assert_eq!((kept, &bench.index), (before.files(), &before));
}

#[test]
fn a_key_goes_to_its_own_host_only_and_is_nowhere_to_be_read() {
    let (mut bench, elsewhere) = (bench(), Replay::start());
    elsewhere.on("/b", [json("[1]")]);
    bench.server.on("/a?apikey=geheim", [status(302).with("Location", elsewhere.url("/b"))]);
    bench.plan.sources[0].url = bench.server.url("/a?apikey=geheim");
    bench.plan.sources[0].headers = vec![Header { name: "X-Api-Key".into(), value: "geheim".into() }];
    let report = bench.one();
    assert_eq!(bench.server.seen()[0].header("X-Api-Key"), Some("geheim"));
    assert_eq!(elsewhere.seen()[0].header("X-Api-Key"), None);
    assert!(!format!("{report:?}").contains("geheim"), "{report:?}");
    assert!(!format!("{:?}", bench.plan.sources[0].headers).contains("geheim"));
    assert!(!bench.index.to_toml().contains("geheim"));
    assert!(bench.index.to_toml().contains("apikey=***"));
}

#[test]
fn the_index_of_the_folder_is_kept_with_what_others_put_in_it() {
    let mut bench = bench();
    std::fs::create_dir_all(&bench.plan.out).unwrap();
    std::fs::write(bench.plan.out.join("own.csv"), "a;b").unwrap();
    let digest = schouw_base::Digest::of(b"a;b");
    let own = format!(
        "version = 1\n[[file]]\npath = \"own.csv\"\ndataset = \"things\"\nretrieved = 2024-05-01\nbytes = 3\n\
         digest = \"{digest}\"\n"
    );
    std::fs::write(bench.plan.out.join("raw.toml"), own).unwrap();
    bench.server.on("/a", [json("[1]")]);
    bench.one();
    let days: Vec<_> = bench.index.files().iter().map(|file| file.retrieved.day().to_string()).collect();
    assert_eq!(days, ["2024-05-01", "2026-02-01"]);
    assert!(matches!(bench.index.files()[0].retrieved, Retrieved::Day(_)));
}

#[test]
fn a_wrong_index_is_not_written_over() {
    let bench = bench();
    std::fs::create_dir_all(&bench.plan.out).unwrap();
    std::fs::write(bench.plan.out.join("raw.toml"), "version = 2").unwrap();
    let clock = FixedClock(NOW.parse().unwrap());
    let error = fetch(&bench.plan, &mut RawIndex::default(), &clock, &NoProgress).unwrap_err();
    assert!(error.to_string().contains("version `2` is not known"), "{error}");
    assert_eq!(std::fs::read_to_string(bench.plan.out.join("raw.toml")).unwrap(), "version = 2");
}

#[test]
fn all_that_is_wrong_with_a_plan_is_said_at_once_and_nothing_is_asked() {
    let mut bench = bench();
    let good = bench.plan.sources[0].clone();
    bench.plan.sources.push(good.clone());
    bench.plan.sources.push(FetchSource { file_name: "../b.json".into(), bytes_max: 0, ..good.clone() });
    bench.plan.sources.push(FetchSource {
        file_name: "c.json".into(),
        url: "ftp://e.nl/".into(),
        ..good.clone()
    });
    let header = Header { name: "a b".into(), value: "geheim".into() };
    bench.plan.sources.push(FetchSource { file_name: "d.json".into(), headers: vec![header], ..good });
    bench.plan.limits.parallel = 0;
    let clock = FixedClock(NOW.parse().unwrap());
    let error = fetch(&bench.plan, &mut RawIndex::default(), &clock, &NoProgress).unwrap_err().to_string();
    for part in [
        "another source of this",
        "a file name has",
        "0 bytes",
        "`ftp:` is not one",
        "header `a b`",
        "0 at once",
    ] {
        assert!(error.contains(part), "{part}: {error}");
    }
    assert!(!error.contains("geheim"));
    assert!(bench.server.seen().is_empty() && !bench.plan.out.exists());
}

#[derive(Default)]
struct Told(Mutex<Vec<String>>);

impl Told {
    fn add(&self, what: String) {
        let mut told = self.0.lock().unwrap();
        if told.last() != Some(&what) {
            told.push(what);
        }
    }
}

impl FetchProgress for Told {
    fn started(&self, source: usize, bytes_total: Option<u64>) {
        self.add(format!("{source} started {bytes_total:?}"));
    }
    fn advanced(&self, source: usize, bytes: u64) {
        self.add(format!("{source} at {bytes}"));
    }
    fn page(&self, source: usize, pages: u32) {
        self.add(format!("{source} page {pages}"));
    }
    fn retrying(&self, source: usize, _wait: Duration, why: &str) {
        self.add(format!("{source} again: {why}"));
    }
    fn finished(&self, source: usize, outcome: &FetchOutcome) {
        self.add(format!("{source} done {}", matches!(outcome, FetchOutcome::Fetched(_))));
    }
    fn failed(&self, source: usize, why: &str) {
        self.add(format!("{source} failed: {why}"));
    }
}

#[test]
fn a_face_is_told_how_it_goes() {
    let mut bench = bench();
    bench.server.on("/a", [status(500), json("[1]")]);
    let told = Told::default();
    let clock = FixedClock(NOW.parse().unwrap());
    fetch(&bench.plan, &mut bench.index, &clock, &told).unwrap();
    bench.server.on("/a", [status(404)]);
    fetch(&bench.plan, &mut bench.index, &clock, &told).unwrap();
    let expected = [
        "0 again: the host answers 500 Internal Server Error",
        "0 started Some(3)",
        "0 at 0",
        "0 at 3",
        "0 done true",
        "0 failed: the host answers 404 Not Found: the file is no longer at this address",
    ];
    assert_eq!(*told.0.lock().unwrap(), expected);
}
