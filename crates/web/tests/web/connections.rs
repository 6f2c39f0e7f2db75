//! Over real connections: slow clients, idle ones, many, and a stop that waits.

use std::time::Duration;

use schouw_node::config::Limits;
use schouw_web::App;
use schouw_web::server::take;
use schouw_web::settings::Settings;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::stage::{SQUARE, app_of, town};

struct Running {
    address: std::net::SocketAddr,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

async fn run(limits: Limits) -> Running {
    let settings = Settings { request_time: limits.request, ..Settings::default() };
    let app: App = app_of(town(), settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let ended = tokio::spawn(async move {
        take(listener, app, None, limits, async {
            let _ = stopped.await;
        })
        .await;
    });
    Running { address, stop, ended }
}

fn short() -> Limits {
    let time = Duration::from_millis(400);
    Limits { head: time, request: time, write: time, stop: Duration::from_secs(5), ..Limits::default() }
}

/// Everything that comes until the server ends the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut bytes)).await;
    // a reset is an end too
    let _ = read.expect("the server lets go in time");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn who_sends_nothing_or_half_a_head_is_let_go() {
    let running = run(short()).await;
    for sent in ["", "GET /health HT", "GET /health HTTP/1.1\r\nHost: x\r\nA: "] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(sent.as_bytes()).await.unwrap();
        let got = rest(&mut stream).await;
        assert!(got.is_empty() || got.starts_with("HTTP/1.1 408"), "{sent:?}: {got}");
    }
}

#[tokio::test]
async fn who_sends_a_body_too_slowly_is_told() {
    let running = run(short()).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let head = "POST /v1/hier/_zoek HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.unwrap();
    let got = rest(&mut stream).await;
    assert!(got.starts_with("HTTP/1.1 408"), "{got}");
    assert!(got.contains("application/problem+json"), "{got}");
}

#[tokio::test]
async fn broken_requests_end_their_own_connection_only() {
    let running = run(short()).await;
    for sent in [
        "what\r\n\r\n".to_owned(),
        format!("GET /health HTTP/1.1\r\nHost: x\r\nA: {}\r\n\r\n", "a".repeat(2_000_000)),
        "GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n".to_owned(),
        "POST /v1/hier/_zoek HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n".to_owned(),
    ] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        let _ = stream.write_all(sent.as_bytes()).await;
        let got = rest(&mut stream).await;
        assert!(got.is_empty() || got.starts_with("HTTP/1.1 4"), "{got}");
    }
    assert!(ask(running.address).await.starts_with("HTTP/1.1 200"));
}

async fn ask(address: std::net::SocketAddr) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = SQUARE.len();
    let request = format!(
        "POST /v1/hier/_zoek HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{SQUARE}"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    rest(&mut stream).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hundreds_of_idle_connections_stop_nobody_and_one_over_the_limit_waits() {
    let running = run(Limits { connections: 300, head: Duration::from_secs(3), ..Limits::default() }).await;
    let mut idle = Vec::new();
    for _ in 0..299 {
        idle.push(TcpStream::connect(running.address).await.unwrap());
    }
    assert!(ask(running.address).await.starts_with("HTTP/1.1 200"), "there is room for one");
    idle.push(TcpStream::connect(running.address).await.unwrap());
    // over the limit: answered when the idle ones were let go
    assert!(ask(running.address).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_stop_waits_for_the_requests_that_there_are() {
    let running = run(Limits::default()).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let head = format!(
        "POST /v1/hier/_zoek HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        SQUARE.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    running.stop.send(()).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(TcpStream::connect(running.address).await.is_err(), "no more are taken");
    assert!(!running.ended.is_finished());
    stream.write_all(SQUARE.as_bytes()).await.unwrap();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200"));
    running.ended.await.unwrap();
}
