//! One file, and all that can go wrong with it.

use std::time::Duration;

use crate::bench::{Bench, bench, failed, fetched};
use crate::replay::{Answer, End, json, status};

/// A body that is larger than one read.
fn long() -> String {
    format!("[{}0]", "1234567,".repeat(20_000))
}

/// Fetches `/a`, which answers so; expects the body, or a part of the reason; and so many requests.
fn check(name: &str, answers: Vec<Answer>, expected: Result<&str, &str>, requests: u64) -> Bench {
    let mut bench = bench();
    bench.server.on("/a", answers).on("/loop", [status(302).with("Location", "/loop")]);
    bench.server.on("/b", [json("[2]")]);
    let report = bench.one();
    match expected {
        Ok(body) => {
            let found = bench.read(&fetched(&report)[0]);
            assert!(found == body.as_bytes(), "{name}: {} bytes, not {}", found.len(), body.len());
        }
        Err(part) => {
            let (why, kept) = failed(&report);
            assert!(why.contains(part), "{name}: {why}");
            assert!(
                kept.is_empty() && report.finding().unwrap().why.ends_with("there is no earlier copy"),
                "{name}"
            );
        }
    }
    assert_eq!(report.requests, requests, "{name}");
    bench
}

#[test]
fn a_file_comes_as_it_is() {
    let bench = check(
        "plain",
        vec![json("[1]").etag("v1").with("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")],
        Ok("[1]"),
        1,
    );
    let file = &bench.index.files()[0];
    assert_eq!(file.path, "things/a-080a9ed42855.json");
    assert_eq!(file.address.as_deref(), Some(bench.server.url("/a").as_str()));
    assert_eq!(file.retrieved.to_string(), crate::bench::NOW);
    assert_eq!(file.etag.as_deref(), Some("\"v1\""));
    assert_eq!(file.last_modified.as_deref(), Some("Sun, 06 Nov 1994 08:49:37 GMT"));
    let seen = bench.server.seen();
    assert_eq!(seen[0].header("User-Agent"), Some("schouw/0.0.0 (+https://schouw.example)"));
    assert_eq!(seen[0].header("Accept-Encoding"), Some("identity"));
    assert_eq!(bench.names(), ["a-080a9ed42855.json"]);
    check("chunked", vec![json(long()).chunked()], Ok(&long()), 1);
    check("one redirect", vec![status(302).with("Location", "{base}/b")], Ok("[2]"), 2);
}

#[test]
fn what_passes_is_tried_again() {
    let (five, busy) = (status(500), status(503).with("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"));
    check("500 twice", vec![five.clone(), five.clone(), json("[1]")], Ok("[1]"), 3);
    check("500 for ever", vec![five], Err("500 Internal Server Error, also after 4 tries"), 4);
    check("503 until a date that has passed", vec![busy, json("[1]")], Ok("[1]"), 2);
    check("429 without a wait", vec![status(429), json("[1]")], Ok("[1]"), 2);
    check("429 for an hour", vec![status(429).with("Retry-After", "3600")], Err("come back in 3600 s"), 1);
    check("nothing comes", vec![json("[1]").end(End::Hang(1))], Err("did not answer in time"), 4);
}

