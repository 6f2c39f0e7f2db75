//! Methods that an address does not have, and addresses that are too long.

use axum::extract::Request;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::answer::Keep;
use crate::problem::{PROBLEM_JSON, Place, Problem};

/// Longest path with query, in bytes.
pub const ADDRESS_BYTES_MAX: usize = 8 << 10;

/// Refuses an address that is too long.
pub async fn short(request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or(0, |address| address.as_str().len());
    if address > ADDRESS_BYTES_MAX {
        return Problem::address_too_long(ADDRESS_BYTES_MAX).into_response();
    }
    next.run(request).await
}

/// Answers `OPTIONS` with the methods of an address, and any other method that it does not have with a problem.
pub async fn methods(request: Request, next: Next) -> Response {
    let options = request.method() == Method::OPTIONS;
    let response = next.run(request).await;
    let told = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind == PROBLEM_JSON);
    if response.status() != StatusCode::METHOD_NOT_ALLOWED || (told && !options) {
        return if told { response } else { in_words(response) };
    }
    let allow = response.headers().get(ALLOW).and_then(|allow| allow.to_str().ok()).unwrap_or("GET,HEAD");
    let mut words: Vec<&str> = allow.split(',').map(str::trim).filter(|word| !word.is_empty()).collect();
    if !words.contains(&"OPTIONS") {
        words.push("OPTIONS");
    }
    let allow = words.join(", ");
    if !options {
        return Problem::method(&allow).into_response();
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    if let Ok(allow) = HeaderValue::from_str(&allow) {
        response.headers_mut().insert(ALLOW, allow);
    }
    response.headers_mut().insert(CACHE_CONTROL, Keep::Never.value());
    response
}

/// The refusals of libraries as problems; their headers stand.
fn in_words(response: Response) -> Response {
    let problem = match response.status() {
        StatusCode::BAD_REQUEST => Problem::fault(Place::Path, "", "het adres is niet te lezen"),
        StatusCode::NOT_FOUND => Problem::not_found("Dit adres bestaat niet."),
        StatusCode::RANGE_NOT_SATISFIABLE => Problem::range(None),
        status if status.is_client_error() => Problem::refused(status),
        StatusCode::INTERNAL_SERVER_ERROR => Problem::broken(),
        _ => return response,
    };
    let mut told = problem.into_response();
    for (name, value) in response.headers() {
        if !told.headers().contains_key(name) && name != CONTENT_LENGTH {
            told.headers_mut().insert(name.clone(), value.clone());
        }
    }
    told
}
