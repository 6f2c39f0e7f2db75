//! Where the next page is, from a page as it stands on disk.

mod json;
mod link_header;
mod sru;

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::num::NonZeroU32;
use std::path::Path;

use flate2::bufread::MultiGzDecoder;
use reqwest::Url;

use super::address;
use super::plan::Paging;

/// Most bytes of one page, unpacked, that are read for the next address.
const PAGE_BYTES_MAX: u64 = 256 << 20;

/// A page that is there.
pub(super) struct Page<'a> {
    /// where it stands
    pub(super) path: &'a Path,
    /// packed with gzip
    pub(super) gzip: bool,
    /// from 1
    pub(super) number: u32,
    /// its address
    pub(super) url: &'a Url,
    /// its header `Link`
    pub(super) link: Option<&'a str>,
}

/// The address of the first page.
pub(super) fn first(paging: &Paging, url: &Url) -> Url {
    at(paging, url, 1).unwrap_or_else(|| url.clone())
}

/// The address of a page by number, where the kind of paging counts. The parameters are put on the address of any
/// other page of the source: they replace those that are there.
fn at(paging: &Paging, url: &Url, number: u32) -> Option<Url> {
    let before = |size: &NonZeroU32| u64::from(number - 1) * u64::from(size.get());
    let with = |start: (&str, u64), size: (&str, &NonZeroU32)| {
        let url = address::with_parameter(url, start.0, start.1);
        Some(address::with_parameter(&url, size.0, size.1.get().into()))
    };
    match paging {
        Paging::None
        | Paging::ODataNextLink
        | Paging::OgcNextLink
        | Paging::HalNextLink
        | Paging::LinkHeader => None,
        Paging::Sru { page_size } => with(("startRecord", 1), ("maximumRecords", page_size)),
        Paging::Socrata { page_size } => with(("$offset", before(page_size)), ("$limit", page_size)),
        Paging::Offset { offset_param, limit_param, page_size, .. } => {
            with((offset_param, before(page_size)), (limit_param, page_size))
        }
        Paging::PageNumber { page_param, size_param, page_size, .. } => {
            with((page_param, number.into()), (size_param, page_size))
        }
    }
}

/// The address of the next page; `None` after the last.
pub(super) fn next(paging: &Paging, page: &Page<'_>) -> Result<Option<Url>, String> {
    let link = |link: Option<String>| link.map(|link| address::follow_page(page.url, &link)).transpose();
    match paging {
        Paging::None => Ok(None),
        Paging::ODataNextLink => link(json::odata(open(page)?)?),
        Paging::OgcNextLink => link(json::ogc(open(page)?)?),
        Paging::HalNextLink => link(json::hal(open(page)?)?),
        Paging::LinkHeader => link(page.link.and_then(link_header::next)),
        Paging::Sru { .. } => {
            let next = sru::next(open(page)?, start_record(page.url))?;
            Ok(next.map(|next| address::with_parameter(page.url, "startRecord", next)))
        }
        Paging::Socrata { page_size } => counted(paging, page, *page_size, ""),
        Paging::Offset { page_size, records, .. } | Paging::PageNumber { page_size, records, .. } => {
            counted(paging, page, *page_size, records)
        }
    }
}

/// The next page where the last one is the first that is not full.
fn counted(
    paging: &Paging,
    page: &Page<'_>,
    page_size: NonZeroU32,
    records: &str,
) -> Result<Option<Url>, String> {
    let found = json::count(open(page)?, records)?;
    let full = found >= u64::from(page_size.get());
    Ok(if full { at(paging, page.url, page.number + 1) } else { None })
}

/// The number of the first record of a page, as its address asks for it.
fn start_record(url: &Url) -> u64 {
    let found = url.query_pairs().find(|(name, _)| name == "startRecord");
    found.and_then(|(_, value)| value.parse().ok()).unwrap_or(1)
}

/// Opens a page, unpacked, up to a limit beyond which it ends as if it were cut off.
fn open(page: &Page<'_>) -> Result<Box<dyn BufRead>, String> {
    let file = File::open(page.path).map_err(|error| cannot_read(&error))?;
    let file = BufReader::new(file);
    Ok(if page.gzip {
        Box::new(BufReader::new(MultiGzDecoder::new(file).take(PAGE_BYTES_MAX)))
    } else {
        Box::new(file.take(PAGE_BYTES_MAX))
    })
}

