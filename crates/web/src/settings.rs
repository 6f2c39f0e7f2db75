//! What the web needs to know of how it runs.

use std::path::PathBuf;
use std::time::Duration;

use ipnet::IpNet;
use schouw_node::dcat::Holder;
use schouw_picture::overview::BaseMapItem;

/// How the web runs.
#[derive(Debug, Clone)]
pub struct Settings {
    /// the address by which people reach it (`https://schouw.example.nl`), without a slash at the end; from the request
    /// when not given
    pub public_url: Option<String>,
    /// proxies whose `X-Forwarded-Proto` and `X-Forwarded-Host` are believed
    pub trusted_proxies: Vec<IpNet>,
    /// the map under ours, when one is configured
    pub base_map: Option<BaseMapItem>,
    /// the file of that map, when it is served here: a PMTiles file
    pub base_map_file: Option<PathBuf>,
    /// who answers for this server, in the catalogue
    pub holder: Holder,
    /// whether this is Markerwaard
    pub demo: bool,
    /// whether the people of Markerwaard sign in with one click: in the demo, on loopback
    pub one_click: bool,
    /// whether it answers over TLS itself
    pub tls: bool,
    /// whether `/metrics` is there
    pub metrics: bool,
    /// questions that may take long worked out at the same time
    pub desks: usize,
    /// longest time for a request, from its head to the head of its answer
    pub request_time: Duration,
}

/// Questions that may take long worked out at the same time, when nothing else is said.
pub const DESKS: usize = 4;
/// Longest time for a request, when nothing else is said.
pub const REQUEST_TIME: Duration = Duration::from_secs(15);

impl Default for Settings {
    fn default() -> Self {
        Self {
            public_url: None,
            trusted_proxies: Vec::new(),
            base_map: None,
            base_map_file: None,
            holder: Holder::default(),
            demo: false,
            one_click: false,
            tls: false,
            metrics: true,
            desks: DESKS,
            request_time: REQUEST_TIME,
        }
    }
}
