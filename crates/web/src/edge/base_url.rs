//! The address by which people reach this server, for links in answers.

use std::net::{IpAddr, SocketAddr};

use axum::extract::FromRequestParts;
use axum::http::header::{HOST, HeaderName};
use axum::http::request::Parts;

use crate::problem::{Place, Problem};
use crate::state::App;

const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
/// Longest name of a host, with its port.
const HOST_CHARS_MAX: usize = 260;

/// The other end of a connection; put into each request by whoever accepts connections, never logged.
#[derive(Debug, Clone, Copy)]
pub struct Peer {
    /// its address
    pub address: SocketAddr,
    /// whether the connection is TLS
    pub tls: bool,
}

/// Scheme and host of this server as who asks sees them, without a slash at the end: `https://schouw.example.nl`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(pub String);

impl FromRequestParts<App> for BaseUrl {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        if let Some(url) = &app.settings().public_url {
            return Ok(Self(url.clone()));
        }
        let forwarded = |name: &HeaderName| is_proxy(parts, app).then(|| first(parts, name)).flatten();
        let host = forwarded(&FORWARDED_HOST)
            .or_else(|| first(parts, &HOST))
            .or_else(|| parts.uri.authority().map(|authority| authority.as_str().to_owned()))
            .unwrap_or_else(|| "localhost".into());
        if !is_host(&host) {
            return Err(Problem::fault(Place::Header, "Host", "is geen naam van een server"));
        }
        let scheme = if is_secure(parts, app) { "https" } else { "http" };
        Ok(Self(format!("{scheme}://{host}")))
    }
}

/// Whether who asks reaches us over TLS: here, or at a proxy that is trusted.
pub fn is_secure(parts: &Parts, app: &App) -> bool {
    let here = parts.extensions.get::<Peer>().is_some_and(|peer| peer.tls);
    let there = || is_proxy(parts, app) && first(parts, &FORWARDED_PROTO).as_deref() == Some("https");
    here || there()
}

/// The address of who asks: the other end of the connection, or what the proxy there that is trusted says of it. Only to
/// count attempts by; never logged.
pub fn client_address(parts: &Parts, app: &App) -> Option<IpAddr> {
    let peer = parts.extensions.get::<Peer>()?.address.ip().to_canonical();
    if !is_proxy(parts, app) {
        return Some(peer);
    }
    let trusted = |address: &IpAddr| app.settings().trusted_proxies.iter().any(|net| net.contains(address));
    let lists = parts.headers.get_all(FORWARDED_FOR).iter().filter_map(|list| list.to_str().ok());
    let said: Vec<IpAddr> =
        lists.flat_map(|list| list.split(',')).filter_map(|one| one.trim().parse().ok()).collect();
    // each proxy adds at the end: the last that is no proxy of ours is who asks
    Some(said.into_iter().rev().find(|address| !trusted(address)).unwrap_or(peer))
}

/// Whether the other end of the connection is a proxy that is trusted.
fn is_proxy(parts: &Parts, app: &App) -> bool {
    let Some(peer) = parts.extensions.get::<Peer>() else { return false };
    let address = peer.address.ip().to_canonical();
    app.settings().trusted_proxies.iter().any(|net| net.contains(&address))
}

/// The first of a list in a header: the one of the outermost proxy.
fn first(parts: &Parts, name: &HeaderName) -> Option<String> {
    let value = parts.headers.get(name)?.to_str().ok()?;
    value.split(',').next().map(|first| first.trim().to_owned()).filter(|first| !first.is_empty())
}

/// Whether a text is a host with perhaps a port, and nothing that could lead a link elsewhere.
fn is_host(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    !text.is_empty() && text.len() <= HOST_CHARS_MAX && text.chars().all(fits)
}