fn cannot_read(error: &io::Error) -> String {
    format!("the page cannot be read back: {error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIVE: NonZeroU32 = NonZeroU32::new(5).unwrap();

    fn check(paging: &Paging, url: &str, body: &str, expected: Result<Option<&str>, &str>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("page");
        std::fs::write(&path, body).unwrap();
        let url = Url::parse(url).unwrap();
        let page = Page { path: &path, gzip: false, number: 1, url: &url, link: None };
        match (next(paging, &page), expected) {
            (Ok(found), Ok(expected)) => assert_eq!(found.as_ref().map(Url::as_str), expected, "{body}"),
            (Err(why), Err(part)) => assert!(why.contains(part), "{body}: {why}"),
            (found, expected) => panic!("{body}: {found:?} {expected:?}"),
        }
    }

    #[test]
    fn a_link_leads_to_the_next_page() {
        let here = "https://e.nl/a?b=1";
        let odata = |body: &str, expected| check(&Paging::ODataNextLink, here, body, expected);
        odata(
            r#"{"value":[{"@odata.nextLink":"x"}],"odata.nextLink":"a?b=2"}"#,
            Ok(Some("https://e.nl/a?b=2")),
        );
        odata(r#"{"@odata.nextLink":"https://e.nl/a?b=3","value":[]}"#, Ok(Some("https://e.nl/a?b=3")));
        odata(r#"{"d":{"results":[],"__next":"http://e.nl/a?b=4"}}"#, Ok(Some("https://e.nl/a?b=4")));
        odata(r#"{"value":[]}"#, Ok(None));
        odata(r#"{"value":[],"odata.nextLink":null}"#, Ok(None));
        odata(r#"{"value":[],"odata.nextLink":"https://evil.example/"}"#, Err("another host"));
        odata(r#"{"value":[1,"#, Err("not the JSON"));
        let ogc = |body: &str, expected| check(&Paging::OgcNextLink, here, body, expected);
        ogc(
            r#"{"features":[],"links":[{"rel":"self","href":"a"},{"rel":"next","href":"/n","type":"x"}]}"#,
            Ok(Some("https://e.nl/n")),
        );
        ogc(r#"{"features":[],"links":[{"rel":"self","href":"a"}]}"#, Ok(None));
        let hal = |body: &str, expected| check(&Paging::HalNextLink, here, body, expected);
        hal(r#"{"_links":{"self":{"href":"a"},"next":{"href":"/n"}}}"#, Ok(Some("https://e.nl/n")));
        hal(r#"{"_links":{"next":{"href":null}}}"#, Ok(None));
        hal(r#"{"_links":{"next":null}}"#, Ok(None));
    }

    #[test]
    fn a_full_page_has_a_next_one() {
        let socrata = Paging::Socrata { page_size: FIVE };
        let url = Url::parse("https://e.nl/a.json?$order=x").unwrap();
        let start = first(&socrata, &url);
        assert_eq!(start.as_str(), "https://e.nl/a.json?$order=x&$offset=0&$limit=5");
        check(
            &socrata,
            start.as_str(),
            "[1,2,3,4,5]",
            Ok(Some("https://e.nl/a.json?$order=x&$offset=5&$limit=5")),
        );
        check(&socrata, start.as_str(), "[1,2,3,4]", Ok(None));
        check(&socrata, start.as_str(), "[]", Ok(None));
        check(&socrata, start.as_str(), "{}", Err("no list"));
        let nested = Paging::Offset {
            offset_param: "offset".into(),
            limit_param: "n".into(),
            page_size: FIVE,
            records: "data.items".into(),
        };
        let full = r#"{"n":1,"data":{"x":[1,2,3,4,5],"items":[{},{},{},{},{}]},"z":[]}"#;
        check(&nested, "https://e.nl/", full, Ok(Some("https://e.nl/?offset=5&n=5")));
        check(&nested, "https://e.nl/", r#"{"data":{"items":[1]}}"#, Ok(None));
        check(&nested, "https://e.nl/", r#"{"data":[]}"#, Err("`data.items`"));
    }

    #[test]
    fn sru_goes_on_from_the_number_that_it_gives_or_from_what_was_counted() {
        let sru = Paging::Sru { page_size: FIVE };
        let here = "https://e.nl/sru?query=a%20b&startRecord=6&maximumRecords=5";
        let answer = |inner: &str| {
            format!(
                "<?xml version=\"1.0\"?><s:searchRetrieveResponse xmlns:s=\"x\">{inner}</s:searchRetrieveResponse>"
            )
        };
        let page_of =
            |start: u64| format!("https://e.nl/sru?query=a%20b&maximumRecords=5&startRecord={start}");
        let two = "<s:records><s:record><record/></s:record><s:record/></s:records>";
        for (inner, expected) in [
            (
                format!(
                    "<s:numberOfRecords>20</s:numberOfRecords>{two}<s:nextRecordPosition>11</s:nextRecordPosition>"
                ),
                Some(11),
            ),
            (format!("<s:numberOfRecords>20</s:numberOfRecords>{two}"), Some(8)),
            (format!("<s:numberOfRecords>7</s:numberOfRecords>{two}"), None),
            (
                format!(
                    "<s:numberOfRecords>7</s:numberOfRecords>{two}<s:nextRecordPosition>8</s:nextRecordPosition>"
                ),
                None,
            ),
            ("<s:numberOfRecords>0</s:numberOfRecords>".into(), None),
        ] {
            check(&sru, here, &answer(&inner), Ok(expected.map(page_of).as_deref()));
        }
        let stuck = format!(
            "<s:numberOfRecords>20</s:numberOfRecords>{two}<s:nextRecordPosition>6</s:nextRecordPosition>"
        );
        check(&sru, here, &answer(&stuck), Err("does not go forward"));
        check(&sru, here, &answer("<s:numberOfRecords>20</s:numberOfRecords>"), Err("no records"));
        let refused = "<s:diagnostics><d:diagnostic><d:message>First record position out of range</d:message></d:diagnostic></s:diagnostics>";
        check(&sru, here, &answer(refused), Err("First record position out of range"));
        check(&sru, here, "<a><b></a>", Err("not the XML"));
        check(&sru, here, "<searchRetrieveResponse><numberOfRecords>5", Err("not the XML"));
        check(&sru, here, "<other/>", Err("not an SRU answer"));
    }
}