#[test]
fn a_host_is_left_alone_as_long_as_it_asks() {
    let start = tokio::time::Instant::now();
    check("429 for a second", vec![status(429).with("Retry-After", "1"), json("[1]")], Ok("[1]"), 2);
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[test]
fn what_lasts_is_not_tried_again() {
    let html = json("<!DOCTYPE html><p>sorry");
    check("404", vec![status(404)], Err("404 Not Found: the file is no longer at this address"), 1);
    check("403", vec![status(403)], Err("is a key needed"), 1);
    check(
        "a page",
        vec![html.clone().with("Content-Type", "text/html")],
        Err("the answer is `text/html`, not application/json"),
        1,
    );
    check("a page as JSON", vec![html.clone()], Err("a web page, not data"), 1);
    check("a page as nothing", vec![html.without("Content-Type")], Err("a web page, not data"), 1);
    check("empty", vec![json("")], Err("the answer is empty"), 1);
    check("a loop", vec![status(302).with("Location", "/loop")], Err("more than 5 redirects"), 6);
    check(
        "to a file",
        vec![status(302).with("Location", "file:///etc/passwd")],
        Err("not one of http or https"),
        1,
    );
    check("to nowhere", vec![status(301)], Err("without saying where to"), 1);
    check("another coding", vec![json("x").with("Content-Encoding", "br")], Err("packed as `br`"), 1);
    check(
        "a range unasked",
        vec![json("[1]").status(206).with("Content-Range", "bytes 0-2/9")],
        Err("not asked"),
        1,
    );
    check("304 unasked", vec![status(304)], Err("not asked"), 1);
    check(
        "too large and says so",
        vec![json("1".repeat(1_000_001))],
        Err("larger than the limit of 1000000 bytes"),
        1,
    );
    check("too large unsaid", vec![json("1".repeat(1_000_001)).chunked()], Err("larger than the limit"), 1);
}

#[test]
fn a_cut_file_is_taken_up_where_it_broke_off() {
    let body = long();
    let good = || json(&body).etag("v1").good();
    for (name, answers, requests, ranges) in [
        ("once", vec![good().cut(70_000), good()], 2, 1),
        (
            "by date",
            {
                let dated = || json(&body).with("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT").good();
                vec![dated().cut(70_000), dated()]
            },
            2,
            1,
        ),
        // each brings enough to have fresh patience: more cuts than retries
        (
            "often",
            vec![good().cut(70_000), good().cut(70_000), good().cut(100), good().cut(100), good()],
            5,
            4,
        ),
    ] {
        let bench = check(name, answers, Ok(&body), requests);
        let seen = bench.server.seen();
        assert_eq!(seen.iter().filter(|seen| seen.header("Range").is_some()).count(), ranges, "{name}");
        assert_eq!(bench.names().len(), 1, "{name}: no part is left");
    }
}

#[test]
fn a_cut_file_is_begun_anew_when_the_rest_does_not_fit() {
    let (body, other) = (long(), long().replace('7', "8"));
    let cut = || json(&body).etag("v1").cut(70_000);
    let partial = |range: &str| json(&other[70_000..]).status(206).with("Content-Range", range);
    let total = body.len();
    let rest = format!("bytes 70000-{}/{total}", total - 1);
    let whole = || json(&other).etag("v2");
    check("the host has no ranges", vec![cut(), whole()], Ok(&other), 2);
    check("changed, and the host sees it", vec![cut(), whole().good()], Ok(&other), 2);
    check(
        "changed, and the host does not see it",
        vec![cut(), partial(&rest).etag("v2"), whole()],
        Ok(&other),
        3,
    );
    check("another range", vec![cut(), partial("bytes 0-9/10").etag("v1"), whole()], Ok(&other), 3);
    check("another size", vec![cut(), partial("bytes 70000-80000/80001").etag("v1"), whole()], Ok(&other), 3);
    check("no range said", vec![cut(), partial("x").etag("v1"), whole()], Ok(&other), 3);
    check("416", vec![cut(), status(416), whole()], Ok(&other), 3);
    check(
        "never fits",
        [vec![cut(), status(416)], vec![cut(), status(416), cut(), status(416), cut(), status(416)]].concat(),
        Err("begun anew 3 times"),
        8,
    );
    let bench = check("no mark", vec![json(&body).cut(70_000), json(&other)], Ok(&other), 2);
    assert!(bench.server.seen().iter().all(|seen| seen.header("Range").is_none()));
}

#[test]
fn a_shorter_range_than_asked_is_followed_by_the_next() {
    let body = long();
    let cut = json(&body).etag("v1").cut(70_000);
    let range = format!("bytes 70000-99999/{}", body.len());
    let some = json(&body[70_000..100_000]).status(206).with("Content-Range", range).etag("v1");
    check("shorter", vec![cut, some, json(&body).etag("v1").good()], Ok(&body), 3);
}

#[test]
fn what_is_packed_unasked_is_kept_as_it_came() {
    let mut bench = bench();
    let packed = b"\x1f\x8b not really packed \xff".to_vec();
    bench.server.on("/a", [json("").body(packed.clone()).with("Content-Encoding", "gzip")]);
    let report = bench.one();
    let file = &fetched(&report)[0];
    assert!(file.path.ends_with(".json.gz"), "{}", file.path);
    assert_eq!(bench.read(file), packed);
}

#[test]
fn a_slow_drip_ends_at_the_limit_of_time() {
    let mut bench = bench();
    bench.plan.limits.source_time_max = Duration::from_millis(300);
    bench.server.on("/a", [json(long()).end(End::Drip(10, Duration::from_millis(50)))]);
    let report = bench.one();
    assert_eq!(failed(&report).0, "it takes longer than 0.3 s");
}

#[test]
fn a_host_that_is_not_there_is_said_without_its_address() {
    let mut bench = bench();
    bench.plan.sources[0].url = "http://127.0.0.1:1/a?apikey=geheim".into();
    let report = bench.one();
    let why = failed(&report).0;
    assert!(
        why.contains("also after 4 tries") && !why.contains("geheim") && !why.contains("127.0.0.1"),
        "{why}"
    );
}
