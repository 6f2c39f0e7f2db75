//! The app: the files of `pwa/dist`, embedded when they were there at build time.
//!
//! What stands in `assets/` has a digest in its name and is kept for ever; the rest is asked for again each time. A path
//! without an extension that no file has is a page of the app, which finds its own way: it gets `index.html`.

mod accept;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderValue, VARY};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse as _;
use schouw_base::Digest;

use crate::answer::{Keep, has, tagged};
use crate::problem::Problem;
use accept::{Packed, accepted};

/// What `/` shows when the app was not built.
const NOT_BUILT: &str = include_str!("pages/not_built.html");
/// The page that every address of the app gives.
const INDEX: &str = "index.html";
/// Files below this have a digest in their name.
const HASHED: &str = "assets/";
/// Characters of a digest that stand in an entity tag.
const ETAG_CHARS: usize = 32;

/// A file of the app.
struct File {
    path: &'static str,
    bytes: &'static [u8],
    br: Option<&'static [u8]>,
    gz: Option<&'static [u8]>,
}

static FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/app_files.rs"));

/// The files by path, each with its entity tag.
static BY_PATH: LazyLock<BTreeMap<&'static str, (&'static File, HeaderValue)>> = LazyLock::new(|| {
    let tag = |file: &File| {
        let digest = Digest::of(file.bytes).to_string();
        let text = format!("W/\"{}\"", digest.get(..ETAG_CHARS).unwrap_or_default());
        HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("W/\"\""))
    };
    FILES.iter().map(|file| (file.path, (file, tag(file)))).collect()
});

/// Whether the app is in this program.
#[must_use]
pub fn is_built() -> bool {
    BY_PATH.contains_key(INDEX)
}

/// The page or file of the app at a path.
#[must_use]
pub fn page(path: &str, asked: &HeaderMap) -> Response<Body> {
    let path = path.trim_start_matches('/');
    if let Some((file, tag)) = BY_PATH.get(path) {
        return give(file, tag, asked);
    }
    let last = path.rsplit('/').next().unwrap_or_default();
    if last.contains('.') || path.starts_with(HASHED) {
        return Problem::not_found("Dit bestand is er niet.").into_response();
    }
    match BY_PATH.get(INDEX) {
        Some((file, tag)) => give(file, tag, asked),
        None => tagged(NOT_BUILT.into(), kind(INDEX), Keep::Revalidate, asked),
    }
}

fn give(file: &'static File, tag: &HeaderValue, asked: &HeaderMap) -> Response<Body> {
    let keep = if file.path.starts_with(HASHED) { Keep::Forever } else { Keep::Revalidate };
    let known = tag.to_str().is_ok_and(|tag| has(asked, tag));
    let mut response = Response::new(Body::empty());
    let headers = response.headers_mut();
    headers.insert(ETAG, tag.clone());
    headers.insert(CACHE_CONTROL, keep.value());
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    headers.insert(CONTENT_TYPE, kind(file.path));
    let (bytes, packed) = match accepted(asked, file.br.is_some(), file.gz.is_some()) {
        Some(Packed::Br) => (file.br, Some("br")),
        Some(Packed::Gz) => (file.gz, Some("gzip")),
        None => (None, None),
    };
    if let Some(packed) = packed {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static(packed));
    }
    *response.body_mut() = Body::from(Bytes::from_static(bytes.unwrap_or(file.bytes)));
    response
}

/// The media type of a file, by its name.
fn kind(path: &str) -> HeaderValue {
    let end = path.rsplit('.').next().unwrap_or_default();
    HeaderValue::from_static(match end {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    })
}
