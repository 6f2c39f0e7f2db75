//! What to fetch, said by the caller. The plan is checked as a whole before anything goes over the line.

use std::collections::HashSet;
use std::fmt;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{HeaderName, HeaderValue};
use schouw_base::DatasetId;

use super::address;

/// Most sources in a plan.
const SOURCES_MAX: usize = 10_000;
/// Most pages of a source: their numbers have four digits, so that names sort as the pages came.
const PAGES_MAX: u32 = 9_999;
/// Longest file name, in bytes: a file system takes 255, the generation and `.part` come behind it.
const FILE_NAME_BYTES_MAX: usize = 128;

/// What to fetch, where to put it and within which limits.
#[derive(Debug, Clone)]
pub struct FetchPlan {
    /// the sources, each a file or a set of pages
    pub sources: Vec<FetchSource>,
    /// the raw folder; it is made when it is not there
    pub out: PathBuf,
    /// how hard to try and how far to go
    pub limits: FetchLimits,
    /// how the program names itself, as `schouw/0.1.0 (+https://…)`
    pub user_agent: String,
}

/// One address to fetch.
#[derive(Debug, Clone)]
pub struct FetchSource {
    /// the dataset that it is (a part of)
    pub dataset: DatasetId,
    /// the year of the dataset, where it has one
    pub year: Option<u16>,
    /// which table of a joined dataset it is
    pub role: Option<String>,
    /// the address, `https` or `http`; a key belongs in `headers`
    pub url: String,
    /// whether and how the answer comes in pages
    pub paging: Paging,
    /// the media types that are right, as `application/json` (which takes `application/geo+json` too) or `text/*`;
    /// empty for anything but a web page
    pub expect: Vec<String>,
    /// the name of the file, as `buurten.geojson`; the digest comes into it: `buurten-0123456789ab.geojson`
    pub file_name: String,
    /// most bytes that the file, or all pages together, may have
    pub bytes_max: u64,
    /// headers to send to the host of `url`, and to no other
    pub headers: Vec<Header>,
}

/// A header to send. Its value is kept out of logs and messages: it may be a key.
#[derive(Clone)]
pub struct Header {
    /// the name
    pub name: String,
    /// the value
    pub value: String,
}

impl fmt::Debug for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Header").field("name", &self.name).finish_non_exhaustive()
    }
}

/// How an answer comes in pages, and how the next one is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Paging {
    /// one answer
    None,
    /// OData: `odata.nextLink` (v3), `@odata.nextLink` (v4) or `d.__next` (v2) in the JSON
    ODataNextLink,
    /// OGC API and STAC: the link with `rel` `next` under `links` in the JSON
    OgcNextLink,
    /// HAL: `_links.next.href` in the JSON (Signalen, Amsterdam)
    HalNextLink,
    /// a link with `rel="next"` in the HTTP header `Link` (RFC 8288)
    LinkHeader,
    /// SRU: `startRecord` and `maximumRecords`, until `numberOfRecords`
    Sru {
        /// records a page
        page_size: NonZeroU32,
    },
    /// Socrata: `$offset` and `$limit`, until a page is not full
    Socrata {
        /// records a page
        page_size: NonZeroU32,
    },
    /// an offset that counts records, until a page is not full
    Offset {
        /// the parameter for the number of records to skip
        offset_param: String,
        /// the parameter for the number of records a page
        limit_param: String,
        /// records a page
        page_size: NonZeroU32,
        /// where the list of records is in the JSON, as `data.items`; empty when the answer itself is the list
        records: String,
    },
    /// a number of the page, from 1, until a page is not full (Open311)
    PageNumber {
        /// the parameter for the number of the page
        page_param: String,
        /// the parameter for the number of records a page
        size_param: String,
        /// records a page
        page_size: NonZeroU32,
        /// where the list of records is in the JSON, as `data.items`; empty when the answer itself is the list
        records: String,
    },
}

/// How hard to try and how far to go.
#[derive(Debug, Clone)]
pub struct FetchLimits {
    /// answers read at the same time
    pub parallel: usize,
    /// answers read at the same time from one host
    pub parallel_per_host: usize,
    /// requests that one host gets in a second
    pub requests_per_second: NonZeroU32,
    /// times in a row that a request without progress is tried again
    pub retries_max: usize,
    /// wait before the first retry; it doubles each time, and a random part is added
    pub backoff_min: Duration,
    /// longest wait of our own between two tries
    pub backoff_max: Duration,
    /// longest wait that a host may ask for (`Retry-After`); asks it for more, then the source is given up for now
    pub retry_after_max: Duration,
    /// longest wait for a connection
    pub connect_time_max: Duration,
    /// longest wait for the next bytes
    pub idle_time_max: Duration,
    /// longest time for a source, retries and all pages included
    pub source_time_max: Duration,
    /// most redirects that are followed for a request
    pub redirects_max: usize,
    /// most pages of a source
    pub pages_max: u32,
    /// seed of the random part of the waits
    pub jitter_seed: u64,
}

