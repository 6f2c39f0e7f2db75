//! A server on loopback that answers from a script: what publishers do on a bad day.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// One answer of the script.
#[derive(Clone, Default)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    end: End,
    chunked: bool,
    /// answers a range and says 304, as a good server does
    good: bool,
}

/// How an answer ends.
#[derive(Clone, Copy, Default)]
pub enum End {
    #[default]
    Whole,
    /// the connection is cut after so many bytes of the body
    Cut(usize),
    /// nothing more comes after so many bytes of the body
    Hang(usize),
    /// a few bytes at a time, with a pause
    Drip(usize, Duration),
}

/// A JSON answer.
pub fn json(body: impl Into<String>) -> Answer {
    Answer { status: 200, body: body.into().into_bytes(), ..Answer::default() }
        .with("Content-Type", "application/json")
}

/// An answer that is only a status.
pub fn status(status: u16) -> Answer {
    Answer { status, body: b"no".to_vec(), ..Answer::default() }.with("Content-Type", "text/html")
}

impl Answer {
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.retain(|(have, _)| *have != name);
        self.headers.push((name, value.into()));
        self
    }
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(have, _)| *have != name);
        self
    }
    pub fn etag(self, mark: &str) -> Self {
        self.with("ETag", format!("\"{mark}\""))
    }
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = body.into();
        self
    }
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }
    pub fn end(mut self, end: End) -> Self {
        self.end = end;
        self
    }
    pub fn cut(self, at: usize) -> Self {
        self.end(End::Cut(at))
    }
    pub fn chunked(mut self) -> Self {
        self.chunked = true;
        self
    }
    pub fn good(mut self) -> Self {
        self.good = true;
        self
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(have, _)| *have == name).map(|(_, value)| value.as_str())
    }
}

/// A request that came.
#[derive(Clone, Debug)]
pub struct Seen {
    pub target: String,
    headers: HashMap<String, String>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(&name.to_ascii_lowercase()).map(String::as_str)
    }
}

type Script = HashMap<String, VecDeque<Answer>>;

/// The server; it ends when it is dropped.
pub struct Replay {
    pub base: String,
    script: Arc<Mutex<Script>>,
    seen: Arc<Mutex<Vec<Seen>>>,
    _runtime: tokio::runtime::Runtime,
}

impl Replay {
    pub fn start() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let (script, seen) = (Arc::new(Mutex::new(Script::new())), Arc::new(Mutex::new(Vec::new())));
        let (at, scripted, noted) = (base.clone(), Arc::clone(&script), Arc::clone(&seen));
        runtime.spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, at.clone(), Arc::clone(&scripted), Arc::clone(&noted)));
            }
        });
        Self { base, script, seen, _runtime: runtime }
    }

    /// What a target (path and query) answers, in turn; the last answer repeats.
    pub fn on(&self, target: &str, answers: impl IntoIterator<Item = Answer>) -> &Self {
        self.script.lock().unwrap().insert(target.into(), answers.into_iter().collect());
        self
    }

    /// The requests since the last time this was asked.
    pub fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }

    pub fn url(&self, target: &str) -> String {
        format!("{}{target}", self.base)
    }
}

async fn serve(mut stream: TcpStream, base: String, script: Arc<Mutex<Script>>, seen: Arc<Mutex<Vec<Seen>>>) {
    let Some(request) = read_request(&mut stream).await else { return };
    seen.lock().unwrap().push(request.clone());
    let answer = {
        let mut script = script.lock().unwrap();
        match script.get_mut(&request.target) {
            None => status(404),
            Some(answers) if answers.len() > 1 => answers.pop_front().unwrap(),
            Some(answers) => answers.front().cloned().unwrap_or_else(|| status(404)),
        }
    };
    // a client that goes away is its own affair
    let _ = write_answer(&mut stream, &request, answer, &base).await;
}

async fn read_request(stream: &mut TcpStream) -> Option<Seen> {
    let mut text = Vec::new();
    while !text.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).await.ok()?;
        text.push(byte[0]);
    }
    let text = String::from_utf8(text).ok()?;
    let mut lines = text.lines();
    let target = lines.next()?.split(' ').nth(1)?.to_string();
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_string())).collect();
    Some(Seen { target, headers })
}

async fn write_answer(
    stream: &mut TcpStream,
    request: &Seen,
    answer: Answer,
    base: &str,
) -> std::io::Result<()> {
    let answer = if answer.good { as_a_good_server(request, answer) } else { answer };
    let body = match std::str::from_utf8(&answer.body) {
        Ok(text) => text.replace("{base}", base).into_bytes(),
        Err(_) => answer.body.clone(),
    };
    let mut head = format!("HTTP/1.1 {} X\r\nConnection: close\r\n", answer.status);
    for (name, value) in &answer.headers {
        head += &format!("{name}: {}\r\n", value.replace("{base}", base));
    }
    let bodiless = answer.status == 304;
    if answer.chunked {
        head += "Transfer-Encoding: chunked\r\n";
    } else if !bodiless {
        head += &format!("Content-Length: {}\r\n", body.len());
    }
    stream.write_all(format!("{head}\r\n").as_bytes()).await?;
    if bodiless {
        return stream.shutdown().await;
    }
    let (until, piece, pause) = match answer.end {
        End::Whole => (body.len(), body.len().max(1), Duration::ZERO),
        End::Cut(at) | End::Hang(at) => (at.min(body.len()), body.len().max(1), Duration::ZERO),
        End::Drip(piece, pause) => (body.len(), piece, pause),
    };
    for bytes in body[..until].chunks(piece) {
        if answer.chunked {
            stream.write_all(format!("{:x}\r\n", bytes.len()).as_bytes()).await?;
        }
        stream.write_all(bytes).await?;
        if answer.chunked {
            stream.write_all(b"\r\n").await?;
        }
        stream.flush().await?;
        tokio::time::sleep(pause).await;
    }
    match answer.end {
        End::Hang(_) => std::future::pending().await,
        End::Cut(_) => {}
        _ if answer.chunked => stream.write_all(b"0\r\n\r\n").await?,
        _ => {}
    }
    stream.shutdown().await
}

/// Honours `Range` with `If-Range`, `If-None-Match` and `If-Modified-Since`.
fn as_a_good_server(request: &Seen, answer: Answer) -> Answer {
    let marks = [answer.header("ETag"), answer.header("Last-Modified")];
    let is_mark = |value: Option<&str>| value.is_some() && marks.contains(&value);
    if is_mark(request.header("If-None-Match"))
        || (request.header("If-None-Match").is_none() && is_mark(request.header("If-Modified-Since")))
    {
        return answer.status(304);
    }
    let start = request.header("Range").and_then(|range| range.strip_prefix("bytes=")?.strip_suffix('-'));
    let Some(start) = start.filter(|_| is_mark(request.header("If-Range"))) else { return answer };
    let (start, total): (usize, usize) = (start.parse().unwrap(), answer.body.len());
    if start >= total {
        return answer.status(416).with("Content-Range", format!("bytes */{total}"));
    }
    let rest = answer.body[start..].to_vec();
    answer.status(206).with("Content-Range", format!("bytes {start}-{}/{total}", total - 1)).body(rest)
}
