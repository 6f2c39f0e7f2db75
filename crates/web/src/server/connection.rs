//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use schouw_node::config::Limits;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tower::ServiceExt as _;

use super::patient::Patient;
use crate::edge::Peer;

/// Time for the handshake of TLS.
const HANDSHAKE: Duration = Duration::from_secs(10);
/// Largest head of a request, in bytes.
const HEAD_BYTES_MAX: usize = 64 << 10;
/// Requests on one HTTP/2 connection at the same time.
const STREAMS_MAX: u32 = 128;
/// How often an HTTP/2 connection is asked whether it is still there.
const PING: Duration = Duration::from_secs(20);

/// Answers the requests of a connection. A connection that goes wrong ends, and nothing else does.
pub(super) async fn serve(
    stream: TcpStream,
    tls: Option<Arc<ServerConfig>>,
    router: Router,
    peer: Peer,
    limits: Limits,
    watcher: Watcher,
) {
    // answers are written in one piece: there is nothing to wait for
    let _ = stream.set_nodelay(true);
    let Some(config) = tls else {
        return plain(Patient::new(stream, limits), router, peer, limits, watcher).await;
    };
    let handshake = TlsAcceptor::from(config).accept(stream);
    let Ok(Ok(stream)) = tokio::time::timeout(HANDSHAKE, handshake).await else { return };
    let two = stream.get_ref().1.alpn_protocol() == Some(b"h2");
    let stream = Patient::new(stream, limits);
    if two {
        multiplexed(stream, router, peer, watcher).await;
    } else {
        plain(stream, router, peer, limits, watcher).await;
    }
}

async fn plain<S>(stream: S, router: Router, peer: Peer, limits: Limits, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request| answer(router.clone(), peer, request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(stream), service);
    // what goes wrong on a connection is between it and us, and may hold what was asked
    let _ = watcher.watch(connection).await;
}

async fn multiplexed<S>(stream: S, router: Router, peer: Peer, watcher: Watcher)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request| answer(router.clone(), peer, request));
    let connection = http2::Builder::new(TokioExecutor::new())
        .timer(TokioTimer::new())
        .max_concurrent_streams(STREAMS_MAX)
        .max_header_list_size(HEAD_BYTES_MAX as u32)
        .keep_alive_interval(PING)
        .keep_alive_timeout(PING)
        .serve_connection(TokioIo::new(stream), service);
    let _ = watcher.watch(connection).await;
}

async fn answer(
    router: Router,
    peer: Peer,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    request.extensions_mut().insert(peer);
    router.oneshot(request).await
}
