//! Which of the forms of an answer is preferred, as `Accept` says.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

/// Most media types of an `Accept` that are looked at.
const RANGES_MAX: usize = 64;

/// The place of the media type that is preferred among these; the first when there is no preference, none when none of
/// them is accepted.
#[must_use]
pub fn accepted(headers: &HeaderMap, kinds: &[&str]) -> Option<usize> {
    let values = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok());
    let ranges: Vec<(&str, f32)> =
        values.flat_map(|value| value.split(',')).take(RANGES_MAX).filter_map(range).collect();
    if ranges.is_empty() {
        return (!kinds.is_empty()).then_some(0);
    }
    let mut best: Option<(usize, f32)> = None;
    for (place, kind) in kinds.iter().enumerate() {
        let wanted = quality(&ranges, kind);
        if wanted > best.map_or(0.0, |(_, wanted)| wanted) {
            best = Some((place, wanted));
        }
    }
    best.map(|(place, _)| place)
}

/// A media type with its wildcards, without its parameters, and how much it is wanted.
fn range(text: &str) -> Option<(&str, f32)> {
    let mut parts = text.split(';').map(str::trim);
    let kind = parts.next().filter(|kind| !kind.is_empty())?;
    let weight = parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    Some((kind, weight.map_or(1.0, |weight| weight.parse().unwrap_or(0.0))))
}

/// How much a media type is wanted: as the closest range says.
fn quality(ranges: &[(&str, f32)], kind: &str) -> f32 {
    let kind = kind.split(';').next().unwrap_or(kind);
    let family = kind.split_once('/').map_or(kind, |(family, _)| family);
    let closeness = |range: &str| match range {
        "*/*" => Some(0),
        _ if range.eq_ignore_ascii_case(kind) => Some(2),
        _ => range.strip_suffix("/*").filter(|of| of.eq_ignore_ascii_case(family)).map(|_| 1),
    };
    let closest = ranges.iter().filter_map(|(range, weight)| Some((closeness(range)?, *weight)));
    closest.max_by_key(|(closeness, _)| *closeness).map_or(0.0, |(_, weight)| weight)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_the_one_that_is_preferred() {
        let check = |accept: Option<&str>, expected: Option<usize>| {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(ACCEPT, accept.parse().unwrap());
            }
            let found = accepted(&headers, &["application/geo+json", "application/json", "text/html"]);
            assert_eq!(found, expected, "{accept:?}");
        };
        check(None, Some(0));
        check(Some("*/*"), Some(0));
        check(Some(""), Some(0));
        check(Some("application/geo+json"), Some(0));
        check(Some("application/json;q=0.1"), Some(1));
        check(Some("application/*"), Some(0));
        check(Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"), Some(2));
        check(Some("text/html;q=0.5, application/json"), Some(1));
        check(Some("text/html;q=0"), None);
        check(Some("text/turtle"), None);
        check(Some("application/geo+json;q=0, */*"), Some(1));
    }
}
