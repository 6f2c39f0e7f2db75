//! Sending a request: with the right headers, in turn, along redirects that are safe.

use std::cell::Cell;
use std::error::Error as _;

use reqwest::header::{
    ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_RANGE, LOCATION,
    RANGE, RETRY_AFTER,
};
use reqwest::{Client, Response, StatusCode, Url, redirect, retry};
use schouw_base::Clock;

use super::host::Hosts;
use super::patience::{Trouble, retry_after};
use super::plan::{CheckedSource, FetchLimits, FetchPlan};
use super::report::FetchError;
use super::{address, content};
use crate::raw_index::RawFile;

/// The way to the network, shared by all sources of a plan.
pub(super) struct Wire<'a> {
    client: Client,
    pub(super) hosts: Hosts,
    pub(super) limits: &'a FetchLimits,
    pub(super) clock: &'a dyn Clock,
}

/// What is asked.
pub(super) struct Ask<'a> {
    pub(super) source: &'a CheckedSource<'a>,
    pub(super) url: &'a Url,
    /// the copy that is there, when the host may say that it still stands
    pub(super) have: Option<&'a RawFile>,
}

/// What one source cost.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) requests: Cell<u64>,
    pub(super) bytes: Cell<u64>,
}

impl<'a> Wire<'a> {
    pub(super) fn new(
        plan: &'a FetchPlan,
        sources: &[CheckedSource<'_>],
        clock: &'a dyn Clock,
    ) -> Result<Self, FetchError> {
        // whoever came first has installed one; there is only one kind in this program
        let _ = rustls::crypto::ring::default_provider().install_default();
        let limits = &plan.limits;
        let mut builder = Client::builder()
            .user_agent(&plan.user_agent)
            .connect_timeout(limits.connect_time_max)
            .read_timeout(limits.idle_time_max)
            // both are done here, where they are counted, said and held within limits
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false);
        if sources.iter().all(|source| is_loopback(&source.url)) {
            builder = builder.no_proxy();
        }
        let client = builder.build().map_err(|error| FetchError::Client(told(error)))?;
        Ok(Self { client, hosts: Hosts::new(limits), limits, clock })
    }

    /// Asks, from a byte on when there is a part. The answer is not a redirect and not a refusal.
    pub(super) async fn get(
        &self,
        ask: &Ask<'_>,
        from: Option<(u64, &str)>,
        tally: &Tally,
    ) -> Result<Response, Trouble> {
        let mut url = ask.url.clone();
        for _ in 0..=self.limits.redirects_max {
            let host = address::host(&url);
            self.hosts.turn(&host).await;
            tally.requests.set(tally.requests.get() + 1);
            tracing::debug!(address = address::shown(&url), "get");
            let request = self.client.get(url.clone()).headers(headers(ask, &url, from));
            let response = request.send().await.map_err(of_client)?;
            if !response.status().is_redirection() || response.status() == StatusCode::NOT_MODIFIED {
                return self.unless_refused(response, &host);
            }
            url = redirected(&url, &response).map_err(Trouble::Lasting)?;
        }
        Err(Trouble::Lasting(format!("more than {} redirects", self.limits.redirects_max)))
    }

    fn unless_refused(&self, response: Response, host: &str) -> Result<Response, Trouble> {
        let status = response.status();
        if status.is_success()
            || matches!(status, StatusCode::NOT_MODIFIED | StatusCode::RANGE_NOT_SATISFIABLE)
        {
            return Ok(response);
        }
        let busy = matches!(
            status,
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS
        );
        let why = format!("the host answers {}", words(status));
        if !busy && !status.is_server_error() {
            return Err(Trouble::Lasting(why));
        }
        let asked = content::text(response.headers(), RETRY_AFTER)
            .and_then(|text| retry_after(text, self.clock.now()));
        if let Some(wait) = asked.filter(|wait| *wait <= self.limits.retry_after_max) {
            self.hosts.close(host, wait);
        }
        Err(Trouble::Passing(why, asked))
    }
}

/// A status as people read it.
fn words(status: StatusCode) -> String {
    let more = match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => ": the file is no longer at this address",
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => ": is a key needed, or is it the wrong one?",
        _ => "",
    };
    format!("{} {}{more}", status.as_u16(), status.canonical_reason().unwrap_or("(unknown status)"))
}

fn redirected(from: &Url, response: &Response) -> Result<Url, String> {
    let status = response.status();
    let to = content::text(response.headers(), LOCATION);
    let to = to.ok_or_else(|| format!("the host answers {} without saying where to", words(status)))?;
    address::follow(from, to).map_err(|why| format!("the answer is a redirect, but {why}"))
}

/// The headers for one request. Those of the source go to its own host only.
fn headers(ask: &Ask<'_>, url: &Url, from: Option<(u64, &str)>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    let expect = &ask.source.plan.expect;
    let accept = if expect.is_empty() { "*/*".into() } else { format!("{}, */*;q=0.1", expect.join(", ")) };
    put(&mut headers, ACCEPT, &accept);
    // as it is: so that a range is one of the file itself, and the digest is of what the publisher made
    put(&mut headers, ACCEPT_ENCODING, "identity");
    if url.origin() == ask.source.url.origin() {
        headers.extend(ask.source.headers.iter().cloned());
    }
    if let Some((bytes, version)) = from {
        put(&mut headers, RANGE, &format!("bytes={bytes}-"));
        put(&mut headers, IF_RANGE, version);
    } else if let Some(have) = ask.have {
        for (name, value) in [(IF_NONE_MATCH, &have.etag), (IF_MODIFIED_SINCE, &have.last_modified)] {
            value.iter().for_each(|value| put(&mut headers, name.clone(), value));
        }
    }
    headers
}

/// Adds a header; a value that cannot be sent (from an index written by hand, say) is left out.
fn put(headers: &mut HeaderMap, name: reqwest::header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// What a fault of the client is: all but a request that cannot be made may pass.
pub(super) fn of_client(error: reqwest::Error) -> Trouble {
    let lasting = error.is_builder() || error.is_redirect();
    let why = if error.is_timeout() { "the host did not answer in time".into() } else { told(error) };
    if lasting { Trouble::Lasting(why) } else { Trouble::passing(why) }
}

/// A fault of the client with its causes, without the address: that may hold a key.
fn told(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !text.contains(&more) {
            text.push_str(": ");
            text.push_str(&more);
        }
        cause = error.source();
    }
    text
}
