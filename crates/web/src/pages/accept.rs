//! Which compressed form of a file who asks can read.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_ENCODING;

/// A compressed form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packed {
    Br,
    Gz,
}

/// The smallest form that is there and is accepted; none for the file as it is.
pub(super) fn accepted(asked: &HeaderMap, br: bool, gz: bool) -> Option<Packed> {
    let reads = |name: &str| {
        let lists = asked.get_all(ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
        let mut items = lists.flat_map(|list| list.split(','));
        items.any(|item| {
            let mut parts = item.split(';').map(str::trim);
            let named = parts.next().is_some_and(|word| word.eq_ignore_ascii_case(name));
            let refused = parts.any(|part| {
                part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>().is_ok_and(|q| q <= 0.0))
            });
            named && !refused
        })
    };
    if br && reads("br") {
        Some(Packed::Br)
    } else if gz && reads("gzip") {
        Some(Packed::Gz)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_smallest_form_that_is_read_is_given() {
        let check = |header: &str, expected: Option<Packed>| {
            let mut asked = HeaderMap::new();
            asked.insert(ACCEPT_ENCODING, HeaderValue::from_str(header).unwrap());
            assert_eq!(accepted(&asked, true, true), expected, "{header}");
        };
        check("gzip, deflate, br, zstd", Some(Packed::Br));
        check("gzip;q=1.0", Some(Packed::Gz));
        check("br;q=0, gzip", Some(Packed::Gz));
        check("identity", None);
        check("", None);
        assert_eq!(accepted(&HeaderMap::new(), true, true), None);
    }
}
