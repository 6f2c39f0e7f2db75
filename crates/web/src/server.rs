//! A server that runs: it listens, takes connections within limits, takes new snapshots into service, and stops when it
//! is asked to, after the requests that it has.

mod connection;
mod patient;
mod watch;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper_util::server::graceful::GracefulShutdown;
use schouw_base::Clock;
use schouw_node::config::{Config, Limits};
use schouw_node::demo::{SeedError, make_signals};
use schouw_node::office::{Office, OfficeError, OfficePlace};
use schouw_node::open_files;
use schouw_node::people::markerwaard;
use schouw_node::service::{Place, Service};
use schouw_node::signals::{self, OpeningError, Signals};
use schouw_node::tls::{Tls, TlsError};
use schouw_picture::overview::BaseMapItem;
use tokio::net::{TcpListener, TcpStream};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::edge::Peer;
use crate::settings::{DESKS, Settings};
use crate::{App, BASE_MAP_PATH, router};

/// How long to wait after a connection could not be taken: most often there are no more file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// Connections that the system keeps waiting until they are taken.
const BACKLOG: u32 = 4_096;
/// How often signals whose term ended are looked for.
const TERMS_EVERY: Duration = Duration::from_secs(24 * 3_600);
/// File descriptors that are not connections.
const OTHER_FILES: u64 = 64;

/// Why a server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// the address
    #[error("cannot listen on `{address}`: {source}")]
    Listen {
        /// where
        address: SocketAddr,
        /// what the system said
        source: std::io::Error,
    },
    /// certificate or key
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// the correction grid
    #[error("the correction grid cannot be used: {0}")]
    Grid(String),
    /// people, rules on access, or logs
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// the logs of organisations, or the signals in them
    #[error(transparent)]
    Signals(#[from] OpeningError),
    /// the signals of the demo
    #[error("the signals of the demo cannot be made: {0}")]
    Seed(#[from] SeedError),
    /// the system
    #[error("cannot start: {0}")]
    System(#[from] std::io::Error),
}

/// What runs a server.
pub struct Start {
    /// how it runs
    pub config: Config,
    /// the present moment
    pub clock: Arc<dyn Clock>,
    /// whether this is Markerwaard
    pub demo: bool,
    /// whether another port is taken when the one in the configuration is in use
    pub any_port: bool,
}

/// Runs a server until the process is asked to stop. `ready` gets the address when connections are taken.
///
/// # Errors
/// When it cannot listen, or certificate, key or grid cannot be used. Without a snapshot it runs and says what to do.
pub fn run(start: Start, ready: impl FnOnce(&str)) -> Result<(), ServerError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(serve(start, ready))
}

async fn serve(start: Start, ready: impl FnOnce(&str)) -> Result<(), ServerError> {
    let Start { config, clock, demo, any_port } = start;
    // bound before the snapshot is opened, so that nothing that asks early is refused
    let listener = listen(config.listen, any_port)?;
    let tls = config.tls.clone().map(Tls::open).transpose()?.map(Arc::new);
    let address = listener.local_addr()?;
    let service = Arc::new(Service::start_keeping(place(&config)?, config.limits.tiles, clock.now()));
    let one_click = demo && address.ip().is_loopback();
    let settings = Settings { one_click, ..settings(&config, demo) };
    let mut app = App::new(Arc::clone(&service), Arc::clone(&clock), settings);
    if let Some(place) = config.office.clone() {
        let of_signals = Arc::clone(&clock);
        // files are opened and logs written: not on a thread that serves
        let opening = tokio::task::spawn_blocking(move || open_office(&place, one_click, of_signals));
        let (office, signals) = opening.await.map_err(std::io::Error::other)??;
        keep_terms(&signals, Arc::clone(&clock));
        app = app.with_signals(signals).with_office(office);
    }
    warn(&config, address, &service);
    let stopped = stopped()?;
    let watcher = tokio::spawn(watch::watch(app.clone(), tls.clone()));
    let scheme = if tls.is_some() { "https" } else { "http" };
    ready(&config.public_url.clone().unwrap_or_else(|| format!("{scheme}://{address}")));
    take(listener, app, tls, within_files(config.limits), stopped).await;
    watcher.abort();
    Ok(())
}

/// Takes connections until `stop` ends; then lets the requests that there are come to their end.
pub async fn take(
    listener: TcpListener,
    app: App,
    tls: Option<Arc<Tls>>,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    Taking { router: router(app.clone()), app, tls, limits }.until(listener, stop).await;
}

fn listen(address: SocketAddr, any_port: bool) -> Result<TcpListener, ServerError> {
    let try_on = |address: SocketAddr| {
        let socket = if address.is_ipv4() {
            tokio::net::TcpSocket::new_v4()?
        } else {
            tokio::net::TcpSocket::new_v6()?
        };
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)
    };
    let first = try_on(address);
    let in_use = first.as_ref().is_err_and(|error| error.kind() == std::io::ErrorKind::AddrInUse);
    let listener = if in_use && any_port { try_on(SocketAddr::new(address.ip(), 0)) } else { first };
    listener.map_err(|source| ServerError::Listen { address, source })
}

fn place(config: &Config) -> Result<Place, ServerError> {
    let rd = match &config.rd_grid {
        Some(path) => schouw_area::RdTransform::Grid(
            schouw_node::grid::read(path).map_err(|why| ServerError::Grid(why.to_string()))?.into(),
        ),
        None => schouw_area::RdTransform::Formula,
    };
    Ok(Place { snapshot: config.snapshot.clone(), suppressed: config.suppressed.clone(), rd })
}

