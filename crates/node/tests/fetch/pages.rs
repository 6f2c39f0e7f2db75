//! A source in pages: all of them, or the last complete set.

use std::num::NonZeroU32;

use schouw_node::net::Paging;
use schouw_node::raw_index::RawFile;

use crate::bench::{Bench, bench, failed, fetched, unchanged};
use crate::replay::{Answer, json, status};

const TWO: NonZeroU32 = NonZeroU32::new(2).unwrap();

/// Fetches `/a` in pages; expects the bodies, or a part of the reason.
fn check(paging: Paging, script: &[(&str, Answer)], expected: Result<&[&str], &str>) -> Bench {
    let mut bench = bench();
    bench.plan.sources[0].paging = paging;
    bench.plan.sources[0].expect.push("text/xml".into());
    for (target, answer) in script {
        bench.server.on(target, [answer.clone()]);
    }
    let report = bench.one();
    match expected {
        Ok(bodies) => {
            let found: Vec<_> = fetched(&report).iter().map(|file| text(&bench, file)).collect();
            let bodies: Vec<_> =
                bodies.iter().map(|body| body.replace("{base}", &bench.server.base)).collect();
            assert_eq!(found, bodies);
        }
        Err(part) => {
            let (why, _) = failed(&report);
            assert!(why.contains(part), "{why}");
            assert_eq!(bench.names(), [""; 0], "nothing is left of half a set");
        }
    }
    bench
}

fn text(bench: &Bench, file: &RawFile) -> String {
    String::from_utf8(bench.read(file)).unwrap()
}

