//! Where a request comes from, as the browser says it.

use axum::http::header::{HeaderName, ORIGIN};
use axum::http::request::Parts;

use crate::edge::BaseUrl;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Whether a request that changes something comes from a page of this server, or from no page at all. A browser tells
/// `Sec-Fetch-Site` or `Origin`; what says it comes from elsewhere is refused, also when only one of them says so.
#[must_use]
pub fn same_site(parts: &Parts, base: &BaseUrl) -> bool {
    let site = parts.headers.get(FETCH_SITE).map(|site| site.as_bytes());
    let site_fits = site.is_none_or(|site| site == b"same-origin" || site == b"none");
    let mut origins = parts.headers.get_all(ORIGIN).iter();
    let origin_fits = origins.all(|origin| origin.to_str().is_ok_and(|origin| origin == base.0));
    site_fits && origin_fits
}
