//! A small town that is served, and how it is asked.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use http_body_util::BodyExt as _;
use schouw_area::RdTransform;
use schouw_base::{Clock, FixedClock};
use schouw_node::service::{Place, Service};
use schouw_web::settings::Settings;
use schouw_web::{App, router};
use serde_json::Value;
use tower::ServiceExt as _;

/// Friday evening in the town.
pub const NOW: &str = "2026-11-27T20:40:00Z";
/// A square with rules, as a question.
pub const SQUARE: &str = r#"{"lat":52.5555971,"lon":5.2732084}"#;

/// The snapshot of the town, made once.
pub fn town() -> &'static Path {
    static TOWN: OnceLock<PathBuf> = OnceLock::new();
    TOWN.get_or_init(|| make("schouw-web-town", 1))
}

/// Another town, of another seed.
pub fn other_town() -> &'static Path {
    static TOWN: OnceLock<PathBuf> = OnceLock::new();
    TOWN.get_or_init(|| make("schouw-web-other", 2))
}

/// Each test may be a process of its own: the first one makes the town, the others wait for it.
fn make(name: &str, seed: u64) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", age_of_the_tests()));
    std::fs::create_dir_all(&folder).unwrap();
    let lock = std::fs::File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let said = folder.join("snapshot.txt");
    if !said.exists() {
        let day = "2026-11-27".parse().unwrap();
        let snapshot = schouw_node::demo::make(&folder.join("data"), seed, day, &clock()).unwrap().0;
        std::fs::write(&said, snapshot.to_str().unwrap()).unwrap();
    }
    std::fs::read_to_string(&said).unwrap().into()
}

/// When the tests were compiled, in nanoseconds: another program makes another town.
fn age_of_the_tests() -> u128 {
    let made = std::env::current_exe().unwrap().metadata().unwrap().modified().unwrap();
    made.duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos()
}

pub fn clock() -> FixedClock {
    FixedClock(NOW.parse().unwrap())
}

/// A server of a snapshot, or of a place where there is none.
pub fn app_of(snapshot: &Path, settings: Settings) -> App {
    let place = Place { snapshot: snapshot.into(), suppressed: None, rd: RdTransform::Formula };
    App::new(Arc::new(Service::start(place, clock().now())), Arc::new(clock()), settings)
}

/// The server of the town.
pub fn app() -> App {
    app_of(town(), Settings { demo: true, ..Settings::default() })
}

/// What was answered.
#[derive(Debug)]
pub struct Answered {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answered {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The names of the faults of a problem.
    #[track_caller]
    pub fn faults(&self) -> Vec<String> {
        let problem = self.json();
        let faults = problem["errors"].as_array().into_iter().flatten();
        faults.map(|fault| fault["name"].as_str().unwrap().to_owned()).collect()
    }
}

/// Sends a request through the whole router.
pub async fn send(app: &App, request: Request<Body>) -> Answered {
    let response = router(app.clone()).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let body = body.collect().await.unwrap().to_bytes().to_vec();
    Answered { status: parts.status, headers: parts.headers, body }
}

pub async fn with(app: &App, method: Method, path: &str, headers: &[(&str, &str)]) -> Answered {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    send(app, request.body(Body::empty()).unwrap()).await
}

pub async fn get(app: &App, path: &str) -> Answered {
    with(app, Method::GET, path, &[]).await
}

pub async fn post(app: &App, path: &str, body: &str) -> Answered {
    let request = Request::post(path).header("content-type", "application/json");
    send(app, request.body(Body::from(body.to_owned())).unwrap()).await
}

/// Compares a text with the one that is kept under a name; with `SCHOUW_BLESS` set it is kept anew.
#[track_caller]
pub fn kept(path: &Path, text: &str) {
    if std::env::var_os("SCHOUW_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        text == expected,
        "{} is another text by now; when that is meant, run the tests with SCHOUW_BLESS=1 and look at the difference",
        path.display()
    );
}

/// A kept text of these tests.
pub fn kept_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/web/kept").join(name)
}
