//! Answers: JSON, and how long whoever receives them may keep them.

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH, RANGE,
};
use axum::http::{HeaderMap, Response, StatusCode};
use schouw_base::Digest;
use serde::Serialize;

use crate::problem::Problem;

/// Media type of answers.
const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Media type of bytes.
const OCTETS: HeaderValue = HeaderValue::from_static("application/octet-stream");
/// Characters of a digest that stand in an entity tag.
const ETAG_CHARS: usize = 32;

/// How long an answer may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// not at all: it is about a spot and a moment
    Never,
    /// as long as it is asked each time whether it is still the same
    Revalidate,
    /// for ever: the address holds the digest of what it gives
    Forever,
}

impl Keep {
    /// The value of `Cache-Control`.
    #[must_use]
    pub fn value(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Never => "no-store",
            Self::Revalidate => "no-cache",
            Self::Forever => "public, max-age=31536000, immutable",
        })
    }
}

/// An answer that is not kept.
///
/// # Errors
/// A problem (500) when it cannot be written as JSON.
pub fn json(answer: &impl Serialize) -> Result<Response<Body>, Problem> {
    let bytes = serde_json::to_vec(answer).map_err(|_| Problem::broken())?;
    Ok(respond(bytes.into(), JSON, Keep::Never))
}

/// JSON that was written already, and is not kept.
#[must_use]
pub fn written(json: String) -> Response<Body> {
    respond(json.into(), JSON, Keep::Never)
}

/// An answer of a snapshot, that is kept as long as it is the same: with an entity tag, and nothing but that (304) for
/// who has it already.
///
/// # Errors
/// A problem (500) when it cannot be written as JSON.
pub fn kept(answer: &impl Serialize, asked: &HeaderMap) -> Result<Response<Body>, Problem> {
    let bytes = serde_json::to_vec(answer).map_err(|_| Problem::broken())?;
    Ok(tagged(bytes.into(), JSON, Keep::Revalidate, asked))
}

/// Bytes with an entity tag, or nothing but that (304) for who has them already. The tag is weak: on the way they may be
/// compressed.
#[must_use]
pub fn tagged(bytes: Bytes, kind: HeaderValue, keep: Keep, asked: &HeaderMap) -> Response<Body> {
    let digest = Digest::of(&bytes).to_string();
    let tag = format!("W/\"{}\"", digest.get(..ETAG_CHARS).unwrap_or_default());
    let mut response = if has(asked, &tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().insert(CACHE_CONTROL, keep.value());
        response
    } else {
        respond(bytes, kind, keep)
    };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// Whether who asks already has what this tag stands for (`If-None-Match`, compared weakly; what is no list of tags is
/// passed over).
#[must_use]
pub fn has(asked: &HeaderMap, tag: &str) -> bool {
    let strong = tag.trim_start_matches("W/");
    let lists = asked.get_all(IF_NONE_MATCH).iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|one| {
        let one = one.trim();
        one == "*" || one.trim_start_matches("W/") == strong
    })
}

/// Bytes as an answer.
#[must_use]
pub fn respond(bytes: Bytes, kind: HeaderValue, keep: Keep) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response.headers_mut().insert(CACHE_CONTROL, keep.value());
    response
}

/// A file whose address holds its digest, or the one part of it that is asked for (`Range`). A range that is not one
/// is passed over; one that lies outside the file is a problem (416).
///
/// # Errors
/// When the range lies outside the file.
pub fn part(bytes: Bytes, keep: Keep, asked: &HeaderMap) -> Result<Response<Body>, Problem> {
    let length = bytes.len();
    let range =
        asked.get(RANGE).and_then(|range| range.to_str().ok()).and_then(|range| one_range(range, length));
    let mut response = match range {
        None => respond(bytes, OCTETS, keep),
        Some(None) => return Err(Problem::range(Some(length as u64))),
        Some(Some((from, to))) => {
            let mut response = respond(bytes.slice(from..to), OCTETS, keep);
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            let told = HeaderValue::from_str(&format!("bytes {from}-{}/{length}", to - 1));
            response.headers_mut().extend(told.ok().map(|told| (CONTENT_RANGE, told)));
            response
        }
    };
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    Ok(response)
}

/// The bytes of a range, from and up to; `None` for what is no single range of bytes, `Some(None)` for one outside.
fn one_range(range: &str, length: usize) -> Option<Option<(usize, usize)>> {
    let (from, to) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(from) || !digits(to) {
        return None;
    }
    // a number too large to count is beyond the end of any file
    let number = |text: &str| text.parse().unwrap_or(usize::MAX);
    match (from.is_empty(), to.is_empty()) {
        (true, true) => None,
        (true, false) => {
            let last = number(to).min(length);
            Some((last > 0).then_some((length - last, length)))
        }
        (false, _) => {
            let from = number(from);
            let to = if to.is_empty() { length } else { number(to).saturating_add(1).min(length) };
            if !range.ends_with('-') && number(range.rsplit('-').next().unwrap_or_default()) < from {
                return None;
            }
            Some((from < to).then_some((from, to)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_in_any_list_and_a_broken_header_is_passed_over() {
        let check = |header: &[u8], expected: bool| {
            let mut asked = HeaderMap::new();
            asked.insert(IF_NONE_MATCH, HeaderValue::from_bytes(header).unwrap());
            assert_eq!(has(&asked, "W/\"abc\""), expected, "{header:?}");
        };
        check(b"W/\"abc\"", true);
        check(b"\"abc\"", true);
        check(b"\"x\", W/\"abc\"", true);
        check(b"*", true);
        check(b"abc", false);
        check(b"\"", false);
        check(b"", false);
        check(b"\xff\xfe", false);
    }

    #[test]
    fn one_range_is_given_and_a_broken_one_is_passed_over() {
        let check = |range: &str, expected: Option<Option<(usize, usize)>>| {
            assert_eq!(one_range(range, 100), expected, "{range}");
        };
        check("bytes=0-9", Some(Some((0, 10))));
        check("bytes=90-", Some(Some((90, 100))));
        check("bytes=90-500", Some(Some((90, 100))));
        check("bytes=-10", Some(Some((90, 100))));
        check("bytes=-500", Some(Some((0, 100))));
        check("bytes=100-", Some(None));
        check("bytes=99999999999999999999999-", Some(None));
        check("bytes=-0", Some(None));
        check("bytes=9-2", None);
        check("bytes=0-1,3-4", None);
        check("bytes=a-b", None);
        check("bytes=-", None);
        check("items=0-1", None);
        check("", None);
    }
}
