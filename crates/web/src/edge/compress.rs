//! Which answers are worth compressing: words, not what was compressed already.

use axum::http::header::CONTENT_TYPE;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};

/// Beginnings of media types that are words.
const WORDS: [&str; 9] = [
    "text/",
    "application/json",
    "application/geo+json",
    "application/ld+json",
    "application/schema+json",
    "application/vnd.oai.openapi+json",
    "application/manifest+json",
    "application/wasm",
    "image/svg+xml",
];

/// Whether an answer is worth compressing.
#[must_use]
pub fn is_text(status: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    status == StatusCode::OK && WORDS.iter().any(|words| kind.starts_with(words))
}
