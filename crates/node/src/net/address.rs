//! Addresses: what may be asked, what may be shown, and how a parameter is set.

use reqwest::Url;

/// Longest address, in bytes.
const ADDRESS_BYTES_MAX: usize = 8_192;

/// Ends of the names of parameters whose values are kept out of messages and of the index.
const SECRET_ENDS: [&str; 9] =
    ["key", "token", "secret", "password", "passwd", "credential", "signature", "auth", "authorization"];

/// Reads an address that may be asked.
pub(super) fn parse(text: &str) -> Result<Url, String> {
    if text.len() > ADDRESS_BYTES_MAX {
        return Err(format!("the address is longer than {ADDRESS_BYTES_MAX} bytes"));
    }
    let url = Url::parse(text).map_err(|error| format!("the address cannot be read: {error}"))?;
    check(&url)?;
    Ok(url)
}

/// Refuses what is not the web, and a name and password in an address.
pub(super) fn check(url: &Url) -> Result<(), String> {
    if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none() {
        return Err(format!("the address `{}:` is not one of http or https", url.scheme()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("the address holds a name or password: send it as a header".into());
    }
    Ok(())
}

/// The address as it may be shown and kept: the values of parameters that look like a key are masked.
pub(super) fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    let Some(query) = url.query() else { return url.into() };
    let masked: Vec<String> = query.split('&').map(masked_pair).collect();
    let masked = masked.join("&");
    url.set_query(Some(&masked));
    url.into()
}

fn masked_pair(pair: &str) -> String {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let lower = name.to_ascii_lowercase();
    let secret = lower == "sig" || SECRET_ENDS.iter().any(|end| lower.ends_with(end));
    if secret && !value.is_empty() { format!("{name}=***") } else { pair.into() }
}

/// The host with its port, as the limits per host and the messages name it.
pub(super) fn host(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.into(), |port| format!("{host}:{port}"))
}

/// Sets a parameter and leaves all other text of the query as the definition of the dataset has it: a service that
/// reads `$filter` itself need not take another spelling of the same.
pub(super) fn with_parameter(url: &Url, name: &str, value: u64) -> Url {
    let mut url = url.clone();
    let kept =
        url.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty() && !is_named(pair, name));
    let query = kept.map(String::from).chain([format!("{name}={value}")]).collect::<Vec<_>>().join("&");
    url.set_query(Some(&query));
    url
}

/// Whether a pair of a query has this name, written plainly or with `$` as `%24`.
fn is_named(pair: &str, name: &str) -> bool {
    let found = pair.split_once('=').map_or(pair, |(found, _)| found);
    found == name || found.replace("%24", "$") == name
}

/// The address of a next page or a redirect, as an answer from `from` gives it.
///
/// Never from https to http.
pub(super) fn follow(from: &Url, to: &str) -> Result<Url, String> {
    if to.len() > ADDRESS_BYTES_MAX {
        return Err(format!("it points to an address longer than {ADDRESS_BYTES_MAX} bytes"));
    }
    let url =
        from.join(to).map_err(|error| format!("it points to an address that cannot be read: {error}"))?;
    check(&url)?;
    if from.scheme() == "https" && url.scheme() == "http" {
        return Err(format!("it points from https to `{}`, which is not safe", shown(&url)));
    }
    Ok(url)
}

/// The address of a next page: on the same host, because the headers of the source go with it.
///
/// A service behind a proxy often writes `http` in its links while it is asked by https: that is put right.
pub(super) fn follow_page(from: &Url, to: &str) -> Result<Url, String> {
    let to = match (from.scheme(), to.strip_prefix("http://")) {
        ("https", Some(rest)) => format!("https://{rest}"),
        _ => to.into(),
    };
    let url = follow(from, &to)?;
    if url.origin() == from.origin() {
        Ok(url)
    } else {
        Err(format!("its next page is at another host, `{}`", host(&url)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn only_the_web_without_a_password_is_asked() {
        for (text, good) in [
            ("https://example.nl/a?b=c", true),
            ("http://127.0.0.1:80/", true),
            ("ftp://example.nl/", false),
            ("file:///etc/passwd", false),
            ("data:text/plain,a", false),
            ("https://a:b@example.nl/", false),
            ("https://a@example.nl/", false),
            ("example.nl", false),
            ("", false),
        ] {
            assert_eq!(parse(text).is_ok(), good, "{text}");
        }
    }

    #[test]
    fn a_key_is_not_shown() {
        for (address, expected) in [
            ("https://e.nl/a?apikey=1&b=2#c", "https://e.nl/a?apikey=***&b=2"),
            ("https://e.nl/a?$$app_token=x", "https://e.nl/a?$$app_token=***"),
            ("https://e.nl/a?postcode=1131", "https://e.nl/a?postcode=1131"),
            ("https://e.nl/a?sig=1&signaal=2&keyword=3", "https://e.nl/a?sig=***&signaal=2&keyword=3"),
            ("https://e.nl/a", "https://e.nl/a"),
        ] {
            assert_eq!(shown(&url(address)), expected);
        }
    }

    #[test]
    fn a_parameter_is_set_and_the_rest_stays_as_written() {
        for (address, expected) in [
            ("https://e.nl/a", "https://e.nl/a?$limit=5"),
            (
                "https://e.nl/a?$filter=x%20eq%20'y'&$limit=9",
                "https://e.nl/a?$filter=x%20eq%20%27y%27&$limit=5",
            ),
            ("https://e.nl/a?%24limit=9&b", "https://e.nl/a?b&$limit=5"),
            ("https://e.nl/a?&", "https://e.nl/a?$limit=5"),
        ] {
            assert_eq!(with_parameter(&url(address), "$limit", 5).as_str(), expected);
        }
    }

    #[test]
    fn a_link_is_followed_only_where_it_is_safe() {
        let from = url("https://e.nl/map/a?b=1");
        assert_eq!(follow(&from, "c").unwrap().as_str(), "https://e.nl/map/c");
        assert_eq!(follow(&from, "//f.nl/c").unwrap().as_str(), "https://f.nl/c");
        assert!(follow(&from, "http://e.nl/").is_err());
        assert!(follow(&from, "file:///etc/passwd").is_err());
        assert!(follow(&from, "https://a:b@e.nl/").is_err());
        assert_eq!(follow_page(&from, "?b=2").unwrap().as_str(), "https://e.nl/map/a?b=2");
        assert_eq!(follow_page(&from, "http://e.nl/x").unwrap().as_str(), "https://e.nl/x");
        assert!(follow_page(&from, "https://f.nl/").is_err());
        assert!(follow_page(&url("http://e.nl/"), "https://e.nl/").is_err());
    }
}