fn settings(config: &Config, demo: bool) -> Settings {
    let map = config.base_map.as_ref();
    let base_map = map.map(|map| BaseMapItem {
        kind: map.kind.word().to_owned(),
        url: map.file.as_ref().map_or_else(|| map.url.clone(), |_| BASE_MAP_PATH.to_owned()),
        attribution: map.attribution.clone(),
        max_zoom: map.max_zoom,
    });
    Settings {
        public_url: config.public_url.clone(),
        trusted_proxies: config.trusted_proxies.clone(),
        base_map,
        base_map_file: map.and_then(|map| map.file.clone()),
        holder: config.holder.clone(),
        demo,
        one_click: false,
        tls: config.tls.is_some(),
        metrics: config.metrics,
        desks: DESKS,
        request_time: config.limits.request,
    }
}

/// People, rules on access and logs of a node, and the signals in them; those of Markerwaard are made on loopback only.
fn open_office(
    place: &OfficePlace,
    one_click: bool,
    clock: Arc<dyn Clock>,
) -> Result<(Arc<Office>, Arc<Signals>), ServerError> {
    let now = clock.now();
    let office = Arc::new(Office::open(place)?);
    if one_click {
        markerwaard::make(&office.people, now).map_err(OfficeError::from)?;
    }
    let signals = Arc::new(signals::open(&office, place.journal.clone(), clock)?);
    if one_click {
        make_signals(&signals, &office.people, now)?;
    }
    Ok((office, signals))
}

/// Lets signals go whose term ended: at the start, and every day.
fn keep_terms(signals: &Arc<Signals>, clock: Arc<dyn Clock>) {
    let signals = Arc::clone(signals);
    tokio::spawn(async move {
        let mut days = tokio::time::interval(TERMS_EVERY);
        loop {
            days.tick().await;
            let (signals, now) = (Arc::clone(&signals), clock.now());
            let job = tokio::task::spawn_blocking(move || {
                for partner in signals.partners() {
                    match signals.let_go(&partner.id, now) {
                        Ok(0) => {}
                        Ok(gone) => {
                            tracing::info!(target: "schouw::signals", organisation = %partner.id, gone, "signals whose term ended went");
                        }
                        Err(error) => {
                            tracing::error!(target: "schouw::signals", organisation = %partner.id, %error, "signals whose term ended stay");
                        }
                    }
                }
            });
            if job.await.is_err() {
                tracing::error!(target: "schouw::signals", "looking at the terms of signals failed");
            }
        }
    });
}

/// Tells what goes otherwise than people expect.
fn warn(config: &Config, address: SocketAddr, service: &Service) {
    if let Some(trouble) = service.trouble() {
        tracing::warn!(target: "schouw::server", why = trouble.why, "no snapshot is in service");
    }
    warn_of_tiles(service);
    if !address.ip().is_loopback() && config.tls.is_none() && config.trusted_proxies.is_empty() {
        tracing::warn!(
            target: "schouw::server",
            "connections are not encrypted and a browser gives no position: set tls.certificate and tls.key, or proxy.trusted"
        );
    }
}

/// Says when the snapshot in service answers without a map.
fn warn_of_tiles(service: &Service) {
    if let Some(why) = service.current().and_then(|serving| serving.tiles_trouble()) {
        tracing::warn!(target: "schouw::server", why, "the snapshot in service has no map");
    }
}

/// The limits, with no more connections than the system has files for.
fn within_files(limits: Limits) -> Limits {
    let Some(files) = open_files::raise() else { return limits };
    let most = usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX).max(1);
    if most < limits.connections {
        tracing::warn!(target: "schouw::server", connections = most, "the system allows fewer connections than configured");
    }
    Limits { connections: limits.connections.min(most), ..limits }
}

/// Ends when the process is asked to stop.
fn stopped() -> Result<impl Future<Output = ()>, ServerError> {
    let (mut term, mut int) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
    })
}

/// Takes connections.
struct Taking {
    router: Router,
    app: App,
    tls: Option<Arc<Tls>>,
    limits: Limits,
}

impl Taking {
    async fn until(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let room = Arc::new(Semaphore::new(self.limits.connections));
        tokio::pin!(stop);
        loop {
            let taken = tokio::select! {
                () = &mut stop => break,
                taken = self.next(&listener, &room) => taken,
            };
            let (stream, address, permit) = taken;
            let peer = Peer { address, tls: self.tls.is_some() };
            let tls = self.tls.as_ref().map(|tls| tls.current());
            let serve =
                connection::serve(stream, tls, self.router.clone(), peer, self.limits, graceful.watcher());
            let app = self.app.clone();
            tokio::spawn(async move {
                app.metrics().connections().inc();
                serve.await;
                app.metrics().connections().dec();
                drop(permit);
            });
        }
        drop(listener);
        tracing::info!(target: "schouw::server", "stopping: no more connections are taken");
        if tokio::time::timeout(self.limits.stop, graceful.shutdown()).await.is_err() {
            tracing::warn!(target: "schouw::server", "requests that took too long were cut off");
        }
    }

    /// The next connection, once there is room for it.
    async fn next(
        &self,
        listener: &TcpListener,
        room: &Arc<Semaphore>,
    ) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
        let permit = loop {
            if let Ok(permit) = Arc::clone(room).try_acquire_owned() {
                break permit;
            }
            self.app.metrics().waited();
            if let Ok(permit) = Arc::clone(room).acquire_owned().await {
                break permit;
            }
        };
        loop {
            match listener.accept().await {
                Ok((stream, address)) => return (stream, address, permit),
                Err(error) => {
                    tracing::warn!(target: "schouw::server", %error, "a connection could not be taken");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }
}