impl Default for FetchLimits {
    fn default() -> Self {
        Self {
            parallel: 6,
            parallel_per_host: 2,
            requests_per_second: NonZeroU32::MIN.saturating_add(4),
            retries_max: 5,
            backoff_min: Duration::from_secs(1),
            backoff_max: Duration::from_secs(60),
            retry_after_max: Duration::from_secs(300),
            connect_time_max: Duration::from_secs(20),
            idle_time_max: Duration::from_secs(60),
            source_time_max: Duration::from_secs(4 * 3_600),
            redirects_max: 5,
            pages_max: PAGES_MAX,
            jitter_seed: 0,
        }
    }
}

/// A source whose address and headers are right.
pub(super) struct CheckedSource<'a> {
    pub(super) plan: &'a FetchSource,
    pub(super) url: Url,
    pub(super) headers: Vec<(HeaderName, HeaderValue)>,
}

/// Checks a plan and says all that is wrong with it.
pub(super) fn check(plan: &FetchPlan) -> Result<Vec<CheckedSource<'_>>, Vec<String>> {
    let mut faults = Vec::new();
    if plan.sources.len() > SOURCES_MAX {
        return Err(vec![format!("more than {SOURCES_MAX} sources")]);
    }
    if HeaderValue::from_str(&plan.user_agent).is_err() || plan.user_agent.is_empty() {
        faults.push(format!("the user agent `{}` cannot be sent", plan.user_agent.escape_debug()));
    }
    if plan.limits.pages_max > PAGES_MAX {
        faults.push(format!("more than {PAGES_MAX} pages a source are not taken: ask for larger pages"));
    }
    if plan.limits.parallel == 0 || plan.limits.parallel_per_host == 0 || plan.limits.pages_max == 0 {
        faults.push("a limit of 0 at once or 0 pages fetches nothing".into());
    }
    let mut places = HashSet::new();
    let mut checked = Vec::with_capacity(plan.sources.len());
    for source in &plan.sources {
        let mut fault =
            |what: String| faults.push(format!("{} `{}`: {what}", source.dataset, source.file_name));
        if !places.insert((&source.dataset, source.year, stem(&source.file_name).0)) {
            fault("another source of this dataset and year has this file name".into());
        }
        checked.extend(check_source(source, &mut fault));
    }
    if faults.is_empty() { Ok(checked) } else { Err(faults) }
}

fn check_source<'a>(source: &'a FetchSource, fault: &mut impl FnMut(String)) -> Option<CheckedSource<'a>> {
    let name = &source.file_name;
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty()
        || name.len() > FILE_NAME_BYTES_MAX
        || name.starts_with(['.', '-'])
        || !name.chars().all(plain)
    {
        fault(format!(
            "a file name has letters, digits, `-`, `_` and `.`, starts with a letter or digit and has at most \
             {FILE_NAME_BYTES_MAX} bytes"
        ));
    }
    if source.bytes_max == 0 {
        fault("a limit of 0 bytes fetches nothing".into());
    }
    let headers = source.headers.iter().filter_map(|header| checked_header(header, fault)).collect();
    match address::parse(&source.url) {
        Ok(url) => Some(CheckedSource { plan: source, url, headers }),
        Err(why) => {
            fault(why);
            None
        }
    }
}

fn checked_header(header: &Header, fault: &mut impl FnMut(String)) -> Option<(HeaderName, HeaderValue)> {
    let name = header.name.parse::<HeaderName>();
    let value = HeaderValue::from_str(&header.value);
    if let (Ok(name), Ok(mut value)) = (name, value) {
        value.set_sensitive(true);
        return Some((name, value));
    }
    fault(format!("the header `{}` cannot be sent", header.name.escape_debug()));
    None
}

/// A file name before and after its first dot: `notices` and `.xml.gz`.
pub(super) fn stem(file_name: &str) -> (&str, &str) {
    file_name.find('.').map_or((file_name, ""), |dot| file_name.split_at(dot))
}
