//! Whether an answer is what was asked for: its media type, its coding, and its first bytes.

use reqwest::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName};

/// How many of the first bytes are looked at for a web page.
pub(super) const HEAD_BYTES: usize = 64;
/// Longest media type shown in a message, in characters.
const SHOWN_CHARS_MAX: usize = 80;

/// The text of a header, when it has one.
pub(super) fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim).filter(|text| !text.is_empty())
}

/// Refuses an answer of another media type than expected. An answer that does not say what it is passes: its first
/// bytes are looked at later.
pub(super) fn check_type(headers: &HeaderMap, expect: &[String]) -> Result<(), String> {
    let Some(found) = text(headers, CONTENT_TYPE) else { return Ok(()) };
    let essence = found.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let right = if expect.is_empty() {
        !matches!(essence.as_str(), "text/html" | "application/xhtml+xml")
    } else {
        expect.iter().any(|expected| fits(&essence, &expected.trim().to_ascii_lowercase()))
    };
    if right {
        return Ok(());
    }
    let found: String = essence.chars().take(SHOWN_CHARS_MAX).collect();
    let expected = if expect.is_empty() { "data".into() } else { expect.join(", ") };
    Err(format!("the answer is `{found}`, not {expected}"))
}

/// Whether a media type is the expected one, one of its family (`text/*`) or built on it (`application/geo+json` is
/// `application/json`).
fn fits(found: &str, expected: &str) -> bool {
    if let Some(family) = expected.strip_suffix('*') {
        return found.starts_with(family);
    }
    let built_on = match expected {
        "application/json" => found.ends_with("+json"),
        "application/xml" | "text/xml" => found.ends_with("+xml") && found != "application/xhtml+xml",
        _ => false,
    };
    built_on || found == expected
}

/// Whether the body is packed with gzip although that was not asked; another coding is refused.
pub(super) fn is_gzip(headers: &HeaderMap) -> Result<bool, String> {
    match text(headers, CONTENT_ENCODING).map(str::to_ascii_lowercase).as_deref() {
        None | Some("identity") => Ok(false),
        Some("gzip" | "x-gzip") => Ok(true),
        Some(other) => {
            let other: String = other.chars().take(SHOWN_CHARS_MAX).collect();
            Err(format!("the answer is packed as `{other}`, which was not asked and is not read"))
        }
    }
}

/// Refuses a web page that says it is something else: many services answer an error that way.
pub(super) fn check_head(head: &[u8], expect: &[String]) -> Result<(), String> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().to_ascii_lowercase();
    let page = head.starts_with(b"<!doctype html") || head.starts_with(b"<html");
    let asked = expect.iter().any(|expected| fits("text/html", &expected.trim().to_ascii_lowercase()));
    if page && !asked { Err("the answer is a web page, not data".into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn an_answer_is_of_the_expected_type() {
        for (found, expect, good) in [
            ("application/json", "application/json", true),
            ("Application/JSON; charset=utf-8", "application/json", true),
            ("application/geo+json", "application/json", true),
            ("application/json", "application/geo+json", false),
            ("text/html; charset=utf-8", "application/json", false),
            ("application/sru+xml", "text/xml", true),
            ("application/xhtml+xml", "text/xml", false),
            ("text/csv", "text/*", true),
            ("text/html", "", false),
            ("application/octet-stream", "", true),
            ("application/octet-stream", "application/zip", false),
        ] {
            let expect: Vec<String> = expect.split(' ').filter(|e| !e.is_empty()).map(String::from).collect();
            assert_eq!(
                check_type(&headers(CONTENT_TYPE, found), &expect).is_ok(),
                good,
                "{found} {expect:?}"
            );
        }
        assert!(check_type(&HeaderMap::new(), &["text/csv".into()]).is_ok());
    }

    #[test]
    fn a_web_page_is_seen_whatever_it_says_it_is() {
        for (head, expect, good) in [
            ("<!DOCTYPE html><p>", "application/json", false),
            ("\u{feff}\r\n <HTML>", "application/json", false),
            ("<?xml version=\"1.0\"?>", "text/xml", true),
            ("{\"a\":\"<html>\"}", "application/json", true),
            ("<html>", "text/html", true),
        ] {
            assert_eq!(check_head(head.as_bytes(), &[expect.into()]).is_ok(), good, "{head}");
        }
    }

    #[test]
    fn only_gzip_is_taken_unasked() {
        for (coding, expected) in [("gzip", Some(true)), ("identity", Some(false)), ("br", None)] {
            assert_eq!(is_gzip(&headers(CONTENT_ENCODING, coding)).ok(), expected, "{coding}");
        }
        assert_eq!(is_gzip(&HeaderMap::new()), Ok(false));
    }
}
