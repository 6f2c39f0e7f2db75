//! The cookie of a session.

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderValue};

/// Name over TLS: a browser then takes it from this host alone, for the whole site, over TLS.
const NAME_TLS: &str = "__Host-schouw";
/// Name without TLS, on loopback.
const NAME: &str = "schouw";

fn name(tls: bool) -> &'static str {
    if tls { NAME_TLS } else { NAME }
}

/// The secret in the cookie of a request. Two cookies of the name are none: somebody put one beside ours.
#[must_use]
pub fn secret(headers: &HeaderMap, tls: bool) -> Option<String> {
    let lists = headers.get_all(COOKIE).iter().filter_map(|list| list.to_str().ok());
    let pairs = lists.flat_map(|list| list.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut ours = pairs.filter(|(key, _)| *key == name(tls)).map(|(_, value)| value);
    match (ours.next(), ours.next()) {
        (Some(one), None) => Some(one.to_owned()),
        _ => None,
    }
}

/// The cookie of a new session. It ends with the browser, and before that when the session does.
#[must_use]
pub fn set(secret: &str, tls: bool) -> Option<HeaderValue> {
    let secure = if tls { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{}={secret}; Path=/; HttpOnly; SameSite=Strict{secure}", name(tls))).ok()
}

/// Takes the cookie away.
#[must_use]
pub fn clear(tls: bool) -> Option<HeaderValue> {
    let secure = if tls { "; Secure" } else { "" };
    HeaderValue::from_str(&format!("{}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}", name(tls)))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_cookie_of_the_name_is_the_session() {
        let check = |header: &str, tls: bool, expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, HeaderValue::from_str(header).unwrap());
            assert_eq!(secret(&headers, tls).as_deref(), expected, "{header}");
        };
        check("a=b; schouw=abc", false, Some("abc"));
        check("__Host-schouw=abc", true, Some("abc"));
        check("schouw=abc", true, None);
        check("schouw=abc; schouw=def", false, None);
        check("xschouw=abc", false, None);
        check("", false, None);
    }
}