#[test]
fn odata_comes_in_pages() {
    let v3 = [r#"{"value":[1],"odata.nextLink":"{base}/a?$skip=1"}"#, r#"{"value":[2]}"#];
    let bench = check(Paging::ODataNextLink, &[("/a", json(v3[0])), ("/a?$skip=1", json(v3[1]))], Ok(&v3));
    let paths: Vec<_> = bench.index.files().iter().map(|file| file.path.as_str()).collect();
    let (folder, name) = paths[1].rsplit_once('/').unwrap();
    assert!(folder.starts_with("things/a-"), "{folder}");
    assert_eq!(name, "a-0002.json");
    assert_eq!(bench.index.files()[1].address.as_deref(), Some(bench.server.url("/a?$skip=1").as_str()));
    let v4 = [
        r#"{"value":[1],"@odata.nextLink":"a?s=1"}"#,
        r#"{"value":[2],"@odata.nextLink":"a?s=2"}"#,
        r#"{"value":[]}"#,
    ];
    check(
        Paging::ODataNextLink,
        &[("/a", json(v4[0])), ("/a?s=1", json(v4[1])), ("/a?s=2", json(v4[2]))],
        Ok(&v4),
    );
}

#[test]
fn links_lead_on() {
    let ogc =
        [r#"{"features":[],"links":[{"rel":"next","href":"{base}/n"}]}"#, r#"{"features":[],"links":[]}"#];
    check(Paging::OgcNextLink, &[("/a", json(ogc[0])), ("/n", json(ogc[1]))], Ok(&ogc));
    let hal = [r#"{"_links":{"next":{"href":"/n"}}}"#, r#"{"_links":{"next":{"href":null}}}"#];
    check(Paging::HalNextLink, &[("/a", json(hal[0])), ("/n", json(hal[1]))], Ok(&hal));
    let first = json("[1]").with("Link", "<{base}/a>; rel=\"prev\", <{base}/n>; rel=\"next\"");
    check(Paging::LinkHeader, &[("/a", first), ("/n", json("[2]"))], Ok(&["[1]", "[2]"]));
}

#[test]
fn offsets_and_numbers_count_on() {
    let socrata = [("/a?$offset=0&$limit=2", json("[1,2]")), ("/a?$offset=2&$limit=2", json("[3]"))];
    check(Paging::Socrata { page_size: TWO }, &socrata, Ok(&["[1,2]", "[3]"]));
    let police = Paging::Offset {
        offset_param: "offset".into(),
        limit_param: "maxnumberofitems".into(),
        page_size: TWO,
        records: "items".into(),
    };
    let (full, rest) =
        (r#"{"iterator":{"last":false},"items":[1,2]}"#, r#"{"iterator":{"last":true},"items":[]}"#);
    let answers =
        [("/a?offset=0&maxnumberofitems=2", json(full)), ("/a?offset=2&maxnumberofitems=2", json(rest))];
    check(police, &answers, Ok(&[full, rest]));
    let open311 = Paging::PageNumber {
        page_param: "page".into(),
        size_param: "page_size".into(),
        page_size: TWO,
        records: String::new(),
    };
    let answers = [("/a?page=1&page_size=2", json("[1,2]")), ("/a?page=2&page_size=2", json("[3]"))];
    check(open311, &answers, Ok(&["[1,2]", "[3]"]));
}

#[test]
fn sru_comes_in_pages() {
    let page = |records: usize, next: &str| {
        format!(
            "<?xml version=\"1.0\"?><sru:searchRetrieveResponse xmlns:sru=\"http://docs.oasis-open.org/ns/search-ws/\
             sruResponse\"><sru:numberOfRecords>3</sru:numberOfRecords><sru:records>{}</sru:records>{next}\
             </sru:searchRetrieveResponse>",
            "<sru:record/>".repeat(records)
        )
    };
    let xml = |body: &str| json(body).with("Content-Type", "text/xml; charset=UTF-8");
    let second = page(1, "");
    for next in ["<sru:nextRecordPosition>3</sru:nextRecordPosition>", ""] {
        let first = page(2, next);
        let answers = [
            ("/a?startRecord=1&maximumRecords=2", xml(&first)),
            ("/a?maximumRecords=2&startRecord=3", xml(&second)),
        ];
        check(Paging::Sru { page_size: TWO }, &answers, Ok(&[&first, &second]));
    }
}

#[test]
fn a_set_with_a_hole_is_no_set() {
    let next = |to: &str| json(format!(r#"{{"value":[1],"odata.nextLink":"{to}"}}"#));
    let odata = |script: &[(&str, Answer)], part: &str| {
        check(Paging::ODataNextLink, script, Err(part));
    };
    odata(&[("/a", next("/b"))], "page 2: the host answers 404");
    odata(
        &[("/a", next("/b")), ("/b", status(500))],
        "page 2: the host answers 500 Internal Server Error, also after 4",
    );
    odata(&[("/a", next("/b")), ("/b", next("/a"))], "page 3: its address has been before");
    odata(&[("/a", next("http://localhost:1/b"))], "page 1: its next page is at another host");
    odata(&[("/a", json("{\"value\":[1,"))], "page 1: the page is not the JSON");
    odata(
        &[("/a", next("/b")), ("/b", json(" ".repeat(999_999)))],
        "page 2: the answer is larger than the limit",
    );
}

#[test]
fn there_is_a_limit_to_pages() {
    let mut bench = bench();
    bench.plan.sources[0].paging = Paging::ODataNextLink;
    bench.plan.limits.pages_max = 2;
    bench
        .server
        .on("/a", [json(r#"{"odata.nextLink":"/b"}"#)])
        .on("/b", [json(r#"{"odata.nextLink":"/c"}"#)]);
    let report = bench.one();
    assert_eq!(failed(&report).0, "more than 2 pages");
}

#[test]
fn half_a_new_set_does_not_replace_the_last_complete_one() {
    let first = |value: u32| json(format!(r#"{{"value":[{value}],"odata.nextLink":"/b"}}"#));
    let script = [("/a", first(1)), ("/b", json(r#"{"value":[2]}"#))];
    let mut bench = check(
        Paging::ODataNextLink,
        &script,
        Ok(&[r#"{"value":[1],"odata.nextLink":"/b"}"#, r#"{"value":[2]}"#]),
    );
    let (before, names) = (bench.index.clone(), bench.names());

    bench.server.on("/a", [first(3)]).on("/b", [status(500)]);
    let report = bench.one();
    assert_eq!(failed(&report).1, before.files());
    assert!(report.finding().unwrap().why.ends_with("the copy of 2026-02-01 stands"));
    assert_eq!((&bench.index, bench.names()), (&before, names));

    bench.server.on("/b", [json(r#"{"value":[4]}"#)]);
    let report = bench.one();
    assert_eq!(fetched(&report).len(), 2);
    assert_eq!(bench.index.files().len(), 2, "the old set is out of the index");
    assert_eq!(bench.names().len(), 1, "and out of the folder");
}

#[test]
fn pages_that_stand_are_not_sent_again() {
    let first = json(r#"{"value":[1],"odata.nextLink":"/b"}"#).etag("p1").good();
    let script = [("/a", first), ("/b", json(r#"{"value":[2]}"#).etag("p2").good())];
    let mut bench = check(
        Paging::ODataNextLink,
        &script,
        Ok(&[r#"{"value":[1],"odata.nextLink":"/b"}"#, r#"{"value":[2]}"#]),
    );
    let report = bench.one();
    assert_eq!(unchanged(&report).len(), 2);
    assert_eq!((report.requests, report.bytes_received), (2, 0));
    assert!(bench.index.files().iter().all(|file| file.confirmed.is_some()));

    bench.server.on("/b", [json(r#"{"value":[5]}"#).etag("p3").good()]);
    let report = bench.one();
    assert_eq!((fetched(&report).len(), report.bytes_received), (2, 13), "one page came, one was there");
}
